"""The editors' desk: the stock admin, arranged for people who make a newspaper.

Every list and form asks the same number of questions of the database however
much there is to show; ``articles/tests/admin/test_query_counts.py`` holds it to that.
"""

from . import article, author, batch, correction, error_report, event, issue, member, newspaper, page, pointer, tag

__all__ = [
    "article",
    "author",
    "batch",
    "correction",
    "error_report",
    "event",
    "issue",
    "member",
    "newspaper",
    "page",
    "pointer",
    "tag",
]
