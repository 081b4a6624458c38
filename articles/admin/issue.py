from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .. import permissions, reviewing, workflow
from ..models import Article, Issue, Page
from ..workflow import Refused
from .base import (
    NOTHING,
    ChosenFilter,
    DeskAdmin,
    FieldMixin,
    QuietFormSet,
    change_link,
    changelist_link,
    count_of,
    going_on,
    is_choosing,
)
from .confirmation import confirmed
from .importing import ImportMixin
from .reviewing import IssueReviewing, review_url
from .uploads import UploadMixin
from .versions import DeletedArticlesMixin

#: Of the record and the imports, on the form; the rest is in their own lists.
_SHOWN = 10


class OfIssue(ChosenFilter):
    title, parameter_name, model = _("issue"), "issue__id__exact", Issue


class PageInline(FieldMixin, admin.TabularInline):
    model = Page
    formset = QuietFormSet
    fields = ["open_", "number", "label", "name", "article_count", "signatures"]
    readonly_fields = ["open_", "article_count", "signatures"]
    extra = 0

    def get_queryset(self, request):
        pages = super().get_queryset(request).annotate(n_parts=Count("parts"), n_signed=reviewing.signed_count())
        return pages.order_by("number", "label")

    @admin.display(description=_("page"))
    def open_(self, page):
        return change_link(page, page.phrase) if page.pk else NOTHING

    @admin.display(description=_("articles"))
    def article_count(self, page):
        return getattr(page, "n_parts", NOTHING)

    @admin.display(description=_("review (审签)"))
    def signatures(self, page):
        required = page.issue.newspaper.reviews_required if page.pk else 0
        if not required:
            return NOTHING
        return format_html('<a href="{}">{} / {}</a>', review_url(page), page.n_signed, required)


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: at once. A later moment needs nobody awake."),
    )
    note = forms.CharField(label=_("Note"), required=False, help_text=_("Kept in the record."))


class WithdrawForm(forms.Form):
    note = forms.CharField(label=_("Reason"), required=False, help_text=_("Kept in the record."))
    notice = forms.CharField(
        label=_("Notice to readers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands at the addresses of the issue, in place of what was there."),
    )


class Transition(NamedTuple):
    """How an issue's status changes: what does it, and what is asked before and told after."""

    act: Callable
    form_class: type[forms.Form]
    title: str
    sentence: str
    done: str


_PUBLISHING = Transition(
    workflow.publish,
    PublishForm,
    _("Publish?"),
    _("All pages of these issues become visible to everybody:"),
    ngettext_lazy("%(n)d issue was published.", "%(n)d issues were published.", "n"),
)
_WITHDRAWING = Transition(
    workflow.withdraw,
    WithdrawForm,
    _("Withdraw?"),
    _("Readers will no longer find these issues; nothing is deleted:"),
    ngettext_lazy("%(n)d issue was withdrawn.", "%(n)d issues were withdrawn.", "n"),
)


@admin.register(Issue)
class IssueAdmin(ImportMixin, IssueReviewing, DeletedArticlesMixin, UploadMixin, DeskAdmin):
    list_display = ["day", "newspaper", "edition", "number", "state", "publish_at", "page_count", "article_count"]
    list_display_links = ["day"]
    list_filter = ["status", "newspaper"]
    date_hierarchy = "date"
    search_fields = ["newspaper__name", "edition", "=number", "date"]
    actions = ["publish", "withdraw"]
    inlines = [PageInline]
    readonly_fields = ["state", "publish_at", "article_count", "record", "imports"]
    fieldsets = [
        (None, {"fields": [("newspaper", "date"), ("number", "edition"), "pdf"]}),
        (_("Publication"), {"fields": [("state", "publish_at", "article_count"), "record", "imports"]}),
    ]

    def get_queryset(self, request):
        counts = {"n_pages": count_of(Page, "issue"), "n_articles": count_of(Article, "issue")}
        return super().get_queryset(request).select_related("newspaper").annotate(**counts)

    def get_search_results(self, request, queryset, search_term):
        if is_choosing(request, Article, "issue"):
            queryset = permissions.open_issues(request.user, queryset)
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:1]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        # A wrong day can be mended at any time, its address keeps leading here; what one paper printed is no other's.
        fixed = ["newspaper"] if obj and obj.publish_at else []
        return [*fixed, *self.readonly_fields]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["transitions"] = list(self._transitions(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _transitions(self, issue):
        published = issue.status == Issue.Status.PUBLISHED
        # A page that was added to a published issue waits for the next time.
        if not published or issue.pages.exclude(status=Page.Status.PUBLISHED).exists():
            yield "publish", _("Publish…")
        if published:
            yield "withdraw", _("Withdraw…")

    def response_add(self, request, obj, post_url_continue=None):
        # An issue without pages is not finished: on to them.
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = going_on(request.POST)
        return super().response_add(request, obj, post_url_continue)

    @admin.display(description=_("date"), ordering="date")
    def day(self, issue):
        return f"{issue.date:%Y-%m-%d} {issue.weekday}"

    @admin.display(description=_("status"), ordering="status")
    def state(self, issue):
        waits = issue.status == Issue.Status.PUBLISHED and not issue.is_public
        name = _("scheduled") if waits else issue.get_status_display()
        return format_html('<span class="state state-{}">{}</span>', "scheduled" if waits else issue.status, name)

    @admin.display(description=_("pages"), ordering="n_pages")
    def page_count(self, issue):
        return changelist_link(Page, issue.n_pages, issue__id__exact=issue.pk)

    @admin.display(description=_("articles"), ordering="n_articles")
    def article_count(self, issue):
        return changelist_link(Article, issue.n_articles, issue__id__exact=issue.pk)

    @admin.display(description=_("record"))
    def record(self, issue):
        events = issue.events.all()[:_SHOWN]
        rows = ((date_format(localtime(event.at), "DATETIME_FORMAT"), event, event.note) for event in events)
        return format_html_join("", "<div>{} {} <q>{}</q></div>", rows) or NOTHING

    @admin.display(description=_("imports"))
    def imports(self, issue):
        batches = issue.batches.defer("report")[:_SHOWN]
        return format_html_join("", "<div>{}</div>", ((change_link(batch),) for batch in batches)) or NOTHING

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("articles.publish_issue")

    @admin.action(description=_("Publish…"), permissions=["publish"])
    def publish(self, request, queryset):
        return self._carry_out(_PUBLISHING, request, queryset)

    @admin.action(description=_("Withdraw…"), permissions=["publish"])
    def withdraw(self, request, queryset):
        return self._carry_out(_WITHDRAWING, request, queryset)

    def _carry_out(self, transition, request, queryset):
        act, form_class, title, sentence, done = transition
        form, question = confirmed(
            self, request, queryset, form_class, action=act.__name__, title=title, sentence=sentence
        )
        if question:
            return question
        issues = list(queryset)
        try:
            with transaction.atomic():
                for issue in issues:
                    act(issue, user=request.user, **form.cleaned_data)
        except Refused as refusal:
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
            return None
        self.message_user(request, done % {"n": len(issues)}, messages.SUCCESS)
