import datetime
import re

import pytest
from django.utils import translation

from articles.models import Article
from articles.templatetags.newspaper import (
    deck_line,
    instalment,
    paragraphs,
    phrases,
    printed_date,
    printed_weekday,
    series_line,
    set_lines,
)

DAY = datetime.date(2026, 3, 5)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_dates_are_printed_in_chinese_whatever_the_language(language):
    with translation.override(language):
        assert printed_date(DAY) == "2026年3月5日"
        assert printed_weekday(DAY) == "星期四"


@pytest.mark.parametrize(("number", "printed"), [(None, ""), (1, "①"), (20, "⑳"), (21, "（21）"), (0, "（0）")])
def test_numbers_of_a_series_are_circled_while_there_are_signs(number, printed):
    assert instalment(number) == printed


def test_a_text_has_one_paragraph_a_line():
    assert paragraphs("甲\n\n 乙 \r\n") == ["甲", "乙"]


def test_a_deck_has_a_dash_unless_it_stands_in_brackets():
    assert deck_line("产业链观察") == "——产业链观察"
    assert deck_line("（2026年4月1日）") == "（2026年4月1日）"


def test_a_headline_breaks_its_lines_at_its_spaces():
    assert phrases("抢抓农时　稳住面积 好粮") == ["抢抓农时", "稳住面积", "好粮"]


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({}, ""),
        ({"series": "行走禾溪", "series_number": 3}, "行走禾溪③"),
        ({"series": "行走禾溪"}, "行走禾溪"),
        ({"series": "行走禾溪", "series_number": 3, "kicker": "行走禾溪系列③"}, ""),
        ({"series": "论春耕", "series_number": 3, "deck": "三论春耕"}, ""),
    ],
)
def test_a_series_is_named_once(fields, printed):
    assert series_line(Article(**fields)) == printed


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("截至2026年1月", ["2026年", "1月"]),
        ("产值９５８８．２亿元", ["９５８８．２"]),
        ("增长３９．６％，占第１位", ["３９．６％", "１"]),
        ("１２，０００户，１９９７年", ["１２，０００", "１９９７年"]),
        ("通讯员邱　林 程朗", ["邱　林"]),
        ("记者　程朗", []),
        ("农历丙午年正月十七 惊蛰", ["正月十七"]),
        ("农历乙巳年闰六月初一", ["闰六月初一"]),
        ("新华社北京十二月三十日电", ["十二月三十日"]),
        ("三月以来，十月革命", []),
        ("2,000人，12.8%，5G网络", []),
    ],
)
def test_dates_full_width_numbers_and_padded_names_are_held_together(text, held):
    assert re.findall(r'<span class="held">(.*?)</span>', set_lines(text)) == held


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("“好？”2026亩", "“好？”|2026亩"),
        ("“多了”——乡亲们", "“多了”|——乡亲们"),
        ("“硬”“香”", "“硬”“香”"),
        ("采用PLC“系统”", "采用PLC|“系统”"),
        ("他说：“好。”大家笑了", "他说：“好。”大家笑了"),
    ],
)
def test_a_line_may_end_at_a_quotation_mark(text, marked):
    assert set_lines(text) == marked.replace("|", "<wbr>")


def test_setting_lines_escapes_the_text():
    assert set_lines("<b>'39日'") == '&lt;b&gt;&#x27;<span class="held">39日</span>&#x27;'
