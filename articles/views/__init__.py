"""The readers' pages. One stem names the URL, the module with its view, the template and the test."""

from .article import article
from .author import author
from .healthz import healthz
from .home import home
from .issue import issue
from .media import media
from .newspaper import newspaper
from .page import page
from .report import report
from .report_sent import report_sent
from .robots import robots

__all__ = [
    "article",
    "author",
    "healthz",
    "home",
    "issue",
    "media",
    "newspaper",
    "page",
    "report",
    "report_sent",
    "robots",
]
