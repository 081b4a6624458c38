from django.contrib import admin, messages
from django.db.models import Case, Value, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import reports
from ..models import Article, ErrorReport
from .base import ChosenFilter, DeskAdmin, change_link, change_url
from .fresh import FreshAdmin

OPEN, MENDED, DECLINED = ErrorReport.Status

_OPEN_FIRST = Case(When(status=OPEN, then=Value(0)), default=Value(1))
#: The buttons of the form, each saving the note as well.
_BUTTONS = {"_mended": MENDED, "_declined": DECLINED}
_SHOWN = 60


class OfArticle(ChosenFilter):
    title, parameter_name, model = _("article"), "article__id__exact", Article


@admin.register(ErrorReport)
class ErrorReportAdmin(FreshAdmin, DeskAdmin):
    """The queue of what readers report. They write the reports; the desk closes them."""

    goes_with_its_owner = True
    list_display = ["message_", "passage", "article_", "created_at", "state"]
    list_filter = ["status", OfArticle, "article__issue__newspaper"]
    date_hierarchy = "created_at"
    ordering = [_OPEN_FIRST, "-created_at", "-pk"]
    search_fields = ["passage", "message", "answer", "article__headline"]
    actions = ["mended", "declined", "reopen"]
    readonly_fields = ["article_", "where", "message", "created_at", "state", "handled_by", "handled_at"]
    fieldsets = [
        (None, {"fields": ["article_", "where", "message", "created_at"]}),
        (_("At the desk"), {"fields": ["answer", ("state", "handled_by", "handled_at")]}),
    ]

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article__issue__newspaper", "handled_by")

    @admin.display(description=_("message"))
    def message_(self, report):
        return report.message if len(report.message) <= _SHOWN else f"{report.message[:_SHOWN]}…"

    @admin.display(description=_("article"), ordering="article__headline")
    def article_(self, report):
        article = report.article
        public = format_html('<a href="{}">{}</a>', article.get_absolute_url(), _("as readers see it"))
        return format_html('{} <span class="quiet">{} {}</span>', change_link(article), article.issue, public)

    @admin.display(description=_("status"), ordering="status")
    def state(self, report):
        return format_html('<span class="state state-{}">{}</span>', report.status, report.get_status_display())

    @admin.display(description=_("passage"))
    def where(self, report):
        where, found = place_of(report)
        context = {"passage": report.passage, "where": where, "found": found}
        return render_to_string("admin/articles/errorreport/passage.html", context)

    # What is done with them

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["show_save_and_continue"] = False
        context["article_url"] = change_url(obj.article)
        if request.user.has_perm("articles.add_correction"):
            context["correction_url"] = correction_url(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for button in _BUTTONS.keys() & request.POST.keys():
            reports.decide(obj, _BUTTONS[button], request.user)
            form.changed_data.append("status")

    @admin.action(description=_("There was a mistake, it is mended"), permissions=["change"])
    def mended(self, request, queryset):
        self._decide(request, queryset, MENDED)

    @admin.action(description=_("There is no mistake"), permissions=["change"])
    def declined(self, request, queryset):
        self._decide(request, queryset, DECLINED)

    @admin.action(description=_("Open again"), permissions=["change"])
    def reopen(self, request, queryset):
        self._decide(request, queryset, OPEN)

    def _decide(self, request, queryset, status):
        # Who closed a report first is the one who dealt with it.
        found = list(queryset.exclude(status=status))
        for report in found:
            reports.decide(report, status, request.user)
            self.log_change(request, report, [{"changed": {"fields": ["status"]}}])
        done = ngettext("%(n)d report is now: %(status)s.", "%(n)d reports are now: %(status)s.", len(found))
        self.message_user(request, done % {"n": len(found), "status": status.label}, messages.SUCCESS)


def correction_url(report) -> str:
    """The form for a correction, begun in the words in which papers print one."""
    text = f"“{report.passage}”应为“”。" if report.passage else ""
    query = {"article": report.article_id, "text": text}
    return f"{reverse('admin:articles_correction_add')}?{urlencode(query)}"


def place_of(report) -> tuple[str, reports.Context | None]:
    """On which page the passage stands, and the passage in its context; empty where it is not found."""
    for where, text in _texts(report.article):
        if found := reports.in_context(text, report.passage):
            return where, found
    return "", None


def _texts(article):
    """What is printed of an article: page by page, then what stands beside its text."""
    for number, part in enumerate(article.parts.select_related("page").order_by("sequence")):
        head = part if number else article
        lines = [head.kicker, head.headline, head.deck]
        if not number:
            lines += [article.dateline, article.byline]
        yield part.page.title, "\n".join([*lines, *(block.text for block in part.blocks)])
    notes = [note.text for note in article.editors_notes.all()]
    captions = [picture.caption for picture in article.pictures.all()]
    yield "", "\n".join([*notes, *captions])
