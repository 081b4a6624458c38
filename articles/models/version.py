from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .issue import Issue


class ArticleVersion(models.Model):
    """Everything an article said at one time: texts, parts, bylines, tags, notes, pictures.

    ``content`` is what ``articles.content.article_content`` returns. The versions of
    an article that was deleted stay, and are still found by its number in the issue.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="versions", db_index=False)
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="versions")
    article_number = models.PositiveIntegerField(_("number of the article"))
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(max_length=64, editable=False)
    #: What the rows of its parts knew of the files that brought them, in their order; see ``articles.content``.
    memory = models.JSONField(default=list, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor = models.CharField(_("by"), max_length=150, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "article_number", "number"], name="one_version_per_number"),
        ]

    def __str__(self):
        return f"{self.content.get('headline', '')} v{self.number}"
