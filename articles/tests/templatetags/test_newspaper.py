import datetime

import pytest
from django.utils import translation

from articles.models import Article
from articles.templatetags.newspaper import instalment, paragraphs, phrases, printed_date, printed_weekday, series_line

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
