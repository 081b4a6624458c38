from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.shortcuts import render
from taggit.models import TaggedItem

from .. import models
from ..models.author import propose_sort_key
from . import indexes
from .kept import kept
from .reader_page import reader_page


@reader_page
def tags(request):
    """What articles are about, by name."""
    names = kept(request.user, "tags", lambda: tags_of(request.user))
    return render(request, "articles/tags.html", indexes.context_of(names, request))


def tags_of(user) -> list[indexes.Name]:
    openings = models.Part.objects.openings_to(user)
    items = TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(models.Article))
    # A tag of signs alone has no slug, and so no page.
    items = items.filter(object_id__in=openings.values("article")).exclude(tag__slug="").order_by()
    rows = items.values_list("tag__name", "tag__slug").annotate(Count("pk"))
    return indexes.in_order(indexes.Name(name, propose_sort_key(name), count, slug=slug) for name, slug, count in rows)
