from django.views.defaults import page_not_found

from .reader_page import cached_for_whom_it_is


def not_found(request, exception):
    """What is not there, kept as long as a page: a shared cache is not asked for ever, and what comes is seen soon."""
    return cached_for_whom_it_is(request, page_not_found(request, exception))
