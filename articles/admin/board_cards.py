"""What the board shows of an issue, read in a few queries whatever its size, and without any article's text."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.db.models import Max, Model
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from .. import preflight, workflow
from ..layout import Ways, ways
from ..models import Article, Issue, Newspaper, Page, Part, Pointer, Review
from ..pictures.variants import Variant, variants_of
from ..preflight import Finding
from .board_rows import set_found, set_rows
from .miniature import Item, miniature

#: Browsers that know neither format show no thumbnails; all that Django's admin supports know this one.
_THUMBNAIL_FORM, _THUMBNAIL_WIDTH = "webp", 240
#: What has a form of its own; other things are mended with their article or page.
_MENDED_ON_THEIR_FORM = (Newspaper, Issue, Page, Article, Pointer)


class Link(NamedTuple):
    """A count or a sentence, and where to mend what it tells of."""

    text: str
    url: str
    kind: str


@dataclass
class Row:
    """What a page prints of one article."""

    part: Part
    url: str
    headline: str
    runs_over: str = ""
    jump_in: str = ""
    jump_out: str = ""
    #: The part that continues it.
    tail: Part | None = None
    ways: Ways | None = None
    blocks: int = 0
    warns: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What preflight found in it."""
        return "\n".join(self.told)

    @property
    def is_open(self) -> bool:
        return bool(self.part.continues_on or self.part.continued_from)


@dataclass
class Card:
    """One page."""

    page: Page
    url: str
    rows: list[Row]
    stages: list[tuple[str, str]]
    #: Whether what lies on it may be moved by whoever looks.
    may_lay_out: bool = False
    #: Who sent it back last and with what comment, unless somebody has signed it since.
    returned: Review | None = None
    pointers: list[int] = field(default_factory=list)
    counts: list[Link] = field(default_factory=list)
    sentences: list[Link] = field(default_factory=list)
    #: Its rows as list items.
    rows_set: str = ""
    thumbnail: str = ""
    miniature: str = ""
    is_first: bool = False
    is_last: bool = False

    @property
    def characters(self) -> int:
        return sum(row.part.characters for row in self.rows)

    @property
    def summary(self) -> str:
        details = {"n": len(self.rows), "characters": self.characters}
        return (
            ngettext("%(n)d article, %(characters)d chars", "%(n)d articles, %(characters)d chars", details["n"])
            % details
        )

    @cached_property
    def address(self) -> str:
        return self.page.get_absolute_url()

    @property
    def rows_found(self) -> str:
        return set_found(self.rows)

    @property
    def seen(self) -> str:
        """What lies on the page, as the board's forms tell it."""
        return _written(row.part.pk for row in self.rows)

    @property
    def is_complete(self) -> bool:
        return bool(self.stages) and all(reviewer for _, reviewer in self.stages)


@dataclass
class Board:
    issue: Issue
    cards: list[Card]
    #: Of the whole issue, and of no page.
    sentences: list[Link]
    blocking: Link
    warning: Link
    articles: int
    #: Whether preflight was asked.
    is_checked: bool

    @property
    def characters(self) -> int:
        return sum(card.characters for card in self.cards)

    @property
    def complete(self) -> int:
        return sum(card.is_complete for card in self.cards)

    @property
    def is_reviewed(self) -> bool:
        return any(card.stages for card in self.cards)

    @property
    def seen(self) -> str:
        return _written(card.page.pk for card in self.cards)


def board_of(issue: Issue, open_pages: Collection[int] = (), check: bool = False) -> Board:
    """Read an issue whose newspaper and pages are fetched; with tools for the pages that whoever looks may lay out.

    Preflight reads every text of the issue, so it is asked only if ``check``.
    """
    return _Reading(issue, open_pages).board(preflight.check(issue) if check else None)


