from django import forms
from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from taggit.models import Tag

from ..models import Article, Author, Byline, EditorsNote, Issue, Page, Part, Picture
from ..models.uploads import MOST_PHOTOGRAPH_POINTS, MOST_PICTURE_BYTES
from .base import (
    NOTHING,
    ChosenFilter,
    DeskAdmin,
    KnownAutocompleteMixin,
    SortedStacked,
    SortedTabular,
    YesNoFilter,
    asked_for,
    change_link,
    chosen,
    going_on,
)
from .correction import CorrectionInline
from .drafts import DraftsMixin
from .issue import OfIssue
from .parts import PartInline
from .pasting import PastingMixin
from .preview import PreviewMixin
from .uploads import UploadMixin
from .versions import ArticleVersionsMixin

_COLUMNS_OFFERED = 40
#: What stands before names in print; any other may be typed.
BYLINE_ROLES = (
    *("记者", "通讯员", "摄影", "见习记者", "实习记者", "实习生", "特约记者", "特约通讯员"),
    *("首席记者", "全媒体记者", "评论员", "撰稿", "编译", "翻译", "漫画", "制图"),
)
_LONGEST_TAG = Tag._meta.get_field("name").max_length


class TagsField(TagField):
    """Tags as they are typed in Chinese: apart by ， or 、."""

    def clean(self, value):
        tags = super().clean((value or "").translate(str.maketrans("，、；;", ",,,,")))
        if any(len(tag) > _LONGEST_TAG for tag in tags):
            raise forms.ValidationError(_("A tag has %(most)d characters at most."), params={"most": _LONGEST_TAG})
        return tags


class OneLine(forms.CharField):
    """A headline: shown whole, however long, and stored as one line."""

    def to_python(self, value):
        return " ".join(super().to_python(value).splitlines())


class ArticleForm(forms.ModelForm):
    tags = TagsField(label=_("tags"), required=False, help_text=_("Apart by commas: 农业，春耕."))

    class Meta:
        widgets = {name: forms.Textarea(attrs={"rows": 1}) for name in ("kicker", "headline", "deck")}
        field_classes = dict.fromkeys(widgets, OneLine)


