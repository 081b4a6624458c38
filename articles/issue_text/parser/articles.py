"""From the lines of one page to its articles.

First the lines are parted among articles (``part_drafts``), because whether a
heading is a headline or a crosshead shows only from what stands around it;
then each article's lines are read for what they are (``read_draft``).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ..document import ArticleText, Block, Note
from ..likeness import is_generic
from ..problems import Problem
from ..typography import IDEOGRAPHS, has_ideograph, restore_punctuation
from .bylines import Byline, institution, read_bare_names, read_byline_line, read_ending, read_lead, read_pen_name
from .headlines import Headline, deck_text, ends_as_kicker, is_deck, read_headline
from .jumps import read_marks
from .lines import Line
from .names import is_organisation
from .notes import is_note_signature, read_note_label
from .paragraphs import (
    LONGEST_CROSSHEAD,
    continues,
    is_finished,
    is_item,
    is_numbered,
    is_verse,
    joins,
    reads_as_crosshead,
    seam,
)

_HAN = f"[{IDEOGRAPHS}]"
_LONGEST_HEADLINE = 60
#: So many short open lines in a row make a list; fewer may be paragraphs that columns have cut.
_LIST_LENGTH = 4
_DATE_LINE = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十〇○零]{2,4}年[0-9０-９一二三四五六七八九十]{1,3}月(?:[0-9０-９一二三四五六七八九十]{1,3}日)?[^。]{0,8}[）)]?"
)
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
            if is_deck(line.text) or read_note_label(line.text) or read_lead(line.text) or read_byline_line(line.text):
                return True
            if read_marks(line.text).continued_from is not None:
                return True
            if len(line.text) > 40:
                break
        first = self.lines[0].text if self.lines else ""
        return bool(len(self.lines) > 1 and len(first) <= 20 and read_bare_names(first))

    @property
    def closes_article(self) -> bool:
        """Whether it ends as articles do: names, dateline or picture credit in brackets."""
        return any(closes(line.text) for line in self.lines[-2:])


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
        self._text: str | None = None
        self.sections = self._sections()

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

    @property
    def text(self) -> str:
        """The whole page's text, to see whether two characters stand together anywhere on it."""
        if self._text is None:
            self._text = "\n".join(item.text for item in self.items if isinstance(item, Line))
        return self._text

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
        marks = read_marks(line.text)
        if marks.continued_from is not None:
            self._begin_tail(line, marks.continued_from)
        text = marks.text
        if text:
            kept = line if text == line.text else _with_text(line, text)
            self._place(index, kept)
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
        if line.kind != "text":
            self.draft.lines.append(line)
        elif line.level:
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
        return len(line.text) > LONGEST_CROSSHEAD and read_lead(line.text) is not None

    # --- headings with # --------------------------------------------------------------------------

    def _heading(self, index: int, line: Line) -> None:
        draft = self.draft
        if read_note_label(line.text) or (draft.heads and read_byline_line(line.text)):
            draft.lines.append(_with_text(line, line.text, level=0, heading=True))
            return
        fresh = bool(draft.heads) and not draft.lines
        if fresh and is_deck(line.text):
            draft.heads.append(line)
        elif (
            fresh
            and draft.continues_on is None
            and not is_finished(draft.heads[-1].text)
            and not is_numbered(line.text)
        ):
            if draft.continued_from is not None and draft.mark_line > draft.heads[0].number:
                # A mark between two headings: the first was the tail of a story without any text.
                self._close()
                self.draft.heads.append(line)
            else:
                draft.heads.append(line)
        elif (not fresh and self._is_crosshead(index, line)) or (fresh and is_numbered(line.text) and line.level >= draft.level):
            draft.lines.append(line)
        else:
            if draft.continued_from is not None and not draft.heads and not draft.lines:
                draft.heads.append(line)
                return
            self._close()
            self.draft.heads.append(line)

    def _is_crosshead(self, index: int, line: Line) -> bool:
        """Whether a heading below an article's text is a crosshead rather than the next headline."""
        draft, text = self.draft, line.text
        if not draft.lines or not (draft.heads or draft.continued_from is not None):
            return False
        if draft.continues_on is not None or is_generic(text):
            return False
        section = self.sections.get(index)
        if section is None or not section.lines:
            return False
        if is_numbered(text):
            return not section.opens_article or any(is_numbered(other.text) for other in draft.lines)
        if len(text) > LONGEST_CROSSHEAD or section.opens_article or (draft.level and line.level < draft.level):
            return False
        if any(closes(other.text) for other in draft.lines[-2:]) or not _is_open(draft):
            return False
        if line.level > max(draft.level, 1) and line.level not in self._headline_levels():
            return True
        if line.level not in self._crosshead_levels(draft) or len(text) > 18 or _two_clauses(text):
            return False
        return self._belongs(section, draft)

    def _headline_levels(self) -> set[int]:
        """Levels at which some heading on this page opens an article for certain."""
        return {self.items[i].level for i, section in self.sections.items() if section.opens_article}

    def _crosshead_levels(self, draft: Draft) -> set[int]:
        """Levels that crossheads may have: any, where the page uses one level for all, else those below the headline."""
        levels = {self.items[i].level for i in self.sections}
        return (
            levels if len(levels) == 1 else {level for level in levels if level > draft.level} - self._headline_levels()
        )

    def _belongs(self, section: Section, draft: Draft) -> bool:
        """Whether a section shares more words with the article above it than with the rest of the page."""
        own = _words(line.text for line in (*draft.heads, *draft.lines))
        mine = _words(line.text for line in section.lines)
        inside = {id(line) for line in (*draft.heads, *draft.lines, *section.lines)}
        rest = _words(item.text for item in self.items if isinstance(item, Line) and id(item) not in inside)
        shared = mine & own
        near = len(shared - rest)
        far = len((mine & rest) - own)
        return near * (len(rest) + 200) >= far * (len(own) + 200) * 0.8 if near else False

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
            3 <= len(text) <= _LONGEST_HEADLINE
            and (not is_finished(text) or text[-1] in "！？!?")
            and text[0] not in "（(，。、；：”’）》—–"
            and not is_item(text)
            and text[-1] not in "，,、：:"
            and not _DATE_LINE.fullmatch(text)
            and not read_note_label(text)
            and not text.startswith(_CAPTION_START)
        )

    def _is_hidden_headline(self, index: int, line: Line) -> bool:
        """Whether a line without # is a headline, by its shape and by what follows it."""
        if not self._may_head(line):
            return False
        draft = self.draft
        if draft.heads and not draft.lines and not (draft.guessed or draft.continued_from):
            return False
        before = draft.lines[-1].text if draft.lines else ""
        if before and not (is_finished(before) or draft.continues_on is not None or is_note_signature(before)):
            return False
        if is_numbered(line.text) or read_byline_line(line.text):
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
        if (
            read_byline_line(first)
            or ((lead := read_lead(first))
            and (lead.authors or "讯" in first[:12] or "电" in first[:20]))
        ):
            return True
        closed = closes(self.draft.lines[-1].text) or self.draft.continues_on is not None
        ends = len(following) == 1
        return bool(_PHOTO_CREDIT.search(first) and len(first) > 30 and (closed or ends) and len(line.text) <= 24)

    def _heads_plain(self, line: Line, following: list[Line]) -> bool:
        """In a page without any heading: a line that stands out, and does not continue or head a part of the text above."""
        draft, first = self.draft, following[0]
        if read_bare_names(line.text) and draft.heads and not draft.lines:
            return False
        if not draft.heads:
            return not draft.lines or draft.continued_from is None or self._opens_soon(line, following)
        if not draft.lines:
            return False
        if draft.continues_on is not None or line.gap > first.gap + 1 or (line.gap >= 2 and first.gap < line.gap):
            return True
        if closes(draft.lines[-1].text) and not is_finished(line.text):
            return True
        return self._opens_soon(line, following)

    def _opens_soon(self, line: Line, following: list[Line]) -> bool:
        """A byline or lead follows, with nothing but more headline between."""
        for other in following:
            if is_deck(other.text) or read_byline_line(other.text):
                return True
            if read_lead(other.text):
                return True
            if len(other.text) > LONGEST_CROSSHEAD + 10 or is_finished(other.text):
                return False
        return False

    def _continues_headline(self, index: int, line: Line) -> bool:
        """Second and third lines of a headline without #."""
        text = line.text
        if is_deck(text):
            return True
        if not self._may_head(line) or len(text) > 40 or len(self.draft.heads) >= 4:
            return False
        if read_byline_line(text) or read_bare_names(text) or is_numbered(text):
            return False
        following = self._next(index, 1)
        if not following or line.gap > 1 or (line.gap and not self.draft.heads[-1].gap):
            return False
        return line.indented == self.draft.heads[-1].indented or self._opens_soon(line, self._next(index, 2))

    # --- what belongs to the neighbour ------------------------------------------------------------

    def _settle(self) -> list[Draft]:
        """Hand notes and kickers that stand below one article to the article they were printed above."""
        settled: list[Draft] = []
        for draft, following in zip(self.drafts, [*self.drafts[1:], None], strict=True):
            if following is not None and following.heads and following.continued_from is None:
                self._hand_down(draft, following)
            if draft.heads or draft.lines or draft.continued_from is not None:
                settled.append(draft)
            elif following is not None and draft.notes:
                following.notes[:0] = draft.notes
        return settled

    def _hand_down(self, draft: Draft, following: Draft) -> None:
        note = _last_note(draft)
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
        if text[0] in "（(—" or is_item(text) or is_numbered(text) or not has_ideograph(text):
            return
        if read_byline_line(text) or read_bare_names(text) or is_note_signature(text) or is_organisation(text):
            return
        if draft.continues_on is None or ends_as_kicker(text) or not draft.heads:
            following.heads.insert(0, last)
            draft.lines.pop()


