"""Source text as numbered lines, with what Markdown says about each."""

import re
from dataclasses import dataclass

#: Longer lines are no prose; they are cut off from every closer look.
LONGEST_LINE = 20_000

_WHITE = " \t\u3000\xa0\u200b\ufeff\u2002\u2003"
_HEADING = re.compile(r"(#{1,6})(?:[ \u3000\t]+|(?=[^#\s\w]|[^\x00-\x7f]))(.*?)[ \u3000\t#]*$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()]*)\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"(?:[-*_=＊※☆★◇◆·—][ \u3000]*){3,}")
_COMMENT = re.compile(r"<!--.*?-->|</?(?:div|p|br|center|span)[^>]*>", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A line that is not blank. ``level`` counts its #, ``gap`` the blank lines before it."""

    number: int
    text: str
    level: int = 0
    gap: int = 0
    #: Indented as the first line of a Chinese paragraph is.
    indented: bool = False
    #: text, picture, quote or rule.
    kind: str = "text"
    #: Pictures only.
    name: str = ""
    #: Set by the reader of articles: it had #, or it is the rest of a lead.
    was_heading: bool = False
    is_lead: bool = False
    #: Lines that were wrapped into this one.
    more: tuple[int, ...] = ()

    @property
    def lines(self) -> list[int]:
        return [self.number, *self.more]


def split_lines(text: str) -> list[Line]:
    """Every line that holds something, in order."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip(_WHITE)
        if stripped and "<" in stripped and len(stripped) <= LONGEST_LINE:
            stripped = _COMMENT.sub("", stripped).strip(_WHITE)
        if not stripped:
            gap += 1
            continue
        lines.append(_line(number, stripped, gap, raw[:1] in "\u3000\t" or raw.startswith("  ")))
        gap = 0
    return lines


def _line(number: int, text: str, gap: int, indented: bool) -> Line:
    # Control characters and line separators would break one-line fields.
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\u3000" else " " for c in text).strip(_WHITE)
    if len(text) > LONGEST_LINE:
        return Line(number, text, gap=gap, indented=indented)
    first = text[:1]
    if first == "#" and (match := _HEADING.fullmatch(text)):
        title = match[2].strip(_WHITE)
        if "**" in title or "__" in title:
            title = _EMPHASIS.sub(r"\2", title)
        return Line(number, title, level=len(match[1]), gap=gap) if title else Line(number, text, gap=gap)
    if first == "!" and (match := _PICTURE.fullmatch(text)):
        return Line(number, match[1].strip(), gap=gap, kind="picture", name=match[2].strip())
    if first == ">" and text.strip("> "):
        return Line(number, text.lstrip("> ").strip(_WHITE), gap=gap, kind="quote")
    if first in "-*_=＊※☆★◇◆·—" and len(text) >= 3 and _RULE.fullmatch(text):
        return Line(number, "", gap=gap, kind="rule")
    if "**" in text and (match := _EMPHASIS.fullmatch(text)):
        text = match[2].strip(_WHITE)
    return Line(number, text, gap=gap, indented=indented)
