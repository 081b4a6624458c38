"""What one issue says: the form in which every reader, writer and store meet.

Invariants, kept by the parser and checked by ``load_json``: texts are single
lines without surrounding white space (an editor's note may have several
lines, one a paragraph), names carry no padding, page labels are unique.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .problems import Problem

#: Kinds of body blocks. A separator has no text; a picture's text is its caption.
BLOCK_KINDS = ("paragraph", "crosshead", "quote", "picture", "separator")

#: Where an editor's note stands: above its article, inside the text, or below it.
NOTE_POSITIONS = ("before", "within", "after")


@dataclass(slots=True)
class Block:
    """One paragraph, crosshead (小标题), quotation, picture or separator of a body."""

    kind: str
    text: str = ""
    #: The source lines it was joined from; more than one where a column break was healed.
    lines: list[int] = field(default_factory=list, compare=False)
    #: Pictures only: the file's name, unique within the article, then credit and alternative text.
    name: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(slots=True)
class AuthorName:
    """A name in a byline, without padding, with its printed role (记者, 通讯员, 摄影 …)."""

    name: str
    role: str = ""
    #: True for 本报评论员, 新华社 and the like, which are no persons.
    institution: bool = False


@dataclass(slots=True)
class Note:
    """An editor's note (编者按), without its label."""

    position: str
    text: str


@dataclass(slots=True)
class Series:
    """The series (系列) an article belongs to, and its place in it where one is printed."""

    name: str
    number: int | None = None


@dataclass(slots=True)
class Credit:
    """A page credit such as 责任编辑：甲; it belongs to the page, never to an article."""

    role: str
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Teaser:
    """A front-page pointer (今日导读) to a page; ``page`` is a label, None where none is printed."""

    headline: str
    page: str | None = None
    kicker: str = ""
    series: Series | None = None


@dataclass(slots=True)
class ArticleText:
    """What stands under one headline on one page.

    A story that jumps has one of these on each of its pages: the first names
    the next page's label in ``continues_on``, the others name the page they
    come from in ``continued_from``. What belongs to the whole story (people,
    notes, dateline, source …) stands on the first.
    """

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    column: str = ""
    series: Series | None = None
    #: As printed: 本报讯（记者 甲 乙）.
    byline: str = ""
    authors: list[AuthorName] = field(default_factory=list)
    dateline: str = ""
    #: The paper or agency a reprint comes from, without 《》.
    source: str = ""
    editors_notes: list[Note] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    continues_on: str | None = None
    continued_from: str | None = None
    #: The article's permanent number within its issue, once it has one.
    number: int | None = None
    #: 1-based line of the source at which it starts; 0 where there is no source.
    line: int = field(default=0, compare=False)


@dataclass(slots=True)
class PageText:
    """One page: ``number`` orders it, ``label`` is how the paper names it (1, 01, A1)."""

    number: int
    label: str
    name: str = ""
    credits: list[Credit] = field(default_factory=list)
    articles: list[ArticleText] = field(default_factory=list)
    teasers: list[Teaser] = field(default_factory=list)
    #: Name of the source file, where several files make the issue.
    file: str = field(default="", compare=False)


class Place(NamedTuple):
    """An article's place in a document: indexes into ``pages`` and into that page's ``articles``."""

    page: int
    article: int


class Continuation(NamedTuple):
    """A jump whose two ends were found."""

    origin: Place
    target: Place


@dataclass(slots=True)
class IssueDocument:
    """One issue of a newspaper. ``newspaper`` is a slug or a name, as far as it is known."""

    newspaper: str | None = None
    date: datetime.date | None = None
    #: Running number, 总第N期.
    number: int | None = None
    #: Empty for the day's regular issue, else what marks the extra one: 号外, 增刊.
    edition: str = ""
    #: What the masthead (报头) says of the newspaper itself: its name, 国内统一连续出版物号 and 主办.
    title: str = ""
    cn_number: str = ""
    sponsor: str = ""
    pages: list[PageText] = field(default_factory=list)
    continuations: list[Continuation] = field(default_factory=list)
    #: Doubts about the reading of a source; not part of what the issue says.
    problems: list[Problem] = field(default_factory=list, compare=False)

    def article(self, place: Place) -> ArticleText:
        return self.pages[place.page].articles[place.article]

    def places(self) -> Iterator[tuple[Place, ArticleText]]:
        """Every article with its place, in page order."""
        for p, page in enumerate(self.pages):
            for a, article in enumerate(page.articles):
                yield Place(p, a), article

    def stories(self) -> Iterator[list[Place]]:
        """Every story once, as the places of its parts in reading order.

        A part that continues another is not a story of its own. A ring of
        jumps, which only a broken file can hold, yields nothing.
        """
        following = dict(self.continuations)
        continued = set(following.values())
        for place, _ in self.places():
            if place in continued:
                continue
            story = [place]
            while (place := following.get(place)) is not None:
                story.append(place)
            yield story
