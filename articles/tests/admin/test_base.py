"""What every form of the desk does for whoever may only look, and for whoever may choose."""

import pytest
from django.urls import reverse
from django.utils.text import capfirst

from articles import permissions
from articles.models import Article, Event, Issue, Page, Review
from articles.tests.admin.conftest import log_in
from articles.tests.admin.forms import errors_of, fill_in
from articles.tests.factories import make_article, make_issue, make_newspaper, make_page, publish
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {role: log_in(make_member(role, f"m{n}")) for n, role in enumerate(permissions.ROLES)}


def form_of(obj):
    return reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk])


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# Looking only


def test_a_form_that_may_only_be_looked_at_says_why(people, issue):
    page, signed = issue.pages.all()
    own = make_article(signed, created_by=people[REPORTER].user)
    others = make_article(page)
    Review.objects.create(page=signed, stage="first", verdict="passed", reviewer="编辑", digest="-")
    reasons = {
        (REPORTER, others): "This article is another’s; ask its page editor for the change.",
        (REPORTER, own): "The page was signed; ask its editor for the change.",
        (REPORTER, page): "Your role does not include this change.",
        (IMPORTER, others): "Your role does not include this change.",
    }
    for (role, obj), reason in reasons.items():
        answer = people[role].get(form_of(obj))
        assert told(answer) == [reason]
        assert 'name="_save"' not in answer.text
    assert told(people[PAGE_EDITOR].get(form_of(own))) == []


def test_a_page_editor_only_looks_at_whatever_readers_see(people, issue):
    article = make_article(issue.pages.first(), authors=["李明"])
    publish(issue)
    reason = "This is published or scheduled; only those who may change what readers see can change it now."
    for obj in (issue, issue.pages.first(), article, article.authors.get()):
        assert told(people[PAGE_EDITOR].get(form_of(obj))) == [reason]
        assert told(people[SECTION_CHIEF].get(form_of(obj))) == []


def test_the_record_is_read_without_being_told_that_it_may_only_be_read(people, issue):
    event = Event.objects.create(action="changed", issue=issue, subject="稿件", actor="编辑")
    assert told(people[PAGE_EDITOR].get(form_of(event))) == []


def test_a_forged_form_is_answered_with_the_reason(people, issue):
    article = make_article(issue.pages.first())
    answer = people[REPORTER].post(form_of(article), {"headline": "春耕忙"})
    assert answer.status_code == 403
    assert "This article is another’s" in answer.text


def test_what_happened_since_a_form_was_opened_is_told_on_it_and_what_was_typed_stays(people, issue, monkeypatch):
    """The page is published between the question whether a form may be sent and the lock on its issue."""
    article = make_article(issue.pages.first())
    monkeypatch.setattr(permissions, "obstacle_to_changing", lambda user, thing: "")
    shown = people[PAGE_EDITOR].get(form_of(article))
    publish(issue)
    answer = fill_in(people[PAGE_EDITOR], form_of(article), shown, headline="春耕忙")
    assert any("is published or scheduled" in error for error in errors_of(answer))
    assert "春耕忙" in answer.text
    article.refresh_from_db()
    assert article.headline == "春耕备耕忙"


def test_a_deletion_that_is_too_late_says_so_and_deletes_nothing(people, issue, monkeypatch):
    article = make_article(issue.pages.first())
    publish(issue)
    monkeypatch.setattr(permissions, "obstacle_to_deleting", lambda user, things: "")
    url = reverse("admin:articles_article_delete", args=[article.pk])
    answer = people[PAGE_EDITOR].post(url, {"post": "yes"}, follow=True)
    assert any("is published or scheduled" in sentence for sentence in told(answer))
    assert type(article).objects.filter(pk=article.pk).exists()


# A page that came late is a draft in an issue that is out


def test_a_page_editor_fills_a_page_that_came_after_its_issue_was_published(people, issue):
    publish(issue)
    late = make_page(issue, 3)
    url = f"{reverse('admin:articles_article_add')}?page={late.pk}"
    assert fill_in(people[PAGE_EDITOR], url, headline="号外").status_code == 302
    article = issue.articles.get()
    assert fill_in(people[PAGE_EDITOR], form_of(article), headline="新号外").status_code == 302
    assert fill_in(people[PAGE_EDITOR], form_of(late), name="副刊").status_code == 302


# Choosing


def offered(client, model, field, term):
    query = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
    return [found["text"] for found in client.get(reverse("admin:autocomplete"), query).json()["results"]]


def test_a_new_article_or_pointer_is_offered_a_place_where_its_writer_may_put_it(people, issue):
    out = make_issue(newspaper=make_newspaper("out", "青山报"), pages=1, published=True)
    late = make_issue(newspaper=make_newspaper("late", "青水报"), pages=1, published=True)
    make_page(late, 2)
    assert sorted(offered(people[REPORTER], "article", "issue", "青")) == sorted(map(str, [late, issue]))
    assert sorted(offered(people[SECTION_CHIEF], "article", "issue", "青")) == sorted(map(str, [out, late, issue]))
    assert str(out.pages.get()) not in offered(people[PAGE_EDITOR], "pointer", "page", "青山")
    assert offered(people[SECTION_CHIEF], "pointer", "page", "青山") == [str(out.pages.get())]


@pytest.mark.parametrize("model", [Issue, Article, Page])
def test_a_list_is_called_by_what_it_lists(people, model):
    title = people[PAGE_EDITOR].get(reverse(f"admin:articles_{model._meta.model_name}_changelist")).context["title"]
    assert title == capfirst(model._meta.verbose_name_plural)


@pytest.mark.parametrize("address", ["article/add/?page=", "pointer/add/?article=", "issue/?newspaper="])
def test_a_number_that_no_database_holds_finds_nothing(people, address):
    answer = people[CHIEF_EDITOR].get(f"/admin/articles/{address}{'9' * 20}")
    assert answer.status_code in (200, 302)
