"""Laying an issue out: the order of pages and articles, and which page a story's parts lie on.

Jump lines follow from the parts, so cutting a story and joining it again is all
that there is to do. Every function is one act of one person. What that person
saw when deciding may be told along (``seen``, ``seen_on``): if it has changed
since, nothing is done and Refused says so, since the decision was about
something else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.utils.translation import gettext

from . import permissions
from .content import digest_of
from .editing import Edit, Refused, edited, record
from .issue_text.body import blocks_of, body_of
from .issue_text.document import Block
from .issue_text.parser.paragraphs import is_verse, joins, seam
from .models import Article, ArticleVersion, Event, Issue, Page, Part


def reorder_pages(issue: Issue, page_ids: list[int], user, seen: list[int] | None = None) -> Edit:
    """Give the issue's pages the numbers 1, 2, … in this order, which names each of them once."""
    with edited(issue, user) as edit:
        pages = list(issue.pages.select_related("issue"))
        stored = [page.pk for page in pages]
        if sorted(page_ids) != sorted(stored) or seen not in (None, stored):
            raise Refused(
                gettext("Pages were added, removed or put into another order meanwhile; look at the board again.")
            )
        if page_ids == stored:
            return edit
        # No page says anything else, so ``edited`` does not see it, but readers turn the pages in this order.
        if any(map(permissions.is_out, pages)) and (obstacle := permissions.obstacle_to_changing_public(user)):
            raise Refused(obstacle)
        issue.pages.update(number=Case(*(When(pk=pk, then=place) for place, pk in enumerate(page_ids, 1))))
        phrases = {page.pk: page.phrase for page in pages}
        record(Event.Action.REORDERED, issue, user, " ".join(phrases[pk] for pk in page_ids))
    return edit


def reorder_parts(page: Page, part_ids: list[int], user, seen: list[int] | None = None) -> Edit:
    """Give what lies on a page the places 1, 2, … in this order, which names each of its parts once."""
    with edited(page.issue, user) as edit:
        stored = _lying_on(page)
        if sorted(part_ids) != sorted(stored) or seen not in (None, stored):
            raise Refused(_page_changed(page))
        if part_ids != stored:
            page.reorder(part_ids)
            record(Event.Action.REORDERED, page, user)
    return edit


def move(
    part: Part,
    page: Page,
    user,
    place: int | None = None,
    seen_on: int | None = None,
    seen: list[int] | None = None,
) -> Edit:
    """Move a part to another page of its issue: to ``place`` there, counted from 1, or to the end.

    ``seen_on`` is the page on which whoever moves it saw it, ``seen`` what lay on
    the other page then; only a place depends on that.
    """
    with edited(part.article.issue, user) as edit:
        part = _afresh(part)
        former = part.page
        _refuse_elsewhere(part, page)
        if seen_on not in (None, former.pk):
            raise Refused(
                gettext("The article was moved to %(page)s meanwhile; look at the board again.")
                % {"page": former.phrase}
            )
        if former.pk == page.pk:
            raise Refused(gettext("The article is on this page already."))
        others = _lying_on(page)
        if place is not None and seen not in (None, others):
            raise Refused(_page_changed(page))
        _refuse_beside_itself(part, page)
        # Areas are places in the picture of the page that it leaves.
        part.hot_areas.all().delete()
        part.page, part.position = page, page.next_position()
        _save(part, "page", "position")
        if place is not None:
            before = max(place, 1) - 1
            page.reorder([*others[:before], part.pk, *others[before:]])
        edit.note = f"{former.phrase} → {page.phrase}"
        record(Event.Action.MOVED, part.article, user, edit.note)
    return edit


