"""An issue is laid out: pages and articles change places, and a story is cut across pages and joined again."""

import pytest

from articles import layout, workflow
from articles.editing import Refused
from articles.models import Event, Page, Part, Review

from .factories import (
    DAY,
    make_area,
    make_article,
    make_issue,
    make_newspaper,
    make_part,
    make_picture,
)
from .people import CHIEF_EDITOR, PAGE_EDITOR, make_member

pytestmark = pytest.mark.django_db

TEXT = "本县今年春耕面积增加。\n\n农机已经下田。\n\n## 种子\n\n种子供应充足。\n\n专家下乡指导。"


@pytest.fixture
def editor():
    return make_member(PAGE_EDITOR, "bianji")


@pytest.fixture
def issue():
    return make_issue(pages=3)


@pytest.fixture
def pages(issue):
    return list(issue.pages.all())


@pytest.fixture
def story(pages):
    return make_article(pages[0], body=TEXT)


def labels(issue):
    return [page.label for page in Page.objects.filter(issue=issue)]


def headlines(page):
    return [part.article.headline for part in page.parts.order_by("position")]


def runs_over(article):
    return [(part.page.label, part.body) for part in article.parts.order_by("sequence")]


def jumps(article):
    parts = list(article.parts.order_by("sequence"))
    return [
        (part.jump_in(before), part.jump_out(after))
        for before, part, after in zip([None, *parts], parts, [*parts[1:], None], strict=False)
    ]


def opening(article):
    return article.parts.get(sequence=1)


def notes(action):
    return list(Event.objects.filter(action=action).values_list("note", flat=True))


# --- pages ---


def test_pages_take_another_order_and_the_record_tells_it(issue, pages, editor):
    first, second, third = (page.pk for page in pages)
    layout.reorder_pages(issue, [third, first, second], editor)
    assert labels(issue) == ["3", "1", "2"]
    event = Event.objects.get()
    assert (event.action, event.user, event.note) == ("reordered", editor, "第3版 第1版 第2版")


def test_the_same_order_is_no_event(issue, pages, editor):
    layout.reorder_pages(issue, [page.pk for page in pages], editor)
    assert not Event.objects.exists()


def test_an_order_that_forgets_a_page_is_refused(issue, pages, editor):
    with pytest.raises(Refused):
        layout.reorder_pages(issue, [pages[1].pk, pages[0].pk], editor)
    assert labels(issue) == ["1", "2", "3"]


def test_an_order_made_from_an_older_one_is_refused(issue, pages, editor):
    first, second, third = seen = [page.pk for page in pages]
    layout.reorder_pages(issue, [second, first, third], editor, seen)
    with pytest.raises(Refused):
        layout.reorder_pages(issue, [third, first, second], editor, seen)
    assert labels(issue) == ["2", "1", "3"]


def test_what_readers_turn_is_put_into_another_order_by_those_who_may_change_it(issue, pages, editor):
    workflow.publish(issue, actor="总编", unreviewed=True)
    order = [page.pk for page in reversed(pages)]
    with pytest.raises(Refused):
        layout.reorder_pages(issue, order, editor)
    layout.reorder_pages(issue, order, make_member(CHIEF_EDITOR, "zongbian"))
    assert labels(issue) == ["3", "2", "1"]


# --- articles on a page ---


def test_articles_take_another_order_on_their_page(pages, editor):
    one, two = make_article(pages[0], "甲"), make_article(pages[0], "乙")
    layout.reorder_parts(pages[0], [opening(two).pk, opening(one).pk], editor)
    assert headlines(pages[0]) == ["乙", "甲"]
    assert Event.objects.get().page == pages[0]


def test_an_order_of_a_page_that_another_changed_meanwhile_is_refused(pages, editor):
    one, two, three = seen = [opening(make_article(pages[0], name)).pk for name in "甲乙丙"]
    layout.reorder_parts(pages[0], [two, one, three], editor, seen)
    with pytest.raises(Refused, match="第1版"):
        layout.reorder_parts(pages[0], [three, one, two], editor, seen)
    opening(make_article(pages[0], "丁"))
    with pytest.raises(Refused, match="第1版"):
        layout.reorder_parts(pages[0], [three, one, two], editor)
    assert headlines(pages[0]) == ["乙", "甲", "丙", "丁"]


