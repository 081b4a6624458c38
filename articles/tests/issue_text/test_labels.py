"""How pages are named, and the numbers in their names."""

import pytest

from articles.issue_text.labels import (
    chinese_number,
    label_key,
    page_order,
    page_phrase,
    read_label,
    read_number,
    same_label,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("一二", 12),
        ("②", 2),
        ("㈢", 3),
        ("⑷", 4),
        ("Ⅳ", 4),
        ("两", 2),
        ("三千二百", 3200),
        ("百", None),
        ("甲", None),
        ("十甲", None),
        ("甲十", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_numbers_are_read_as_papers_write_them(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("二", "2"),
        ("第二版", "2"),
        ("Ａ2", "A2"),
        ("04", "04"),
        ("a 3", "A3"),
        ("十二", "12"),
        ("甲", None),
        ("", None),
    ],
)
def test_labels_are_read(text, label):
    assert read_label(text) == label


def test_labels_of_one_page_agree():
    assert same_label("02", "2")
    assert same_label("A2", "A02")
    assert not same_label("A2", "2")
    assert label_key("中缝") == ("中缝", 0)


def test_pages_are_ordered_by_section_and_number():
    assert [page_order(label) for label in ("1", "12", "A4", "B1", "AA1", "中缝")] == [
        1,
        12,
        4,
        101,
        2601,
        1 + 100 * (ord("中") - ord("A")) + 2600,
    ]


@pytest.mark.parametrize(
    ("number", "written"), [(2, "二"), (12, "十二"), (20, "二十"), (105, "一百零五"), (111, "一百一十一")]
)
def test_numbers_are_written(number, written):
    assert chinese_number(number) == written


def test_pages_are_named_as_jump_lines_do():
    assert page_phrase("02") == "第二版"
    assert page_phrase("02", chinese=False) == "第2版"
    assert page_phrase("A2") == "第A2版"
    assert page_phrase("中缝") == "中缝版"
    assert page_phrase("头版") == "头版"


def test_endless_labels_and_numbers_are_none():
    endless = "0" * 100_000 + "1" * 5000
    assert label_key(endless) == (endless, 0)
    assert read_label(endless) is None
    assert read_number(endless) is None
