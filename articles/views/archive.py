"""The days on which a newspaper appeared, as calendars show them."""

import calendar
import datetime
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import ExtractYear

from ..models import Issue, Newspaper
from .kept import kept


@dataclass(slots=True)
class Day:
    """A day of a month, with the issues of it that a visitor may see: the regular one first."""

    date: datetime.date
    issues: list[Issue] = field(default_factory=list)

    @property
    def issue(self) -> Issue | None:
        """The one that the day itself leads to."""
        return self.issues[0] if self.issues else None


@dataclass(slots=True)
class Month:
    date: datetime.date
    #: From Monday to Sunday; None before the first and after the last day of the month.
    weeks: list[list[Day | None]]
    count: int


@dataclass(slots=True)
class Decade:
    start: int
    #: Each year with the number of its issues.
    years: list[tuple[int, int]]


def days_of_month(month: datetime.date) -> tuple[datetime.date, datetime.date]:
    return month, month.replace(day=calendar.monthrange(month.year, month.month)[1])


def days_of_year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def appeared(newspaper: Newspaper, user, days: tuple[datetime.date, datetime.date]):
    """The issues of these days that ``user`` may see, day by day."""
    return newspaper.issues.visible_to(user).filter(date__range=days).order_by("date", "edition")


def around(newspaper: Newspaper, user, days) -> tuple[datetime.date | None, datetime.date | None]:
    """The nearest days before and after these on which there is an issue."""
    dates = newspaper.issues.visible_to(user).values_list("date", flat=True)
    first, last = days
    return (
        dates.filter(date__lt=first).order_by("-date").first(),
        dates.filter(date__gt=last).order_by("date").first(),
    )


def month_of(date: datetime.date, issues: list[Issue]) -> Month:
    """The month with its ``issues``, which stand day by day."""
    by_day = {day: list(found) for day, found in groupby(issues, key=lambda issue: issue.date)}
    days = calendar.Calendar().monthdayscalendar(date.year, date.month)
    weeks = [[_day(date.replace(day=number), by_day) if number else None for number in week] for week in days]
    return Month(date, weeks, len(issues))


def _day(date: datetime.date, by_day: dict) -> Day:
    return Day(date, by_day.get(date, []))


def months_of(year: int, dates) -> list[tuple[datetime.date, int]]:
    """The months of a year, each with how many of ``dates`` lie in it."""
    counts = Counter(date.month for date in dates)
    return [(datetime.date(year, number, 1), counts[number]) for number in range(1, 13)]


def decades_of(newspaper: Newspaper, user) -> list[Decade]:
    """Every year with an issue that ``user`` may see, by decades, the newest first."""
    years = kept(user, f"years:{newspaper.pk}", lambda: _years(newspaper, user))
    by_decade = groupby(years, key=lambda row: row[0] // 10 * 10)
    return [Decade(start, list(rows)) for start, rows in by_decade]


def _years(newspaper: Newspaper, user) -> list[tuple[int, int]]:
    issues = newspaper.issues.visible_to(user).annotate(year=ExtractYear("date"))
    return list(issues.order_by("-year").values_list("year").annotate(Count("pk")))
