"""List actions that ask before they act."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse


def confirmed(model_admin, request, queryset, form_class, **context):
    """The filled form once it was confirmed, else the page that asks.

    ``context`` names the action, and says what it will do in ``title``, ``sentence`` and on the ``button``.
    """
    form = sent_form(request, form_class)
    if form.is_valid():
        return form, None
    return None, question(model_admin, request, queryset, form, **context)


def sent_form(request, form_class, initial=None):
    """The form as it was sent with a confirmation; before, one that says what it would change."""
    return form_class(request.POST if "confirmed" in request.POST else None, initial=initial)


def question(model_admin, request, objects, form, template="admin/confirm_action.html", **context):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "objects": objects,
        "form": form,
        "checkbox_name": ACTION_CHECKBOX_NAME,
        **context,
    }
    return TemplateResponse(request, template, context)
