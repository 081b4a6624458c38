import taggit.admin  # noqa: F401  (registers the form that is replaced here)
from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.models import Tag, TaggedItem

from ..models import Event
from .base import DeskAdmin, count_of
from .confirmation import confirmed
from .fresh import FreshAdmin

admin.site.unregister(Tag)


class MergeForm(forms.Form):
    name = forms.CharField(label=_("Name of the tag that stays"), max_length=100)


@admin.register(Tag)
class TagAdmin(FreshAdmin, DeskAdmin):
    """Tags, with those that mean the same made one. The package's own form lists every use of a tag."""

    list_display = ["name", "use_count"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name"]
    actions = ["merge"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(n_uses=count_of(TaggedItem, "tag"))

    @admin.display(description=_("articles"), ordering="n_uses")
    def use_count(self, tag):
        return tag.n_uses

    @admin.action(description=_("Merge into one…"), permissions=["change"])
    def merge(self, request, queryset):
        form, question = confirmed(
            self,
            request,
            queryset,
            MergeForm,
            action="merge",
            title=_("Merge tags?"),
            sentence=_("All articles of these tags get the one that stays:"),
            button=_("Merge"),
        )
        if question:
            return question
        tags = list(queryset)
        with transaction.atomic():
            kept = _merged(tags, form.cleaned_data["name"])
            self.keep_record(request, Event.Action.MERGED, [kept], note="、".join(tag.name for tag in tags))
        self.message_user(
            request,
            ngettext("%(n)d tag is now “%(tag)s”.", "%(n)d tags are now “%(tag)s”.", len(tags))
            % {"n": len(tags), "tag": kept},
            messages.SUCCESS,
        )


def _merged(tags, name) -> Tag:
    kept, _created = Tag.objects.get_or_create(name=name)
    going = [tag.pk for tag in tags if tag.pk != kept.pk]
    uses = TaggedItem.objects.filter(tag__in=going).values_list("content_type", "object_id").distinct()
    has = set(TaggedItem.objects.filter(tag=kept).values_list("content_type", "object_id"))
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=kept, content_type_id=kind, object_id=pk) for kind, pk in uses if (kind, pk) not in has
    )
    Tag.objects.filter(pk__in=going).delete()
    return kept
