import datetime

import pytest
from django.utils import timezone

from articles import workflow
from articles.editing import edited
from articles.models import Article, Event, Issue, Page

from .factories import make_article, make_issue, make_newspaper, make_page, publish
from .people import CHIEF_EDITOR, PAGE_EDITOR, SECTION_CHIEF, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    """Two pages with a story on each, of a newspaper that signs none."""
    issue = make_issue(pages=2)
    for page in issue.pages.all():
        make_article(page, f"{page.label}版头条")
    return issue


def in_hours(hours):
    return timezone.now() + datetime.timedelta(hours=hours)


def reasons(act, *arguments, **options) -> list[str]:
    with pytest.raises(workflow.Refused) as refused:
        act(*arguments, **options)
    return refused.value.reasons


def test_publishing_makes_the_issue_and_all_its_pages_public_and_says_who_did_it(issue):
    workflow.publish(issue, actor="总编")
    assert Page.objects.published().count() == 2
    assert issue.is_public
    assert Event.objects.get().actor == "总编"


def test_an_issue_published_for_tomorrow_is_not_yet_to_be_seen(issue):
    workflow.publish(issue, actor="总编", at=in_hours(1))
    assert not Issue.objects.published().exists()
    Issue.objects.update(publish_at=timezone.now() - datetime.timedelta(seconds=1))
    assert Issue.objects.published().exists()


def test_publishing_again_keeps_the_moment_and_takes_late_pages_along(issue):
    publish(issue)
    moment = issue.publish_at
    late = make_article(make_page(issue, 3))
    assert not Article.objects.published().filter(pk=late.pk).exists()
    workflow.publish(issue, actor="总编")
    assert issue.publish_at == moment
    assert Article.objects.published().filter(pk=late.pk).exists()


def test_a_withdrawn_issue_is_gone_for_readers_but_not_deleted():
    issue = make_issue(pages=1, published=True)
    workflow.withdraw(issue, actor="总编", note="印刷事故")
    assert not Issue.objects.published().exists()
    assert not Page.objects.published().exists()
    assert Issue.objects.get().status == Issue.Status.WITHDRAWN
    assert Event.objects.first().note == "印刷事故"


# --- publication -----------------------------------------------------------------------------------


def test_what_blocks_is_why_an_issue_is_not_published(issue):
    make_article(issue.pages.first(), "没有正文", body="")
    (reason,) = reasons(workflow.publish, issue, actor="总编")
    assert "没有正文" in reason
    assert not Issue.objects.published().exists()
    workflow.publish(issue, actor="导入", unreviewed=True)
    assert Issue.objects.published().exists()


def test_a_moment_in_the_past_is_for_archives_alone(issue):
    moment = in_hours(-1)
    assert len(reasons(workflow.publish, issue, actor="总编", at=moment)) == 1
    workflow.publish(issue, actor="导入", at=moment, unreviewed=True)
    assert issue.publish_at == moment


def test_a_public_issue_is_not_taken_back_by_a_later_moment(issue):
    publish(issue)
    assert reasons(workflow.publish, issue, actor="总编", at=in_hours(1))
    assert Issue.objects.published().exists()


def test_a_scheduled_issue_is_published_at_once_or_at_another_time(issue):
    workflow.publish(issue, actor="总编", at=in_hours(5))
    later = in_hours(7)
    workflow.publish(issue, actor="总编", at=later)
    assert issue.publish_at == later
    workflow.publish(issue, actor="总编")
    assert issue.is_public
    assert [event.action for event in issue.events.all()] == ["published", "scheduled", "scheduled"]


def test_the_record_says_for_when_an_issue_was_scheduled(issue):
    moment = in_hours(5)
    workflow.publish(issue, actor="总编", at=moment, note="等天气")
    assert issue.events.get().note == f"{timezone.localtime(moment):%Y-%m-%d %H:%M} 等天气"


def test_an_issue_is_taken_off_the_schedule_once(issue):
    workflow.publish(issue, actor="总编", at=in_hours(5))
    workflow.unschedule(issue, actor="总编", note="等头条")
    assert (issue.status, issue.publish_at) == (Issue.Status.DRAFT, None)
    assert not issue.pages.filter(status=Page.Status.PUBLISHED).exists()
    event = issue.events.first()
    assert (event.action, event.actor, event.note) == (Event.Action.UNSCHEDULED, "总编", "等头条")
    assert reasons(workflow.unschedule, issue, actor="总编")


def test_only_what_readers_have_is_withdrawn(issue):
    assert reasons(workflow.withdraw, issue, actor="总编")
    workflow.publish(issue, actor="总编", at=in_hours(5))
    assert reasons(workflow.withdraw, issue, actor="总编")
    assert issue.events.count() == 1


@pytest.mark.parametrize("role", [PAGE_EDITOR, SECTION_CHIEF])
def test_only_those_who_may_publish_decide(issue, role):
    person = make_member(role, "qita")
    assert reasons(workflow.publish, issue, user=person)
    publish(issue)
    assert reasons(workflow.withdraw, issue, user=person)
    assert issue.is_public


class Signed:
    """An issue of one page under two reviews, signed by both."""

    def __init__(self):
        self.issue = make_issue(newspaper=make_newspaper(reviews_required=2), pages=1)
        self.page = self.issue.pages.get()
        self.article = make_article(self.page)
        self.editor = make_member(PAGE_EDITOR, "chenjing", first_name="陈静")
        self.chief = make_member(CHIEF_EDITOR, "wujiang", first_name="吴江")
        for person in (self.editor, self.chief):
            workflow.sign(self.page, person)

    def why_not(self):
        return "\n".join(reasons(workflow.publish, self.issue, user=self.chief))


@pytest.fixture
def signed():
    return Signed()


def test_a_page_without_all_its_signatures_holds_the_issue_back(signed):
    workflow.publish(signed.issue, user=signed.chief, at=in_hours(5))
    workflow.unschedule(signed.issue, user=signed.chief)
    late = make_page(signed.issue, 2)
    make_article(late)
    why = signed.why_not()
    assert late.phrase in why
    assert signed.page.phrase not in why


def test_a_signature_that_became_void_is_named_with_whose_change_it_was(signed):
    with edited(signed.issue, signed.chief):
        Article.objects.update(headline="改了的头条")
    why = signed.why_not()
    assert why.count(signed.page.phrase) == 3
    assert "陈静" in why

    workflow.sign(signed.page, signed.editor)
    assert "陈静" not in signed.why_not()
    workflow.sign(signed.page, signed.chief)
    workflow.publish(signed.issue, user=signed.chief)
    assert signed.issue.is_public


def test_a_signature_for_something_else_does_not_hold_though_nobody_noticed(signed):
    Article.objects.update(headline="绕过编辑部改的头条")
    readiness = workflow.readiness(signed.issue)
    assert [standing.page for standing in readiness.unsigned] == [signed.page]
    assert "陈静" in signed.why_not()
    # To look at an issue changes nothing.
    assert signed.page.reviews.filter(voided_at=None).count() == 2


def test_a_page_that_was_sent_back_says_so_instead(signed):
    workflow.send_back(signed.page, signed.chief, "导语太长。")
    why = signed.why_not()
    assert "导语太长。" in why
    assert "陈静" not in why


@pytest.mark.parametrize("size", [1, 50])
def test_readiness_costs_the_same_number_of_queries(signed, size, django_assert_num_queries):
    for number in range(size):
        make_article(make_page(signed.issue, number + 2), body="")
    with django_assert_num_queries(25):
        assert workflow.readiness(signed.issue).obstacles
