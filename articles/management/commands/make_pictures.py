import datetime
import sys
from itertools import chain

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from tqdm import tqdm

from articles.management import arguments
from articles.models import Issue, Newspaper, Page, Picture
from articles.pictures import variants
from articles.pictures.opening import CannotBeMade


class Command(BaseCommand):
    @property
    def help(self):
        # argparse takes no lazy text.
        return gettext("Make the sizes and formats of pictures ahead that readers would else wait for.")

    def add_arguments(self, parser):
        parser.add_argument(
            "newspaper", nargs="?", metavar="NEWSPAPER", help=gettext("the newspaper's address, such as qinghe")
        )
        parser.add_argument(
            "date", nargs="?", metavar="DATE", type=arguments.day, help=gettext("day of the issue, YYYY-MM-DD")
        )

    def handle(self, *, newspaper, date, **options):
        if newspaper and not Newspaper.objects.filter(slug=newspaper).exists():
            raise CommandError(gettext("There is no newspaper “%(slug)s”.") % {"slug": newspaper})
        pages, pictures = pictured(newspaper, date)
        images = chain(
            (page.picture for page in pages.iterator()),
            (picture.image for picture in pictures.iterator()),
        )
        total = pages.count() + pictures.count()
        made = sum(map(self._make, tqdm(images, total=total, unit=gettext("picture"), file=sys.stderr, disable=None)))
        self.stdout.write(ngettext("%(count)d file was made.", "%(count)d files were made.", made) % {"count": made})

    def _make(self, image) -> int:
        try:
            return sum(variants.make_missing(variants.variants_of(image)))
        except CannotBeMade:
            message = gettext("%(name)s cannot be converted; readers get it as it is.") % {"name": image.name}
            self.stderr.write(message)
            return 0


def pictured(newspaper: str | None, date: datetime.date | None) -> tuple[QuerySet, QuerySet]:
    """The pages and the articles' pictures that have an image, of the issues named; the newest first."""
    issues = Issue.objects.all()
    if newspaper:
        issues = issues.filter(newspaper__slug=newspaper)
    if date:
        issues = issues.filter(date=date)
    pages = Page.objects.filter(issue__in=issues).exclude(picture="")
    pictures = Picture.objects.filter(article__issue__in=issues).exclude(image="")
    return (
        pages.order_by("-issue__date", "issue", "number"),
        pictures.order_by("-article__issue__date", "article", "order"),
    )
