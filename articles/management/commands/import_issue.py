import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import get_language, gettext
from tqdm import tqdm

from articles import preflight, workflow
from articles.importing.areas import check_areas
from articles.importing.pipeline import ImportResult, import_issues
from articles.importing.reading import ReadingOptions, ReadIssue, read_bundle
from articles.importing.report import document_tree, problem_lines, result_line
from articles.importing.sources import SourceError, find_bundles
from articles.issue_text.json_form import dump_json, problem_dicts
from articles.management import arguments
from articles.models import Issue, Page


class Command(BaseCommand):
    @property
    def help(self):
        # argparse takes no lazy text.
        return gettext("Import issues of a newspaper: page texts, a folder or zip of them, or exported JSON.")

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="+", metavar="SOURCE", type=Path, help=gettext("file, folder or zip"))
        parser.add_argument("--newspaper", metavar="SLUG", help=gettext("the newspaper's address, such as qinghe"))
        parser.add_argument("--date", metavar="YYYY-MM-DD", type=arguments.day, help=gettext("day of the issue"))
        parser.add_argument("--page", metavar="LABEL", help=gettext("label of the page, for a single page"))
        parser.add_argument(
            "--number", metavar="N", type=arguments.issue_number, help=gettext("running issue number (总期号)")
        )
        parser.add_argument(
            "--encoding", metavar="NAME", type=arguments.encoding, help=gettext("such as gb18030; else found out")
        )
        parser.add_argument("--dry-run", action="store_true", help=gettext("show what is understood, store nothing"))
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--publish", action="store_true", help=gettext("make the issue public at once"))

    def handle(self, *, sources, dry_run, publish, format, **options):
        if dry_run and publish:
            raise CommandError(gettext("--dry-run stores nothing, so it cannot --publish."), returncode=2)
        names = ("newspaper", "date", "page", "number", "encoding")
        reading = ReadingOptions(**{name: options[name] for name in names})
        self.as_json = format == "json"
        arguments.let_any_text_through(self.stdout, self.stderr)
        with self._clear_failure():
            issues = self._read(sources, reading)
            if dry_run:
                self._show(issues)
            else:
                self._store(issues, publish)

    @contextmanager
    def _clear_failure(self):
        """End with a sentence instead of a traceback where somebody can do something about it."""
        try:
            yield
        except SourceError as error:
            raise CommandError("\n".join(problem_lines([error.problem]))) from error
        except KeyboardInterrupt as error:
            raise CommandError(gettext("Interrupted; nothing was stored.")) from error
        except (DatabaseError, OSError) as error:
            message = gettext("Nothing was stored: %(reason)s. Check the database (`migrate`), disk space and rights.")
            raise CommandError(message % {"reason": error}) from error

    def _read(self, sources: list[Path], options: ReadingOptions):
        """Read issues one after another, so that an archive never lies in memory whole."""
        for bundle in tqdm(find_bundles(sources), unit=gettext("folder"), file=sys.stderr, disable=None):
            if options.page and len(bundle.texts) > 1:
                raise CommandError(gettext("--page goes with a single page, not with several files."), returncode=2)
            yield from read_bundle(bundle, options)

    def _show(self, issues: Iterator[ReadIssue]):
        if self.as_json:
            issues = self._single(issues)
        failed = False
        for read in issues:
            problems = problem_lines([*read.document.problems, *check_areas(read)])
            failed = failed or read.has_errors
            if self.as_json:
                arguments.write_document(self.stdout, dump_json(read.document, get_language() or ""))
                self._say(problems)
            else:
                self.stdout.write("\n".join([document_tree(read.document), *problems, ""]))
        if failed:
            raise CommandError(gettext("There are errors; this could not be stored."))

    def _single(self, issues: Iterator[ReadIssue]) -> list[ReadIssue]:
        """The one issue there is; several are no single document."""
        first = list(islice(issues, 2))
        if len(first) > 1:
            raise CommandError(gettext("These are several issues; JSON shows one: name one issue."), returncode=2)
        return first

    def _store(self, issues: Iterator[ReadIssue], publish: bool):
        self.told: list[dict] = []
        self.done: list[str] = []
        stored = import_issues(issues, arguments.actor(), publish=publish, after=lambda r: self._tell(r, publish))
        if self.as_json:
            report = {"stored": stored, "issues": self.told}
            arguments.write_document(self.stdout, json.dumps(report, ensure_ascii=False, indent=2) + "\n")
        if not stored:
            raise CommandError(gettext("Nothing was stored, because of the errors above."))
        # Only now is it true: an error in a later issue would have taken everything back.
        self._say(self.done)

    def _tell(self, result: ImportResult, publish: bool):
        """Say at once what is doubtful in an issue, and note what will have been done with it."""
        if result.new_newspaper:
            names = {"name": result.plan.newspaper.name, "slug": result.plan.newspaper.slug}
            self.done.append(gettext("The newspaper %(name)s (%(slug)s) was not known yet and was created.") % names)
        if not result.stored:
            self._say([result_line(result)])
        else:
            self.done += [result_line(result), *result.warnings]
        self._say(problem_lines(result.problems))
        if result.stored and not publish and result.issue.status == Issue.Status.DRAFT:
            self.done.append(gettext("It is a draft; publish it at the desk, or run this again with --publish."))
        if publish and result.stored:
            self._publish(result.issue)
        if self.as_json:
            self.told.append(_as_dict(result))

    def _publish(self, issue: Issue):
        """Make the issue public now, with pages that came after it was."""
        if issue.is_public and not issue.pages.exclude(status=Page.Status.PUBLISHED).exists():
            return
        at = None if issue.is_public else timezone.now()
        note = gettext("Published by import_issue --publish.")
        self.done += map(str, preflight.check(issue))
        workflow.publish(issue, actor=arguments.actor(), at=at, note=note, unreviewed=True)
        self.done.append(gettext("Published: %(address)s") % {"address": issue.get_absolute_url()})

    def _say(self, lines: Iterable[str]):
        """Text goes to standard output; where that carries JSON, to standard error."""
        for line in lines:
            (self.stderr if self.as_json else self.stdout).write(line)


def _as_dict(result: ImportResult) -> dict:
    document = result.plan.document
    return {
        "newspaper": result.plan.newspaper.slug,
        "date": document.date.isoformat() if document.date else None,
        "edition": document.edition,
        "outcomes": {str(key): number for key, number in result.outcomes.items()},
        "warnings": result.warnings,
        "problems": problem_dicts(document.problems, get_language() or ""),
    }
