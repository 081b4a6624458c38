"""Where to find today what an address named formerly.

Asked only when an address finds nothing, so what is there today always wins and
costs nothing more. Slug, day, label and number are looked up one below the
other, each under its present and its former value, and the answer is composed
of present ones: however often things were renamed, it takes one step.
"""

from functools import wraps

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import NoReverseMatch, reverse

from .. import models
from ..issue_text.labels import same_label
from .issue_key import IssueKey


def forwarded(view):
    """A view whose address leads, when it finds nothing any more, to where its contents are today.

    What is sent in a form is not: a browser would ask for the other address without it.
    """

    @wraps(view)
    def with_forwarding(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            address = present_address(request) if request.method in ("GET", "HEAD") else ""
            if not address:
                raise
            return HttpResponsePermanentRedirect(address)

    return with_forwarding


def present_address(request) -> str:
    """Where to find what this request asks for, if this visitor may see it; else nothing."""
    match = request.resolver_match
    if match is not None and match.url_name == "author":
        return _with_query(request, _present_author(match.kwargs["pk"], request.user))
    if match is None or "newspaper" not in match.kwargs:
        return ""
    for present in _readings(request.user, **match.kwargs):
        if present.items() <= match.kwargs.items():
            # It is where it was, and something else of the address finds nothing.
            return ""
        try:
            url = reverse(match.view_name, kwargs=match.kwargs | present)
        except NoReverseMatch:
            return ""
        return _with_query(request, url)
    return ""


def _with_query(request, url: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if url and query else url


def _present_author(number: int, user) -> str:
    """The address of the author that this one turned out to be, if this visitor knows of them."""
    author = models.Author.objects.filter(former_authors__number=number).first()
    if author is None:
        return ""
    signed = models.Article.objects.opening_to(user).filter(bylines__author=author)
    return author.get_absolute_url() if user.has_perm("articles.view_author") or signed.exists() else ""


def _readings(user, newspaper: str, key: IssueKey | None = None, label=None, number=None, **rest):
    """What the address may mean today, as arguments of its URL, the likeliest first."""
    newspapers = newspapers_of(newspaper)
    if key is None:
        yield from ({"newspaper": found.slug} for found in newspapers if _is_known(found, user))
        return
    for issue in issues_of(newspapers, key, models.Issue.objects.visible_to(user)):
        place = {"newspaper": issue.newspaper.slug, "key": IssueKey(issue.date, issue.edition)}
        if label is not None:
            yield from (_place_of(page) | {"label": page.label} for page in _pages(issue, label, user))
        elif number is not None:
            yield from (place | {"number": article.number} for article in _articles(issue, number, user))
        else:
            yield place


def _place_of(page: models.Page) -> dict:
    """The issue of a page, which may have been given to another one."""
    issue = page.issue
    return {"newspaper": issue.newspaper.slug, "key": IssueKey(issue.date, issue.edition)}


def newspapers_of(slug: str) -> list[models.Newspaper]:
    """The newspaper of this slug before the one that had it."""
    found = models.Newspaper.objects.filter(Q(slug=slug) | Q(former_slugs__slug=slug)).distinct()
    return sorted(found, key=lambda newspaper: newspaper.slug != slug)


def _is_known(newspaper: models.Newspaper, user) -> bool:
    return newspaper.issues.visible_to(user).exists() or user.has_perm("articles.view_newspaper")


def issues_of(newspapers: list[models.Newspaper], key: IssueKey, among: QuerySet) -> list[models.Issue]:
    """The issues of this day before those that were moved from it, in the order of the newspapers."""
    day = {"date": key.date, "edition": key.edition}
    among = among.select_related("newspaper")
    found = []
    for newspaper in newspapers:
        former = models.FormerDay.objects.filter(newspaper=newspaper, **day)
        # Fetched apart: as a subquery, databases would look through all issues for it.
        moved = list(former.values_list("issue", flat=True))
        issues = among.filter(Q(newspaper=newspaper, **day) | Q(pk__in=moved))
        today = (newspaper.pk, *key)
        found += sorted(issues, key=lambda issue: (issue.newspaper_id, issue.date, issue.edition) != today)
    return found


def _pages(issue: models.Issue, label: str, user) -> list[models.Page]:
    """The pages that are, mean or were labelled so, in this order."""
    formerly = {former.page_id for former in issue.former_labels.all() if same_label(former.label, label)}
    pages = models.Page.objects.visible_to(user).select_related("issue__newspaper")
    pages = pages.filter(Q(issue=issue) | Q(pk__in=formerly), issue__in=models.Issue.objects.visible_to(user))
    found = [page for page in pages if page.pk in formerly or same_label(page.label, label)]
    return sorted(found, key=lambda page: (page.label != label, not same_label(page.label, label)))


def _articles(issue: models.Issue, number: int, user) -> list[models.Article]:
    former = models.FormerNumber.objects.filter(issue=issue, number=number)
    articles = models.Article.objects.visible_to(user)
    found = articles.filter(Q(number=number) | Q(pk__in=former.values("article")), issue=issue)
    return sorted(found, key=lambda article: article.number != number)
