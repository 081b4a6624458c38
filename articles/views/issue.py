from django.shortcuts import render

from .. import models
from ..issue_text.labels import same_label
from . import facsimile, lookup, machines, typesetting
from .issue_key import IssueKey
from .reader_page import reader_page


@reader_page
def issue(request, newspaper: str, key: IssueKey):
    """One issue: its front page set in type, and what its other pages hold."""
    return render(request, "articles/issue.html", context_of(lookup.get_issue(request.user, newspaper, key), request))


def context_of(issue: models.Issue, request, url: str = "") -> dict:
    """What its page shows; ``url`` is where it is shown, if not at its own address."""
    pages = lookup.pages_of(issue, request.user)
    outline = typesetting.outline(issue, pages)
    front = pages[0] if pages else None
    pieces = typesetting.pieces_on(front, pages) if front else []
    return {
        "issue": issue,
        "newspaper": issue.newspaper,
        "pages": pages,
        "front": front,
        "facsimile": facsimile.facsimile_of(front, pieces, pages, request.user) if front else None,
        "pictured": [page for page in pages if page.picture],
        "lead": [typesetting.as_lead(piece) for piece in pieces[:1]],
        "rows": typesetting.rows_of(pieces[1:]),
        "pointers": pointers_on(front, outline) if front else [],
        "inner_pages": outline[1:],
        "earlier": lookup.earlier_issue(issue, request.user),
        "later": lookup.later_issue(issue, request.user),
        "not_public": not issue.is_public,
        "machines": machines.tells_of_issue(request, issue, outline, url),
    }


def pointers_on(page: models.Page, outline) -> list[tuple[models.Pointer, str]]:
    """The pointers printed on ``page``, each with the address it leads to, or nothing."""
    articles = {article.pk: article for _, articles in outline for article in articles}
    pages = [page for page, _ in outline]
    return [(pointer, _target(pointer, articles, pages)) for pointer in page.pointers.all()]


def _target(pointer: models.Pointer, articles: dict[int, models.Article], pages: list[models.Page]) -> str:
    if article := articles.get(pointer.article_id):
        return article.get_absolute_url()
    named = (page for page in pages if pointer.target_label and same_label(page.label, pointer.target_label))
    return next((page.get_absolute_url() for page in named), "")
