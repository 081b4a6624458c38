"""What a paper prints in Chinese, whatever language its reader's buttons are in."""

from django import template
from django.utils import translation
from django.utils.formats import date_format

register = template.Library()


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
def phrases(headline) -> list[str]:
    """The parts of a headline that spaces set apart: print breaks its lines there, and nowhere else if it can."""
    return str(headline).split()


@register.filter
def paragraphs(text: str) -> list[str]:
    """A text that has one paragraph a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