def test_an_article_moves_to_the_end_of_another_page(story, pages, editor):
    make_article(pages[1], "乙")
    edit = layout.move(opening(story), pages[1], editor)
    assert headlines(pages[0]) == []
    assert headlines(pages[1]) == ["乙", story.headline]
    assert set(edit.articles) == {story.pk}
    assert edit.pages == {pages[0].pk, pages[1].pk}


@pytest.mark.parametrize(
    ("place", "order"), [(1, "新甲乙"), (2, "甲新乙"), (3, "甲乙新"), (99, "甲乙新"), (0, "新甲乙")]
)
def test_an_article_moves_to_a_place_on_another_page(pages, editor, place, order):
    seen = [opening(make_article(pages[1], name)).pk for name in "甲乙"]
    layout.move(opening(make_article(pages[0], "新")), pages[1], editor, place, pages[0].pk, seen)
    assert headlines(pages[1]) == list(order)


def test_a_move_is_recorded_and_can_be_taken_back(story, pages, editor):
    layout.move(opening(story), pages[2], editor)
    assert notes("moved") == ["第1版 → 第3版"]
    before, after = story.versions.order_by("number")
    assert [version.content["parts"][0]["page"] for version in (before, after)] == ["1", "3"]
    assert after.note == "第1版 → 第3版"


def test_areas_stay_behind_with_the_picture_that_they_lie_in(story, pages, editor):
    make_area(opening(story))
    layout.move(opening(story), pages[1], editor)
    assert not opening(story).hot_areas.exists()


def test_an_article_moved_by_another_meanwhile_is_not_moved_again(story, pages, editor):
    layout.move(opening(story), pages[1], editor, seen_on=pages[0].pk)
    with pytest.raises(Refused, match="第2版"):
        layout.move(opening(story), pages[2], editor, seen_on=pages[0].pk)
    assert headlines(pages[1]) == [story.headline]


def test_a_place_among_articles_that_changed_meanwhile_is_refused(story, pages, editor):
    seen = [opening(make_article(pages[1], "甲")).pk]
    make_article(pages[1], "乙")
    with pytest.raises(Refused, match="第2版"):
        layout.move(opening(story), pages[1], editor, 1, pages[0].pk, seen)
    layout.move(opening(story), pages[1], editor, None, pages[0].pk, seen)
    assert headlines(pages[1]) == ["甲", "乙", story.headline]


def test_a_page_of_another_issue_is_no_place_to_move_or_to_go_on(story, editor):
    elsewhere = make_issue(DAY.replace(day=6), pages=1).pages.get()
    with pytest.raises(Refused):
        layout.move(opening(story), elsewhere, editor)
    with pytest.raises(Refused):
        layout.cut(opening(story), 1, elsewhere, editor)
    assert runs_over(story) == [("1", TEXT)]


def test_a_page_that_was_deleted_meanwhile_is_no_place(story, pages, editor):
    Page.objects.filter(pk=pages[1].pk).delete()
    with pytest.raises(Refused):
        layout.move(opening(story), pages[1], editor)
    with pytest.raises(Refused):
        layout.cut(opening(story), 1, pages[1], editor)


def test_a_part_that_is_gone_is_told_of(story, pages, editor):
    part = opening(story)
    Part.objects.filter(pk=part.pk).delete()
    for act in (
        lambda: layout.move(part, pages[1], editor),
        lambda: layout.cut(part, 1, pages[1], editor),
        lambda: layout.join(part, editor),
    ):
        with pytest.raises(Refused):
            act()


def test_two_parts_of_a_story_do_not_follow_each_other_on_one_page(story, pages, editor):
    tail = make_part(story, pages[1], "续。")
    for part, page in ((tail, pages[0]), (opening(story), pages[1])):
        with pytest.raises(Refused):
            layout.move(part, page, editor)
    layout.move(tail, pages[2], editor)
    assert jumps(story) == [("", "下转第三版"), ("上接第一版", "")]


