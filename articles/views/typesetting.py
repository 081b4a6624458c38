"""From stored articles to what is set on a page: parts with their jumps, notes and pictures in place.

Everything for a page is fetched at once; no function here runs a query for a single row.
"""

from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.db.models import Prefetch, prefetch_related_objects

from ..issue_text.parser.paragraphs import is_verse, joins, seam
from ..models import Article, Byline, EditorsNote, Issue, Page, Part, Picture
from . import bylines

_SENTENCE_ENDS = "。！？…；：”’」』》）—.!?"

#: Above so many characters a story is set over the full width; the one after the lead needs fewer,
#: because it stands second in importance too.
LONG_STORY, LONG_SECOND_STORY = 800, 320

#: Below so many characters the text of a lead story would make columns of two lines.
BRIEF = 180

#: So many characters fill the columns that a window shows whole. What is longer goes on in columns below
#: them, or readers would have to scroll back from the foot of each column.
STRETCH = 1300

#: A stretch may be so many characters shorter to end before a crosshead.
_BEFORE_CROSSHEAD = 200

#: The room that the head of a short story takes, in characters.
_HEAD = 60

#: Characters in a line of a column; the style sheet keeps to it on every wide screen.
COLUMN = 18

#: How many characters stand beside a picture over two of four columns, and over one of four, for
#: each unit of its height to its width.
_BESIDE_WIDE, _BESIDE_TALL = 720, 500


@dataclass(slots=True)
class Jump:
    """下转第二版. Without an address where the other end is unknown, or not for this visitor."""

    text: str
    url: str = ""


@dataclass(slots=True)
class Figure:
    """A picture with its caption; ``picture`` is None where papers delivered the caption only."""

    caption: str
    picture: Picture | None = None

    @property
    def is_tall(self) -> bool:
        return self._proportion > 1

    @property
    def room_beside(self) -> int:
        """Characters that fill the columns beside it, when it opens a lead story."""
        if not (self.picture and self.picture.image):
            return 0
        return int(self._proportion * (_BESIDE_TALL if self.is_tall else _BESIDE_WIDE))

    @property
    def _proportion(self) -> float:
        return self.picture.height / self.picture.width if self.picture and self.picture.width else 0.0


@dataclass(slots=True)
class Line:
    """One thing in the flow of a text: a typed block of the body, or an editor's note between two."""

    kind: str
    text: str = ""
    #: Printed in front of the first paragraph: 本报讯（记者 甲）.
    lead_in: str = ""
    #: True where a paragraph goes on that began on the page before.
    goes_on: bool = False
    figure: Figure | None = None
    note: EditorsNote | None = None

    @property
    def is_short(self) -> bool:
        """Whether it has three lines at most: broken by a column's end, it would leave a line alone."""
        return len(self.lead_in) + len(self.text) <= 3 * COLUMN


@dataclass(slots=True)
class Piece:
    """What of an article lies on one page, ready to be set."""

    article: Article
    part: Part
    #: True where the story begins, and where it ends.
    opens: bool
    closes: bool
    jump_in: Jump | None = None
    jump_out: Jump | None = None
    notes_above: list[EditorsNote] = field(default_factory=list)
    notes_below: list[EditorsNote] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    #: In a story read as a whole: the jump lines between this part and the one read before it.
    crossing: list[Jump] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return anchor_of(self.article, self.part)

    @property
    def kicker(self) -> str:
        return self.article.kicker if self.opens else self.part.kicker

    @property
    def headline(self) -> str:
        return self.article.headline if self.opens else self.part.headline or self.article.headline

    @property
    def deck(self) -> str:
        return self.article.deck if self.opens else self.part.deck

    @property
    def byline(self) -> str:
        """The byline where it has a line of its own under the headline."""
        return self.article.byline if self.opens and bylines.place_of(self.article) == "line" else ""

    @property
    def signature(self) -> str:
        """（甲 乙）, printed at the very end."""
        return self.article.byline if self.closes and bylines.place_of(self.article) == "end" else ""

    @property
    def length(self) -> int:
        return sum(len(line.text) for line in self.lines)

    @property
    def is_brief(self) -> bool:
        return self.length < BRIEF

    @property
    def stretches(self) -> list[list[Line]]:
        """All the text, in stretches of columns that follow below each other."""
        return _stretches(self.lines)

    @property
    def beside(self) -> list[Line]:
        """As much of the text as stands beside the first picture; the rest runs on below it."""
        return self.lines[: self._beside]

    @property
    def below(self) -> list[Line]:
        return self.lines[self._beside :]

    @property
    def stretches_below(self) -> list[list[Line]]:
        return _stretches(self.below)

    @property
    def is_short_beside(self) -> bool:
        """Whether all the text leaves a part of the height beside the first picture empty."""
        return self.length < 0.8 * self._room_beside

    @property
    def _room_beside(self) -> int:
        return self.figures[0].room_beside if self.figures else 0

    @property
    def _beside(self) -> int:
        taken = 0
        for count, line in enumerate(self.lines):
            if taken + len(line.text) / 2 > self._room_beside:
                return count
            taken += len(line.text)
        return len(self.lines)

    @property
    def runs_on(self) -> bool:
        """Whether there is more than the two paragraphs of which a small screen's front page makes do."""
        return len(self.lines) + len(self.figures) > 2

    @property
    def runs_on_as_lead(self) -> bool:
        """The same for the lead story, of which it shows four."""
        return len(self.beside or self.lines) > 4 or bool(self.beside and self.below)


