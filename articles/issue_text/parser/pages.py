"""From a source's lines to its pages: heads, mastheads, credits and pointers taken out and filed."""

import datetime
from dataclasses import dataclass, field

from ..document import Credit, Teaser
from ..hints import Hints
from ..labels import label_key, same_label
from ..problems import Problem
from ..typography import has_ideograph, restore_punctuation
from .drafts import Boundary
from .furniture import Furniture, is_dateline, is_imprint, is_name, is_sure_name, read_furniture
from .jumps import read_marks
from .lines import LONGEST_LINE, Line
from .pointers import is_box, is_reference, read_box, read_see_line

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


#: The longest name that a paper has, in characters of any script.
_LONGEST_NAME = 40
#: So many lines of an imprint are looked at to see whether text goes on behind them.
_MOST_IMPRINT_LINES = 6
#: So far below the paper's name, at most, stands the line of the masthead that has the date.
_MOST_MASTHEAD_LINES = 3


@dataclass(slots=True)
class RawPage:
    """A page's own data, and the lines of its articles."""

    label: str = ""
    name: str = ""
    credits: list[Credit] = field(default_factory=list)
    teasers: list[Teaser] = field(default_factory=list)
    items: list[Line | Boundary] = field(default_factory=list)
    line: int = 0
    has_articles: bool = False
    #: Its name was printed with its label.
    named: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.label or self.items or self.teasers)


@dataclass(slots=True)
class Imprint:
    """What the mastheads of a source say about the issue; every date and number with its line."""

    newspaper: str = ""
    cn_number: str = ""
    sponsor: str = ""
    dates: list[tuple[datetime.date, int]] = field(default_factory=list)
    weekdays: list[tuple[int, int]] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    edition: str = ""


