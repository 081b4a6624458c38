"""Bytes of files -> documents, one for each issue, with every problem met on the way."""

import datetime
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from ..issue_text.continuations import join_documents, pair_continuations
from ..issue_text.document import IssueDocument
from ..issue_text.hints import Hints, hints_from_path
from ..issue_text.json_form import DocumentError, load_json
from ..issue_text.parser import parse_issue
from ..issue_text.problems import Problem
from ..issue_text.reader import UnreadableText, read_text
from .sources import PICTURE_SUFFIXES, Bundle, SourceEntry, SourceError, may_hold_pages


@dataclass(frozen=True)
class ReadingOptions:
    """What staff says about the sources; it wins over names of files and is checked against the text."""

    newspaper: str | None = None
    date: datetime.date | None = None
    page: str | None = None
    number: int | None = None
    encoding: str | None = None


@dataclass
class ReadIssue:
    """One issue as its files say it, and those files."""

    document: IssueDocument
    bundle: Bundle
    #: (name, bytes) of each text file.
    files: list[tuple[str, bytes]] = field(default_factory=list)
    #: False where another issue lies in the same folder, so that what belongs to a whole issue may be either's.
    is_alone: bool = True

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.document.problems)

    def picture(self, text_file: str, name: str) -> SourceEntry | None:
        """The picture that a text file places as ``name``."""
        if PurePosixPath(name).suffix.lower() not in PICTURE_SUFFIXES:
            return None
        return self.bundle.beside(text_file, name)

    def page_matter(self, text_file: str) -> tuple[SourceEntry | None, SourceEntry | None]:
        """The page's picture and its PDF: the files called like its text, 01.jpg and 01.pdf beside 01.md."""
        stem = PurePosixPath(text_file).stem
        pictures = (self.bundle.beside(text_file, f"{stem}{suffix}") for suffix in sorted(PICTURE_SUFFIXES))
        return next(filter(None, pictures), None), self.bundle.beside(text_file, f"{stem}.pdf")

    def areas(self, text_file: str) -> SourceEntry | None:
        """The page's hot areas: 01.areas.csv beside 01.md."""
        return self.bundle.beside(text_file, f"{PurePosixPath(text_file).stem}.areas.csv")

    @property
    def pdf(self) -> SourceEntry | None:
        """The whole issue as PDF: issue.pdf beside its texts."""
        found = (self.bundle.beside(page.file, "issue.pdf") for page in self.document.pages)
        return next(filter(None, found), None) if self.is_alone else None


def read_bundle(bundle: Bundle, options: ReadingOptions = ReadingOptions()) -> list[ReadIssue]:
    """Read the texts of a bundle and join them to issues, by date and edition.

    What cannot be read becomes an error among a document's problems; nothing
    is raised for it, so that one run names every error.
    """
    groups: dict[tuple, list[tuple[IssueDocument, SourceEntry, bytes]]] = {}
    for entry in bundle.texts:
        document, data = _read_entry(entry, options)
        groups.setdefault((document.date, document.edition), []).append((document, entry, data))
    _give_undated_their_day(groups)
    issues = []
    for members in groups.values():
        documents = [document for document, _, _ in members]
        document = documents[0] if len(documents) == 1 else join_documents(documents)
        issues.append(ReadIssue(document, bundle, [(str(entry.path), data) for _, entry, data in members]))
    folders = [{PurePosixPath(name).parent for name, _ in issue.files} for issue in issues]
    for issue, own in zip(issues, folders, strict=True):
        issue.is_alone = not any(own & other for other in folders if other is not own)
    if issues and not bundle.loose:
        _tell_of_unused(issues)
    return issues


def _give_undated_their_day(groups: dict[tuple, list]) -> None:
    """A page without a date belongs to the one day that the other pages of its folder name."""
    dated = [key for key in groups if key[0]]
    undated = [key for key in groups if not key[0]]
    if len(dated) == 1:
        for key in undated:
            members = groups.pop(key)
            for document, _, _ in members:
                document.date, document.edition = dated[0]
            groups[dated[0]] += members


def _read_entry(entry: SourceEntry, options: ReadingOptions) -> tuple[IssueDocument, bytes]:
    file = str(entry.path)
    hints = _hints(entry, options)
    data = b""
    try:
        data = entry.read()
        text = read_text(data, options.encoding)
        if entry.path.suffix.lower() == ".json":
            return _read_json(text, hints), data
        return parse_issue(text, hints), data
    except (SourceError, UnreadableText) as error:
        return _failed(hints, replace(error.problem, file=file)), data
    except DocumentError as error:
        details = {"where": error.where or file, **error.sentences}
        return _failed(hints, Problem("bad-json", line=error.line, file=file, details=details)), data


def _failed(hints: Hints, problem: Problem) -> IssueDocument:
    return IssueDocument(newspaper=hints.newspaper, date=hints.date, problems=[problem])


def _hints(entry: SourceEntry, options: ReadingOptions) -> Hints:
    named = hints_from_path(entry.path)
    return replace(
        named,
        newspaper=options.newspaper or named.newspaper,
        date=options.date or named.date,
        page=options.page or named.page,
        number=options.number or named.number,
        file=str(entry.path),
    )


def _read_json(text: str, hints: Hints) -> IssueDocument:
    document = load_json(text)
    if hints.newspaper:
        document.newspaper = hints.newspaper
    if hints.date and document.date and hints.date != document.date:
        details = {"found": document.date.isoformat(), "asked": hints.date.isoformat()}
        document.problems.append(Problem("dates-differ", file=hints.file, details=details))
    document.date = document.date or hints.date
    document.number = document.number or hints.number
    for page in document.pages:
        # Pictures are looked for beside this file, so a file must not say that it is another.
        page.file = hints.file
    pair_continuations(document)
    return document


def _tell_of_unused(issues: list[ReadIssue]) -> None:
    used = set()
    for issue in issues:
        used |= {issue.pdf.path} if issue.pdf else set()
        for page in issue.document.pages:
            used |= {entry.path for entry in (*issue.page_matter(page.file), issue.areas(page.file)) if entry}
            names = {b.name for article in page.articles for b in article.body if b.kind == "picture"}
            used |= {entry.path for name in names if (entry := issue.picture(page.file, name))}
    problems = issues[0].document.problems
    bundle = issues[0].bundle
    problems += [_unused(entry.path) for entry in bundle.others if entry.path not in used] + bundle.passed_over


def _unused(path: PurePosixPath) -> Problem:
    suffix = path.suffix.lower()
    if may_hold_pages(path):
        return Problem("file-not-read", file=str(path))
    is_matter = suffix in PICTURE_SUFFIXES or suffix in (".pdf", ".csv")
    return Problem("file-unused" if is_matter else "file-not-text", file=str(path))
