"""Addresses never change: what one named formerly is found from it for ever."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertRedirects

from articles.models import Author, Byline, FormerAuthor, FormerNumber, Issue, Newspaper, Page
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, publish

pytestmark = pytest.mark.django_db

NEXT_DAY = DAY + datetime.timedelta(days=1)


@pytest.fixture
def issue():
    """A published issue with a page 02 and an article 1 on it."""
    issue = make_issue()
    make_article(make_page(issue, 2, "02"))
    return publish(issue)


def change(row, **values):
    """Change a row as a form does."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def assert_leads(client, former, present):
    """In one step, for ever, to something that is there."""
    assertRedirects(client.get(former), present, status_code=301)


def rename_everything(issue):
    change(issue.newspaper, slug="qh")
    change(issue, date=NEXT_DAY)
    change(issue.pages.get(), label="A2")


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/qinghe/", "/qh/"),
        ("/qinghe/?page=1", "/qh/?page=1"),
        ("/qinghe/2026-03-05/", "/qh/2026-03-06/"),
        ("/qinghe/2026-03-05/02/", "/qh/2026-03-06/A2/"),
        ("/qinghe/2026-03-05/2/", "/qh/2026-03-06/A2/"),
        ("/qinghe/2026-03-05/02/?q=%E7%A6%BE#text", "/qh/2026-03-06/A2/?q=%E7%A6%BE"),
        ("/qinghe/2026-03-05/article/1/", "/qh/2026-03-06/article/1/"),
        ("/qh/2026-03-05/02/", "/qh/2026-03-06/A2/"),
        ("/qinghe/2026-03-06/A2/", "/qh/2026-03-06/A2/"),
    ],
)
def test_slug_day_and_label_changed_and_every_old_address_leads_there_at_once(reader, issue, former, present):
    rename_everything(issue)
    assert_leads(reader, former, present)


@pytest.mark.parametrize("rest", ["report/?passage=%E7%A6%BE", "report/sent/", "cite.bib", "cite.ris"])
def test_what_hangs_on_an_article_is_found_from_its_former_addresses(reader, issue, rest):
    FormerNumber.objects.create(issue=issue, number=9, article=issue.articles.get())
    rename_everything(issue)
    for number in (1, 9):
        assert_leads(reader, f"/qinghe/2026-03-05/article/{number}/{rest}", f"/qh/2026-03-06/article/1/{rest}")


def test_what_is_kept_offline_is_found_from_a_former_address_of_the_issue(reader, issue):
    rename_everything(issue)
    assert_leads(reader, "/qinghe/2026-03-05/offline.json", "/qh/2026-03-06/offline.json")


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/qinghe/2026-03-05/02/card.jpg", "/qh/2026-03-06/A2/card.jpg"),
        ("/qinghe/2026-03-05/article/1/card.jpg", "/qh/2026-03-06/article/1/card.jpg"),
    ],
)
def test_a_shared_link_keeps_its_card(reader, issue, former, present):
    rename_everything(issue)
    response = reader.get(former)
    assert (response.status_code, response["Location"]) == (301, present)


def test_a_report_is_not_sent_on(reader, issue):
    rename_everything(issue)
    response = reader.post("/qinghe/2026-03-05/article/1/report/", {"message": "“六块八”应为“六块六”。"})
    assert response.status_code == 404


def test_what_was_renamed_twice_takes_one_step(reader, issue):
    rename_everything(issue)
    change(issue.newspaper, slug="qhrb")
    change(issue, date=DAY + datetime.timedelta(days=2), edition="号外")
    change(issue.pages.get(), label="特刊")

    present = "/qhrb/2026-03-07-%E5%8F%B7%E5%A4%96/%E7%89%B9%E5%88%8A/"
    for former in ("/qinghe/2026-03-05/02/", "/qh/2026-03-06/A2/", "/qinghe/2026-03-06/2/"):
        assert_leads(reader, former, present)


def test_a_name_taken_back_is_no_redirect(reader, issue):
    for slug in ("qh", "qinghe"):
        change(issue.newspaper, slug=slug)
    assert reader.get("/qinghe/").status_code == 200
    assert_leads(reader, "/qh/2026-03-05/", "/qinghe/2026-03-05/")


def test_the_absorbed_number_of_an_issue_that_moved_leads_to_the_whole_story(reader, issue):
    FormerNumber.objects.create(issue=issue, number=9, article=issue.articles.get())
    rename_everything(issue)
    assert_leads(reader, "/qinghe/2026-03-05/article/9/", "/qh/2026-03-06/article/1/")


