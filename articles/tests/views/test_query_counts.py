"""How many queries each public page asks: the same however many issues the archive holds."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Issue
from articles.tests import sample
from articles.tests.factories import make_article, make_issue, make_newspaper, publish

QUERIES = {
    "home": 13,
    "newspaper": 10,
    "year": 6,
    "month": 9,
    "on_this_day": 7,
    "on_this_day, never": 5,
    "columns": 4,
    "column": 4,
    "all_series": 4,
    "series": 4,
    "issue": 12,
    "issue, typeset": 11,
    "issue, extra edition": 11,
    "page": 10,
    "page, typeset": 9,
    "page, open jump": 9,
    "article": 13,
    "article, reprint with notes": 13,
    "article, series": 14,
    "article, picture story": 13,
    "article, without a headline": 11,
    "authors": 4,
    "author": 5,
    "tags": 2,
    "tag": 4,
    "offline": 0,
    "report": 6,
    "report, passage": 6,
    "report_sent": 1,
}


@pytest.fixture
def edition(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sample.build()


def grow() -> None:
    """Forty more issues, by the same people about the same things; half of them of the same day in earlier years."""
    newspaper = make_newspaper()
    days = [datetime.date(year, 3, 5) for year in range(2006, 2026)]
    days += [datetime.date(2026, month, day) for month in (1, 2) for day in range(1, 11)]
    for number, day in enumerate(days):
        issue = make_issue(day, newspaper, pages=2)
        for page in issue.pages.all():
            authors = ["温书远", f"记者{number}"]
            facts = {"column": "微言", "series": "行走禾溪", "series_number": number + 10}
            article = make_article(page, f"第{number}条", "县里的事。" * 20, authors, **facts)
            article.tags.add("粮食", f"标签{number}")
        publish(issue)


def counts(client, addresses) -> dict[str, int]:
    found = {}
    for name, address in addresses.items():
        # What was counted of readers, or kept, on the page before is no part of this one.
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, name
        found[name] = len(queries)
    return found


@pytest.mark.usefixtures("edition")
def test_queries_do_not_grow_with_the_archive(client):
    addresses = sample.addresses()
    small = Issue.objects.published().count()
    assert counts(client, addresses) == QUERIES

    grow()

    assert Issue.objects.published().count() == small + 40
    assert counts(client, addresses) == QUERIES
