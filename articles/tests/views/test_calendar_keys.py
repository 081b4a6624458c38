import datetime

import pytest
from django.urls import Resolver404, resolve, reverse

from articles.views.calendar_keys import DayOfYear


@pytest.mark.parametrize(
    ("address", "name", "kwargs"),
    [
        ("/qinghe/2026/", "year", {"year": 2026}),
        ("/qinghe/0026/", "year", {"year": 26}),
        ("/qinghe/2026-03/", "month", {"month": datetime.date(2026, 3, 1)}),
        ("/qinghe/on/03-05/", "on_this_day", {"day": DayOfYear(3, 5)}),
        ("/qinghe/on/02-29/", "on_this_day", {"day": DayOfYear(2, 29)}),
    ],
)
def test_an_address_names_a_year_a_month_or_a_day_of_the_year(address, name, kwargs):
    match = resolve(address)

    assert (match.url_name, match.kwargs) == (name, {"newspaper": "qinghe"} | kwargs)
    assert reverse(name, kwargs=match.kwargs) == address


def test_any_date_names_its_month_and_its_day_of_the_year():
    day = datetime.date(2026, 3, 5)

    assert reverse("month", args=["qinghe", day]) == "/qinghe/2026-03/"
    assert reverse("on_this_day", args=["qinghe", day]) == "/qinghe/on/03-05/"


@pytest.mark.parametrize(
    "address",
    ["/qinghe/0000/", "/qinghe/2026-13/", "/qinghe/2026-00/", "/qinghe/on/02-30/", "/qinghe/on/13-01/", "/qinghe/on/"],
)
def test_what_no_calendar_has_is_no_address(address):
    with pytest.raises(Resolver404):
        resolve(address)


@pytest.mark.parametrize("address", ["/qinghe/2026-03-05/", "/qinghe/2026-03-05-号外/"])
def test_a_day_is_still_an_issue(address):
    assert resolve(address).url_name == "issue"


def test_the_days_go_round_the_year():
    assert (DayOfYear(1, 1).before, DayOfYear(12, 31).after) == (DayOfYear(12, 31), DayOfYear(1, 1))
    assert (DayOfYear(2, 28).after, DayOfYear(3, 1).before) == (DayOfYear(2, 29), DayOfYear(2, 29))