def test_what_is_there_now_wins_over_what_was(reader, issue):
    change(issue.newspaper, slug="qh")
    change(issue, date=NEXT_DAY)
    other = make_newspaper(slug="qinghe", name="青禾晚报")
    make_issue(newspaper=other, pages=1, published=True)

    assertContains(reader.get("/qinghe/2026-03-05/"), "青禾晚报")
    # Of what the newcomer does not have, the former one's is meant.
    assert_leads(reader, "/qinghe/2026-03-05/02/", "/qh/2026-03-06/02/")
    assert_leads(reader, "/qinghe/2026-03-06/", "/qh/2026-03-06/")


def test_a_page_that_took_a_former_label_wins(reader, issue):
    page = change(issue.pages.get(), label="03")
    make_page(issue, 4, "2", status=Page.Status.PUBLISHED)
    assert reader.get("/qinghe/2026-03-05/2/").status_code == 200
    assert_leads(reader, "/qinghe/2026-03-05/02/", "/qinghe/2026-03-05/2/")
    assert_leads(reader, "/qinghe/2026-03-05/3/", page.get_absolute_url())


def test_the_redirect_is_cached_no_longer_than_a_page(reader, issue):
    change(issue.newspaper, slug="qh")
    response = reader.get("/qinghe/")
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response["Vary"]


def test_an_author_who_turned_out_to_be_another_leads_there(reader, issue):
    today = Author.objects.create(name="李明")
    Byline.objects.create(article=issue.articles.get(), author=today)
    FormerAuthor.objects.create(number=today.pk + 7, author=today, name="李　明")
    assert_leads(reader, f"/authors/{today.pk + 7}/?page=1", f"/authors/{today.pk}/?page=1")


def test_nothing_tells_of_an_author_of_drafts(reader, editor):
    today = Author.objects.create(name="李明")
    FormerAuthor.objects.create(number=today.pk + 7, author=today)
    assert reader.get(f"/authors/{today.pk + 7}/").status_code == 404
    assert_leads(editor, f"/authors/{today.pk + 7}/", f"/authors/{today.pk}/")


# --- who may see it ------------------------------------------------------------------------------


def test_nothing_tells_where_a_draft_went(reader, editor):
    issue = make_issue()
    make_article(make_page(issue, 2, "02"))
    rename_everything(issue)

    for former in ("/qinghe/", "/qinghe/2026-03-05/", "/qinghe/2026-03-05/02/", "/qinghe/2026-03-05/article/1/"):
        assert reader.get(former).status_code == 404
        assert editor.get(former).status_code == 301


def test_nothing_tells_of_a_page_that_came_after_its_issue_went_out(reader, editor, issue):
    late = make_page(issue, 3, "03")
    make_article(late)
    change(late, label="B1")
    change(issue.newspaper, slug="qh")

    assert reader.get("/qinghe/2026-03-05/03/").status_code == 404
    assert reader.get("/qinghe/2026-03-05/article/2/").status_code == 404
    assert_leads(editor, "/qinghe/2026-03-05/03/", "/qh/2026-03-05/B1/")


def test_a_page_of_a_draft_that_went_to_an_issue_in_print_is_found_there(reader, issue):
    draft = make_issue(NEXT_DAY, pages=1)
    page = change(draft.pages.get(), issue=issue, label="05", status=Page.Status.PUBLISHED)
    assert page.is_public
    # The draft itself is not there for readers, and so nothing below it.
    assert reader.get("/qinghe/2026-03-06/1/").status_code == 404


# --- what it costs -------------------------------------------------------------------------------


def test_an_address_that_never_was_stays_not_found(reader, issue):
    rename_everything(issue)
    for address in ("/yunzhou/", "/qinghe/2026-01-01/", "/qinghe/2026-03-05/77/", "/qinghe/2026-03-05/article/77/"):
        assert reader.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/qinghe/", "/qinghe/2026-03-05/", "/qinghe/2026-03-05/02/"])
def test_a_living_address_asks_nothing_about_former_ones(reader, issue, address):
    change(issue.newspaper, slug="qh")
    change(issue.newspaper, slug="qinghe")

    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 200
    assert "former" not in "".join(query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("renamings", [1, 12])
def test_a_former_address_costs_the_same_however_often_it_changed(reader, issue, django_assert_num_queries, renamings):
    for n in range(renamings):
        change(Newspaper.objects.get(), slug=f"qh{n}")
        change(Issue.objects.get(), date=DAY - datetime.timedelta(days=n + 1))
        change(Page.objects.get(), label=f"A{n + 1}")

    with django_assert_num_queries(6):
        assert reader.get("/qinghe/2026-03-05/02/").status_code == 301
