import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, gettext_lazy

from articles.exporting.formats import WRITERS, export_issue
from articles.models import Issue


class Command(BaseCommand):
    help = gettext_lazy("Write an issue to standard output; import_issue reads text and JSON back.")

    def add_arguments(self, parser):
        parser.add_argument("newspaper", metavar="NEWSPAPER", help=gettext("the newspaper's address, such as qinghe"))
        parser.add_argument("date", metavar="DATE", type=datetime.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--edition", default="", help=gettext("mark of an extra edition, such as 号外"))
        parser.add_argument("--format", choices=sorted(WRITERS), default="text")

    def handle(self, *, newspaper, date, edition, format, **options):
        issues = Issue.objects.select_related("newspaper")
        issue = issues.filter(newspaper__slug=newspaper, date=date, edition=edition).first()
        if issue is None:
            message = gettext("There is no issue of %(newspaper)s of %(date)s.")
            raise CommandError(message % {"newspaper": newspaper, "date": " ".join((str(date), edition)).strip()})
        self.stdout.write(export_issue(issue, format), ending="")
