"""Labels and signatures of editors' notes."""

import pytest

from articles.issue_text.parser.notes import is_note_signature, read_note_label


@pytest.mark.parametrize(
    ("text", "rest", "after"),
    [
        ("编者按：桥通了。", "桥通了。", False),
        ("编者按:桥通了。", "桥通了。", False),
        ("【编者按】桥通了。", "桥通了。", False),
        ("编 者 按", "", False),
        ("编者按 “桥通了。”", "“桥通了。”", False),
        ("编者的话：桥", "桥", False),
        ("编后：桥", "桥", True),
        ("编后语", "", True),
        ("按：桥通了。", "桥通了。", False),
    ],
)
def test_labels(text, rest, after):
    label = read_note_label(text)
    assert (label.rest, label.after) == (rest, after)


@pytest.mark.parametrize("text", ["编者认为桥通了", "按照计划", "编后桥", "石桥通车", "编者", "编者按桥通了"])
def test_text_has_no_label(text):
    assert read_note_label(text) is None


def test_signatures():
    assert is_note_signature("——编者")
    assert is_note_signature("（本报编辑部）")
    assert not is_note_signature("编者们都来了，在桥头合影")
