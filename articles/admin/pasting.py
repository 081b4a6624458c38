"""What is pasted into an article's text, as the text that it becomes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils.translation import gettext, ngettext

from ..issue_text.body import body_of
from ..pasting import MOST_CHARACTERS, blocks_from_html, is_too_much, with_known_pictures


class PastingMixin:
    """For the admin of articles: an address that answers HTML with a body.

    The HTML comes as a file, because the text of a form may not be as long as a page copied from Word is.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.paste_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_paste"
        return [path("paste/", view, name=name), *super().get_urls()]

    def paste_view(self, request):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        pasted = request.FILES.get("html")
        if pasted is None:
            return JsonResponse({"told": gettext("Nothing was pasted.")}, status=400)
        html = pasted.read(MOST_CHARACTERS + 1).decode("utf-8", "replace")
        if pasted.size > MOST_CHARACTERS or is_too_much(html):
            told = gettext("This is too much to be pasted with its headings; paste it in several pieces.")
            return JsonResponse({"told": told}, status=413)
        blocks = blocks_from_html(html)
        blocks, missing = with_known_pictures(blocks, set(request.POST.getlist("picture")))
        return JsonResponse({"text": body_of(blocks), "told": _left_out(missing)})


def _left_out(missing: int) -> str:
    if not missing:
        return ""
    sentence = ngettext(
        "%(n)d picture was left out, because the article does not have it: drag its file onto the form.",
        "%(n)d pictures were left out, because the article does not have them: drag their files onto the form.",
        missing,
    )
    return sentence % {"n": missing}
