from django.contrib.staticfiles.storage import staticfiles_storage
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe


@require_safe
@gzip_page
def service_worker(request):
    """The script that keeps the last issues for reading offline; at the root, because it answers for the whole site."""
    # Named by content, the static files have a digest of them all; a deploy changes it, and so the worker.
    context = {"version": getattr(staticfiles_storage, "manifest_hash", "")}
    response = render(request, "articles/service_worker.js", context, content_type="text/javascript")
    patch_cache_control(response, no_cache=True)
    return response
