"""What a paper prints in Chinese, whatever language its reader's buttons are in."""

import re

from django import template
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from ..issue_text.typography import IDEOGRAPHS

register = template.Library()

#: What a line's end must not divide: 2026年, １２５４．２％, 正月十七, and a name padded to three characters.
_HELD = re.compile(
    r"[0-9]+[年月日时点]"
    r"|[０-９]+(?:，[０-９]{3}(?![０-９])|[．：∶·／][０-９]+)*[年月日时点％‰]?"
    r"|闰?[正一二三四五六七八九十冬腊]{1,2}月(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二十|三十)日?"
    rf"|[{IDEOGRAPHS}]　[{IDEOGRAPHS}](?![{IDEOGRAPHS}])"
)
#: Where a line may end, though a browser, which takes quotation marks for European ones, keeps both sides together.
_MAY_END = re.compile(r"(?<=”)(?=[0-9A-Za-z—])|(?<=[0-9A-Za-z%—])(?=“)")


@register.filter
def printed_date(date) -> str:
    """2026年3月5日"""
    with translation.override("zh-hans"):
        return date_format(date, "DATE_FORMAT")


@register.filter
def printed_weekday(date) -> str:
    """星期四"""
    with translation.override("zh-hans"):
        return date_format(date, "l")


@register.filter
def instalment(number: int | None) -> str:
    """The number of a series as papers print it: ①, and （21） where there is no such sign."""
    if number is None:
        return ""
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else f"（{number}）"


@register.filter
def series_line(entry) -> str:
    """The series of an article or pointer, unless its printed lines name it already: 行走禾溪系列③, ——三论…"""
    printed = (entry.kicker, entry.headline, getattr(entry, "deck", ""))
    if not entry.series or any(entry.series in line for line in printed):
        return ""
    return f"{entry.series}{instalment(entry.series_number)}"


@register.filter
def deck_line(deck: str) -> str:
    """A deck with its dash in front, which one in brackets does without: ——柳溪镇产业链观察, （2026年4月1日）"""
    return deck if deck.startswith("（") else f"——{deck}"


@register.filter
def phrases(headline) -> list[str]:
    """The parts of a headline that spaces set apart: print breaks its lines there, and nowhere else if it can."""
    return str(headline).split()


@register.filter
def paragraphs(text: str) -> list[str]:
    """A text that has one paragraph a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def set_lines(text) -> str:
    """A text with the marks by which a browser breaks its lines as Chinese print does."""
    breakable = _MAY_END.sub("<wbr>", conditional_escape(text))
    return mark_safe(_HELD.sub(r'<span class="held">\g<0></span>', breakable))
