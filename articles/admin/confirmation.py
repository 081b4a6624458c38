"""List actions that ask before they act."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse


def confirmed(model_admin, request, queryset, form_class, **context):
    """The filled form once it was confirmed, else the page that asks.

    ``context`` names the action, and says what it will do in ``title`` and ``sentence``.
    """
    sent = request.POST if "confirmed" in request.POST else None
    form = form_class(sent)
    if form.is_valid():
        return form, None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "objects": queryset,
        "form": form,
        "checkbox_name": ACTION_CHECKBOX_NAME,
        **context,
    }
    return None, TemplateResponse(request, "admin/confirm_action.html", context)
