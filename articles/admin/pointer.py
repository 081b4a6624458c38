from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Page, Pointer
from .base import DeskAdmin, KnownAutocompleteMixin, YesNoFilter, asked_for, chosen
from .fresh import FreshAdmin, FreshForm


class Resolved(YesNoFilter):
    title, parameter_name = _("article found"), "resolved"

    def condition(self):
        return Q(article__isnull=False)


class PointerForm(FreshForm):
    def clean_page(self):
        """Another issue has signatures and readers of its own, which a form opened in this one knows nothing of."""
        page = self.cleaned_data["page"]
        if self.instance.pk and page.issue_id != self.instance.page.issue_id:
            raise forms.ValidationError(_("This page belongs to another issue; add the pointer there, then delete it."))
        return page


@admin.register(Pointer)
class PointerAdmin(FreshAdmin, KnownAutocompleteMixin, DeskAdmin):
    """All pointers; those of one page are edited on its form. Here is where the unresolved are found."""

    form = PointerForm
    list_display = ["headline", "page", "target_label", "article"]
    list_filter = [Resolved, "page__issue__newspaper"]
    date_hierarchy = "page__issue__date"
    search_fields = ["headline", "kicker"]
    ordering = ["-page__issue__date", "page", "order"]
    autocomplete_fields = ["page", "article"]
    fields = ["page", "kicker", "headline", ("series", "series_number"), ("target_label", "article")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page__issue__newspaper", "article__issue")

    def issue_of(self, pointer):
        return pointer.page.issue

    def issue_to_add_to(self, request):
        page = chosen(Page, "page", request)
        return page and page.issue

    def get_form(self, request, obj=None, change=False, **kwargs):
        request.issue_pk = obj.page.issue_id if obj else self._issue_asked_for(request)
        return super().get_form(request, obj, change, **kwargs)

    def autocomplete_query(self, db_field, request):
        return {"issue": request.issue_pk} if db_field.name == "article" and request.issue_pk else {}

    def _issue_asked_for(self, request):
        return Page.objects.filter(pk=asked_for(request, "page")).values_list("issue", flat=True).first()
