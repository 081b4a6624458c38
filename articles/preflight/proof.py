"""An issue as it is read before it goes out (清样): everything the rules look at, fetched at once."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from ..issue_text.document import Block
from ..models import Article, Byline, EditorsNote, HotArea, Issue, Page, Part, Picture, Pointer
from ..polygons import Points


@dataclass
class Story:
    """An article with its parts in their order; each knows the page it lies on."""

    article: Article
    parts: list[Part]
    bylines: list[Byline] = field(default_factory=list)
    notes: list[EditorsNote] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    #: Primary key of a part -> its polygons in the picture of its page.
    areas: dict[int, list[Points]] = field(default_factory=dict)

    @property
    def page(self) -> Page | None:
        """Where it begins, and where its findings are listed."""
        return self.parts[0].page if self.parts else None

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for part in self.parts for block in part.blocks]

    @cached_property
    def text(self) -> str:
        """Everything that readers would call its text."""
        return "\n".join(block.text for block in self.blocks if block.kind != "picture")

    @cached_property
    def headlines(self) -> list[str]:
        """All that is printed above it, also above its continuations."""
        lines = [self.article.kicker, self.article.headline, self.article.deck]
        return list(filter(None, lines + [line for p in self.parts for line in (p.kicker, p.headline, p.deck)]))

    @cached_property
    def captions(self) -> dict[str, str]:
        """Name of a picture -> the caption that readers see: the one placed in the text before the stored one."""
        placed = {block.name: block.text for block in self.blocks if block.kind == "picture"}
        stored = {picture.name: picture.caption for picture in self.pictures}
        return {name: placed.get(name) or stored.get(name, "") for name in {**stored, **placed}}

    @cached_property
    def passages(self) -> list[str]:
        """Its texts, each of which is whole by itself: headlines, the text across its pages, captions, notes."""
        notes = [note.text for note in self.notes]
        return [*self.headlines, self.text, *self.captions.values(), *notes]


@dataclass
class Proof:
    issue: Issue
    pages: list[Page] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    #: Of the ledger: the regular issue before this one, and another with its number, if they are stored.
    before: Issue | None = None
    twin: Issue | None = None
    #: Series -> the instalments that the newspaper has had up to this day.
    instalments: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def by_page(self) -> dict[int, list[tuple[Story, Part]]]:
        """Primary key of a page -> what lies on it, in its order."""
        lying = {page.pk: [] for page in self.pages}
        for story in self.stories:
            for part in story.parts:
                lying[part.page_id].append((story, part))
        return {pk: sorted(found, key=lambda entry: entry[1].position) for pk, found in lying.items()}

    @cached_property
    def place_of(self) -> dict[int, int]:
        """Primary key of a page -> its place in the issue, from 0."""
        return {page.pk: place for place, page in enumerate(self.pages)}

    @property
    def jumps(self) -> Iterator[tuple[Story, Part, Part]]:
        """Each part that goes on elsewhere, with the part that follows it."""
        for story in self.stories:
            for part, following in itertools.pairwise(story.parts):
                yield story, part, following


def read_proof(issue: Issue) -> Proof:
    """Fetch an issue as it is stored now, in the same number of queries whatever its size."""
    issue = Issue.objects.select_related("newspaper").get(pk=issue.pk)
    pages = list(issue.pages.all())
    for page in pages:
        page.issue = issue
    stories = _stories(issue, {page.pk: page for page in pages})
    pointers = list(Pointer.objects.filter(page__issue=issue).order_by("page__number", "order", "pk"))
    known = {page.pk: page for page in pages}
    for pointer in pointers:
        pointer.page = known[pointer.page_id]
    return Proof(
        issue,
        pages,
        stories,
        pointers,
        before=_issue_before(issue),
        twin=_issue_of_the_same_number(issue),
        instalments=_instalments(issue, {story.article.series for story in stories} - {""}),
    )


def _stories(issue: Issue, pages: dict[int, Page]) -> list[Story]:
    """The issue's articles, page after page as they lie there; those on no page come last."""
    parts = _by_article(Part.objects.filter(page__issue=issue).order_by("sequence"), issue)
    bylines, notes, pictures = (_by_article(model.objects.all(), issue) for model in (Byline, EditorsNote, Picture))
    areas = defaultdict(list)
    for part, points in HotArea.objects.filter(part__article__issue=issue).values_list("part", "points"):
        areas[part].append(points)
    stories = []
    for article in issue.articles.all():
        article.issue = issue
        for part in parts[article.pk]:
            part.page, part.article = pages[part.page_id], article
        of_parts = {part.pk: areas[part.pk] for part in parts[article.pk]}
        of_article = (rows[article.pk] for rows in (parts, bylines, notes, pictures))
        stories.append(Story(article, *of_article, of_parts))
    place = {pk: place for place, pk in enumerate(pages)}

    def where(story: Story):
        first = story.parts[0] if story.parts else None
        return (place[first.page_id], first.position) if first else (len(place), story.article.number)

    return sorted(stories, key=where)


def _by_article(rows: QuerySet, issue: Issue) -> dict[int, list]:
    """Rows by their article. Prefetching would build a queryset for every article."""
    found = defaultdict(list)
    for row in rows.filter(article__issue=issue):
        found[row.article_id].append(row)
    return found


def _regular(issue: Issue):
    """The numbered issues of the newspaper besides this one; extra editions (号外) do not count."""
    return Issue.objects.filter(newspaper=issue.newspaper_id, edition="", number__isnull=False).exclude(pk=issue.pk)


def _issue_before(issue: Issue) -> Issue | None:
    return _regular(issue).filter(date__lt=issue.date).order_by("-date").first()


def _issue_of_the_same_number(issue: Issue) -> Issue | None:
    return _regular(issue).filter(number=issue.number).order_by("-date").first()


def _instalments(issue: Issue, series: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {name: [] for name in series}
    rows = Article.objects.filter(
        issue__newspaper=issue.newspaper_id,
        issue__date__lte=issue.date,
        series__in=sorted(series),
        series_number__isnull=False,
    )
    for name, number in rows.values_list("series", "series_number"):
        found[name].append(number)
    return found
