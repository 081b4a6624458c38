"""Which pages wait for whom, and what a second look at a page is told."""

import datetime

import pytest

from articles import layout, reviewing, workflow
from articles.content import issue_content
from articles.editing import edited, record
from articles.models import Article, Author, Event, Newspaper, Part, Stage
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_part, publish
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def newspaper():
    return make_newspaper(reviews_required=3)


@pytest.fixture
def issue(newspaper):
    issue = make_issue(newspaper=newspaper, pages=3)
    for page in issue.pages.all():
        make_article(page, f"第{page.label}版头条", authors=["李明"])
    return issue


@pytest.fixture
def editor():
    return make_member(PAGE_EDITOR, "bianji")


@pytest.fixture
def section_chief():
    return make_member(SECTION_CHIEF, "zhuren")


@pytest.fixture
def chief():
    return make_member(CHIEF_EDITOR, "zongbian")


def labels(pages):
    return [page.label for page in pages]


def article_on(page):
    return Article.objects.get(parts__page=page)


def write(article, person, **fields):
    with edited(article.issue, person):
        Article.objects.filter(pk=article.pk).update(**fields)


# --- which pages wait ------------------------------------------------------------------------------


def test_a_page_waits_for_those_who_may_give_its_next_signature(issue, editor, section_chief, chief):
    first = issue.pages.first()
    workflow.sign(first, editor)
    assert labels(reviewing.waiting_for(editor)) == ["2", "3"]
    assert labels(reviewing.waiting_for(section_chief)) == ["1", "2", "3"]
    workflow.sign(first, section_chief)
    assert labels(reviewing.waiting_for(section_chief)) == ["2", "3"]
    assert [(page.label, page.next_stage) for page in reviewing.waiting_for(chief)] == [
        ("1", Stage.FINAL),
        ("2", Stage.FIRST),
        ("3", Stage.FIRST),
    ]
    workflow.sign(first, chief)
    assert labels(reviewing.waiting_for(chief)) == ["2", "3"]
    assert not reviewing.waiting_for(make_member(REPORTER, "jizhe")).exists()


def test_who_signed_a_page_is_not_asked_for_it_again(issue, chief):
    workflow.sign(issue.pages.first(), chief)
    assert labels(reviewing.waiting_for(chief)) == ["2", "3"]


def test_the_oldest_issue_comes_first_and_pages_in_their_order(newspaper, issue, editor):
    make_issue(DAY - datetime.timedelta(days=1), newspaper, pages=1)
    days = [page.issue.date.day for page in reviewing.waiting_for(editor)]
    assert days == [4, 5, 5, 5]
    assert labels(reviewing.waiting_for(editor)) == ["1", "1", "2", "3"]


def test_an_archive_that_went_out_unreviewed_waits_for_nobody_until_what_was_signed_is_changed(
    issue, editor, section_chief, chief
):
    first = issue.pages.first()
    for person in (editor, section_chief, chief):
        workflow.sign(first, person)
    publish(issue)
    assert not reviewing.waiting_for(chief).exists()
    write(article_on(first), chief, headline="改了")
    assert labels(reviewing.waiting_for(editor)) == ["1"]


def test_a_page_that_came_after_its_issue_went_out_waits(issue, editor):
    publish(issue)
    late = issue.pages.create(number=4, label="4")
    assert list(reviewing.waiting_for(editor)) == [late]


@pytest.mark.parametrize(("required", "stage"), [(1, Stage.FINAL), (2, Stage.FIRST)])
def test_the_newspaper_says_which_signature_comes_first(issue, chief, required, stage):
    Newspaper.objects.update(reviews_required=required)
    assert {page.next_stage for page in reviewing.waiting_for(chief)} == {stage}


def test_pages_of_a_newspaper_without_reviews_wait_for_nobody(issue, chief):
    Newspaper.objects.update(reviews_required=0)
    assert not reviewing.waiting_for(chief).exists()


def test_a_signature_at_a_stage_no_longer_asked_for_hides_no_page_from_its_signer(issue, editor, chief):
    first = issue.pages.first()
    workflow.sign(first, editor)
    workflow.sign(first, chief)
    Newspaper.objects.update(reviews_required=2)
    assert "1" in labels(reviewing.waiting_for(chief))
    assert dict(issue.pages.values_list("label", reviewing.signed_count())) == {"1": 1, "2": 0, "3": 0}


def test_a_page_that_was_sent_back_is_to_be_mended_and_waits_again_once_it_was(issue, editor, section_chief):
    first = issue.pages.first()
    workflow.sign(first, editor)
    workflow.send_back(first, section_chief, "导语太长")
    assert labels(reviewing.sent_back()) == ["1"]
    assert labels(reviewing.waiting_for(editor)) == ["2", "3"]
    write(article_on(issue.pages.get(label="2")), editor, headline="与此无关")
    assert labels(reviewing.sent_back()) == ["1"]
    write(article_on(first), editor, headline="短了")
    assert not reviewing.sent_back().exists()
    assert labels(reviewing.waiting_for(editor)) == ["1", "2", "3"]


def test_a_page_that_was_sent_back_waits_again_once_what_lay_on_it_is_gone(issue, editor):
    first, second, third = issue.pages.all()
    for page in (first, second):
        make_article(page, "多余的一篇")
        workflow.send_back(page, editor, "这一篇不要")
    layout.move(Part.objects.get(page=first, position=2), third, editor)
    assert labels(reviewing.waiting_for(editor)) == ["1", "3"]
    with edited(issue, editor):
        Article.objects.get(parts__page=second, headline="多余的一篇").delete()
    assert labels(reviewing.waiting_for(editor)) == ["1", "2", "3"]
    assert not reviewing.sent_back().exists()


