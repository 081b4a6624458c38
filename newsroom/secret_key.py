"""A secret key that a fresh installation can start with."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def read_or_create_secret_key(path: Path) -> str:
    """Return the key kept at ``path``, making it on first use.

    One server needs nothing more. Several servers must share a key, so they
    set SECRET_KEY in the environment instead.
    """
    try:
        return _read(path) or _create(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"无法读写 {path}（{error.strerror}）：请设置环境变量 SECRET_KEY，或让 DATA_DIR 可写。"
            f" {path} cannot be read or written: set SECRET_KEY, or make DATA_DIR writable."
        ) from error


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return ""


def _create(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Linked into place whole: of two processes that start at once, one makes the key and both read it.
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as file:
        file.write(get_random_secret_key())
        file.flush()
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
    return _read(path)