def _with_text(line: Line, text: str, level: int | None = None, heading: bool = False, lead: bool = False) -> Line:
    """The line with another text; it keeps in mind that it was a heading (notes) or begins a report (``lead``)."""
    return replace(
        line, text=text, level=line.level if level is None else level, was_heading=heading or line.was_heading, is_lead=lead
    )  # fmt: skip


def _is_open(draft: Draft) -> bool:
    """Whether an article names its authors or place in front, so that more text of it may follow a heading."""
    return draft.continued_from is not None or _front(draft) > 0


def _front(draft: Draft) -> int:
    """How many of an article's first lines are byline or lead; 0 where it names nobody in front."""
    count = 0
    for line in draft.lines[:4]:
        if read_byline_line(line.text) or (len(line.text) <= 20 and read_bare_names(line.text)) or read_lead(line.text) or is_deck(line.text):
            count += 1
    return count


def _two_clauses(text: str) -> bool:
    """Two clauses of some length, parted by a space, as headlines have them."""
    parts = re.split(r"[ \u3000]+", text)
    return len(parts) > 1 and min(map(len, parts)) >= 4 and len(text) > 14


def _words(texts) -> set[str]:
    """Pairs of ideographs, as a stand-in for words."""
    pairs: set[str] = set()
    for text in texts:
        for run in re.findall(f"{_HAN}{{2,}}", text):
            pairs.update(run[i : i + 2] for i in range(len(run) - 1))
    return pairs


