"""Stored pictures in the widths and formats that browsers choose from.

A variant is made when somebody first asks for it, and kept in the same storage below
``variants/``, which may be emptied at any time. Like the picture that it is made from,
it is named by content and never changes.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models.fields.files import ImageFieldFile

from . import keeping, opening

#: The best first: a browser takes the first one it knows.
FORMATS = ("avif", "webp")
#: Points across: a row of small pages, a plain phone, phones of higher density, half a screen, a column of that on
#: a fine screen, and a page to read in.
WIDTHS = (240, 480, 680, 960, 1600, 3200)

#: Chosen so that the text of a page in its own width stays legible; docs/performance.md has the figures.
_ENCODING = {"avif": {"quality": 50, "speed": 9}, "webp": {"quality": 66, "method": 4}}

#: What storage.py names files: newspaper, issue, digest, and seven signs more where one name was given twice.
#: A moving GIF would stand still in any other format.
_CONVERTED = re.compile(r"[\w-]+/[\w-]+/[0-9a-f]{20}(_\w{7})?\.(jpe?g|png|webp)")


class Variant(NamedTuple):
    """A stored picture in another width and format."""

    name: str
    width: int
    form: str

    @property
    def stored_name(self) -> str:
        return f"variants/{self.width}/{self.name}.{self.form}"


def widths_of(width: int) -> list[int]:
    """The widths that a picture is offered in; none is wider than itself."""
    return [*(smaller for smaller in WIDTHS if smaller < width), *([width] if width <= WIDTHS[-1] else [])]


def is_converted(name: str) -> bool:
    """Whether a file of this name has variants."""
    return bool(_CONVERTED.fullmatch(name))


def variants_of(image: ImageFieldFile) -> list[Variant]:
    """Every variant of a stored picture, from what its row says: no file is opened."""
    width = getattr(image.instance, image.field.width_field) if image else None
    if not width or not is_converted(image.name):
        return []
    return [Variant(image.name, offered, form) for form in FORMATS for offered in widths_of(width)]


def find(variant: Variant) -> File | None:
    """The variant's file, made if nobody asked for it before; None for one that is not offered.

    Raises CannotBeMade for a picture that is better left as it is.
    """
    if variant.form not in FORMATS or not is_converted(variant.name):
        return None
    if kept := keeping.find(variant.stored_name):
        return kept
    # What was never stored is answered at once, not after the pictures that are being converted.
    return _make(variant) if keeping.is_there(variant.name) else None


def make_missing(variants: list[Variant]) -> Iterator[bool]:
    """Make those of a picture's variants that are not there; tells of each whether it was made."""
    for variant in variants:
        yield not default_storage.exists(variant.stored_name) and _make(variant) is not None


def _make(variant: Variant) -> File | None:
    with opening.one_at_a_time:
        # Who waited for another request may find its work done.
        if kept := keeping.find(variant.stored_name):
            return kept
        with opening.stored_picture(variant.name) as picture:
            if picture is None or variant.width not in widths_of(opening.seen_size(picture)[0]):
                return None
            made = opening.fitted(picture, variant.width)
        return keeping.keep(variant.stored_name, opening.encoded(made, variant.form, **_ENCODING[variant.form]))