def cut(part: Part, after: int, page: Page, user, seen: str | None = None) -> Edit:
    """Cut a story behind the ``after``-th block of a part, and continue it at the end of ``page``.

    ``seen`` is the ``text_seen`` of the part in which the place was chosen.
    """
    with edited(part.article.issue, user) as edit:
        part = _afresh(part)
        _refuse_elsewhere(part, page)
        if seen not in (None, text_seen(part)):
            raise Refused(gettext("The text was changed or moved meanwhile; choose the place of the cut once more."))
        if part.page_id == page.pk:
            raise Refused(gettext("A story goes on on another page than it is cut on."))
        blocks = blocks_of(part.body)
        if not 0 < after < len(blocks):
            raise Refused(gettext("Both sides of the cut need text; cut between two paragraphs."))
        if blocks[after - 1].kind == "crosshead":
            raise Refused(gettext("A crosshead stands above its text; cut before it."))
        following = part.article.parts.filter(sequence__gt=part.sequence)
        if following.filter(sequence=part.sequence + 1, page=page).exists():
            raise Refused(gettext("The story goes on on that page already; move paragraphs in its text instead."))
        _renumber(following, 1)
        tail = Part(
            article=part.article,
            sequence=part.sequence + 1,
            page=page,
            position=page.next_position(),
            body=body_of(blocks[after:]),
            continues_on=part.continues_on,
        )
        part.body, part.continues_on = body_of(blocks[:after]), ""
        _save(part, "body", "continues_on")
        _save(tail)
        edit.note = f"{part.page.phrase} → {page.phrase}"
        record(Event.Action.CUT, part.article, user, edit.note)
    return edit


def join(part: Part, user, seen: int | None = None) -> Edit:
    """Take the part that continues this one back into it; ``seen`` is that part as it was seen.

    A headline of the continuation's own is not kept; the record tells it.
    """
    with edited(part.article.issue, user) as edit:
        part = _afresh(part)
        later = list(part.article.parts.filter(sequence__gt=part.sequence).order_by("sequence").select_related("page"))
        tail = later[0] if later else None
        if seen is not None and (tail is None or tail.pk != seen):
            raise Refused(gettext("The story was cut or joined elsewhere meanwhile; look at the board again."))
        if tail is None:
            raise Refused(gettext("The story does not go on after this part."))
        if len(later) > 1 and later[1].page_id == part.page_id:
            raise Refused(gettext("It comes back to this page later; join those parts first."))
        part.body = body_of(_joined(part, blocks_of(part.body), blocks_of(tail.body)))
        part.continues_on = tail.continues_on
        tail.delete()
        _save(part, "body", "continues_on")
        _renumber(part.article.parts.filter(sequence__gt=part.sequence), -1)
        edit.note = f"{part.page.phrase} ← {tail.page.phrase}"
        record(Event.Action.JOINED, part.article, user, " ".join([edit.note, *_dropped(tail)]))
    return edit


@dataclass(frozen=True)
class Ways:
    """What may be done with one part of a story."""

    move: bool
    cut: bool
    join: bool


def ways(story: Sequence[Part], at: int, is_open: Callable[[int], bool]) -> Ways:
    """What may be done with one part, by its place in its story, if its own page may be changed.

    ``is_open`` says of the primary key of a page whether it may be: each act writes
    the jump lines of the parts beside it, too.
    """

    def are_open(parts: Sequence[Part]) -> bool:
        return all(is_open(part.page_id) for part in parts)

    before, after = story[max(at - 1, 0) : at], story[at + 1 : at + 2]
    return Ways(
        move=are_open([*before, *after]),
        cut=are_open(after),
        # What followed the tail follows this part then.
        join=bool(after) and are_open(story[at + 1 : at + 3]),
    )


def stories_only_on(pages: QuerySet) -> QuerySet:
    """The articles that lie on nothing but these pages, and are deleted with them."""
    elsewhere = Part.objects.filter(article=OuterRef("pk")).exclude(page__in=pages)
    lying = Part.objects.filter(article=OuterRef("pk"), page__in=pages)
    return Article.objects.filter(Exists(lying)).exclude(Exists(elsewhere))


def refuse_to_break_stories(pages: QuerySet) -> None:
    """Raise Refused if stories run over from these pages to others: they would lose their ends."""
    leaving = Part.objects.filter(page__in=pages).exclude(article__in=stories_only_on(pages))
    rows = leaving.select_related("page").prefetch_related("article__parts__page").order_by("page__number", "position")
    if reasons := [_runs_over(part) for part in rows]:
        raise Refused(*reasons)


