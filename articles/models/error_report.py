from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .article import Article


class ErrorReport(models.Model):
    """A reader's report (报错) of a mistake in an article.

    Nothing tells who sent it: no address, no name, no cookie is kept.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        MENDED = "mended", _("mended")
        DECLINED = "declined", _("no mistake")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="error_reports"
    )
    passage = models.CharField(_("passage"), max_length=300, blank=True, help_text=_("What the reader had selected."))
    message = models.TextField(_("message"), max_length=1000)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField(_("note"), blank=True, help_text=_("For the desk: what was done, or why nothing."))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("error report (报错)")
        verbose_name_plural = _("error reports (报错)")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "-created_at"], name="error_report_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | Q(handled_at__isnull=False), name="handled_reports_tell_when"
            ),
        ]

    def __str__(self):
        return self.passage or self.message[:30]
