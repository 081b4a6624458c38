"""Plain forms that know what they were opened with: saving over what somebody else stored meanwhile is refused once."""

from django import forms
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _


class SeenField(forms.CharField):
    """What was stored when the form was opened, sealed so that nobody makes it up."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def has_changed(self, initial, data):
        return False


class FreshForm(forms.ModelForm):
    """A form that comes again, with both sides, where a field was changed since it was opened.

    A field that was left alone takes what is stored now; of one that both changed, what was typed is
    kept and the other is told. Sent once more, it is saved. Files are not compared.
    """

    seen = SeenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = {}
        if self.instance.pk:
            compared = (name for name, field in self.fields.items() if not isinstance(field, forms.FileField))
            self.stored = {name: _plain(self.initial[name]) for name in compared if name in self.initial}
            self.initial["seen"] = signing.dumps(self.stored, compress=True)

    def clean(self):
        cleaned = super().clean()
        opened = _unsealed(cleaned.get("seen", ""))
        for name in [name for name, value in self.stored.items() if opened.get(name) != value]:
            if name in cleaned and _plain(cleaned[name]) != self.stored[name]:
                self._tell(name, left_alone=_plain(cleaned[name]) == opened.get(name))
        if self.errors:
            self._fill_in("seen", self.initial.get("seen", ""))
        return cleaned

    def _tell(self, name: str, left_alone: bool) -> None:
        if left_alone:
            self._fill_in(name, self.stored[name])
            told = _("Somebody else changed this since you opened the form; it stands here as it is stored now.")
        else:
            told = _("Somebody else changed this since you opened the form, to “%(value)s”. Save again to keep yours.")
        self.add_error(name, told % {"value": self._shown(name)})

    def _shown(self, name: str) -> str:
        display = getattr(self.instance, f"get_{name}_display", None)
        return str(display() if display else getattr(self.instance, name) or "")

    def _fill_in(self, name: str, value: str) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value


class FreshAdmin:
    """For admins of plain forms; one with a form of its own makes it a FreshForm."""

    form = FreshForm

    def get_fieldsets(self, request, obj=None):
        first, *others = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return [first, *others]
        title, options = first
        return [(title, {**options, "fields": [*options["fields"], "seen"]}), *others]

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj and request.method == "POST" and transaction.get_connection().in_atomic_block:
            # What is compared stays what is stored until it is saved.
            if not self.model.objects.select_for_update().filter(pk=obj.pk).exists():
                return None
            obj = super().get_object(request, object_id, from_field)
        return obj


def _plain(value) -> str:
    """A value as it is compared, whether it was stored, typed, or chosen."""
    value = getattr(value, "pk", value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def _unsealed(text: str) -> dict[str, str]:
    try:
        return signing.loads(text)
    except signing.BadSignature:
        return {}