class PageSplitter:
    """Walks over the lines once and files each with its page."""

    def __init__(self, lines: list[Line], hints: Hints, problems: list[Problem]):
        self.lines, self.hints, self.problems = lines, hints, problems
        self.imprint = Imprint()
        self.page = RawPage()
        self.pages: list[RawPage] = [self.page]
        self._by_label: dict[tuple[str, int], RawPage] = {}
        self._last_date: datetime.date | None = None

    def run(self) -> list[RawPage]:
        index = self._masthead()
        while index < len(self.lines):
            line = self.lines[index]
            if is_box(line) and (box := read_box(self.lines, index + 1))[0]:
                teasers, index = box
                self.page.teasers.extend(teasers)
                continue
            index += 1
            self._take(line, index)
        return self._labelled()

    def _masthead(self) -> int:
        """Read the paper's name above the first line that is dated; return where the rest begins.

        Only short lines may stand above that date, else it is not a masthead's.
        """
        for index, line in enumerate(self.lines[:8]):
            found = read_furniture(line.text) if line.kind == "text" else None
            if found and found.column is None and (found.date or found.label):
                sure = found.date and (found.weekday is not None or found.number is not None)
                return self._name(index) if sure else 0
            if len(line.text) > _LONGEST_NAME and found is None:
                return 0
        return 0

    def _name(self, end: int) -> int:
        above = [
            line
            for line in self.lines[:end]
            if line.kind == "text" and line.text.strip("# ") and read_furniture(line.text) is None
        ]
        names = [line.text for line in above if not line.text.isupper() and len(line.text.split()) <= 5]
        if above and not names and all(line.text.isascii() for line in above):
            # The name in Latin letters below the one in ideographs.
            return self._skip(above, end)
        if not above or len(above) > 3 or len(names) != 1 or (has_ideograph(names[0]) and len(names[0]) > 8):
            return 0
        self.imprint.newspaper = names[0]
        return self._skip(above, end)

    def _skip(self, above: list[Line], end: int) -> int:
        for line in self.lines[:end]:
            if line not in above and line.kind == "text":
                self._take(line, end)
        return end

    def _take(self, line: Line, following: int) -> None:
        if len(line.text) > LONGEST_LINE:
            self.problems.append(Problem("long-line", line.number, details={"length": len(line.text)}))
        if is_reference(line.text):
            self.problems.append(Problem("reference-left-out", line.number, details={"text": line.text}))
            return
        furniture = None
        if line.kind == "text" and not self._is_mark(line.text):
            furniture = read_furniture(line.text, at_top=not self._has_articles())
        if furniture is None or (self._has_articles() and self._is_of_article(furniture, line, following)):
            self._add(line)
        elif is_name(furniture) and not self._is_papers_name(furniture.newspaper, following):
            # 气象台发布高温预报
            self._add(line)
        else:
            self._file(furniture, line)

    def _is_of_article(self, found: Furniture, line: Line, following: int) -> bool:
        """Whether what looks like furniture belongs to a notice: another day's date, or an imprint above more text."""
        if is_dateline(found):
            known = {date for date, _ in self.imprint.dates} | {self.hints.date} - {None}
            return bool(known) and found.date not in known
        if not is_imprint(line.text, found):
            return False
        for other in self.lines[following : following + _MOST_IMPRINT_LINES]:
            if other.kind != "text" or is_reference(other.text):
                return False
            if (read := read_furniture(other.text, at_top=False)) is None:
                return True
            if not is_imprint(other.text, read):
                return False
        return False

    def _is_papers_name(self, name: str, following: int) -> bool:
        """Whether a line at the top of a page that reads like a newspaper's name is this paper's, not a headline."""
        if known := self._known_name():
            return _is_misread(name, known)
        if is_sure_name(name):
            return True
        below = self.lines[following : following + _MOST_MASTHEAD_LINES]
        read = (read_furniture(line.text) for line in below if line.kind == "text")
        return not self.imprint.dates and any(found and (found.date or found.number) for found in read)

    def _is_page_name(self, name: str) -> bool:
        """Whether what stands beside a label like a newspaper's name is the page's: 第3版 一周快报."""
        known = self._known_name()
        return bool(known) and not is_sure_name(name) and not _is_misread(name, known)

    def _known_name(self) -> str:
        known = self.imprint.newspaper or self.hints.newspaper or ""
        return known if has_ideograph(known) else ""

    @staticmethod
    def _is_mark(text: str) -> bool:
        """A jump line names a page too, and is no page head."""
        return len(text) <= 60 and read_marks(text).text != text

    def _has_articles(self) -> bool:
        return self.page.has_articles

    def _add(self, line: Line) -> None:
        if (label := read_see_line(line.text)) and (above := self._headline_above(line)):
            self.page.items.pop()
            self.page.teasers.append(Teaser(restore_punctuation(above.text), label))
            return
        if not self.page.line:
            self.page.line = line.number
        self.page.items.append(line)
        self.page.has_articles = True

    def _headline_above(self, line: Line) -> Line | None:
        """The headline that 详见第4版 stands under."""
        above = self.page.items[-1] if self.page.items else None
        if isinstance(above, Line) and len(above.text) <= 40 and (above.level or not line.gap):
            return above
        return None

    def _file(self, found: Furniture, line: Line) -> None:
        if found.column is not None:
            self.page.items.append(Boundary(found.column))
            return
        if found.label:
            self._turn_to(found, line)
        if found.spread:
            details = {"page": found.label, "other": found.spread}
            self.problems.append(Problem("spread-page", line.number, details=details))
        if found.label and found.newspaper and self._is_page_name(found.newspaper):
            found.page_name, found.newspaper = found.page_name or found.newspaper, ""
        if found.page_name and (found.label or not self.page.name):
            # A name printed with the label goes before one from another line.
            self.page.name = self.page.name if self.page.named else restore_punctuation(found.page_name)
            self.page.named = bool(found.label)
        self._add_credits(found.credits)
        imprint = self.imprint
        imprint.newspaper = imprint.newspaper or found.newspaper
        imprint.edition = imprint.edition or found.edition
        imprint.cn_number = imprint.cn_number or found.cn_number
        imprint.sponsor = imprint.sponsor or found.sponsor
        if found.number is not None and found.number > 0:
            imprint.numbers.append((found.number, line.number))
        if found.bad_date:
            self.problems.append(Problem("bad-date", line.number, details={"date": found.bad_date}))
        if found.date:
            imprint.dates.append((found.date, line.number))
            self._last_date = found.date
        if found.weekday is not None and self._last_date:
            self._check_weekday(found.weekday, self._last_date, line.number)

    def _check_weekday(self, weekday: int, date: datetime.date, line: int) -> None:
        if date.weekday() == weekday:
            return
        details = {
            "date": date.isoformat(),
            "printed_zh": f"星期{WEEKDAYS_ZH[weekday]}",
            "right_zh": f"星期{WEEKDAYS_ZH[date.weekday()]}",
            "printed_en": WEEKDAYS_EN[weekday],
            "right_en": WEEKDAYS_EN[date.weekday()],
        }
        self.problems.append(Problem("wrong-weekday", line, details=details))

    def _turn_to(self, found: Furniture, line: Line) -> None:
        """Go on with the page that a page head names: the present one, a new one, or one begun before."""
        label = found.label or ""
        if self.page.label and same_label(self.page.label, label):
            self.page.items.append(Boundary())
            return
        if not self.page.label and not self._has_articles():
            self.page.label, self.page.line = label, line.number
            self._by_label[label_key(label)] = self.page
            return
        if page := self._by_label.get(label_key(label)):
            self.problems.append(Problem("page-again", line.number, details={"page": label, "first": page.line}))
            self.page = page
            page.items.append(Boundary())
            return
        self.page = self._by_label[label_key(label)] = RawPage(label, line=line.number)
        self.pages.append(self.page)

    def _add_credits(self, credits: list[Credit]) -> None:
        self.page.credits.extend(credit for credit in credits if credit not in self.page.credits)

    def _labelled(self) -> list[RawPage]:
        """Give the page that has no head its label from the hints, and say so if there is none."""
        pages = [page for page in self.pages if not page.is_blank]
        hinted = self.hints.page
        for page in pages:
            if page.label:
                continue
            taken = [other.label for other in pages if other.label]
            page.label = self._free_label(hinted, taken, page.line)
        if hinted and len(pages) == 1 and not same_label(pages[0].label, hinted):
            self.problems.append(
                Problem("page-contradiction", pages[0].line, details={"printed": pages[0].label, "given": hinted})
            )
            pages[0].label = hinted
        return pages

    def _free_label(self, hinted: str | None, taken: list[str], line: int) -> str:
        if hinted and not any(same_label(hinted, label) for label in taken):
            return hinted
        number = 1
        while any(same_label(str(number), label) for label in taken):
            number += 1
        self.problems.append(Problem("page-assumed", line or None, details={"page": number}))
        return str(number)


def _is_misread(name: str, known: str) -> bool:
    """Whether a name is the known one, as it is or with one sign of it recognised wrongly."""
    return len(name) == len(known) and sum(a != b for a, b in zip(name, known, strict=True)) <= 1
