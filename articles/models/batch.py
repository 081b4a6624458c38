from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .issue import Issue


class SourceFile(models.Model):
    """The bytes of an imported file, kept as they came, once for each content."""

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    content = models.BinaryField(_("content"))
    size = models.PositiveBigIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")

    def __str__(self):
        return self.digest[:12]


class ImportBatch(models.Model):
    """One import into one issue: from which files, by whom, and what was reported."""

    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), null=True, on_delete=models.SET_NULL, related_name="batches"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    actor = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    report = models.JSONField(_("report"), default=dict)
    sources = models.ManyToManyField(SourceFile, through="BatchFile", verbose_name=_("source files"))

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{localtime(self.at):%Y-%m-%d %H:%M} {self.actor}"


class BatchFile(models.Model):
    """A file of a batch, under the name it had."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="uses")
    name = models.CharField(_("file"), max_length=500)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]

    def __str__(self):
        return self.name
