"""What may be uploaded: pictures that browsers show, and PDFs."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image

#: A broadsheet page scanned at 400 dpi has about 70 million points.
MOST_POINTS = 89_000_000
#: A photograph of an article has half of it: cameras for the press take 45 million points, and a page sets
#: at most a tenth of them.
MOST_PHOTOGRAPH_POINTS = 50_000_000
MOST_PICTURE_BYTES = 40 * 2**20
MOST_PDF_BYTES = 200 * 2**20

#: What Pillow raises for a file that is no picture, or one too large to be opened.
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)

#: The values of Exif's orientation for pictures that are stored lying.
_LYING = frozenset([5, 6, 7, 8])

_SUFFIXES = {"JPEG": {".jpg", ".jpeg"}, "PNG": {".png"}, "WEBP": {".webp"}, "GIF": {".gif"}}


def is_new(file) -> bool:
    """Whether a file field holds an upload that has not been stored yet."""
    return bool(file) and not getattr(file, "_committed", True)


def check_uploads(row, **checks) -> None:
    """Check the fields of ``row`` that hold a new upload; ValidationError names the field."""
    for name, check in checks.items():
        if is_new(file := getattr(row, name)):
            try:
                check(file)
            except ValidationError as error:
                raise ValidationError({name: error}) from error


def check_photograph(file) -> None:
    """Refuse an upload that is no picture for an article."""
    check_picture(file, MOST_PHOTOGRAPH_POINTS)


def check_picture(file, most: int | None = None) -> None:
    """Refuse an upload that is no picture, or one of so many points that it would choke a server or a reader."""
    most = most or MOST_POINTS
    _check_size(file, MOST_PICTURE_BYTES)
    try:
        with Image.open(file.file) as picture:
            kind, (width, height) = picture.format, picture.size
    except UNREADABLE as error:
        raise ValidationError(_("This is no picture that can be read, or one too large to be opened.")) from error
    finally:
        file.seek(0)
    if PurePosixPath(file.name).suffix.lower() not in _SUFFIXES.get(kind, ()):
        raise ValidationError(_("Pictures are JPEG, PNG, WebP or GIF, and named accordingly; convert this one first."))
    if width * height > most:
        raise ValidationError(
            _("The picture has %(found)d million points; scale it down to %(most)d million at most."),
            params={"found": width * height // 1_000_000, "most": most // 1_000_000},
        )


def is_lying(picture: Image.Image) -> bool:
    """Whether a camera that was held on its side stored the picture lying, and says so: it is shown upright."""
    return picture.getexif().get(ExifTags.Base.Orientation) in _LYING


def check_pdf(file) -> None:
    _check_size(file, MOST_PDF_BYTES)
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if b"%PDF-" not in start or PurePosixPath(file.name).suffix.lower() != ".pdf":
        raise ValidationError(_("This is no PDF; export the page as PDF and choose that file."))


def _check_size(file, most: int) -> None:
    if file.size > most:
        raise ValidationError(
            _("The file has %(found)d MB; at most %(most)d MB can be stored."),
            params={"found": -(-file.size // 2**20), "most": most // 2**20},
        )
