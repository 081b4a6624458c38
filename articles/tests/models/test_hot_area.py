import pytest
from django.core.exceptions import ValidationError

from articles.models.hot_area import validate_points


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
