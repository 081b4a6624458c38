from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..issue_text.labels import page_phrase
from .article import Article
from .issue import Page


class Pointer(models.Model):
    """A front-page pointer (今日导读) to a page and, once resolved, to the article there."""

    page = models.ForeignKey(Page, verbose_name=_("printed on"), on_delete=models.CASCADE, related_name="pointers")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kicker = models.CharField(_("kicker"), max_length=500, blank=True)
    headline = models.CharField(_("headline"), max_length=500)
    series = models.CharField(_("series"), max_length=200, blank=True)
    series_number = models.PositiveIntegerField(_("number in the series"), null=True, blank=True)
    target_label = models.CharField(_("points to page"), max_length=20, blank=True, help_text=_("Such as 2 or A2."))
    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pointers",
        help_text=_("Found by itself when the page is imported."),
    )

    class Meta:
        verbose_name = _("pointer (导读)")
        verbose_name_plural = _("pointers (导读)")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.headline

    def clean(self):
        if self.page_id and self.article_id and self.page.issue_id != self.article.issue_id:
            raise ValidationError({"article": _("This article belongs to another issue than the pointer.")})

    @property
    def target_phrase(self) -> str:
        """第2版, or nothing where no page is printed."""
        return page_phrase(self.target_label, chinese=False) if self.target_label else ""
