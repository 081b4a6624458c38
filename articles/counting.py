"""What each author has contributed to a newspaper in a month, for the office that pays for it (稿费).

No text is read for it: each part knows its length.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from django.db.models import Sum

from .models import Article, Byline, Newspaper, Part, Picture

#: Roles that make pictures, and roles that make the page: neither has written the text.
_PICTURES = re.compile(r"摄|图|绘|画|视频")
_TEXT = re.compile(r"文|报道|写")
_EDITING = re.compile(r"编辑|责编|美编|校对|审校|版式|策划|统筹|监制")
_SPACES = re.compile(r"\s+")


@dataclass
class Contribution:
    """What one author has done in one role, or in several that are taken together.

    ``articles`` and ``characters`` are counted whole for each of several authors;
    ``share`` and ``shared_characters`` are divided among those who wrote the text.
    """

    author: int
    name: str
    distinction: str
    institution: bool
    sort_key: str
    role: str
    #: Of each article that is signed, how much of its text and how many of its pictures are this author's.
    written: dict[int, int] = field(default_factory=dict)
    pictured: dict[int, int] = field(default_factory=dict)
    share: Fraction = Fraction(0)
    shared_characters: Fraction = Fraction(0)

    @property
    def articles(self) -> int:
        return len(self.written)

    @property
    def characters(self) -> int:
        return sum(self.written.values())

    @property
    def pictures(self) -> int:
        return sum(self.pictured.values())

    @property
    def label(self) -> str:
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    @property
    def shown_share(self) -> int | float:
        return _rounded(self.share)

    @property
    def shown_characters(self) -> int | float:
        return _rounded(self.shared_characters)


def _rounded(share: Fraction) -> int | float:
    """A share as people read it: two places at most."""
    rounded = round(float(share), 2)
    return int(rounded) if rounded == int(rounded) else rounded


@dataclass(frozen=True)
class Totals:
    """Each article, character and picture once, whoever has signed it."""

    articles: int
    signed: int
    characters: int
    pictures: int


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first day of a day's month, and the first day after it."""
    first = day.replace(day=1)
    return first, (first + datetime.timedelta(days=32)).replace(day=1)


def count_month(newspaper: Newspaper, month: datetime.date, drafts: bool = False) -> tuple[list[Contribution], Totals]:
    """Every author and role of a month, in the order of names, and what there is altogether.

    Only what readers may see is counted, unless ``drafts`` are wanted too.
    """
    characters = _characters(newspaper, month, drafts)
    bylines, pictures = _bylines(newspaper, month, drafts), _pictures(newspaper, month, drafts)
    found: dict[tuple[int, str], Contribution] = {}
    for article, people in bylines.items():
        if article in characters:
            _count_article(found, article, people, characters[article], pictures.get(article, ()))
    rows = sorted(found.values(), key=_in_order)
    shown = [len(pictures.get(article, ())) for article in characters]
    return rows, Totals(len(characters), len(bylines), sum(characters.values()), sum(shown))


def each_author_once(rows: Iterable[Contribution]) -> list[Contribution]:
    """The rows of one author as one, in the order of names: what was done in two roles counts once."""
    found: dict[int, Contribution] = {}
    for row in rows:
        if row.author not in found:
            found[row.author] = replace(row, written=dict(row.written), pictured=dict(row.pictured))
            continue
        whole = found[row.author]
        whole.role = "、".join(filter(None, [whole.role, row.role]))
        whole.share += row.share
        whole.shared_characters += row.shared_characters
        for mine, more in ((whole.written, row.written), (whole.pictured, row.pictured)):
            mine.update({article: max(n, mine.get(article, 0)) for article, n in more.items()})
    return sorted(found.values(), key=_in_order)


def _in_order(row: Contribution) -> tuple:
    return row.sort_key, row.name, row.distinction, row.role


def _parts(newspaper: Newspaper, month: datetime.date, drafts: bool):
    first, after = month_of(month)
    parts = Part.objects if drafts else Part.objects.published()
    return parts.filter(
        page__issue__newspaper=newspaper, page__issue__date__gte=first, page__issue__date__lt=after
    ).order_by()


def _characters(newspaper, month, drafts) -> dict[int, int]:
    """How long each article of the month is, on the pages that count."""
    lengths = _parts(newspaper, month, drafts).values("article").annotate(length=Sum("characters"))
    return dict(lengths.values_list("article", "length"))


def _articles(newspaper, month, drafts):
    return Article.objects.filter(pk__in=_parts(newspaper, month, drafts).values("article"))


def _bylines(newspaper, month, drafts) -> dict[int, list[tuple]]:
    names = ("name", "distinction", "institution", "sort_key")
    rows = Byline.objects.filter(article__in=_articles(newspaper, month, drafts)).order_by("article", "position", "pk")
    found = defaultdict(list)
    for article, author, role, *who in rows.values_list(
        "article", "author", "role", *(f"author__{name}" for name in names)
    ):
        found[article].append((author, role, who))
    return found


def _pictures(newspaper, month, drafts) -> dict[int, list[str]]:
    """The credits of each article's pictures."""
    rows = Picture.objects.filter(article__in=_articles(newspaper, month, drafts)).order_by()
    found = defaultdict(list)
    for article, credit in rows.values_list("article", "credit"):
        found[article].append(_SPACES.sub("", credit))
    return found


def _count_article(found: dict, article: int, people: list[tuple], characters: int, credits: Iterable[str]) -> None:
    writers = _writers(people)
    for author, role, who in people:
        row = found.setdefault((author, role), Contribution(author, *who, role))
        if article in row.written:
            continue
        row.written[article] = 0
        if author in writers and role in writers[author]:
            # Who wrote in two roles, such as 文 and 整理, wrote the text once.
            part = Fraction(1, len(writers) * len(writers[author]))
            row.written[article] = characters
            row.share += part
            row.shared_characters += characters * part
        if _PICTURES.search(role):
            row.pictured[article] = _pictures_by(who[0], credits)


def _writers(people: list[tuple]) -> dict[int, set[str]]:
    """Who wrote the text, and in which roles; where only photographers are named it is theirs, as a caption is."""
    wrote = [(author, role) for author, role, _who in people if _writes(role)]
    wrote = wrote or [(author, role) for author, role, _who in people if not _EDITING.search(role)]
    writers: dict[int, set[str]] = defaultdict(set)
    for author, role in wrote:
        writers[author].add(role)
    return writers


def _writes(role: str) -> bool:
    return not _EDITING.search(role) and (not _PICTURES.search(role) or bool(_TEXT.search(role)))


def _pictures_by(name: str, credits: Iterable[str]) -> int:
    """The pictures credited to a photographer, and those credited to nobody."""
    name = _SPACES.sub("", name)
    return sum(not credit or name in credit for credit in credits)
