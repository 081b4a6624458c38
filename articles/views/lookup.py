"""Finding what an address names, among what this visitor may see."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from .. import models
from .issue_key import IssueKey


def get_newspaper(user, slug: str) -> models.Newspaper:
    """A newspaper of which nothing is public does not exist for its readers."""
    found = get_object_or_404(models.Newspaper, slug=slug)
    if not user.has_perm("articles.view_newspaper") and not found.issues.visible_to(user).exists():
        raise Http404
    return found


def get_issue(user, newspaper: str, key: IssueKey) -> models.Issue:
    issues = models.Issue.objects.visible_to(user).select_related("newspaper")
    return get_object_or_404(issues, newspaper__slug=newspaper, date=key.date, edition=key.edition)


def pages_of(issue: models.Issue, user) -> list[models.Page]:
    return list(issue.pages.visible_to(user))


def earlier_issue(issue: models.Issue, user) -> models.Issue | None:
    before = Q(date__lt=issue.date) | Q(date=issue.date, edition__lt=issue.edition)
    return issue.newspaper.issues.visible_to(user).filter(before).order_by("-date", "-edition").first()


def later_issue(issue: models.Issue, user) -> models.Issue | None:
    after = Q(date__gt=issue.date) | Q(date=issue.date, edition__gt=issue.edition)
    return issue.newspaper.issues.visible_to(user).filter(after).order_by("date", "edition").first()


def beside(item, items: list) -> tuple:
    """What stands before and after ``item`` in ``items``; None at either end."""
    if item not in items:
        return None, None
    at = items.index(item)
    return (items[at - 1] if at else None), (items[at + 1] if at + 1 < len(items) else None)


def paginate(request, queryset: QuerySet, per_page: int) -> Page:
    """The page of results that ``?page=`` asks for; one that does not exist is not found."""
    try:
        return Paginator(queryset, per_page).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(str(error)) from error