def _last_note(draft: Draft) -> int | None:
    """Where a note begins that stands below an article's text and speaks of the next one (编者按, never 编后)."""
    for index in range(len(draft.lines) - 1, max(-1, len(draft.lines) - 8), -1):
        line = draft.lines[index]
        if line.level:
            return None
        if label := read_note_label(line.text):
            below = draft.lines[index + 1 :]
            if label.after or any(read_byline_line(other.text) or read_lead(other.text) for other in below):
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


# --- reading one article ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    article: ArticleText
    problems: list[Problem]
    page_text: str
    joined: int = 0

    def known_beside(self, *parts: str) -> Callable[[str], bool]:
        """A test whether characters stand together somewhere on the page, these parts apart."""
        return lambda seam: self.page_text.count(seam) > sum(part.count(seam) for part in parts)


def read_draft(draft: Draft, page_text: str, problems: list[Problem]) -> ArticleText:
    """Read one article's lines; adds to ``problems`` what was doubtful."""
    reading = _Reading(ArticleText(line=draft.start), problems, page_text)
    article = reading.article
    article.continues_on, article.continued_from = draft.continues_on, draft.continued_from
    lines = list(draft.lines)
    _read_heads(draft, lines, article)
    for note in draft.notes:
        _add_note(article, "before", note)
    article.column = article.column or restore_punctuation(draft.column)
    _read_top(lines, article, bool(draft.heads))
    lines = _take_notes(lines, article)
    _read_end(lines, article)
    article.body = _blocks(lines, reading)
    if not article.source:
        article.source = _source_of(article.editors_notes)
    article.byline = restore_punctuation(article.byline)
    article.dateline = restore_punctuation(article.dateline)
    _report(draft, reading)
    return article


