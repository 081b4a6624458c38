import datetime

import pytest

from articles.templatetags.lunar import is_lunar_feast, lunar_day, printed_lunar_date, solar_term


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2026-03-05", "农历丙午年正月十七"),
        ("2025-07-25", "农历乙巳年闰六月初一"),
        ("2025-07-24", "农历乙巳年六月三十"),
        ("2026-02-16", "农历乙巳年十二月廿九"),
        ("2026-02-17", "农历丙午年正月初一"),
        ("2025-12-20", "农历乙巳年十一月初一"),
        ("1949-10-01", "农历己丑年八月初十"),
        ("1900-01-31", "农历庚子年正月初一"),
    ],
)
def test_a_date_is_printed_as_on_a_masthead(day, printed):
    assert printed_lunar_date(datetime.date.fromisoformat(day)) == printed


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-30", "2101-01-29", "9999-12-31"])
def test_days_beyond_the_tables_have_no_lunar_date(day):
    date = datetime.date.fromisoformat(day)

    assert (printed_lunar_date(date), lunar_day(date), solar_term(date)) == ("", "", "")
    assert not is_lunar_feast(date)


@pytest.mark.parametrize(
    ("day", "below"),
    [
        ("2026-03-06", "十八"),
        ("2026-03-05", "惊蛰"),
        ("2026-03-19", "二月"),
        ("2025-07-25", "闰六月"),
        ("2026-02-17", "春节"),
        ("2026-02-16", "除夕"),
        ("2025-01-28", "除夕"),
        ("2025-10-06", "中秋节"),
        ("2025-05-31", "端午节"),
    ],
)
def test_a_calendar_has_the_feast_the_term_the_month_or_the_day(day, below):
    assert lunar_day(datetime.date.fromisoformat(day)) == below


def test_feasts_and_terms_are_told_from_common_days():
    assert is_lunar_feast(datetime.date(2026, 2, 17))
    assert is_lunar_feast(datetime.date(2026, 3, 5))
    assert not is_lunar_feast(datetime.date(2026, 3, 6))


@pytest.mark.parametrize(("day", "term"), [("2026-03-05", "惊蛰"), ("2026-03-06", ""), ("2025-12-21", "冬至")])
def test_terms_are_named_on_their_day(day, term):
    assert solar_term(datetime.date.fromisoformat(day)) == term
