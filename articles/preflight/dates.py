"""Days that the calendar does not have, and weekdays that are not theirs. They warn: a quotation may keep a mistake."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from .findings import Finding, rule, warns
from .proof import Proof

_WEEKDAYS = {day: number for number, day in enumerate("一二三四五六日")} | {"天": 6}
#: 2026年3月5日（星期四）, 3月5日 周四; a lunar day (农历2月30日) is no such day. After 周 there must be an end,
#: for it begins many a name: 5日周一鸣说.
_DAY = re.compile(
    r"(?<![\d历])(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:[\s,，、]{0,2}[(（]?\s?(?:(?:星期|礼拜)(?P<weekday>[一二三四五六日天])(?!至|、|,|到|—|-)[)）]?"
    r"|周(?P<short>[一二三四五六日])(?=[\s)），、。；,.;上下晚早凌傍中]|$)))?"
)


@dataclass(frozen=True)
class Slip:
    """A day as a text has it, and what is wrong with it."""

    text: str
    #: The day that it means; None if the calendar has none such.
    right: datetime.date | None


@rule
def days(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        slips = (slip for passage in story.passages for slip in wrong_days(passage, proof.issue.date))
        if story.parts and (slip := next(slips, None)):
            yield _told(slip, story)


def _told(slip: Slip, story) -> Finding:
    if slip.right is None:
        message = gettext("The calendar has no “%(day)s”.") % {"day": slip.text}
        return warns("no-such-day", message, story.article, story.page)
    facts = {"day": slip.text, "date": slip.right.isoformat(), "weekday": date_format(slip.right, "l")}
    message = gettext("“%(day)s”: %(date)s is a %(weekday)s.") % facts
    return warns("wrong-weekday", message, story.article, story.page)


def wrong_days(text: str, today: datetime.date) -> Iterator[Slip]:
    """Days in a text of this day's paper that cannot be."""
    for match in _DAY.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        years = [int(match["year"])] if match["year"] else _years_about(today)
        meant = [date for year in years if (date := _date(year, month, day))]
        if not meant:
            # 29 February of no year near by may be that of any.
            if (month, day) != (2, 29) or match["year"]:
                yield Slip(match[0], None)
            continue
        said = match["weekday"] or match["short"]
        nearest = min(meant, key=lambda date: abs(date - today))
        if said and nearest.weekday() != _WEEKDAYS[said]:
            yield Slip(match[0], nearest)


def _years_about(today: datetime.date) -> list[int]:
    """A text that names no year means its own, or about New Year the next or the last."""
    return [year for year in (today.year, today.year - 1, today.year + 1) if year in range(1, 10_000)]


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
