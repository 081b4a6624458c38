"""What all forms and lists of the desk have in common."""

from contextlib import ExitStack, nullcontext

from adminsortable2.admin import (
    CustomInlineFormSetMixin,
    SortableAdminBase,
    SortableStackedInline,
    SortableTabularInline,
)
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import NestedObjects, unquote
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models, router, transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .. import permissions
from ..editing import Refused, check_references, edited
from ..models import Article, Issue
from .recording import Recorded

#: Stands where there is nothing to show.
NOTHING = "—"
#: How many of the objects that a deletion takes along are named; all are counted.
_NAMED_IN_A_DELETION = 100
#: Numbers of so many digits are within what both databases hold.
_MOST_DIGITS = 18


def changelist_link(model, text, **filters):
    """A link to a list, filtered."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return format_html('<a href="{}?{}">{}</a>', url, urlencode(filters), text)


def change_url(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def board_url(issue) -> str:
    return reverse("admin:articles_issue_board", args=[issue.pk])


def change_link(obj, text=None):
    return format_html('<a href="{}">{}</a>', change_url(obj), text or obj)


def asked_for(request, name) -> int | None:
    """The number of an object in an address, if it is one: people mend addresses by hand."""
    return key_in(request.GET.get(name, ""))


def key_in(value: str) -> int | None:
    """The primary key that a text is, if a database can hold it."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS else None


def chosen(model, name, request):
    """The object of which a form that was sent names the number, if there is one."""
    key = key_in(request.POST.get(name, ""))
    return model.objects.filter(pk=key).first() if key is not None else None


def is_choosing(request, model, name) -> bool:
    """Whether an autocomplete asks, to fill this field of a model."""
    asked = request.GET.get("model_name"), request.GET.get("field_name")
    return request.resolver_match.url_name == "autocomplete" and asked == (model._meta.model_name, name)


def going_on(data):
    """Form data as if “save and continue” had been chosen."""
    data = data.copy()
    data["_continue"] = "1"
    return data


class PlainText(forms.CharField):
    """A text with line ends as they are stored everywhere, whatever the browser sends."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n")


class FieldMixin:
    """For admins and inlines: plain texts, and no row of icons behind each choice but those in ``related_actions``."""

    formfield_overrides = {models.TextField: {"form_class": PlainText}}
    related_actions = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            for action in {"add", "change", "delete", "view"}.difference(self.related_actions):
                setattr(field.widget, f"can_{action}_related", False)
        return field


class TabularMixin(FieldMixin):
    """For rows of fields: the table's head names them for the eye, and each field itself for the ear."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", capfirst(field.label))
        return field


