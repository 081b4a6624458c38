import datetime

from articles.views.archive import days_of_month, month_of, months_of


def dates_in(month):
    return [[day and day.date.day for day in week] for week in month.weeks]


def test_weeks_begin_on_monday_and_have_the_month_alone():
    month = month_of(datetime.date(2026, 3, 1), [])

    assert dates_in(month)[0] == [None] * 6 + [1]
    assert dates_in(month)[-1] == [30, 31] + [None] * 5
    assert sum(day is not None for week in month.weeks for day in week) == 31


def test_the_first_and_the_last_month_of_all_can_be_shown():
    assert dates_in(month_of(datetime.date(1, 1, 1), []))[0][0] == 1
    assert dates_in(month_of(datetime.date(9999, 12, 1), []))[-1][4] == 31


def test_months_end_on_their_last_day():
    assert days_of_month(datetime.date(2024, 2, 1))[1] == datetime.date(2024, 2, 29)
    assert days_of_month(datetime.date(2026, 12, 1))[1] == datetime.date(2026, 12, 31)


def test_issues_are_counted_by_month():
    counts = months_of(2026, [datetime.date(2026, 3, 5), datetime.date(2026, 3, 31), datetime.date(2026, 12, 31)])

    assert [count for _, count in counts] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]
