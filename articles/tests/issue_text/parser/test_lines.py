"""Source text as numbered lines."""

import time

from articles.issue_text.parser.lines import LONGEST_LINE, split_lines


def test_lines_keep_number_level_and_gap():
    heading, text = split_lines("\n# 石桥通车 #\n\n\n　　桥通了。")
    assert (heading.number, heading.text, heading.level) == (2, "石桥通车", 1)
    assert (text.number, text.text, text.gap, text.indented) == (5, "桥通了。", 2, True)


def test_headings_need_no_space_before_an_ideograph():
    assert split_lines("##石桥通车")[0].level == 2
    assert split_lines("#1 in the list")[0].level == 0
    assert split_lines("# **石桥**通车")[0].text == "石桥通车"
    assert split_lines("#　 ")[0].text == "#"


def test_pictures_quotes_and_rules():
    picture, quote, rule, stars, comment = split_lines(
        "![新桥](bridge.jpg)\n\n> 等了三十年。\n\n---\n\n＊＊＊＊\n\n桥<br>通了。<!-- 1 -->"
    )
    assert (picture.kind, picture.text, picture.name) == ("picture", "新桥", "bridge.jpg")
    assert (quote.kind, quote.text) == ("quote", "等了三十年。")
    assert rule.kind == stars.kind == "rule"
    assert comment.text == "桥通了。"


def test_a_bold_line_is_a_heading_if_it_is_short_and_open():
    short, sentence, part = split_lines("**石桥通车**\n\n**桥通了。**\n\n桥**通**了")
    assert short.level == 7
    assert (sentence.level, sentence.text) == (0, "桥通了。")
    assert part.text == "桥**通**了"


def test_control_characters_do_not_survive():
    assert split_lines("桥\x07通\ud800了")[0].text == "桥 通 了"


def test_overlong_lines_are_left_alone():
    assert len(split_lines("#" * (LONGEST_LINE + 1))[0].text) == LONGEST_LINE + 1


def test_wrapped_lines_of_one_width_are_joined():
    paragraph = "清河两岸的人们等这座桥等了三十年桥通的那一天老人们早早来到桥头孩子们在桥上跑来跑去热闹得像过年一样"
    wrapped = "　　" + paragraph[:18] + "\n" + paragraph[18:38] + "\n" + paragraph[38:]
    lines = split_lines("\n".join(["石桥通车", *[wrapped] * 4]))
    assert [line.text for line in lines] == ["石桥通车", *[paragraph] * 4]
    assert lines[1].lines == [2, 3, 4]


def test_wrapped_latin_lines_are_joined_with_a_space():
    lines = split_lines(
        "The bridge across the river was opened on Friday\nand the villagers came early.\n\nThey danced."
    )
    assert lines[0].text.endswith("Friday and the villagers came early.")
    assert len(lines) == 2


def test_lines_of_many_lengths_are_not_wrapped():
    text = "\n".join("桥" * length for length in (13, 40, 17, 29, 55, 22, 35, 48, 60))
    assert len(split_lines(text)) == 9


def test_stray_openings_of_comments_cost_nothing():
    text = "<!-- 桥 -->路" + "<!--" * 4000
    started = time.process_time()
    for _ in range(20):
        (line,) = split_lines(text)
    assert line.text == "路" + "<!--" * 4000
    assert time.process_time() - started < 2
