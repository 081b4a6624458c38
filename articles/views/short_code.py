from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from .. import models
from ..models.short_code import read_code
from .reader_page import reader_page


@reader_page
def short_code(request, code: str):
    """From the code in print to the article.

    A temporary redirect for an address that is permanent itself: what it leads to may be
    renamed one day, and nobody shall remember that in place of what was printed.
    """
    return redirect(article_of(code, request.user))


def article_of(code: str, user) -> models.Article:
    """The article of a code, also one that became part of another story."""
    named = read_code(code)
    if named is None:
        raise Http404
    issue, number = named
    absorbed = models.FormerNumber.objects.filter(issue=issue, number=number)
    articles = models.Article.objects.visible_to(user).filter(issue__in=models.Issue.objects.visible_to(user))
    articles = articles.filter(Q(number=number) | Q(pk__in=absorbed.values("article")), issue=issue)
    return get_object_or_404(articles.select_related("issue__newspaper"))
