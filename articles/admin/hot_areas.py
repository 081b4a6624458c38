"""The screen on which a page's hot areas are drawn, or typed: ``hot_areas.js`` is the pencil of a plain form."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext

from .. import hot_areas, permissions
from ..hot_areas import Drawn, Outdated
from ..models import Event, Page, Part
from ..models.hot_area import box_in_words
from ..pictures.variants import variants_of
from ..workflow import Gone, Refused
from .typed import number_in

#: Drawings over the picture measure its width in so many units.
_WIDTH = 1000
#: Wide enough to draw upon, for a browser that does not choose.
_FITTING = 1600
#: The proportion of a sheet, where a picture's own is not known.
_SHEET = 1.414
#: Empty rows to type into, where no script adds them.
_SPARE = 2


@dataclass(frozen=True)
class Row:
    """An area in the form, and in the drawing over the picture."""

    area: Drawn
    number: int
    name: str
    polygon: str
    #: Where its number stands.
    x: int
    y: int

    @property
    def place(self) -> str:
        """Where it lies, in words."""
        return box_in_words(self.area.points)


class AreasMixin:
    """Gives the pages of the desk an address for their hot areas."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.areas_view)
        return [path("<int:pk>/areas/", view, name="articles_page_areas"), *super().get_urls()]

    def areas_view(self, request, pk):
        page = get_object_or_404(Page.objects.select_related("issue__newspaper"), pk=pk)
        if not self.has_view_permission(request, page):
            raise PermissionDenied
        if request.method != "POST":
            return self._show_areas(request, page)
        areas = None
        try:
            areas, seen = _read(request.POST)
            return self._save(request, page, areas, seen)
        except Gone:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        except Refused as refusal:
            # Somebody may have changed the page meanwhile, and that may be why.
            page = get_object_or_404(Page.objects.select_related("issue__newspaper"), pk=pk)
            # Whoever was refused sees what he drew, and why it was not taken; nobody draws the same twice.
            return self._show_areas(request, page, areas, refusal)

    def _save(self, request, page, areas, seen):
        if obstacle := permissions.obstacle_to_changing(request.user, page):
            raise Refused(obstacle)
        if not page.picture:
            raise Refused(gettext("Areas lie in the picture of the page, and this page has none yet."))
        edit = hot_areas.replace(page, areas, request.user, seen)
        for warning in edit.warnings:
            self.message_user(request, warning, messages.WARNING)
        self.message_user(request, gettext("The hot areas were saved."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_page_areas", args=[page.pk]))

    def _show_areas(self, request, page, drawn: list[Drawn] | None = None, refusal: Refused | None = None):
        parts = hot_areas.parts_of(page)
        standing = hot_areas.standing(parts)
        areas = standing if drawn is None else drawn
        obstacle = permissions.obstacle_to_changing(request.user, page)
        outdated = isinstance(refusal, Outdated)
        context = {
            **self.admin_site.each_context(request),
            # The picture is to be as large as the window allows.
            "is_nav_sidebar_enabled": False,
            "opts": self.model._meta,
            "title": gettext("Hot areas: %(page)s") % {"page": page.title},
            "page": page,
            "pages_of_the_issue": list(page.issue.pages.all()),
            "picture": picture_of(page),
            "height": _height(page),
            "articles": _articles(parts, areas),
            "rows": _rows(parts, areas, page),
            "spare": range(_SPARE),
            "problems": _problems(parts, areas),
            "reasons": refusal.reasons if refusal else [],
            "drawn": drawn is not None,
            "obstacle": obstacle,
            "outdated": outdated,
            "theirs": _rows(parts, standing, page) if outdated else [],
            "latest": page.events.filter(action=Event.Action.CHANGED).first() if outdated else None,
            "theirs_json": json.dumps([{"part": area.part, "corners": area.corners} for area in standing]),
            "sentences": _sentences(),
            "seen": hot_areas.digest(page, parts),
        }
        status = 403 if refusal and obstacle else 200
        return TemplateResponse(request, "admin/articles/page/hot_areas.html", context, status=status)


def _read(data) -> tuple[list[Drawn], str]:
    """What a form sent; a row without corners is an area that was taken away."""
    seen, parts, corners = data.get("seen"), data.getlist("part"), data.getlist("corners")
    if seen is None or len(parts) != len(corners):
        raise Refused(gettext("This is not what the form sends, so nothing was changed; open the page again."))
    return [
        Drawn(number_in(part), text.strip()) for part, text in zip(parts, corners, strict=True) if text.strip()
    ], seen


def name_of(part: Part) -> str:
    return part.headline or part.article.headline or gettext("(no headline)")


def picture_of(page: Page) -> dict | None:
    """The page's picture as an image element wants it: in widths to choose from, where it can be had in several."""
    if not page.picture:
        return None
    # One format, since the drawing's frame takes the image out of a <picture>; every browser of today knows it.
    offered = [variant for variant in variants_of(page.picture) if variant.form == "webp"]
    sizes = [(reverse("picture", args=[v.width, v.name, v.form]), v.width) for v in offered]
    fitting = [url for url, width in sizes if width <= _FITTING]
    return {
        "src": fitting[-1] if fitting else page.picture.url,
        "srcset": ", ".join(f"{url} {width}w" for url, width in sizes),
        "width": page.picture_width or _WIDTH,
        "height": page.picture_height or _height(page),
    }


def _height(page: Page) -> int:
    return round(_WIDTH * (page.picture_height / page.picture_width if page.picture_width else _SHEET))


def _articles(parts: Sequence[Part], areas: Sequence[Drawn]) -> list[dict]:
    drawn = [area.part for area in areas]
    chosen = next((part.pk for part in parts if part.pk not in drawn), parts[0].pk if parts else None)
    return [
        {"pk": part.pk, "name": name_of(part), "areas": drawn.count(part.pk), "chosen": part.pk == chosen}
        for part in parts
    ]


def _rows(parts: Sequence[Part], areas: Sequence[Drawn], page: Page) -> list[Row]:
    names, height = {part.pk: name_of(part) for part in parts}, _height(page)
    rows = []
    for number, area in enumerate(areas, 1):
        corners = [(round(x * _WIDTH), round(y * height)) for x, y in area.points]
        polygon = " ".join(f"{x},{y}" for x, y in corners)
        x, y = min(corners, key=sum, default=(0, 0))
        name = names.get(area.part) or gettext("no article")
        # Above its corner, where columns leave room, so that the number hides no headline.
        rows.append(Row(area, number, name, polygon, x, y + 26 if y < 30 else y - 6))
    return rows


def _sentences() -> dict[str, str]:
    """What the script says, by the names under which it looks for it."""
    return {
        "overlap": gettext("The areas of “%(first)s” and “%(second)s” overlap."),
        "bare": gettext("“%(article)s” has no area yet."),
        "crossing": gettext("Area %(n)s: its outline crosses itself."),
        "small": gettext("Area %(n)s is too small to be pointed at."),
        "unbound": gettext("Area %(n)s leads to no article of this page."),
        "fine": gettext("Every article has its area, and none overlaps."),
        "count": gettext("areas: %(n)s"),
        "none": gettext("no area yet"),
        "overlaps": gettext("overlaps"),
        "left": gettext("Left (%)"),
        "top": gettext("Top (%)"),
        "right": gettext("Right (%)"),
        "bottom": gettext("Bottom (%)"),
        "corner": gettext("Corner %(n)s"),
        "across": gettext("across (%)"),
        "down": gettext("down (%)"),
        "add-corner": gettext("Add a corner after this one"),
        "drop-corner": gettext("Remove this corner"),
        "no-article": gettext("no article"),
        "picture": gettext("The picture of the page; draw on it, or use the fields of each area"),
    }


def _problems(parts: Sequence[Part], areas: Sequence[Drawn]) -> list[str]:
    """What the drawing lacks, in words: ``hot_areas.js`` says the same in the same words while one draws."""
    told = [
        gettext("The areas of “%(first)s” and “%(second)s” overlap.")
        % {"first": name_of(first), "second": name_of(second)}
        for first, second in hot_areas.overlaps(parts, areas)
    ]
    bare = [
        gettext("“%(article)s” has no area yet.") % {"article": name_of(part)}
        for part in hot_areas.uncovered(parts, areas)
    ]
    return told + bare
