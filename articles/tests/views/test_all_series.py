import datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, publish

pytestmark = pytest.mark.django_db


def write(series, day=DAY, published=True, newspaper=None):
    issue = make_issue(day, newspaper=newspaper, pages=1)
    make_article(issue.pages.get(), series=series, series_number=1)
    return publish(issue) if published else issue


def test_series_stand_by_pinyin_and_lead_to_their_pages(reader):
    write("行走禾溪")
    write("别了/老街", DAY + datetime.timedelta(days=1))

    response = reader.get("/qinghe/series/")

    assert [(entry.name, entry.count) for entry in response.context["listed"]] == [("别了/老街", 1), ("行走禾溪", 1)]
    assertContains(response, "~2F%E8%80%81%E8%A1%97/")


def test_series_of_drafts_and_of_other_newspapers_are_not_told(reader, outsider, editor):
    write("行走禾溪")
    write("未发的系列", DAY + datetime.timedelta(days=1), published=False)
    write("别家的系列", newspaper=make_newspaper("yunzhou", "云州晚报"))

    for visitor in (reader, outsider):
        assertNotContains(visitor.get("/qinghe/series/"), "未发的系列")
    assertContains(editor.get("/qinghe/series/"), "未发的系列")
    assertNotContains(reader.get("/qinghe/series/"), "别家的系列")


def test_a_newspaper_without_series_says_so_and_an_unknown_one_is_not_found(reader):
    write("")

    assertContains(reader.get("/qinghe/series/"), 'class="nothing"')
    assert reader.get("/nowhere/series/").status_code == 404


@pytest.mark.parametrize("series", [1, 30])
def test_an_index_costs_the_same_however_many_series_there_are(reader, django_assert_num_queries, series):
    for number in range(series):
        write(f"系列{number}", DAY - datetime.timedelta(days=number))

    with django_assert_num_queries(4):
        reader.get("/qinghe/series/")