def _report(draft: Draft, reading: _Reading) -> None:
    article, line = reading.article, draft.start
    if reading.joined:
        reading.problems.append(
            Problem("joined-paragraphs", line, details={"count": reading.joined, "headline": _name(article)})
        )
    if not article.headline and article.continued_from is None:
        reading.problems.append(Problem("no-headline", line, details={"start": _name(article)}))
    elif draft.guessed:
        reading.problems.append(Problem("headline-guessed", line, details={"headline": article.headline}))
    if not article.body:
        reading.problems.append(Problem("no-text", line, details={"headline": _name(article)}))


def _name(article: ArticleText) -> str:
    return article.headline or next((block.text[:20] for block in article.body if block.text), "")


def _read_heads(draft: Draft, lines: list[Line], article: ArticleText) -> None:
    heads = draft.heads
    decks: list[str] = []
    if draft.guessed:
        made = _plain_headline(heads)
    else:
        made = (
            read_headline([head.text for head in heads], [head.level or 9 for head in heads]) if heads else Headline()
        )
        if heads and not heads[0].level and len(heads) > 1:
            # A kicker that had no # of its own stays above, whatever the levels say.
            made = read_headline([head.text for head in heads], [1] * len(heads)) if len(heads) == 2 else made
    while (
        heads and lines and lines[0].kind == "text" and not lines[0].level and is_deck(lines[0].text) and len(lines) > 1
    ):
        decks.append(deck_text(lines.pop(0).text))
    article.headline, article.kicker, article.column, article.series = (
        made.headline,
        made.kicker,
        made.column,
        made.series,
    )
    article.deck = " ".join(part for part in (made.deck, *map(restore_punctuation, decks)) if part)
    if decks and article.series is None:
        article.series = read_headline(["x", f"——{decks[0]}"]).series


def _plain_headline(heads: list[Line]) -> Headline:
    """Headline lines without #: a kicker if the first ends as one; else the lines are one headline, broken."""
    texts = [head.text for head in heads if not is_deck(head.text)]
    decks = [f"——{deck_text(head.text)}" for head in heads if is_deck(head.text)]
    if len(texts) > 1 and ends_as_kicker(texts[0]):
        return read_headline([texts[0], " ".join(texts[1:]), *decks])
    return read_headline([" ".join(texts), *decks] if texts else decks)


def _read_top(lines: list[Line], article: ArticleText, headed: bool) -> None:
    """Read deck, byline, dateline and note between headline and text, taking their lines away."""
    for _ in range(6):
        if not lines or lines[0].kind != "text":
            return
        line = lines[0]
        if label := read_note_label(line.text):
            if label.after or not _take_front_note(lines, article):
                return
            continue
        if len(line.text) > 160 or line.level:
            break
        if found := _byline_at(lines, article, headed):
            _apply(found, article)
            lines.pop(0)
        elif headed and not article.authors and _is_deck_line(lines):
            deck = restore_punctuation(lines.pop(0).text)
            article.deck = f"{article.deck} {deck}".strip()
        else:
            break
    if not _take_lead(lines, 0, article) and not article.authors and headed:
        _take_late_byline(lines, article)


