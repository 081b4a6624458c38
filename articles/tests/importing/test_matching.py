"""Which stored entry a file brings again."""

import pytest

from articles.importing.matching import match_entries
from articles.issue_document import StoredIssue, text_digest
from articles.issue_text.document import Place
from articles.models import Part

from .documents import issue, page, story

LONG = "青禾县今年计划种植早稻一万二千亩，目前已完成育秧八成，预计清明前后全面移栽。"


def stored(*pages):
    """As if just these pages had been imported before."""
    document = issue(*pages)
    parts = {place: Part(source_digest=text_digest(text)) for place, text in document.places()}
    return StoredIssue(document, parts=parts)


def test_the_same_entry_is_found_wherever_it_lies():
    before = stored(page(1, story("头条"), story("二条", LONG)))
    assert match_entries(before, issue(page(2, story("二条", LONG)))) == {Place(0, 1): Place(0, 0)}


def test_a_corrected_text_is_found_by_page_and_headline():
    before = stored(page(1, story("头条", "旧文。"), story("二条", "旧文。")))
    assert match_entries(before, issue(page(1, story("二条", "全新的说法。")))) == {Place(0, 1): Place(0, 0)}


def test_page_labels_are_compared_as_pages():
    before = stored(page(2, story("头条", "旧文。"), label="02"))
    assert match_entries(before, issue(page(2, story("头条", "全新的说法。"), label="2")))


def test_a_corrected_headline_is_found_by_its_text():
    before = stored(page(1, story("春耕忙", LONG), story("别的", "毫不相干的另一件事情。")))
    assert match_entries(before, issue(page(1, story("春耕正忙", LONG + "完。")))) == {Place(0, 0): Place(0, 0)}


def test_an_article_that_moved_and_was_corrected_is_found_by_both():
    before = stored(page(1, story("头条", LONG)))
    assert match_entries(before, issue(page(3, story("头条", LONG + "完。"))))
    assert not match_entries(before, issue(page(3, story("头条", "毫不相干的另一件事情。"))))


def test_the_two_ends_of_a_jump_are_not_taken_for_one():
    before = stored(page(1, story("专班", LONG, continues_on="2")))
    assert not match_entries(before, issue(page(2, story("专班", LONG[:20], continued_from="1"))))


def test_equal_headlines_are_paired_in_order():
    before = stored(page(1, story("图片新闻", "甲。"), story("图片新闻", "乙。")))
    found = match_entries(before, issue(page(1, story("图片新闻", "甲二。"), story("图片新闻", "乙二。"))))
    assert found == {Place(0, 0): Place(0, 0), Place(0, 1): Place(0, 1)}


@pytest.mark.parametrize("text", ["", "短"])
def test_texts_too_short_to_compare_prove_nothing(text):
    before = stored(page(1, story("", text)))
    assert not match_entries(before, issue(page(1, story("", "另一个没有标题的短讯。"))))
