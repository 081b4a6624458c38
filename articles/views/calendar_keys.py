"""The parts of an address that name a year, a month, and a day of every year: 2026, 2026-03, 03-05."""

import datetime
from typing import NamedTuple

#: A leap year, so that it has every day that a year may have.
_LEAP_YEAR = 2000


class DayOfYear(NamedTuple):
    month: int
    day: int

    def __str__(self):
        return f"{self.month:02}-{self.day:02}"

    @property
    def printed(self) -> str:
        """3月5日"""
        return f"{self.month}月{self.day}日"

    @property
    def before(self) -> "DayOfYear":
        return self._shifted(-1)

    @property
    def after(self) -> "DayOfYear":
        return self._shifted(1)

    def _shifted(self, days: int) -> "DayOfYear":
        date = datetime.date(_LEAP_YEAR, *self) + datetime.timedelta(days)
        return DayOfYear(date.month, date.day)


class YearConverter:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return datetime.date(int(value), 1, 1).year

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04}"


class MonthConverter:
    """A month is its first day."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(f"{value}-01")

    def to_url(self, value: datetime.date | str) -> str:
        return str(value)[:7]


class DayOfYearConverter:
    """A day that no year has matches nothing, and so is not found; 02-29 is one."""

    regex = "[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> DayOfYear:
        date = datetime.date.fromisoformat(f"{_LEAP_YEAR}-{value}")
        return DayOfYear(date.month, date.day)

    def to_url(self, value: DayOfYear | datetime.date | str) -> str:
        """A date names its day of the year."""
        return str(value)[-5:]
