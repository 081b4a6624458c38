"""What articles and pages say, as plain data: what signatures are bound to, and what versions keep.

Contents are dictionaries of texts, numbers and lists, equal when readers would
see the same, and stable in JSON. Reading a whole issue costs the same number of
queries whatever its size.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from taggit.models import TaggedItem

from .issue_document import ARTICLE_TEXTS
from .issue_text.body import body_of
from .issue_text.document import ArticleText
from .models import Article, Issue, Page, Part, Pointer

#: The columns of an article that somebody writes.
ARTICLE_FIELDS = (*ARTICLE_TEXTS, "series", "series_number")
PART_TEXTS = ("kicker", "headline", "deck", "body", "continues_on", "continued_from")
#: What a part knows of the file that brought it. It is no content, yet comes back with it.
SOURCE_MEMORY = ("source_line", "source_digest", "stored_digest", "source_page", "source_out", "source_in")
PICTURE_FIELDS = ("name", "caption", "credit", "alt", "focal_x", "focal_y")

_RELATED = ("parts__page", "parts__hot_areas", "bylines__author", "editors_notes", "pictures")


def digest_of(content: dict) -> str:
    """SHA-256 of a content."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def article_content(article: Article) -> dict:
    """Everything an article says, as it is stored now."""
    article = Article.objects.prefetch_related(*_RELATED).get(pk=article.pk)
    return _article_content(article, _tags_of([article])[article.pk])


@dataclass(frozen=True)
class IssueContent:
    """An issue's pages and articles by primary key, as they are stored now."""

    pages: dict[int, dict] = field(default_factory=dict)
    articles: dict[int, dict] = field(default_factory=dict)
    #: The articles' numbers in the issue, by which they are known when they are gone.
    numbers: dict[int, int] = field(default_factory=dict)
    #: When they came into the issue.
    begun: dict[int, datetime] = field(default_factory=dict)
    #: What their parts know, in the parts' order.
    memories: dict[int, list[dict]] = field(default_factory=dict)

    @cached_property
    def page_digests(self) -> dict[int, str]:
        return {pk: digest_of(content) for pk, content in self.pages.items()}

    @cached_property
    def article_digests(self) -> dict[int, str]:
        return {pk: digest_of(content) for pk, content in self.articles.items()}


def issue_content(issue: Issue) -> IssueContent:
    """Read an issue afresh, whatever of it was fetched before."""
    return issue_contents([issue])[issue.pk]


def issue_contents(issues: Iterable[Issue]) -> dict[int, IssueContent]:
    """Read issues afresh, by their primary keys, in the same number of queries for one and for many."""
    fresh = Issue.objects.select_related("newspaper").in_bulk([issue.pk for issue in issues])
    articles = list(Article.objects.filter(issue__in=fresh).order_by("number").prefetch_related(*_RELATED))
    tags = _tags_of(articles)
    contents: dict[int, dict[Article, dict]] = {pk: {} for pk in fresh}
    for article in articles:
        contents[article.issue_id][article] = _article_content(article, tags[article.pk])
    pages: dict[int, list[Page]] = {pk: [] for pk in fresh}
    for page in Page.objects.filter(issue__in=fresh).prefetch_related("pointers__article"):
        pages[page.issue_id].append(page)
    return {pk: _issue_content(issue, pages[pk], contents[pk]) for pk, issue in fresh.items()}


def _issue_content(issue: Issue, pages: list[Page], articles: dict[Article, dict]) -> IssueContent:
    entries = {page.pk: [] for page in pages}
    for article, content in articles.items():
        for position, page, entry in _entries(article, content):
            entries[page].append((position, entry))
    return IssueContent(
        {page.pk: _page_content(page, issue, entries[page.pk], is_first=page is pages[0]) for page in pages},
        {article.pk: content for article, content in articles.items()},
        {article.pk: article.number for article in articles},
        {article.pk: article.created_at for article in articles},
        {article.pk: [_memory(part) for part in _in_sequence(article)] for article in articles},
    )


def _memory(part: Part) -> dict:
    return {name: getattr(part, name) for name in (*SOURCE_MEMORY, "position")}


def page_frame(page: Page) -> dict:
    """What a page says by itself, apart from its articles' texts: what the page's own form writes."""
    page = Page.objects.prefetch_related("pointers__article").get(pk=page.pk)
    parts = page.parts.select_related("article").order_by("position")
    return {
        "number": page.number,
        "label": page.label,
        "name": page.name,
        "credits": page.credits,
        "picture": page.picture.name or "",
        "pdf": page.pdf.name or "",
        "pointers": [{"row": pointer.pk} | _pointer_content(pointer) for pointer in page.pointers.all()],
        "parts": [{"row": part.pk, "headline": part.headline or part.article.headline} for part in parts],
    }


