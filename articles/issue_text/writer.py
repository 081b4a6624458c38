"""Writes a document in the exact text form: everything it says, for a person with a text editor."""

from collections.abc import Iterable, Iterator

from .document import ArticleText, Block, Credit, IssueDocument, Note, PageText, Series, Teaser
from .exact_form import (
    ARTICLE,
    ARTICLE_FIELDS,
    AUTHOR,
    BODY,
    CONTINUATIONS,
    CREDIT,
    FIRST_LINE,
    INSTITUTION,
    ISSUE_FIELDS,
    NOTE_MORE,
    NOTES,
    PAGE,
    PICTURE_ALT,
    PICTURE_CREDIT,
    TEASER,
    escape,
    escape_block,
    join_parts,
)

_NOTE_LABELS = {position: label for label, position in NOTES.items()}


def write_issue(document: IssueDocument) -> str:
    """Write every field of a document; ``parse_issue`` reads an equal document back.

    Source lines, problems and file names are no part of what an issue says
    and are not written. The form is described in ``exact_form``.
    """
    return "\n".join(_issue(document)) + "\n"


def _issue(document: IssueDocument) -> Iterator[str]:
    yield FIRST_LINE
    if document.newspaper is not None:
        yield f"报纸：{escape(document.newspaper)}"
    if document.date is not None:
        yield f"日期：{document.date.isoformat()}"
    if document.number is not None:
        yield f"总期号：{document.number}"
    for label in ("期别", "报头", "刊号", "主办"):
        if value := getattr(document, ISSUE_FIELDS[label]):
            yield f"{label}：{escape(value)}"
    for page in document.pages:
        yield from _page(page)
    if document.continuations:
        yield from ("", CONTINUATIONS)
        for origin, target in document.continuations:
            ends = ((document.pages[end.page].label, str(end.article + 1)) for end in (origin, target))
            yield join_parts(*(part for end in ends for part in end))


def _page(page: PageText) -> Iterator[str]:
    yield from ("", f"{PAGE}{escape(page.label)}", f"次序：{page.number}")
    if page.name:
        yield f"版名：{escape(page.name)}"
    yield from map(_credit, page.credits)
    for teaser in page.teasers:
        yield from _teaser(teaser)
    for article in page.articles:
        yield from _article(article)


def _credit(credit: Credit) -> str:
    return f"{CREDIT}：{join_parts(credit.role, *credit.names)}"


def _teaser(teaser: Teaser) -> Iterator[str]:
    yield f"{TEASER}：{escape(teaser.headline)}"
    if teaser.page is not None:
        yield f"导读版次：{escape(teaser.page)}"
    if teaser.kicker:
        yield f"导读引题：{escape(teaser.kicker)}"
    if teaser.series is not None:
        yield f"导读系列：{_series(teaser.series)}"


def _series(series: Series) -> str:
    return join_parts(series.name, *([] if series.number is None else [str(series.number)]))


def _article(article: ArticleText) -> Iterator[str]:
    yield from ("", ARTICLE)
    for label, name in ARTICLE_FIELDS.items():
        value = getattr(article, name)
        if value is None or (value == "" and name not in ("continues_on", "continued_from")) or value == []:
            continue
        if name == "series":
            value = _series(value)
        elif name == "tags":
            value = join_parts(*value)
        else:
            value = escape(str(value))
        yield f"{label}：{value}"
        if name == "byline":
            yield from _authors(article)
    if not article.byline:
        yield from _authors(article)
    yield from _notes(article.editors_notes)
    if article.body:
        yield f"{BODY}："
        for block in article.body:
            yield from ("", *_block(block))


def _authors(article: ArticleText) -> Iterator[str]:
    for author in article.authors:
        label = INSTITUTION if author.institution else AUTHOR
        yield f"{label}：{join_parts(author.name, *([author.role] if author.role else []))}"


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        first, *more = note.text.split("\n")
        yield f"{_NOTE_LABELS[note.position]}：{escape(first)}"
        for text in more:
            yield f"{NOTE_MORE}：{escape(text)}"


def _block(block: Block) -> Iterator[str]:
    match block.kind:
        case "separator":
            yield "---"
        case "crosshead":
            yield f"## {escape(block.text)}".rstrip()
        case "quote":
            yield f"> {escape(block.text)}".rstrip()
        case "picture":
            caption = escape(block.text).replace("]", "\\]")
            name = escape(block.name).replace(")", "\\)")
            yield f"![{caption}]({name})"
            if block.credit:
                yield f"{PICTURE_CREDIT}：{escape(block.credit)}"
            if block.alt:
                yield f"{PICTURE_ALT}：{escape(block.alt)}"
        case _:
            yield escape_block(block.text)
