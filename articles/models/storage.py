"""Where uploaded files lie."""

import hashlib
from pathlib import PurePosixPath


def _content_name(instance_folder: str, file, filename: str) -> str:
    # Named by content: the same file is stored under the same name, a changed one gets
    # a new address, and nobody can guess the address of a draft's picture.
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return f"{instance_folder}/{digest.hexdigest()[:20]}{PurePosixPath(filename).suffix.lower()}"


def page_path(page, filename: str) -> str:
    field = page.pdf if filename.lower().endswith(".pdf") else page.picture
    return _content_name(f"{page.issue.newspaper.slug}/{page.issue.key}", field.file, filename)


def picture_path(picture, filename: str) -> str:
    issue = picture.article.issue
    return _content_name(f"{issue.newspaper.slug}/{issue.key}", picture.image.file, filename)
