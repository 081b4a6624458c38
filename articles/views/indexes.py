"""Indexes of names, such as the columns of a newspaper, in the order of their pinyin."""

import datetime
from collections import Counter
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
    """A name with how many articles bear it, and the days of the first and the last of them."""

    name: str
    slug: str
    count: int
    first: datetime.date
    last: datetime.date
    sort_key: str

    @property
    def initial(self) -> str:
        return initial_of(self.sort_key)


def initial_of(sort_key: str) -> str:
    """The letter under which a name is looked up."""
    initial = sort_key[:1].upper()
    return initial if "A" <= initial <= "Z" else OTHERS


def names_in(articles: QuerySet, name: str, slug: str | None = None) -> list[Name]:
    """The names that the field ``name`` of ``articles`` holds, with the ``slug`` of each if it has one."""
    rows = articles.order_by().values_list(name, slug or name)
    rows = rows.annotate(Count("pk", distinct=True), Min("issue__date"), Max("issue__date"))
    names = [Name(*row, propose_sort_key(row[0])) for row in rows]
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
