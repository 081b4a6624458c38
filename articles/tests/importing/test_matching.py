"""Which stored entry a file brings again."""

import pytest

from articles.importing.matching import Candidate, match_entries
from articles.issue_document import text_digest

from .documents import story

LONG = "青禾县今年计划种植早稻一万二千亩，目前已完成育秧八成，预计清明前后全面移栽。"
OTHER = "毫不相干的另一件事情，说的是县城里新开的一家书店。"


def on(page, *texts):
    """What a page's file says, or said last time."""
    return [Candidate(page, text_digest(text), text) for text in texts]


def match(ours, theirs):
    return match_entries(ours, theirs, {candidate.page for candidate in theirs})


def test_the_same_entries_are_found_in_any_order():
    ours = on(1, story("头条"), story("二条", LONG))
    assert match(ours, on(1, story("二条", LONG), story("头条"))) == {0: 1, 1: 0}


def test_a_corrected_text_is_found_by_page_and_headline():
    ours = on(1, story("头条", "旧文。"), story("二条", "旧文。"))
    assert match(ours, on(1, story("二条", "全新的说法。"))) == {1: 0}


def test_a_corrected_headline_is_found_by_its_text():
    ours = on(1, story("春耕忙", LONG), story("别的", OTHER))
    assert match(ours, on(1, story("春耕正忙", LONG + "完。"))) == {0: 0}


def test_an_entry_that_moved_between_pages_of_the_file_is_found():
    ours = [*on(1, story("甲", OTHER), story("乙", LONG)), *on(2, story("丙"))]
    assert match(ours, [*on(1, story("甲", OTHER)), *on(2, story("乙", LONG), story("丙"))]) == {0: 0, 1: 1, 2: 2}


def test_one_that_moved_and_was_corrected_is_found_by_both():
    ours = on(1, story("头条", LONG))
    theirs = [*on(1, story("别的", OTHER)), *on(3, story("头条", LONG + "完。"))]
    assert match(ours, theirs) == {0: 1}
    assert match(ours, [*on(1, story("别的", "短。")), *on(3, story("头条", OTHER))]) == {}


def test_the_same_item_on_a_page_that_is_not_brought_is_another():
    notice = story("公益广告", "节约用水，从我做起，从身边小事做起。")
    assert match(on(2, notice), on(3, notice)) == {}
    assert match(on(2, story("今日菜价", LONG)), on(3, story("今日菜价", LONG + "完。"))) == {}


def test_the_two_ends_of_a_jump_are_not_taken_for_one():
    ours = on(1, story("专班", LONG, continues_on="2"))
    assert match(ours, [*on(1, story("别的", OTHER)), *on(2, story("专班", LONG[:20], continued_from="1"))]) == {}


def test_equal_headlines_are_paired_in_order():
    ours = on(1, story("图片新闻", "甲。"), story("图片新闻", "乙。"))
    assert match(ours, on(1, story("图片新闻", "甲二。"), story("图片新闻", "乙二。"))) == {0: 0, 1: 1}


@pytest.mark.parametrize("text", ["", "短"])
def test_texts_too_short_to_compare_prove_nothing(text):
    assert match(on(1, story("", text)), on(1, story("", "另一个没有标题的短讯。"))) == {}
