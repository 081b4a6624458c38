"""How far two polygons lie over each other, exactly enough for what people draw by hand."""

from .proof import Points

Box = tuple[float, float, float, float]

#: Polygons that are no rectangles are compared at so many points across and down their common box.
_STEPS = 24


def overlap(one: Points, other: Points) -> float:
    """The common area, as a share of the smaller polygon."""
    left, top, right, bottom = _common(_box(one), _box(other))
    smaller = min(area(one), area(other))
    if left >= right or top >= bottom or not smaller:
        return 0.0
    common = (right - left) * (bottom - top)
    if not (_is_rectangle(one) and _is_rectangle(other)):
        common *= _share_within(one, other, (left, top, right, bottom))
    return common / smaller


def area(points: Points) -> float:
    """The shoelace formula."""
    following = [*points[1:], points[0]]
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, following, strict=True))) / 2


def contains(points: Points, x: float, y: float) -> bool:
    """Whether a point lies within: a line from it to the right crosses the outline an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _share_within(one: Points, other: Points, box: Box) -> float:
    left, top, right, bottom = box
    across = [left + (right - left) * (step + 0.5) / _STEPS for step in range(_STEPS)]
    down = [top + (bottom - top) * (step + 0.5) / _STEPS for step in range(_STEPS)]
    return sum(contains(one, x, y) and contains(other, x, y) for x in across for y in down) / _STEPS**2


def _box(points: Points) -> Box:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _is_rectangle(points: Points) -> bool:
    left, top, right, bottom = _box(points)
    return abs(area(points) - (right - left) * (bottom - top)) < 1e-9
