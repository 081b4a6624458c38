from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .article import Article
from .issue import Issue, Page


class Event(models.Model):
    """Who did what, when: the one record of everything that was done at the desk. Written once, never changed.

    What it is about may be deleted later; ``subject`` says what it was.
    """

    class Action(models.TextChoices):
        PUBLISHED = "published", pgettext_lazy("what was done", "published")
        SCHEDULED = "scheduled", pgettext_lazy("what was done", "scheduled")
        UNSCHEDULED = "unscheduled", _("taken off the schedule")
        WITHDRAWN = "withdrawn", pgettext_lazy("what was done", "withdrawn")
        SIGNED = "signed", _("signed")
        RETURNED = "returned", _("sent back")
        VOIDED = "voided", _("signature voided")
        ADDED = "added", _("added")
        CHANGED = "changed", _("edited")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")
        MOVED = "moved", _("moved")
        CUT = "cut", _("cut across pages")
        JOINED = "joined", _("joined again")
        REORDERED = "reordered", _("put into another order")
        MERGED = "merged", _("merged")
        IMPORTED = "imported", _("imported")

    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), null=True, on_delete=models.SET_NULL, related_name="events"
    )
    page = models.ForeignKey(Page, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="events")
    article = models.ForeignKey(
        Article, verbose_name=_("article"), null=True, on_delete=models.SET_NULL, related_name="events"
    )
    article_number = models.PositiveIntegerField(
        _("number of the article"), null=True, editable=False, help_text=_("By which it is found when it was deleted.")
    )
    subject = models.CharField(_("about"), max_length=300)
    action = models.CharField(_("action"), max_length=20, choices=Action.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor = models.CharField(_("by"), max_length=150, help_text=_("The name at that time, also of a command’s user."))
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("record of events")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_action_display()} {self.actor}"
