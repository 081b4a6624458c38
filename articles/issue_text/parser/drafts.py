"""A page's lines parted among its articles.

Whether a heading is a headline or a crosshead, and whether a line without any
mark is a headline, shows only from what stands around it; so this comes
before the reading of any single article.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ..likeness import is_generic
from ..typography import IDEOGRAPHS, has_ideograph
from .bylines import (
    is_byline_line,
    opens_with_lead,
    read_artwork,
    read_bare_names,
    read_ending,
    read_lead,
    read_pen_name,
    read_writer,
)
from .furniture import read_furniture
from .headlines import ends_as_kicker, is_deck
from .jumps import read_marks
from .lines import Line
from .names import is_organisation
from .notes import is_note_signature, read_note_label
from .paragraphs import LONGEST_CROSSHEAD, is_finished, is_item, is_latin, is_numbered, is_verse

_HAN = f"[{IDEOGRAPHS}]"
_LONGEST_HEADLINE = 60
#: A heading so short is seldom a headline without byline, lead or signature.
_SHORT = 12
#: Lines of an article and of a section that are compared.
_LOOKED_AT = 40
#: A date on a line of its own, such as a speech's.
DATE_LINE = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十〇○零]{2,4}年[0-9０-９一二三四五六七八九十]{1,3}月"
    r"(?:[0-9０-９一二三四五六七八九十]{1,3}日)?[^。]{0,8}[）)]?"
)
#: Headings of notices, which are items of their own.
_ANNOUNCEMENT = re.compile(
    r"^关于.{2,}的?(?:通告|通知|公告|决定|意见|报告|批复|说明|公示)$|(?:通告|公告|启事|声明|讣告|名单|更正|简讯|短讯|预报|公示|征文|选登|摘登|选|拾趣)$"
)
#: A headline that announces several poems: their titles are crossheads.
_POEMS = re.compile(r"外[一二三四五六七八九]首|[二两三四五六七八九十]首|组诗")
#: Headlines over several contributions.
_GROUP = re.compile(r"(?:选登|摘登|选刊|征文|笔谈|大家谈|讨论|来信|专题|系列报道)$")
_CAPTION_START = ("图为", "图：", "图:", "上图", "下图", "左图", "右图", "图①", "图1", "图一")
_PHOTO_CREDIT = re.compile(r"(?:摄|摄影|摄影报道|供图)[ \u3000]*[）)]?$")


@dataclass(slots=True)
class Draft:
    """The lines of one article: its headings, and what stands below them."""

    heads: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    #: Notes that stand above it.
    notes: list[list[Line]] = field(default_factory=list)
    continued_from: str | None = None
    continues_on: str | None = None
    #: Further pages that its jump marks name.
    jumps_also: list[str] = field(default_factory=list)
    #: From a 专栏： line.
    column: str = ""
    #: Numbers of lines that had no # and were taken for headings.
    guessed: bool = False
    mark_line: int = 0

    @property
    def level(self) -> int:
        return min((head.level for head in self.heads), default=0)

    @property
    def start(self) -> int:
        numbers = [line.number for line in (*self.heads[:1], *self.lines[:1])]
        numbers += [line.number for note in self.notes for line in note]
        if self.mark_line:
            numbers.append(self.mark_line)
        return min(numbers, default=0)


class Boundary(str):
    """Stands between lines where a repeated page head or 专栏： line parts two articles; its text is the column."""

    __slots__ = ()


@dataclass(slots=True)
class Section:
    """A heading's text as far as the next heading, looked at once."""

    lines: list[Line]

    @property
    def opens_article(self) -> bool:
        """Whether it begins as articles do: byline, dateline, note, deck, mark."""
        for line in self.lines[:3]:
            if (
                is_deck(line.text)
                or read_note_label(line.text)
                or opens_with_lead(line.text)
                or is_byline_line(line.text)
            ):
                return True
            if read_marks(line.text).continued_from is not None:
                return True
            if len(line.text) > 40:
                break
        if len(self.lines) < 2:
            return False
        first, second = self.lines[0].text, self.lines[1].text
        if len(first) <= 20 and read_bare_names(first):
            return True
        # A pen name, which no surname gives away: two or three ideographs alone, right above prose.
        return len(second) > LONGEST_CROSSHEAD and read_pen_name(first) is not None

    @property
    def is_picture(self) -> bool:
        """Whether it ends with a picture's credit, as an item that is nothing but a picture does."""
        return any(is_caption(line.text) for line in self.lines[-2:])


