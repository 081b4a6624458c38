import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import workflow
from articles.content import issue_content
from articles.editing import edited
from articles.importing.pipeline import import_issue
from articles.models import Article, Author, Byline, Event, Issue, Newspaper, Page, Review, Stage

from .factories import DAY, make_article, make_issue, make_newspaper, make_page, make_part, make_signature, publish
from .importing.documents import issue as printed_issue
from .importing.documents import page as printed_page
from .importing.documents import read, story
from .people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member

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


# --- review ----------------------------------------------------------------------------------------


class Desk:
    """An issue of two pages under three reviews, and the people who sign it."""

    def __init__(self, reviews=3):
        self.newspaper = make_newspaper(reviews_required=reviews)
        self.issue = make_issue(newspaper=self.newspaper, pages=2, number=128)
        self.first, self.second = self.issue.pages.all()
        self.article = make_article(self.first, authors=["李明"])
        self.other = make_article(self.second, "桥通了")
        self.editor = make_member(PAGE_EDITOR, "bianji", first_name="陈静")
        self.section_chief = make_member(SECTION_CHIEF, "zhuren", first_name="周敏")
        self.chief = make_member(CHIEF_EDITOR, "zongbian", first_name="吴江")
        self.people = [self.editor, self.section_chief, self.chief]

    def sign_all(self, *pages):
        for page in pages or (self.first, self.second):
            for person in self.people:
                workflow.sign(page, person)

    def signed(self, page) -> list[str]:
        standing = workflow.standings(Issue.objects.get())[page.pk]
        return [stage for stage, review in standing.signatures.items() if review]

    def write(self, headline="春耕忙", person=None):
        with edited(self.issue, person or self.editor) as edit:
            Article.objects.filter(pk=self.article.pk).update(headline=headline)
        return edit


@pytest.fixture
def desk():
    return Desk()


def bring(*pages):
    return import_issue(read(printed_issue(*pages), files=[("01.md", b"x")]), actor="值班员")


def refusal(act, *arguments, **options) -> str:
    with pytest.raises(workflow.Refused) as refused:
        act(*arguments, **options)
    return str(refused.value)


def test_three_people_sign_a_page_one_after_the_other(desk):
    for count, person in enumerate(desk.people, 1):
        workflow.sign(desk.first, person, "看过")
        assert len(desk.signed(desk.first)) == count
    reviews = list(desk.first.reviews.all())
    assert [review.stage for review in reviews] == [Stage.FIRST, Stage.SECOND, Stage.FINAL]
    assert [review.reviewer for review in reviews] == ["陈静", "周敏", "吴江"]
    assert len({review.digest for review in reviews}) == 1
    assert Event.objects.filter(action=Event.Action.SIGNED, page=desk.first).count() == 3
    assert desk.signed(desk.second) == []
    assert refusal(workflow.sign, desk.first, desk.chief)


def test_nobody_signs_before_his_turn_or_twice(desk):
    workflow.sign(desk.first, desk.chief)  # A chief may do the first review, but is then done with this page.
    for person in (desk.chief, desk.editor):
        assert refusal(workflow.sign, desk.first, person)
    workflow.sign(desk.first, desk.section_chief)
    assert refusal(workflow.sign, desk.first, desk.chief)
    assert desk.signed(desk.first) == [Stage.FIRST, Stage.SECOND]


@pytest.mark.parametrize("role", [REPORTER, IMPORTER])
def test_who_signs_no_pages_neither_signs_nor_sends_back(desk, role):
    person = make_member(role, "qita")
    assert refusal(workflow.sign, desk.first, person)
    assert refusal(workflow.send_back, desk.first, person, "不行")
    assert not Review.objects.exists()


