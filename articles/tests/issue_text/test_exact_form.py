"""Texts on the lines of the exact form: whatever is in them, they come back."""

import pytest

from articles.issue_text.exact_form import escape, escape_block, join_parts, split_parts, unescape


@pytest.mark.parametrize("text", ["", "桥", " 桥 ", "\u3000桥\u3000", "桥\\｜路", "桥\u200b路\x07", "\\u{41}", "  "])
def test_texts_come_back(text):
    assert unescape(escape(text)) == text
    assert escape(text) == escape(text).strip()


def test_numbers_beyond_unicode_stay_as_they_are():
    assert unescape("\\u{ffffff}") == "\\u{ffffff}"


@pytest.mark.parametrize(
    ("text", "written"), [("", "\\"), ("# 桥", "\\# 桥"), ("---", "\\---"), ("桥", "桥"), ("【版】", "\\【版】")]
)
def test_paragraphs_never_begin_with_a_mark(text, written):
    assert escape_block(text) == written


def test_parts_may_hold_the_separator():
    assert split_parts(join_parts("桥｜路", "", "船")) == ["桥｜路", "", "船"]
