"""Files made from stored ones, kept in the storage: each is there whole or not at all."""

import os
import uuid

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def find(name: str) -> File | None:
    try:
        return default_storage.open(name)
    except OSError:
        # Not there, or with a name longer than the file system knows.
        return None


def is_there(name: str) -> bool:
    try:
        return default_storage.exists(name)
    except OSError:
        return False


def keep(name: str, content: bytes) -> File:
    """Store ``content`` under exactly this name, whoever else is storing the same at this moment."""
    if isinstance(default_storage, FileSystemStorage):
        # On a disk a file is seen while it grows, so it is moved into its place when it is finished.
        temporary = default_storage.save(f"{name}.{uuid.uuid4().hex}", ContentFile(content))
        os.replace(default_storage.path(temporary), default_storage.path(name))
    else:
        # An object storage shows a file once it is whole. Where another was quicker, ours got another name.
        saved = default_storage.save(name, ContentFile(content))
        if saved != name:
            default_storage.delete(saved)
    return ContentFile(content, name)
