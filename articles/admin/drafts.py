"""What was typed and not saved is kept by the browser; the server only says which of it has arrived."""

#: So many of the last drafts that were saved are remembered with the session.
_REMEMBERED = 30
_KEY = "saved_drafts"


class DraftsMixin:
    """For an admin whose form keeps drafts: each has a key, and is forgotten once a form with its key was saved.

    That the form is shown again says nothing: the server may have failed, or the browser been closed, in between.
    """

    def response_add(self, request, obj, post_url_continue=None):
        # Whoever refuses does so in here, before the draft counts as saved.
        response = super().response_add(request, obj, post_url_continue)
        _remember(request)
        return response

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        _remember(request)
        return response

    def render_change_form(self, request, context, *args, **kwargs):
        context["saved_drafts"] = " ".join(request.session.get(_KEY, []))
        return super().render_change_form(request, context, *args, **kwargs)


def _remember(request) -> None:
    key = request.POST.get("draft", "")
    if key.isascii() and key.isalnum() and len(key) <= 40:
        request.session[_KEY] = [*request.session.get(_KEY, []), key][-_REMEMBERED:]