def _take_lead(lines: list[Line], index: int, article: ArticleText) -> bool:
    """Cut dateline and byline from the paragraph at ``index``, if it opens with them."""
    if index >= len(lines) or lines[index].kind != "text" or lines[index].level:
        return False
    found = read_lead(lines[index].text)
    if found is None:
        return False
    _apply(found, article)
    if found.rest:
        lines[index] = _with_text(lines[index], found.rest, lead=True)
    else:
        lines.pop(index)
    return True


def _take_late_byline(lines: list[Line], article: ArticleText) -> None:
    """A byline of its own line, or a lead, below one or two introducing paragraphs or captions."""
    if _PHOTO_CREDIT.search(lines[0].text[-12:]) and len(lines[0].text) > 30 and _take_lead(lines, 1, article):
        return
    for index, line in enumerate(lines[1:3], 1):
        if line.kind == "text" and len(line.text) <= 40 and (found := read_byline_line(line.text)) and found.authors[0].role:
            if index + 1 < len(lines) and is_finished(lines[index - 1].text):
                _apply(found, article)
                del lines[index]
            return


def _byline_at(lines: list[Line], article: ArticleText, headed: bool) -> Byline | None:
    line = lines[0]
    if (found := read_byline_line(line.text)) is not None:
        return found
    if not headed or len(lines) < 2 or (article.authors and not article.byline):
        return None
    following = lines[1].text
    if article.authors and len(lines) > 1 and not (read_bare_names(line.text) and len(line.text) <= 24):
        return None
    if (found := read_bare_names(line.text)) and not article.authors:
        return found
    if article.authors or (len(following) < 20 and not is_finished(following)):
        return None
    signed = (
        any(
            closes(other.text) and not (read_ending(other.text) or Byline()).photo
            for other in lines[1:]
            if hasattr(other, "text")
        )
        if len(line.text) <= 6
        else True
    )
    return None if signed else read_pen_name(line.text)


def _is_deck_line(lines: list[Line]) -> bool:
    """A short open line between headline and byline or lead is a deck; before plain text too, unless it is numbered."""
    text = lines[0].text
    if (is_finished(text) and text[-1] not in "）)") or len(text) > LONGEST_CROSSHEAD * 2 or is_numbered(text):
        return False
    if len(lines) < 2 or lines[1].kind != "text" or lines[1].level:
        return False
    if _DATE_LINE.fullmatch(text) or is_item(text):
        return True
    if read_lead(text):
        return False
    if text[0] not in "（(" and re.search(rf"{_HAN}[ \u3000]+{_HAN}", text) and not closes(text):
        # Running text has no spaces between ideographs; headlines and decks do.
        return True
    if text[0] in "（(":
        return False
    following = lines[1].text
    if read_byline_line(following) or read_lead(following):
        return True
    if len(lines) > 2 and len(following) <= 20 and read_bare_names(following) and len(text) > 6:
        return True
    if (
        len(lines) > 2
        and len(following) <= LONGEST_CROSSHEAD * 2
        and (read_byline_line(lines[2].text) or read_lead(lines[2].text))
    ):
        return not is_finished(following)
    return False


def _apply(found: Byline, article: ArticleText) -> None:
    known = {(author.name, author.role) for author in article.authors}
    article.authors.extend(author for author in found.authors if (author.name, author.role) not in known)
    article.byline = f"{article.byline} {found.byline}".strip()
    article.dateline = article.dateline or found.dateline
    article.source = article.source or found.source


