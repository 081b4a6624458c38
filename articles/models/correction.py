from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


def today():
    """The day at the paper, which may not be the day in UTC."""
    return timezone.localdate()


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

    class Meta:
        verbose_name = _("correction (更正)")
        verbose_name_plural = _("corrections (更正)")
        ordering = ["date", "pk"]

    def __str__(self):
        return self.text[:30]

    def clean(self):
        if self.printed_in_id and self.printed_in_id == self.article_id:
            raise ValidationError({"printed_in": _("An article is not the notice that corrects it.")})
