"""What an import would do, for people to see before it is done."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from django.utils.translation import get_language, gettext

from ..comparing import Difference, differences
from ..issue_text.document import IssueDocument, Place
from ..issue_text.labels import page_phrase
from ..issue_text.problems import Problem
from ..issue_text.reader import UnreadableText, read_text
from ..models import Part
from ..versions import Change
from .pipeline import ImportResult, fingerprint, rehearse
from .plan import Outcome, PageEntry, Plan
from .reading import ReadIssue
from .report import article_rows, issue_line, jump_row, page_rows, ranked, result_line, severity_name, where

#: So much is shown of a line of which something is told.
_SIGNS = 60
#: Of how many articles it is shown what changes; where more do, it is another text rather than a corrected one.
_MOST_CHANGES = 50
#: Problems that are none for whoever lets readers see the change.
_PUBLIC = frozenset({"published-page", "published-issue"})


@dataclass
class Excerpt:
    """Lines of a source file, from ``first`` on."""

    first: int
    lines: list[str]


@dataclass
class ShownEntry:
    line: int
    headline: str
    rows: list[tuple[str, str]]
    source: Excerpt | None
    #: The pages that its jump marks name: where it comes from, and where it goes on.
    marks: tuple[str | None, str | None]
    outcome: str = ""
    #: In what the file would have changed an article that an editor changed, too.
    refused: list[Difference] = field(default_factory=list)
    #: The primary key of that article.
    article: int | None = None


@dataclass
class ShownChange:
    """An article, or what a page says by itself, that is stored already and would say something else."""

    headline: str
    differences: list[Difference]


@dataclass
class ShownPage:
    label: str
    title: str
    file: str
    rows: list[str]
    entries: list[ShownEntry]
    outcome: str = ""
    #: In what the file would have changed a page that an editor changed, too.
    refused: list[Difference] = field(default_factory=list)


@dataclass
class ShownProblem:
    #: By which it is led to.
    anchor: str
    severity: str
    severity_name: str
    where: str
    sentence: str
    code: str
    #: The line that it is about.
    source: str


@dataclass
class ShownIssue:
    """An issue as its files say it, and what would become of it here."""

    line: str
    pages: list[ShownPage]
    problems: list[ShownProblem] = field(default_factory=list)
    #: One sentence on what is stored; empty if nothing would be.
    summary: str = ""
    new_newspaper: str = ""
    #: The stored issue, where there is one already.
    stored: object = None
    removed: list[str] = field(default_factory=list)
    changes: list[ShownChange] = field(default_factory=list)
    #: How many more articles change than are shown.
    more_changes: int = 0
    #: What it would mean for the review and the schedule of the issue, as sentences.
    warnings: list[str] = field(default_factory=list)


@dataclass
class Preview:
    issues: list[ShownIssue]
    fingerprint: str = ""
    has_errors: bool = False
    #: True if nothing but that its pages are public keeps it from being stored.
    wants_publish: bool = False


def preview(reads: Sequence[ReadIssue], encoding: str | None, actor: str, user=None, publish=False) -> Preview:
    """See what an import of these issues would do; nothing is stored.

    Raises Refused if the user may not change what would be changed.
    """
    texts = [_Sources(read, encoding) for read in reads]
    # Before it is planned: a plan makes of a document what the issue shall be.
    shown = [ShownIssue("", _pages(read.document, text)) for read, text in zip(reads, texts, strict=True)]
    results = rehearse(reads, actor, user, publish)
    for n, (issue, read, text, result) in enumerate(zip(shown, reads, texts, results, strict=True), 1):
        issue.line = issue_line(read.document, result.plan.newspaper.name)
        _tell(n, issue, text, result)
    errors = {problem.code for result in results for problem in result.problems if problem.severity == "error"}
    return Preview(
        shown,
        fingerprint=fingerprint(results),
        has_errors=not all(result.stored for result in results),
        wants_publish=bool(errors) and errors <= _PUBLIC,
    )


class _Sources:
    """The lines of an issue's text files, as they are counted in problems."""

    def __init__(self, read: ReadIssue, encoding: str | None):
        self.lines = {name: _lines(data, encoding) for name, data in read.files if not name.lower().endswith(".json")}

    def line(self, file: str, line: int | None) -> str:
        """What stands there, cut if it is long; empty if it is not known."""
        lines = self.lines.get(file, [])
        return _cut(lines[line - 1]) if line and 0 < line <= len(lines) else ""

    def entry(self, file: str, line: int, following: int | None) -> Excerpt | None:
        """From the line at which an entry begins to that at which the next one does, or the file ends."""
        lines = self.lines.get(file, [])[: following - 1 if following else None]
        if not 0 < line <= len(lines):
            return None
        return Excerpt(line, "\n".join(lines[line - 1 :]).rstrip().split("\n"))