class BylineInline(SortedTabular):
    model = Byline
    fields = ["author", "role", "position"]
    autocomplete_fields = ["author"]
    verbose_name, verbose_name_plural = _("author"), _("authors")
    classes = ["side"]
    related_actions = ["add"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "role":
            # The form offers the usual roles under this name.
            field.widget.attrs |= {"list": "byline-roles", "aria-label": _("role"), "autocomplete": "off"}
        return field


class EditorsNoteInline(SortedTabular):
    model = EditorsNote
    fields = ["position", "text", "order"]


class PictureForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False

    def clean_name(self):
        """The file's own name where none is given."""
        upload = self.files.get(self.add_prefix("image"))
        name = self.cleaned_data["name"] or (upload.name.translate(str.maketrans("()", "--")) if upload else "")
        if not name:
            raise forms.ValidationError(_("Choose a file, or give the name by which the text places the picture."))
        return name


class PictureInline(UploadMixin, SortedStacked):
    model = Picture
    form = PictureForm
    readonly_fields = ["preview"]
    fieldsets = [
        (
            None,
            {"fields": [("preview", "image"), ("name", "credit"), "caption", "alt", ("focal_x", "focal_y"), "order"]},
        ),
    ]

    @admin.display(description=_("focal point"))
    def preview(self, picture):
        if not picture.image:
            return NOTHING
        return format_html('<a href="{0}"><img class="thumb" src="{0}" alt="" loading="lazy"></a>', picture.image.url)


class OfAuthor(ChosenFilter):
    title, parameter_name, model = _("author"), "authors__id__exact", Author


class OpenJump(YesNoFilter):
    title, parameter_name = _("open jump"), "open_jump"

    def condition(self):
        return Exists(Part.objects.open_jumps().filter(article=OuterRef("pk")))


class Mine(admin.SimpleListFilter):
    """What whoever asks has written at the desk."""

    title, parameter_name = _("begun by"), "mine"

    def lookups(self, request, model_admin):
        return [("1", _("me"))]

    def queryset(self, request, queryset):
        return queryset.filter(created_by=request.user) if self.value() == "1" else queryset


class WithAuthor(YesNoFilter):
    title, parameter_name = _("authors"), "with_author"
    yes, no = _("named"), _("without byline")

    def condition(self):
        return Exists(Byline.objects.filter(article=OuterRef("pk")))


class ColumnFilter(admin.SimpleListFilter):
    """The columns (栏目) used most; a paper of many years has had hundreds."""

    title, parameter_name = _("column (栏目)"), "column"

    def lookups(self, request, model_admin):
        used = Article.objects.exclude(column="").order_by().values("column").annotate(n=Count("pk"))
        columns = [row["column"] for row in used.order_by("-n", "column")[:_COLUMNS_OFFERED]]
        return [(column, column) for column in columns]

    def queryset(self, request, queryset):
        return queryset.filter(column=self.value()) if self.value() else queryset


@admin.register(Article)
class ArticleAdmin(ArticleVersionsMixin, PreviewMixin, PastingMixin, DraftsMixin, KnownAutocompleteMixin, DeskAdmin):
    form = ArticleForm
    list_display = ["headline_", "newspaper", "date", "pages", "author_names"]
    list_filter = [OfIssue, OfAuthor, Mine, "issue__newspaper", "issue__date", OpenJump, WithAuthor, ColumnFilter]
    date_hierarchy = "issue__date"
    ordering = ["-issue__date", "issue", "number"]
    search_fields = ["headline", "kicker", "authors__name", "parts__body"]
    search_help_text = _("Headline, kicker, author or any words of the text")
    autocomplete_fields = ["issue"]
    inlines = [BylineInline, PartInline, EditorsNoteInline, PictureInline, CorrectionInline]
    readonly_fields = ["address", "former_addresses", "jump_lines", "imported_from", "updated_at"]
    fieldsets = [
        (None, {"fields": ["issue", "kicker", "headline", "deck"], "classes": ["headlines"]}),
        (_("Byline"), {"fields": ["byline", "dateline", "source"], "classes": ["side"]}),
        (_("Placing"), {"fields": ["column", ("series", "series_number"), "tags"], "classes": ["side"]}),
        (
            _("Facts"),
            {
                "fields": ["address", "former_addresses", "jump_lines", "imported_from", "updated_at"],
                "classes": ["side", "facts"],
            },
        ),
    ]

    # What the forms show

    def get_fieldsets(self, request, obj=None):
        if obj:
            return self.fieldsets
        if self._issue(request):
            return self.fieldsets[:-1]
        # Pages are those of an issue, so the issue comes first, and all the rest on the next form.
        return [(None, {"fields": ["issue", "headline"], "classes": ["headlines"]})]

    def get_inlines(self, request, obj):
        request.issue = obj.issue if obj else self._issue(request)
        return self.inlines if request.issue else []

    def get_inline_instances(self, request, obj=None):
        """Without the tables in which there is nothing, and nothing may be added."""

        def is_of_use(inline):
            if inline.has_add_permission(request, obj):
                return True
            if request.method == "POST":
                # As it was when the form was shown: there may be something meanwhile.
                rows = inline.model._meta.get_field("article").remote_field.get_accessor_name()
                return f"{rows}-TOTAL_FORMS" in request.POST
            return obj is not None and inline.model.objects.filter(article=obj).exists()

        return list(filter(is_of_use, super().get_inline_instances(request, obj)))

    def get_readonly_fields(self, request, obj=None):
        return ["issue", *self.readonly_fields] if obj else self.readonly_fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "issue" in form.base_fields and (issue := self._issue(request)):
            field = form.base_fields["issue"]
            field.disabled, field.initial, field.queryset = True, issue.pk, Issue.objects.filter(pk=issue.pk)
            field.widget = forms.Select(choices=[(issue.pk, str(issue))])
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PartInline) and obj.pk is None and request.method == "GET":
            kwargs["initial"] = [{"page": self._page(request)}]
        return kwargs

    def issue_to_add_to(self, request):
        return self._issue(request) or chosen(Issue, "issue", request)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {
            "byline_roles": BYLINE_ROLES,
            "most_points": MOST_PHOTOGRAPH_POINTS,
            "most_bytes": MOST_PICTURE_BYTES,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        if not request.issue and "_popup" not in request.POST:
            request.POST = going_on(request.POST)
        return super().response_add(request, obj, post_url_continue)

    def place_on_board(self, article):
        part = article.parts.order_by("sequence").first()
        return f"part-{part.pk}" if part else ""

    def _page(self, request):
        return Page.objects.select_related("issue__newspaper").filter(pk=asked_for(request, "page")).first()

    def _issue(self, request):
        """The issue that a new article was asked for, by itself or by one of its pages."""
        if page := self._page(request):
            return page.issue
        return Issue.objects.select_related("newspaper").filter(pk=asked_for(request, "issue")).first()

    # The list and the search

    def get_queryset(self, request):
        parts = Part.objects.select_related("page").defer("body").order_by("sequence")
        bylines = Byline.objects.select_related("author")
        return (
            super()
            .get_queryset(request)
            .select_related("issue__newspaper")
            .prefetch_related(Prefetch("parts", parts), Prefetch("bylines", bylines))
        )

    def get_search_results(self, request, queryset, search_term):
        if request.resolver_match.url_name == "autocomplete":
            queryset = self._offered(request, queryset)
        for word in search_term.split():
            # Subqueries, since joins would multiply the articles by their parts and authors.
            texts = Part.objects.filter(Q(body__icontains=word) | Q(headline__icontains=word))
            names = Byline.objects.filter(author__name__icontains=word)
            queryset = queryset.filter(
                Q(headline__icontains=word)
                | Q(kicker__icontains=word)
                | Q(pk__in=texts.values("article"))
                | Q(pk__in=names.values("article"))
            )
        return queryset, False

    def _offered(self, request, queryset):
        """The articles of an issue, or those that may be the printed correction of another article."""
        if issue := asked_for(request, "issue"):
            return queryset.filter(issue=issue)
        if corrects := asked_for(request, "corrects"):
            of = Article.objects.select_related("issue").filter(pk=corrects).first()
            if of:
                issues = Issue.objects.filter(newspaper=of.issue.newspaper_id, date__gte=of.issue.date)
                return queryset.filter(issue__in=issues).exclude(pk=of.pk)
        return queryset

    def name_to_choose(self, article):
        # Many a headline recurs: 图片新闻, 更正.
        return f"{article}（{article.issue.key}）"

    @admin.display(description=_("headline (主题)"), ordering="headline")
    def headline_(self, article):
        return str(article)

    @admin.display(description=_("newspaper"), ordering="issue__newspaper__name")
    def newspaper(self, article):
        return article.issue.newspaper.name

    @admin.display(description=_("date"), ordering="issue__date")
    def date(self, article):
        return article.issue.key

    @admin.display(description=_("pages"))
    def pages(self, article):
        return " → ".join(part.page.phrase for part in article.parts.all())

    @admin.display(description=_("authors"))
    def author_names(self, article):
        return " ".join(byline.author.name for byline in article.bylines.all())

    # Facts

    @admin.display(description=_("permanent address"))
    def address(self, article):
        return format_html('<a href="{0}">{0}</a>', article.get_absolute_url())

    @admin.display(description=_("former numbers"))
    def former_addresses(self, article):
        return "、".join(str(former.number) for former in article.former_numbers.all()) or NOTHING

    @admin.display(description=_("jump lines"))
    def jump_lines(self, article):
        parts = list(article.parts.all())
        rows = []
        for before, part, after in zip([None, *parts], parts, [*parts[1:], None], strict=False):
            part.page.issue = article.issue
            lines = [line for line in (part.jump_in(before), part.jump_out(after)) if line]
            if lines:
                rows.append((part.page.phrase, " ".join(f"（{line}）" for line in lines)))
        return format_html_join("", "<div>{} {}</div>", rows) or NOTHING

    @admin.display(description=_("imported from"))
    def imported_from(self, article):
        lines = [_line(part) for part in article.parts.all() if part.source_line]
        batch = article.issue.batches.defer("report").first() if lines else None
        return format_html("{} {}", change_link(batch), "；".join(lines)) if batch else NOTHING


def _line(part) -> str:
    return str(_("%(page)s, line %(line)d") % {"page": part.page.phrase, "line": part.source_line})
