"""A secret key that a fresh installation can start with."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def read_or_create_secret_key(path: Path) -> str:
    """Return the key kept at ``path``, making it on first use.

    One server needs nothing more. Several servers must share a key, so they
    set SECRET_KEY in the environment instead.
    """
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    key = get_random_secret_key()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # O_EXCL: of two processes that start at once, one writes and the other reads.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"无法写入 {path}（{error.strerror}）：请设置环境变量 SECRET_KEY，或让 DATA_DIR 可写。"
            f" Cannot write {path}: set SECRET_KEY, or make DATA_DIR writable."
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