def _lines(data: bytes, encoding: str | None) -> list[str]:
    try:
        return read_text(data, encoding).split("\n")
    except UnreadableText:
        return []


def _cut(text: str) -> str:
    return f"{text[:_SIGNS]}…" if len(text) > _SIGNS else text


def _pages(document: IssueDocument, sources: _Sources) -> list[ShownPage]:
    following = dict(document.continuations)
    previous = {target: origin for origin, target in document.continuations}
    begun: dict[str, list[int]] = {}
    for page in document.pages:
        begun.setdefault(page.file, []).extend(article.line for article in page.articles)
    begun = {file: sorted(lines) for file, lines in begun.items()}
    pages = []
    for p, page in enumerate(document.pages):
        entries = [
            ShownEntry(
                article.line,
                article.headline or gettext("(no headline)"),
                list(article_rows(document, article, previous.get(Place(p, a)), following.get(Place(p, a)))),
                sources.entry(page.file, article.line, _after(begun[page.file], article.line)),
                (article.continued_from, article.continues_on),
            )
            for a, article in enumerate(page.articles)
        ]
        title = page_phrase(page.label, chinese=False) + (f"：{page.name}" if page.name else "")
        pages.append(ShownPage(page.label, title, page.file, list(page_rows(page)), entries))
    return pages


def _after(begun: list[int], line: int) -> int | None:
    """At which line of a file the entry after that of ``line`` begins."""
    return next(iter(begun[bisect_right(begun, line) :]), None)


def _tell(n: int, shown: ShownIssue, sources: _Sources, result: ImportResult) -> None:
    """Add what was planned and reported to what was understood."""
    plan = result.plan
    shown.problems = list(_problems(plan.problems, sources, n))
    shown.summary = result_line(result) if result.stored else ""
    if result.new_newspaper:
        shown.new_newspaper = f"{plan.newspaper.name} ({plan.newspaper.slug})"
    if result.was_stored:
        shown.stored = plan.issue
    shown.removed = [_name_of(part) for part in plan.removed]
    rewritten = [change for change in result.changes if change.before and change.after]
    shown.changes = [
        ShownChange(page_phrase(page.before.label, chinese=False), _page_differences(page))
        for page in plan.pages
        if page.before and page.outcome == Outcome.UPDATED
    ]
    shown.changes += [_shown(change) for change in rewritten[:_MOST_CHANGES]]
    shown.more_changes = max(len(rewritten) - _MOST_CHANGES, 0)
    shown.warnings = result.warnings
    planned = {page.source_label: page for page in plan.pages if page.outcome is not None}
    for page in shown.pages:
        if entry := planned.get(page.label):
            _tell_outcomes(page, entry, plan)


def _tell_outcomes(page: ShownPage, planned: PageEntry, plan: Plan) -> None:
    page.outcome = planned.outcome
    if planned.outcome == Outcome.CONFLICT:
        page.refused = _page_differences(planned)
    following = {id(plan.entry(origin)): target for origin, target in plan.document.continuations}
    previous = {id(plan.entry(target)): origin for origin, target in plan.document.continuations}
    for shown, entry in zip_longest(page.entries, planned.brought):
        if shown and entry:
            shown.outcome, shown.refused = entry.told, entry.refused
            if entry.not_taken:
                shown.article = entry.row.article_id
            # The other end may be here already, where the files do not have it.
            ends = zip(("上接", "下转"), shown.marks, (previous.get(id(entry)), following.get(id(entry))), strict=True)
            found = {name: jump_row(plan.document, label, place) for name, label, place in ends if label and place}
            shown.rows = [(name, found.get(name, text)) for name, text in shown.rows]


def _page_differences(page: PageEntry) -> list[Difference]:
    """In what a page as it is stored and as its file has it differ by themselves."""
    name = gettext("page’s name, credits and pointers")
    before, after = ("\n".join(filter(None, (text.name, *page_rows(text)))) for text in (page.before, page.in_file))
    return [Difference("page", name, before, after)]


def _shown(change: Change) -> ShownChange:
    headline = change.after["headline"] or gettext("(no headline)")
    return ShownChange(headline, differences(change.before, change.after))


def _problems(problems: Sequence[Problem], sources: _Sources, issue: int) -> Iterator[ShownProblem]:
    language = get_language() or ""
    for n, problem in enumerate(ranked(problems), 1):
        yield ShownProblem(
            f"problem-{issue}-{n}",
            problem.severity,
            severity_name(problem),
            where(problem),
            problem.message(language),
            problem.code,
            sources.line(problem.file, problem.line),
        )


def _name_of(part: Part) -> str:
    return part.headline or part.article.headline or gettext("(no headline)")
