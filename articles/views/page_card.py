from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from ..pictures import cards
from . import lookup
from .issue_key import IssueKey
from .reader_page import reader_page


@reader_page
def page_card(request, newspaper: str, key: IssueKey, label: str):
    """The picture beside a link to the page; whoever asks is shown what everybody may see."""
    issue = lookup.get_issue(AnonymousUser(), newspaper, key)
    page = get_object_or_404(issue.pages.published(), label=label)
    page.issue = issue
    return card_response(cards.of_page(page))


def card_response(described: Iterable) -> HttpResponse:
    file = cards.find(described)
    if file is None:
        raise Http404
    with file:
        return HttpResponse(file.read(), content_type="image/jpeg")
