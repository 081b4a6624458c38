"""Where uploaded files lie, and under what names."""

import hashlib
from pathlib import PurePosixPath

from django.db import models
from django.db.models.fields.files import FieldFile, ImageFieldFile
from PIL import Image

from .uploads import UNREADABLE, is_lying

#: How much of the digest of a file's content its name begins with.
DIGEST_SIGNS = 20


class _NamedByContent:
    """A stored file whose name is a digest of what it holds.

    A changed picture gets a new address, so browsers may keep the old one for
    ever, and nobody can guess the address of a draft's picture.
    """

    def save(self, name, content, save=True):
        digest = hashlib.sha256()
        for chunk in content.chunks():
            digest.update(chunk)
        content.seek(0)
        # A file without a name has no size for Django, and would be opened with every row to be measured; so whoever
        # hands one over finds it named.
        content.name = content.name or name
        super().save(f"{digest.hexdigest()[:DIGEST_SIGNS]}{PurePosixPath(name).suffix.lower()}", content, save)


class _ContentFile(_NamedByContent, FieldFile):
    pass


class _ContentImage(_NamedByContent, ImageFieldFile):
    def _get_image_dimensions(self):
        """Width and height as browsers show them, so that a page keeps the right room for a picture."""
        if not hasattr(self, "_dimensions_cache"):
            width, height = super()._get_image_dimensions()
            self._dimensions_cache = (height, width) if width and self._is_lying() else (width, height)
        return self._dimensions_cache

    def _is_lying(self) -> bool:
        close = self.closed
        self.open()
        try:
            with Image.open(self.file) as picture:
                return is_lying(picture)
        except UNREADABLE:
            return False
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class ContentFileField(models.FileField):
    attr_class = _ContentFile


class ContentImageField(models.ImageField):
    attr_class = _ContentImage


def issue_path(issue, filename: str) -> str:
    return f"{issue.newspaper.slug}/{issue.key}/{filename}"


def page_path(page, filename: str) -> str:
    return issue_path(page.issue, filename)


def picture_path(picture, filename: str) -> str:
    return page_path(picture.article, filename)
