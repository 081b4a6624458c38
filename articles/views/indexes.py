"""Indexes of names, such as the columns of a newspaper, in the order of their pinyin."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet
from django.http import Http404

from ..models.author import propose_sort_key
from . import lookup

NAMES_PER_PAGE = 200
#: Where names stand that begin with no letter.
OTHERS = "#"


@dataclass(slots=True)
class Name:
    """A name with how many articles bear it, and the years of the first and the last of them if they are told."""

    name: str
    sort_key: str
    count: int
    first: int | None = None
    last: int | None = None
    slug: str = ""

    @property
    def initial(self) -> str:
        return initial_of(self.sort_key)


def initial_of(sort_key: str) -> str:
    """The letter under which a name is looked up."""
    initial = sort_key[:1].upper()
    return initial if "A" <= initial <= "Z" else OTHERS


def names_in(openings: QuerySet, field: str) -> list[Name]:
    """The names that the articles of these ``openings`` have in a field."""
    named = openings.filter(**{f"article__{field}__gt": ""}).order_by()
    rows = named.values_list(f"article__{field}").annotate(
        Count("pk"), Min("page__issue__date"), Max("page__issue__date")
    )
    return in_order(
        Name(name, propose_sort_key(name), count, first.year, last.year) for name, count, first, last in rows
    )


def in_order(names: Iterable[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (name.initial == OTHERS, name.sort_key, name.name))


def context_of(names: list[Name], request) -> dict:
    """The index or, with ``?initial=``, what stands in it under one letter."""
    # A template asks a Counter for its items as for a letter.
    initials = dict(Counter(name.initial for name in names))
    initial = request.GET.get("initial", "")
    if initial:
        names = [name for name in names if name.initial == initial]
        if not names:
            raise Http404
    listed = lookup.paginate(request, names, NAMES_PER_PAGE)
    return {"listed": listed, "initials": initials, "initial": initial, "total": sum(initials.values())}
