"""What a browser sent to be imported, kept from its preview to its confirmation.

The files lie below DATA_DIR, where no address leads. A token, signed and good
for one person and one day, says which they are; whatever is older is deleted
whenever something else is sent, so no job has to run.
"""

import json
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from ..editing import Refused
from .reading import ReadingOptions, ReadIssue, read_bundle
from .sources import MOST_FILE_BYTES, MOST_UPLOADED_BYTES, MOST_UPLOADED_FILES, find_uploaded

#: Seconds for which an upload is kept.
KEPT_FOR = 24 * 60 * 60
_SALT = "articles.importing.uploads"


class UploadGone(Exception):
    """There is no such upload of this user any more, or never was."""


@dataclass
class Upload:
    """Files under the names they had, and how they shall be read."""

    key: str
    user: int
    names: list[str]
    options: ReadingOptions

    @property
    def folder(self) -> Path:
        return _home() / self.key

    @property
    def token(self) -> str:
        return signing.TimestampSigner(salt=_SALT).sign(f"{self.user}.{self.key}")

    def read(self) -> list[ReadIssue]:
        """All issues in it. Raises SourceError for what cannot be read, Refused for what does not go together."""
        issues = []
        files = [(name, self.folder / str(number)) for number, name in enumerate(self.names)]
        for bundle in find_uploaded(files):
            if self.options.page and len(bundle.texts) > 1:
                raise Refused(gettext("The label of a page goes with a single page, not with several texts."))
            issues += read_bundle(bundle, self.options)
        return issues

    def read_otherwise(self, options: ReadingOptions) -> None:
        """Remember other options for the same files."""
        self.options = options
        self._write_about()

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write_about(self) -> None:
        options = asdict(self.options)
        options["date"] = self.options.date and self.options.date.isoformat()
        about = {"names": self.names, "options": options}
        (self.folder / "about.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")


def keep(files: Iterable[UploadedFile], options: ReadingOptions, user) -> Upload:
    """Keep what was sent. Raises Refused, with a sentence for each reason, if it is too much or not clear."""
    files = list(files)
    if reasons := list(_obstacles(files)):
        raise Refused(*reasons)
    clear_expired()
    upload = Upload(secrets.token_hex(16), user.pk, [file.name for file in files], options)
    try:
        upload.folder.mkdir(mode=0o700, parents=True)
        for number, file in enumerate(files):
            # Numbers, because what a browser calls a file may be no name for one here.
            with (upload.folder / str(number)).open("wb") as kept:
                for chunk in file.chunks():
                    kept.write(chunk)
        upload._write_about()
    except OSError as error:
        upload.discard()
        raise Refused(gettext("The files could not be kept: %(reason)s.") % {"reason": error.strerror}) from error
    return upload


def find(token: str, user) -> Upload:
    """The upload of a token. Raises UploadGone if it is not this user's, is too old or was stored already."""
    try:
        value = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=KEPT_FOR)
        owner, key = value.split(".")
        if int(owner) != user.pk:
            raise UploadGone
        about = json.loads((_home() / key / "about.json").read_text("utf-8"))
    except (signing.BadSignature, OSError, ValueError) as error:
        raise UploadGone from error
    options = about["options"]
    options["date"] = options["date"] and date.fromisoformat(options["date"])
    return Upload(key, user.pk, about["names"], ReadingOptions(**options))


def clear_expired() -> None:
    if not (home := _home()).is_dir():
        return
    for folder in home.iterdir():
        try:
            old = folder.stat().st_mtime < time.time() - KEPT_FOR
        except OSError:
            # Somebody else is clearing, too.
            continue
        if old:
            shutil.rmtree(folder, ignore_errors=True)


def _home() -> Path:
    return Path(settings.DATA_DIR) / "imports"


def _obstacles(files: list[UploadedFile]) -> Iterable[str]:
    if len(files) > MOST_UPLOADED_FILES:
        sentence = gettext("These are %(n)d files, more than %(limit)d; pack them into a zip.")
        yield sentence % {"n": len(files), "limit": MOST_UPLOADED_FILES}
    size, limit = sum(file.size for file in files), MOST_UPLOADED_BYTES
    if size > limit:
        sentence = gettext("Together these files have %(size)d MB, more than %(limit)d MB; send them in parts.")
        yield sentence % {"size": size // 1024**2, "limit": limit // 1024**2}
    for file in files:
        # A zip is read piece by piece, and its pieces have limits of their own.
        if file.size > MOST_FILE_BYTES and not file.name.lower().endswith(".zip"):
            sentence = gettext("“%(name)s” has %(size)d MB, more than %(limit)d MB.")
            yield sentence % {"name": file.name, "size": file.size // 1024**2, "limit": MOST_FILE_BYTES // 1024**2}
    names = [file.name for file in files]
    for name in sorted({name for name in names if names.count(name) > 1}):
        sentence = gettext(
            "There are several files called “%(name)s”; give each its own name, or pack folders into a zip."
        )
        yield sentence % {"name": name}
