"""What polygons share: exact for examples, and for any two against points that are tried one by one."""

from math import atan2, ceil, cos, dist, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.polygons import SLIP, area_of, crosses_itself, depth_of, overlapping, shared_spot


def box(left, top, right, bottom):
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


#: A column with a foot to its right, as text runs around a picture.
FOOTED = [[0.1, 0.1], [0.3, 0.1], [0.3, 0.5], [0.6, 0.5], [0.6, 0.7], [0.1, 0.7]]
LEFT = box(0.1, 0.1, 0.5, 0.5)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(box(0.4, 0.4, 0.8, 0.8), id="a corner lies in it"),
        pytest.param(box(0.2, 0.2, 0.3, 0.3), id="lies within it"),
        pytest.param(box(0.0, 0.0, 1.0, 1.0), id="lies around it"),
        pytest.param(box(0.0, 0.2, 1.0, 0.3), id="lies across it, no corner of one in the other"),
        pytest.param(LEFT, id="is the same"),
        pytest.param(LEFT[::-1], id="is the same the other way round"),
        pytest.param([[0.45, 0.3], [0.9, 0.1], [0.9, 0.5]], id="a triangle's tip lies in it"),
        pytest.param(box(0.5 - 2 * SLIP, 0.1, 0.9, 0.5), id="further than a slip"),
    ],
)
def test_areas_that_lie_over_each_other_overlap(other):
    assert shared_spot(LEFT, other)
    assert shared_spot(other, LEFT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(LEFT, box(0.6, 0.1, 0.9, 0.5), id="apart"),
        pytest.param(LEFT, box(0.5, 0.1, 0.9, 0.5), id="an edge in common"),
        pytest.param(LEFT, box(0.5, 0.5, 0.9, 0.9), id="a corner in common"),
        pytest.param(LEFT, box(0.5 - SLIP / 2, 0.1, 0.9, 0.5), id="a slip of the hand"),
        pytest.param(FOOTED, box(0.3, 0.1, 0.6, 0.5), id="lies in the bay of the other"),
        pytest.param(FOOTED, box(0.3 - SLIP / 3, 0.1, 0.6, 0.5 + SLIP / 3), id="a slip on two sides of the bay"),
        pytest.param(FOOTED, box(0.4, 0.2, 0.5, 0.3), id="within the other's extent, not in it"),
        pytest.param(
            [[0.1, 0.1], [0.5, 0.1], [0.1, 0.5]], [[0.5, 0.1], [0.5, 0.5], [0.1, 0.5]], id="a slanting edge in common"
        ),
    ],
)
def test_areas_beside_each_other_do_not_overlap(one, other):
    assert shared_spot(one, other) is None
    assert shared_spot(other, one) is None


def test_each_pair_of_keys_is_told_once_in_their_order():
    areas = [
        ("甲", LEFT),
        ("乙", box(0.4, 0.4, 0.6, 0.6)),
        ("甲", box(0.5, 0.5, 0.7, 0.7)),
        ("丙", box(0.9, 0.9, 1, 1)),
        ("丁", box(0.0, 0.0, 1, 1)),
    ]
    assert overlapping(areas) == [("甲", "乙"), ("甲", "丁"), ("乙", "丁"), ("丙", "丁")]


def test_areas_of_one_key_may_lie_as_they_like():
    assert overlapping([("甲", LEFT), ("甲", LEFT)]) == []
    assert overlapping([]) == []


def test_keys_need_not_be_sortable():
    first, second = object(), object()
    assert overlapping([(first, LEFT), (second, LEFT)]) == [(first, second)]


# --- any two polygons --------------------------------------------------------------------------------


@st.composite
def polygons(draw):
    """Any polygon around a point, with bays and spikes."""
    x, y = draw(st.floats(0.2, 0.8)), draw(st.floats(0.2, 0.8))
    angles = sorted(draw(st.lists(st.integers(0, 71), min_size=3, max_size=9, unique=True)))
    radii = [draw(st.floats(0.02, 0.4)) for _ in angles]
    return [[x + r * cos(a * pi / 36), y + r * sin(a * pi / 36)] for a, r in zip(angles, radii, strict=True)]


