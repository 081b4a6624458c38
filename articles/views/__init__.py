"""The readers' pages. One stem names the URL, the module with its view, the template and the test."""

from .all_series import all_series
from .article import article
from .article_card import article_card
from .author import author
from .authors import authors
from .citation import citation
from .column import column
from .columns import columns
from .healthz import healthz
from .home import home
from .issue import issue
from .manifest import manifest
from .media import media
from .month import month
from .newspaper import newspaper
from .not_found import not_found
from .offline import offline
from .offline_issue import offline_issue
from .on_this_day import on_this_day
from .page import page
from .page_card import page_card
from .picture import picture
from .qr import qr
from .report import report
from .report_sent import report_sent
from .robots import robots
from .series import series
from .service_worker import service_worker
from .short_code import short_code
from .tag import tag
from .tags import tags
from .year import year

__all__ = [
    "all_series",
    "article",
    "article_card",
    "author",
    "authors",
    "citation",
    "column",
    "columns",
    "healthz",
    "home",
    "issue",
    "manifest",
    "media",
    "month",
    "newspaper",
    "not_found",
    "offline",
    "offline_issue",
    "on_this_day",
    "page",
    "page_card",
    "picture",
    "qr",
    "report",
    "report_sent",
    "robots",
    "series",
    "service_worker",
    "short_code",
    "tag",
    "tags",
    "year",
]
