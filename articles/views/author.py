from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from .. import models
from . import lookup, machines
from .reader_page import reader_page

ARTICLES_PER_PAGE = 30


@reader_page
def author(request, pk: int):
    """An author with their articles, newest first."""
    found = get_object_or_404(models.Author, pk=pk)
    listed = lookup.paginate(request, articles_of(found, request.user), ARTICLES_PER_PAGE)
    if not listed and not request.user.has_perm("articles.view_author"):
        # Somebody who has written drafts only is not known to readers.
        raise Http404
    context = {"author": found, "listed": listed, "machines": machines.tells_of_author(request, found, listed)}
    return render(request, "articles/author.html", context)


def articles_of(author: models.Author, user):
    """The author's articles with their roles and the pages they lie on, newest first.

    The byline belongs to an article's beginning, so whoever may not see that is not told of it.
    """
    bylines = models.Byline.objects.filter(author=author)
    pages = models.Page.objects.visible_to(user)
    parts = models.Part.objects.filter(page__in=pages).select_related("page").defer("body").order_by("sequence")
    return (
        models.Article.objects.opening_to(user)
        .filter(Exists(bylines.filter(article=OuterRef("pk"))))
        .select_related("issue__newspaper")
        .prefetch_related(
            Prefetch("bylines", bylines, to_attr="roles"),
            Prefetch("parts", parts, to_attr="visible_parts"),
        )
        .order_by("-issue__date", "issue__newspaper", "issue__edition", "number")
    )
