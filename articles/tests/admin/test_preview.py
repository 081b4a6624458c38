"""What an editor sees beside the form is the public page of what is typed, and nothing of it is stored."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag

from articles.models import Article, Author, Byline, Event, Page, Part
from articles.tests.admin.forms import filled_in
from articles.tests.factories import make_article, make_note, make_part, make_picture
from articles.tests.people import IMPORTER, REPORTER, client_of, make_member

pytestmark = pytest.mark.django_db


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def preview_of(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def preview(client, article, **changes):
    return client.post(preview_of(article), filled_in(client, form_of(article), **changes))


def page_without_scripts(text):
    """A page as it is set: what only runs, and what tells when it was changed, left out."""
    text = re.sub(r"<script.*?</script>\s*|<meta property=\"article:modified_time\".*?>\s*", "", text, flags=re.DOTALL)
    return text.replace("\n\n", "\n")


def test_the_preview_is_the_public_page_as_it_will_be_saved(editor, issue, article):
    second = issue.pages.last()
    Tag.objects.create(name="农业", slug="nongye")
    make_note(article)
    make_picture(article, "田间.jpg", caption="田间")
    photographer = Author.objects.create(name="陈静")
    changes = {
        "headline": "春耕忙",
        "kicker": "惊蛰刚过",
        "tags": "农业，水利",
        "parts__0__body": "第一段。\n\n## 小标题\n\n![](田间.jpg)\n\n没有完",
        "parts__TOTAL_FORMS": "2",
        "parts__1__page": second.pk,
        "parts__1__body": "的一句。",
        "parts__1__sequence": "2",
        "bylines__TOTAL_FORMS": "3",
        "bylines__0__position": "2",
        "bylines__1__position": "0",
        "bylines__2__author": photographer.pk,
        "bylines__2__role": "摄影",
        "bylines__2__position": "",
        "editors_notes__0__text": "改过的按语。",
    }
    url = article.get_absolute_url()
    data = filled_in(editor, form_of(article), **changes)

    shown = editor.post(preview_of(article), data)
    assert shown.status_code == 200
    assert "<script src" not in shown.text
    assert 'type="module"' not in shown.text

    editor.post(form_of(article), data)
    saved = page_without_scripts(editor.get(url).text)
    # New rows have their keys once they are stored, and a new tag its page.
    saved = re.sub(r'<a rel="tag" href="/tags/[^"]*">水利</a>', "水利", saved)
    assert page_without_scripts(shown.text).replace(preview_of(article), url) == saved


def test_nothing_of_a_preview_is_stored(editor, article):
    before = editor.get(article.get_absolute_url()).text
    rows = [model.objects.count() for model in (Article, Part, Byline, Event, Tag)]

    with CaptureQueriesContext(connection) as queries:
        answer = preview(editor, article, headline="没有存", tags="没有过的", parts__0__body="没有存。")

    assert "没有存。" in answer.text
    assert [model.objects.count() for model in (Article, Part, Byline, Event, Tag)] == rows
    assert editor.get(article.get_absolute_url()).text == before
    written = [q["sql"] for q in queries if re.match(r"(INSERT|UPDATE|DELETE)(?!.*session)", q["sql"], re.IGNORECASE)]
    assert written == []


def test_an_article_is_seen_before_it_is_saved_for_the_first_time(editor, issue):
    page = issue.pages.last()
    Page.objects.filter(pk=page.pk).update(picture="版.jpg", picture_width=4, picture_height=6)
    add = f"{reverse('admin:articles_article_add')}?page={page.pk}"
    data = filled_in(editor, add, headline="新线路开通", parts__0__body="昨日开通。", tags="交通")

    answer = editor.post(f"{reverse('admin:articles_article_preview')}?page={page.pk}", data)

    assert answer.status_code == 200
    assert "新线路开通" in answer.text
    assert "昨日开通。" in answer.text
    assert not Article.objects.exists()


def test_a_picture_whose_file_has_not_been_sent_has_its_room(editor, article):
    row = {"pictures__TOTAL_FORMS": "1", "pictures__0__name": "田间.jpg", "pictures__0__alt": "田间"}
    data = filled_in(editor, form_of(article), **row)

    assert "dropped/" not in editor.post(preview_of(article), data).text
    shown = editor.post(preview_of(article), data | {"dropped-pictures-0": "400x300"}).text
    assert re.search(r'<img src="[^"]*dropped/pictures-0" alt="田间" width="400" height="300"', shown)
    for wrong in ("0x0", '4"x4', "４x４", "100000x1"):
        assert "dropped/" not in editor.post(preview_of(article), data | {"dropped-pictures-0": wrong}).text


def test_what_cannot_be_saved_is_told_in_a_sentence(editor, article):
    answer = preview(editor, article, headline="长" * 501, parts__0__page="")
    assert "500" in answer.json()["told"]


def test_a_preview_is_in_nobodys_frame(editor, article):
    answer = preview(editor, article)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_preview_costs_the_same_in_a_large_issue(editor, issue, article):
    data = filled_in(editor, form_of(article))

    def cost():
        editor.post(preview_of(article), data)
        with CaptureQueriesContext(connection) as queries:
            assert editor.post(preview_of(article), data).status_code == 200
        return len(queries)

    def grow(count):
        for _ in range(count):
            make_part(make_article(issue.pages.first(), authors=["李明"]), issue.pages.last())

    grow(1)
    few = cost()
    grow(49)
    assert cost() == few


def test_only_who_may_write_an_article_sees_it_before_it_is_saved(editor, issue, article):
    data = filled_in(editor, form_of(article))
    for role in (REPORTER, IMPORTER):
        assert client_of(make_member(role, f"user-{role}")).post(preview_of(article), data).status_code == 403
    anonymous = type(editor)()
    assert anonymous.post(preview_of(article), data).status_code == 302
    add = f"{reverse('admin:articles_article_preview')}?issue={issue.pk}"
    assert client_of(make_member(IMPORTER, "daoru")).post(add, data).status_code == 403


def test_a_reporter_sees_also_what_only_others_may_change(issue, article):
    reporter = client_of(make_member(REPORTER, "jizhe"))
    Article.objects.filter(pk=article.pk).update(created_by=reporter.user)
    make_note(article, "责任编辑写的按语。")
    make_part(article, issue.pages.last(), "续完。")

    shown = preview(reporter, article, headline="记者改的标题").text

    assert all(text in shown for text in ("记者改的标题", "责任编辑写的按语。", "续完。", "王芳"))


def test_a_preview_is_no_page_to_open(editor, article):
    assert editor.get(preview_of(article)).status_code == 405
    assert editor.post(reverse("admin:articles_article_preview", args=[999]), {}).status_code == 404
    assert editor.post(reverse("admin:articles_article_preview"), {}).status_code == 404