def test_a_page_that_was_sent_back_and_signed_nevertheless_is_sent_back_no_more(issue, editor, section_chief):
    first = issue.pages.first()
    workflow.send_back(first, section_chief, "再想想")
    workflow.sign(first, editor)
    assert not reviewing.sent_back().exists()
    assert "1" in labels(reviewing.waiting_for(section_chief))


def test_pages_are_counted_by_the_stage_they_wait_for(issue, editor, section_chief, chief):
    workflow.sign(issue.pages.first(), editor)
    assert reviewing.counts_by_stage(reviewing.waiting_for(chief)) == {Stage.FIRST: 2, Stage.SECOND: 1}


# --- what changed ----------------------------------------------------------------------------------


def changes(page, review):
    return reviewing.changes_since(page, review.at, issue_content(page.issue))


def test_nothing_changed_since_a_signature_that_stands(issue, editor):
    first = issue.pages.first()
    assert changes(first, workflow.sign(first, editor)) == []


def test_a_changed_word_is_shown_sign_by_sign(issue, editor):
    first = issue.pages.first()
    review = workflow.sign(first, editor)
    write(article_on(first), editor, headline="第1版头题")
    (change,) = changes(first, review)
    assert (change.what, change.headline) == ("changed", "第1版头题")
    ((_name, pieces),) = change.fields
    assert pieces == [("=", "第1版头"), ("-", "条"), ("+", "题")]


def test_of_a_long_text_only_what_surrounds_the_change_is_shown(issue, editor):
    first = issue.pages.first()
    body = "春" * 500 + "耕" + "忙" * 500
    Part.objects.filter(page=first).update(body=body)
    review = workflow.sign(first, editor)
    with edited(issue, editor):
        Part.objects.filter(page=first).update(body=body.replace("耕", "播"))
    ((_name, pieces),) = changes(first, review)[0].fields
    assert [sign for sign, _text in pieces] == ["=", "-", "+", "="]
    assert all(len(text) < 100 for _sign, text in pieces)
    assert pieces[0][1].endswith("春")


def test_what_was_changed_and_changed_back_is_no_difference(issue, editor):
    first = issue.pages.first()
    review = workflow.sign(first, editor)
    write(article_on(first), editor, headline="改了")
    write(article_on(first), editor, headline="第1版头条")
    assert changes(first, review) == []


def test_an_author_renamed_elsewhere_is_told_as_well(issue, editor):
    first = issue.pages.first()
    review = workflow.sign(first, editor)
    Author.objects.update(name="李鸣")
    (change,) = changes(first, review)
    assert [difference.key for difference in change.differences] == ["authors"]


def test_articles_that_came_to_the_page_and_went_from_it_are_named(issue, editor):
    first, second, _third = issue.pages.all()
    review = workflow.sign(first, editor)
    workflow.sign(second, editor)
    moved = article_on(first)
    layout.move(moved.parts.get(), second, editor)
    with edited(issue, editor):
        make_article(first, "刚到的消息")
    assert [(change.what, change.headline) for change in changes(first, review)] == [
        ("came", "刚到的消息"),
        ("went", "第1版头条"),
    ]
    (arrived,) = changes(second, review)
    assert (arrived.what, arrived.article) == ("came", moved)


def test_what_another_page_prints_of_a_story_is_told_there(issue, editor):
    first, second, third = issue.pages.all()
    story = article_on(first)
    make_part(story, second, "接着说。")
    review = workflow.sign(second, editor)
    with edited(issue, editor):
        story.parts.filter(sequence=1).update(body="开头改了。")
    assert changes(second, review) == []
    assert [change.headline for change in changes(first, review)] == ["第1版头条"]
    with edited(issue, editor):
        story.parts.filter(sequence=1).update(page=third, position=9)
    (change,) = changes(second, review)
    assert [difference.key for difference in change.differences] == ["jumps"]
    assert (change.differences[0].before, change.differences[0].after) == ("1 → 2", "3 → 2")


def test_the_second_look_begins_where_the_last_one_at_this_stage_ended(issue, editor, section_chief):
    first = issue.pages.first()
    workflow.sign(first, editor)
    reviews = list(first.reviews.all())
    assert reviewing.last_look(reviews, Stage.FIRST) == reviews[0]
    assert reviewing.last_look(reviews, Stage.SECOND) == reviews[0]
    assert reviewing.last_look(reviews, None) is None
    assert reviewing.last_look([], Stage.FIRST) is None
    workflow.sign(first, section_chief)
    write(article_on(first), editor, headline="改了")
    workflow.sign(first, editor)
    reviews = list(first.reviews.all())
    assert reviewing.last_look(reviews, Stage.SECOND).user == section_chief
    assert reviewing.last_look(reviews, Stage.FINAL).user == section_chief


def test_the_record_tells_what_was_done_to_the_page_since(issue, editor):
    first, second, _third = issue.pages.all()
    review = workflow.sign(first, editor)
    record(Event.Action.CHANGED, article_on(first), editor, "标题")
    record(Event.Action.CHANGED, article_on(second), editor)
    record(Event.Action.REORDERED, issue, editor)
    workflow.sign(second, editor)
    events = reviewing.events_since(first, review.at)
    assert [(event.action, event.note) for event in events] == [("reordered", ""), ("changed", "标题")]
