"""What somebody typed into the form of an article, as a content: read as far as it can be, and refused in nothing.

The form itself cannot be asked: rows that it was opened with may be gone by now.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext
from taggit.utils import parse_tags

from .. import permissions
from ..comparing import LINES, PART_LINES
from ..content import PART_TEXTS, PICTURE_FIELDS
from ..models import Author, Correction, Issue
from ..models.hot_area import read_corners, write_corners

#: An article that says nothing.
NOTHING_SAID = {
    **dict.fromkeys(LINES, ""),
    "series_number": None,
    **{name: [] for name in ("authors", "tags", "notes", "parts", "pictures")},
}
_PART = {**dict.fromkeys(PART_TEXTS, ""), "page": "", "areas": []}
_PICTURE = {**dict.fromkeys(PICTURE_FIELDS, ""), "focal_x": 0.5, "focal_y": 0.5, "image": ""}
_COMMAS = str.maketrans("，、；;", ",,,,")
_UNNAMED = str.maketrans("()", "--")


@dataclass
class Typed:
    """A content, and sentences about what it could not take along."""

    content: dict
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """One row of an inline: what was typed, and what stood there when the form was opened, if it is no new one."""

    typed: dict[str, str]
    was: dict | None
    files: dict

    def text(self, name: str, default: str = "", one_line: bool = False) -> str:
        return _text(self.typed.get(name), (self.was or {}).get(name, default), one_line)

    @property
    def is_new(self) -> bool:
        return self.was is None


def read_typed(post: Mapping, files: Mapping, issue: Issue | None, base: dict, user) -> Typed:
    """Read what the form of an article sent; ``base`` is what it showed when it was opened.

    A field that the form did not have, or in which this user writes nothing, stays as it was.
    """
    read = _Reader(post, files, issue, base, user)
    content = {name: _text(post.get(name), base[name], one_line=True) for name in LINES}
    content |= {
        "series_number": read.series_number(),
        "authors": read.authors(),
        "tags": read.tags(),
        "notes": read.notes(),
        "parts": read.parts(),
        "pictures": read.pictures(),
    }
    read.corrections()
    return Typed({name: content[name] for name in base}, read.left)


def _text(typed: str | None, was: str, one_line: bool = False) -> str:
    """A text as the form would store it; the stored one where only ends of lines and spaces around it differ."""
    if typed is None:
        return was
    text = plain(typed, one_line)
    return was if text == plain(was, one_line) else text


def plain(text: str, one_line: bool = False) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    return " ".join(text.splitlines()) if one_line else text


def number_in(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


class _Reader:
    def __init__(self, post, files, issue, base, user):
        self.post, self.files, self.base, self.user = post, files, base, user
        self.pages = dict(issue.pages.values_list("pk", "label")) if issue else {}
        self.left: list[str] = []

    def rows(self, prefix: str, key: str, order: str) -> list[_Row] | None:
        """The rows of an inline in their order, without those taken away; None if none of them can be another."""
        rights = permissions.rights_to_rows(self.user, key)
        if not rights or f"{prefix}-TOTAL_FORMS" not in self.post:
            return None
        typed, files = by_row(self.post, prefix), by_row(self.files, prefix)
        stood = self.base[key][: number_in(self.post.get(f"{prefix}-INITIAL_FORMS")) or 0]
        made = []
        for n in sorted({*typed, *files, *(() if "change" in rights else range(len(stood)))}):
            is_new, fields, sent = n >= len(stood), typed.get(n, {}), files.get(n, {})
            if (is_new and "add" not in rights) or ("delete" in rights and fields.get("DELETE")):
                continue
            if not is_new and "change" not in rights:
                fields, sent = {}, {}
            made.append((number_in(fields.get(order)), _Row(fields, None if is_new else stood[n], sent)))
        # Without a place a row comes after the others, as on the form.
        made.sort(key=lambda placed: (placed[0] is None, placed[0] or 0))
        return [row for _place, row in made]

    def series_number(self) -> int | None:
        typed = self.post.get("series_number")
        if typed is None or not typed.strip():
            return self.base["series_number"] if typed is None else None
        number = number_in(typed)
        if number is None:
            self.left.append(gettext("The number in the series, “%(text)s”, is no number.") % {"text": typed[:40]})
            return self.base["series_number"]
        return number

    def tags(self) -> list[str]:
        typed = self.post.get("tags")
        return self.base["tags"] if typed is None else sorted(set(parse_tags(plain(typed).translate(_COMMAS))))

    def authors(self) -> list[dict]:
        rows = self.rows("bylines", "authors", "position")
        if rows is None:
            return self.base["authors"]
        people = Author.objects.in_bulk(filter(None, (number_in(row.typed.get("author")) for row in rows)))
        made = []
        for row in rows:
            author = people.get(number_in(row.typed.get("author")))
            who = _named(author) if author else row.was
            if who is not None:
                made.append({**who, "role": row.text("role")})
        return made

    def notes(self) -> list[dict]:
        rows = self.rows("editors_notes", "notes", "order")
        if rows is None:
            return self.base["notes"]
        notes = ({"position": row.text("position", "before"), "text": row.text("text")} for row in rows)
        return [note for note in notes if note["text"]]

    def parts(self) -> list[dict]:
        rows = self.rows("parts", "parts", "sequence")
        if rows is None:
            return self.base["parts"]
        made = []
        for row in rows:
            part = {name: row.text(name, one_line=name in PART_LINES) for name in PART_TEXTS}
            page = self.pages.get(number_in(row.typed.get("page"))) or (row.was or _PART)["page"]
            if row.is_new and not page and not any(part.values()):
                continue
            # What was written is shown, although nobody said where it shall lie.
            page = page or (made[-1]["page"] if made else next(iter(self.pages.values()), ""))
            made.append({**part, "page": page, "areas": self._areas(row)})
        return made

    def _areas(self, row: _Row) -> list:
        was = (row.was or _PART)["areas"]
        typed = row.typed.get("areas")
        if typed is None or plain(typed) == "\n".join(map(write_corners, was)):
            return was
        try:
            return [read_corners(line) for line in typed.splitlines() if line.strip()]
        except forms.ValidationError as error:
            self.left.append(f"{gettext('Hot areas (热区)')}: {' '.join(error.messages)}")
            return was

    def pictures(self) -> list[dict]:
        rows = self.rows("pictures", "pictures", "order")
        return self.base["pictures"] if rows is None else list(filter(None, map(self._picture, rows)))

    def _picture(self, row: _Row) -> dict | None:
        was, upload = row.was or _PICTURE, row.files.get("image")
        picture = {name: row.text(name) for name in ("name", "caption", "credit", "alt")}
        for name in ("focal_x", "focal_y"):
            picture[name] = _fraction(row.typed.get(name), was[name])
        picture["image"] = "" if row.typed.get("image-clear") else was["image"]
        if upload:
            picture["name"] = picture["name"] or upload.name.translate(_UNNAMED)
            self.left.append(
                gettext("The file “%(file)s” was not stored; choose it again afterwards.") % {"file": upload.name}
            )
        if row.is_new and not any(picture[name] for name in ("name", "caption", "credit", "alt")):
            return None
        return picture

    def corrections(self) -> None:
        """Corrections are no part of what was printed; what was typed of them is told, so that it is not lost."""
        typed = [plain(row.get("text", "")) for _n, row in sorted(by_row(self.post, "corrections").items())]
        stored = set(Correction.objects.filter(text__in=typed).values_list("text", flat=True))
        for text in filter(None, typed):
            if text not in stored:
                self.left.append(
                    gettext("The correction was not stored; add it again afterwards: %(text)s") % {"text": text}
                )


def by_row(data: Mapping, prefix: str) -> dict[int, dict]:
    made: dict[int, dict] = {}
    for n, name, value in _numbered(data, prefix):
        made.setdefault(n, {})[name] = value
    return made


def _numbered(data: Mapping, prefix: str) -> Iterator[tuple[int, str, object]]:
    pattern = re.compile(rf"{prefix}-([0-9]{{1,5}})-(.+)")
    for key in data:
        if match := pattern.fullmatch(key):
            yield int(match[1]), match[2], data.get(key)


def _named(author: Author) -> dict:
    return {"name": author.name, "distinction": author.distinction, "institution": author.institution}


def _fraction(typed: str | None, was: float) -> float:
    try:
        number = float(typed or "")
    except ValueError:
        return was
    return min(max(number, 0), 1) if math.isfinite(number) else was
