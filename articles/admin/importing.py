"""Import from the browser: send files, see what would become of them, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..importing import uploads
from ..importing.pipeline import ImportResult, import_as_seen
from ..importing.preview import preview
from ..importing.reading import ReadingOptions
from ..importing.report import result_line
from ..importing.sources import (
    MOST_UPLOADED_BYTES,
    MOST_UPLOADED_FILES,
    PICTURE_SUFFIXES,
    TEXT_SUFFIXES,
    SourceError,
)
from ..models import Newspaper
from ..models.newspaper import validate_newspaper_slug
from ..workflow import Refused, name_of
from .base import board_url, change_link
from .batch import OUTCOMES

_ENCODINGS = [
    ("", _("found out")),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030 / GBK"),
    ("big5", "Big5"),
    ("utf-16", "UTF-16"),
]
_ACCEPTED = ",".join([*sorted(TEXT_SUFFIXES), ".zip", *sorted(PICTURE_SUFFIXES), ".pdf", ".csv"])
#: In a form: this user has seen that readers will see the change.
_PUBLISH = "publish"


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """One file or more."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        sent = [file for file in data or [] if file]
        if not sent:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        # An empty file is told by the preview, with its name.
        return sent


class OptionsForm(forms.Form):
    """What staff says about the files; it is checked against what they say themselves."""

    newspaper = forms.ChoiceField(label=_("Newspaper"), required=False)
    slug = forms.SlugField(
        label=_("or a new one"),
        required=False,
        max_length=50,
        validators=[validate_newspaper_slug],
        help_text=_("Its address: Latin letters, digits and hyphens, such as qinghe."),
    )
    date = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    page = forms.CharField(label=_("Page"), required=False, max_length=20, help_text=_("Of a single page: 1, 01, A1."))
    number = forms.IntegerField(label=_("Issue number"), required=False, min_value=1, max_value=2**31 - 1)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False, choices=_ENCODINGS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Newspaper.objects.order_by("name").values_list("slug", "name")
        self.fields["newspaper"].choices = [("", _("as the files say")), *known]

    @property
    def options(self) -> ReadingOptions:
        said = self.cleaned_data
        return ReadingOptions(
            newspaper=said["slug"] or said["newspaper"] or None,
            date=said["date"],
            page=said["page"].strip() or None,
            number=said["number"],
            encoding=said["encoding"] or None,
        )

    @classmethod
    def showing(cls, options: ReadingOptions) -> "OptionsForm":
        """The form with these options chosen."""
        form = cls(initial=vars(options))
        slugs = [slug for slug, _name in form.fields["newspaper"].choices]
        if options.newspaper not in (None, *slugs):
            form.initial |= {"newspaper": "", "slug": options.newspaper}
        return form


class UploadForm(OptionsForm):
    files = ManyFiles(
        label=_("Files"),
        widget=ManyFilesInput(attrs={"accept": _ACCEPTED}),
        help_text=_("Page texts, JSON, pictures, PDFs, lists of hot areas, or a zip of them."),
    )
    field_order = ["files"]


