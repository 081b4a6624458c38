from django.http import Http404
from django.shortcuts import get_object_or_404, render

from .. import models
from . import listing
from .reader_page import reader_page


@reader_page
def column(request, newspaper: str, name: str):
    """A column (栏目) of a newspaper with its articles, newest first."""
    found = get_object_or_404(models.Newspaper, slug=newspaper)
    articles = models.Article.objects.opening_to(request.user).filter(issue__newspaper=found, column=name)
    listed = listing.paginate(request, articles)
    if not listed:
        raise Http404
    return render(request, "articles/column.html", {"newspaper": found, "name": name, "listed": listed})
