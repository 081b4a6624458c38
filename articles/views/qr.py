import io
from functools import lru_cache

import segno
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..models.short_code import read_code


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def qr(request, code: str):
    """The QR code of a short address, for print.

    Made from the address alone: a page can be laid out with it before the article is
    public, and nothing tells whether there is one.
    """
    if read_code(code) is None:
        raise Http404
    file = io.BytesIO()
    symbol_of(short_address(request, code.lower())).save(file, kind="svg", scale=10, light="#fff")
    return HttpResponse(file.getvalue(), content_type="image/svg+xml")


def short_address(request, code: str) -> str:
    return request.build_absolute_uri(reverse("short_code", args=[code]))


@lru_cache(maxsize=1000)
def inline_svg(address: str) -> SafeString:
    """The symbol within a page, as large as the style sheet says. What segno writes holds numbers only.

    Drawing it takes some milliseconds, so those of the articles being read are kept.
    """
    svg = symbol_of(address).svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg.replace("<svg ", '<svg class="qr" aria-hidden="true" ', 1))


def symbol_of(address: str) -> segno.QRCode:
    """With level M at least, which repairs 15 %: creases and bad ink."""
    return segno.make_qr(address, error="m")