class DeskAdmin(FieldMixin, Recorded, SortableAdminBase, admin.ModelAdmin):
    """A model's lists and forms. Sortable, because its inlines may be."""

    save_on_top = True
    list_per_page = 50
    # One count of everything less on each list.
    show_full_result_count = False

    def get_view_on_site_url(self, obj=None):
        # Straight to the page: the stock detour looks the object up by its content type.
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None

    def name_to_choose(self, obj) -> str:
        """What an autocomplete shows of an object: enough to tell it from its likes."""
        return str(obj)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        related = {field.name for field in self.model._meta.fields if field.is_relation}
        return {name: v for name, v in initial.items() if name not in related or asked_for(request, name)}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if add:
            # The first field takes the focus, and that must not be the button.
            response.context_data["save_on_top"] = False
        if obj and request.method == "GET" and (obstacle := self.reason_for_looking_only(request, obj)):
            self.message_user(request, obstacle, messages.WARNING)
        return response

    def get_deleted_objects(self, objs, request):
        objs = list(objs)
        # Asked for all of them at once: the list knows only that its action is somebody's to take.
        if objs and (obstacle := permissions.obstacle_to_deleting(request.user, objs)):
            raise Refused(obstacle)
        request.consequences = self.consequences_of_deletion(objs) if objs else []
        return summary_of_deletion(objs, request, self.admin_site, self.deleted_along(objs))

    def consequences_of_deletion(self, objs) -> list[str]:
        """What else somebody should know before these are deleted, as sentences."""
        if permissions.are_with_readers(objs):
            return [gettext("Readers see this, or will at the set time; once it is deleted, they find nothing there.")]
        return []

    def deleted_along(self, objs) -> list[Article]:
        """The articles that go with these; raises Refused if something is in the way."""
        return []

    # Everything that is written is one act of one person: versioned, recorded, and voiding what it touches.

    def issue_to_add_to(self, request) -> Issue | None:
        return None

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and self._obstacle(request, permissions.obstacle_to_changing, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and self._obstacle(request, permissions.obstacle_to_deleting, obj))

    def _obstacle(self, request, question, obj) -> str:
        """The answer of a function of ``permissions``, which forms ask for a dozen times."""
        known = request.__dict__.setdefault("_obstacles", {})
        key = question, obj._meta.label, obj.pk
        if key not in known:
            deleting = question is permissions.obstacle_to_deleting
            known[key] = question(request.user, [obj] if deleting else obj)
        return known[key]

    def reason_for_looking_only(self, request, obj) -> str:
        """Why a form is shown without fields, as a sentence above it."""
        return self._obstacle(request, permissions.obstacle_to_changing, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            return self.answer_refusal(refusal, request, object_id, form_url, extra_context)

    def answer_refusal(self, refusal, request, object_id, form_url, extra_context):
        """The same form once more, with all that was typed and the reasons above it."""
        request.refused = refusal.reasons
        return super().changeform_view(request, object_id, form_url, extra_context)

    def refuse_outdated(self, request, object_id) -> None:
        """Raise Outdated if what the form was opened with is not what is stored; asked when nobody else can write."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        issue = self._issue_changed(request, object_id)
        if issue is None or hasattr(request, "refused"):
            return super()._changeform_view(request, object_id, form_url, extra_context)
        with edited(issue, request.user) as request.edit:
            if object_id is not None:
                self.refuse_outdated(request, object_id)
            response = super()._changeform_view(request, object_id, form_url, extra_context)
        for warning in request.edit.warnings:
            self.message_user(request, warning, messages.WARNING)
        return response

    def _issue_changed(self, request, object_id) -> Issue | None:
        if request.method != "POST":
            return None
        if object_id is None:
            return self.issue_to_add_to(request) if self.has_add_permission(request) else None
        obj = self.get_object(request, unquote(object_id))
        if obj and not self.has_change_permission(request, obj):
            raise PermissionDenied(self._obstacle(request, permissions.obstacle_to_changing, obj))
        return self.issue_of(obj) if obj else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return _refusing(form, request.refused) if hasattr(request, "refused") else form

    def response_add(self, request, obj, post_url_continue=None):
        _finish(request)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        _finish(request)
        return super().response_change(request, obj)

    def response_post_save_add(self, request, obj):
        return self._back_to_work(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self._back_to_work(request, obj) or super().response_post_save_change(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        response = super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(board_url(request.left)) if request.left else response

    def place_on_board(self, obj) -> str:
        """Where the board of its issue shows it, if it does."""
        return ""

    def _back_to_work(self, request, obj):
        """To the board, whence one came to mend something, unless that was a list narrowed to what one wants."""
        if not (place := self.place_on_board(obj)) or "_changelist_filters" in request.GET:
            return None
        if not request.user.has_perm("articles.change_page"):
            return HttpResponseRedirect(f"{reverse('admin:index')}#{obj._meta.model_name}-{obj.pk}")
        return HttpResponseRedirect(f"{board_url(self.issue_of(obj))}#{place}")

    def _left(self, request, obj) -> Issue | None:
        """The issue to whose board one returns when this is deleted."""
        on_board = self.place_on_board(obj) and not {"_changelist_filters", "_popup"} & {*request.GET, *request.POST}
        return self.issue_of(obj) if on_board and request.user.has_perm("articles.change_page") else None

    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj and not self.has_delete_permission(request, obj):
            raise PermissionDenied(self._obstacle(request, permissions.obstacle_to_deleting, obj))
        request.left = obj and self._left(request, obj)
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            return self._refused(request, refusal, change_url(obj))

    def changelist_view(self, request, extra_context=None):
        # The stock list says nothing to whoever may take no action at all.
        if (action := request.POST.get("action")) and action not in self.get_actions(request):
            raise PermissionDenied
        # A list is called by what it lists; the stock title, “select … to change”, reads oddly in Chinese.
        extra_context = {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        # What an action does and what it records stay together, and a refusal takes both back.
        try:
            with transaction.atomic() if request.method == "POST" else nullcontext():
                return super().changelist_view(request, extra_context)
        except Refused as refusal:
            return self._refused(request, refusal, request.get_full_path())
        except OverflowError:
            # A number in the address that SQLite cannot hold; what cannot be looked up otherwise leads here, too.
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def _refused(self, request, refusal, url):
        for reason in refusal.reasons:
            self.message_user(request, reason, messages.ERROR)
        return HttpResponseRedirect(url)

    def delete_model(self, request, obj):
        self.delete_queryset(request, type(obj)._base_manager.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        issues = {issue.pk: issue for issue in map(self.issue_of, queryset) if issue and self.model is not Issue}
        with ExitStack() as acts:
            # Locked in one order everywhere, so that no two people wait for each other.
            edits = [acts.enter_context(edited(issues[pk], request.user)) for pk in sorted(issues)]
            self.delete_within(edits, queryset)
            if not edits:
                # Acts ask for it themselves; what is on no page, such as an author, may be named at this moment.
                check_references()
        for edit in edits:
            self._tell_of_deletion(request, edit)

    def delete_within(self, edits, queryset) -> None:
        """Delete these, in the acts of their issues."""
        queryset.delete()

    def _tell_of_deletion(self, request, edit) -> None:
        if count := sum(change.after is None for change in edit.articles.values()):
            sentence = ngettext(
                "%(n)d article was deleted; it can be restored from:",
                "%(n)d articles were deleted; they can be restored from:",
                count,
            )
            url, name = reverse("admin:articles_issue_deleted", args=[edit.issue.pk]), gettext("Deleted articles")
            self.message_user(request, format_html('{} <a href="{}">{}</a>', sentence % {"n": count}, url, name))
        for warning in edit.warnings:
            self.message_user(request, warning, messages.WARNING)


def _finish(request):
    """Learn of a refusal before success is told."""
    if hasattr(request, "edit"):
        request.edit.finish()


def _refusing(form_class, reasons):
    """The form, never valid, for these reasons."""

    class RefusingForm(form_class):
        def clean(self):
            cleaned = super().clean()
            self.add_error(None, reasons)
            return cleaned

    return RefusingForm


def summary_of_deletion(objs, request, site, along=()):
    """What a deletion takes along: counted by kind, and named as far as anyone would read.

    The stock page names every object in a tree, at the price of a query for
    most of the names; an issue has thousands. ``along`` is what is deleted first, because it would be in the way.
    """
    objs, along = list(objs), list(along)
    if not objs:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(type(objs[0])), origin=objs)
    for some in filter(None, (along, objs)):
        collector.collect(some)
    counts = {model._meta.verbose_name_plural: len(found) for model, found in collector.model_objs.items()}
    # What belongs to the deleted goes with it; permission is asked for what has a form of its own.
    forbidden = {
        model._meta.verbose_name
        for model in collector.model_objs
        if site.is_registered(model) and not _may_go(site.get_model_admin(model), request)
    }
    going = [*objs, *along]
    named = [f"{capfirst(obj._meta.verbose_name)}: {obj}" for obj in going[:_NAMED_IN_A_DELETION]]
    if len(going) > _NAMED_IN_A_DELETION:
        named.append("…")
    in_the_way = {}
    for obj in collector.protected:
        in_the_way[obj._meta.verbose_name_plural] = in_the_way.get(obj._meta.verbose_name_plural, 0) + 1
    return named, counts, forbidden, [f"{capfirst(name)}: {count}" for name, count in in_the_way.items()]


def _may_go(model_admin, request) -> bool:
    return getattr(model_admin, "goes_with_its_owner", False) or model_admin.has_delete_permission(request)


class ReadOnlyAdmin(DeskAdmin):
    """For what the program itself records."""

    goes_with_its_owner = True
    actions = None

    def reason_for_looking_only(self, request, obj):
        return ""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that need not ask the database for the name of what is chosen already.

    ``query`` narrows what it offers, as the target's ``get_search_results`` understands it.
    """

    known = None

    def __init__(self, field, admin_site, query=None, **kwargs):
        super().__init__(field, admin_site, **kwargs)
        self.query = query or {}

    def get_url(self):
        url = super().get_url()
        return f"{url}?{urlencode(self.query)}" if self.query else url

    def optgroups(self, name, value, attr=None):
        chosen = [str(v) for v in value if v]
        if self.known is None or chosen != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, True, len(options)))
        return [(None, options, 0)]


