"""Saving the form of a page or an issue over what somebody else stored meanwhile is refused, and both are shown."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import permissions
from ..comparing import Difference
from ..content import digest_of, issue_frame, page_frame
from ..editing import Outdated, Refused
from ..models import Article, Event
from ..workflow import Gone
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


_ISSUE_NAMES = {
    "date": gettext_lazy("date"),
    "edition": gettext_lazy("extra edition"),
    "number": gettext_lazy("issue number"),
    "pdf": gettext_lazy("PDF of the whole issue"),
    "pages": gettext_lazy("pages"),
}


class _FrameVersions:
    """For the admin of what frames articles: a form over what somebody else stored meanwhile comes again, with both."""

    #: Rows of the form by prefix -> whether they come again where they are gone from what is stored.
    rows_that_come_again: dict[str, bool] = {}
    stored_otherwise = ""
    deleted_meanwhile = ""
    #: What the form writes -> how people call it.
    names: dict = {}

    def frame(self, obj) -> dict:
        """What the form writes, as it is stored now."""
        raise NotImplementedError

    def differences(self, stored: dict, post):
        raise NotImplementedError

    def latest_event(self, obj) -> Event | None:
        raise NotImplementedError

    def typed(self, post) -> dict[str, str]:
        """What was typed into the form, as texts, by the keys of ``names``."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id)) if object_id is not None else None
        if request.method == "POST" and object_id is not None and obj is None and self.has_change_permission(request):
            return self._not_stored(request, self.deleted_meanwhile)
        context = {**(extra_context or {}), "seen": self._seen(request, obj)}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except PermissionDenied:
            may_in_general = request.method == "POST" and obj and super().has_change_permission(request)
            if may_in_general and (obstacle := permissions.obstacle_to_changing(request.user, obj)):
                return self._not_stored(request, obstacle, status=403)
            raise

    def _seen(self, request, obj) -> str:
        if request.method == "POST":
            return request.POST.get("seen", "")
        # Before anything of the form is read: what is stored after this moment counts as newer.
        return digest_of(self.frame(obj)) if obj else ""

    def _not_stored(self, request, reason, status=200):
        """What was typed, to be copied."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What you typed was not stored"),
            "reasons": [reason],
            "fields": [(str(self.names[key]), text) for key, text in self.typed(request.POST).items() if text],
        }
        return TemplateResponse(request, "admin/articles/article/typed.html", context, status=status)

    def refuse_outdated(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        stored = self.frame(obj) if obj else None
        if stored is None or digest_of(stored) != request.POST.get("seen", ""):
            raise Outdated(stored)

    def answer_refusal(self, refusal, request, object_id, form_url, extra_context):
        if isinstance(refusal, Gone):
            return self._not_stored(request, self.deleted_meanwhile)
        obj = self.get_object(request, unquote(object_id)) if isinstance(refusal, Outdated) else None
        if obj is None or refusal.stored is None:
            return super().answer_refusal(refusal, request, object_id, form_url, extra_context)
        found = list(self.differences(refusal.stored, request.POST))
        if not found and not request.FILES:
            # Sent twice, or both wrote the same.
            self.message_user(request, _("This is what is stored already."), messages.SUCCESS)
            return HttpResponseRedirect(change_url(obj))
        newer = {"differences": found, "event": self.latest_event(obj)}
        context = {**(extra_context or {}), "newer": newer, "seen": digest_of(refusal.stored)}
        request.POST = _without_rows_that_are_gone(request.POST, refusal.stored, self.rows_that_come_again)
        return super().answer_refusal(Refused(self.stored_otherwise), request, object_id, form_url, context)


class IssueVersionsMixin(_FrameVersions):
    """For the admin of issues: the form knows what it was opened with."""

    change_form_template = "admin/articles/issue/change_form.html"
    rows_that_come_again = {"pages": False}
    stored_otherwise = gettext_lazy("Somebody else changed the issue since you opened it. Nothing was stored yet.")

    deleted_meanwhile = gettext_lazy("The issue was deleted while you had it open. What you typed is here.")
    names = _ISSUE_NAMES

    def frame(self, issue):
        return issue_frame(issue)

    def differences(self, stored, post):
        """Where the form, as it was filled in, differs from what is stored now: as text for people."""
        texts = self.typed(post)
        for key, name in self.names.items():
            value = stored[key]
            before = "\n".join(row["line"] for row in value) if key == "pages" else str("" if value is None else value)
            if texts.get(key, before) != before:
                yield Difference(key, str(name), before, texts[key])

    def typed(self, post):
        texts = {key: plain(post[key]) for key in ("date", "edition", "number") if key in post}
        if "pages-TOTAL_FORMS" in post:
            rows = _in_order(post, "pages", "number")
            lines = (plain(" ".join(row.get(name, "") for name in ("number", "label", "name"))) for row in rows)
            texts["pages"] = "\n".join(filter(None, lines))
        return texts

    def latest_event(self, issue):
        return Event.objects.filter(issue=issue, article=None).first()


class PageVersionsMixin(_FrameVersions):
    """For the admin of pages: the form knows what it was opened with."""

    change_form_template = "admin/articles/page/change_form.html"
    rows_that_come_again = {"pointers": True, "parts": False}
    stored_otherwise = gettext_lazy("Somebody else changed the page since you opened it. Nothing was stored yet.")

    deleted_meanwhile = gettext_lazy("The page was deleted while you had it open. What you typed is here.")
    names = _NAMES

    def frame(self, page):
        return page_frame(page)

    def differences(self, stored, post):
        return _differences(stored, post)

    def typed(self, post):
        return {**_typed_texts(post), **_typed_rows({"parts": []}, post)}

    def latest_event(self, page):
        return Event.objects.filter(page=page).first()


def _differences(stored: dict, post):
    """Where the form, as it was filled in, differs from what is stored now: as text for people."""
    texts = _typed_texts(post) | _typed_rows(stored, post)
    for key, name in _NAMES.items():
        before = _readable(key, stored[key])
        after = texts.get(key, before)
        if plain(before) != after:
            yield Difference(key, str(name), before, after)


def _typed_texts(post) -> dict[str, str]:
    return {key: plain(post[key]) for key in ("number", "label", "name", "credits") if key in post}


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


def _without_rows_that_are_gone(post: QueryDict, stored: dict, inlines: dict[str, bool]) -> QueryDict:
    """The form's data, with rows that are no longer stored left out, or made new ones where they come again."""
    data = post.copy()
    for prefix, comes_again in inlines.items():
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
