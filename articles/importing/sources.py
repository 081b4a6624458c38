"""Find the files of an issue in what staff names: files, folders, folders of issues, zips."""

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext

from ..issue_text.problems import Problem
from . import problems  # noqa: F401  (registers the codes used here)

TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text", ".json"})
#: What is not read, though pages may be in it.
_MAY_HOLD_PAGES = frozenset({".zip", ".rar", ".7z", ".doc", ".docx", ".wps", ".rtf", ".htm", ".html"})
PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})

#: A page has some 10 kB of text; this bounds the memory that a wrong file can take.
MOST_TEXT_BYTES = 64 * 1024 * 1024
MOST_FILE_BYTES = 200 * 1024 * 1024


#: What a browser may send at once, and what its zips may unpack to. A month of a paper with its pictures is less.
MOST_UPLOADED_FILES = 500
MOST_UPLOADED_BYTES = 1024 * 1024 * 1024
MOST_UNPACKED_FILES = 5_000
MOST_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024


class SourceError(Exception):
    """A source that cannot be read at all; carries the problem that says why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message("en", options=True))
        self.problem = problem


@dataclass(frozen=True)
class SourceEntry:
    """One file; ``path`` is its name as messages print it."""

    path: PurePosixPath
    size: int
    read_bytes: Callable[[], bytes] = field(repr=False)

    def read(self, limit: int = MOST_TEXT_BYTES) -> bytes:
        """The file's bytes. Raises SourceError if it is over ``limit`` bytes or cannot be read."""
        if self.size > limit:
            details = {"size": self.size // 1024**2, "limit": limit // 1024**2}
            raise SourceError(Problem("file-too-large", file=str(self.path), details=details))
        try:
            return self.read_bytes()
        except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
            raise _unreadable(self.path, error) from error


@dataclass
class Bundle:
    """Files that belong together: the texts of an issue (or of several days), and what lies beside them."""

    name: str
    texts: list[SourceEntry] = field(default_factory=list)
    others: list[SourceEntry] = field(default_factory=list)
    #: Files named one by one: what lies beside them on disk may be used, but nobody is told of the rest.
    loose: bool = False
    #: Files of which no folder is known: a browser tells only names, and photos/a.jpg is found as a.jpg.
    flat: bool = False
    #: Hidden files and folders, which are not read, and what lies where it may belong to any of several bundles.
    passed_over: list[Problem] = field(default_factory=list)

    def beside(self, text: str, name: str) -> SourceEntry | None:
        """The file called ``name`` in the folder of the text file ``text``; None if there is none."""
        relative = PurePosixPath(name)
        # A text may name only what was delivered with it.
        if relative.is_absolute() or ".." in relative.parts or not relative.suffix:
            return None
        wanted = PurePosixPath(text).parent / relative
        for entry in self.others:
            if entry.path == wanted:
                return entry
        if self.flat:
            return next((entry for entry in self.others if entry.path.name == relative.name), None)
        if self.loose and Path(wanted).is_file():
            return _entry(Path(wanted), wanted)
        return self._elsewhere(relative)

    def _elsewhere(self, relative: PurePosixPath) -> SourceEntry | None:
        """The one file of this name in a folder beside that of the texts: pages/01.jpg for text/01.md."""
        aside = [entry for entry in self.others if not entry.path.is_relative_to(self.name)]
        for length in (len(relative.parts), 1):
            tail = relative.parts[-length:]
            if found := [entry for entry in aside if entry.path.parts[-length:] == tail]:
                return found[0] if len(found) == 1 else None
        return None


def find_bundles(sources: Iterable[Path]) -> Iterator[Bundle]:
    """Yield what belongs together, one after another, so that an archive never lies in memory whole.

    Files named one by one are one bundle; so is each folder that holds texts,
    with everything below it that is in no folder of texts itself, and with what
    lies beside it where no other folder of texts does.
    Raises SourceError for what is missing, unreadable or holds no text.
    """
    loose = Bundle("", loose=True)
    for source in sources:
        source = Path(source)
        if not source.exists():
            raise _unreadable(source, FileNotFoundError(2, gettext("there is no such file or folder")))
        if source.is_dir():
            yield from _bundles_of(str(source), *_walk(source))
        elif source.suffix.lower() == ".zip":
            yield from _bundles_of(str(source), *_unzip(source))
        else:
            _sort_in(loose, _entry(source, _printable(source)))
    if loose.texts or loose.others:
        if not loose.texts:
            raise SourceError(Problem("nothing-to-read", file=str(loose.others[0].path)))
        yield loose


def find_uploaded(files: Iterable[tuple[str, Path]]) -> Iterator[Bundle]:
    """The same for what a browser sent: names as they were there, and the files as they are kept here.

    Nothing beside these files is looked at, and what a zip unpacks to is bounded before any of it is read.
    """
    sent = Bundle("", flat=True)
    for name, file in files:
        path = PurePosixPath(name)
        if path.suffix.lower() == ".zip":
            entries, hidden = _unzip(file, path)
            _check_unpacked(path, entries)
            yield from _bundles_of(name, entries, hidden)
        else:
            _sort_in(sent, _entry(file, path))
    if sent.texts or sent.others:
        if not sent.texts:
            raise SourceError(Problem("nothing-to-read", file=str(sent.others[0].path)))
        yield sent


def _check_unpacked(path: PurePosixPath, entries: list[SourceEntry]) -> None:
    texts = sum(entry.size for entry in entries if entry.path.suffix.lower() in TEXT_SUFFIXES)
    size = sum(entry.size for entry in entries)
    if len(entries) > MOST_UNPACKED_FILES:
        details = {"count": len(entries), "limit": MOST_UNPACKED_FILES}
        raise SourceError(Problem("zip-too-many", file=str(path), details=details))
    for found, limit in ((texts, MOST_TEXT_BYTES), (size, MOST_UNPACKED_BYTES)):
        if found > limit:
            details = {"size": found // 1024**2, "limit": limit // 1024**2}
            raise SourceError(Problem("zip-too-large", file=str(path), details=details))


def _unreadable(path, error: Exception) -> SourceError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return SourceError(Problem("file-unreadable", file=str(path), details={"reason": reason}))


def _entry(file: Path, path: PurePosixPath) -> SourceEntry:
    try:
        status = file.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise _unreadable(path, OSError(22, gettext("it is no regular file")))
    return SourceEntry(path, status.st_size, file.read_bytes)


def _printable(file: Path) -> PurePosixPath:
    """The file's name as text; one that is not UTF-8 was unpacked from a Chinese Windows zip."""
    try:
        str(file).encode()
    except UnicodeEncodeError:
        return PurePosixPath(os.fsencode(file).decode("gb18030", "replace"))
    return PurePosixPath(file)


def may_hold_pages(path: PurePosixPath) -> bool:
    """Whether a file that is not read is of a kind in which a page may be missed."""
    return path.suffix.lower() in _MAY_HOLD_PAGES


def _sort_in(bundle: Bundle, entry: SourceEntry) -> None:
    is_text = entry.path.suffix.lower() in TEXT_SUFFIXES
    (bundle.texts if is_text else bundle.others).append(entry)


def _is_rubbish(name: str) -> bool:
    """What a Mac leaves behind: nobody put it there."""
    return name.startswith("._") or name in ("__MACOSX", ".DS_Store")


def _walk(folder: Path) -> tuple[list[SourceEntry], list[PurePosixPath]]:
    """The files in a folder, and what is hidden there."""
    found, hidden = [], []

    def fail(error):
        raise _unreadable(error.filename or folder, error)

    # followlinks stays off: a link to a parent folder would never end.
    for parent, folders, files in os.walk(folder, onerror=fail):
        hidden += [_printable(Path(parent) / name) for name in sorted([*folders, *files]) if name.startswith(".")]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                file = Path(parent) / name
                found.append(_entry(file, _printable(file)))
    return found, [path for path in hidden if not _is_rubbish(path.name)]


def _unzip(file: Path, path: PurePosixPath | None = None) -> tuple[list[SourceEntry], list[PurePosixPath]]:
    """The files in a zip, and what is hidden there."""
    path = path or file
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        reason = gettext("it is no zip, or damaged")
        raise SourceError(Problem("bad-zip", file=str(path), details={"reason": reason})) from error
    found, hidden = [], {}
    for info in archive.infolist():
        if info.is_dir():
            continue
        # Nothing is written anywhere, so a name that leads up or to the root only says less than it should.
        parts = [part for part in PurePosixPath(_zip_name(info)).parts if part.strip("/") not in ("", "..")]
        if not parts or any(map(_is_rubbish, parts)):
            continue
        name = PurePosixPath(*parts)
        if depth := next((n for n, part in enumerate(parts, 1) if part.startswith(".")), 0):
            # Of a hidden folder it is told once.
            hidden[PurePosixPath(path, *parts[:depth])] = None
            continue
        if info.flag_bits & 0x1:
            raise SourceError(
                Problem("bad-zip", file=f"{path}/{name}", details={"reason": gettext("it has a password")})
            )
        found.append(SourceEntry(PurePosixPath(path) / name, info.file_size, lambda info=info: archive.read(info)))
    return sorted(found, key=lambda entry: entry.path), list(hidden)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; zipfile then reads them as cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _bundles_of(source: str, entries: list[SourceEntry], hidden: list[PurePosixPath]) -> Iterator[Bundle]:
    bundles: dict[PurePosixPath, Bundle] = {}
    for entry in entries:
        if entry.path.suffix.lower() in TEXT_SUFFIXES:
            folder = entry.path.parent
            bundles.setdefault(folder, Bundle(str(folder))).texts.append(entry)
    if not bundles:
        raise SourceError(Problem("nothing-to-read", file=source))
    beneath = _beneath(bundles)
    passed_over = [Problem("file-hidden", file=str(path)) for path in hidden]
    for entry in entries:
        if entry.path.suffix.lower() not in TEXT_SUFFIXES:
            if home := next((beneath[parent] for parent in entry.path.parents if parent in beneath), None):
                bundles[home].others.append(entry)
            else:
                code = "file-not-read" if may_hold_pages(entry.path) else "file-astray"
                passed_over.append(Problem(code, file=str(entry.path)))
    bundles[min(bundles)].passed_over = passed_over
    for folder in sorted(bundles):
        yield bundles[folder]


def _beneath(folders: Iterable[PurePosixPath]) -> dict[PurePosixPath, PurePosixPath | None]:
    """For each folder the one of texts to which what lies in it belongs: itself, or the only one below; else None."""
    beneath: dict[PurePosixPath, PurePosixPath | None] = {}
    for folder in folders:
        for parent in folder.parents:
            beneath[parent] = None if parent in beneath else folder
    return beneath | {folder: folder for folder in folders}