def anchor_of(article: Article, part: Part) -> str:
    return f"a{article.number}-{part.sequence}"


def _stretches(lines: list[Line]) -> list[list[Line]]:
    """Stretches of about the same length, which end before a crosshead where they can, and never below one."""
    length = sum(len(line.text) for line in lines)
    wanted = length / max(1, round(length / STRETCH))
    stretches, taken = [[]], 0
    for line in lines:
        ahead = _BEFORE_CROSSHEAD if line.kind == "crosshead" else len(line.text) / 2
        full = taken + ahead > wanted * len(stretches)
        if full and stretches[-1] and stretches[-1][-1].kind != "crosshead":
            stretches.append([])
        stretches[-1].append(line)
        taken += len(line.text)
    return stretches


def as_lead(piece: Piece) -> Piece:
    """Let the first picture of the story that leads a page open it, wherever the text has it."""
    if not piece.figures:
        pictured = (line for line in piece.lines if line.figure and line.figure.room_beside)
        if line := next(pictured, None):
            piece.figures = [line.figure]
            piece.lines.remove(line)
    return piece


def pieces_on(page: Page, pages: list[Page]) -> list[Piece]:
    """What lies on ``page``, in its order; ``pages`` are those of the issue that this visitor may see."""
    parts = list(Part.objects.filter(page=page).select_related("article").defer("body").order_by("position"))
    articles = [part.article for part in parts]
    _fetch_contents(articles, page.issue)
    for article in articles:
        _hide_opening(article, pages)
    return [_piece(part.article, part.sequence, pages) for part in parts]


def pieces_of(article: Article, pages: list[Page]) -> list[Piece]:
    """The whole story, as far as it lies on ``pages``."""
    _fetch_contents([article], article.issue)
    _hide_opening(article, pages)
    visible = {page.pk for page in pages}
    pieces = [_piece(article, part.sequence, pages) for part in article.parts.all() if part.page_id in visible]
    for before, piece in zip([None, *pieces], pieces, strict=False):
        piece.crossing = [jump for jump in (before and before.jump_out, piece.jump_in) if jump]
    _set_paragraphs_whole(article, pieces)
    return pieces


def _set_paragraphs_whole(article: Article, pieces: list[Piece]) -> None:
    """End a paragraph where it began, or the mark between two pages would stand within its sentence, even in a word."""
    next_to = set(pairwise(part.pk for part in article.parts.all()))
    ends = pieces[0].lines[-1] if pieces and pieces[0].lines else None
    for before, piece in pairwise(pieces):
        goes_on = piece.lines[0] if piece.lines and piece.lines[0].goes_on else None
        # Editors see by the mark where a page begins that is not public yet.
        seen_alike = before.part.page.is_public == piece.part.page.is_public
        if ends and goes_on and seen_alike and (before.part.pk, piece.part.pk) in next_to and _is_one(ends, goes_on):
            ends.text = seam(ends.text, goes_on.text)
            del piece.lines[0]
        ends = piece.lines[-1] if piece.lines else ends


def _is_one(above: Line, below: Line) -> bool:
    """Whether two paragraphs are one that the end of a page has cut; verses are lines of their own."""
    verse = is_verse(above.text) and is_verse(below.text)
    return above.kind == "paragraph" and not verse and joins(above.text, below.text)


def outline(issue: Issue, pages: list[Page]) -> list[tuple[Page, list[Article]]]:
    """The stories of each page in reading order, each story once, where it begins."""
    parts = Part.objects.filter(page__in=pages).select_related("article").defer("body")
    parts = list(parts.order_by("page__number", "page__label", "position"))
    opened = {part.article_id for part in parts if part.sequence == 1}
    listed = set()
    articles = {page.pk: [] for page in pages}
    for part in parts:
        if part.article_id not in listed:
            listed.add(part.article_id)
            part.article.issue = issue
            if part.article_id not in opened:
                _head_by(part, part.article)
            articles[part.page_id].append(part.article)
    return [(page, articles[page.pk]) for page in pages]


def _hide_opening(article: Article, pages: list[Page]) -> None:
    visible = {page.pk for page in pages}
    seen = [part for part in article.parts.all() if part.page_id in visible]
    if seen and seen[0].pk != article.parts.all()[0].pk:
        _head_by(seen[0], article)


def _head_by(part: Part, article: Article) -> None:
    """Of a story whose beginning is not public yet, tell what is printed above the part that is, and nothing else."""
    article.kicker, article.headline, article.deck = part.kicker, part.headline, part.deck


