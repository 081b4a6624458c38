"""Every doubt that reading an issue can raise, with a sentence in both languages.

A sentence says what was seen and what to do about it. Codes are stable: staff
and scripts may rely on them. Severities: an ``error`` keeps the issue from
being stored, a ``warning`` wants a look, a ``note`` tells what was done.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Kind(NamedTuple):
    severity: str
    zh: str
    en: str


#: code -> severity and sentences; the names in braces are a problem's ``details``.
KINDS: dict[str, Kind] = {
    "empty-file": Kind(
        "error",
        "文件是空的，没有可读的文字；请确认导出的文件。",
        "The file is empty; check what was exported.",
    ),
}


@dataclass(slots=True)
class Problem:
    """One doubt. ``line`` is 1-based in ``file``; None where it concerns the whole."""

    code: str
    line: int | None = None
    file: str = ""
    details: dict[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        return KINDS[self.code].severity

    def message(self, language: str = "zh-hans") -> str:
        kind = KINDS[self.code]
        sentence = kind.zh if language.startswith("zh") else kind.en
        return sentence.format_map(self.details)
