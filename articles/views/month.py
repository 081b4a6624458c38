import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from .. import models
from . import archive
from .newspaper import tell_contents
from .reader_page import reader_page


@reader_page
def month(request, newspaper: str, month: datetime.date):
    """A calendar of the month, with what led each issue; a month without an issue is not found."""
    found = get_object_or_404(models.Newspaper, slug=newspaper)
    days = archive.days_of_month(month)
    issues = list(archive.appeared(found, request.user, days))
    if not issues:
        raise Http404
    tell_contents(issues, request.user)
    earlier, later = archive.around(found, request.user, days)
    of_year = archive.appeared(found, request.user, archive.days_of_year(month.year))
    context = {
        "newspaper": found,
        "month": archive.month_of(month, issues),
        "issues": issues,
        "months": archive.months_of(month.year, of_year.values_list("date", flat=True)),
        "earlier": earlier,
        "later": later,
        "decades": archive.decades_of(found, request.user),
        "today": timezone.localdate(),
        "weekdays": WEEKDAYS.values(),
    }
    return render(request, "articles/month.html", context)
