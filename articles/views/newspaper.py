from django.db.models import Case, F, When
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from .. import models
from . import archive, lookup, machines, typesetting
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
    listed = lookup.paginate(request, issues, ISSUES_PER_PAGE)
    tell_contents(listed.object_list, request.user)
    context = {
        "newspaper": found,
        "newest": newest,
        "outline": outline,
        "listed": listed,
        "decades": archive.decades_of(found, request.user),
        "machines": machines.tells_of_newspaper(request, found, listed),
    }
    return render(request, "articles/newspaper.html", context)


def tell_contents(issues, user) -> None:
    """Give each of a page's issues its ``page_count`` and ``lead``, the headline that leads its front page.

    Asked for these issues alone: as subqueries they cost PostgreSQL seconds in a large archive.
    """
    pages = list(models.Page.objects.visible_to(user).filter(issue__in=[issue.pk for issue in issues]))
    fronts = {page.issue_id: page.pk for page in sorted(pages, key=_order, reverse=True)}
    parts = models.Part.objects.filter(page__in=fronts.values()).order_by("-position")
    # Where a story goes on, only its headline there: its beginning may lie on a page that is not public.
    headline = Case(When(sequence=1, then=F("article__headline")), default=F("headline"))
    leads = dict(parts.values_list("page", headline))
    for issue in issues:
        issue.page_count = sum(page.issue_id == issue.pk for page in pages)
        issue.lead = leads.get(fronts.get(issue.pk), "")


def _order(page):
    return page.number, page.label
