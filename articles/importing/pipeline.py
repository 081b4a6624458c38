"""One issue, from what was read to what is stored and recorded."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext

from .. import permissions
from ..content import digest_of
from ..editing import Edit, edited, record
from ..issue_text.problems import Problem
from ..models import BatchFile, Event, ImportBatch, Issue, SourceFile
from ..models.storage import DIGEST_SIGNS
from ..versions import Change
from .pictures import files_taken_back_on_failure, store_files
from .plan import CHANGING, Entry, Outcome, Plan
from .planning import plan_import
from .reading import ReadIssue
from .storing import apply_plan


@dataclass
class ImportResult:
    """What an import did, or would have done if it met no error."""

    plan: Plan
    stored: bool
    #: True if a row or a file was written.
    wrote: bool = False
    new_newspaper: bool = False
    #: True if there was an issue of this day already.
    was_stored: bool = False
    outcomes: Counter = field(default_factory=Counter)
    #: What became of the articles of an issue that was stored already, in the order of their numbers.
    changes: list[Change] = field(default_factory=list)
    #: What it means for the issue's review and schedule, as sentences.
    warnings: list[str] = field(default_factory=list)
    #: The record of it, if it wrote anything.
    batch: ImportBatch | None = None

    @property
    def issue(self) -> Issue:
        return self.plan.issue

    @property
    def issue_name(self) -> str:
        document = self.plan.document
        date = document.date.isoformat() if document.date else ""
        named = " ".join(filter(None, (self.plan.newspaper.name, date, document.edition)))
        return named or next((problem.file for problem in self.problems), "")

    @property
    def problems(self) -> list[Problem]:
        return self.plan.problems

    @property
    def has_errors(self) -> bool:
        return self.plan.has_errors


class _Refused(Exception):
    """Takes a transaction back whose issues have errors."""


def import_issues(
    issues: Iterable[ReadIssue],
    actor: str,
    user=None,
    publish: bool = False,
    after: Callable[[ImportResult], None] = lambda result: None,
) -> bool:
    """Store all issues or, if one of them has an error, none; True if they were stored.

    ``actor`` is who imports, by name; ``publish`` allows changes to pages that
    are public already, but publishes nothing itself. ``after`` is called with
    each result, inside the transaction. Whatever fails, the database and the
    folder of uploaded files are as before.
    """
    try:
        with files_taken_back_on_failure() as saved, transaction.atomic():
            refused = False
            for read in issues:
                result = _import_issue(read, actor, user, publish, saved)
                refused = refused or not result.stored
                after(result)
            if refused:
                raise _Refused
    except _Refused:
        return False
    return True


def import_issue(read: ReadIssue, actor: str, user=None, publish: bool = False) -> ImportResult:
    """Store one issue, as ``import_issues`` does."""
    results = []
    import_issues([read], actor, user, publish, after=results.append)
    return results[0]


def rehearse(issues: Sequence[ReadIssue], actor: str, user=None, publish: bool = False) -> list[ImportResult]:
    """What ``import_issues`` would do with these issues and report of them; everything is taken back.

    Raises Refused if the user may not change what would be changed.
    """
    results: list[ImportResult] = []

    def take_back_after_the_last(result):
        results.append(result)
        if len(results) == len(issues):
            raise _Refused

    import_issues(issues, actor, user, publish, take_back_after_the_last)
    return results


def import_as_seen(issues: Sequence[ReadIssue], seen: str, actor: str, user=None, publish=False) -> list[ImportResult]:
    """Store all issues if that does what was ``seen`` of it, by its fingerprint; else nothing, and an empty list."""
    results: list[ImportResult] = []

    def refuse_what_was_not_seen(result):
        results.append(result)
        if len(results) == len(issues) and fingerprint(results) != seen:
            raise _Refused

    stored = import_issues(issues, actor, user, publish, refuse_what_was_not_seen)
    return results if stored else []


def fingerprint(results: Iterable[ImportResult]) -> str:
    """SHA-256 of what an import does to which texts, and reports of it; the same as long as it would do the same."""
    said = [
        [
            result.issue_name,
            result.new_newspaper,
            result.stored,
            sorted((str(key), number) for key, number in result.outcomes.items() if number),
            [[page.text.label, page.outcome] for page in result.plan.pages],
            sorted(part.pk for part in result.plan.removed if part.pk) if result.outcomes["removed"] else [],
            [[change.number, *map(_digest, (change.before, change.after))] for change in result.changes],
            _report(result),
            result.warnings,
        ]
        for result in results
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _digest(content: dict | None) -> str:
    if not content:
        return ""
    # A file that is there already gets another ending to its name each time; what it holds is at its beginning.
    pictures = [
        picture | {"image": PurePosixPath(picture["image"]).name[:DIGEST_SIGNS]} for picture in content["pictures"]
    ]
    return digest_of(content | {"pictures": pictures})


@transaction.atomic
def _import_issue(read: ReadIssue, actor: str, user, publish: bool, saved: list[FieldFile]) -> ImportResult:
    plan = plan_import(read.document, publish)
    if plan.has_errors:
        return ImportResult(plan, stored=False, was_stored=plan.issue.pk is not None)
    result = ImportResult(plan, stored=True, outcomes=_count(plan))
    result.new_newspaper, result.was_stored = plan.newspaper.pk is None, plan.issue.pk is not None
    result.wrote, files_before = not plan.is_empty, len(saved)
    with _act(plan.issue, actor, user) as edit:
        if result.wrote:
            apply_plan(plan)
        result.outcomes["areas"] = store_files(plan, read, saved, publish)
    if edit is not None:
        result.changes = sorted(edit.articles.values(), key=lambda change: change.number)
        result.warnings = edit.warnings
    if plan.has_errors:
        result.stored = False
        return result
    result.outcomes["files"] = len(saved) - files_before
    result.wrote = result.wrote or bool(result.outcomes["files"] or result.outcomes["areas"])
    if result.wrote or _refuses_anew(plan):
        _record(result, read, actor, user)
    return result


@contextmanager
def _act(issue: Issue, actor: str, user) -> Iterator[Edit | None]:
    """What an import does to a stored issue is an act like an editor's; a new issue has nothing to be compared with."""
    if issue.pk is None:
        yield None
        return
    closed = permissions.closed_to_imports
    with edited(issue, user, actor=actor, note=gettext("import"), closed_pages=closed) as edit:
        # Whoever imports need not be one who writes.
        edit.closed_articles = {}
        yield edit


