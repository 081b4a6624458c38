import itertools
import re
from collections.abc import Sequence

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Case, F, Max, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..issue_text.document import Credit
from ..issue_text.labels import page_phrase
from .addresses import FormerDay, FormerLabel, KeepsAddresses
from .newspaper import Newspaper
from .storage import ContentFileField, ContentImageField, issue_path, page_path
from .uploads import check_pdf, check_picture, check_uploads


def public(prefix: str = "") -> Q:
    """What readers may see, as a condition on an issue reached through ``prefix``.

    This is the one definition of *published*: every queryset uses it. An issue
    whose ``publish_at`` has come is visible without any job having run.
    """
    return Q(**{f"{prefix}status": Issue.Status.PUBLISHED, f"{prefix}publish_at__lte": timezone.now()})


def public_page(prefix: str = "") -> Q:
    """The same for a page: signed off itself, in an issue that readers may see."""
    return public(f"{prefix}issue__") & Q(**{f"{prefix}status": Page.Status.PUBLISHED})


validate_edition = RegexValidator(
    re.compile(r"^[\w-]*$"), _("Use letters, digits, ideographs and hyphens only, such as 号外.")
)
validate_label = RegexValidator(
    re.compile(r"^\w+(-\w+)*$"), _("A page label is such as 1, 01, A1 or 特刊, without spaces.")
)


class IssueQuerySet(models.QuerySet):
    def published(self):
        return self.filter(public())

    def visible_to(self, user):
        """Published issues; for those who may edit issues, drafts too."""
        return self if user.has_perm("articles.view_issue") else self.published()

    def gone(self):
        """Issues that readers had once and have no more: at their addresses stands a notice.

        One that nobody could read is none of them, whatever became of it.
        """
        withdrawn = Q(events__action="withdrawn")
        # Of one that is a draft or scheduled again, the moment is another than when it was withdrawn.
        while_public = ~Q(status=Issue.Status.WITHDRAWN) | Q(events__at__gte=F("publish_at"))
        return self.filter(withdrawn & while_public).exclude(public()).distinct()

    def newest_first(self):
        return self.order_by("-date", "edition")


class Issue(KeepsAddresses):
    """One issue (期) of a newspaper: a day, and an edition where the day has extra ones (增期, 号外)."""

    address_fields = ("newspaper_id", "date", "edition")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.PROTECT, related_name="issues"
    )
    date = models.DateField(_("date"))
    edition = models.CharField(
        _("extra edition"),
        max_length=20,
        blank=True,
        validators=[validate_edition],
        help_text=_("Empty for the regular issue of the day, else such as 号外."),
    )
    number = models.PositiveIntegerField(_("issue number"), null=True, blank=True, help_text=_("总期号, running."))
    pdf = ContentFileField(_("PDF of the whole issue"), upload_to=issue_path, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("published from"), null=True, blank=True, editable=False)
    notice = models.TextField(
        _("notice to readers"), blank=True, editable=False, help_text=_("Stands at the address of a withdrawn issue.")
    )
    last_article_number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-date", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "date", "edition"],
                name="one_issue_per_day_and_edition",
                violation_error_message=_("This newspaper already has an issue of this day and edition."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(publish_at__isnull=False),
                name="published_from_a_moment",
                violation_error_message=_("A published issue needs the moment from which it is public."),
            ),
        ]
        indexes = [models.Index(fields=["status", "-date"], name="issue_status_date")]
        permissions = [
            ("publish_issue", "Can publish, schedule and withdraw issues"),
            ("change_public_issue", "Can change what was published"),
            ("import_issue", "Can import issues"),
        ]

    def __str__(self):
        edition = f" {self.edition}" if self.edition else ""
        return f"{self.newspaper} {self.date.isoformat()}{edition}"

    def get_absolute_url(self):
        return reverse("issue", args=[self.newspaper.slug, self.key])

    def clean(self):
        check_uploads(self, pdf=check_pdf)

    def _remember_address(self, newspaper_id, date, edition):
        FormerDay.objects.update_or_create(
            newspaper_id=newspaper_id, date=date, edition=edition, defaults={"issue": self}
        )

    @property
    def key(self) -> str:
        """The issue's part of an address: 2026-03-05, 2026-03-05-号外."""
        return f"{self.date.isoformat()}-{self.edition}" if self.edition else self.date.isoformat()

    @property
    def weekday(self) -> str:
        return date_format(self.date, "l")

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.publish_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public

    def take_article_numbers(self, wanted: Sequence[int | None]) -> list[int]:
        """Permanent numbers for new articles: the wanted one where it is free, else the next.

        A number is an address, so it is never given twice, even when its article is gone.
        """
        with transaction.atomic():
            # Locked, so that two writers cannot take the same number.
            last = Issue.objects.select_for_update().values_list("last_article_number", flat=True).get(pk=self.pk)
            taken = set(self.articles.values_list("number", flat=True))
            taken |= set(self.former_numbers.values_list("number", flat=True))
            free = [number for number in dict.fromkeys(wanted) if number and number not in taken]
            following = itertools.count(max([last, *taken, *free]) + 1)
            given = []
            for number in wanted:
                if number in free:
                    free.remove(number)
                    given.append(number)
                else:
                    given.append(next(following))
            self.last_article_number = max([last, *given])
            Issue.objects.filter(pk=self.pk).update(last_article_number=self.last_article_number)
        return given


