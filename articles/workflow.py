"""Publishing and withdrawing: the only writer of a status, so that every change leaves its trace."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .models import Issue, Page, WorkflowEvent


@transaction.atomic
def publish(issue: Issue, actor: str, user=None, at: datetime | None = None, note: str = "") -> None:
    """Make an issue with all its pages public, from ``at`` on: now, if not given.

    An issue that is public already keeps the moment from which it was; pages
    that came later become public with it.
    """
    if issue.status != Issue.Status.PUBLISHED or at is not None:
        issue.publish_at = at or timezone.now()
    issue.status = Issue.Status.PUBLISHED
    issue.save(update_fields=["status", "publish_at", "updated_at"])
    issue.pages.update(status=Page.Status.PUBLISHED)
    _record(issue, WorkflowEvent.Action.PUBLISHED, actor, user, note)


@transaction.atomic
def withdraw(issue: Issue, actor: str, user=None, note: str = "") -> None:
    """Take an issue back from its readers. Nothing is deleted."""
    issue.status = Issue.Status.WITHDRAWN
    issue.save(update_fields=["status", "updated_at"])
    issue.pages.update(status=Page.Status.DRAFT)
    _record(issue, WorkflowEvent.Action.WITHDRAWN, actor, user, note)


def _record(issue, action, actor, user, note):
    WorkflowEvent.objects.create(issue=issue, action=action, actor=actor, user=user, note=note)
