from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .addresses import FormerSlug, KeepsAddresses

#: First parts of addresses, and of stored files, that the site itself uses, so no newspaper may take them.
RESERVED_SLUGS = frozenset(
    [
        "a",
        "admin",
        "accounts",
        "api",
        "authors",
        "feeds",
        "healthz",
        "i18n",
        "media",
        "offline",
        "pictures",
        "robots",
        "search",
        "sitemap",
        "static",
        "tags",
        # Made from the pictures of newspapers beside it, and emptied at any time.
        "variants",
    ]
)


def validate_newspaper_slug(slug):
    if slug.lower() in RESERVED_SLUGS:
        raise ValidationError(_("“%(slug)s” is an address of the site itself; choose another."), params={"slug": slug})


class JumpStyle(models.TextChoices):
    CHINESE = "chinese", _("Chinese numerals: 下转第二版")
    ARABIC = "arabic", _("Arabic numerals: 下转第2版")


class Newspaper(KeepsAddresses):
    """A title, with what its masthead (报头) says in every issue."""

    address_fields = ("slug",)

    slug = models.SlugField(
        _("address"),
        unique=True,
        validators=[validate_newspaper_slug],
        help_text=_("Latin letters, digits and hyphens; the first part of every address of this newspaper."),
    )
    name = models.CharField(_("name"), max_length=100)
    cn_number = models.CharField(
        _("CN number"),
        max_length=60,
        blank=True,
        help_text=_("国内统一连续出版物号, such as CN33-0001, or the 准印证 number."),
    )
    sponsor = models.CharField(_("sponsor (主办)"), max_length=200, blank=True)
    motto = models.CharField(_("motto"), max_length=100, blank=True, help_text=_("Printed beside the name."))
    jump_style = models.CharField(_("jump lines"), max_length=10, choices=JumpStyle.choices, default=JumpStyle.CHINESE)
    reviews_required = models.PositiveSmallIntegerField(
        _("reviews of a page"),
        default=3,
        validators=[MaxValueValidator(3)],
        choices=[
            (3, _("three (三审): page editor, section chief, chief editor")),
            (2, _("two: page editor, chief editor")),
            (1, _("one: chief editor")),
            (0, _("none: issues are published without signatures")),
        ],
        help_text=_("How many people sign a page before it may be published."),
    )
    takes_error_reports = models.BooleanField(
        _("readers may report errors"), default=True, help_text=_("报错: they arrive in the queue of error reports.")
    )
    about = models.TextField(_("colophon"), blank=True, help_text=_("Address, telephone, printer, price."))

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(reviews_required__lte=3), name="three_reviews_at_most"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("newspaper", args=[self.slug])

    def _remember_address(self, slug):
        FormerSlug.objects.update_or_create(slug=slug, defaults={"newspaper": self})

    @property
    def chinese_jumps(self) -> bool:
        return self.jump_style == JumpStyle.CHINESE
