from django import forms
from django.utils.translation import gettext_lazy as _

_NO_PICTURE = _("This is no picture that can be read, or one too large to be opened.")


class UploadMixin:
    """For admins and inlines with pictures and PDFs: only these are offered, one sentence for a file that is none."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ImageField):
            field.error_messages["invalid_image"] = _NO_PICTURE
            field.widget.attrs["accept"] = "image/jpeg,image/png,image/webp,image/gif"
        elif isinstance(field, forms.FileField):
            field.widget.attrs["accept"] = "application/pdf"
        return field
