from django.http import Http404
from django.shortcuts import render

from . import facsimile, lookup, machines, typesetting
from .issue import pointers_on
from .issue_key import IssueKey
from .reader_page import reader_page


@reader_page
def page(request, newspaper: str, key: IssueKey, label: str):
    """One page of an issue with the text that lies on it."""
    issue = lookup.get_issue(request.user, newspaper, key)
    pages = lookup.pages_of(issue, request.user)
    found = next((page for page in pages if page.label == label), None)
    if found is None:
        # One whose label means the same, 2 for 02, or that was labelled so, is found by forwarding.
        raise Http404
    previous, following = lookup.beside(found, pages)
    pieces = typesetting.pieces_on(found, pages)
    context = {
        "issue": issue,
        "newspaper": issue.newspaper,
        "page": found,
        "pages": pages,
        "facsimile": facsimile.facsimile_of(found, pieces, pages, request.user),
        "lead": [typesetting.as_lead(piece) for piece in pieces[:1]],
        "rows": typesetting.rows_of(pieces[1:]),
        "pointers": pointers_on(found, typesetting.outline(issue, pages)),
        "previous": previous,
        "following": following,
        "not_public": not found.is_public,
        "machines": machines.tells_of_page(request, found, pieces),
    }
    return render(request, "articles/page.html", context)
