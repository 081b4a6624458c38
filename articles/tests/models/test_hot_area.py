import pytest
from django.core.exceptions import ValidationError

from articles.models.hot_area import read_corners, validate_points, write_corners


def test_a_polygon_within_the_page_is_an_area():
    validate_points([[0, 0], [0.5, 0], [0.5, 0.5], [0, 1]])


@pytest.mark.parametrize(
    "points",
    [
        [],
        "0,0",
        [[0, 0], [1, 1]],
        [[0, 0], [1, 1], [1.01, 0]],
        [[0, 0], [1, 1], [-0.01, 0]],
        [[0, 0], [1, 1], [0.5]],
        [[0, 0], [1, 1], ["0.5", 0]],
        [[0, 0], [1, 1], [float("nan"), 0]],
        [[0, 0], [1, 1], [True, 0]],
        [[0, 0]] * 201,
    ],
)
def test_anything_else_is_refused(points):
    with pytest.raises(ValidationError):
        validate_points(points)


def test_corners_are_read_as_people_write_them():
    assert read_corners(" 0,0  1,0\n0.5,1e-1 ") == [[0, 0], [1, 0], [0.5, 0.1]]


def test_what_is_written_is_read_again():
    points = [[0.1, 0.2], [1 / 3, 0], [1.0, 1.0]]
    assert read_corners(write_corners(points)) == points


@pytest.mark.parametrize(
    "text", ["", "0,0 1,1", "0,0 1,1 2,0", "0,0 1,1 0", "0,0 1,1 0,0,0", "0,0 1,1 a,b", "0,0 1,1 ,"]
)
def test_text_that_is_no_polygon_is_refused(text):
    with pytest.raises(ValidationError):
        read_corners(text)


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([[0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5]], id="its outline crosses itself"),
        pytest.param([[0.1, 0.1], [0.5, 0.5], [0.9, 0.9]], id="all corners on one line"),
        pytest.param([[0.1, 0.1]] * 4, id="one corner four times"),
        pytest.param([[0.1, 0.1], [0.101, 0.1], [0.101, 0.101], [0.1, 0.101]], id="smaller than anyone can point at"),
    ],
)
def test_what_covers_nothing_that_could_be_pointed_at_is_refused(points):
    with pytest.raises(ValidationError):
        validate_points(points)
