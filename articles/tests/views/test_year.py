import datetime

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from articles.tests.factories import DAY, make_issue

pytestmark = pytest.mark.django_db


def test_twelve_months_show_the_days_with_an_issue(reader):
    for day in ("2026-01-01", "2026-03-05", "2026-12-31"):
        make_issue(datetime.date.fromisoformat(day), published=True)

    response = reader.get("/qinghe/2026/")

    assertContains(response, '<table class="small-calendar">', count=12)
    assert [month.count for month in response.context["months"]] == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    for address in ("2026-01-01", "2026-03-05", "2026-12-31", "2026-01", "2026-03", "2026-12"):
        assertContains(response, f'href="/qinghe/{address}/"', count=1)
    assertNotContains(response, "/qinghe/2026-02/")


def test_the_ways_on_lead_to_years_that_have_issues_and_all_are_listed_by_decade(reader):
    for year in (1956, 1987, 2025, 2026):
        make_issue(DAY.replace(year=year), published=True)
    make_issue(DAY.replace(year=2027))

    response = reader.get("/qinghe/2025/")

    assertContains(response, 'rel="prev" href="/qinghe/1987/"')
    assertContains(response, 'rel="next" href="/qinghe/2026/"')
    for text in ("1950年代", "1980年代", "2020年代"):
        assertContains(response, text)
    assertNotContains(response, "/qinghe/2027/")
    assertNotContains(reader.get("/qinghe/2026/"), 'rel="next"')


def test_a_day_with_extra_editions_alone_leads_to_the_first(reader):
    make_issue(published=True, edition="号外")

    assertContains(reader.get("/qinghe/2026/"), 'href="/qinghe/2026-03-05-%E5%8F%B7%E5%A4%96/"', count=1)


def test_drafts_are_marked_for_editors_and_unknown_to_readers(reader, outsider, editor):
    make_issue(published=True)
    make_issue(datetime.date(2026, 3, 6))
    make_issue(datetime.date(2027, 3, 6))

    for visitor in (reader, outsider):
        assertNotContains(visitor.get("/qinghe/2026/"), "2026-03-06")
        assert visitor.get("/qinghe/2027/").status_code == 404
    assertContains(editor.get("/qinghe/2026/"), 'href="/qinghe/2026-03-06/" class="small-calendar__draft"')
    assert editor.get("/qinghe/2027/").status_code == 200


def test_a_year_without_an_issue_is_not_found(reader):
    make_issue(published=True)

    assert reader.get("/qinghe/2025/").status_code == 404
    assert reader.get("/nowhere/2026/").status_code == 404


def test_the_interface_speaks_english_too():
    make_issue(published=True)
    response = Client(headers={"accept-language": "en"}).get("/qinghe/2026/")

    for text in ("March", "1 issue", "2020s", '<abbr title="Monday">Mo</abbr>'):
        assertContains(response, text)


@pytest.mark.parametrize("issues", [1, 40])
def test_a_year_costs_the_same_however_many_issues_it_has(reader, django_assert_num_queries, issues):
    for number in range(issues):
        make_issue(DAY + datetime.timedelta(days=number), published=True)

    with django_assert_num_queries(6):
        reader.get("/qinghe/2026/")
    with django_assert_num_queries(5):
        reader.get("/qinghe/2026/")
