"""Polygons as lists of corners ``[x, y]`` in fractions of a page: what they share, and what is none.

Knows nothing of pages and articles. ``static/admin_desk/polygons.js`` says the
same while somebody draws.
"""

import heapq
from collections.abc import Hashable, Sequence
from itertools import combinations, pairwise
from math import sqrt

Points = Sequence[Sequence[float]]

#: Two polygons overlap where a round spot so wide lies within both; what is less is a slip of the hand, one to three
#: points on a screen.
SLIP = 0.003
#: Nobody can point at less.
LEAST_AREA = SLIP * SLIP
#: How finely a spot is looked for, in parts of its radius.
_FINENESS = 8


def overlapping(areas: Sequence[tuple[Hashable, Points]]) -> list[tuple[Hashable, Hashable]]:
    """Which keys have polygons that overlap: each pair once, in the order in which the keys come.

    One key may have several polygons; among themselves these may lie as they like.
    """
    order = {key: place for place, (key, _points) in reversed(list(enumerate(areas)))}
    found = {}
    for (key, points), (other, others) in combinations(areas, 2):
        pair = tuple(sorted((key, other), key=order.get))
        if key != other and pair not in found and shared_spot(points, others):
            found[pair] = True
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))


def shared_spot(first: Points, second: Points, width: float = SLIP) -> tuple[float, float] | None:
    """The middle of a round spot of this width that lies within both polygons; None if there is none.

    How deep a point lies within both changes no faster than the point moves. So
    a square whose middle is too shallow by more than the square reaches holds
    none, and the others are divided, the most promising first. A spot that is up
    to a fifth wider than ``width`` may be missed.
    """
    left, right = _common(first, second, 0)
    top, bottom = _common(first, second, 1)
    if right - left < width or bottom - top < width:
        return None
    radius = width / 2
    squares: list[tuple[float, float, float, float]] = []

    def look_at(x: float, y: float, half: float) -> bool:
        within = half * sqrt(2)
        depth = depth_of(x, y, first)
        if depth + within < radius:
            return False
        depth = min(depth, depth_of(x, y, second))
        if depth + within >= radius and half > radius / _FINENESS:
            heapq.heappush(squares, (-depth - within, x, y, half))
        return depth >= radius

    middle = (left + right) / 2, (top + bottom) / 2
    if look_at(*middle, max(right - left, bottom - top) / 2):
        return middle
    while squares:
        _promise, x, y, half = heapq.heappop(squares)
        half /= 2
        for across, down in ((x - half, y - half), (x + half, y - half), (x - half, y + half), (x + half, y + half)):
            if look_at(across, down, half):
                return across, down
    return None


def depth_of(x: float, y: float, points: Points) -> float:
    """How far a point lies from a polygon's outline: above zero within it, below outside."""
    inside, nearest = False, float("inf")
    x1, y1 = points[-1]
    for x2, y2 in points:
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        along = ((x - x1) * dx + (y - y1) * dy) / length if length else 0.0
        along = 0.0 if along < 0 else min(along, 1.0)
        aside, below = x - x1 - along * dx, y - y1 - along * dy
        nearest = min(nearest, aside * aside + below * below)
        x1, y1 = x2, y2
    return sqrt(nearest) if inside else -sqrt(nearest)


def area_of(points: Points) -> float:
    """What a polygon covers, as a fraction of the page."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(points))) / 2


def crosses_itself(points: Points) -> bool:
    """Whether two sides of a polygon run across each other; that they touch is no harm."""
    return any(_cross(*first, *second) for first, second in combinations(_edges(points), 2))


def _edges(points: Points) -> list[tuple[Sequence[float], Sequence[float]]]:
    return list(pairwise([*points, points[0]]))


def _common(first: Points, second: Points, axis: int) -> tuple[float, float]:
    """What two polygons' extents have in common along an axis; its end is before its beginning if nothing."""
    begins = max(min(point[axis] for point in points) for points in (first, second))
    ends = min(max(point[axis] for point in points) for points in (first, second))
    return begins, ends


def _cross(a, b, c, d) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a, b, point) -> int:
    """On which side of the line from a to b a point lies; 0 upon it, as far as such numbers tell."""
    turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    return 0 if abs(turn) < 1e-12 else (1 if turn > 0 else -1)
