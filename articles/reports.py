"""Readers' reports of mistakes (报错): the only writer of them and of their status."""

import datetime
import re
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from .models import Article, ErrorReport

#: A report is deleted so many days after it was dealt with; readers are told so.
KEPT_FOR_DAYS = 180

#: How much of its paragraph is shown before and after a passage.
_AROUND = 60


@transaction.atomic
def receive(article: Article, message: str, passage: str = "") -> ErrorReport:
    """Put a report into the queue; one that says the same and is still open stands for it."""
    # Locked, so that a button pressed twice does not report twice.
    Article.objects.select_for_update().get(pk=article.pk)
    _forget_old()
    same = article.error_reports.filter(status=ErrorReport.Status.OPEN, passage=passage, message=message)
    return same.first() or ErrorReport.objects.create(article=article, passage=passage, message=message)


def decide(report: ErrorReport, status: str, user) -> None:
    """Close a report as mended or as no mistake, or put it back into the queue as if nobody had dealt with it."""
    closed = status != ErrorReport.Status.OPEN
    report.status = status
    report.handled_by = user if closed else None
    report.handled_at = timezone.now() if closed else None
    report.save(update_fields=["status", "handled_by", "handled_at"])
    _forget_old()


def _forget_old():
    """Whenever a report comes or goes, so that nobody has to run a job for it."""
    ErrorReport.objects.filter(handled_at__lt=timezone.now() - datetime.timedelta(days=KEPT_FOR_DAYS)).delete()


class Context(NamedTuple):
    """A passage as the text has it, between what stands around it in its paragraph."""

    before: str
    passage: str
    after: str


def in_context(text: str, passage: str) -> Context | None:
    """Where ``passage`` stands in ``text``; a selection has spaces and line ends where the text has others."""
    signs = "".join(passage.split())
    found = re.search(r"\s*".join(map(re.escape, signs)), text) if signs else None
    if found is None:
        return None
    before = text[: found.start()].rpartition("\n")[2]
    after = text[found.end() :].partition("\n")[0]
    return Context(
        f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
        found.group(),
        f"{after[:_AROUND]}…" if len(after) > _AROUND else after,
    )
