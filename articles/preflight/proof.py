"""An issue as it is read before it goes out (清样): everything the rules look at, fetched at once."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, OuterRef, QuerySet, Subquery

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

    def where(self, story: Story) -> tuple[int, int]:
        """By which stories follow each other as they lie; what lies nowhere comes last, by its number."""
        first = story.parts[0] if story.parts else None
        return (self.place_of[first.page_id], first.position) if first else (len(self.pages), story.article.number)

    @property
    def jumps(self) -> Iterator[tuple[Story, Part, Part]]:
        """Each part that goes on elsewhere, with the part that follows it."""
        for story in self.stories:
            for part, following in itertools.pairwise(story.parts):
                yield story, part, following


def read_proof(issue: Issue) -> Proof:
    """Fetch an issue as it is stored now, in the same number of queries whatever its size."""
    return read_proofs([issue])[issue.pk]


def read_proofs(issues: Iterable[Issue]) -> dict[int, Proof]:
    """Fetch issues as they are stored now, by their primary keys, in the same number of queries for any number."""
    proofs = _with_the_ledger([issue.pk for issue in issues])
    pages = {}
    for page in Page.objects.filter(issue__in=proofs):
        proof = proofs[page.issue_id]
        page.issue = proof.issue
        proof.pages.append(page)
        pages[page.pk] = page
    _read_stories(proofs, pages)
    for pointer in Pointer.objects.filter(page__issue__in=proofs).order_by("page__number", "order", "pk"):
        pointer.page = pages[pointer.page_id]
        proofs[pointer.page.issue_id].pointers.append(pointer)
    _read_instalments(proofs)
    return proofs


def _with_the_ledger(pks: list[int]) -> dict[int, Proof]:
    """Issues with the regular one before each, and another that has its number; extra editions (号外) do not count."""
    regular = Issue.objects.filter(newspaper=OuterRef("newspaper"), edition="", number__isnull=False)
    others = regular.exclude(pk=OuterRef("pk")).order_by("-date").values("pk")
    fresh = (
        Issue.objects.select_related("newspaper")
        .annotate(
            before=Subquery(others.filter(date__lt=OuterRef("date"))[:1]),
            twin=Subquery(others.filter(number=OuterRef("number"))[:1]),
        )
        .in_bulk(pks)
    )
    stored = Issue.objects.in_bulk({pk for issue in fresh.values() for pk in (issue.before, issue.twin)} - {None})
    return {
        pk: Proof(issue, before=stored.get(issue.before), twin=stored.get(issue.twin)) for pk, issue in fresh.items()
    }


def _read_stories(proofs: dict[int, Proof], pages: dict[int, Page]) -> None:
    """The issues' articles, page after page as they lie there; those on no page come last."""
    parts = _by_article(Part.objects.filter(page__issue=F("article__issue")).order_by("sequence"), proofs)
    bylines, notes, pictures = (_by_article(model.objects.all(), proofs) for model in (Byline, EditorsNote, Picture))
    areas = defaultdict(list)
    for part, points in HotArea.objects.filter(part__article__issue__in=proofs).values_list("part", "points"):
        areas[part].append(points)
    for article in Article.objects.filter(issue__in=proofs).order_by("number"):
        proof = proofs[article.issue_id]
        article.issue = proof.issue
        for part in parts[article.pk]:
            part.page, part.article = pages[part.page_id], article
        of_parts = {part.pk: areas[part.pk] for part in parts[article.pk]}
        of_article = (rows[article.pk] for rows in (parts, bylines, notes, pictures))
        proof.stories.append(Story(article, *of_article, of_parts))
    for proof in proofs.values():
        proof.stories.sort(key=proof.where)


def _by_article(rows: QuerySet, proofs: dict[int, Proof]) -> dict[int, list]:
    """Rows by their article. Prefetching would build a queryset for every article."""
    found = defaultdict(list)
    for row in rows.filter(article__issue__in=proofs):
        found[row.article_id].append(row)
    return found


def _read_instalments(proofs: dict[int, Proof]) -> None:
    """What each newspaper has had, up to the day of its issue, of the series that the issue goes on with."""
    for proof in proofs.values():
        proof.instalments = {story.article.series: [] for story in proof.stories if story.article.series}
    rows = Article.objects.filter(
        issue__newspaper__in={proof.issue.newspaper_id for proof in proofs.values()},
        series__in=sorted({series for proof in proofs.values() for series in proof.instalments}),
        series_number__isnull=False,
    )
    for newspaper, day, series, number in rows.values_list(
        "issue__newspaper", "issue__date", "series", "series_number"
    ):
        for proof in proofs.values():
            issue = proof.issue
            if issue.newspaper_id == newspaper and day <= issue.date and series in proof.instalments:
                proof.instalments[series].append(number)
