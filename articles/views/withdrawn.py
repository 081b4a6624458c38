"""What stands at every address of an issue that readers had and have no more.

Whether a page or an article was there makes no difference, so nothing is told of
what readers never saw.
"""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render

from .. import models
from ..models.short_code import read_code
from . import forwarding


def told(view):
    """A view that says so, when it finds nothing, if what it is asked for was withdrawn."""

    @wraps(view)
    def with_notice(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            response = notice(request)
            if response is None:
                raise
            return response

    return with_notice


def notice(request) -> HttpResponse | None:
    """The answer to a request for something in a withdrawn issue; None if it asks for nothing of that kind."""
    issue = _issue(request)
    if issue is None:
        return None
    context = {
        "issue": issue,
        "newspaper": issue.newspaper,
        "has_other_issues": issue.newspaper.issues.visible_to(request.user).exists(),
    }
    return render(request, "articles/withdrawn.html", context, status=410)


def _issue(request) -> models.Issue | None:
    if request.resolver_match is None or request.user.has_perm("articles.view_issue"):
        # Those who see drafts see this issue; what they do not find was never there.
        return None
    asked = request.resolver_match.kwargs
    gone = models.Issue.objects.gone()
    if "code" in asked:
        named = read_code(asked["code"])
        return gone.select_related("newspaper").filter(pk=named[0]).first() if named else None
    if "key" in asked:
        return next(iter(forwarding.issues_of(forwarding.newspapers_of(asked["newspaper"]), asked["key"], gone)), None)
    return None
