"""The hot areas (热区) of a page: where in its picture each article lies, judged and replaced as a whole."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from .content import digest_of
from .editing import Edit, Refused, edited, record
from .models import Event, HotArea, Page, Part
from .models.hot_area import read_corners, write_corners
from .polygons import overlapping
from .workflow import still_there

#: A page of fifty articles of four columns each; what is more comes from no hand.
MOST_AREAS = 200


class Outdated(Refused):
    """Somebody else changed the areas meanwhile, or what they lie on."""


@dataclass
class Drawn:
    """An area as somebody drew it: a part's primary key, corners as text, and what is wrong with it."""

    part: int | None
    corners: str
    fault: str = ""

    @property
    def points(self) -> list[list[float]]:
        """Its corners; none where the text says no polygon."""
        try:
            return read_corners(self.corners)
        except ValidationError:
            return []


def parts_of(page: Page) -> list[Part]:
    """What lies on a page, in the page's order, with all that this module wants to know of it."""
    return list(page.parts.order_by("position").select_related("article").prefetch_related("hot_areas"))


def standing(parts: Iterable[Part]) -> list[Drawn]:
    """The areas as they are stored."""
    return [Drawn(part.pk, write_corners(area.points)) for part in parts for area in part.hot_areas.all()]


def digest(page: Page, parts: Iterable[Part]) -> str:
    """What somebody saw who opened a page's areas: the picture, and what was drawn upon it."""
    areas = [[part.pk, [area.points for area in part.hot_areas.all()]] for part in parts]
    return digest_of({"picture": page.picture.name or "", "areas": areas})


def overlaps(parts: Sequence[Part], areas: Iterable[Drawn]) -> list[tuple[Part, Part]]:
    """The parts whose areas lie over each other, in the page's order."""
    known = {part.pk: part for part in parts}
    order = {pk: place for place, pk in enumerate(known)}
    drawn = [(area.part, area.points) for area in areas if area.part in known and area.points]
    drawn.sort(key=lambda placed: order[placed[0]])
    return [(known[first], known[second]) for first, second in overlapping(drawn)]


def uncovered(parts: Iterable[Part], areas: Iterable[Drawn]) -> list[Part]:
    """The parts that nobody drew an area for."""
    covered = {area.part for area in areas}
    return [part for part in parts if part.pk not in covered]


def replace(page: Page, areas: Sequence[Drawn], user, seen: str) -> Edit:
    """Make these the areas of a page, all of them or none.

    ``seen`` is the digest of the areas from which the user began. Raises Outdated
    if they are others now, and Refused, each faulty area told what is wrong with
    it, if one of them is none.
    """
    with edited(page.issue, user) as edit:
        # Fetched anew, not refreshed: that would open the picture's file to measure it.
        page = still_there(Page.objects.select_related("issue__newspaper").filter(pk=page.pk))
        parts = parts_of(page)
        if seen != digest(page, parts):
            raise Outdated(
                gettext(
                    "The areas or the picture of this page were changed by somebody else since you opened it. "
                    "What you drew stands below, and nothing was saved; compare the two, then keep one."
                )
            )
        wanted = _read(areas, parts)
        if changed := [part for part in parts if _points(part) != wanted.get(part.pk, [])]:
            _store(changed, wanted)
            n = sum(map(len, wanted.values()))
            record(Event.Action.CHANGED, page, user, ngettext("%(n)d hot area", "%(n)d hot areas", n) % {"n": n})
    return edit


def _read(areas: Sequence[Drawn], parts: Sequence[Part]) -> dict[int, list]:
    """The polygons of each part, by its primary key."""
    if len(areas) > MOST_AREAS:
        raise Refused(gettext("A page has %(most)d hot areas at most.") % {"most": MOST_AREAS})
    known = {part.pk for part in parts}
    wanted: dict[int, list] = {}
    for area in areas:
        try:
            points = read_corners(area.corners)
        except ValidationError as error:
            area.fault = " ".join(error.messages)
            continue
        if area.part not in known:
            area.fault = gettext("Choose the article that lies here; it must be on this page.")
            continue
        wanted.setdefault(area.part, []).append(points)
    if faults := [(number, area.fault) for number, area in enumerate(areas, 1) if area.fault]:
        raise Refused(*(gettext("Area %(n)d: %(reason)s") % {"n": n, "reason": reason} for n, reason in faults))
    return wanted


def _points(part: Part) -> list:
    return [area.points for area in part.hot_areas.all()]


def _store(parts: Sequence[Part], wanted: dict[int, list]) -> None:
    HotArea.objects.filter(part__in=parts).delete()
    rows = ([HotArea(part=part, points=p, order=i) for i, p in enumerate(wanted.get(part.pk, []))] for part in parts)
    HotArea.objects.bulk_create(itertools.chain.from_iterable(rows))
