from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from taggit.models import Tag, TaggedItem

from .. import models
from . import listing
from .reader_page import reader_page


@reader_page
def tag(request, slug: str):
    """What has been written about something, newest first."""
    found = get_object_or_404(Tag, slug=slug)
    # As a join, PostgreSQL would compare each tagged item with each article: a generic key is no foreign key.
    items = TaggedItem.objects.filter(tag=found, content_type=ContentType.objects.get_for_model(models.Article))
    articles = models.Article.objects.opening_to(request.user).filter(pk__in=items.values("object_id"))
    listed = listing.paginate(request, articles)
    if not listed:
        raise Http404
    return render(request, "articles/tag.html", {"tag": found, "listed": listed})
