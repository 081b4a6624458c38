import math

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import polygons
from .article import Part

#: What a person can draw; a traced outline of a column has a dozen corners.
MOST_CORNERS = 200


def validate_points(points) -> None:
    """At least three corners ``[x, y]``, as fractions of the page's width and height from its top left.

    They go around the area in their order, and it is wide enough to be pointed at.
    """
    if not isinstance(points, list) or not 3 <= len(points) <= MOST_CORNERS:
        raise ValidationError(_("A hot area has between 3 and %(most)d corners."), params={"most": MOST_CORNERS})
    for point in points:
        _check_corner(point, point)
    if polygons.crosses_itself(points):
        raise ValidationError(_("The outline crosses itself; put its corners in their order around the area."))
    if polygons.area_of(points) < polygons.LEAST_AREA:
        raise ValidationError(_("The area is too small to be pointed at."))


def read_corners(text: str) -> list[list[float]]:
    """Corners as people write them: ``0.1,0.2 0.4,0.2 0.4,0.5``. Raises ValidationError for anything else."""
    points = []
    for corner in text.split():
        try:
            points.append([float(number) for number in corner.split(",")])
        except ValueError:
            points.append(corner)
        _check_corner(points[-1], corner)
    validate_points(points)
    return points


def write_corners(points: list[list[float]]) -> str:
    """What ``read_corners`` reads."""
    return " ".join(f"{x},{y}" for x, y in points)


def box_in_words(points: list[list[float]], digits: int = 0) -> str:
    """Within which sides an area lies, in percent of the page's width and height."""
    across, down = zip(*points, strict=True)
    sides = {"left": min(across), "right": max(across), "top": min(down), "bottom": max(down)}
    sentence = gettext("%(left)s%% to %(right)s%% from the left, %(top)s%% to %(bottom)s%% from the top")
    return sentence % {side: percent(value, digits) for side, value in sides.items()}


def percent(fraction: float, digits: int = 0) -> str:
    """A fraction in percent, such as 12.5."""
    return f"{round(100 * fraction, digits):g}"


def _check_corner(point, shown) -> None:
    if not (isinstance(point, list) and len(point) == 2 and all(map(_is_fraction, point))):
        raise ValidationError(
            _("“%(point)s” is no corner; write two fractions of the page between 0 and 1."), params={"point": shown}
        )


def _is_fraction(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and 0 <= value <= 1


class HotArea(models.Model):
    """Where a part lies in the picture of its page: one polygon; a part set around a picture has several."""

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="hot_areas")
    points = models.JSONField(
        _("corners"),
        validators=[validate_points],
        help_text=_("Fractions of the page’s width and height: [[0.1, 0.2], [0.4, 0.2], [0.4, 0.5], [0.1, 0.5]]."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("hot area (热区)")
        verbose_name_plural = _("hot areas (热区)")
        ordering = ["order", "pk"]

    def __str__(self):
        return f"{self.part} {self.order}"