class KnownAutocompleteMixin(FieldMixin):
    """For admins and inlines: their autocompletes are known ones, and say nothing twice to the database."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site, self.autocomplete_query(db_field, request))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field.widget, KnownAutocomplete):
            field.label_from_instance = self.admin_site.get_model_admin(field.queryset.model).name_to_choose
        return field

    def autocomplete_query(self, db_field, request) -> dict:
        return {}


class QuietFormSet(BaseInlineFormSet):
    """Rows that know their parent and what they have chosen, instead of asking for it one by one."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if delete := form.fields.get("DELETE"):
            delete.widget.attrs["aria-label"] = delete.label

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocomplete) and getattr(form.instance, f"{name}_id"):
                widget.known = getattr(form.instance, name)
        return form


class SortedFormSet(CustomInlineFormSetMixin, QuietFormSet):
    pass


class SortedTabular(TabularMixin, KnownAutocompleteMixin, SortableTabularInline):
    """Rows in an order: dragged, or moved by the buttons that desk.js adds."""

    formset = SortedFormSet
    extra = 0


class SortedStacked(KnownAutocompleteMixin, SortableStackedInline):
    formset = SortedFormSet
    extra = 0


def with_fixed_choices(field):
    """Ask for a field's choices once, not once in every row."""
    field.choices = list(field.choices)
    return field


def count_of(model, owner, counted="pk"):
    """How many rows of ``model`` belong to each row; several such counts do not multiply one another."""
    rows = model.objects.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    counts = rows.annotate(n=Count(counted, distinct=True)).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


class ChosenFilter(admin.SimpleListFilter):
    """Says which one of ``model`` a link has narrowed a list to; offers nothing by itself."""

    def lookups(self, request, model_admin):
        chosen = self.model.objects.filter(pk=asked_for(request, self.parameter_name))
        return [(str(obj.pk), str(obj)) for obj in chosen]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if not (pk := asked_for(request, self.parameter_name)):
            raise IncorrectLookupParameters
        return queryset.filter(**{self.parameter_name: pk})


class YesNoFilter(admin.SimpleListFilter):
    """A list filter of two answers; ``condition`` is a Q or an expression that is true for yes."""

    yes, no = _("Yes"), _("No")

    def lookups(self, request, model_admin):
        return [("1", self.yes), ("0", self.no)]

    def queryset(self, request, queryset):
        match self.value():
            case "1":
                return queryset.filter(self.condition())
            case "0":
                return queryset.exclude(self.condition())
        return queryset
