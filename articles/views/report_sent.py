from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import withdrawn
from .forwarding import forwarded
from .issue_key import IssueKey
from .report import open_to_reports


@never_cache
@require_safe
@withdrawn.told
@forwarded
def report_sent(request, newspaper: str, key: IssueKey, number: int):
    """Thanks for a report, and the way back to the article."""
    article = open_to_reports(newspaper, key, number)
    context = {"reported": article, "issue": article.issue, "newspaper": article.issue.newspaper}
    return render(request, "articles/report_sent.html", context)
