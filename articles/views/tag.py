from django.http import Http404
from django.shortcuts import get_object_or_404, render
from taggit.models import Tag

from .. import models
from . import listing
from .reader_page import reader_page


@reader_page
def tag(request, slug: str):
    """What has been written about something, newest first."""
    found = get_object_or_404(Tag, slug=slug)
    listed = listing.paginate(request, models.Article.objects.opening_to(request.user).filter(tags=found))
    if not listed:
        raise Http404
    return render(request, "articles/tag.html", {"tag": found, "listed": listed})
