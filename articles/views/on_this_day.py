import calendar
import datetime

from django.shortcuts import render

from .. import models
from . import lookup
from .calendar_keys import DayOfYear
from .newspaper import tell_contents
from .reader_page import reader_page


@reader_page
def on_this_day(request, newspaper: str, day: DayOfYear):
    """历史上的今天: what led the newspaper on this day of every year."""
    found = lookup.get_newspaper(request.user, newspaper)
    issues = list(issues_on(day, found, request.user))
    tell_contents(issues, request.user)
    context = {"newspaper": found, "day": day, "issues": issues}
    return render(request, "articles/on_this_day.html", context)


def issues_on(day: DayOfYear, newspaper: models.Newspaper, user):
    """The issues of this day of the year, the newest first.

    Each year's day is looked up by its date: a condition on month and day alone would read every issue.
    """
    issues = newspaper.issues.visible_to(user)
    dates = issues.values_list("date", flat=True)
    first, last = dates.order_by("date").first(), dates.order_by("-date").first()
    years = range(first.year, last.year + 1) if first else ()
    asked = [datetime.date(year, *day) for year in years if day != (2, 29) or calendar.isleap(year)]
    return issues.filter(date__in=asked).newest_first()