def _fetch_contents(articles: list[Article], issue: Issue) -> None:
    prefetch_related_objects(
        articles,
        Prefetch("parts", Part.objects.select_related("page").order_by("sequence")),
        Prefetch("bylines", Byline.objects.select_related("author")),
        "editors_notes",
        "pictures",
    )
    for article in articles:
        article.issue = issue
        for part in article.parts.all():
            part.page.issue = issue


def _piece(article: Article, sequence: int, pages: list[Page]) -> Piece:
    chain = list(article.parts.all())
    at = next(i for i, part in enumerate(chain) if part.sequence == sequence)
    part = chain[at]
    previous = chain[at - 1] if at else None
    following = chain[at + 1] if at + 1 < len(chain) else None
    piece = Piece(article, part, opens=previous is None, closes=following is None)
    visible = {page.pk for page in pages}
    piece.jump_in = _jump(part.jump_in(previous), article, previous, visible)
    piece.jump_out = _jump(part.jump_out(following), article, following, visible)
    _set_notes(piece)
    piece.lines = _lines(piece, previous)
    if piece.opens:
        piece.figures = _figures_above(article, chain)
    return piece


def _jump(text: str, article: Article, other: Part | None, visible: set[int]) -> Jump | None:
    if not text:
        return None
    # The other end may lie on a page that is not public yet: its label is printed, but leads nowhere.
    leads_there = other is not None and other.page_id in visible
    return Jump(text, f"{other.page.get_absolute_url()}#{anchor_of(article, other)}" if leads_there else "")


def _set_notes(piece: Piece) -> None:
    notes = {place: list(found) for place, found in groupby(_notes(piece.article), key=lambda note: note.position)}
    if piece.opens:
        piece.notes_above = notes.get(EditorsNote.Position.BEFORE, [])
    if piece.closes:
        piece.notes_below = notes.get(EditorsNote.Position.AFTER, [])


def _notes(article: Article) -> list[EditorsNote]:
    return sorted(article.editors_notes.all(), key=lambda note: note.position)


def _lines(piece: Piece, previous: Part | None) -> list[Line]:
    pictures = {picture.name: picture for picture in piece.article.pictures.all()}
    lines = [line for block in piece.part.blocks if (line := _line(block, pictures))]
    if piece.opens:
        return _opened(lines, piece.article)
    if lines and lines[0].kind == "paragraph":
        lines[0].goes_on = _breaks_off(previous)
    return lines


def _opened(lines: list[Line], article: Article) -> list[Line]:
    """The text where its story begins: with what is printed in front, and notes after its first paragraph."""
    first = next((line for line in lines if line.kind == "paragraph"), None)
    if first is None:
        first = Line("paragraph")
        lines = [first, *lines]
    first.lead_in = bylines.lead_in(article)
    after = lines.index(first) + 1
    within = [note for note in _notes(article) if note.position == EditorsNote.Position.WITHIN]
    lines = [*lines[:after], *(Line("note", note=note) for note in within), *lines[after:]]
    return lines if first.text or first.lead_in else [line for line in lines if line is not first]


def _line(block, pictures: dict[str, Picture]) -> Line | None:
    if block.kind != "picture":
        return Line(block.kind, block.text)
    picture = pictures.get(block.name)
    caption = block.text or (picture.caption if picture else "")
    figure = _figure(caption, picture)
    return Line("picture", figure=figure) if figure else None


def _figure(caption: str, picture: Picture | None) -> Figure | None:
    """A caption without its picture still tells something; nothing at all leaves no frame behind."""
    return Figure(caption, picture) if caption or (picture and picture.image) else None


def _breaks_off(previous: Part) -> bool:
    """Whether the part before ends in the middle of a sentence."""
    ends = previous.blocks[-1] if previous.blocks else None
    return bool(ends and ends.kind == "paragraph" and not ends.text.endswith(tuple(_SENTENCE_ENDS)))


def _figures_above(article: Article, chain: list[Part]) -> list[Figure]:
    """The pictures that no part places; one that a hidden part places is not ours to show."""
    placed = {block.name for part in chain for block in part.blocks if block.kind == "picture"}
    figures = (_figure(picture.caption, picture) for picture in article.pictures.all() if picture.name not in placed)
    return [figure for figure in figures if figure]


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Rows below the lead story: a long story has one to itself, short ones that follow each other share one."""
    rows: list[list[Piece]] = []
    together = False
    for piece in pieces:
        alone = piece.length > (LONG_STORY if rows else LONG_SECOND_STORY)
        if together and not alone and _room(rows[-1]) > piece.length:
            rows[-1].append(piece)
        else:
            rows.append([piece])
        together = not alone
    return rows


def _room(row: list[Piece]) -> int:
    """How many characters a row has room for yet; it may be longer than one text, for it ends between stories."""
    return int(1.5 * STRETCH) - sum(piece.length + _HEAD for piece in row)