def _runs_over(part: Part) -> str:
    others = [other.page for other in part.article.parts.all() if other.page_id != part.page_id]
    sentence = gettext(
        "“%(article)s” runs over to %(pages)s: join it on the board, or move its part, before %(page)s is deleted."
    )
    pages = gettext(", ").join(dict.fromkeys(page.phrase for page in others))
    return sentence % {"article": part.article, "pages": pages, "page": part.page.phrase}


def text_seen(part: Part) -> str:
    """Tells whether the part still says what somebody saw, on the page where it was seen."""
    return digest_of({"page": part.page_id, "body": part.body})


def find_part(issue: Issue, pk: int) -> Part:
    """A part on a page of the issue; Refused tells that it is there no longer."""
    parts = Part.objects.select_related("article__issue__newspaper", "page__issue")
    part = parts.filter(pk=pk, article__issue=issue).first()
    if part is None:
        raise Refused(
            gettext("This part of the article was joined to another or deleted meanwhile; look at the board again.")
        )
    return part


def find_page(issue: Issue, pk: int) -> Page:
    """A page of the issue; Refused tells that there is none."""
    page = Page.objects.select_related("issue").filter(pk=pk, issue=issue).first()
    if page is None:
        raise Refused(gettext("The issue has no such page, or no longer; look at the board again."))
    return page


def _afresh(part: Part) -> Part:
    """The part as it is stored now that the issue is locked."""
    return find_part(part.article.issue, part.pk)


def _lying_on(page: Page) -> list[int]:
    return list(page.parts.order_by("position").values_list("pk", flat=True))


def _page_changed(page: Page) -> str:
    sentence = gettext("Articles came to %(page)s, left it or changed places meanwhile; look at the board again.")
    return sentence % {"page": page.phrase}


def _save(part: Part, *fields: str) -> None:
    """Save a part, unless it would be one that no form accepts, such as with a jump to its own page."""
    try:
        part.clean()
    except ValidationError as error:
        raise Refused(*error.messages) from error
    part.save(update_fields=fields or None)


def _refuse_elsewhere(part: Part, page: Page) -> None:
    if part.article.issue_id != page.issue_id:
        raise Refused(gettext("This page belongs to another issue than the article."))
    find_page(page.issue, page.pk)


def _refuse_beside_itself(part: Part, page: Page) -> None:
    neighbours = part.article.parts.filter(sequence__in=(part.sequence - 1, part.sequence + 1))
    if neighbours.filter(page=page).exists():
        raise Refused(gettext("The part before or after it lies on that page; join the two instead."))


def _renumber(parts, by: int) -> None:
    """Move the numbers of a story's later parts, one after another so that no two are the same for a moment."""
    for row in parts.order_by("-sequence" if by > 0 else "sequence"):
        Part.objects.filter(pk=row.pk).update(sequence=F("sequence") + by)


def _joined(part: Part, first: list[Block], second: list[Block]) -> list[Block]:
    """Two stretches of text as one; a paragraph that the printed page's end had cut is healed."""
    if first and second and _is_one(first[-1], second[0]) and not _stood_apart(part, first[-1], second[0]):
        healed = Block("paragraph", seam(first[-1].text, second[0].text))
        return [*first[:-1], healed, *second[1:]]
    return [*first, *second]


def _is_one(above: Block, below: Block) -> bool:
    """Whether two paragraphs are one that the end of a page has cut; verses are lines of their own."""
    if not above.kind == below.kind == "paragraph":
        return False
    return not (is_verse(above.text) and is_verse(below.text)) and joins(above.text, below.text)


def _stood_apart(part: Part, above: Block, below: Block) -> bool:
    """Whether the two stood on one page as two paragraphs before the desk cut between them."""
    contents = ArticleVersion.objects.filter(article=part.article_id).values_list("content", flat=True)
    bodies = {stored["body"] for content in contents for stored in content["parts"]}
    return any((above, below) in pairwise(blocks_of(body)) for body in bodies)


def _dropped(tail: Part) -> list[str]:
    """What a continuation's own headline said, for the record."""
    return [text for text in (tail.kicker, tail.headline, tail.deck) if text]