def test_an_open_jump_does_not_lead_to_its_own_page(story, pages, editor):
    Part.objects.update(continues_on="02")
    with pytest.raises(Refused):
        layout.move(opening(story), pages[1], editor)
    with pytest.raises(Refused):
        layout.cut(opening(story), 1, pages[1], editor)
    assert runs_over(story) == [("1", TEXT)]


# --- cutting and joining ---


def test_a_story_is_cut_and_its_jump_lines_follow(story, pages, editor):
    make_article(pages[1], "乙")
    layout.cut(opening(story), 2, pages[1], editor)
    assert runs_over(story) == [
        ("1", "本县今年春耕面积增加。\n\n农机已经下田。"),
        ("2", "## 种子\n\n种子供应充足。\n\n专家下乡指导。"),
    ]
    assert jumps(story) == [("", "下转第二版"), ("上接第一版", "")]
    assert headlines(pages[1]) == ["乙", story.headline]
    assert notes("cut") == ["第1版 → 第2版"]


@pytest.mark.parametrize("after", [1, 2, 4])
def test_cut_and_joined_again_it_says_what_it_said(story, pages, editor, after):
    before = story.versions.count()
    layout.cut(opening(story), after, pages[2], editor)
    layout.join(opening(story), editor)
    assert runs_over(story) == [("1", TEXT)]
    assert jumps(story) == [("", "")]
    assert notes("joined") == ["第1版 ← 第3版"]
    # What it said before, cut, and joined.
    assert story.versions.count() == before + 3


def test_paragraphs_that_end_openly_are_two_again_when_the_desk_cut_between_them(pages, editor):
    body = "记者了解到，今年的重点是\n\n抓好春耕备耕，确保粮食丰收。"
    story = make_article(pages[0], body=body)
    layout.cut(opening(story), 1, pages[1], editor)
    layout.join(opening(story), editor)
    assert runs_over(story) == [("1", body)]


def test_a_sentence_that_the_printed_page_cut_is_healed(pages, editor):
    story = make_article(pages[0], body="春耕开始。\n\n农机已经")
    make_part(story, pages[1], "下田。\n\n种子充足。")
    layout.join(opening(story), editor)
    assert runs_over(story) == [("1", "春耕开始。\n\n农机已经下田。\n\n种子充足。")]


def test_verses_stay_lines_of_their_own(pages, editor):
    story = make_article(pages[0], body="春风又绿江南岸")
    make_part(story, pages[1], "明月何时照我还")
    layout.join(opening(story), editor)
    assert runs_over(story) == [("1", "春风又绿江南岸\n\n明月何时照我还")]


def test_a_story_is_cut_in_its_middle_and_goes_on_as_before(story, pages, editor):
    layout.cut(opening(story), 4, pages[2], editor)
    layout.cut(opening(story), 1, pages[1], editor)
    assert [label for label, _ in runs_over(story)] == ["1", "2", "3"]
    assert jumps(story) == [("", "下转第二版"), ("上接第一版", "下转第三版"), ("上接第二版", "")]
    layout.join(opening(story), editor)
    layout.join(opening(story), editor)
    assert runs_over(story) == [("1", TEXT)]


def test_an_open_jump_stays_at_the_end_of_the_text(story, pages, editor):
    Part.objects.update(continues_on="9")
    layout.cut(opening(story), 2, pages[1], editor)
    assert jumps(story) == [("", "下转第二版"), ("上接第一版", "下转第九版")]
    layout.join(opening(story), editor)
    assert jumps(story) == [("", "下转第九版")]


def test_joining_leaves_no_open_jump_to_its_own_page(story, pages, editor):
    make_part(story, pages[1], "续。", continues_on="1")
    with pytest.raises(Refused):
        layout.join(opening(story), editor)
    assert story.parts.count() == 2


