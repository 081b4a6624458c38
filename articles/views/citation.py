from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from .. import models
from ..exporting import citations
from . import lookup, typesetting
from .issue_key import IssueKey
from .reader_page import reader_page

#: By the ending of the address: what writes it, and what it is.
FORMS = {
    "bib": (citations.bibtex, "application/x-bibtex"),
    "ris": (citations.ris, "application/x-research-info-systems"),
}


@reader_page
def citation(request, newspaper: str, key: IssueKey, number: int, form: str):
    """The reference of an article as a file for reference managers."""
    if form not in FORMS:
        raise Http404
    write, content_type = FORMS[form]
    issue = lookup.get_issue(request.user, newspaper, key)
    found = get_object_or_404(models.Article.objects.visible_to(request.user), issue=issue, number=number)
    found.issue = issue
    reference = reference_of(request, found, typesetting.pieces_of(found, lookup.pages_of(issue, request.user)))
    response = HttpResponse(write(reference), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{reference.key}.{form}")
    return response


def reference_of(request, article: models.Article, pieces: list[typesetting.Piece]) -> citations.Reference:
    """The reference of an article as far as its ``pieces`` are seen."""
    return citations.reference_of(
        article,
        headline=pieces[0].headline if pieces else article.headline,
        labels=[piece.part.page.label for piece in pieces],
        url=request.build_absolute_uri(article.get_absolute_url()),
        signed=not pieces or pieces[0].opens,
    )
