"""Source text as numbered lines, with what Markdown says about each."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from .paragraphs import is_latin, seam

#: Longer lines are no prose; they are cut off from every closer look.
LONGEST_LINE = 20_000
#: Bold lines rank below all headings with #.
_BOLD_LEVEL = 7


_WHITE = " \t\u3000\xa0\u200b\ufeff\u2002\u2003"
_HEADING = re.compile(r"(#{1,6})(?:[ \u3000\t]+|(?=[^#\s\w]|[^\x00-\x7f]))(.*?)[ \u3000\t#]*$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()]*)\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"(?:[-*_=＊※☆★◇◆·—][ \u3000]*){3,}")
_TAG = re.compile(r"</?(?:div|p|br|center|span)[^>]*>", re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(rf"<!--.*?-->|{_TAG.pattern}", re.IGNORECASE)


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

    def with_text(self, text: str, *, was_heading: bool = False, is_lead: bool = False) -> "Line":
        """The line with another text; a heading that turns out to be none loses its level."""
        level = 0 if was_heading else self.level
        return replace(self, text=text, level=level, was_heading=was_heading or self.was_heading, is_lead=is_lead)

    @property
    def lines(self) -> list[int]:
        return [self.number, *self.more]


def split_lines(text: str) -> list[Line]:
    """Every line that holds something, in order; lines that a fixed width or a Latin script has wrapped are joined."""
    return _unwrap(_split(text))


def _split(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip(_WHITE)
        if stripped and "<" in stripped and len(stripped) <= LONGEST_LINE:
            stripped = _without_tags(stripped).strip(_WHITE)
        if not stripped:
            gap += 1
            continue
        lines.append(_line(number, stripped, gap, raw[:1] in "\u3000\t" or raw.startswith("  ")))
        gap = 0
    return lines


def _without_tags(text: str) -> str:
    """Only what something closes is looked at, so that stray openings cost no search to the end each."""
    comments = text.rfind("-->") + len("-->") if "-->" in text else 0
    tags = max(text.rfind(">") + 1, comments)
    return f"{_TAG_OR_COMMENT.sub('', text[:comments])}{_TAG.sub('', text[comments:tags])}{text[tags:]}"


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
        if len(text) <= 40 and text[-1:] not in "。；，,.;：:" and "**" not in text:
            # Wholly bold and short: how a word processor marks its headings.
            return Line(number, text, level=_BOLD_LEVEL, gap=gap)
    return Line(number, text, gap=gap, indented=indented)


# --- lines that were wrapped -----------------------------------------------------------------------

#: Texts are wrapped at no less than this, and no more.
_NARROWEST, _WIDEST = 12, 60


def _unwrap(lines: list[Line]) -> list[Line]:
    width = _wrap_width(lines)
    indents = width is not None and sum(line.indented for line in lines) * 20 > len(lines)
    joined: list[Line] = []
    last_length = 0
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _is_wrapped(above, line, last_length, width, indents):
            above.text = seam(above.text, line.text)
            above.more = (*above.more, *line.lines)
        else:
            joined.append(line)
        last_length = len(line.text) + 2 * line.indented
    return joined


def _wrap_width(lines: list[Line]) -> int | None:
    """The width that most lines share, if the text was wrapped at one: paragraphs of several lines without gaps."""
    lengths = Counter(
        min(len(line.text), _WIDEST + 1) + 2 * line.indented
        for line in lines
        if line.kind == "text" and not line.level and len(line.text) >= _NARROWEST
    )
    if sum(lengths.values()) < 8:
        return None
    width, _ = lengths.most_common(1)[0]
    near = sum(count for length, count in lengths.items() if abs(length - width) <= 1)
    beyond = sum(count for length, count in lengths.items() if length > width + 2)
    if width > _WIDEST or near * 2 < sum(lengths.values()) or beyond * 10 > sum(lengths.values()):
        return None
    return width


def _is_wrapped(above: Line, line: Line, last_length: int, width: int | None, indents: bool) -> bool:
    """Whether a line goes on with the paragraph above it because it had to be wrapped."""
    if line.gap or line.level or above.level or above.kind != "text" or line.kind != "text" or line.indented:
        return False
    if width is not None:
        return last_length >= width - 2 and not (indents and not above.indented and not above.more)
    return len(above.text) >= 40 and is_latin(above.text[-60:]) and is_latin(line.text[:60])
