from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..comparing import Difference, name_of

# Importing this makes the sentences of all problems known.
from ..importing import problems as _problems  # noqa: F401
from ..issue_text.problems import KINDS, Problem
from ..models import BatchFile, ImportBatch, SourceFile
from .base import NOTHING, ReadOnlyAdmin

#: What became of an entry of the file, or is about to.
OUTCOMES = {
    "new": _("new"),
    "come-back": _("new, under its former number"),
    "updated": _("updated by the file"),
    "same": _("as before"),
    "kept": _("kept as edited here"),
    "conflict": _("changed here and in the file"),
    "left-out": _("left out, as it was taken out here"),
    "removed": _("removed"),
}
_SEVERITIES = {"error": _("error"), "warning": _("warning"), "note": _("for information")}


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["at", "issue", "actor", "entry_count", "problem_count"]
    list_filter = ["issue__newspaper"]
    date_hierarchy = "at"
    search_fields = ["actor", "files__name"]
    fieldsets = [
        (None, {"fields": [("at", "actor"), "issue", "file_links"]}),
        (_("Report"), {"fields": ["problem_table", "entry_table"], "classes": ["wide-values"]}),
    ]
    readonly_fields = ["file_links", "problem_table", "entry_table"]

    class Media:
        css = {"all": ["admin_desk/versions.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issue__newspaper")

    @admin.display(description=_("articles"))
    def entry_count(self, batch):
        return len(batch.report.get("entries", []))

    @admin.display(description=_("problems"))
    def problem_count(self, batch):
        return len(batch.report.get("problems", []))

    @admin.display(description=_("files"))
    def file_links(self, batch):
        files = BatchFile.objects.filter(batch=batch).values_list("source", "name")
        rows = ((reverse("admin:articles_sourcefile_download", args=[source]), name) for source, name in files)
        return format_html_join("", '<div><a href="{}">{}</a></div>', rows) or NOTHING

    @admin.display(description=_("problems"))
    def problem_table(self, batch):
        rows = sorted(map(_readable, batch.report.get("problems", [])), key=_gravity)
        return render_to_string("admin/articles/importbatch/problems.html", {"rows": rows}) if rows else NOTHING

    @admin.display(description=_("articles"))
    def entry_table(self, batch):
        rows = [_shown(row, batch) for row in batch.report.get("entries", [])]
        return render_to_string("admin/articles/importbatch/entries.html", {"rows": rows}) if rows else NOTHING


def _shown(row: dict, batch: ImportBatch) -> dict:
    """A stored entry with its outcome in words, the way to its article, and what was not taken of it."""
    outcome, number = row.get("outcome"), row.get("article")
    # By its number it is found also after it was deleted and came back.
    url = (
        reverse("admin:articles_issue_deleted_article", args=[batch.issue_id, number])
        if number and batch.issue_id
        else ""
    )
    differences = [
        Difference(field["key"], name_of(field["key"], several_parts=False), field["before"], field["after"])
        for field in row.get("refused", [])
    ]
    return {**row, "outcome_name": OUTCOMES.get(outcome, outcome), "url": url, "differences": differences}


def _readable(row: dict) -> dict:
    """A stored problem with its sentence; an old report may name a problem that is known no more."""
    code = row.get("code", "")
    sentence = code
    if code in KINDS:
        problem = Problem(code, row.get("line"), row.get("file", ""), row.get("details", {}))
        try:
            sentence = problem.message(get_language() or "zh-hans")
        except (KeyError, IndexError, ValueError):
            sentence = code
    severity = row.get("severity", "")
    return {**row, "severity": severity, "severity_name": _SEVERITIES.get(severity, severity), "sentence": sentence}


def _gravity(row: dict) -> int:
    order = list(_SEVERITIES)
    return order.index(row["severity"]) if row["severity"] in order else len(order)


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    list_display = ["names", "size", "digest", "download_link"]
    search_fields = ["digest", "uses__name"]
    ordering = ["-pk"]
    fields = ["names", "digest", "size", "download_link"]
    readonly_fields = ["names", "download_link"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content").prefetch_related("uses")

    def get_urls(self):
        view = self.admin_site.admin_view(self.download)
        return [path("<int:pk>/download/", view, name="articles_sourcefile_download"), *super().get_urls()]

    def download(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = SourceFile.objects.filter(pk=pk).first()
        if source is None:
            raise Http404
        use = source.uses.first()
        # Never shown by the browser: what was imported may be anything.
        response = HttpResponse(bytes(source.content), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = _attachment(use.name if use else source.digest)
        return response

    @admin.display(description=_("files"))
    def names(self, source):
        return "、".join(dict.fromkeys(use.name for use in source.uses.all()))

    @admin.display(description=_("download"))
    def download_link(self, source):
        url = reverse("admin:articles_sourcefile_download", args=[source.pk])
        return format_html('<a href="{}">{}</a>', url, _("as it came"))


def _attachment(name: str) -> str:
    return content_disposition_header(True, name.rsplit("/", 1)[-1])
