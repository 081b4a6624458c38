"""Pictures in the widths and formats that a browser chooses from, with the room for them kept free."""

from itertools import groupby

from django import template
from django.db.models.fields.files import ImageFieldFile
from django.urls import reverse

from ..pictures.variants import variants_of

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(image: ImageFieldFile, alt: str, sizes: str, eager: bool = False) -> dict:
    """The image of a page or of an article's picture.

    ``sizes`` says how wide the page sets it, as in the attribute of that name. What is seen
    first when a page opens is ``eager``: it is fetched at once and before other pictures.
    """
    row, field = image.instance, image.field
    return {
        "image": image,
        "sources": sources_of(image),
        "width": getattr(row, field.width_field),
        "height": getattr(row, field.height_field),
        "alt": alt,
        "sizes": sizes,
        "eager": eager,
    }


def sources_of(image: ImageFieldFile) -> list[tuple[str, str]]:
    """Each format with its ``srcset``; nothing for what is shown as it was stored, such as a GIF."""
    return [
        (f"image/{form}", ", ".join(f"{address_of(variant)} {variant.width}w" for variant in offered))
        for form, offered in groupby(variants_of(image), key=lambda variant: variant.form)
    ]


def address_of(variant) -> str:
    return reverse("picture", args=[variant.width, variant.name, variant.form])