def lies_within(point, points):
    """Told by how often the outline runs around the point."""
    turned = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        turn = atan2(y2 - point[1], x2 - point[0]) - atan2(y1 - point[1], x1 - point[0])
        turned += (turn + pi) % (2 * pi) - pi
    return round(turned / (2 * pi)) != 0


def outline(points, step=0.002):
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        n = ceil(dist((x1, y1), (x2, y2)) / step) or 1
        yield from ((x1 + (x2 - x1) * i / n, y1 + (y2 - y1) * i / n) for i in range(n))


def clearance(point, points):
    """How far a point lies from an outline, found by walking along it."""
    return min(dist(point, other) for other in outline(points))


@settings(max_examples=60)
@given(polygons(), polygons(), st.integers(0, 10), st.integers(0, 10))
def test_what_lies_deep_within_both_is_found(first, second, across, down):
    xs, ys = zip(*first, strict=True)
    point = min(xs) + (max(xs) - min(xs)) * across / 10, min(ys) + (max(ys) - min(ys)) * down / 10
    if all(lies_within(point, points) and clearance(point, points) > SLIP for points in (first, second)):
        assert shared_spot(first, second)


@settings(max_examples=60)
@given(polygons(), polygons())
def test_what_is_found_lies_within_both(first, second):
    spot = shared_spot(first, second)
    assert bool(spot) == bool(shared_spot(second, first))
    if spot:
        for points in (first, second):
            assert lies_within(spot, points)
            assert clearance(spot, points) > SLIP / 2 - 1e-9


@settings(max_examples=60)
@given(polygons(), polygons(), st.integers(0, 35))
def test_what_a_line_parts_does_not_overlap(first, second, angle):
    def beside(points, side):
        """The polygon moved until it touches a line at this angle from one side."""
        along = cos(angle * pi / 36), sin(angle * pi / 36)
        nearest = min(side * (x * along[0] + y * along[1]) for x, y in points)
        return [[x - side * nearest * along[0], y - side * nearest * along[1]] for x, y in points]

    assert shared_spot(beside(first, 1), beside(second, -1)) is None


@given(polygons(), st.floats(0, 1), st.floats(0, 1))
def test_a_point_is_as_deep_as_it_is_far_from_the_outline(points, x, y):
    depth = depth_of(x, y, points)
    away = clearance((x, y), points)
    assert abs(depth) == pytest.approx(away, abs=0.0011)
    if away > 0.001:
        assert (depth > 0) == lies_within((x, y), points)


# --- what is no area ---------------------------------------------------------------------------------


def test_an_area_is_measured_whichever_way_its_corners_run():
    assert area_of(LEFT) == pytest.approx(0.16)
    assert area_of(LEFT[::-1]) == pytest.approx(0.16)
    assert area_of(FOOTED) == pytest.approx(0.12 + 0.06)
    assert area_of([[0.1, 0.1], [0.5, 0.5], [0.9, 0.9]]) == pytest.approx(0)


@pytest.mark.parametrize(
    "points",
    [
        [[0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5]],
        [[0.1, 0.1], [0.9, 0.1], [0.9, 0.5], [0.5, 0.5], [0.5, 0.0], [0.1, 0.5]],
    ],
)
def test_an_outline_that_crosses_itself_is_seen(points):
    assert crosses_itself(points)
    assert crosses_itself(points[::-1])


@pytest.mark.parametrize(
    "points",
    [
        LEFT,
        FOOTED,
        [*LEFT, LEFT[0]],
        [[0.1, 0.1], [0.3, 0.1], [0.3, 0.3], [0.5, 0.3], [0.5, 0.5], [0.3, 0.5], [0.3, 0.3], [0.1, 0.3]],
    ],
    ids=["a rectangle", "with a bay", "closed by its first corner again", "touching itself in a corner"],
)
def test_an_outline_that_only_touches_itself_is_fine(points):
    assert not crosses_itself(points)
