import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Newspaper
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, publish

pytestmark = pytest.mark.django_db


def issue_with_lead(day=DAY, headline="抢抓农时", published=True, **fields):
    issue = make_issue(day, pages=2, **fields)
    make_article(issue.pages.first(), headline)
    return publish(issue) if published else issue


def test_days_with_an_issue_lead_to_it_and_tell_what_led_it(reader):
    issue_with_lead()

    response = reader.get("/qinghe/2026-03/")

    assertContains(response, 'class="calendar__issue" href="/qinghe/2026-03-05/" title="抢抓农时"', count=1)
    assertContains(response, 'class="calendar__issue"', count=1)
    assertContains(response, "惊蛰</span>")
    assertContains(response, "十八</span>")
    assertContains(response, 'scope="col"', count=7)
    assertContains(response, "<caption")


def test_an_extra_edition_is_a_second_link_of_its_day(reader):
    issue_with_lead()
    issue_with_lead(headline="禾溪两岸今起植树", edition="号外")

    response = reader.get("/qinghe/2026-03/")

    assertContains(response, '<a class="calendar__edition" href="/qinghe/2026-03-05-%E5%8F%B7%E5%A4%96/"', count=1)
    assertContains(response, 'class="calendar__issue" href="/qinghe/2026-03-05/"', count=1)


def test_an_extra_edition_alone_is_what_its_day_leads_to(reader):
    issue_with_lead(edition="号外")

    assertContains(
        reader.get("/qinghe/2026-03/"), 'class="calendar__issue" href="/qinghe/2026-03-05-%E5%8F%B7%E5%A4%96/"'
    )


def test_the_ways_on_lead_to_months_that_have_issues(reader):
    for day in ("2024-01-31", "2026-02-28", "2026-03-01", "2026-03-31", "2027-05-01"):
        issue_with_lead(datetime.date.fromisoformat(day))

    response = reader.get("/qinghe/2026-03/")

    assert [issue.date.day for issue in response.context["issues"]] == [1, 31]
    assertContains(response, 'rel="prev" href="/qinghe/2026-02/"')
    assertContains(response, 'rel="next" href="/qinghe/2027-05/"')
    assertContains(reader.get("/qinghe/2026-02/"), 'rel="prev" href="/qinghe/2024-01/"')
    for address in ('href="/qinghe/2024/"', 'href="/qinghe/2026/"', 'href="/qinghe/2027/"'):
        assertContains(response, address)


def test_drafts_and_withdrawn_issues_are_nowhere_for_readers(reader, outsider, editor):
    issue_with_lead()
    issue_with_lead(datetime.date(2026, 3, 6), "尚未签发的头条", published=False)
    issue_with_lead(datetime.date(2026, 4, 6), "下月的头条", published=False)
    withdrawn = issue_with_lead(datetime.date(2026, 3, 7), "撤回的头条")
    withdrawn.status = "withdrawn"
    withdrawn.save()

    for visitor in (reader, outsider):
        response = visitor.get("/qinghe/2026-03/")
        for hidden in (
            "尚未签发",
            "撤回的头条",
            "2026-03-06/",
            "2026-03-07/",
            "/qinghe/2026-04/",
            'class="draft-mark"',
        ):
            assertNotContains(response, hidden)
        assert visitor.get("/qinghe/2026-04/").status_code == 404
    seen = editor.get("/qinghe/2026-03/")
    for shown in ("尚未签发的头条", "撤回的头条", "/qinghe/2026-04/", 'class="draft-mark"'):
        assertContains(seen, shown)
    assert editor.get("/qinghe/2026-04/").status_code == 200


def test_pages_not_signed_off_lead_nothing(reader):
    issue = make_issue(pages=0)
    publish(issue)
    page = issue.pages.create(number=1, label="1")
    make_article(page, "尚未签发的头条")

    assertNotContains(reader.get("/qinghe/2026-03/"), "尚未签发的头条")


def test_a_month_without_an_issue_is_not_found(reader, editor):
    issue_with_lead()

    for visitor in (reader, editor):
        assert visitor.get("/qinghe/2026-02/").status_code == 404
    assert reader.get("/nowhere/2026-03/").status_code == 404


def test_another_newspaper_has_its_own_days(reader):
    issue_with_lead()
    issue_with_lead(datetime.date(2026, 3, 9), "别家的头条", newspaper=make_newspaper("yunzhou", "云州晚报"))

    assertNotContains(reader.get("/qinghe/2026-03/"), "别家的头条")


def test_today_is_marked(reader):
    today = timezone.localdate()
    issue_with_lead(today)

    assertContains(reader.get(f"/qinghe/{today:%Y-%m}/"), 'aria-current="date"', count=1)


def test_a_former_address_of_the_newspaper_leads_to_its_month(reader):
    issue_with_lead()
    newspaper = Newspaper.objects.get()
    newspaper.slug = "qinghe-ribao"
    newspaper.save()

    assert reader.get("/qinghe/2026-03/").headers["Location"] == "/qinghe-ribao/2026-03/"


def test_weekdays_and_months_are_in_the_language_of_the_interface():
    issue_with_lead()

    assertContains(Client().get("/qinghe/2026-03/"), '<abbr title="星期一">星期一</abbr>')
    english = Client(headers={"accept-language": "en"}).get("/qinghe/2026-03/")
    for text in (
        '<abbr title="Monday">Mon</abbr>',
        "March 2026",
        "What led each issue",
        '<span class="calendar__lunar',
    ):
        assertContains(english, text)


@pytest.mark.parametrize("issues", [1, 31])
def test_a_month_costs_the_same_however_many_issues_it_has(reader, django_assert_num_queries, issues):
    for day in range(1, issues + 1):
        issue_with_lead(datetime.date(2026, 3, day))

    with django_assert_num_queries(9):
        reader.get("/qinghe/2026-03/")
    with django_assert_num_queries(8):
        reader.get("/qinghe/2026-03/")
