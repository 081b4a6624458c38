from django.db.models import F, prefetch_related_objects
from django.db.models.functions import Abs
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from .. import models
from ..exporting.citations import gbt_7714
from . import bylines, facsimile, lookup, machines, typesetting
from .citation import reference_of
from .issue_key import IssueKey
from .qr import inline_svg, short_address
from .reader_page import reader_page
from .related import related_to

#: Of a series that has run for years, only so many instalments are named beside one of them.
INSTALMENTS = 30


@reader_page
def article(request, newspaper: str, key: IssueKey, number: int):
    """One story, whole, across the pages it runs over."""
    issue = lookup.get_issue(request.user, newspaper, key)
    articles = models.Article.objects.visible_to(request.user)
    found = get_object_or_404(articles, issue=issue, number=number)
    found.issue = issue
    return page_of(request, found)


def page_of(request, found: models.Article, still: bool = False):
    """The page of an article that this visitor may see, of which ``issue`` is known.

    What of it has been fetched is not fetched again, so that it may say what is stored nowhere yet.
    A ``still`` page runs no scripts.
    """
    issue = found.issue
    prefetch_related_objects([found], "tags")
    pages = lookup.pages_of(issue, request.user)
    pieces = typesetting.pieces_of(found, pages)
    in_order = [article for _, articles in typesetting.outline(issue, pages) for article in articles]
    previous, following = lookup.beside(found, in_order)
    corrections = corrections_of(found, request.user)
    byline, people = bylines.linked(found)
    # Of an opening that this visitor may not see, nothing is told.
    opens = not pieces or pieces[0].opens
    context = {
        "issue": issue,
        "newspaper": issue.newspaper,
        "article": found,
        "pages": pages,
        "pieces": pieces,
        "opens": opens,
        "head": pieces[0] if pieces else found,
        "byline": byline,
        "people": people,
        "lies_on": [page for page in pages if page.pk in {piece.part.page_id for piece in pieces}],
        "places": facsimile.places_of(pieces, request.user),
        "instalments": instalments(found, request.user) if opens else [],
        "related": related_to(found, request.user) if opens else [],
        "corrections": corrections,
        "corrected": corrected_by(found, request.user),
        "previous": previous,
        "following": following,
        "not_public": not any(piece.part.page.is_public for piece in pieces),
        "machines": machines.tells_of_article(request, found, pieces, corrections),
        "still": still,
    }
    return render(request, "articles/article.html", context | for_citing(request, found, pieces))


def for_citing(request, article: models.Article, pieces: list[typesetting.Piece]) -> dict:
    """The article's references, and the short address that leads back to it from paper."""
    reference = reference_of(request, article, pieces)
    short = short_address(request, article.short_code)
    return {
        "cited_in_print": gbt_7714(reference),
        "cited_online": gbt_7714(reference, accessed=timezone.localdate()),
        "short_address": short,
        "qr": inline_svg(short),
    }


def corrections_of(article: models.Article, user) -> list[models.Correction]:
    """The corrections of the article, each with the notice that printed it."""
    return list(article.corrections.visible_to(user).select_related("printed_in__issue__newspaper"))


def corrected_by(article: models.Article, user) -> list[models.Article]:
    """What the article corrects, where it is a notice (更正)."""
    corrections = article.corrects.visible_to(user)
    corrected = models.Article.objects.opening_to(user).filter(pk__in=corrections.values("article"))
    return list(corrected.select_related("issue__newspaper").order_by("issue__date", "pk"))


def instalments(article: models.Article, user) -> list[models.Article]:
    """The other instalments of the article's series in its newspaper: the nearest, in their order."""
    if not article.series:
        return []
    same = models.Article.objects.opening_to(user).exclude(pk=article.pk)
    same = same.filter(series=article.series, issue__newspaper=article.issue.newspaper)
    ordered = same.select_related("issue__newspaper").order_by(
        F("series_number").asc(nulls_last=True), "issue__date", "number"
    )
    if article.series_number is None:
        return list(ordered[:INSTALMENTS])
    distance = Abs(F("series_number") - article.series_number)
    nearest = same.annotate(distance=distance).order_by(F("distance").asc(nulls_last=True), "pk")[:INSTALMENTS]
    return list(ordered.filter(pk__in=nearest.values("pk")))
