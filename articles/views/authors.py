import string
from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr, Upper
from django.http import Http404
from django.shortcuts import render

from .. import models
from . import indexes, lookup
from .kept import kept
from .reader_page import reader_page

#: Under what newspapers, agencies and offices stand, apart from the people.
INSTITUTIONS = "institutions"


@reader_page
def authors(request):
    """Everybody of whom something is public, by the pinyin of their names; institutions after the people."""
    known = authors_known_to(request.user)
    initials = kept(request.user, "authors", lambda: initials_of(known))
    initial = request.GET.get("initial", "")
    if initial and initial not in initials:
        raise Http404
    listed = lookup.paginate(request, under(initial, known), indexes.NAMES_PER_PAGE)
    tell_counts(listed.object_list, request.user)
    context = {"listed": listed, "initials": initials, "initial": initial, "total": sum(initials.values())}
    return render(request, "articles/authors.html", context)


def authors_known_to(user) -> QuerySet:
    signed = models.Article.objects.opening_to(user).filter(pk=OuterRef("article"))
    bylines = models.Byline.objects.filter(Exists(signed), author=OuterRef("pk"))
    letter = Upper(Substr("sort_key", 1, 1))
    known = models.Author.objects.filter(Exists(bylines)).annotate(letter=letter)
    known = known.annotate(unlettered=~Q(letter__in=string.ascii_uppercase))
    return known.order_by("institution", "unlettered", "letter", "sort_key", "name", "distinction")


def initials_of(authors: QuerySet) -> dict[str, int]:
    """How many stand under each initial, in the order of the index."""
    rows = authors.order_by("institution", "unlettered", "letter")
    initials = Counter()
    for institution, letter, count in rows.values_list("institution", "letter").annotate(Count("pk")):
        initials[INSTITUTIONS if institution else indexes.initial_of(letter)] += count
    return dict(initials)


def under(initial: str, authors: QuerySet) -> QuerySet:
    """Those of ``authors`` who stand under ``initial``; all where none is asked for."""
    if initial == INSTITUTIONS:
        return authors.filter(institution=True)
    if initial == indexes.OTHERS:
        return authors.filter(institution=False, unlettered=True)
    return authors.filter(institution=False, letter=initial) if initial else authors


def tell_counts(authors: list[models.Author], user) -> None:
    """Give each of these authors its ``initial``, and the ``count`` of their articles: asked for these alone."""
    signed = models.Article.objects.opening_to(user).filter(authors__in=authors).order_by()
    counts = dict(signed.values_list("authors").annotate(Count("pk", distinct=True)))
    for author in authors:
        author.initial = INSTITUTIONS if author.institution else indexes.initial_of(author.sort_key)
        author.count = counts.get(author.pk, 0)
