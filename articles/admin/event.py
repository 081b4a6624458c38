from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from ..models import Article, Event, Issue, Page
from .base import ChosenFilter, ReadOnlyAdmin, change_link

_PEOPLE_OFFERED = 40


class OfIssue(ChosenFilter):
    title, parameter_name, model = _("issue"), "issue", Issue


class OfPage(ChosenFilter):
    title, parameter_name, model = _("page"), "page", Page


class OfArticle(ChosenFilter):
    title, parameter_name, model = _("article"), "article", Article


class ByWhom(admin.SimpleListFilter):
    """Those who did most, by the name they had: commands have no account, and accounts are deleted."""

    title, parameter_name = _("by"), "actor"

    def lookups(self, request, model_admin):
        acted = Event.objects.exclude(actor="").order_by().values("actor").annotate(n=Count("pk"))
        names = [row["actor"] for row in acted.order_by("-n", "actor")[:_PEOPLE_OFFERED]]
        return [(name, name) for name in names]

    def queryset(self, request, queryset):
        return queryset.filter(actor=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The record: who did what with what, when. It is read, and nothing else."""

    list_display = ["moment", "actor", "what", "about", "note"]
    list_display_links = None
    list_filter = [OfIssue, OfPage, OfArticle, "action", ByWhom, ("at", admin.DateFieldListFilter), "issue__newspaper"]
    date_hierarchy = "at"
    search_fields = ["actor", "subject", "note"]
    fields = ["moment", "actor", "user", "what", "about", "note"]
    readonly_fields = ["moment", "what", "about"]

    class Media:
        css = {"all": ["admin_desk/record.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issue", "page", "article", "user")

    @admin.display(description=_("at"), ordering="at")
    def moment(self, event):
        return f"{localtime(event.at):%Y-%m-%d %H:%M}"

    @admin.display(description=_("action"), ordering="action")
    def what(self, event):
        return format_html('<span class="event event-{}">{}</span>', event.action, event.get_action_display())

    @admin.display(description=_("what it was about"), ordering="subject")
    def about(self, event):
        """What it was called then; and the way to it, or to the issue it was part of, if that is still there."""
        there = event.article or event.page or event.issue
        if not event.article and event.issue and event.article_number:
            # Its last version, from which it comes back; or the article, if it has come back.
            url = reverse("admin:articles_issue_deleted_article", args=[event.issue_id, event.article_number])
            return format_html('<a href="{}">{}</a>', url, event.subject)
        return change_link(there, event.subject) if there else event.subject
