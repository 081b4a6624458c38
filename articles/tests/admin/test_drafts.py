"""The form learns which of the drafts that a browser kept have been saved, and of nothing else."""

import pytest
from django.urls import reverse

from articles.tests.admin.forms import fill_in

pytestmark = pytest.mark.django_db


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def saved_drafts(client, article):
    return client.get(form_of(article)).context["saved_drafts"].split()


def test_a_draft_counts_as_saved_once_its_form_was(editor, issue, article):
    fill_in(editor, form_of(article), headline="春耕忙", draft="a1")
    assert saved_drafts(editor, article) == ["a1"]
    assert 'data-saved-drafts="a1"' in editor.get(form_of(article)).text

    page = issue.pages.last()
    fill_in(editor, f"{reverse('admin:articles_article_add')}?page={page.pk}", headline="新的", draft="b2")
    assert saved_drafts(editor, article) == ["a1", "b2"]


def test_what_was_refused_is_not_saved(editor, article):
    fill_in(editor, form_of(article), tags="长" * 101, draft="a1")
    assert saved_drafts(editor, article) == []


def test_what_the_desk_refuses_is_not_saved(editor, article, monkeypatch):
    from articles.editing import Edit, Refused

    def refuse(self):
        raise Refused("不行。")

    monkeypatch.setattr(Edit, "finish", refuse)
    answer = fill_in(editor, form_of(article), headline="春耕忙", draft="a1")
    monkeypatch.undo()
    assert "不行。" in answer.text
    assert saved_drafts(editor, article) == []


@pytest.mark.parametrize("key", ["", '"><script>', "长", "a" * 41, "a b"])
def test_a_key_that_no_browser_of_ours_makes_is_not_remembered(editor, article, key):
    fill_in(editor, form_of(article), headline="春耕忙", draft=key)
    assert saved_drafts(editor, article) == []


def test_only_the_last_keys_are_remembered(editor, article):
    session = editor.session
    session["saved_drafts"] = [f"a{n}" for n in range(30)]
    session.save()
    fill_in(editor, form_of(article), headline="春耕忙", draft="b1")
    assert saved_drafts(editor, article) == [*(f"a{n}" for n in range(1, 30)), "b1"]
