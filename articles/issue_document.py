"""A stored issue as an IssueDocument: what exporting writes and importing compares with."""

import hashlib
import json
from dataclasses import astuple, dataclass, field
from itertools import chain, pairwise

from django.db.models import prefetch_related_objects

from .issue_text.body import blocks_of
from .issue_text.document import (
    ArticleText,
    AuthorName,
    Block,
    Continuation,
    IssueDocument,
    Note,
    PageText,
    Place,
    Series,
    Teaser,
)
from .issue_text.json_form import article_dict
from .models import Article, Issue, Page, Part, Pointer

#: Fields of an article that are plain text and have one name in document and model.
ARTICLE_TEXTS = ("kicker", "headline", "deck", "column", "byline", "dateline", "source")

#: What says where an entry lies and not what it says, so that it does not count as a change.
_CIRCUMSTANCES = ("line", "number", "continues_on", "continued_from")


def text_digest(article: ArticleText) -> str:
    """SHA-256 of what an entry says, whatever its line, number and jump labels."""
    said = article_dict(article)
    for key in _CIRCUMSTANCES:
        del said[key]
    for block in said["body"]:
        block.pop("lines", None)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def page_digest(page: PageText) -> str:
    """SHA-256 of what a page says beside its articles: its name, credits and pointers."""
    said = [
        page.name,
        [(credit.role, credit.names) for credit in page.credits],
        [astuple(teaser) for teaser in page.teasers],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass
class StoredIssue:
    """A document, with the rows that its pages and articles came from."""

    document: IssueDocument
    pages: dict[str, Page] = field(default_factory=dict)
    parts: dict[Place, Part] = field(default_factory=dict)


def document_of(issue: Issue) -> IssueDocument:
    return stored_issue(issue).document


def stored_issue(issue: Issue) -> StoredIssue:
    """Read an issue whole. The number of queries does not depend on its size."""
    prefetch_related_objects(
        [issue],
        "pages__pointers",
        "articles__parts",
        "articles__bylines__author",
        "articles__editors_notes",
        "articles__pictures",
        "articles__tags",
    )
    stored = StoredIssue(_imprint(issue))
    stories = [_story(article) for article in issue.articles.all()]
    lying: dict[int, list[tuple[Part, ArticleText]]] = {}
    for part, text in chain.from_iterable(stories):
        lying.setdefault(part.page_id, []).append((part, text))
    number = 0
    for page in issue.pages.all():
        # Two pages may have one place in the order, but a document names pages by it.
        number = max(number + 1, page.number)
        entries = sorted(lying.get(page.pk, ()), key=lambda entry: entry[0].position)
        stored.parts |= {Place(len(stored.document.pages), i): part for i, (part, _) in enumerate(entries)}
        stored.pages[page.label] = page
        stored.document.pages.append(_page_text(page, number, [text for _, text in entries]))
    _join_parts(stored, stories)
    return stored


def _imprint(issue: Issue) -> IssueDocument:
    newspaper = issue.newspaper
    return IssueDocument(
        newspaper=newspaper.slug,
        date=issue.date,
        number=issue.number,
        edition=issue.edition,
        title=newspaper.name,
        cn_number=newspaper.cn_number,
        sponsor=newspaper.sponsor,
    )


def _join_parts(stored: StoredIssue, stories: list[list[tuple[Part, ArticleText]]]) -> None:
    """Make the continuations that follow from the parts' order, with the labels at both ends."""
    places = {part.pk: place for place, part in stored.parts.items()}
    pages = stored.document.pages
    for (part, text), (next_part, next_text) in chain.from_iterable(map(pairwise, stories)):
        origin, target = places[part.pk], places[next_part.pk]
        text.continues_on, next_text.continued_from = pages[target.page].label, pages[origin.page].label
        stored.document.continuations.append(Continuation(origin, target))
    stored.document.continuations.sort()


def _page_text(page: Page, number: int, articles: list[ArticleText]) -> PageText:
    return PageText(
        number=number,
        label=page.label,
        name=page.name,
        credits=page.credit_list,
        articles=articles,
        teasers=[_teaser(pointer) for pointer in page.pointers.all()],
    )


def _teaser(pointer: Pointer) -> Teaser:
    return Teaser(
        headline=pointer.headline,
        page=pointer.target_label or None,
        kicker=pointer.kicker,
        series=_series(pointer),
    )


def _series(row: Article | Pointer) -> Series | None:
    if not row.series and row.series_number is None:
        return None
    return Series(row.series, row.series_number)


def _story(article: Article) -> list[tuple[Part, ArticleText]]:
    parts = sorted(article.parts.all(), key=lambda part: part.sequence)
    if not parts:
        return []
    texts = [_continuation_text(part) for part in parts]
    texts[0] = _opening_text(article, parts[0])
    _place_pictures(texts, {row.name: (row.caption, row.credit, row.alt) for row in article.pictures.all()})
    return list(zip(parts, texts, strict=True))


def texts_of(content: dict) -> list[ArticleText]:
    """The entries that a version of an article was, from its first part to its last (see ``articles.content``)."""
    texts = [
        ArticleText(part["headline"], kicker=part["kicker"], deck=part["deck"], body=blocks_of(part["body"]))
        for part in content["parts"]
    ]
    if not texts:
        return []
    series = content["series"] or content["series_number"] is not None
    texts[0] = ArticleText(
        **{name: content[name] for name in ARTICLE_TEXTS},
        series=Series(content["series"], content["series_number"]) if series else None,
        authors=[AuthorName(author["name"], author["role"], author["institution"]) for author in content["authors"]],
        editors_notes=[_note(note["position"], note["text"]) for note in content["notes"]],
        body=texts[0].body,
        tags=content["tags"],
    )
    _place_pictures(texts, {row["name"]: (row["caption"], row["credit"], row["alt"]) for row in content["pictures"]})
    return texts


def _place_pictures(texts: list[ArticleText], pictures: dict[str, tuple[str, str, str]]) -> None:
    """Fill what the texts have of pictures, given as caption, credit and alternative text; the rest comes first."""
    placed = {name for text in texts for name in _fill_pictures(text.body, pictures)}
    unplaced = [Block("picture", name=name) for name in pictures if name not in placed]
    _fill_pictures(unplaced, pictures)
    texts[0].body[:0] = unplaced


def _opening_text(article: Article, part: Part) -> ArticleText:
    return ArticleText(
        headline=article.headline,
        kicker=article.kicker,
        deck=article.deck,
        column=article.column,
        series=_series(article),
        byline=article.byline,
        authors=[
            AuthorName(byline.author.name, byline.role, byline.author.institution) for byline in article.bylines.all()
        ],
        dateline=article.dateline,
        source=article.source,
        editors_notes=[_note(note.position, note.text) for note in article.editors_notes.all()],
        body=blocks_of(part.body),
        tags=sorted(tag.name for tag in article.tags.all()),
        continues_on=part.continues_on or None,
        continued_from=part.continued_from or None,
        number=article.number,
        line=part.source_line,
    )


def _note(position: str, text: str) -> Note:
    return Note(position, "\n".join(filter(None, map(str.strip, text.splitlines()))))


def _continuation_text(part: Part) -> ArticleText:
    return ArticleText(
        headline=part.headline,
        kicker=part.kicker,
        deck=part.deck,
        body=blocks_of(part.body),
        continues_on=part.continues_on or None,
        line=part.source_line,
    )


def _fill_pictures(body: list[Block], pictures: dict[str, tuple[str, str, str]]) -> set[str]:
    """Give picture blocks what their rows say; return the names that were placed."""
    placed = set()
    for block in body:
        if block.kind == "picture" and (picture := pictures.get(block.name)):
            caption, block.credit, block.alt = picture
            block.text = block.text or caption
            placed.add(block.name)
    return placed
