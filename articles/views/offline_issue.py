from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse

from ..models import Issue
from . import lookup, typesetting
from .issue_key import IssueKey
from .reader_page import reader_page


@reader_page
def offline_issue(request, newspaper: str, key: IssueKey):
    """The addresses that make an issue whole without a network; whoever asks is told what everybody may see."""
    anybody = AnonymousUser()
    issue = lookup.get_issue(anybody, newspaper, key)
    pages = lookup.pages_of(issue, anybody)
    return JsonResponse({"name": name_of(issue), "addresses": addresses_of(issue, pages)})


def name_of(issue: Issue) -> str:
    date = f"{issue.date.year}年{issue.date.month}月{issue.date.day}日"
    return f"《{issue.newspaper.name}》{date}{issue.edition}"


def addresses_of(issue: Issue, pages) -> list[str]:
    """The issue, its pages and its articles, in the order in which they are read."""
    addresses = [issue.get_absolute_url()]
    for page, articles in typesetting.outline(issue, pages):
        addresses += [page.get_absolute_url(), *(article.get_absolute_url() for article in articles)]
    return addresses
