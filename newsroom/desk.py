from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext_lazy as _

from articles import permissions, reviewing
from articles.models import ErrorReport, Event, Issue
from articles.workflow import name_of

#: The order in which a paper is thought of; the alphabet of a translated name helps nobody.
_ORDER = [
    "Issue",
    "Article",
    "Page",
    "Pointer",
    "ErrorReport",
    "Correction",
    "Author",
    "Tag",
    "Newspaper",
    "ImportBatch",
    "SourceFile",
    "Event",
]
#: What the stock admin says to screen readers and Django's own catalogue does not have in Chinese.
_STOCK_TEXTS = [_("Model name"), _("Add link"), _("Change or view list link")]


class Autocomplete(AutocompleteJsonView):
    """Names what it offers as the form will name what is chosen."""

    def serialize_result(self, obj, to_field_name):
        # Django's own admins, of users and groups, name nothing in their own way.
        name = getattr(self.model_admin, "name_to_choose", str)
        return super().serialize_result(obj, to_field_name) | {"text": name(obj)}


class DeskSite(AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Editors’ desk")
    index_template = "admin/desk_index.html"
    empty_value_display = "—"

    def index(self, request, extra_context=None):
        context = {
            "latest_issues": self._latest_issues(request),
            "open_reports": self._open_reports(request),
            **self._own_work(request),
            "waiting_for_review": self._waiting_for_review(request),
            "sent_back": self._sent_back(request),
            "own_events": Event.objects.filter(user=request.user).select_related("issue", "page", "article")[:10],
        }
        return super().index(request, context | (extra_context or {}))

    def each_context(self, request):
        # The record's name for them: Django would greet a Chinese by the given name alone.
        name = name_of(request.user) if request.user.is_authenticated else ""
        return super().each_context(request) | {"desk_name": name}

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)

    def _latest_issues(self, request):
        if not request.user.has_perm("articles.view_issue"):
            return []
        issues = Issue.objects.newest_first().select_related("newspaper").prefetch_related("pages")
        return issues[:8]

    def _own_work(self, request) -> dict:
        """What those who write only their own articles come for: these, and where a new one may go."""
        user = request.user
        if not permissions.writes_own_articles(user):
            return {}
        articles = permissions.own_articles(user).select_related("issue__newspaper").prefetch_related("parts__page")
        issues = permissions.open_issues(user, Issue.objects.newest_first()).exclude(status=Issue.Status.WITHDRAWN)
        return {"own_articles": articles[:10], "issues_in_work": issues.select_related("newspaper")[:4]}

    def _open_reports(self, request) -> int:
        if not request.user.has_perm("articles.view_errorreport"):
            return 0
        return ErrorReport.objects.filter(status=ErrorReport.Status.OPEN).count()

    def _waiting_for_review(self, request) -> int:
        return reviewing.waiting_for(request.user).count() if permissions.may_sign_any(request.user) else 0

    def _sent_back(self, request) -> int:
        return reviewing.sent_back().count() if request.user.has_perm("articles.change_page") else 0

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        return sorted(apps, key=lambda app: app["app_label"] != "articles")


def _place(model):
    name = model["object_name"]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
