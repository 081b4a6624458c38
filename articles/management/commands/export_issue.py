from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext

from articles.exporting.formats import WRITERS, export_issue
from articles.management import arguments
from articles.models import Issue


class Command(BaseCommand):
    @property
    def help(self):
        # argparse takes no lazy text.
        return gettext("Write an issue to standard output; import_issue reads text and JSON back.")

    def add_arguments(self, parser):
        parser.add_argument("newspaper", metavar="NEWSPAPER", help=gettext("the newspaper's address, such as qinghe"))
        parser.add_argument("date", metavar="DATE", type=arguments.day, help="YYYY-MM-DD")
        parser.add_argument("--edition", default="", help=gettext("mark of an extra edition, such as 号外"))
        parser.add_argument("--format", choices=sorted(WRITERS), default="text")

    def handle(self, *, newspaper, date, edition, format, **options):
        try:
            issues = Issue.objects.select_related("newspaper")
            issue = issues.filter(newspaper__slug=newspaper, date=date, edition=edition).first()
            written = export_issue(issue, format) if issue else None
        except DatabaseError as error:
            message = gettext("The database cannot be read: %(reason)s. Check DATABASE_URL and run `migrate`.")
            raise CommandError(message % {"reason": error}) from error
        if written is None:
            message = gettext("There is no issue of %(newspaper)s of %(date)s.")
            raise CommandError(message % {"newspaper": newspaper, "date": f"{date} {edition}".strip()})
        arguments.write_document(self.stdout, written)