def test_a_story_that_comes_back_to_its_page_is_joined_from_its_end(story, pages, editor):
    make_part(story, pages[1], "续。")
    make_part(story, pages[0], "完。")
    with pytest.raises(Refused):
        layout.join(opening(story), editor)
    layout.join(story.parts.get(sequence=2), editor)
    layout.join(opening(story), editor)
    assert runs_over(story) == [("1", f"{TEXT}\n\n续。\n\n完。")]


def test_a_picture_goes_along_with_the_text_that_places_it(pages, editor):
    story = make_article(pages[0], body="甲。\n\n![](photo.jpg)\n\n乙。")
    make_picture(story)
    layout.cut(opening(story), 1, pages[1], editor)
    assert runs_over(story)[1] == ("2", "![](photo.jpg)\n\n乙。")


def test_the_record_keeps_the_headline_that_a_continuation_loses(story, pages, editor):
    make_part(story, pages[1], "续。", headline="让农机下田", kicker="青禾春耕")
    layout.join(opening(story), editor)
    assert notes("joined") == ["第1版 ← 第2版 青禾春耕 让农机下田"]


@pytest.mark.parametrize("after", [-1, 0, 5, 99])
def test_a_cut_needs_text_on_both_sides(story, pages, editor, after):
    with pytest.raises(Refused):
        layout.cut(opening(story), after, pages[1], editor)
    assert runs_over(story) == [("1", TEXT)]


def test_a_crosshead_is_not_cut_off_from_its_text(story, pages, editor):
    with pytest.raises(Refused):
        layout.cut(opening(story), 3, pages[1], editor)


def test_a_story_goes_on_on_another_page(story, pages, editor):
    with pytest.raises(Refused):
        layout.cut(opening(story), 1, pages[0], editor)
    make_part(story, pages[1], "续。")
    with pytest.raises(Refused):
        layout.cut(opening(story), 1, pages[1], editor)


def test_a_cut_in_a_text_that_was_changed_meanwhile_is_refused(story, pages, editor):
    part = opening(story)
    seen = layout.text_seen(part)
    Part.objects.filter(pk=part.pk).update(body=f"导语。\n\n{TEXT}")
    with pytest.raises(Refused):
        layout.cut(part, 2, pages[1], editor, seen)
    layout.cut(part, 2, pages[1], editor, layout.text_seen(opening(story)))
    assert runs_over(story)[0] == ("1", "导语。\n\n本县今年春耕面积增加。")


def test_what_another_joined_meanwhile_is_not_joined_again(story, pages, editor):
    second, third = make_part(story, pages[1], "续。"), make_part(story, pages[2], "完。")
    layout.join(opening(story), editor, seen=second.pk)
    with pytest.raises(Refused):
        layout.join(opening(story), editor, seen=second.pk)
    assert runs_over(story)[1] == ("3", "完。")
    layout.join(opening(story), editor, seen=third.pk)
    with pytest.raises(Refused):
        layout.join(opening(story), editor)


# --- what is signed and what is public ---


def test_a_cut_voids_the_signatures_of_both_pages_and_of_no_other(editor):
    issue = make_issue(newspaper=make_newspaper(reviews_required=2), pages=3)
    first, second, third = issue.pages.all()
    story = make_article(first, body=TEXT)
    for page in (second, third):
        make_article(page, "山塘清淤")
    for page in (first, second, third):
        workflow.sign(page, editor)
    edit = layout.cut(opening(story), 2, second, editor)
    assert {review.page for review in edit.voided} == {first, second}
    assert [review.page for review in Review.objects.standing()] == [third]
    assert edit.warnings


def test_a_story_on_a_public_page_is_cut_by_those_who_may_change_what_readers_see(issue, story, pages, editor):
    workflow.publish(issue, actor="总编", unreviewed=True)
    for act in (
        lambda: layout.cut(opening(story), 2, pages[1], editor),
        lambda: layout.move(opening(story), pages[1], editor),
    ):
        with pytest.raises(Refused):
            act()
    assert runs_over(story) == [("1", TEXT)]
    layout.cut(opening(story), 2, pages[1], make_member(CHIEF_EDITOR, "zongbian"))
    assert story.parts.count() == 2
