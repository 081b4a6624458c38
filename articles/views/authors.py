from collections import Counter
from typing import NamedTuple

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render

from .. import models
from . import indexes, lookup
from .kept import kept
from .reader_page import reader_page

#: Under what newspapers, agencies and offices stand, apart from the people.
INSTITUTIONS = "institutions"


class Entry(NamedTuple):
    """An author in the index, in which only those are fetched who are looked at."""

    pk: int
    initial: str
    count: int


@reader_page
def authors(request):
    """Everybody of whom something is public, by the pinyin of their names; institutions after the people."""
    entries = kept(request.user, "authors", lambda: entries_of(request.user))
    initials = dict(Counter(entry.initial for entry in entries))
    initial = request.GET.get("initial", "")
    if initial and initial not in initials:
        raise Http404
    shown = [entry for entry in entries if not initial or entry.initial == initial]
    listed = lookup.paginate(request, shown, indexes.NAMES_PER_PAGE)
    listed.object_list = fetched(listed.object_list)
    context = {"listed": listed, "initials": initials, "initial": initial, "total": len(entries)}
    return render(request, "articles/authors.html", context)


def entries_of(user) -> list[Entry]:
    """The whole index in its order."""
    openings = models.Part.objects.openings_to(user).filter(article__bylines__author__isnull=False).order_by()
    counts = dict(openings.values_list("article__bylines__author").annotate(Count("pk", distinct=True)))
    authors = models.Author.objects.only("institution", "sort_key", "name", "distinction")
    known = sorted((author for author in authors if author.pk in counts), key=_order)
    return [Entry(author.pk, initial_of(author), counts[author.pk]) for author in known]


def initial_of(author: models.Author) -> str:
    return INSTITUTIONS if author.institution else indexes.initial_of(author.sort_key)


def _order(author: models.Author) -> tuple:
    unlettered = initial_of(author) == indexes.OTHERS
    return author.institution, unlettered, author.sort_key, author.name, author.distinction


def fetched(entries: list[Entry]) -> list[models.Author]:
    """The authors of these entries, each with its ``initial`` and the ``count`` of its articles."""
    found = models.Author.objects.in_bulk([entry.pk for entry in entries])
    authors = []
    for entry in entries:
        # One that the desk has merged into another since the index was made is not there any more.
        if author := found.get(entry.pk):
            author.initial, author.count = entry.initial, entry.count
            authors.append(author)
    return authors
