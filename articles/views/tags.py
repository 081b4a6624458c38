from django.shortcuts import render

from .. import models
from . import indexes
from .kept import kept
from .reader_page import reader_page


@reader_page
def tags(request):
    """What articles are about, by name."""
    names = kept(request.user, "tags", lambda: tags_of(request.user))
    return render(request, "articles/tags.html", indexes.context_of(names, request))


def tags_of(user) -> list[indexes.Name]:
    # A tag of signs alone has no slug, and so no page.
    articles = models.Article.objects.opening_to(user).exclude(tags=None).exclude(tags__slug="")
    return indexes.names_in(articles, "tags__name", "tags__slug")
