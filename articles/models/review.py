from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .issue import Page


class Stage(models.TextChoices):
    """The reviews of a page in their order (三审). The last one is the chief editor's, however many there are."""

    FIRST = "first", _("first review (初审)")
    SECOND = "second", _("second review (复审)")
    FINAL = "final", _("final review (终审)")


#: Reviews required of a page -> its stages.
STAGES = {
    0: (),
    1: (Stage.FINAL,),
    2: (Stage.FIRST, Stage.FINAL),
    3: (Stage.FIRST, Stage.SECOND, Stage.FINAL),
}


class ReviewQuerySet(models.QuerySet):
    def standing(self):
        """Signatures that hold: nothing was changed on the page since, and nobody sent it back."""
        return self.filter(STANDING)


#: The condition for a signature that holds; it is part of two constraints, so it is written once.
STANDING = Q(verdict="passed", voided_at__isnull=True)


class Review(models.Model):
    """One person's verdict on a page: signed, or sent back. Written by ``articles.workflow`` only.

    It is bound to ``digest``, that of everything on the page when it was given, and void once that is another.
    """

    class Verdict(models.TextChoices):
        PASSED = "passed", _("signed")
        RETURNED = "returned", _("sent back")

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="reviews")
    stage = models.CharField(_("stage"), max_length=6, choices=Stage.choices)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("user")
    )
    reviewer = models.CharField(_("by"), max_length=150, help_text=_("The name at that time."))
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    digest = models.CharField(max_length=64, editable=False)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)
    voided_by = models.CharField(_("voided by"), max_length=150, blank=True, help_text=_("Whose change voided it."))

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review (审签)")
        verbose_name_plural = _("reviews (审签)")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "stage"], condition=STANDING, name="one_signature_per_stage"),
            models.UniqueConstraint(fields=["page", "user"], condition=STANDING, name="one_signature_per_person"),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} {self.reviewer} {self.get_verdict_display()}"

    @property
    def stands(self) -> bool:
        return self.verdict == self.Verdict.PASSED and self.voided_at is None

    @property
    def is_void_signature(self) -> bool:
        return self.verdict == self.Verdict.PASSED and self.voided_at is not None
