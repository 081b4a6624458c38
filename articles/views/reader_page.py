from functools import wraps

from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from . import withdrawn
from .forwarding import forwarded

#: Seconds for which a shared cache may answer by itself; a withdrawn issue is gone after that.
SHARED_FOR = 60


def reader_page(view):
    """What every page for readers has in common: read only, never lost, and cached without mixing up who may see what.

    An address that finds nothing any more leads to where its contents are today, or says that they
    were withdrawn. That answer is cached no longer than a page, so a permanent redirect ends when
    something new takes the address, and a notice when the issue is published again.

    The validator is made from the content: an issue, its pages, articles, pictures and
    authors change independently, and no single date would tell of all of them.

    Compressed, because these pages hold no secret whose length could be guessed from outside;
    a form with its token is no reader page.
    """

    @require_safe
    @gzip_page
    @conditional_page
    @wraps(view)
    def with_cache_headers(request, *args, **kwargs):
        response = withdrawn.told(forwarded(view))(request, *args, **kwargs)
        return cached_for_whom_it_is(request, response)

    return with_cache_headers


def cached_for_whom_it_is(request, response):
    """Kept for everybody what anybody is told, and for nobody what somebody logged in is."""
    patch_vary_headers(response, ["Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=SHARED_FOR)
    return response
