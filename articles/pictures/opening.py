"""Opening stored pictures as people see them: upright, in the web's colours, and within a server's memory."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageOps

from ..models.uploads import MOST_POINTS, UNREADABLE, is_lying

#: A page in full size takes hundreds of megabytes while it is converted: a process does this for one picture at a time.
one_at_a_time = threading.Lock()

#: In points, of what is made: more is read from a JPEG in this size, or the next that it offers.
_LARGE = 8_000_000
_SRGB = ImageCms.createProfile("sRGB")


class CannotBeMade(Exception):
    """The picture moves, is broken or is too large to be opened."""


@contextmanager
def stored_picture(name: str) -> Iterator[Image.Image | None]:
    """The picture of that name, opened but not read yet; None where there is none."""
    try:
        file = default_storage.open(name)
    except OSError:
        yield None
        return
    with file:
        try:
            with Image.open(file) as picture:
                if getattr(picture, "is_animated", False) or picture.width * picture.height > MOST_POINTS:
                    raise CannotBeMade(name)
                yield picture
        except UNREADABLE as error:
            raise CannotBeMade(name) from error


def seen_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height as it is shown: a camera on its side stores a lying picture and says so."""
    width, height = picture.size
    return (height, width) if is_lying(picture) else (width, height)


def fitted(picture: Image.Image, width: int) -> Image.Image:
    """The picture ``width`` points wide, upright, in sRGB. It is read here, a JPEG in a smaller size at once."""
    whole = seen_size(picture)
    size = (width, max(1, round(whole[1] * width / whole[0])))
    size = size[::-1] if is_lying(picture) else size
    # Twice the size at least, so that the last step to it is a good one; a whole broadsheet would take 500 MB for that.
    spare = 2 if size[0] * size[1] < _LARGE else 1
    picture.draft(None, (size[0] * spare, size[1] * spare))
    profile = picture.info.get("icc_profile")
    smaller = _with_tones(picture).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return in_web_colours(ImageOps.exif_transpose(smaller), profile)


def _with_tones(picture: Image.Image) -> Image.Image:
    """In a mode that can be scaled smoothly: not black and white only, not a palette, not 16 bits deep."""
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("P", "PA"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def in_web_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB as browsers understand it, transparent where the picture is; printers' files come in CMYK."""
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture.convert(wanted)
    try:
        return ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError):
        # A profile that is broken, or for other colours than the picture has.
        return picture.convert(wanted)


def encoded(picture: Image.Image, form: str, **options) -> bytes:
    """The file of a picture, without what a camera wrote into it."""
    file = io.BytesIO()
    picture.save(file, form.upper(), exif=b"", icc_profile=None, **options)
    return file.getvalue()
