"""What readers find at the addresses of an issue that was taken back from them."""

import datetime

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Event, Issue
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, publish

pytestmark = pytest.mark.django_db

NOTICE = "本期第二版有重大差错，\n现予收回。"
#: To see that it is not there, not to be found elsewhere either, and what became of it.
QUERIES = 8
REPORT = "article/1/report/"
ADDRESSES = ["", "1/", "article/1/", "article/1/cite.ris", "offline.json", "1/card.jpg", REPORT, f"{REPORT}sent/"]


@pytest.fixture
def issue():
    """Published, then withdrawn with a notice."""
    issue = make_issue(pages=2)
    make_article(issue.pages.first(), "撤下的头条")
    publish(issue)
    workflow.withdraw(issue, actor="总编", note="内部原因", notice=NOTICE)
    return issue


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_issue_is_gone(reader, issue, address):
    assert reader.get(f"/qinghe/2026-03-05/{address}").status_code == 410


def test_a_report_that_was_being_written_is_answered_with_the_notice(reader, issue):
    response = reader.post(f"/qinghe/2026-03-05/{REPORT}", {"message": "错了一个字。", "website": ""})
    assert response.status_code == 410
    assert NOTICE.split()[0] in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_the_code_in_print_leads_to_the_notice_and_a_mistyped_one_nowhere(reader, issue):
    code = issue.articles.get().short_code
    assert reader.get(f"/a/{code}/").status_code == 410
    mistyped = code[:-1] + ("x" if code[-1] != "x" else "z")
    assert reader.get(f"/a/{mistyped}/").status_code == 404


def test_the_notice_says_what_was_withdrawn_and_why(reader, issue):
    page = reader.get("/qinghe/2026-03-05/1/").text
    assert "青禾日报" in page
    assert 'datetime="2026-03-05"' in page
    assert all(line in page for line in NOTICE.split())
    assert "撤下的头条" not in page
    assert "内部原因" not in page


def test_machines_are_told_nothing(reader, issue):
    response = reader.get("/qinghe/2026-03-05/article/1/")
    assert '<meta name="robots" content="noindex">' in response.text
    for telling in ("og:", "ld+json", "canonical"):
        assert telling not in response.text


def test_the_notice_is_kept_no_longer_than_a_page(reader, issue):
    response = reader.get("/qinghe/2026-03-05/")
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response.headers["Vary"]


def test_without_a_notice_it_is_still_a_page(reader, issue):
    Issue.objects.update(notice="")
    page = reader.get("/qinghe/2026-03-05/").text
    assert page.count("<p") >= 3
    assert "<h1>" in page


def test_the_notice_leads_to_other_issues_where_there_are_any(reader, issue):
    assert 'href="/qinghe/"' not in reader.get("/qinghe/2026-03-05/").text
    make_issue(DAY + datetime.timedelta(days=1), published=True, pages=1)
    assert 'href="/qinghe/"' in reader.get("/qinghe/2026-03-05/").text


def test_an_extra_edition_is_named(reader):
    extra = make_issue(edition="号外", pages=1, published=True)
    workflow.withdraw(extra, actor="总编")
    response = reader.get("/qinghe/2026-03-05-号外/")
    assert response.status_code == 410
    assert "号外" in response.text
    assert reader.get("/qinghe/2026-03-05/").status_code == 404


def test_former_addresses_lead_to_the_notice_too(reader, issue):
    issue.date += datetime.timedelta(days=1)
    issue.save()
    newspaper = issue.newspaper
    newspaper.slug = "qh"
    newspaper.save()
    for address in ("/qh/2026-03-06/", "/qh/2026-03-05/1/", "/qinghe/2026-03-05/article/1/"):
        assert reader.get(address).status_code == 410


def test_what_takes_the_address_now_wins(reader, issue):
    issue.date += datetime.timedelta(days=1)
    issue.save()
    make_issue(DAY, pages=1, published=True)
    assert reader.get("/qinghe/2026-03-05/").status_code == 200
    assert reader.get("/qinghe/2026-03-06/").status_code == 410


@pytest.mark.parametrize("address", ["", "1/", "article/1/"])
def test_those_who_see_drafts_see_the_issue(page_editor, issue, address):
    assert page_editor.get(f"/qinghe/2026-03-05/{address}").status_code == 200
    assert page_editor.get("/qinghe/2026-03-05/99/").status_code == 404


def test_one_who_is_logged_in_without_rights_is_a_reader(outsider, issue):
    response = outsider.get("/qinghe/2026-03-05/")
    assert response.status_code == 410
    assert "private" in response.headers["Cache-Control"]


def test_what_was_there_and_what_never_was_look_the_same(reader, issue):
    make_article(make_page(issue, 3), "没有登过的稿子")
    answers = {reader.get(f"/qinghe/2026-03-05/{page}/").text.replace("\n", "") for page in (1, 3, 99)}
    assert len(answers) == 1


@pytest.mark.parametrize("status", [Issue.Status.DRAFT, Issue.Status.WITHDRAWN])
def test_of_an_issue_that_was_never_public_nothing_is_told(reader, status):
    issue = make_issue(pages=1, status=status)
    make_article(issue.pages.get())
    for address in ("", "1/", "article/1/"):
        assert reader.get(f"/qinghe/2026-03-05/{address}").status_code == 404
    assert reader.get(f"/a/{issue.articles.get().short_code}/").status_code == 404


def test_one_that_was_withdrawn_before_its_moment_was_never_public(reader):
    issue = make_issue(pages=1)
    Event.objects.create(issue=issue, action=Event.Action.WITHDRAWN, actor="总编")
    moment = timezone.now() + datetime.timedelta(milliseconds=1)
    Issue.objects.update(status=Issue.Status.WITHDRAWN, publish_at=moment)
    assert reader.get("/qinghe/2026-03-05/").status_code == 404


def test_the_notice_stays_until_readers_have_the_issue_again(reader, issue):
    make_article(issue.pages.last())
    workflow.publish(issue, actor="总编", at=timezone.now() + datetime.timedelta(hours=1))
    assert NOTICE.split()[0] in reader.get("/qinghe/2026-03-05/").text
    workflow.unschedule(issue, actor="总编")
    assert reader.get("/qinghe/2026-03-05/").status_code == 410

    workflow.publish(issue, actor="总编")
    assert reader.get("/qinghe/2026-03-05/").status_code == 200
    assert issue.notice == ""


def test_the_notice_costs_the_same_in_a_larger_archive(reader, issue, django_assert_num_queries):
    for days in range(1, 31):
        other = make_issue(DAY - datetime.timedelta(days=days), pages=1, published=True)
        workflow.withdraw(other, actor="总编")
    make_issue(DAY, make_newspaper("other", "别报"), pages=1, published=True)
    with django_assert_num_queries(QUERIES):
        reader.get("/qinghe/2026-03-05/")
