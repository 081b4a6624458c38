from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ..pictures import variants
from ..pictures.opening import CannotBeMade

#: Seconds after which a picture that cannot be converted may be tried again.
TRY_AGAIN = 3600


@require_safe
def picture(request, width: int, name: str, form: str):
    """A stored picture in another width and format, made when it is first asked for.

    Like the picture itself it is found by whoever knows its name, which is a digest of
    what it shows: nobody guesses the address of a draft's picture.
    """
    try:
        file = variants.find(variants.Variant(name, width, form))
    except CannotBeMade:
        response = HttpResponseRedirect(default_storage.url(name))
        patch_cache_control(response, public=True, max_age=TRY_AGAIN)
        return response
    if file is None:
        raise Http404
    response = FileResponse(file, content_type=f"image/{form}")
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    return response
