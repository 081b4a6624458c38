from functools import wraps

from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

#: Seconds for which a shared cache may answer by itself; a withdrawn issue is gone after that.
SHARED_FOR = 60


def reader_page(view):
    """What every page for readers has in common: read only, and cached without mixing up who may see what.

    The validator is made from the content: an issue, its pages, articles, pictures and
    authors change independently, and no single date would tell of all of them.
    """

    @require_safe
    @conditional_page
    @wraps(view)
    def with_cache_headers(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=SHARED_FOR)
        return response

    return with_cache_headers
