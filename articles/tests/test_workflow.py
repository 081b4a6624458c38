import datetime

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Event, Issue, Page

from .factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


def test_publishing_makes_the_issue_and_all_its_pages_public_and_says_who_did_it():
    issue = make_issue(pages=2)
    workflow.publish(issue, actor="总编")
    assert Page.objects.published().count() == 2
    assert issue.is_public
    assert Event.objects.get().actor == "总编"


def test_an_issue_published_for_tomorrow_is_not_yet_to_be_seen():
    issue = make_issue(pages=1)
    workflow.publish(issue, actor="总编", at=timezone.now() + datetime.timedelta(hours=1))
    assert not Issue.objects.published().exists()
    Issue.objects.update(publish_at=timezone.now() - datetime.timedelta(seconds=1))
    assert Issue.objects.published().exists()


def test_publishing_again_keeps_the_moment_and_takes_late_pages_along():
    issue = make_issue(pages=1, published=True)
    moment = issue.publish_at
    make_article(make_page(issue, 2))
    assert not Article.objects.published().exists()
    workflow.publish(issue, actor="总编")
    assert issue.publish_at == moment
    assert Article.objects.published().count() == 1


def test_a_withdrawn_issue_is_gone_for_readers_but_not_deleted():
    issue = make_issue(pages=1, published=True)
    workflow.withdraw(issue, actor="总编", note="印刷事故")
    assert not Issue.objects.published().exists()
    assert not Page.objects.published().exists()
    assert Issue.objects.get().status == Issue.Status.WITHDRAWN
    assert Event.objects.first().note == "印刷事故"
