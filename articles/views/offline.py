from django.shortcuts import render

from .reader_page import reader_page


@reader_page
def offline(request):
    """What is shown where there is no network and the page is not kept; a script lists what is."""
    return render(request, "articles/offline.html")