class ImportMixin:
    """The pages of an import, for the admin of issues."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        urls = [
            path("import/", wrap(self.import_view), name="articles_issue_import"),
            path("import/<str:token>/", wrap(self.import_preview_view), name="articles_issue_import_preview"),
        ]
        return [*urls, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {"may_import": request.user.has_perm("articles.import_issue")}
        return super().changelist_view(request, context | (extra_context or {}))

    def import_view(self, request):
        """Take the files, and lead to what is understood of them."""
        _require_importing(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                upload = uploads.keep(form.cleaned_data["files"], form.options, request.user)
                return HttpResponseRedirect(_preview_url(upload))
            except Refused as refusal:
                form.add_error("files", refusal.reasons)
        limits = {"most_files": MOST_UPLOADED_FILES, "most_bytes": MOST_UPLOADED_BYTES}
        return self._import_page(request, "import", _("Import an issue"), form=form, limits=limits)

    def import_preview_view(self, request, token):
        _require_importing(request)
        try:
            upload = uploads.find(token, request.user)
        except uploads.UploadGone:
            sentence = _("These files are not here any more: they were stored, or sent more than a day ago.")
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_issue_import"))
        if "_read" in request.POST:
            return self._read_otherwise(request, upload)
        if "_store" in request.POST:
            return self._store(request, upload)
        if "_discard" in request.POST or "_again" in request.POST:
            upload.discard()
            if "_discard" in request.POST:
                self.message_user(request, _("The files were thrown away; nothing was stored."))
            return HttpResponseRedirect(reverse("admin:articles_issue_import"))
        return self._show(request, upload, publish=_wants_to_publish(request, request.GET))

    def _read_otherwise(self, request, upload):
        form = OptionsForm(request.POST)
        if not form.is_valid():
            return self._show(request, upload, form=form)
        upload.read_otherwise(form.options)
        return HttpResponseRedirect(_preview_url(upload))

    def _store(self, request, upload):
        """Store exactly what was seen, or show what it would be now."""
        publish = _wants_to_publish(request, request.POST)
        try:
            results = import_as_seen(
                upload.read(), request.POST.get("seen", ""), name_of(request.user), request.user, publish
            )
        except Refused as refusal:
            return self._show(request, upload, refusal.reasons, publish)
        except SourceError as error:
            return self._show(request, upload, [error.problem.message(get_language() or "")], publish)
        except (DatabaseError, OSError) as error:
            return self._show(
                request, upload, [gettext("Nothing was stored: %(reason)s.") % {"reason": error}], publish
            )
        if not results:
            sentence = gettext(
                "Nothing was stored: the issue here was changed since this was shown, or what you confirmed was "
                "something else. This is what would be done now; look at it and confirm again."
            )
            return self._show(request, upload, [sentence], publish)
        upload.discard()
        for result in results:
            self.message_user(request, _line(result), messages.SUCCESS)
            for warning in result.warnings:
                self.message_user(request, warning, messages.WARNING)
        if len(results) == 1:
            # The board says what is to be done next, also to those who may only look.
            return HttpResponseRedirect(board_url(results[0].issue))
        return HttpResponseRedirect(reverse("admin:articles_issue_changelist"))

    def _show(self, request, upload, refused=(), publish=False, form=None):
        """The preview; nothing can be confirmed while anything is wrong."""
        shown, reasons, unreadable = None, list(refused), False
        try:
            shown = preview(upload.read(), upload.options.encoding, name_of(request.user), request.user, publish)
        except Refused as refusal:
            reasons += refusal.reasons
        except SourceError as error:
            problem, unreadable = error.problem, True
            reasons.append(f"{problem.file}: {problem.message(get_language() or '')}")
        except (DatabaseError, OSError) as error:
            reasons.append(gettext("It could not be tried out: %(reason)s.") % {"reason": error})
        context = {
            "upload": upload,
            "shown": shown,
            "unreadable": unreadable,
            "refused": list(dict.fromkeys(reasons)),
            "form": form or OptionsForm.showing(upload.options),
            "outcomes": OUTCOMES,
            "publish": publish,
            "may_publish": request.user.has_perm("articles.publish_issue"),
        }
        return self._import_page(request, "import_preview", _("What would be imported"), **context)

    def _import_page(self, request, template: str, title, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/articles/issue/{template}.html", context)


def _require_importing(request):
    if not request.user.has_perm("articles.import_issue"):
        raise PermissionDenied


def _wants_to_publish(request, data) -> bool:
    """Whether readers shall see changes of public pages at once; others than those who publish are not asked."""
    return data.get(_PUBLISH) == "1" and request.user.has_perm("articles.publish_issue")


def _line(result: ImportResult):
    """What was stored, and the way to each entry's outcome and to the problems."""
    line = format_html('<a href="{}">{}</a>', board_url(result.issue), result_line(result))
    return format_html("{} {}", line, change_link(result.batch, gettext("See the import"))) if result.batch else line


def _preview_url(upload: uploads.Upload) -> str:
    return reverse("admin:articles_issue_import_preview", args=[upload.token])
