from django.shortcuts import render

from .. import models
from . import indexes, lookup
from .kept import kept
from .reader_page import reader_page


@reader_page
def columns(request, newspaper: str):
    """The columns (栏目) of a newspaper, by name."""
    found = lookup.get_newspaper(request.user, newspaper)
    names = kept(request.user, f"columns:{found.pk}", lambda: columns_of(found, request.user))
    context = {"newspaper": found} | indexes.context_of(names, request)
    return render(request, "articles/columns.html", context)


def columns_of(newspaper: models.Newspaper, user) -> list[indexes.Name]:
    openings = models.Part.objects.openings_to(user).filter(page__issue__newspaper=newspaper)
    return indexes.names_in(openings, "column")
