"""The part of an address that names an issue: 2026-03-05, 2026-03-05-号外."""

import datetime
from typing import NamedTuple


class IssueKey(NamedTuple):
    date: datetime.date
    edition: str = ""

    def __str__(self):
        return f"{self.date.isoformat()}-{self.edition}" if self.edition else self.date.isoformat()


class IssueKeyConverter:
    """A day that the calendar does not have matches nothing, and so is not found."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[\w-]+)?"

    def to_python(self, value: str) -> IssueKey:
        return IssueKey(datetime.date.fromisoformat(value[:10]), value[11:])

    def to_url(self, value: IssueKey | str) -> str:
        return str(value)
