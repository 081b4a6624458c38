from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from .. import models
from . import listing, lookup
from .reader_page import reader_page

ENTRIES_PER_PAGE = 100


@dataclass(slots=True)
class Entry:
    """An instalment of a series or, without an article, the numbers that are missing there."""

    article: models.Article | int | None = None
    missing: tuple[int, int] | None = None


@reader_page
def series(request, newspaper: str, name: str):
    """A series (系列) of a newspaper in the order of its instalments, and which of them are missing."""
    found = get_object_or_404(models.Newspaper, slug=newspaper)
    articles = models.Article.objects.opening_to(request.user).filter(issue__newspaper=found, series=name)
    entries = entries_of(articles)
    if not entries:
        raise Http404
    listed = lookup.paginate(request, entries, ENTRIES_PER_PAGE)
    fetch_articles(listed, request.user)
    count = sum(entry.article is not None for entry in entries)
    context = {"newspaper": found, "name": name, "listed": listed, "count": count}
    return render(request, "articles/series.html", context)


def entries_of(articles: QuerySet) -> list[Entry]:
    """The keys of the instalments in their order, with an entry for each gap in their numbers."""
    order = (F("series_number").asc(nulls_last=True), "issue__date", "issue__edition", "number")
    entries, expected = [], 1
    for key, number in articles.order_by(*order).values_list("pk", "series_number"):
        if number is not None:
            if number > expected:
                entries.append(Entry(missing=(expected, number - 1)))
            expected = number + 1
        entries.append(Entry(article=key))
    return entries


def fetch_articles(entries, user) -> None:
    """Put the articles of these entries in the place of their keys."""
    keys = [entry.article for entry in entries if entry.article]
    found = listing.with_places(models.Article.objects.filter(pk__in=keys), user).in_bulk()
    listing.tell_beginnings(found.values())
    for entry in entries:
        entry.article = found.get(entry.article)
