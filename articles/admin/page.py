from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import layout, permissions
from ..issue_text.labels import same_label
from ..models import HotArea, Issue, Page, Part, Pointer
from .base import (
    NOTHING,
    DeskAdmin,
    SortedFormSet,
    SortedTabular,
    asked_for,
    change_link,
    chosen,
    count_of,
    is_choosing,
)
from .hot_areas import AreasMixin
from .issue import OfIssue
from .page_versions import PageVersionsMixin
from .reviewing import PageReviewing
from .uploads import UploadMixin


class PageForm(ModelForm):
    def clean_label(self):
        """Jump lines name a page by its label, whether as 1 or as 01: no two of an issue have the same."""
        label, issue = self.cleaned_data["label"], self.cleaned_data.get("issue") or self.instance.issue_id
        others = Page.objects.filter(issue=issue).exclude(pk=self.instance.pk).values_list("label", flat=True)
        if "label" in self.changed_data and any(same_label(label, other) for other in others):
            raise ValidationError(_("This issue already has a page with this label."))
        return label


class PlaceForm(ModelForm):
    def _get_validation_exclusions(self):
        # Two parts that change places each want one that is still taken; Page.reorder sees to that.
        return {*super()._get_validation_exclusions(), "position"}


class PlacesFormSet(SortedFormSet):
    """The order of a page's parts, and nothing else of them."""

    def save(self, commit=True):
        self.new_objects, self.deleted_objects = [], []
        self.changed_objects = [(form.instance, form.changed_data) for form in self.initial_forms if form.has_changed()]
        if self.changed_objects:
            wanted = {form.instance.pk: form.cleaned_data["position"] or 0 for form in self.initial_forms}
            # A part that came to the page meanwhile keeps its place as well as it can.
            stored = self.instance.parts.order_by("position").values_list("pk", "position")
            places = {pk: wanted.get(pk, place) for pk, place in stored}
            self.instance.reorder(sorted(places, key=places.get))
        return [part for part, _fields in self.changed_objects]


class PlaceInline(SortedTabular):
    """The page's articles in their order, each with the way to its form."""

    model = Part
    form = PlaceForm
    formset = PlacesFormSet
    verbose_name_plural = _("articles on this page")
    fields = ["link", "where", "characters", "areas", "position"]
    readonly_fields = ["link", "where", "characters", "areas"]
    ordering = ["position"]
    can_delete = False

    def get_queryset(self, request):
        parts = super().get_queryset(request).select_related("article").prefetch_related("article__parts__page")
        return parts.annotate(n_areas=count_of(HotArea, "part")).defer("body")

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("article"))
    def link(self, part):
        text = part.headline or part.article.headline or _("(no headline)")
        return change_link(part.article, text)

    @admin.display(description=_("runs over"))
    def where(self, part):
        parts = sorted(part.article.parts.all(), key=lambda other: other.sequence)
        if len(parts) < 2:
            return NOTHING
        return " → ".join(other.page.phrase for other in parts)

    @admin.display(description=_("hot areas (热区)"))
    def areas(self, part):
        return part.n_areas or NOTHING


class PointerInline(SortedTabular):
    model = Pointer
    fields = ["kicker", "headline", "target_label", "article", "order"]
    autocomplete_fields = ["article"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article__issue")

    def get_formset(self, request, obj=None, **kwargs):
        request.issue_of_the_page = obj and obj.issue_id
        return super().get_formset(request, obj, **kwargs)

    def autocomplete_query(self, db_field, request):
        return {"issue": request.issue_of_the_page} if request.issue_of_the_page else {}


def _rows(pages):
    """The pages by themselves, without what a list counts of them."""
    return Page.objects.filter(pk__in=[page.pk for page in pages])


@admin.register(Page)
class PageAdmin(PageVersionsMixin, AreasMixin, PageReviewing, UploadMixin, DeskAdmin):
    form = PageForm
    list_display = ["title", "issue", "part_count", "has_picture", "has_pdf"]
    list_filter = [OfIssue, "issue__newspaper", "status"]
    date_hierarchy = "issue__date"
    search_fields = ["label", "name", "credits", "issue__newspaper__name", "issue__date"]
    ordering = ["-issue__date", "issue", "number", "label"]
    autocomplete_fields = ["issue"]
    inlines = [PlaceInline, PointerInline]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["issue", ("number", "label"), "name", "credits"]}),
        (_("Picture and PDF"), {"fields": [("preview", "picture", "pdf")]}),
    ]

    def get_queryset(self, request):
        pages = super().get_queryset(request).select_related("issue__newspaper")
        return pages.annotate(n_parts=count_of(Part, "page"))

    def issue_to_add_to(self, request):
        return chosen(Issue, "issue", request)

    def get_search_results(self, request, queryset, search_term):
        if is_choosing(request, Pointer, "page"):
            queryset = permissions.open_pages(request.user, queryset)
        return super().get_search_results(request, queryset, search_term)

    def consequences_of_deletion(self, pages):
        return [
            *super().consequences_of_deletion(pages),
            gettext("Articles that go with it can be restored to another page, from the issue’s deleted articles."),
            *self._bereft_pointers(pages),
            gettext("The page’s own picture, PDF, credits, pointers and hot areas are gone for good."),
        ]

    def _bereft_pointers(self, pages) -> list[str]:
        pointers = Pointer.objects.filter(article__in=layout.stories_only_on(_rows(pages)))
        named = [f"“{pointer.headline}”" for pointer in pointers.exclude(page__in=_rows(pages))]
        if not named:
            return []
        sentence = gettext("Pointers that lead to no article afterwards: %(pointers)s.")
        return [sentence % {"pointers": gettext(", ").join(named)}]

    def deleted_along(self, pages):
        layout.refuse_to_break_stories(_rows(pages))
        return list(layout.stories_only_on(_rows(pages)).select_related("issue"))

    def delete_within(self, edits, queryset):
        pages = _rows(queryset)
        # Once more, now that nobody else can move anything.
        layout.refuse_to_break_stories(pages)
        for edit in edits:
            phrases = [page.phrase for page in pages if page.issue_id == edit.issue.pk]
            edit.note = gettext("with %(pages)s") % {"pages": gettext(", ").join(phrases)}
        layout.stories_only_on(pages).delete()
        super().delete_within(edits, pages)

    def place_on_board(self, page):
        return f"page-{page.pk}"

    def get_readonly_fields(self, request, obj=None):
        return ["issue", *self.readonly_fields] if obj else self.readonly_fields

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_changeform_initial_data(self, request):
        issue = Issue.objects.filter(pk=asked_for(request, "issue")).first()
        if issue is None:
            return {}
        following = issue.pages.count() + 1
        return {"issue": issue.pk, "number": following, "label": following}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["pages_of_the_issue"] = list(obj.issue.pages.all())
            context["may_add_articles"] = request.user.has_perm("articles.add_article") and (
                obj.pk not in permissions.closed_pages(obj.issue, request.user)
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("page"), ordering="number")
    def title(self, page):
        return page.title

    @admin.display(description=_("articles"), ordering="n_parts")
    def part_count(self, page):
        return page.n_parts

    @admin.display(description=_("picture"), boolean=True)
    def has_picture(self, page):
        return bool(page.picture)

    @admin.display(description=_("PDF"), boolean=True)
    def has_pdf(self, page):
        return bool(page.pdf)

    @admin.display(description=_("picture now"))
    def preview(self, page):
        if not page.picture:
            return NOTHING
        return format_html('<a href="{0}"><img class="preview" src="{0}" alt="" loading="lazy"></a>', page.picture.url)
