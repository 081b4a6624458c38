"""Cards: the picture that stands beside a link to a page or an article where somebody shares it.

A card is described before it is drawn: equal descriptions are one file, kept with the
variants, and what changes on a page makes another one. ``is_offered`` tells templates
whether there is a card, from what they have at hand.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import PurePosixPath

from django.core.files import File
from django.utils import translation
from django.utils.formats import date_format
from PIL import Image, ImageDraw

from ..models import Article, HotArea, Issue, Page, Picture
from . import fonts, keeping, opening

SIZE = (1200, 630)
_PROPORTION = SIZE[0] / SIZE[1]

#: Narrower cuttings of a page would show a few large letters and nothing else.
_LEAST_ACROSS = 0.4

_PAPER, _INK, _INK_SOFT, _RED, _RULE = "#fcfaf5", "#1d1b17", "#5f594d", "#a8201a", "#cfc8b8"
_MARGIN = 72


@dataclass(frozen=True)
class Cutting:
    """What of a stored picture is shown: ``across`` of its width, around a point or from there down."""

    image: str
    across: float = 1.0
    x: float = 0.5
    y: float = 0.0
    around: bool = False

    def drawn(self) -> Image.Image | None:
        if PurePosixPath(self.image).suffix == ".gif":
            return None
        with opening.stored_picture(self.image) as picture:
            if picture is None:
                return None
            width = min(opening.seen_size(picture)[0], round(SIZE[0] / self.across))
            whole = opening.fitted(picture, width)
        sheet = Image.new("RGB", whole.size, _PAPER)
        sheet.paste(whole, mask=whole.getchannel("A") if whole.mode == "RGBA" else None)
        return sheet.resize(SIZE, Image.Resampling.LANCZOS, box=self.window(*sheet.size))

    def window(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Its corners in a picture of this size; it never leaves the picture."""
        shown = min(self.across * width, height * _PROPORTION)
        tall = shown / _PROPORTION
        left = _within(self.x * width - shown / 2, width - shown)
        top = _within(self.y * height - (tall / 2 if self.around else 0), height - tall)
        return left, top, left + shown, top + tall


@dataclass(frozen=True)
class Lettering:
    """A card that is set in type, where there is no picture."""

    newspaper: str
    day: str
    headline: str

    def drawn(self) -> Image.Image | None:
        if fonts.path() is None:
            return None
        card = Image.new("RGB", SIZE, _PAPER)
        draw = ImageDraw.Draw(card)
        draw.text((_MARGIN, 56), self.newspaper, font=fonts.face(64), fill=_RED)
        draw.text((SIZE[0] - _MARGIN, 118), self.day, font=fonts.face(30), fill=_INK_SOFT, anchor="rs")
        draw.line([(_MARGIN, 158), (SIZE[0] - _MARGIN, 158)], fill=_RED, width=4)
        draw.line([(_MARGIN, 166), (SIZE[0] - _MARGIN, 166)], fill=_RULE, width=1)
        size, lines = fonts.fit(self.headline, SIZE[0] - 2 * _MARGIN, lines=3, sizes=(84, 72, 62, 54))
        middle = (166 + SIZE[1]) / 2
        for place, line in enumerate(lines):
            y = middle + (place - (len(lines) - 1) / 2) * size * 1.4
            draw.text((_MARGIN, y), line, font=fonts.face(size), fill=_INK, anchor="lm")
        return card


def is_offered(*images) -> bool:
    """Whether there is a card for a page or an article with these images of pages and pictures."""
    return any(images) or fonts.path() is not None


def of_page(page: Page) -> Iterator[Cutting | Lettering]:
    """The top of the page with its masthead and lead, else its title."""
    if page.picture:
        yield Cutting(page.picture.name)
    yield _lettering(page.issue, page.title)


def of_article(
    article: Article, pages: Iterable[Page], areas: Iterable[HotArea], pictures: Iterable[Picture]
) -> Iterator[Cutting | Lettering]:
    """Where the article begins in the picture of its page, else its first picture, else the page, else its headline.

    ``areas`` are those of its first part that has a page with a picture.
    """
    pictured = [page for page in pages if page.picture]
    if pictured and (corners := [corner for area in areas for corner in area.points]):
        yield _around(pictured[0].picture.name, corners)
    for picture in pictures:
        yield Cutting(picture.image.name, x=picture.focal_x, y=picture.focal_y, around=True)
    for page in pictured[:1]:
        yield Cutting(page.picture.name)
    yield _lettering(article.issue, str(article))


def _around(image: str, corners: list[list[float]]) -> Cutting:
    left, right = (choose(x for x, _ in corners) for choose in (min, max))
    return Cutting(image, across=max(right - left, _LEAST_ACROSS), x=(left + right) / 2, y=min(y for _, y in corners))


def _lettering(issue: Issue, headline: str) -> Lettering:
    with translation.override("zh-hans"):
        day = date_format(issue.date, "DATE_FORMAT")
    return Lettering(issue.newspaper.name, f"{day} {issue.edition}".strip(), headline)


def find(cards: Iterable[Cutting | Lettering]) -> File | None:
    """The file of the first of these cards that can be made."""
    for card in cards:
        if file := keeping.find(_stored_name(card)) or _make(card):
            return file
    return None


def _make(card: Cutting | Lettering) -> File | None:
    name = _stored_name(card)
    with opening.one_at_a_time:
        # Where a link is shared, several ask for its card at once: who waited finds it drawn.
        if kept := keeping.find(name):
            return kept
        try:
            drawn = card.drawn()
        except opening.CannotBeMade:
            return None
        return drawn and keeping.keep(name, opening.encoded(drawn, "jpeg", quality=82, progressive=True))


def _stored_name(card: Cutting | Lettering) -> str:
    digest = hashlib.sha256(repr((type(card).__name__, astuple(card))).encode())
    return f"variants/cards/{digest.hexdigest()[:20]}.jpg"


def _within(place: float, most: float) -> float:
    return max(0.0, min(place, most))
