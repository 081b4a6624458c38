"""What is pasted into the form's text comes back as text in the strict form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.tests.people import IMPORTER, REPORTER, client_of, make_member

pytestmark = pytest.mark.django_db

HTML = """<h2>春耕</h2><p onclick="x()">惊蛰刚过,<b>田间</b>已忙。<script>x()</script></p>
<img src="a/田间.jpg"><img src="b.jpg">"""


def paste(client, html=HTML, **fields):
    file = SimpleUploadedFile("html", html.encode(), "text/html")
    return client.post(reverse("admin:articles_article_paste"), {"html": file, **fields})


def test_a_reporter_pastes_a_text_with_its_headings_and_the_pictures_that_are_there():
    answer = paste(client_of(make_member(REPORTER, "jizhe")), picture=["田间.jpg", "别的.jpg"])
    assert answer.json()["text"] == "## 春耕\n\n惊蛰刚过，田间已忙。\n\n![](田间.jpg)"
    assert "1" in answer.json()["told"]


def test_what_is_left_out_is_told_only_where_something_is(editor):
    assert paste(editor, "<p>一句。</p>").json() == {"text": "一句。", "told": ""}


def test_too_much_is_refused_with_a_sentence(editor):
    answer = paste(editor, "<p>" + "长" * 700_000)
    assert answer.status_code == 413
    assert answer.json()["told"]


def test_nothing_is_refused_with_a_sentence(editor):
    answer = editor.post(reverse("admin:articles_article_paste"))
    assert (answer.status_code, bool(answer.json()["told"])) == (400, True)


def test_only_who_may_write_may_paste(editor):
    assert paste(client_of(make_member(IMPORTER, "daoru"))).status_code == 403
    assert paste(type(editor)()).status_code == 302
    assert editor.get(reverse("admin:articles_article_paste")).status_code == 405
