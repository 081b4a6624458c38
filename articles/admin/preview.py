"""An article as readers will see it, while it is being written: the public page of what is typed, stored nowhere."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from taggit.models import Tag

from ..models import Article, Byline, EditorsNote, Part, Picture
from ..views.article import page_of

#: Sorts what has no place yet behind what has one.
_LAST = 1_000_000
_SIZE = re.compile(r"([1-9]\d{0,4})x([1-9]\d{0,4})", re.ASCII)
#: What an article's rows are called, and what orders them.
_ORDERED = {Byline: ("bylines", "position"), EditorsNote: ("editors_notes", "order"), Picture: ("pictures", "order")}


class PreviewMixin:
    """For the admin of articles: an address that answers a filled-in form with the article's public page.

    The answer may be in no frame, as no page of the site may; the form sets its text into one of its own.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.preview_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [
            path("preview/", view, name=name),
            path("<int:object_id>/preview/", view, name=name),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id=None):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self._previewed(request, object_id)
        form = self.get_form(request, article, change=article is not None)(request.POST, instance=article)
        formsets, _inlines = self._create_formsets(request, form.instance, change=article is not None)
        # Every one of them is asked, so that all that is wrong is told at once.
        wrong = [asked for asked in (form, *formsets) if not asked.is_valid()]
        if wrong:
            # No failure: while somebody writes, most forms are not ready to be saved.
            told = gettext("The preview waits until this is mended: %(errors)s")
            return JsonResponse({"told": told % {"errors": " ".join(_errors(wrong))}})
        _hang_dropped(request, formsets)
        return page_of(request, _as_typed(form, formsets), still=True)

    def _previewed(self, request, object_id) -> Article | None:
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            self.get_inlines(request, None)
            if not request.issue:
                raise Http404
            return None
        article = self.get_object(request, str(object_id))
        if article is None:
            raise Http404
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article


def _errors(wrong) -> list[str]:
    """Each sentence once."""
    told = []
    for asked in wrong:
        forms = getattr(asked, "forms", [asked])
        told += getattr(asked, "non_form_errors", list)()
        told += [message for form in forms for messages in form.errors.values() for message in messages]
    return list(dict.fromkeys(map(str, told)))


def _hang_dropped(request, formsets) -> None:
    """Give pictures whose files have not been sent yet an address, in the place of which the form shows them."""
    for form in (form for formset in formsets if formset.model is Picture for form in formset.forms):
        if size := _SIZE.fullmatch(request.POST.get(f"dropped-{form.prefix}", "")):
            picture = form.instance
            # Not the field itself, which would look for the file.
            picture.image.name = f"dropped/{form.prefix}"
            picture.width, picture.height = int(size[1]), int(size[2])


def _as_typed(form, formsets) -> Article:
    """The article with all that is on its form, as if it had just been fetched from the database."""
    article = form.instance
    if article.pk is None:
        # What a new article needs to be asked about; no row has this key.
        article.pk, article.number = 0, article.issue.last_article_number + 1
        article.created_at = article.updated_at = timezone.now()
    # What this user's form has not is fetched, as for any reader.
    known = article._prefetched_objects_cache = {}
    if "tags" in form.cleaned_data:
        known["tags"] = _tags(form.cleaned_data["tags"])
    for formset in formsets:
        if formset.model is Part:
            known["parts"] = _parts(article, _rows(formset))
        elif place := _ORDERED.get(formset.model):
            related, by = place
            known[related] = _sorted(_rows(formset), by)
    return article


def _rows(formset) -> list:
    going = set(formset.deleted_forms) if formset.can_delete else set()
    return [
        form.instance
        for form in formset.forms
        if form not in going and (form.instance.pk is not None or form.has_changed())
    ]


def _parts(article: Article, parts: list[Part]) -> list[Part]:
    for key, part in enumerate(parts, 1):
        part.article = article
        part.page.issue = article.issue
        if part.pk is None:
            # A key of its own that no row has: areas are asked for by it, and parts are told apart by it.
            part.pk = -key
    return sorted(parts, key=lambda part: part.sequence)


def _sorted(rows: list, by: str) -> list:
    """In their order; a new row without a place comes last, as it will be stored."""
    return sorted(rows, key=lambda row: (_place(row, by), row.pk or _LAST))


def _place(row, by: str) -> int:
    place = getattr(row, by)
    return _LAST if place is None or (row.pk is None and place <= 0) else place


def _tags(names: list[str]) -> list[Tag]:
    known = {tag.name.lower(): tag for tag in Tag.objects.filter(name__in=names)}
    return [known.get(name.lower()) or Tag(name=name) for name in names]
