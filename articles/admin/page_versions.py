"""Saving the form of a page over what somebody else stored meanwhile is refused, and both are shown."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..comparing import Difference
from ..content import digest_of, page_frame
from ..editing import Outdated, Refused
from ..models import Article, Event
from .base import change_url
from .typed import by_row, number_in, plain

_NAMES = {
    "number": gettext_lazy("order"),
    "label": gettext_lazy("label"),
    "name": gettext_lazy("page name (版名)"),
    "credits": gettext_lazy("credits"),
    "picture": gettext_lazy("picture of the page"),
    "pdf": gettext_lazy("PDF"),
    "pointers": gettext_lazy("pointers (导读)"),
    "parts": gettext_lazy("articles on this page"),
}


class PageVersionsMixin:
    """For the admin of pages: the form knows what it was opened with."""

    change_form_template = "admin/articles/page/change_form.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        seen = {}
        if request.method == "POST":
            seen["seen"] = request.POST.get("seen", "")
        elif object_id is not None and (page := self.get_object(request, unquote(object_id))):
            # Before anything of the form is read: what is stored after this moment counts as newer.
            seen["seen"] = digest_of(page_frame(page))
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **seen})

    def refuse_outdated(self, request, object_id):
        page = self.get_object(request, unquote(object_id))
        stored = page_frame(page) if page else None
        if stored is None or digest_of(stored) != request.POST.get("seen", ""):
            raise Outdated(stored)

    def answer_refusal(self, refusal, request, object_id, form_url, extra_context):
        page = self.get_object(request, unquote(object_id)) if isinstance(refusal, Outdated) else None
        if page is None or refusal.stored is None:
            return super().answer_refusal(refusal, request, object_id, form_url, extra_context)
        found = list(_differences(refusal.stored, request.POST))
        if not found and not request.FILES:
            # Sent twice, or both wrote the same.
            self.message_user(request, _("This is what is stored already."), messages.SUCCESS)
            return HttpResponseRedirect(change_url(page))
        newer = {"differences": found, "event": Event.objects.filter(page=page).first()}
        context = {**(extra_context or {}), "newer": newer, "seen": digest_of(refusal.stored)}
        request.POST = _without_rows_that_are_gone(request.POST, refusal.stored)
        reasons = [_("Somebody else changed the page since you opened it. Nothing was stored yet.")]
        return super().answer_refusal(Refused(*reasons), request, object_id, form_url, context)


def _differences(stored: dict, post):
    """Where the form, as it was filled in, differs from what is stored now: as text for people."""
    texts = {key: plain(post[key]) for key in ("number", "label", "name", "credits") if key in post}
    texts |= _typed_rows(stored, post)
    for key, name in _NAMES.items():
        before = _readable(key, stored[key])
        after = texts.get(key, before)
        if plain(before) != after:
            yield Difference(key, str(name), before, after)


def _readable(key: str, value) -> str:
    match key:
        case "pointers":
            return "\n".join(_pointer(row["kicker"], row["headline"], row["target"], row["article"]) for row in value)
        case "parts":
            return "\n".join(row["headline"] for row in value)
    return str(value)


def _pointer(kicker: str, headline: str, target: str, article: int | None) -> str:
    leads = " ".join(filter(None, [target, f"#{article}" if article else ""]))
    return " ".join(filter(None, [kicker, headline, f"→ {leads}" if leads else ""]))


def _typed_rows(stored: dict, post) -> dict[str, str]:
    typed = {}
    if "pointers-TOTAL_FORMS" in post:
        rows = [row for row in _in_order(post, "pointers", "order") if plain(row.get("headline", ""))]
        wanted = filter(None, (number_in(row.get("article")) for row in rows))
        numbers = dict(Article.objects.filter(pk__in=wanted).values_list("pk", "number"))
        typed["pointers"] = "\n".join(_typed_pointer(row, numbers) for row in rows)
    if "parts-TOTAL_FORMS" in post:
        there = {row["row"]: row["headline"] for row in stored["parts"]}
        typed_order = [number_in(row.get("id")) for row in _in_order(post, "parts", "position")]
        # What came to the page meanwhile stays, and what left it is not brought back.
        order = [row for row in typed_order if row in there]
        if set(order) == set(there):
            typed["parts"] = "\n".join(there[row] for row in order)
    return typed


def _typed_pointer(row: dict, numbers: dict[int, int]) -> str:
    texts = (plain(row.get(name, "")) for name in ("kicker", "headline", "target_label"))
    return _pointer(*texts, numbers.get(number_in(row.get("article"))))


def _in_order(post, prefix: str, order: str) -> list[dict]:
    rows = [row for _n, row in sorted(by_row(post, prefix).items()) if not row.get("DELETE")]
    return sorted(rows, key=lambda row: (number_in(row.get(order)) is None, number_in(row.get(order)) or 0))


def _without_rows_that_are_gone(post: QueryDict, stored: dict) -> QueryDict:
    """The form's data, with rows that are no longer stored made new ones (pointers) or left out (articles)."""
    data = post.copy()
    for prefix, comes_again in (("pointers", True), ("parts", False)):
        if f"{prefix}-TOTAL_FORMS" not in data:
            continue
        there = {row["row"] for row in stored[prefix]}
        rows = [row for _n, row in sorted(by_row(data, prefix).items())]
        kept = [row for row in rows if number_in(row.get("id")) in there]
        new = [row for row in rows if number_in(row.get("id")) not in there]
        new = [{**row, "id": ""} for row in new if not row.get("DELETE") and (comes_again or not row.get("id"))]
        for key in [key for key in data if key.startswith(f"{prefix}-") and key.split("-")[1].isdecimal()]:
            del data[key]
        for n, row in enumerate([*kept, *new]):
            for name, value in row.items():
                data[f"{prefix}-{n}-{name}"] = value
        data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(kept) + len(new)), str(len(kept))
    return data
