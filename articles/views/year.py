from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from .. import models
from . import archive
from .reader_page import reader_page


@reader_page
def year(request, newspaper: str, year: int):
    """Twelve small calendars; a year without an issue is not found."""
    found = get_object_or_404(models.Newspaper, slug=newspaper)
    days = archive.days_of_year(year)
    issues = list(archive.appeared(found, request.user, days))
    if not issues:
        raise Http404
    by_month = {number: list(rows) for number, rows in groupby(issues, key=lambda issue: issue.date.month)}
    months = archive.months_of(year, [issue.date for issue in issues])
    earlier, later = archive.around(found, request.user, days)
    context = {
        "newspaper": found,
        "year": year,
        "count": len(issues),
        "months": [archive.month_of(date, by_month.get(date.month, [])) for date, _ in months],
        "earlier": earlier,
        "later": later,
        "decades": archive.decades_of(found, request.user),
        "today": timezone.localdate(),
        "weekdays": WEEKDAYS.values(),
    }
    return render(request, "articles/year.html", context)
