import json
import sys
from itertools import groupby

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext, ngettext

from articles import preflight
from articles.management import arguments
from articles.models import Issue
from articles.preflight import Finding


class Command(BaseCommand):
    @property
    def help(self):
        # argparse takes no lazy text.
        return gettext("Say what is missing before an issue may go out; exits 1 if something blocks.")

    def add_arguments(self, parser):
        parser.add_argument("newspaper", metavar="NEWSPAPER", help=gettext("the newspaper's address, such as qinghe"))
        parser.add_argument(
            "issue", metavar="DATE", type=arguments.issue_key, help=gettext("YYYY-MM-DD, or YYYY-MM-DD-号外")
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *, newspaper, issue, format, **options):
        arguments.let_any_text_through(self.stdout, self.stderr)
        try:
            findings = preflight.check(_find(newspaper, *issue))
        except DatabaseError as error:
            message = gettext("The database cannot be read: %(reason)s. Check DATABASE_URL and run `migrate`.")
            raise CommandError(message % {"reason": error}, returncode=2) from error
        if format == "json":
            written = json.dumps([_as_dict(finding) for finding in findings], ensure_ascii=False, indent=2)
            arguments.write_document(self.stdout, written + "\n")
        else:
            self.stdout.write("\n".join(_lines(findings)))
        if blocking := sum(finding.blocks for finding in findings):
            message = ngettext("%(n)d finding blocks the issue.", "%(n)d findings block the issue.", blocking)
            self.stderr.write(message % {"n": blocking})
            # What was asked for was done: no error of the command.
            sys.exit(1)


def _find(newspaper, date, edition) -> Issue:
    issue = Issue.objects.filter(newspaper__slug=newspaper, date=date, edition=edition).first()
    if issue is None:
        message = gettext("There is no issue of %(newspaper)s of %(date)s.")
        raise CommandError(message % {"newspaper": newspaper, "date": f"{date} {edition}".strip()}, returncode=2)
    return issue


def _lines(findings: list[Finding]):
    """Page after page, what blocks before what warns."""
    if not findings:
        yield gettext("Nothing was found.")
    for page, found in groupby(findings, key=lambda finding: finding.page):
        yield page.title if page else gettext("The issue")
        for finding in found:
            mark = gettext("blocks") if finding.blocks else gettext("warns")
            named = "" if finding.subject == page else f"{finding.subject}: "
            yield f"  [{mark}] {named}{finding.message} ({finding.code})"


def _as_dict(finding: Finding) -> dict:
    """For other programs: keys and codes stay, sentences are in the language of the command."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "page": finding.page.label if finding.page else None,
        "subject": {
            "model": finding.subject._meta.model_name,
            "id": finding.subject.pk,
            "name": str(finding.subject),
        },
        "message": finding.message,
    }