def test_the_database_itself_takes_no_second_signature_of_a_person_or_of_a_stage(desk):
    review = workflow.sign(desk.first, desk.editor)
    common = {"page": desk.first, "verdict": Review.Verdict.PASSED, "reviewer": "-", "digest": review.digest}
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(stage=Stage.SECOND, user=desk.editor, **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(stage=Stage.FIRST, user=desk.chief, **common)


def test_a_change_voids_the_signatures_of_exactly_the_pages_it_touches(desk):
    desk.sign_all()
    edit = desk.write()
    assert {review.page for review in edit.voided} == {desk.first}
    assert desk.signed(desk.first) == []
    assert len(desk.signed(desk.second)) == 3
    for review in desk.first.reviews.all():
        assert review.voided_at
        assert review.voided_by == "陈静"
    assert Event.objects.filter(action=Event.Action.VOIDED, page=desk.first).count() == 3
    desk.sign_all(desk.first)
    assert len(desk.signed(desk.first)) == 3


def test_a_change_of_a_story_that_runs_over_two_pages_voids_both_only_where_both_print_it(desk):
    make_part(desk.article, desk.second, "接着说。")
    desk.sign_all()
    with edited(desk.issue, desk.editor):
        desk.article.parts.filter(sequence=1).update(body="改了。")
    assert desk.signed(desk.first) == []
    assert len(desk.signed(desk.second)) == 3
    desk.write()  # The headline stands above both parts.
    assert desk.signed(desk.second) == []


def why_unscheduled():
    return Event.objects.get(action=Event.Action.UNSCHEDULED).note


def test_a_scheduled_issue_whose_signature_was_voided_does_not_go_out(desk):
    desk.sign_all()
    workflow.publish(desk.issue, user=desk.chief, at=timezone.now() + datetime.timedelta(hours=1))
    edit = desk.write(person=desk.chief)
    assert edit.unscheduled
    desk.issue.refresh_from_db()
    # As if somebody had taken it off: no moment is left at which it was never public.
    assert (desk.issue.status, desk.issue.publish_at) == (Issue.Status.DRAFT, None)
    assert why_unscheduled() == "第1版的审签已作废。"
    assert refusal(workflow.publish, desk.issue, user=desk.chief)


def test_sending_back_a_page_of_a_scheduled_issue_takes_it_off_the_schedule(desk):
    desk.sign_all()
    workflow.publish(desk.issue, user=desk.chief, at=timezone.now() + datetime.timedelta(hours=1))
    workflow.send_back(desk.second, desk.chief, "标题不妥")
    assert why_unscheduled() == "第2版退回。"
    desk.issue.refresh_from_db()
    assert desk.issue.status == Issue.Status.DRAFT


def test_a_public_issue_stays_with_its_readers_when_a_signature_is_voided(desk):
    desk.sign_all()
    workflow.publish(desk.issue, user=desk.chief)
    desk.write(person=desk.chief)
    assert desk.signed(desk.first) == []
    assert Issue.objects.published().exists()


def test_a_page_is_sent_back_with_a_comment_and_then_begins_anew(desk):
    workflow.sign(desk.first, desk.editor)
    assert refusal(workflow.send_back, desk.first, desk.section_chief, "  ")
    review = workflow.send_back(desk.first, desk.section_chief, " 导语太长。\n")
    assert (review.stage, review.comment) == (Stage.SECOND, "导语太长。")
    assert desk.signed(desk.first) == []
    assert Event.objects.filter(action=Event.Action.RETURNED, note="导语太长。").exists()
    workflow.sign(desk.first, desk.editor)
    assert desk.signed(desk.first) == [Stage.FIRST]


@pytest.mark.parametrize("act", [workflow.sign, workflow.send_back])
def test_who_saw_the_page_as_it_was_before_a_change_looks_at_it_once_more(desk, act):
    seen = issue_content(desk.issue).page_digests[desk.first.pk]
    desk.write()
    assert refusal(act, desk.first, desk.editor, "看过", seen=seen)
    assert not Review.objects.exists()
    act(desk.first, desk.editor, "看过", seen=issue_content(desk.issue).page_digests[desk.first.pk])
    assert Review.objects.exists()


@pytest.mark.parametrize("act", [workflow.sign, workflow.send_back])
@pytest.mark.parametrize("deleted", ["first", "issue"])
def test_a_page_that_was_deleted_meanwhile_is_not_signed(desk, act, deleted):
    page = Page.objects.select_related("issue").get(pk=desk.first.pk)
    if deleted == "first":
        desk.article.delete()
    getattr(desk, deleted).delete()
    with pytest.raises(workflow.Gone):
        act(page, desk.editor, "看过")
    assert not Review.objects.exists()


@pytest.mark.parametrize("act", [workflow.publish, workflow.unschedule, workflow.withdraw, workflow.looked_at])
def test_an_issue_that_was_deleted_meanwhile_is_left_alone(desk, act):
    Issue.objects.all().delete()
    with pytest.raises(workflow.Gone):
        act(desk.issue, user=desk.chief)
    assert not Event.objects.filter(user=desk.chief).exists()


def test_what_blocks_a_page_lets_nobody_sign_it_and_says_what(desk):
    desk.article.parts.update(continues_on="4")
    assert "4" in refusal(workflow.sign, desk.first, desk.editor)
    workflow.sign(desk.second, desk.editor)


def test_a_renamed_author_voids_at_the_next_gate_and_nobody_is_blamed(desk):
    desk.sign_all()
    Author.objects.update(name="李鸣")
    assert len(desk.signed(desk.first)) == 3
    assert refusal(workflow.publish, desk.issue, user=desk.chief)
    with transaction.atomic():
        content, voided = workflow.looked_at(desk.issue, desk.chief)
    assert {review.page for review in voided} == {desk.first}
    assert content.page_digests[desk.first.pk] != voided[0].digest
    assert desk.signed(desk.first) == []
    assert set(desk.first.reviews.values_list("voided_by", flat=True)) == {""}
    event = Event.objects.filter(action=Event.Action.VOIDED).first()
    assert (event.user, event.actor) == (desk.chief, "吴江")
    assert event.note != f"{Stage.FINAL.label} 吴江"
    assert len(desk.signed(desk.second)) == 3


def test_merged_authors_void_at_the_next_signature(desk):
    workflow.sign(desk.first, desk.editor)
    Byline.objects.update(author=Author.objects.create(name="李 明"))
    workflow.sign(desk.first, desk.section_chief)
    assert [review.stage for review in desk.first.reviews.standing()] == [Stage.FIRST]
    assert desk.first.reviews.standing().get().user == desk.section_chief


def test_an_import_into_a_signed_page_voids_its_signatures():
    make_newspaper(reviews_required=1)
    bring(printed_page(1, story("春耕备耕忙")), printed_page(2, story("桥通了")))
    first, second = Page.objects.order_by("number")
    chief = make_member(CHIEF_EDITOR, "zongbian")
    for page in (first, second):
        workflow.sign(page, chief)
    bring(printed_page(2, story("大桥通车了")))
    assert Article.objects.filter(headline="大桥通车了").exists()
    assert list(Review.objects.standing().values_list("page", flat=True)) == [first.pk]
    assert Review.objects.get(page=second).voided_by == "值班员"


def test_an_account_that_is_deleted_leaves_its_name_on_the_page(desk):
    workflow.sign(desk.first, desk.editor)
    desk.editor.delete()
    review = desk.first.reviews.standing().get()
    assert (review.user, review.reviewer) == (None, "陈静")
    assert desk.signed(desk.first) == [Stage.FIRST]


@pytest.mark.parametrize(
    ("required", "stages"),
    [(0, []), (1, [Stage.FINAL]), (2, [Stage.FIRST, Stage.FINAL]), (3, [Stage.FIRST, Stage.SECOND, Stage.FINAL])],
)
def test_a_newspaper_asks_for_as_many_signatures_as_it_wants(required, stages):
    desk = Desk(reviews=required)
    assert list(workflow.standings(desk.issue)[desk.first.pk].signatures) == stages
    people = {Stage.FIRST: desk.editor, Stage.SECOND: desk.section_chief, Stage.FINAL: desk.chief}
    for page in (desk.first, desk.second):
        for stage in stages:
            workflow.sign(page, people[stage])
        assert refusal(workflow.sign, page, desk.chief)
    workflow.publish(desk.issue, user=desk.chief)
    assert desk.issue.is_public


def test_without_reviews_no_page_is_sent_back():
    desk = Desk(reviews=0)
    assert refusal(workflow.send_back, desk.first, desk.chief, "不行")


def ask_for(desk, reviews):
    Newspaper.objects.update(reviews_required=reviews)
    desk.issue.refresh_from_db()


def test_a_signature_at_a_stage_that_is_no_longer_asked_for_does_not_count(desk):
    workflow.sign(desk.first, desk.editor)
    workflow.sign(desk.first, desk.chief)
    ask_for(desk, 2)
    assert desk.signed(desk.first) == [Stage.FIRST]
    # The same chief may still give the last one: the former signature goes, and with it the doubt who signed what.
    workflow.sign(desk.first, desk.chief)
    assert desk.signed(desk.first) == [Stage.FIRST, Stage.FINAL]
    assert not desk.first.reviews.standing().filter(stage=Stage.SECOND).exists()
    assert refusal(workflow.sign, desk.first, desk.chief)


def test_a_stage_that_is_newly_asked_for_is_missing_and_what_was_signed_holds(desk):
    ask_for(desk, 1)
    workflow.sign(desk.first, desk.chief)
    ask_for(desk, 3)
    assert desk.signed(desk.first) == [Stage.FINAL]
    workflow.sign(desk.first, desk.editor)
    workflow.sign(desk.first, desk.section_chief)
    assert len(desk.signed(desk.first)) == 3


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


def test_a_page_that_came_since_the_issue_was_read_is_unsigned(signed):
    content = issue_content(signed.issue)
    late = make_page(signed.issue, 9)
    assert late in [standing.page for standing in workflow.readiness(signed.issue, content).unsigned]


def test_a_signature_for_something_else_does_not_hold_though_nobody_noticed(signed):
    Article.objects.update(headline="绕过编辑部改的头条")
    readiness = workflow.readiness(signed.issue)
    assert [standing.page for standing in readiness.unsigned] == [signed.page]
    why = signed.why_not()
    assert "陈静" in why
    # As one who signed, not as one whose change it was.
    assert why.count("吴江") == 1
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
    with django_assert_num_queries(23):
        assert workflow.readiness(signed.issue).obstacles


@pytest.mark.parametrize("size", [1, 50])
def test_many_issues_are_looked_at_in_the_same_number_of_queries(signed, size, django_assert_num_queries):
    for number in range(size):
        other = make_issue(DAY + datetime.timedelta(days=number + 1), signed.issue.newspaper, pages=1)
        make_article(other.pages.get(), body="")
    issues = list(Issue.objects.select_related("newspaper"))
    with django_assert_num_queries(23):
        ready = workflow.readiness_of_all(issues)
    assert [issue for issue in issues if not ready[issue.pk].obstacles] == [signed.issue]
    for issue in issues[-2:]:
        assert ready[issue.pk].obstacles == workflow.readiness(issue).obstacles


def test_all_signatures_that_a_change_voids_are_voided_at_once(desk, django_assert_num_queries):
    desk.sign_all()
    Page.objects.update(name="要闻")
    with django_assert_num_queries(16):
        voided = workflow.void_outdated(desk.issue, user=desk.editor)
    assert len(voided) == 6
    assert Event.objects.filter(action=Event.Action.VOIDED).count() == 6


# What is noticed only later


def test_a_command_that_meets_an_outdated_signature_is_named_as_the_one_that_noticed():
    page = make_issue(pages=1, newspaper=make_newspaper(reviews_required=1)).pages.get()
    make_article(page, authors=["李明"])
    make_signature(page)
    Author.objects.update(name="李铭")
    with edited(page.issue, None, actor="值班员"):
        pass
    (review,) = Review.objects.all()
    assert (review.voided_by, review.voided_at is None) == ("", False)
    assert Event.objects.get(action=Event.Action.VOIDED).actor == "值班员"


def test_an_issue_whose_moment_comes_during_an_act_was_not_taken_off_the_schedule(issue, monkeypatch):
    publish(issue, at=in_hours(1))
    later = in_hours(2)
    with edited(issue, make_member(CHIEF_EDITOR, "zongbian")) as edit:
        monkeypatch.setattr(timezone, "now", lambda: later)
    assert Issue.objects.get().is_public
    assert not edit.unscheduled


def test_what_readers_have_already_is_not_published_once_more(issue):
    workflow.publish(issue, actor="总编")
    assert reasons(workflow.publish, issue, actor="总编") == ["读者已经看到了这一期的全部内容。"]
    assert Event.objects.filter(action=Event.Action.PUBLISHED).count() == 1
