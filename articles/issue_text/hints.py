"""What is known of a source before it is read: from options, and from the names of files and folders."""

import datetime
import re
from dataclasses import dataclass
from pathlib import PurePath

from .labels import page_order, read_label


@dataclass(frozen=True, slots=True)
class Hints:
    """What options or names say about a source; None and "" where they say nothing.

    ``page`` is a label as in PageText, ``file`` the name that problems carry.
    """

    newspaper: str | None = None
    date: datetime.date | None = None
    page: str | None = None
    number: int | None = None
    edition: str = ""
    file: str = ""
    #: The other page of a spread (通版) whose first one is ``page``.
    spread: str = ""

    def over(self, other: "Hints") -> "Hints":
        """These hints, filled up from ``other``: options over names."""
        return Hints(
            self.newspaper if self.newspaper is not None else other.newspaper,
            self.date or other.date,
            self.page or other.page,
            self.number if self.number is not None else other.number,
            self.edition or other.edition,
            self.file or other.file,
            self.spread if self.page is not None else other.spread,
        )


_DATE = re.compile(
    r"(?<!\d)((?:18|19|20)\d\d)([-_.]?)(\d{1,2})\2(\d{1,2})(?!\d)|(?<!\d)((?:18|19|20)\d\d)年(\d{1,2})月(\d{1,2})日"
)
_LABEL = r"[A-Za-z]?\d{1,3}"
_PAGE = re.compile(
    rf"第?[ ]?(?P<zh>[A-Za-z]?\d{{1,3}}|[一二三四五六七八九十百]{{1,4}})[ ]?版|(?<![A-Za-z])(?:page|pg|p|v"
    rf"|版)[-_. ]?(?P<en>{_LABEL})(?!\d)",
    re.IGNORECASE,
)
_JOINED = r"[ ]?(?:版|页)?[ ]?[-_、，,~—–&至和及][ ]?第?[ ]?"
#: Two pages that follow one another: 第2、3版, p2-3, 02-03.
_SPREAD = re.compile(
    rf"(?:第[ ]?|(?<![A-Za-z])(?:page|pg|p|v)[-_. ]?|^)(?P<first>{_LABEL}|[一二三四五六七八九十]{{1,3}}){_JOINED}"
    rf"(?P<second>{_LABEL}|[一二三四五六七八九十]{{1,3}})(?:[ ]?版|(?![\w.])|(?=通版))",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?P<label>[A-Za-z]?\d{1,2})(?:[-_. ]?(?=\D)(?:[\u4e00-\u9fff].*)?)?")
_NUMBER = re.compile(r"(?:总第|第)(\d{1,7})期")
_EDITION = re.compile(r"号外|增刊|特刊|增期")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z][a-z0-9]*)*")


def hints_from_path(path: str | PurePath) -> Hints:
    """Read newspaper, date and page from a path such as hekou-2021-02-20-p1.md, 2021-02-20/A02要闻.md or 第2版.txt.

    The file's own name goes before its folder's; a number that could mean
    several things is left alone.
    """
    path = PurePath(path)
    stem = path.stem if re.fullmatch(r"\.\w{1,5}", path.suffix) else path.name
    names = [stem, *(parent.name for parent in list(path.parents)[:3])]
    found = Hints(file=path.name)
    for place, name in enumerate(names):
        rest, date = _take_date(name)
        if date is not None or place == 0:
            page, spread = _pages(rest, date) if place == 0 else (None, "")
            found = found.over(Hints(date=date, page=page, newspaper=_slug(name, date), spread=spread))
        if number := _NUMBER.search(name):
            found = found.over(Hints(number=int(number[1])))
        if edition := _EDITION.search(name):
            found = found.over(Hints(edition=edition[0]))
        if date is not None:
            break
    return found


def _take_date(name: str) -> tuple[str, datetime.date | None]:
    match = _DATE.search(name)
    if match is None:
        return name, None
    year, month, day = (int(part) for part in (match[1] or match[5], match[3] or match[6], match[4] or match[7]))
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return name, None
    return f"{name[: match.start()]} {name[match.end() :]}", date


def _pages(rest: str, date: datetime.date | None) -> tuple[str | None, str]:
    """The page in a file's name, and the other one where it names a spread."""
    match = _SPREAD.search(rest.rpartition(" ")[2].strip("-_. ") if date else rest)
    if match:
        first, second = read_label(match["first"]), read_label(match["second"])
        if first and second and page_order(second) == page_order(first) + 1:
            return first, second
    return _page(rest, date), ""


def _page(rest: str, date: datetime.date | None) -> str | None:
    """The page in a file's name, once its date is taken out."""
    if match := _PAGE.search(rest):
        return read_label(match["zh"] or match["en"])
    after = rest.rpartition(" ")[2] if date else rest
    match = _LEADING.fullmatch(after.strip(" -_.") if date else after)
    return read_label(match["label"]) if match else None


def _slug(name: str, date: datetime.date | None) -> str | None:
    """The newspaper in front of a date: hekou-2021-02-20-p1 -> hekou."""
    match = _DATE.search(name)
    if date is None or match is None:
        return None
    before = name[: match.start()].strip("-_. ")
    return before if _SLUG.fullmatch(before) else None
