"""What the database could not hold, found before anything is written, with the line it stands on.

PostgreSQL refuses a text that is too long for its column and SQLite stores
it, so both would differ if nobody looked.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model
from taggit.models import Tag

from ..issue_document import ARTICLE_TEXTS
from ..issue_text.document import ArticleText, IssueDocument, PageText
from ..issue_text.problems import Problem
from ..models import Article, Author, Byline, Issue, Page, Part, Picture, Pointer


def check_limits(document: IssueDocument) -> list[Problem]:
    """Errors for every text that would not fit, and for what cannot stand in an address."""
    problems: list[Problem] = []
    if document.date is None:
        # Reading doubts it, storing cannot do without it: one sentence is enough.
        document.problems[:] = [problem for problem in document.problems if problem.code != "no-date"]
        problems.append(Problem("date-unknown", file=document.pages[0].file if document.pages else ""))
    if not document.pages:
        problems.append(Problem("no-pages"))
    if not _is_valid(Issue, "edition", document.edition):
        problems.append(Problem("edition-unusable", details={"edition": document.edition}))
    for page in document.pages:
        if not _is_valid(Page, "label", page.label):
            problems.append(Problem("label-unusable", file=page.file, details={"label": page.label}))
        problems += _too_long(_texts_of_page(page), page.file)
    problems += _out_of_range(document)
    return problems


def _is_valid(model: type[Model], name: str, value: str) -> bool:
    try:
        model._meta.get_field(name).clean(value, None)
    except ValidationError:
        return False
    return True


def _too_long(texts: Iterator[tuple[type[Model], str, str, int]], file: str) -> Iterator[Problem]:
    for model, name, text, line in texts:
        column = model._meta.get_field(name)
        if len(text) > column.max_length:
            details = {"field": str(column.verbose_name), "length": len(text), "limit": column.max_length}
            yield Problem("text-too-long", line=line or None, file=file, details=details)


#: What the columns hold; and an article's number is an address, which nobody makes longer.
_INTEGER = 2**31 - 1
_RANGES = {"issue": (1, _INTEGER), "page": (1, 32_767), "article": (1, 999_999), "series": (0, _INTEGER)}


def _out_of_range(document: IssueDocument) -> Iterator[Problem]:
    for kind, number, line, file in _numbers(document):
        least, most = _RANGES[kind]
        if number is not None and not least <= number <= most:
            details = {"number": number, "least": least, "most": most}
            yield Problem("number-out-of-range", line=line or None, file=file, details=details)


def _numbers(document: IssueDocument) -> Iterator[tuple[str, int | None, int, str]]:
    """Kind, number, line and file of every number that goes into a column."""
    yield "issue", document.number, 0, document.pages[0].file if document.pages else ""
    for page in document.pages:
        yield "page", page.number, 0, page.file
        for article in page.articles:
            yield "article", article.number, article.line, page.file
        for said in (*page.teasers, *page.articles):
            if said.series:
                yield "series", said.series.number, getattr(said, "line", 0), page.file


def _texts_of_page(page: PageText) -> Iterator[tuple[type[Model], str, str, int]]:
    """Model, field, text and source line of everything that goes into a column of bounded length."""
    yield Page, "name", page.name, 0
    for teaser in page.teasers:
        yield Pointer, "kicker", teaser.kicker, 0
        yield Pointer, "headline", teaser.headline, 0
        yield Pointer, "target_label", teaser.page or "", 0
        yield Pointer, "series", teaser.series.name if teaser.series else "", 0
    for article in page.articles:
        yield from _texts_of_article(article)


def _texts_of_article(article: ArticleText) -> Iterator[tuple[type[Model], str, str, int]]:
    line = article.line
    for name in ARTICLE_TEXTS:
        yield Article, name, getattr(article, name), line
    yield Article, "series", article.series.name if article.series else "", line
    yield Part, "continues_on", article.continues_on or "", line
    yield Part, "continued_from", article.continued_from or "", line
    for tag in article.tags:
        yield Tag, "name", tag, line
    for author in article.authors:
        yield Author, "name", author.name, line
        yield Byline, "role", author.role, line
    for block in article.body:
        if block.kind == "picture":
            yield Picture, "name", block.name, line
            yield Picture, "caption", block.text, line
            yield Picture, "credit", block.credit, line
            yield Picture, "alt", block.alt, line