def _count(plan: Plan) -> Counter:
    """How many entries, pages and files came to what."""
    outcomes = Counter(entry.outcome for entry in plan.entries if entry.outcome)
    outcomes[Outcome.LEFT_OUT] = len(plan.left_out)
    outcomes["removed"] = len(plan.removed)
    outcomes["pages"] = sum(page.outcome in CHANGING for page in plan.pages)
    return outcomes


def _refuses_anew(plan: Plan) -> bool:
    """Whether a file's changes were not taken of which the last import does not tell; editors look them up there."""
    if not plan.not_taken:
        return False
    last = plan.issue.batches.first()
    told = [row["refused"] for row in last.report.get("entries", []) if row.get("refused")] if last else []
    return [_refused(entry) for entry in plan.not_taken if entry.refused] != told


def _refused(entry: Entry) -> list[dict]:
    return [{"key": field.key, "before": field.before, "after": field.after} for field in entry.refused]


def _record(result: ImportResult, read: ReadIssue, actor: str, user) -> None:
    batch = ImportBatch.objects.create(issue=result.issue, user=user, actor=actor[:150], report=_report(result))
    result.batch = batch
    record(Event.Action.IMPORTED, result.issue, user, actor=actor, note=outcome_line(result.outcomes))
    for name, data in read.files:
        digest = hashlib.sha256(data).hexdigest()
        source, _ = SourceFile.objects.get_or_create(digest=digest, defaults={"content": data, "size": len(data)})
        BatchFile.objects.create(batch=batch, source=source, name=name[-500:])


def outcome_line(outcomes: Counter) -> str:
    """What became of an issue's entries, as people read it."""
    names = {
        Outcome.NEW: gettext("new %(n)d"),
        Outcome.UPDATED: gettext("updated %(n)d"),
        Outcome.SAME: gettext("unchanged %(n)d"),
        Outcome.KEPT: gettext("kept as edited %(n)d"),
        Outcome.CONFLICT: gettext("in conflict %(n)d"),
        Outcome.LEFT_OUT: gettext("left out as deleted %(n)d"),
        "removed": gettext("removed %(n)d"),
        "pages": gettext("pages %(n)d"),
        "files": gettext("files %(n)d"),
        "areas": gettext("hot areas %(n)d"),
    }
    return gettext(", ").join(name % {"n": outcomes[key]} for key, name in names.items() if outcomes[key])


def _report(result: ImportResult) -> dict:
    """What is kept of an import: each entry's outcome, the lines that were joined, and every problem."""
    return {
        # Also a page that came without any article says what is on it.
        "pages": [page.source_label for page in result.plan.pages if page.outcome],
        "entries": [
            {
                "page": page.text.label,
                "file": page.text.file,
                "line": entry.text.line,
                "headline": entry.text.headline,
                "outcome": entry.told,
                "article": entry.article_number,
                "refused": _refused(entry),
                # By these it is known when it comes again and an editor has taken it out.
                "source_page": entry.source.page,
                "prose": entry.known_prose,
                "joined": [block.lines for block in entry.text.body if len(block.lines) > 1],
            }
            for page in result.plan.pages
            for entry in [*page.entries, *page.left_out]
            if entry.outcome
        ],
        "problems": [
            {"code": p.code, "severity": p.severity, "file": p.file, "line": p.line, "details": _plain(p.details)}
            for p in result.problems
        ],
    }


def _plain(details: dict) -> dict:
    return {key: value if isinstance(value, int) else str(value) for key, value in details.items()}
