from django.shortcuts import render

from .. import models
from . import indexes, lookup
from .kept import kept
from .reader_page import reader_page


@reader_page
def all_series(request, newspaper: str):
    """The series (系列) of a newspaper, by name."""
    found = lookup.get_newspaper(request.user, newspaper)
    names = kept(request.user, f"series:{found.pk}", lambda: series_of(found, request.user))
    context = {"newspaper": found} | indexes.context_of(names, request)
    return render(request, "articles/all_series.html", context)


def series_of(newspaper: models.Newspaper, user) -> list[indexes.Name]:
    openings = models.Part.objects.openings_to(user).filter(page__issue__newspaper=newspaper)
    return indexes.names_in(openings, "series")
