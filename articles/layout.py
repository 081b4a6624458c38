"""Laying an issue out: the order of pages and articles, and which page a story's parts lie on.

Jump lines follow from the parts, so cutting a story and joining it again is all
that there is to do. Every function is one act of one person.
"""

from django.db.models import Case, F, When
from django.utils.translation import gettext

from .editing import Edit, Refused, edited, record
from .issue_text.body import blocks_of, body_of
from .issue_text.document import Block
from .issue_text.parser.paragraphs import is_finished, seam
from .models import Event, Issue, Page, Part


def reorder_pages(issue: Issue, page_ids: list[int], user) -> Edit:
    """Give the issue's pages the numbers 1, 2, … in this order, which names each of them once."""
    with edited(issue, user) as edit:
        if sorted(page_ids) != sorted(issue.pages.values_list("pk", flat=True)):
            raise Refused(gettext("Pages were added or removed meanwhile; look at the board again."))
        if page_ids:
            places = [When(pk=pk, then=place) for place, pk in enumerate(page_ids, 1)]
            issue.pages.update(number=Case(*places))
        record(Event.Action.REORDERED, issue, user)
    return edit


def reorder_parts(page: Page, part_ids: list[int], user) -> Edit:
    """Give what lies on a page the places 1, 2, … in this order, which names each of its parts once."""
    with edited(page.issue, user) as edit:
        try:
            page.reorder(part_ids)
        except ValueError as error:
            raise Refused(
                gettext("Articles came to the page or left it meanwhile; look at the board again.")
            ) from error
        record(Event.Action.REORDERED, page, user)
    return edit


def move(part: Part, page: Page, user, place: int | None = None) -> Edit:
    """Move a part to another page of its issue: to ``place`` there, counted from 1, or to the end."""
    with edited(page.issue, user) as edit:
        part.refresh_from_db()
        if part.article.issue_id != page.issue_id:
            raise Refused(gettext("This page belongs to another issue than the article."))
        if part.page_id == page.pk:
            raise Refused(gettext("The article is on this page already."))
        _refuse_beside_itself(part, page)
        former = part.page
        # Areas are places in the picture of the page that it leaves.
        part.hot_areas.all().delete()
        part.page, part.position = page, page.next_position()
        part.save(update_fields=["page", "position"])
        if place is not None:
            others = list(page.parts.exclude(pk=part.pk).order_by("position").values_list("pk", flat=True))
            page.reorder([*others[: place - 1], part.pk, *others[place - 1 :]])
        note = f"{former.phrase} → {page.phrase}"
        record(Event.Action.MOVED, part.article, user, note)
    return edit


def cut(part: Part, after: int, page: Page, user) -> Edit:
    """Cut a story behind the ``after``-th block of a part, and continue it at the end of ``page``."""
    with edited(page.issue, user) as edit:
        part.refresh_from_db()
        if part.article.issue_id != page.issue_id:
            raise Refused(gettext("This page belongs to another issue than the article."))
        if part.page_id == page.pk:
            raise Refused(gettext("A story goes on on another page than it is cut on."))
        blocks = blocks_of(part.body)
        if not 0 < after < len(blocks):
            raise Refused(gettext("Both sides of the cut need text; cut between two paragraphs."))
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
        part.save(update_fields=["body", "continues_on"])
        tail.save()
        record(Event.Action.CUT, part.article, user, f"{part.page.phrase} → {page.phrase}")
    return edit


def join(part: Part, user) -> Edit:
    """Take the part that continues this one back into it."""
    issue = part.article.issue
    with edited(issue, user) as edit:
        part.refresh_from_db()
        tail = part.article.parts.filter(sequence=part.sequence + 1).select_related("page").first()
        if tail is None:
            raise Refused(gettext("The story does not go on after this part."))
        part.body = body_of(_joined(blocks_of(part.body), blocks_of(tail.body)))
        part.continues_on = tail.continues_on
        tail.delete()
        part.save(update_fields=["body", "continues_on"])
        _renumber(part.article.parts.filter(sequence__gt=part.sequence), -1)
        record(Event.Action.JOINED, part.article, user, f"{part.page.phrase} ← {tail.page.phrase}")
    return edit


def _renumber(parts, by: int) -> None:
    """Move the numbers of a story's later parts, one after another so that no two are the same for a moment."""
    for row in parts.order_by("-sequence" if by > 0 else "sequence"):
        Part.objects.filter(pk=row.pk).update(sequence=F("sequence") + by)


def _joined(first: list[Block], second: list[Block]) -> list[Block]:
    """Two stretches of text as one; a paragraph that the page's end had cut is healed."""
    if first and second and first[-1].kind == second[0].kind == "paragraph" and not is_finished(first[-1].text):
        healed = Block("paragraph", seam(first[-1].text, second[0].text))
        return [*first[:-1], healed, *second[1:]]
    return [*first, *second]


def _refuse_beside_itself(part: Part, page: Page) -> None:
    neighbours = part.article.parts.filter(sequence__in=(part.sequence - 1, part.sequence + 1))
    if neighbours.filter(page=page).exists():
        raise Refused(gettext("The part before or after it lies on that page; join the two instead."))
