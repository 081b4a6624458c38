"""Bodies as strict plain text."""

import pytest

from articles.issue_text.body import blocks_of, body_of
from articles.issue_text.document import Block


@pytest.mark.parametrize(
    "block",
    [
        Block("paragraph", "春水涨了。"),
        Block("paragraph", "## 不是小标题"),
        Block("paragraph", "\\反斜线"),
        Block("paragraph", "##"),
        Block("paragraph", ">"),
        Block("crosshead", "桥头的早市"),
        Block("quote", "路修到了门口。"),
        Block("picture", "新桥", name="bridge.jpg"),
        Block("separator"),
    ],
)
def test_blocks_are_written_and_read_back(block):
    assert blocks_of(body_of([block])) == [block]


def test_line_breaks_inside_a_block_are_joined():
    assert blocks_of("春水\n涨了。\n\n\n路通了。") == [
        Block("paragraph", "春水涨了。"),
        Block("paragraph", "路通了。"),
    ]


def test_only_lines_of_chinese_are_joined_without_a_space():
    assert blocks_of("春水，\n涨了 two\nwords\n桥") == [Block("paragraph", "春水，涨了 two words 桥")]


def test_a_crosshead_ends_with_its_line():
    assert blocks_of("## 桥头\n春水\n涨了。\n\n## 甲\n## 乙") == [
        Block("crosshead", "桥头"),
        Block("paragraph", "春水涨了。"),
        Block("crosshead", "甲"),
        Block("crosshead", "乙"),
    ]


def test_crossheads_and_quotations_without_text_are_left_out():
    empty = [Block("crosshead"), Block("paragraph", "桥"), Block("quote")]
    assert blocks_of(body_of(empty)) == blocks_of("##\n桥\n\n> \n\n## ") == [Block("paragraph", "桥")]