class PageQuerySet(models.QuerySet):
    def published(self):
        return self.filter(public_page())

    def visible_to(self, user):
        return self if user.has_perm("articles.view_page") else self.published()


class Page(KeepsAddresses):
    """One page (版): ``number`` orders it, ``label`` is how the paper names it."""

    address_fields = ("issue_id", "label")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    issue = models.ForeignKey(Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(_("order"), help_text=_("The page's place in the issue."))
    label = models.CharField(
        _("label"), max_length=20, validators=[validate_label], help_text=_("As printed: 1, 01, A1.")
    )
    name = models.CharField(_("page name (版名)"), max_length=60, blank=True)
    credits = models.TextField(_("credits"), blank=True, help_text=_("One a line, such as 责任编辑：甲、乙."))
    picture = ContentImageField(
        _("picture of the page"),
        upload_to=page_path,
        blank=True,
        width_field="picture_width",
        height_field="picture_height",
    )
    picture_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    pdf = ContentFileField(_("PDF"), upload_to=page_path, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)

    # As on a part: what the last import's file said, what was stored, and how the file labelled the page.
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    stored_digest = models.CharField(max_length=64, blank=True, editable=False)
    source_label = models.CharField(max_length=20, blank=True, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["number", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "label"],
                name="one_page_per_label",
                violation_error_message=_("This issue already has a page with this label."),
            ),
        ]
        permissions = [
            ("sign_first_page", "Can sign pages: first review (初审)"),
            ("sign_second_page", "Can sign pages: second review (复审)"),
            ("sign_final_page", "Can sign pages: final review (终审)"),
        ]

    def __str__(self):
        return f"{self.issue} {self.phrase}"

    def get_absolute_url(self):
        return reverse("page", args=[self.issue.newspaper.slug, self.issue.key, self.label])

    @property
    def phrase(self) -> str:
        """第2版, as navigation names it."""
        return page_phrase(self.label, chinese=False)

    @property
    def title(self) -> str:
        return f"{self.phrase}：{self.name}" if self.name else self.phrase

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.issue.is_public

    @property
    def credit_list(self) -> list[Credit]:
        """``credits`` as roles with names; a line without a colon is a name without a role."""
        made = []
        for line in filter(None, map(str.strip, self.credits.splitlines())):
            role, colon, names = line.partition("：")
            if not colon:
                role, names = "", line
            made.append(Credit(role.strip(), [name.strip() for name in names.split("、") if name.strip()]))
        return made

    @credit_list.setter
    def credit_list(self, credits: list[Credit]):
        self.credits = "\n".join(f"{credit.role}：{'、'.join(credit.names)}" for credit in credits)

    def clean(self):
        check_uploads(self, picture=check_picture, pdf=check_pdf)

    def _remember_address(self, issue_id, label):
        FormerLabel.objects.update_or_create(issue_id=issue_id, label=label, defaults={"page": self})

    def next_position(self) -> int:
        """The place behind all that lies on the page."""
        return (self.parts.aggregate(last=Max("position"))["last"] or 0) + 1

    @transaction.atomic
    def reorder(self, part_ids: list[int]) -> None:
        """Give the page's parts the places 1, 2, … in this order, which names each of them once."""
        stored = self.parts.select_for_update().values_list("pk", flat=True)
        if sorted(part_ids) != sorted(stored):
            raise ValueError(f"{part_ids} are not the parts of page {self.pk}")
        if part_ids:
            # No two parts may share a place, not even for a moment: first all step aside.
            self.parts.step_aside("position")
            places = [When(pk=pk, then=place) for place, pk in enumerate(part_ids, 1)]
            self.parts.update(position=Case(*places))
