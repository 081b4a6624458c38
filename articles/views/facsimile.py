"""The picture of a printed page, and where in it each story lies."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from ..models import Article, HotArea, Page
from ..pictures.variants import variants_of
from .typesetting import Piece

#: Drawings over a picture measure its width in so many units; its height follows from its proportion.
_WIDTH = 1000
#: The proportion of a sheet, where a picture's own is not known.
_SHEET = 1.414


@dataclass(slots=True)
class PlacedStory:
    """A story of the page, and its polygons as SVG writes them; it has none where nobody drew them."""

    piece: Piece
    polygons: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The whole story; the continuation of one leads to where it goes on there."""
        url = self.piece.article.get_absolute_url()
        return url if self.piece.opens else f"{url}#{self.piece.anchor}"


@dataclass(slots=True)
class Facsimile:
    """A page's picture with its stories in the order in which they stand on the page."""

    page: Page
    stories: list[PlacedStory]
    #: The issue's other pages of which there is a picture.
    others: list[Page] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 0 {_WIDTH} {_height(self.page)}"

    @property
    def levels(self) -> str:
        """The sizes in which the picture can be had, for the viewer that enlarges it; the last is the stored one."""
        page = self.page
        offered = [variant for variant in variants_of(page.picture) if variant.form == "webp"]
        sizes = [(reverse("picture", args=[v.width, v.name, v.form]), v.width) for v in offered]
        whole = page.picture_width or _WIDTH
        if not offered or offered[-1].width < whole:
            sizes.append((page.picture.url, whole))
        return json.dumps([{"url": url, "width": width, "height": _height(page, width)} for url, width in sizes])


def facsimile_of(page: Page, pieces: list[Piece], pages: list[Page], user) -> Facsimile | None:
    """The picture of ``page`` with the ``pieces`` that lie on it; None where there is no picture.

    ``pages`` are those of the issue that this visitor may see.
    """
    if not page.picture:
        return None
    areas = _areas(user, part__page=page)
    stories = [PlacedStory(piece, _polygons(areas, piece, page)) for piece in pieces]
    return Facsimile(page, stories, [other for other in pages if other.picture and other != page])


def places_of(pieces: list[Piece], user) -> list[Facsimile]:
    """The pages that a story runs over with nothing but this story drawn on them, as far as somebody drew it."""
    pictured = [piece for piece in pieces if piece.part.page.picture]
    if not pictured:
        return []
    areas = _areas(user, part__in=[piece.part for piece in pictured])
    places = (
        Facsimile(piece.part.page, [PlacedStory(piece, _polygons(areas, piece, piece.part.page))]) for piece in pictured
    )
    return [place for place in places if place.stories[0].polygons]


def _areas(user, **condition) -> dict[int, list[HotArea]]:
    """The areas of each part, by its key, of articles that this visitor may see."""
    found: dict[int, list[HotArea]] = {}
    visible = Article.objects.visible_to(user)
    for area in HotArea.objects.filter(part__article__in=visible, **condition):
        found.setdefault(area.part_id, []).append(area)
    return found


def _polygons(areas: dict[int, list[HotArea]], piece: Piece, page: Page) -> list[str]:
    return [_polygon(area.points, _height(page)) for area in areas.get(piece.part.pk, ())]


def _polygon(points: Iterable[tuple[float, float]], height: int) -> str:
    return " ".join(f"{round(x * _WIDTH)},{round(y * height)}" for x, y in points)


def _height(page: Page, width: int = _WIDTH) -> int:
    """How high the picture is where it is so wide."""
    return round(width * (page.picture_height / page.picture_width if page.picture_width else _SHEET))