def _add_note(article: ArticleText, position: str, lines: list[Line]) -> None:
    """Add a note without its label and signature, its paragraphs healed, one a line."""
    texts: list[str] = []
    for place, line in enumerate(lines):
        text = line.text
        if place == 0 and (label := read_note_label(text)):
            text = label.rest
        text = re.sub(r"[（(]?[—–―]{2,4}[ \u3000]*编[ \u3000]*者[）)]?$", "", text).strip()
        if not text or is_note_signature(text):
            continue
        if texts and joins(texts[-1], text):
            texts[-1] = seam(texts[-1], text)
        else:
            texts.append(text)
    text = "\n".join(restore_punctuation(part) for part in texts)
    if text:
        article.editors_notes.append(Note(position, text))


def _take_front_note(lines: list[Line], article: ArticleText) -> bool:
    """Take a note between headline and text; how far it goes shows a byline, a signature, or its first full stop."""
    end = _note_end(lines, 0)
    if end >= len(lines) and len(lines) > 1 and not lines[0].was_heading:
        end = 1
    _add_note(article, "before", lines[:end])
    del lines[:end]
    return True


def _note_end(lines: list[Line], start: int) -> int:
    """The index behind the last line of the note that begins at ``start``."""
    label = read_note_label(lines[start].text)
    for index in range(start + 1, min(start + 7, len(lines))):
        line = lines[index]
        if is_note_signature(line.text) or re.search(r"[—–―]{2,}[ \u3000]*编[ \u3000]*者[）)]?$", line.text):
            return index + 1
        if line.level or line.kind != "text":
            return index
        if read_byline_line(line.text) or read_lead(line.text) or (len(line.text) <= 20 and read_bare_names(line.text)):
            return index
    end = start + 1
    if not (label and label.rest):
        end += end < len(lines)
    while (
        end < len(lines)
        and joins(lines[end - 1].text, lines[end].text)
        and len(lines[end - 1].text) > LONGEST_CROSSHEAD
    ):
        end += 1
    return end


def _take_notes(lines: list[Line], article: ArticleText) -> list[Line]:
    """Take the notes inside and below the text."""
    index = 0
    while index < len(lines):
        label = read_note_label(lines[index].text) if lines[index].kind == "text" and not (lines[index].level) else None
        if label is None:
            index += 1
            continue
        end = len(lines) if label.after else _note_end(lines, index)
        position = (
            "before"
            if index == 0 and not label.after
            else "after"
            if label.after or (end >= len(lines) and index)
            else "within"
        )
        _add_note(article, position, lines[index:end])
        del lines[index:end]
    while lines and is_note_signature(lines[-1].text):
        lines.pop()
    return lines


def _read_end(lines: list[Line], article: ArticleText) -> None:
    """Read the brackets at the end of the text: the first that signs ends the story, later ones end briefs below it."""
    named = bool(article.authors)
    for index, line in enumerate(lines):
        if line.kind != "text" or line.level or line.text[-1:] not in "）)】]":
            continue
        ending = read_ending(line.text)
        if ending is None:
            continue
        if ending.photo:
            following = lines[index + 1] if index + 1 < len(lines) else None
            if is_generic(article.headline) or (following is not None and read_lead(following.text)):
                # What follows a finished picture story are briefs of others.
                return
            continue
        last = index == len(lines) - 1
        if ending.authors and (named or article.authors):
            if not last:
                return
            continue
        _apply(Byline(ending.authors, ending.byline, ending.dateline, ending.source), article)
        lines[index] = _with_text(line, ending.rest)
        if ending.authors:
            break
    lines[:] = [line for line in lines if line.text or line.kind != "text"]
    if len(lines) > 1 and not article.authors and lines[-1].kind == "text" and not lines[-1].level:
        _read_last_line(lines, article)


def _read_last_line(lines: list[Line], article: ArticleText) -> None:
    """A byline on the very last line: 本报记者 甲, 文/甲 图/乙, 市民 甲."""
    text = lines[-1].text
    if len(text) > 40 or is_finished(text) or not is_finished(lines[-2].text):
        return
    found = read_byline_line(text)
    if found and (found.byline != "" and len(found.authors) <= 8):
        _apply(found, article)
        lines.pop()


