from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article, Part


def today():
    """The day at the paper, which may not be the day in UTC."""
    return timezone.localdate()


class CorrectionQuerySet(models.QuerySet):
    def published(self):
        """Corrections whose day has come; one that was printed, not before readers may see its notice."""
        notice = Part.objects.published().filter(article=OuterRef("printed_in"), sequence=1)
        return self.filter(Q(printed_in=None) | Exists(notice), date__lte=today())

    def visible_to(self, user):
        return self if user.has_perm("articles.view_correction") else self.published()


class Correction(models.Model):
    """A correction (更正) of an article: shown on it, and on the notice of a later issue that printed it."""

    article = models.ForeignKey(
        Article, verbose_name=_("corrected article"), on_delete=models.CASCADE, related_name="corrections"
    )
    text = models.TextField(_("text"), help_text=_("What was wrong and what is right; one paragraph a line."))
    date = models.DateField(_("date"), default=today)
    printed_in = models.ForeignKey(
        Article,
        verbose_name=_("printed in"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="corrects",
        help_text=_("The notice (更正) of a later issue, if there was one."),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction (更正)")
        verbose_name_plural = _("corrections (更正)")
        ordering = ["date", "pk"]

    def __str__(self):
        return self.text[:30]

    def clean(self):
        if self.printed_in_id and self.printed_in_id == self.article_id:
            raise ValidationError({"printed_in": _("An article is not the notice that corrects it.")})
