from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class EditorsNote(models.Model):
    """An editor's note (编者按, 编后) before, within or after an article."""

    class Position(models.TextChoices):
        BEFORE = "before", _("before the text")
        WITHIN = "within", _("within the text")
        AFTER = "after", _("after the text")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="editors_notes"
    )
    position = models.CharField(_("stands"), max_length=6, choices=Position.choices, default=Position.BEFORE)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("text"), help_text=_("Without its 编者按 label; one paragraph a line."))

    class Meta:
        verbose_name = _("editor’s note")
        verbose_name_plural = _("editor’s notes")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text[:30]
