from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from .. import models
from . import lookup, typesetting
from .reader_page import reader_page

ISSUES_PER_PAGE = 30


@reader_page
def newspaper(request, newspaper: str):
    """A newspaper: its newest issue, and all its issues by date."""
    found = get_object_or_404(models.Newspaper, slug=newspaper)
    issues = found.issues.visible_to(request.user).newest_first()
    newest = issues.first()
    if newest is None and not request.user.has_perm("articles.view_newspaper"):
        # A newspaper of which nothing is public does not exist for its readers.
        raise Http404
    outline = typesetting.outline(newest, lookup.pages_of(newest, request.user)) if newest else []
    context = {
        "newspaper": found,
        "newest": newest,
        "outline": outline,
        "listed": lookup.paginate(request, with_contents(issues, request.user), ISSUES_PER_PAGE),
    }
    return render(request, "articles/newspaper.html", context)


def with_contents(issues, user):
    """Issues with the number of their pages and the headline that leads their front page."""
    pages = models.Page.objects.visible_to(user).filter(issue=OuterRef("pk")).order_by()
    number = pages.values("issue").annotate(number=Count("pk")).values("number")
    leads = models.Part.objects.filter(page__in=models.Page.objects.visible_to(user), page__issue=OuterRef("pk"))
    lead = leads.order_by("page__number", "page__label", "position").values("article__headline")[:1]
    return issues.annotate(page_count=Coalesce(Subquery(number), 0), lead=Coalesce(Subquery(lead), Value("")))
