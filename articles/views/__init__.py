"""The readers' pages. One stem names the URL, the module with its view, the template and the test."""

from .article import article
from .article_card import article_card
from .author import author
from .citation import citation
from .healthz import healthz
from .home import home
from .issue import issue
from .manifest import manifest
from .media import media
from .newspaper import newspaper
from .offline import offline
from .offline_issue import offline_issue
from .page import page
from .page_card import page_card
from .picture import picture
from .qr import qr
from .report import report
from .report_sent import report_sent
from .robots import robots
from .service_worker import service_worker
from .short_code import short_code

__all__ = [
    "article",
    "article_card",
    "author",
    "citation",
    "healthz",
    "home",
    "issue",
    "manifest",
    "media",
    "newspaper",
    "offline",
    "offline_issue",
    "page",
    "page_card",
    "picture",
    "qr",
    "report",
    "report_sent",
    "robots",
    "service_worker",
    "short_code",
]
