import datetime
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, publish

pytestmark = pytest.mark.django_db
ADDRESS = f"/qinghe/series/{quote('行走禾溪')}/"


def write(number, headline=None, published=True, days=0, newspaper=None):
    issue = make_issue(DAY + datetime.timedelta(days=days), newspaper=newspaper, pages=1)
    headline = headline or f"第{number}站"
    article = make_article(issue.pages.get(), headline, series="行走禾溪", series_number=number)
    if published:
        publish(issue)
    return article


def entries(response):
    return [entry.missing or entry.article.headline for entry in response.context["listed"]]


def test_instalments_stand_in_their_order_and_the_missing_ones_are_named(reader):
    for days, number in enumerate([4, 1, 2, None, 8]):
        write(number, days=days)

    response = reader.get(ADDRESS)

    assert entries(response) == ["第1站", "第2站", (3, 3), "第4站", (5, 7), "第8站", "第None站"]
    assertContains(response, "缺第③篇")
    assertContains(response, "缺第⑤至⑦篇")
    assertContains(response, '<span class="works__number">④</span>第4站')
    assertContains(response, "2026年3月6日")


def test_a_series_that_begins_late_lacks_its_beginning(reader):
    write(3)

    assert entries(reader.get(ADDRESS)) == [(1, 2), "第3站"]


def test_two_articles_of_one_number_are_both_there(reader):
    write(1, "上篇")
    write(1, "下篇", days=1)
    write(2, "又一篇", days=2)

    assert entries(reader.get(ADDRESS)) == ["上篇", "下篇", "又一篇"]


def test_an_instalment_that_is_a_draft_is_missing_to_readers(reader, outsider, editor):
    write(1)
    write(2, "尚未签发的一站", published=False, days=1)
    write(3, days=2)

    for visitor in (reader, outsider):
        response = visitor.get(ADDRESS)
        assert entries(response) == ["第1站", (2, 2), "第3站"]
        assertNotContains(response, "尚未签发的一站")
    assertContains(editor.get(ADDRESS), "尚未签发的一站")


def test_a_series_of_drafts_or_of_another_newspaper_is_not_found(reader, editor):
    write(1, published=False)
    write(1, newspaper=make_newspaper("yunzhou", "云州晚报"))

    assert reader.get(ADDRESS).status_code == 404
    assert editor.get(ADDRESS).status_code == 200
    assert reader.get("/qinghe/series/没有/").status_code == 404
    assert reader.get("/yunzhou/series/行走禾溪/").status_code == 200


def test_a_slip_in_a_number_does_not_fill_pages_with_gaps(reader):
    write(1)
    write(2_000_000_000, days=1)

    assert len(entries(reader.get(ADDRESS))) == 3


def test_the_interface_speaks_english_and_the_series_chinese():
    write(2)
    response = Client(headers={"accept-language": "en"}).get(ADDRESS)

    assertContains(response, "1 article")
    assertContains(response, "缺第①篇")


@pytest.mark.parametrize("instalments", [1, 30])
def test_a_series_costs_the_same_however_long_it_is(reader, django_assert_num_queries, instalments):
    for number in range(instalments):
        write(number + 1, days=number)

    with django_assert_num_queries(4):
        reader.get(ADDRESS)