class _Forms:
    """Addresses of change forms; each kind is looked up once."""

    def __init__(self):
        self.patterns = {}

    def __call__(self, model: type[Model], pk: int) -> str:
        if model not in self.patterns:
            self.patterns[model] = reverse(f"admin:articles_{model._meta.model_name}_change", args=["{}"])
        return self.patterns[model].replace("%7B%7D", str(pk))


class _Reading:
    """One reading of an issue for its board."""

    def __init__(self, issue: Issue, open_pages: Collection[int]):
        self.issue, self.open_pages, self.form = issue, open_pages, _Forms()
        self.pages = {page.pk: page for page in issue.pages.all()}
        for page in self.pages.values():
            page.issue = issue

    def board(self, findings: list[Finding] | None) -> Board:
        rows, standings = self._rows(), workflow.standings(self.issue)
        cards = {pk: self._card(page, rows[pk], standings[pk]) for pk, page in self.pages.items()}
        for review in self._last_reviews():
            cards[review.page_id].returned = review if review.verdict == Review.Verdict.RETURNED else None
        for page, pointer in self._unresolved():
            cards[page].pointers.append(pointer)
        of_issue = self._assign(findings or [], cards)
        in_order = list(cards.values())
        if in_order:
            in_order[0].is_first = in_order[-1].is_last = True
        for card in in_order:
            self._finish(card)
        return Board(
            self.issue,
            in_order,
            of_issue,
            *(_first_place(in_order, of_issue, kind) for kind in ("blocks", "warns")),
            len({row.part.article_id for row in chain.from_iterable(rows.values())}),
            findings is not None,
        )

    def _last_reviews(self) -> Iterable[Review]:
        """The reviews with which the pages' histories end."""
        last = Review.objects.filter(page__in=self.pages).order_by().values("page").annotate(last=Max("pk"))
        return Review.objects.filter(pk__in=last.values("last"))

    def _unresolved(self) -> Iterable[tuple[int, int]]:
        pointers = Pointer.objects.filter(page__in=self.pages, article=None)
        return pointers.order_by("order", "pk").values_list("page", "pk")

    def _rows(self) -> dict[int, list[Row]]:
        """What lies on each page, in its order."""
        headlines = dict(self.issue.articles.values_list("pk", "headline"))
        parts = (
            Part.objects.filter(page__in=self.pages)
            .only("article", "sequence", "page", "position", "headline", "characters", "continues_on", "continued_from")
            .order_by("page", "position")
        )
        stories, lying = defaultdict(list), defaultdict(list)
        for part in parts:
            part.page = self.pages[part.page_id]
            headline = part.headline or headlines.get(part.article_id) or gettext("(no headline)")
            row = Row(part, self.form(Article, part.article_id), headline)
            lying[part.page_id].append(row)
            stories[part.article_id].append(row)
        for story in stories.values():
            _link(sorted(story, key=lambda row: row.part.sequence), self.open_pages)
        return lying

    def _card(self, page: Page, rows: list[Row], standing: workflow.Standing) -> Card:
        stages = [(stage.label, review.reviewer if review else "") for stage, review in standing.signatures.items()]
        return Card(page, self.form(Page, page.pk), rows, stages, page.pk in self.open_pages)

    def _assign(self, findings: list[Finding], cards: dict[int, Card]) -> list[Link]:
        """Put findings on the cards of their pages, and into the rows of their articles; return those of no page."""
        rows = {(pk, row.part.article_id): row for pk, card in cards.items() for row in card.rows}
        of_issue = []
        for finding in sorted(findings, key=lambda finding: not finding.blocks):
            card = cards.get(finding.page.pk) if finding.page else None
            (card.sentences if card else of_issue).append(self._sentence(finding))
            if card and (row := rows.get((card.page.pk, _article_of(finding.subject)))):
                row.blocks += finding.blocks
                row.warns += not finding.blocks
                row.told.append(finding.message)
        return of_issue

    def _finish(self, card: Card) -> None:
        card.counts = list(self._counts(card))
        card.rows_set = set_rows(card.rows, card.may_lay_out)
        if thumbnail := _thumbnail(card.page):
            card.thumbnail = reverse("picture", args=[thumbnail.width, thumbnail.name, thumbnail.form])
        else:
            items = [Item(row.headline, row.part.characters) for row in card.rows]
            card.miniature = miniature(items, self.issue.newspaper.name if card.is_first else "")

    def _counts(self, card: Card) -> Iterable[Link]:
        """A card's counts: one thing leads straight to its form, several to their list on the card."""
        jumps = [row for row in card.rows if row.is_open]
        if jumps:
            text = ngettext("%(n)d open jump", "%(n)d open jumps", len(jumps)) % {"n": len(jumps)}
            yield Link(text, jumps[0].url, "blocks")
        if card.pointers:
            count = len(card.pointers)
            text = ngettext("%(n)d pointer without article", "%(n)d pointers without article", count) % {"n": count}
            url = self.form(Pointer, card.pointers[0])
            if count > 1:
                url = f"{reverse('admin:articles_pointer_changelist')}?page__id__exact={card.page.pk}&resolved=0"
            yield Link(text, url, "warns")
        for kind, text in (("blocks", _blocking_text), ("warns", _warning_text)):
            if found := [link for link in card.sentences if link.kind == kind]:
                place = card.sentences.index(found[0])
                url = found[0].url if len(found) == 1 else f"#finding-{card.page.pk}-{place}"
                yield Link(text(len(found)), url, kind)

    def _sentence(self, finding: Finding) -> Link:
        of_itself = finding.page is None or finding.subject == finding.page
        text = finding.message if of_itself else f"{finding.subject}：{finding.message}"
        return Link(text, self._place_to_mend(finding), str(finding.severity))

    def _place_to_mend(self, finding: Finding) -> str:
        subject = finding.subject
        if isinstance(subject, _MENDED_ON_THEIR_FORM):
            return self.form(type(subject), subject.pk)
        if article := _article_of(subject):
            return self.form(Article, article)
        return self.form(Page, finding.page.pk) if finding.page else ""


