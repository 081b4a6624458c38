from django.http import JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import models

#: How long a browser may take the name and the icons for unchanged, in seconds.
KEPT_FOR = 3600

#: Sizes of the icon; the last one has room around it for a system that cuts icons round.
ICONS = [
    ("icon.svg", "image/svg+xml", "any", "any"),
    ("icon-192.png", "image/png", "192x192", "any"),
    ("icon-512.png", "image/png", "512x512", "any"),
    ("icon-maskable-512.png", "image/png", "512x512", "maskable"),
]


@require_safe
def manifest(request):
    """What a device needs to know to put the paper on its home screen."""
    described = {
        "id": reverse("home"),
        "name": name_of_site(),
        "lang": "zh-Hans",
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "standalone",
        "background_color": "#fcfaf5",
        "theme_color": "#fcfaf5",
        "icons": [
            {"src": static(f"articles/{name}"), "type": content_type, "sizes": sizes, "purpose": purpose}
            for name, content_type, sizes, purpose in ICONS
        ],
    }
    response = JsonResponse(described, content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    return response


def name_of_site() -> str:
    """The newspapers that readers know, by their names."""
    published = models.Newspaper.objects.filter(issues__in=models.Issue.objects.published())
    return "、".join(published.distinct().order_by("name").values_list("name", flat=True)) or _("Newspaper")
