"""Jump marks, whole and damaged."""

import pytest

from articles.issue_text.labels import UNKNOWN_LABEL
from articles.issue_text.parser.jumps import read_marks


@pytest.mark.parametrize(
    ("text", "rest", "label"),
    [
        ("桥通了。（下转第二版）", "桥通了。", "2"),
        ("桥通了。(下转第2版）", "桥通了。", "2"),
        ("桥通了。[下转２版)", "桥通了。", "2"),
        ("桥通了，（下转第Ａ2版）", "桥通了，", "A2"),
        ("下转第四版", "", "4"),
        ("▶▶（下转第十二版）", "", "12"),
        ("桥通了。（转第3版）", "桥通了。", "3"),
        ("桥通了。（转3版）", "桥通了。（", "3"),
        ("桥通了。（下转第 版）", "桥通了。", UNKNOWN_LABEL),
        ("桥通了。（下 转 第 二 版）", "桥通了。", "2"),
        ("橋通了。（下轉A4版）", "橋通了。", "A4"),
        ("桥通了。（下转三、四版）", "桥通了。", "3"),
        ("the pier. Continued on Page A4", "the pier.", "A4"),
        ("See SCHOOLS, Page A3", "", "A3"),
        ("Fortsetzung auf Seite 3", "", "3"),
        ("桥通了，●文转第4页", "桥通了，", "4"),
        ("Continued on Page 2, Column 4", "", "2"),
        ("Continued on Page Twelve", "", "12"),
        ("Suite page 2", "", "2"),
    ],
)
def test_onward(text, rest, label):
    marks = read_marks(text)
    assert (marks.continues_on, marks.continued_from) == (label, None)
    assert marks.text.rstrip("（") == rest.rstrip("（")


@pytest.mark.parametrize(
    ("text", "rest", "label"),
    [
        ("（上接第一版）桥面宽八米。", "桥面宽八米。", "1"),
        ("(上接第一版]桥面", "桥面", "1"),
        ("上接1版", "", "1"),
        ("（紧接第一版）“桥”", "“桥”", "1"),
        ("（上接头版）桥面", "桥面", "1"),
        ("（上接第25页）", "", "25"),
        ("石桥通车（上接第一版）", "石桥通车", "1"),
        ("（上接第一版《石桥通车》）桥面", "桥面", "1"),
        ("Continued from A1", "", "A1"),
        ("From Page 1", "", "1"),
        ("●文接第1页桥面", "桥面", "1"),
        ("Continued from Page One", "", "1"),
        ("Fortsetzung von Seite 1", "", "1"),
    ],
)
def test_back(text, rest, label):
    marks = read_marks(text)
    assert (marks.text, marks.continues_on, marks.continued_from) == (rest, None, label)


@pytest.mark.parametrize(
    "text",
    [
        "未完待续",
        "（未完待续）",
        "Fortsetzung folgt",
        "他转身接过",
        "列车转向第二站台",
        "接下来的日子",
        "See you on Sunday",
        "On the next page we read",
    ],
)
def test_serial_marks_and_plain_words_are_no_jumps(text):
    assert read_marks(text)[:3] == (text, None, None)


def test_both_ends_in_one_line():
    assert read_marks("（上接第一版）桥面宽八米。（下转第四版）")[:3] == ("桥面宽八米。", "4", "1")


@pytest.mark.parametrize(
    ("text", "label", "others"),
    [
        ("（下转三、四版）", "3", ("4",)),
        ("（下转第二版、第四版）", "2", ("4",)),
        ("（下转A2、A3、A5版）", "A2", ("A3", "A5")),
        ("（下转2至4版）", "2", ("4",)),
        ("（下转第十二版）", "12", ()),
    ],
)
def test_marks_that_name_several_pages(text, label, others):
    marks = read_marks(f"桥通了。{text}")
    assert (marks.text, marks.continues_on, marks.others) == ("桥通了。", label, others)


def test_what_a_tail_came_from_may_be_several_pages():
    marks = read_marks("（上接一、三版）")
    assert (marks.continued_from, marks.others) == ("1", ("3",))
