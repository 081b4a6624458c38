import mimetypes
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

#: What a browser may open in place; anything else is handed over as a download.
SHOWN = frozenset(["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "application/pdf"])


@require_safe
def media(request, path: str):
    """An uploaded file, where no web server or object storage answers for MEDIA_URL."""
    if not settings.MEDIA_SERVE:
        raise Http404
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:
        # Such as a name longer than the file system knows.
        raise Http404 from error
    content_type = mimetypes.guess_type(path)[0]
    if content_type not in SHOWN:
        content_type = "application/octet-stream"
        response["Content-Disposition"] = f'attachment; filename="{PurePosixPath(path).name}"'
    response["Content-Type"] = content_type
    response["X-Content-Type-Options"] = "nosniff"
    # Files are named by their content: under one name there is never another.
    patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    return response