def _source_of(notes: list[Note]) -> str:
    """The paper that a note says the article is reprinted from: 2月19日，《星报》头版刊发…现予转载."""
    for note in notes:
        if re.search(r"转载|转发|转登|转刊|摘登|摘发|摘编|予以刊发|现将全文", note.text):
            if match := re.search(
                r"《([^《》]{2,16}(?:报|刊|网|社|周刊|杂志|新闻|半月谈|求是|瞭望))》", note.text
            ) or re.search(r"(新华社|新华网|人民网|央视网|中新社)", note.text):
                return match[1]
    return ""


def _blocks(lines: list[Line], reading: _Reading) -> list[Block]:
    """Type the lines, and heal the paragraphs that column ends have cut."""
    blocks: list[Block] = []
    open_line = False
    count = len(lines)
    for index, line in enumerate(lines):
        text = line.text
        following = (
            lines[index + 1]
            if index + 1 < count and lines[index + 1].kind == "text" and not lines[index + 1].level
            else None
        )
        if line.kind == "picture":
            blocks.append(Block("picture", restore_punctuation(text), line.lines, name=line.name, alt=""))
        elif line.kind == "rule":
            blocks.append(Block("separator", "", line.lines))
        elif line.kind == "quote":
            blocks.append(Block("quote", text, line.lines))
        elif line.level:
            blocks.append(Block("crosshead", text, line.lines))
        elif open_line and blocks[-1].kind == "paragraph" and joins(blocks[-1].text, text):
            blocks[-1].text = seam(blocks[-1].text, text)
            blocks[-1].lines.extend(line.lines)
            reading.joined += 1
        elif _is_crosshead(lines, index, following, reading):
            blocks.append(Block("crosshead", text, line.lines))
        else:
            blocks.append(Block("paragraph", text, line.lines))
        open_line = blocks[-1].kind == "paragraph" and _stays_open(lines, index, blocks[-1].text)
    for block in blocks:
        block.text = restore_punctuation(block.text)
    if blocks and blocks[-1].kind == "crosshead" and reading.article.continues_on is None and not lines[-1].level:
        blocks[-1].kind = "paragraph"
    return blocks


def _stays_open(lines: list[Line], index: int, text: str) -> bool:
    """Whether the next line may continue this paragraph."""
    if is_finished(text) and not (index + 1 < len(lines) and continues(lines[index + 1].text)):
        return False
    return not (_in_verse(lines, index) or _in_list(lines, index))


def _in_verse(lines: list[Line], index: int) -> bool:
    """Whether a line stands among short open ones, as verse, lists and tables do."""
    if len(lines[index].text) > 22 or not is_verse(lines[index].text):
        return False
    neighbours = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(other.kind == "text" and is_verse(other.text) and len(other.text) <= 22 for other in neighbours)


def _in_list(lines: list[Line], index: int) -> bool:
    """Whether a line stands in a run of open lines apart from each other, as lists of names and products do."""
    run = 1
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(lines) and run < _LIST_LENGTH and _is_list_line(lines[place]):
            run += 1
            place += step
    return run >= _LIST_LENGTH and _is_list_line(lines[index])


def _is_list_line(line: Line) -> bool:
    return line.kind == "text" and not line.level and line.gap > 0 and len(line.text) <= 40 and not is_finished(line.text)


def _is_crosshead(lines: list[Line], index: int, following: Line | None, reading: _Reading) -> bool:
    text = lines[index].text
    if lines[index].is_lead or len(text) > LONGEST_CROSSHEAD or following is None or not has_ideograph(text):
        return False
    if text[0] in "（(，。、；：”’）》—–" or is_item(text) or (is_finished(text) and text[-1] not in "！？”"):
        return False
    if is_finished(text) and (text[-1] == "”" or len(text) > 14 or text[0] in "“"):
        return False
    if (
        index
        and not is_finished(lines[index - 1].text)
        and not lines[index - 1].level
        and lines[index - 1].kind == "text"
    ):
        return False
    if is_verse(following.text) and not is_numbered(text):
        return False
    return reads_as_crosshead(text, following.text, reading.known_beside(text, following.text))


__all__ = ["Boundary", "Draft", "institution", "part_drafts", "read_draft"]
