"""Articles listed with where they stood and how they begin."""

from django.core.paginator import Page
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Left

from .. import models
from ..issue_text.body import blocks_of
from . import lookup

ARTICLES_PER_PAGE = 30

#: Of a text so many characters are read to show its first paragraph.
_READ = 400


def newest_first(articles: QuerySet) -> QuerySet:
    return articles.order_by("-issue__date", "issue__newspaper", "issue__edition", "number")


def with_places(articles: QuerySet, user) -> QuerySet:
    """The articles with their issues and the pages they lie on, without their whole text."""
    pages = models.Page.objects.visible_to(user)
    parts = models.Part.objects.filter(page__in=pages).select_related("page").defer("body")
    parts = parts.annotate(beginning=Left("body", _READ)).order_by("sequence")
    places = Prefetch("parts", parts, to_attr="visible_parts")
    return articles.select_related("issue__newspaper").prefetch_related(places)


def paginate(request, articles: QuerySet) -> Page:
    """The page of ``articles`` that is asked for, the newest first, each with the ``beginning`` of its text."""
    listed = lookup.paginate(request, with_places(newest_first(articles), request.user), ARTICLES_PER_PAGE)
    tell_beginnings(listed)
    return listed


def tell_beginnings(articles) -> None:
    for article in articles:
        blocks = (block for part in article.visible_parts[:1] for block in blocks_of(part.beginning))
        article.beginning = next((block.text for block in blocks if block.kind == "paragraph"), "")
