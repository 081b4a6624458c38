import datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Newspaper
from articles.tests.factories import DAY, make_article, make_issue, publish

pytestmark = pytest.mark.django_db


def issue_with_lead(day, headline, published=True, **fields):
    issue = make_issue(day, pages=1, **fields)
    make_article(issue.pages.get(), headline)
    return publish(issue) if published else issue


def test_every_year_tells_what_led_its_issue(reader):
    issue_with_lead(DAY.replace(year=1956), "一九五六年的头条")
    issue_with_lead(DAY, "二〇二六年的头条")
    issue_with_lead(DAY, "号外的头条", edition="号外")
    issue_with_lead(datetime.date(2025, 3, 6), "次日的头条")

    response = reader.get("/qinghe/on/03-05/")

    assert [(issue.date.year, issue.edition) for issue in response.context["issues"]] == [
        (2026, ""),
        (2026, "号外"),
        (1956, ""),
    ]
    for text in ("一九五六年的头条", "号外的头条", '农历丙午年<span class="held">正月十七</span>'):
        assertContains(response, text)
    assertNotContains(response, "次日的头条")
    assertContains(response, 'rel="prev" href="/qinghe/on/03-04/"')
    assertContains(response, 'rel="next" href="/qinghe/on/03-06/"')


def test_the_leap_day_has_the_issues_of_leap_years(reader):
    issue_with_lead(datetime.date(2023, 2, 28), "平年二月的末日")
    issue_with_lead(datetime.date(2024, 2, 29), "闰日的头条")
    issue_with_lead(datetime.date(2025, 3, 1), "平年三月的首日")

    response = reader.get("/qinghe/on/02-29/")

    assert [issue.date.year for issue in response.context["issues"]] == [2024]
    assertContains(reader.get("/qinghe/on/02-28/"), 'rel="next" href="/qinghe/on/02-29/"')


def test_a_day_without_an_issue_says_so(reader):
    issue_with_lead(DAY, "头条")

    response = reader.get("/qinghe/on/07-01/")

    assertContains(response, 'class="nothing"')


def test_drafts_are_told_to_editors_only(reader, outsider, editor):
    issue_with_lead(DAY, "头条")
    issue_with_lead(DAY.replace(year=2027), "尚未签发的头条", published=False)

    for visitor in (reader, outsider):
        assertNotContains(visitor.get("/qinghe/on/03-05/"), "尚未签发的头条")
    assertContains(editor.get("/qinghe/on/03-05/"), "尚未签发的头条")
    assertContains(editor.get("/qinghe/on/03-05/"), 'class="draft-mark"')


def test_a_newspaper_of_drafts_is_not_known_to_readers(reader, editor):
    issue_with_lead(DAY, "尚未签发的头条", published=False)

    assert reader.get("/qinghe/on/03-05/").status_code == 404
    assert reader.get("/nowhere/on/03-05/").status_code == 404
    assert editor.get("/qinghe/on/03-05/").status_code == 200


def test_a_newspaper_without_any_issue_has_an_empty_day_for_editors(editor):
    Newspaper.objects.create(slug="new", name="新报")

    assert editor.get("/new/on/02-29/").status_code == 200


@pytest.mark.parametrize("years", [1, 30])
def test_a_day_costs_the_same_however_many_years_there_are(reader, django_assert_num_queries, years):
    for number in range(years):
        issue_with_lead(DAY.replace(year=2026 - number), "头条")

    with django_assert_num_queries(7):
        reader.get("/qinghe/on/03-05/")
