import datetime
import getpass
import json
import sys
from argparse import ArgumentTypeError
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import get_language, gettext, gettext_lazy
from tqdm import tqdm

from articles import preflight, workflow
from articles.importing.pipeline import ImportResult, import_issues
from articles.importing.reading import ReadingOptions, ReadIssue, read_bundle
from articles.importing.report import document_tree, problem_lines, result_line
from articles.importing.sources import SourceError, find_bundles
from articles.issue_text.json_form import as_dict, dump_json


class Command(BaseCommand):
    help = gettext_lazy("Import issues of a newspaper: page texts, a folder or zip of them, or exported JSON.")

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="+", metavar="SOURCE", type=Path, help=gettext("file, folder or zip"))
        parser.add_argument("--newspaper", metavar="SLUG", help=gettext("the newspaper's address, such as qinghe"))
        parser.add_argument("--date", metavar="YYYY-MM-DD", type=_date, help=gettext("day of the issue"))
        parser.add_argument("--page", metavar="LABEL", help=gettext("label of the page, for a single page"))
        parser.add_argument("--number", metavar="N", type=_positive, help=gettext("running issue number (总期号)"))
        parser.add_argument(
            "--encoding", metavar="NAME", type=_encoding, help=gettext("such as gb18030; else found out")
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
        with self._clear_failure():
            issues = self._read(sources, reading)
            if dry_run:
                self._show(list(issues))
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

    def _show(self, issues: list[ReadIssue]):
        if self.as_json and len(issues) > 1:
            raise CommandError(gettext("These are several issues; JSON shows one: name one issue."), returncode=2)
        for read in issues:
            problems = problem_lines(read.document.problems)
            if self.as_json:
                self.stdout.write(dump_json(read.document, get_language() or ""), ending="")
                self._say(problems)
            else:
                self.stdout.write("\n".join([document_tree(read.document), *problems, ""]))
        if any(read.has_errors for read in issues):
            raise CommandError(gettext("There are errors; this could not be stored."))

    def _store(self, issues, publish: bool):
        told = []

        def after(result: ImportResult):
            told.append(self._tell(result, publish and result.stored))

        stored = import_issues(issues, getpass.getuser(), publish=publish, after=after)
        if self.as_json:
            self.stdout.write(json.dumps({"stored": stored, "issues": told}, ensure_ascii=False, indent=2))
        if not stored:
            raise CommandError(gettext("Nothing was stored, because of the errors above."))

    def _tell(self, result: ImportResult, publish: bool) -> dict:
        lines = [result_line(result)]
        if result.new_newspaper:
            names = {"name": result.plan.newspaper.name, "slug": result.plan.newspaper.slug}
            lines.append(gettext("The newspaper %(name)s (%(slug)s) was not known yet and was created.") % names)
        lines += problem_lines(result.problems)
        if publish:
            lines += self._publish(result)
        self._say(lines)
        document = result.plan.document
        return {
            "newspaper": result.plan.newspaper.slug,
            "date": document.date.isoformat() if document.date else None,
            "edition": document.edition,
            "outcomes": {str(key): number for key, number in result.outcomes.items()},
            "problems": as_dict(document, get_language() or "")["problems"],
        }

    def _publish(self, result: ImportResult) -> list[str]:
        findings = preflight.check(result.issue)
        if result.changed_nothing and result.issue.is_public:
            return []
        workflow.publish(result.issue, actor=getpass.getuser(), note=gettext("Published by import_issue --publish."))
        address = result.issue.get_absolute_url()
        return [*map(str, findings), gettext("Published: %(address)s") % {"address": address}]

    def _say(self, lines: list[str]):
        """Text goes to standard output; where that carries JSON, to standard error."""
        for line in lines:
            (self.stderr if self.as_json else self.stdout).write(line)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(gettext("“%(text)s” is no day; write YYYY-MM-DD.") % {"text": text}) from error


def _positive(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 2**31:
        raise ArgumentTypeError(gettext("“%(text)s” is no issue number.") % {"text": text})
    return int(text)


def _encoding(name: str) -> str:
    try:
        b"".decode(name)
    except LookupError as error:
        message = gettext("“%(name)s” is no text encoding; common ones are utf-8, gb18030 and big5.")
        raise ArgumentTypeError(message % {"name": name}) from error
    return name
