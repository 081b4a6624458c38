from django.contrib import admin

from ..models import WorkflowEvent
from .base import ReadOnlyAdmin


@admin.register(WorkflowEvent)
class WorkflowEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "action", "issue", "actor", "note"]
    list_filter = ["action", "issue__newspaper"]
    list_select_related = ["issue__newspaper"]
    date_hierarchy = "at"
    search_fields = ["actor", "note"]
    fields = ["issue", "action", "actor", "user", "at", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issue__newspaper", "user")
