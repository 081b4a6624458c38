from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request):
    """Everything readers see may be indexed; the editors' desk need not be tried."""
    return HttpResponse(f"User-agent: *\nDisallow: {reverse('admin:index')}\n", content_type="text/plain")