def issue_frame(issue: Issue) -> dict:
    """What an issue says by itself and of its pages: what its own form writes."""
    issue = Issue.objects.get(pk=issue.pk)
    return {
        "newspaper": issue.newspaper_id,
        "date": issue.date.isoformat(),
        "edition": issue.edition,
        "number": issue.number,
        "pdf": issue.pdf.name or "",
        "pages": [{"row": pk, "line": f"{number} {label} {name}".strip()} for pk, number, label, name in _lines(issue)],
    }


def _lines(issue: Issue) -> Iterable[tuple]:
    return issue.pages.order_by("number", "label").values_list("pk", "number", "label", "name")


def _tags_of(articles: Iterable[Article]) -> dict[int, list[str]]:
    """The names of each article's tags. To ask each article for its prefetched ones takes as long as half the rest."""
    uses = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id__in=[article.pk for article in articles]
    )
    found: dict[int, list[str]] = defaultdict(list)
    for article, name in uses.values_list("object_id", "tag__name"):
        found[article].append(name)
    return found


def _article_content(article: Article, tags: list[str]) -> dict:
    return {name: getattr(article, name) for name in ARTICLE_FIELDS} | {
        "authors": [
            {
                "name": byline.author.name,
                "distinction": byline.author.distinction,
                "institution": byline.author.institution,
                "role": byline.role,
            }
            for byline in article.bylines.all()
        ],
        "tags": sorted(tags),
        "notes": [{"position": note.position, "text": note.text} for note in article.editors_notes.all()],
        "parts": [_part_content(part) for part in _in_sequence(article)],
        "pictures": [
            {name: getattr(picture, name) for name in PICTURE_FIELDS} | {"image": picture.image.name or ""}
            for picture in article.pictures.all()
        ],
    }


def text_content(text: ArticleText) -> dict:
    """What an entry of a document says, as the content of an article of one part that lies on no page yet."""
    return {name: getattr(text, name) for name in ARTICLE_TEXTS} | {
        "series": text.series.name if text.series else "",
        "series_number": text.series.number if text.series else None,
        "authors": [asdict(author) | {"distinction": ""} for author in text.authors],
        "tags": sorted(text.tags),
        "notes": [asdict(note) for note in text.editors_notes],
        "parts": [dict.fromkeys(PART_TEXTS, "") | {"body": body_of(text.body), "page": "", "areas": []}],
        "pictures": [
            {"name": block.name, "caption": block.text, "credit": block.credit, "alt": block.alt, "image": ""}
            | {"focal_x": 0.5, "focal_y": 0.5}
            for block in text.body
            if block.kind == "picture"
        ],
    }


def _part_content(part: Part) -> dict:
    return {name: getattr(part, name) for name in PART_TEXTS} | {
        "page": part.page.label,
        "areas": [area.points for area in part.hot_areas.all()],
    }


def _in_sequence(article: Article) -> list[Part]:
    return sorted(article.parts.all(), key=lambda part: part.sequence)


def _entries(article: Article, content: dict) -> Iterable[tuple[int, int, dict]]:
    """What each page prints of an article: the part's place, its page, and its content."""
    parts = _in_sequence(article)
    labels = [part.page.label for part in parts]
    placed = [_placed_by(part) if content["pictures"] else set() for part in parts]
    for i, part in enumerate(parts):
        entry = {
            "article": article.number,
            "part": content["parts"][i],
            "from": labels[i - 1] if i else "",
            "to": labels[i + 1] if i + 1 < len(parts) else "",
            "pictures": [picture for picture in content["pictures"] if _is_printed(picture["name"], placed, i)],
            # A continuation without a headline of its own repeats the story's.
            "of": {} if part.headline else {"headline": content["headline"]},
        }
        if i == 0:
            entry["of"] = {key: value for key, value in content.items() if key not in ("parts", "pictures")}
        yield part.position, part.page_id, entry


def _placed_by(part: Part) -> set[str]:
    """The names of the pictures that stand in the part's text."""
    return {block.name for block in part.blocks if block.kind == "picture"}


def _is_printed(name: str, placed: list[set[str]], i: int) -> bool:
    """Whether an article's part prints a picture: its text has it, or no text has it and the story begins here."""
    return name in placed[i] or (i == 0 and not any(name in names for names in placed))


def _page_content(page: Page, issue: Issue, entries: list[tuple[int, dict]], is_first: bool) -> dict:
    content = {
        "label": page.label,
        "name": page.name,
        "credits": page.credits,
        "picture": page.picture.name or "",
        "pdf": page.pdf.name or "",
        "pointers": [_pointer_content(pointer) for pointer in page.pointers.all()],
        "entries": [entry for _, entry in sorted(entries, key=lambda placed: placed[0])],
    }
    if is_first:
        # The masthead (报头) is signed with the page that prints it.
        content["masthead"] = [issue.newspaper.name, issue.date.isoformat(), issue.edition, issue.number]
    return content


def _pointer_content(pointer: Pointer) -> dict:
    return {
        "kicker": pointer.kicker,
        "headline": pointer.headline,
        "series": pointer.series,
        "series_number": pointer.series_number,
        "target": pointer.target_label,
        "article": pointer.article.number if pointer.article else None,
    }
