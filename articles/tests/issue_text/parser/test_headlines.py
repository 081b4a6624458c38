"""Kicker, headline, deck, column and series."""

import pytest

from articles.issue_text.document import Series
from articles.issue_text.parser.headlines import is_deck, read_headline, read_series


def parts(*texts, levels=None):
    made = read_headline(list(texts), levels)
    return made.kicker, made.headline, made.deck, made.column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河口石桥通车", ("", "河口石桥通车", "", "")),
        ("白小川调研春耕时强调 守住底线 不误农时", ("白小川调研春耕时强调", "守住底线 不误农时", "", "")),
        ("守住底线 不误农时", ("", "守住底线 不误农时", "", "")),
        ("专班制助力山乡治理—— 一座石桥的来历", ("专班制助力山乡治理", "一座石桥的来历", "", "")),
        ("老街新生——清河老街改造纪实", ("", "老街新生", "清河老街改造纪实", "")),
        ("一条好路——幸福路", ("", "一条好路——幸福路", "", "")),
        ("石桥边的早市（微言）", ("", "石桥边的早市", "", "微言")),
        ("【乡路】石桥边的早市", ("", "石桥边的早市", "", "乡路")),
        ("清河谈／修桥不是一个人的事", ("", "修桥不是一个人的事", "", "清河谈")),
        ("石桥（外一首）", ("", "石桥（外一首）", "", "")),
        ("石桥（国画）", ("", "石桥（国画）", "", "")),
    ],
)
def test_one_line(text, expected):
    assert parts(text) == expected


def test_several_headings():
    assert parts("白小川调研时强调", "守住底线") == ("白小川调研时强调", "守住底线", "", "")
    assert parts("历时三年", "建成一座", "河口石桥通车") == ("历时三年 建成一座", "河口石桥通车", "", "")
    assert parts("河口石桥通车", "——清河两岸见闻") == ("", "河口石桥通车", "清河两岸见闻", "")
    assert parts("历时三年", "石桥通车", "——清河两岸见闻") == ("历时三年", "石桥通车", "清河两岸见闻", "")
    assert parts("历时三年", "河口石桥通车", "村民不再绕路", levels=[3, 1, 2]) == (
        "历时三年",
        "河口石桥通车",
        "村民不再绕路",
        "",
    )
    assert parts("——一论春耕", "——二论春耕") == ("", "一论春耕", "二论春耕", "")


@pytest.mark.parametrize(
    ("text", "rest", "series"),
    [
        ("乡路①", "乡路", Series("乡路", 1)),
        ("乡路系列③", "乡路系列", Series("乡路", 3)),
        ("石桥的故事（上）", "石桥的故事", Series("石桥的故事", 1)),
        ("石桥的故事（下）", "石桥的故事", Series("石桥的故事", 3)),
        ("乡路系列报道之二", "乡路", Series("乡路", 2)),
        ("——二论春耕生产", "——二论春耕生产", Series("论春耕生产", 2)),
        ("再论春耕生产", "再论春耕生产", Series("论春耕生产", 2)),
        ("老兵（1）", "老兵（1）", Series("老兵", 1)),
        ("石桥通车", "石桥通车", None),
    ],
)
def test_series(text, rest, series):
    assert read_series(text) == (rest, series)


def test_the_kicker_tells_the_series():
    made = read_headline(["因为有路②", "夜市亮了"])
    assert made.series == Series("因为有路", 2)
    assert made.headline == "夜市亮了"


def test_decks_begin_with_a_dash():
    assert is_deck("——清河两岸见闻")
    assert not is_deck("—清河")
    assert not is_deck("清河——两岸")


def test_an_endless_line_is_not_taken_apart():
    assert read_headline(["——甲" * 9000]).deck == ""
    assert read_headline(["甲——" * 9000]).headline == "甲——" * 9000
