from django.contrib import admin

from .. import permissions
from ..editing import Refused
from ..models import Article, Correction
from .base import DeskAdmin, KnownAutocompleteMixin, QuietFormSet, asked_for, chosen
from .fresh import FreshAdmin


class CorrectionInline(KnownAutocompleteMixin, admin.StackedInline):
    """An article's corrections. The notice that printed one is looked for where it can be: in later issues."""

    model = Correction
    fk_name = "article"
    formset = QuietFormSet
    extra = 0
    autocomplete_fields = ["printed_in"]
    fields = ["text", ("date", "printed_in")]
    classes = ["collapse", "open-if-filled"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("printed_in__issue")

    def get_formset(self, request, obj=None, **kwargs):
        request.corrected = obj and obj.pk
        return super().get_formset(request, obj, **kwargs)

    def autocomplete_query(self, db_field, request):
        return {"corrects": request.corrected} if request.corrected else {}


@admin.register(Correction)
class CorrectionAdmin(FreshAdmin, KnownAutocompleteMixin, DeskAdmin):
    list_display = ["__str__", "article", "date", "printed_in"]
    list_filter = ["article__issue__newspaper"]
    date_hierarchy = "date"
    ordering = ["-date", "-pk"]
    search_fields = ["text", "article__headline", "printed_in__headline"]
    autocomplete_fields = ["article", "printed_in"]
    fields = ["article", "text", ("date", "printed_in")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article__issue__newspaper", "printed_in__issue")

    def issue_of(self, correction):
        return correction.article.issue

    def issue_to_add_to(self, request):
        article = chosen(Article, "article", request)
        return article and article.issue

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # Whether readers see it depends on what was chosen: a notice that is not out yet keeps it back.
        if obstacle := permissions.obstacle_to_changing(request.user, obj):
            raise Refused(obstacle)

    def get_form(self, request, obj=None, change=False, **kwargs):
        request.corrected = obj.article_id if obj else asked_for(request, "article")
        return super().get_form(request, obj, change, **kwargs)

    def autocomplete_query(self, db_field, request):
        if db_field.name == "printed_in" and request.corrected:
            return {"corrects": request.corrected}
        return {}
