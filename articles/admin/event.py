from django.contrib import admin

from ..models import Event
from .base import ReadOnlyAdmin


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "action", "issue", "actor", "note"]
    list_filter = ["action", "issue__newspaper"]
    list_select_related = ["issue__newspaper"]
    date_hierarchy = "at"
    search_fields = ["actor", "note"]
    fields = ["issue", "action", "actor", "user", "at", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issue__newspaper", "user")