def closes(text: str) -> bool:
    return text[-1:] in "）)】]" and read_ending(text) is not None


def part_drafts(items: Sequence[Line | Boundary]) -> list[Draft]:
    """Part a page's lines among its articles."""
    return _Parter(items).run()


class _Parter:
    """Walks over a page's lines once and opens a draft at every headline."""

    def __init__(self, items: Sequence[Line | Boundary]):
        self.items = items
        self.drafts: list[Draft] = []
        self.draft = Draft()
        self.headed = any(isinstance(item, Line) and item.level for item in items)
        self.bounded = any(isinstance(item, Boundary) for item in items)
        self.at_boundary = False
        self.sections = self._sections()
        self._headings = list(self.sections)

    def _sections(self) -> dict[int, Section]:
        sections: dict[int, Section] = {}
        current: list[Line] = []
        for index, item in enumerate(self.items):
            if isinstance(item, Boundary):
                current = []
            elif item.level:
                current = []
                sections[index] = Section(current)
            else:
                current.append(item)
        return sections

    def run(self) -> list[Draft]:
        for index, item in enumerate(self.items):
            if isinstance(item, Boundary):
                self._close()
                self.at_boundary = True
                self.draft.column = str(item)
                continue
            self._take(index, item)
        self._close()
        return self._settle()

    def _close(self) -> None:
        draft = self.draft
        if draft.heads or draft.lines or draft.continued_from is not None:
            self.drafts.append(draft)
        self.draft = Draft()

    def _take(self, index: int, line: Line) -> None:
        if line.kind != "text":
            self.draft.lines.append(line)
            return
        marks = read_marks(line.text)
        if marks.continued_from is not None:
            self._begin_tail(line, marks.continued_from)
        text = marks.text
        if text:
            kept = line if text == line.text else line.with_text(text)
            if marks.continues_on is not None and not line.level and self.draft.heads and len(text) > LONGEST_CROSSHEAD:
                # Cut off by its jump, mid-sentence perhaps: it ends a text and heads nothing.
                self.draft.lines.append(kept)
            else:
                self._place(index, kept)
        self.draft.jumps_also.extend(marks.others)
        if marks.continues_on is not None:
            self.draft.continues_on = marks.continues_on
            if not (self.draft.heads or self.draft.lines):
                self.draft.mark_line = line.number

    def _begin_tail(self, line: Line, label: str) -> None:
        """A 上接 mark: it belongs to the headline above it if that has no text yet, else it begins a tail."""
        if self.draft.lines or self.draft.continued_from is not None or self.draft.continues_on is not None:
            self._close()
        self.draft.continued_from = label
        self.draft.mark_line = line.number

    def _place(self, index: int, line: Line) -> None:
        self.at_boundary, bounded = False, self.at_boundary
        if line.level:
            self._heading(index, line)
        elif bounded or self._is_hidden_headline(index, line):
            if not bounded or self.draft.lines:
                self._close()
            self.draft.heads.append(line)
            self.draft.guessed = True
        elif self.draft.guessed and not self.draft.lines and self._continues_headline(index, line):
            self.draft.heads.append(line)
        else:
            if self.draft.continues_on is not None and not line.level and self._after_jump(line):
                self._close()
            self.draft.lines.append(line)

    def _after_jump(self, line: Line) -> bool:
        """Text below 下转 is another article's if it opens as one does."""
        return len(line.text) > LONGEST_CROSSHEAD and opens_with_lead(line.text)

    # --- headings with # --------------------------------------------------------------------------

    def _heading(self, index: int, line: Line) -> None:
        draft = self.draft
        if read_note_label(line.text) or (draft.heads and self._is_marked_byline(line)):
            draft.lines.append(line.with_text(line.text, was_heading=True))
            return
        fresh = bool(draft.heads) and not draft.lines
        if fresh and is_deck(line.text):
            draft.heads.append(line)
        elif fresh and self._adds_to_headline(line):
            if draft.continued_from is not None and draft.mark_line > draft.heads[0].number:
                # A mark between two headings: the first was the tail of a story without any text.
                self._close()
            self.draft.heads.append(line)
        elif self._is_crosshead(index, line):
            draft.lines.append(line)
        else:
            if draft.continued_from is None or draft.heads or draft.lines:
                self._close()
            self.draft.heads.append(line)

    def _adds_to_headline(self, line: Line) -> bool:
        """Whether a heading right below another is a further part of the same headline."""
        draft = self.draft
        above = draft.heads[-1].text
        return not (
            draft.continues_on is not None or is_finished(above) or is_numbered(line.text) or read_artwork(above)
        )

    def _is_marked_byline(self, line: Line) -> bool:
        """A byline that recognition took for a heading, below a headline that has no text yet."""
        if is_byline_line(line.text):
            return True
        above = all(is_deck(other.text) for other in self.draft.lines)
        if not above or len(line.text) > 24:
            return False
        return read_bare_names(line.text) is not None or read_pen_name(line.text) is not None

    def _is_crosshead(self, index: int, line: Line) -> bool:
        """Whether a heading below an article's text is a crosshead rather than the next headline."""
        draft, text = self.draft, line.text
        if not draft.lines:
            # Right below its headline only a numbered one can be.
            return bool(draft.heads) and is_numbered(text) and line.level >= draft.level
        if not (draft.heads or draft.continued_from is not None):
            return False
        if draft.continues_on is not None or is_generic(text) or _ANNOUNCEMENT.search(text):
            return False
        section = self.sections.get(index)
        if section is None or not section.lines:
            return False
        if self._is_poem(text, section):
            return True
        if is_numbered(text):
            return not section.opens_article or any(is_numbered(other.text) for other in draft.lines)
        if len(text) > LONGEST_CROSSHEAD or section.opens_article or section.is_picture:
            return False
        if draft.level and line.level < draft.level:
            return False
        if any(closes(other.text) for other in draft.lines[-2:]) or not _is_open(draft):
            return False
        if line.level > max(draft.level, 1) and line.level not in self.headline_levels:
            return True
        if line.level not in self._crosshead_levels(draft) or len(text) > 18 or _two_clauses(text):
            return False
        if len(text) <= _SHORT and (self._jumps(section) or self._in_run(index)):
            return True
        return self._has_twin(index, line) or self._belongs(section, draft, 0.8 if len(text) <= _SHORT else 1.2)

    @staticmethod
    def _jumps(section: Section) -> bool:
        """Whether a section that names nobody ends in 下转: then it is the story above that jumps."""
        return any(read_marks(line.text).continues_on is not None for line in section.lines[-2:])

    def _in_run(self, index: int) -> bool:
        """Whether it is one of three or more short headings in a row whose sections name nobody."""
        if (
            "：" in self.items[index].text
            or ":" in self.items[index].text
            or closes(self.sections[index].lines[-1].text)
        ):
            return False
        run = 1 + sum(1 for other in self.draft.lines if other.level and not is_numbered(other.text))
        place = bisect_right(self._headings, index)
        for following in self._headings[place : place + 2]:
            text, section = self.items[following].text, self.sections[following]
            if len(text) > _SHORT or is_generic(text) or _ANNOUNCEMENT.search(text) or not section.lines:
                break
            if section.opens_article or section.is_picture or any(closes(line.text) for line in section.lines[-1:]):
                break
            run += 1
        return run >= 3

    def _is_poem(self, text: str, section: Section) -> bool:
        """Whether a heading is the title of a further poem of the group that the headline announces."""
        if len(text) > 10 or section.opens_article or not is_verse(section.lines[0].text):
            return False
        return any(_POEMS.search(head.text) for head in self.draft.heads)

    def _has_twin(self, index: int, line: Line) -> bool:
        """Whether the crosshead above it, or a heading below, has just its length: crossheads are made to match."""
        above = [other for other in self.draft.lines if other.level][-1:]
        place = bisect_right(self._headings, index)
        below = [self.items[i] for i in self._headings[place : place + 1] if not self.sections[i].opens_article]
        below = [
            other
            for other in below
            if not is_generic(other.text) and not self.sections[self._headings[place]].is_picture
        ]
        return len(line.text) >= 4 and any(len(other.text) == len(line.text) for other in (*above, *below))

    @cached_property
    def headline_levels(self) -> set[int]:
        """Levels at which some heading on this page opens an article for certain."""
        return {self.items[i].level for i, section in self.sections.items() if section.opens_article}

    @cached_property
    def levels(self) -> set[int]:
        return {self.items[i].level for i in self.sections}

    def _crosshead_levels(self, draft: Draft) -> set[int]:
        """Levels that crossheads may have: any, where the page has but one, else those below the headline."""
        levels = self.levels
        return levels if len(levels) == 1 else {level for level in levels if level > draft.level} - self.headline_levels

    def _belongs(self, section: Section, draft: Draft, factor: float) -> bool:
        """Whether a section shares more words with the article above it than with the rest of the page."""
        mine = Counter(_words(section.lines[:_LOOKED_AT]))
        own = Counter(_words((*draft.heads, *draft.lines[-_LOOKED_AT:])))
        here = mine + own
        near = sum(self.words[pair] <= here[pair] for pair in mine.keys() & own.keys())
        far = sum(self.words[pair] > mine[pair] for pair in mine.keys() - own.keys())
        others = max(len(self.words) - len(here), 0)
        return near >= 4 and near * (others + 200) >= far * (len(own) + 200) * factor

    @cached_property
    def words(self) -> Counter[str]:
        """How many lines of the page hold each pair of ideographs."""
        return Counter(_words(item for item in self.items if isinstance(item, Line)))

    # --- headlines without # ----------------------------------------------------------------------

    def _next(self, index: int, count: int = 3) -> list[Line]:
        following: list[Line] = []
        for item in self.items[index + 1 : index + 1 + count]:
            if isinstance(item, Boundary) or item.level:
                break
            following.append(item)
        return following

    def _may_head(self, line: Line) -> bool:
        text = line.text
        return (
            (3 <= len(text) <= _LONGEST_HEADLINE or is_generic(text))
            and (not is_finished(text) or text[-1] in "！？!?")
            and text[0] not in "（(，。、；：”’）》—–"
            and not is_item(text)
            and text[-1] not in "，,、：:"
            and not (is_latin(text) and (len(text) > 60 or text[0].islower() or text[-1] in ".”"))
            and not DATE_LINE.fullmatch(text)
            and not read_note_label(text)
            and not text.startswith(_CAPTION_START)
        )

    def _is_hidden_headline(self, index: int, line: Line) -> bool:
        """Whether a line without # is a headline, by its shape and by what follows it."""
        if not self._may_head(line) or (self.bounded and self.draft.heads):
            return False
        draft = self.draft
        if draft.heads and not draft.lines and not (draft.guessed or draft.continued_from):
            return False
        before = draft.lines[-1].text if draft.lines else ""
        if before and not (is_finished(before) or draft.continues_on is not None or is_note_signature(before)):
            return False
        if is_numbered(line.text) or is_byline_line(line.text):
            return False
        following = self._next(index, 4)
        if not following:
            return False
        if draft.guessed and draft.heads and not draft.lines:
            return False
        if self.headed:
            return bool(draft.heads) and bool(draft.lines) and self._announces(line, following)
        return self._heads_plain(line, following)

    def _announces(self, line: Line, following: list[Line]) -> bool:
        """In a page with headings: a short line that a byline, a lead or a picture's caption follows."""
        if len(line.text) > 40 or (not is_finished(self.draft.lines[-1].text) and self.draft.continues_on is None):
            return False
        first = following[0].text
        if _front(self.draft) == 0:
            return False
        if len(first) <= 40 and is_deck(first) and len(following) > 1:
            return True
        if is_byline_line(first) or (
            (lead := read_lead(first)) and (lead.authors or "讯" in first[:12] or "电" in first[:20])
        ):
            return True
        closed = closes(self.draft.lines[-1].text) or self.draft.continues_on is not None
        ends = len(following) == 1
        return bool(_PHOTO_CREDIT.search(first) and len(first) > 30 and (closed or ends) and len(line.text) <= 24)

    def _heads_plain(self, line: Line, following: list[Line]) -> bool:
        """In a page without any heading: a line that stands out, and neither continues nor heads the text above."""
        draft, first = self.draft, following[0]
        if read_bare_names(line.text) and draft.heads and not draft.lines:
            return False
        if not draft.heads:
            return not draft.lines or draft.continued_from is None or self._opens_soon(line, following)
        if not draft.lines:
            return False
        if is_generic(line.text) or (is_caption(first.text) and len(line.text) <= 24):
            return True
        if draft.continues_on is not None or line.gap > first.gap + 1 or (line.gap >= 2 and first.gap < line.gap):
            return True
        if closes(draft.lines[-1].text) and not is_finished(line.text):
            return True
        return self._opens_soon(line, following)

    def _opens_soon(self, line: Line, following: list[Line]) -> bool:
        """A byline or lead follows, with nothing but more headline between."""
        for place, other in enumerate(following):
            if is_deck(other.text) or is_byline_line(other.text):
                return True
            if opens_with_lead(other.text):
                return True
            if len(other.text) > LONGEST_CROSSHEAD + 10 or is_finished(other.text):
                return False
            if place + 1 < len(following) and is_signed_line(other, following[place + 1]):
                return True
        return False

    def _continues_headline(self, index: int, line: Line) -> bool:
        """Second and third lines of a headline without #."""
        text = line.text
        if is_deck(text):
            return True
        if not self._may_head(line) or len(text) > 40 or len(self.draft.heads) >= 4:
            return False
        if is_byline_line(text) or read_bare_names(text) or is_numbered(text):
            return False
        following = self._next(index, 1)
        if not following or line.gap > 1 or (line.gap and not self.draft.heads[-1].gap):
            return False
        return line.indented == self.draft.heads[-1].indented or self._opens_soon(line, self._next(index, 2))

    # --- what belongs to the neighbour ------------------------------------------------------------

    def _settle(self) -> list[Draft]:
        """Hand notes and kickers that stand below one article to the article they were printed above."""
        settled: list[Draft] = []
        for draft, following in pairwise([*self.drafts, None]):
            if following is not None and following.heads and following.continued_from is None:
                self._hand_down(draft, following)
            if draft.heads or draft.lines or draft.continued_from is not None:
                settled.append(draft)
            elif following is not None and draft.notes:
                following.notes[:0] = draft.notes
        return settled

    def _hand_down(self, draft: Draft, following: Draft) -> None:
        note = _last_note(draft)
        if note == 0 and draft.heads and _is_group_note(draft):
            # A headline over a group (征文选登) with no text but its note: both belong to the article below.
            following.notes.append(draft.lines)
            following.column = following.column or " ".join(head.text for head in draft.heads)
            draft.heads, draft.lines = [], []
            return
        if note is not None and (draft.lines[:note] or not draft.heads):
            following.notes.append(draft.lines[note:])
            del draft.lines[note:]
            return
        if not following.guessed:
            self._hand_down_kicker(draft, following)

    def _hand_down_kicker(self, draft: Draft, following: Draft) -> None:
        if not draft.lines or (draft.heads and len(draft.lines) < 2):
            return
        last = draft.lines[-1]
        before = draft.lines[-2].text if len(draft.lines) > 1 else ""
        text = last.text
        if (
            last.kind != "text"
            or last.level
            or not 5 <= len(text) <= 40
            or is_finished(text)
            or (before and not is_finished(before))
        ):
            return
        if (
            "。" in text
            or is_caption(text)
            or read_artwork(text)
            or text[0] in "（(—"
            or is_item(text)
            or is_numbered(text)
            or not has_ideograph(text)
        ):
            return
        if (
            is_byline_line(text)
            or read_writer(text)
            or read_bare_names(text)
            or is_note_signature(text)
            or is_organisation(text)
        ):
            return
        if read_furniture(text) is not None:
            # A date or an imprint that signs a notice.
            return
        if draft.continues_on is None or ends_as_kicker(text) or not draft.heads:
            following.heads.insert(0, last)
            draft.lines.pop()