def _link(story: list[Row], open_pages: Collection[int]) -> None:
    """Give the rows of one story their jump lines, and say what may be done with each."""
    parts = [row.part for row in story]
    for n, (before, row, after) in enumerate(zip([None, *parts], story, [*parts[1:], None], strict=False)):
        row.jump_in, row.jump_out, row.tail = row.part.jump_in(before), row.part.jump_out(after), after
        row.ways = ways(parts, n, open_pages.__contains__)
        if len(story) > 1:
            row.runs_over = " → ".join(other.part.page.phrase for other in story)


def _article_of(subject: Model) -> int | None:
    if isinstance(subject, Article):
        return subject.pk
    # A pointer is mended where it is printed, not in the article that it leads to.
    return None if isinstance(subject, Pointer) else getattr(subject, "article_id", None)


def _thumbnail(page: Page) -> Variant | None:
    return next(
        (
            variant
            for variant in variants_of(page.picture)
            if variant.form == _THUMBNAIL_FORM and variant.width >= min(page.picture_width, _THUMBNAIL_WIDTH)
        ),
        None,
    )


def _blocking_text(count: int) -> str:
    return ngettext("%(n)d to be mended", "%(n)d to be mended", count) % {"n": count}


def _warning_text(count: int) -> str:
    return ngettext("%(n)d to look at", "%(n)d to look at", count) % {"n": count}


def _first_place(cards: list[Card], of_issue: list[Link], kind: str) -> Link:
    """The issue's count of one severity, and the way to the first."""
    urls = [link.url for link in of_issue if link.kind == kind]
    for card in cards:
        urls += [f"#finding-{card.page.pk}-{n}" for n, link in enumerate(card.sentences) if link.kind == kind]
    return Link(str(len(urls)), urls[0] if urls else "", kind)


def _written(pks: Iterable[int]) -> str:
    return ",".join(map(str, pks))
