from django.contrib import admin
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from ..models import Issue, Newspaper
from .base import NOTHING, DeskAdmin, changelist_link
from .fresh import FreshAdmin, FreshForm


class NewspaperForm(FreshForm):
    class Meta:
        help_texts = {
            "slug": _("Begins every address of this newspaper; addresses that begin with a former one lead here.")
        }


@admin.register(Newspaper)
class NewspaperAdmin(FreshAdmin, DeskAdmin):
    form = NewspaperForm
    list_display = ["name", "slug", "cn_number", "issue_count", "newest_issue"]
    search_fields = ["name", "slug", "cn_number"]
    readonly_fields = ["issues_link"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "issues_link"]}),
        (_("Masthead"), {"fields": ["cn_number", "sponsor", "motto", "about"]}),
        (_("House style"), {"fields": ["jump_style", "reviews_required"]}),
        (_("Readers"), {"fields": ["takes_error_reports"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(n_issues=Count("issues"), newest=Max("issues__date"))

    @admin.display(description=_("issues"), ordering="n_issues")
    def issue_count(self, newspaper):
        return changelist_link(Issue, newspaper.n_issues, newspaper__id__exact=newspaper.pk)

    @admin.display(description=_("newest issue"), ordering="newest")
    def newest_issue(self, newspaper):
        return newspaper.newest

    @admin.display(description=_("issues"))
    def issues_link(self, newspaper):
        return self.issue_count(newspaper) if newspaper.pk else NOTHING
