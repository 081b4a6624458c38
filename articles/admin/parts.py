"""An article's parts, on the article's form."""

from django import forms
from django.contrib import admin
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from ..models import HotArea, Part
from ..models.hot_area import read_corners, write_corners
from .base import NOTHING, FieldMixin, PlainText, QuietFormSet, with_fixed_choices

_BODY_HELP = _(
    "Paragraphs apart by an empty line. Before a crosshead (小标题) “## ”, before a quotation “> ”; "
    "a picture is ![caption](its name), a rule ---."
)


class PageChoice(forms.ModelChoiceField):
    def label_from_instance(self, page):
        return page.title


def _areas_of(part: Part) -> str:
    """A part's hot areas as they are typed, one a line."""
    return "\n".join(write_corners(area.points) for area in part.hot_areas.all())


class PartForm(forms.ModelForm):
    """A part; where no place or sequence is given, it goes to the end."""

    areas = PlainText(
        label=_("corners of its areas"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "Where it lies in the picture of the page. One area a line, its corners as fractions of the page’s "
            "width and height: 0.1,0.2 0.4,0.2 0.4,0.5 0.1,0.5"
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["areas"] = _areas_of(self.instance)
        for name in ("position", "sequence"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].validators.append(MinValueValidator(1))
                self.fields[name].widget.attrs["min"] = 1
        if self.instance.pk is None and "sequence" in self.fields:
            self.fields["sequence"].initial = None

    def _get_validation_exclusions(self):
        # Whether two parts want one place is for the formset to judge: it knows which of them move.
        return {*super()._get_validation_exclusions(), "position", "sequence"}

    def clean_areas(self):
        polygons = []
        for number, line in enumerate(self.cleaned_data["areas"].splitlines(), 1):
            try:
                polygons += [read_corners(line)] if line.strip() else []
            except forms.ValidationError as error:
                details = {"n": number, "reason": " ".join(error.messages)}
                raise forms.ValidationError(_("Line %(n)d: %(reason)s"), params=details) from error
        return polygons

    def _save_m2m(self):
        super()._save_m2m()
        if "areas" in self.changed_data:
            self.instance.hot_areas.all().delete()
            HotArea.objects.bulk_create(
                HotArea(part=self.instance, points=points, order=order)
                for order, points in enumerate(self.cleaned_data["areas"])
            )


class PartFormSet(QuietFormSet):
    """An article's parts. What is asked here is asked of all of them, since they may change places."""

    def clean(self):
        super().clean()
        if any(form.errors for form in self.forms):
            return
        going = set(self.deleted_forms)
        staying = [form for form in self.forms if form not in going and (form.instance.pk or form.has_changed())]
        # Those that stay as they are come first, so that a clash is told where it was made.
        staying.sort(key=lambda form: form.has_changed())
        self._number(staying)
        self._place(staying)

    def _number(self, forms_):
        """Each part has its own number in the story; those without come after the others."""
        taken = set()
        for form in forms_:
            if (sequence := form.instance.sequence) in taken:
                form.add_error("sequence", _("Two parts are number %(n)d; each needs its own.") % {"n": sequence})
            elif sequence is not None:
                taken.add(sequence)
        for form in forms_:
            if form.instance.sequence is None:
                form.instance.sequence = max(taken, default=0) + 1
                taken.add(form.instance.sequence)

    def _place(self, forms_):
        """Each place on a page holds one part; those without come to the page's end."""
        pages = {form.instance.page_id for form in forms_}
        others = Part.objects.filter(page__in=pages).exclude(article=self.instance.pk)
        rows = others.values_list("page", "position", "article__headline")
        taken = {(page, place): headline for page, place, headline in rows}
        for form in forms_:
            place = form.instance.page_id, form.instance.position
            if place in taken:
                form.add_error("position", _taken(place[1], taken[place]))
            elif place[1] is not None:
                taken[place] = self.instance.headline
        for part in (form.instance for form in forms_):
            if part.position is None:
                part.position = max((place for page, place in taken if page == part.page_id), default=0) + 1
                taken[part.page_id, part.position] = self.instance.headline

    def save(self, commit=True):
        if commit:
            # Parts may change places with one another: all that move step aside first.
            moving = [form.instance.pk for form in self.initial_forms if form.has_changed()]
            Part.objects.filter(pk__in=moving).step_aside("position", "sequence")
        return super().save(commit)


def _taken(place, headline):
    return _("Place %(place)d on this page is taken by “%(headline)s”; leave it empty to stand last.") % {
        "place": place,
        "headline": headline or _("(no headline)"),
    }


class PartInline(FieldMixin, admin.StackedInline):
    model = Part
    form = PartForm
    formset = PartFormSet
    extra = 0
    verbose_name_plural = _("text, page by page")
    fieldsets = [
        (None, {"fields": [("page", "position", "sequence"), "body"]}),
        (_("Headline of the continuation"), {"fields": ["kicker", "headline", "deck"], "classes": ["collapse"]}),
        (_("Hot areas (热区)"), {"fields": ["areas"], "classes": ["collapse"]}),
        (
            _("Jump whose other end is not there yet"),
            {"fields": [("continued_from", "continues_on")], "classes": ["collapse", "open-if-filled"]},
        ),
    ]

    def get_queryset(self, request):
        parts = super().get_queryset(request).select_related("page__issue__newspaper").prefetch_related("hot_areas")
        return parts.order_by("sequence")

    @admin.display(description=_("corners of its areas"))
    def areas(self, part):
        """For those who may only look."""
        return _areas_of(part) or NOTHING

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_fieldsets(self, request, obj=None):
        """Whoever begins to write needs the page and the text; the rest comes once there is something to place."""
        return super().get_fieldsets(request, obj) if obj else [(None, {"fields": ["page", "body"]})]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name != "page":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = super().formfield_for_foreignkey(
            db_field, request, form_class=PageChoice, queryset=request.issue.pages.all(), **kwargs
        )
        field.error_messages["invalid_choice"] = _("This page belongs to another issue than the article.")
        return with_fixed_choices(field)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            field.widget = forms.Textarea(attrs={"class": "body-text", "rows": 16, "spellcheck": "false"})
            field.help_text = _BODY_HELP
        elif db_field.name == "sequence":
            # “Part” is what the whole row is called.
            field.label = _("Number of the part")
        return field
