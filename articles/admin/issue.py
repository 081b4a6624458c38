from django.contrib import admin
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .. import permissions, reviewing
from ..issue_text.labels import same_label
from ..models import Article, Issue, Page
from ..models.issue import public
from .base import (
    NOTHING,
    ChosenFilter,
    DeskAdmin,
    QuietFormSet,
    TabularMixin,
    change_link,
    changelist_link,
    count_of,
    going_on,
    is_choosing,
)
from .board import BoardMixin
from .importing import ImportMixin
from .page_versions import IssueVersionsMixin
from .publication import PublicationMixin
from .reviewing import IssueReviewing, review_url
from .uploads import UploadMixin
from .versions import DeletedArticlesMixin

#: Of the record and the imports, on the form; the rest is in their own lists.
_SHOWN = 10


class OfIssue(ChosenFilter):
    title, parameter_name, model = _("issue"), "issue__id__exact", Issue


class PagesFormSet(QuietFormSet):
    def clean(self):
        super().clean()
        labelled = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("label")]
        for form in labelled:
            label = form.cleaned_data["label"]
            others = [other.cleaned_data["label"] for other in labelled if other is not form]
            # Two that are the same to the letter are refused by the model.
            if "label" in form.changed_data and any(same_label(label, other) and label != other for other in others):
                form.add_error("label", _("This issue already has a page with this label."))


class PageInline(TabularMixin, admin.TabularInline):
    model = Page
    formset = PagesFormSet
    fields = ["open_", "number", "label", "name", "article_count", "signatures"]
    readonly_fields = ["open_", "article_count", "signatures"]
    extra = 0
    # A page is deleted on its own form, which names the articles that go with it.
    can_delete = False

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


class State(admin.SimpleListFilter):
    """The status as the desk tells it, where what is scheduled is not yet published."""

    title, parameter_name = _("status"), "state"

    def lookups(self, request, model_admin):
        return [("scheduled", _("scheduled")), *Issue.Status.choices]

    def queryset(self, request, queryset):
        match self.value():
            case "scheduled":
                return queryset.filter(status=Issue.Status.PUBLISHED).exclude(public())
            case Issue.Status.PUBLISHED:
                return queryset.filter(public())
            case Issue.Status.DRAFT | Issue.Status.WITHDRAWN as status:
                return queryset.filter(status=status)
        return queryset


@admin.register(Issue)
class IssueAdmin(
    IssueVersionsMixin,
    PublicationMixin,
    BoardMixin,
    ImportMixin,
    IssueReviewing,
    DeletedArticlesMixin,
    UploadMixin,
    DeskAdmin,
):
    list_display = ["day", "state", "newspaper", "edition", "number", "publish_at", "page_count", "article_count"]
    list_display_links = ["day"]
    list_filter = [State, "newspaper"]
    date_hierarchy = "date"
    search_fields = ["newspaper__name", "edition", "=number", "date"]
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
        name = _("scheduled") if issue.is_scheduled else issue.get_status_display()
        state = "scheduled" if issue.is_scheduled else issue.status
        return format_html('<span class="state state-{}">{}</span>', state, name)

    @admin.display(description=_("pages"), ordering="n_pages")
    def page_count(self, issue):
        return changelist_link(Page, issue.n_pages, issue__id__exact=issue.pk)

    @admin.display(description=_("articles"), ordering="n_articles")
    def article_count(self, issue):
        return changelist_link(Article, issue.n_articles, issue__id__exact=issue.pk)

    @admin.display(description=_("record"))
    def record(self, issue):
        events = issue.events.all()[:_SHOWN]
        rows = (
            (
                date_format(localtime(event.at), "DATETIME_FORMAT"),
                event,
                # What of the issue it was: its subject names the issue first.
                event.subject.removeprefix(str(issue)).strip(),
                _quoted(event.note),
            )
            for event in events
        )
        return format_html_join("", "<div>{} {} {} {}</div>", rows) or NOTHING

    @admin.display(description=_("imports"))
    def imports(self, issue):
        batches = issue.batches.defer("report")[:_SHOWN]
        return format_html_join("", "<div>{}</div>", ((change_link(batch),) for batch in batches)) or NOTHING


def _quoted(note: str) -> str:
    return format_html("<q>{}</q>", note) if note else ""
