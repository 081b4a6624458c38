from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from articles.models import Issue

#: The order in which a paper is thought of; the alphabet of a translated name helps nobody.
_ORDER = [
    "Issue",
    "Article",
    "Page",
    "Pointer",
    "Author",
    "Tag",
    "Newspaper",
    "ImportBatch",
    "SourceFile",
    "WorkflowEvent",
]


class DeskSite(AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Editors’ desk")
    index_template = "admin/desk_index.html"
    empty_value_display = "—"

    def index(self, request, extra_context=None):
        return super().index(request, {"latest_issues": self._latest_issues(request), **(extra_context or {})})

    def _latest_issues(self, request):
        if not request.user.has_perm("articles.view_issue"):
            return []
        issues = Issue.objects.newest_first().select_related("newspaper").prefetch_related("pages")
        return issues[:8]

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        return sorted(apps, key=lambda app: app["app_label"] != "articles")


def _place(model):
    name = model["object_name"]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
