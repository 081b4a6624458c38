from django.db.models import Max
from django.shortcuts import render
from django.urls import reverse

from .. import models
from .issue import context_of
from .reader_page import reader_page


@reader_page
def home(request):
    """The newest published issue of all newspapers."""
    newest = (
        models.Issue.objects.published().select_related("newspaper").order_by("-date", "edition", "newspaper").first()
    )
    if newest is None:
        return render(request, "articles/nothing_yet.html")
    context = context_of(newest, request, reverse("home")) | {"newspapers": newspapers()}
    return render(request, "articles/home.html", context)


def newspapers():
    """Every newspaper of which an issue is public, with the day of its newest one."""
    published = models.Issue.objects.published()
    newspapers = models.Newspaper.objects.filter(issues__in=published).annotate(newest=Max("issues__date"))
    return newspapers.order_by("-newest", "name")