def _is_open(draft: Draft) -> bool:
    """Whether an article names its authors or place in front, so that more text of it may follow a heading."""
    return draft.continued_from is not None or _front(draft) > 0


def _front(draft: Draft) -> int:
    """How many of an article's first lines are byline or lead; 0 where it names nobody in front."""
    count = 0
    for line in draft.lines[:4]:
        if (
            is_byline_line(line.text)
            or (len(line.text) <= 20 and read_bare_names(line.text))
            or opens_with_lead(line.text)
            or is_deck(line.text)
        ):
            count += 1
    return count


def _two_clauses(text: str) -> bool:
    """Two clauses of some length, parted by a space, as headlines have them."""
    parts = re.split(r"[ \u3000]+", text)
    return len(parts) > 1 and min(map(len, parts)) >= 4 and len(text) > 14


def _words(lines: Iterable[Line]) -> Iterator[str]:
    """Pairs of ideographs, as a stand-in for words; each once for every line that holds it."""
    for line in lines:
        for run in set(re.findall(f"{_HAN}{{2,}}", line.text[:2000])):
            yield from {run[i : i + 2] for i in range(len(run) - 1)}


def _last_note(draft: Draft) -> int | None:
    """Where a note begins that stands below an article's text and speaks of the next one (编者按, never 编后)."""
    for index in range(len(draft.lines) - 1, max(-1, len(draft.lines) - 8), -1):
        line = draft.lines[index]
        if line.level:
            return None
        if label := read_note_label(line.text):
            below = draft.lines[index + 1 :]
            if label.after or any(is_byline_line(other.text) or opens_with_lead(other.text) for other in below):
                return None
            if line.was_heading or not draft.heads:
                return index
            most = 1 if label.rest and is_finished(label.rest) else 3
            return (
                index
                if len([other for other in below if not is_note_signature(other.text)]) < most + (not label.rest)
                else None
            )
    return None


def _is_group_note(draft: Draft) -> bool:
    """Whether a note with its own text is all that stands below a headline."""
    if draft.continues_on is not None or draft.continued_from is not None:
        return False
    if not _GROUP.search(draft.heads[-1].text):
        return False
    label = read_note_label(draft.lines[0].text)
    texts = [line for line in draft.lines[1:] if not is_note_signature(line.text)]
    return label is not None and len(texts) == (0 if label.rest else 1)


def is_signed_line(line: Line, following: Line) -> bool:
    """Names alone on a line with running text below, as under a headline."""
    return len(line.text) <= 20 and read_bare_names(line.text) is not None and len(following.text) > LONGEST_CROSSHEAD


def is_caption(text: str) -> bool:
    """Whether a line is a picture's caption or credit: 图为…, …（甲摄）, 甲摄."""
    if text.startswith(_CAPTION_START):
        return True
    return len(text) > 2 and not text.endswith("拍摄") and _PHOTO_CREDIT.search(text[-12:]) is not None
