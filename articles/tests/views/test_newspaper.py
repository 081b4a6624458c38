import datetime
import re

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, make_part, publish

pytestmark = pytest.mark.django_db


def issue_with_lead(day=DAY, headline="抢抓农时", **fields):
    issue = make_issue(day, pages=2, **fields)
    make_article(issue.pages.first(), headline)
    make_article(issue.pages.first(), "次条")
    return publish(issue)


def test_the_newest_issue_stands_first_and_all_are_listed_by_date(reader):
    issue_with_lead(DAY, "旧的头条", number=3127)
    issue_with_lead(DAY + datetime.timedelta(days=30), "新的头条", number=3128)

    response = reader.get("/qinghe/")

    assert response.context["newest"].number == 3128
    assert [issue.number for issue in response.context["listed"]] == [3128, 3127]
    for printed in ("总第3127期", "旧的头条", "2版", "2026年4月", "2026年3月", "星期四"):
        assertContains(response, printed)
    assertContains(response, 'class="newest"')


def test_an_extra_edition_is_listed_as_such(reader):
    issue_with_lead(edition="号外")

    response = reader.get("/qinghe/")

    assertContains(response, "号外")
    assertContains(response, "/qinghe/2026-03-05-%E5%8F%B7%E5%A4%96/")


def test_only_its_own_issues_are_listed(reader):
    issue_with_lead()
    issue_with_lead(DAY + datetime.timedelta(days=1), "别家的头条", newspaper=make_newspaper("yunzhou", "云州晚报"))

    assertNotContains(reader.get("/qinghe/"), "别家的头条")


def test_drafts_are_listed_for_editors_only(reader, outsider, editor):
    issue_with_lead()
    draft = make_issue(DAY + datetime.timedelta(days=1), pages=1)
    make_article(draft.pages.get(), "明天的头条")

    assertNotContains(reader.get("/qinghe/"), "明天的头条")
    assertNotContains(outsider.get("/qinghe/"), "明天的头条")
    assertContains(editor.get("/qinghe/"), "明天的头条")
    assertContains(editor.get("/qinghe/"), 'class="draft-mark"')


@pytest.mark.parametrize(("status", "mark"), [("published", "已定时"), ("withdrawn", "已撤回"), ("draft", "草稿")])
def test_a_mark_says_why_an_issue_is_not_public(editor, status, mark):
    issue = issue_with_lead()
    issue.status, issue.publish_at = status, timezone.now() + datetime.timedelta(days=1)
    issue.save()

    marks = re.findall(r'<span class="draft-mark"[^>]*>(.*?)</span>', editor.get("/qinghe/").content.decode())
    assert marks == [mark, mark]
    assertContains(editor.get(issue.get_absolute_url()), f"<strong>{mark}")


def test_pages_not_signed_off_are_neither_counted_nor_quoted(reader):
    issue = make_issue(pages=1)
    publish(issue)
    make_article(make_page(issue, 0, "0"), "未签发的头条")

    response = reader.get("/qinghe/")

    assert response.context["listed"][0].page_count == 1
    assertNotContains(response, "未签发的头条")


@pytest.mark.parametrize("headline", ["", "桥通了（续）"])
def test_an_issue_is_led_by_what_is_printed_on_its_front_page(reader, headline):
    issue = publish(make_issue(pages=1))
    opened_on = make_page(issue, 2)
    make_part(make_article(opened_on, "未签发的题"), issue.pages.first(), headline=headline)

    response = reader.get("/qinghe/")

    assert response.context["listed"][0].lead == headline
    assertNotContains(response, "未签发的题")


def test_a_newspaper_without_public_issues_does_not_exist_for_readers(reader, outsider, editor):
    make_issue()
    make_newspaper("new", "新报")

    assert reader.get("/qinghe/").status_code == 404
    assert outsider.get("/qinghe/").status_code == 404
    assert editor.get("/qinghe/").status_code == 200
    assert editor.get("/new/").status_code == 200


def test_an_unknown_newspaper_is_not_found(reader):
    assert reader.get("/nowhere/").status_code == 404


@pytest.mark.parametrize("issues", [1, 40])
def test_a_newspaper_costs_the_same_however_many_issues_it_has(reader, django_assert_num_queries, issues):
    for number in range(issues):
        issue_with_lead(DAY - datetime.timedelta(days=number))

    with django_assert_num_queries(10):
        response = reader.get("/qinghe/")

    assert len(response.context["listed"]) == min(issues, 30)


def test_the_ways_into_the_archive_are_at_hand(reader):
    issue_with_lead()

    response = reader.get("/qinghe/")

    for address in ("2026-03/", "2026/", "columns/", "series/"):
        assertContains(response, f'href="/qinghe/{address}"')
    assertContains(response, 'href="/authors/"')


@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_a_page_of_the_list_that_does_not_exist_is_not_found(reader, page):
    issue_with_lead()

    assert reader.get("/qinghe/", {"page": page}).status_code == 404
