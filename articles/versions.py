"""What articles said before: kept with every change, and put back."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext
from taggit.models import Tag

from .comparing import Difference, differences, matched
from .content import ARTICLE_FIELDS, PART_TEXTS, PICTURE_FIELDS, SOURCE_MEMORY, digest_of
from .issue_text.labels import label_key, page_phrase
from .models import (
    Article,
    ArticleVersion,
    Author,
    Byline,
    EditorsNote,
    HotArea,
    ImportBatch,
    Issue,
    Page,
    Part,
    Picture,
)

_LONGEST_TAG = Tag._meta.get_field("name").max_length


# --- keeping ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """What one act made of an article: its content before and after; None where it was not there, or is no longer."""

    number: int
    before: dict | None
    after: dict | None
    #: When the article came into the issue, if it was there before.
    begun: datetime | None = None
    #: What its parts knew, before and after.
    memories: tuple[list[dict], list[dict]] = ((), ())


def keep(issue: Issue, changes: dict[int, Change], actor: str, user=None, note: str = "") -> None:
    """Keep what articles say now, and what they said before where no version tells it yet.

    ``changes`` leads to each change from the primary key of its article.
    """
    last = _last_versions(issue, {change.number for change in changes.values()})
    unknown = [change.begun for change in changes.values() if change.begun and change.number not in last]
    batches = list(issue.batches.defer("report").filter(at__gte=min(unknown)).order_by("at")) if unknown else []
    made = []
    for pk, change in changes.items():
        version, digest = last.get(change.number, (0, ""))
        first = {} if version else _as_it_came(change, batches)
        now = {"actor": actor[:150], "user": user, "note": note[:200]}
        before, after = change.memories
        for content, memory, told in ((change.before, before, first), (change.after, after, now)):
            if content is None:
                continue
            if digest_of(content) == digest:
                if change.after is None:
                    # What its rows know goes with them.
                    _version(issue, change.number, version).update(memory=list(memory))
                continue
            version, digest = version + 1, digest_of(content)
            made.append(
                ArticleVersion(
                    issue=issue,
                    article_id=pk if change.after is not None else None,
                    article_number=change.number,
                    number=version,
                    content=content,
                    digest=digest,
                    memory=list(memory),
                    **told,
                )
            )
    ArticleVersion.objects.bulk_create(made)


def _version(issue: Issue, article: int, number: int) -> QuerySet:
    return ArticleVersion.objects.filter(issue=issue, article_number=article, number=number)


def _as_it_came(change: Change, batches: list[ImportBatch]) -> dict:
    """Who brought in what no version tells of, and when: what is written at the desk is kept as it is written."""
    if change.begun is None:
        return {}
    # An import is recorded at its end, after the articles that it made.
    batch = next((batch for batch in batches if batch.at >= change.begun), None)
    if batch is None:
        return {"at": change.begun}
    return {"at": change.begun, "actor": batch.actor, "user_id": batch.user_id, "note": gettext("import")}


def _last_versions(issue: Issue, numbers: set[int]) -> dict[int, tuple[int, str]]:
    """The number and digest of the last version of each article, by the article's number."""
    rows = ArticleVersion.objects.filter(issue=issue, article_number__in=numbers).order_by("number")
    return {
        number: (version, digest) for number, version, digest in rows.values_list("article_number", "number", "digest")
    }


def deleted(issue: Issue) -> QuerySet:
    """The last version of each article that is there no longer; one that became part of another is not deleted."""
    of_the_same = ArticleVersion.objects.filter(issue=issue, article_number=OuterRef("article_number"))
    return (
        ArticleVersion.objects.filter(issue=issue)
        .exclude(article_number__in=issue.articles.values("number"))
        .exclude(article_number__in=issue.former_numbers.values("number"))
        .filter(number=Subquery(of_the_same.order_by("-number").values("number")[:1]))
    )


def lead_back(issue: Issue, articles: dict[int, int]) -> None:
    """Give articles that have come back, by number and primary key, their versions and their record again."""
    orphans = ArticleVersion.objects.filter(issue=issue, article=None, article_number__in=articles)
    for number in orphans.order_by().values_list("article_number", flat=True).distinct():
        issue.versions.filter(article_number=number).update(article=articles[number])
        issue.events.filter(article_number=number).update(article=articles[number])


# --- putting back ----------------------------------------------------------------------------------


def remembered(article: Article, content: dict) -> list[dict]:
    """What each part of a content knew when the article last had it; empty for what no version tells of."""
    of_it = ArticleVersion.objects.filter(issue=article.issue_id, article_number=article.number)
    version = of_it.filter(digest=digest_of(content)).first() or of_it.first()
    known = version.content["parts"] if version and version.memory else []
    found = matched(*([label_key(part["page"]) for part in parts] for parts in (known, content["parts"])))
    return [{} if i is None else version.memory[i] | {"page": known[i]["page"]} for i in found]


def put_back(article: Article, content: dict, remembered: Sequence[dict] = ()) -> None:
    """Make an article say ``content`` again, in the caller's transaction.

    Parts keep their places, and what the import remembers of them; one that was not
    there lies and knows as is ``remembered``, and one that lay on another page comes
    to the end of its own. Raises ValidationError, with a sentence for each field, if a
    page is gone (see ``rehoused``), or the content is none that an article may have.
    """
    for name in ARTICLE_FIELDS:
        setattr(article, name, content[name])
    _check(article, exclude=["issue", "number", "created_by"])
    article.save()
    _put_back_tags(article, content["tags"])
    _put_back_authors(article, content["authors"])
    _put_back_notes(article, content["notes"])
    _put_back_pictures(article, content["pictures"])
    _put_back_parts(article, content["parts"], remembered)


def _check(row, exclude=()) -> None:
    """Refuse what a form would have refused; each sentence names its field."""
    errors: dict[str, list[str]] = {}
    for check in (lambda: row.clean_fields(exclude=exclude), row.clean):
        try:
            check()
        except ValidationError as error:
            for name, found in error.update_error_dict({}).items():
                errors.setdefault(name, []).extend(ValidationError(found).messages)
    if errors:
        raise ValidationError([_sentence(row, name, text) for name, texts in errors.items() for text in texts])


def _sentence(row, name: str, text: str) -> str:
    if name == NON_FIELD_ERRORS:
        return text
    return gettext("%(field)s: %(message)s") % {"field": row._meta.get_field(name).verbose_name, "message": text}


def _put_back_tags(article: Article, tags: list[str]) -> None:
    if any(len(tag) > _LONGEST_TAG for tag in tags):
        raise ValidationError(gettext("A tag has %(most)d characters at most.") % {"most": _LONGEST_TAG})
    article.tags.set(tags)


def _put_back_authors(article: Article, authors: list[dict]) -> None:
    article.bylines.all().delete()
    for position, author in enumerate(authors):
        who = {key: author[key] for key in ("name", "distinction", "institution")}
        person = Author.objects.filter(**who).first() or _merged_into(who) or Author.objects.create(**who)
        byline = Byline(article=article, author=person, role=author["role"], position=position)
        _check(byline, exclude=["article", "author"])
        byline.save()


def _put_back_notes(article: Article, notes: list[dict]) -> None:
    article.editors_notes.all().delete()
    for order, note in enumerate(notes):
        row = EditorsNote(article=article, order=order, **note)
        _check(row, exclude=["article"])
        row.save()


def _merged_into(who: dict) -> Author | None:
    """Whom an author turned out to be since."""
    return Author.objects.filter(**{f"former_authors__{key}": value for key, value in who.items()}).first()


def _put_back_pictures(article: Article, pictures: list[dict]) -> None:
    rows = {row.name: row for row in article.pictures.all()}
    names = [picture["name"] for picture in pictures]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValidationError(gettext("Two pictures are named “%(name)s”; each needs its own.") % {"name": twice})
    article.pictures.exclude(name__in=names).delete()
    for order, picture in enumerate(pictures):
        row = rows.get(picture["name"]) or Picture(article=article)
        for name in PICTURE_FIELDS:
            setattr(row, name, picture[name])
        row.order = order
        _put_back_image(row, picture["image"])
        _check(row, exclude=["article", "image"])
        row.save()


def _put_back_image(picture: Picture, image: str) -> None:
    """Files bear a digest as their name and are never deleted, so a former one should still be there."""
    if (picture.image.name or "") == image:
        return
    if image and not picture.image.storage.exists(image):
        raise ValidationError(
            gettext("The file of the picture “%(name)s” is gone; choose the picture again.") % {"name": picture.name}
        )
    picture.image = image


def _put_back_parts(article: Article, parts: list[dict], remembered: Sequence[dict]) -> None:
    rows = list(article.parts.select_related("page").order_by("sequence"))
    pages = _pages(article.issue)
    found = matched([label_key(row.page.label) for row in rows], [label_key(part["page"]) for part in parts])
    article.parts.exclude(pk__in=[rows[i].pk for i in found if i is not None]).delete()
    if any(i is not None and rows[i].sequence != sequence for sequence, i in enumerate(found, 1)):
        # No two parts may have one number, not even for a moment.
        article.parts.all().step_aside("sequence")
    returning = []
    for sequence, (i, part, known) in enumerate(zip(found, parts, remembered or [{}] * len(parts), strict=True), 1):
        row = Part(article=article) if i is None else rows[i]
        row.sequence = sequence
        if i is None and known:
            for name in SOURCE_MEMORY:
                setattr(row, name, known[name])
            if label_key(known["page"]) == label_key(part["page"]):
                returning.append((row, known["position"]))
        _place(row, _page(pages, part["page"]))
        for name in PART_TEXTS:
            setattr(row, name, part[name])
        _check(row, exclude=["article", "page"])
        row.save()
        _put_back_areas(row, part["areas"])
    for row, position in returning:
        _lay_at(row, position)


def _lay_at(part: Part, position: int) -> None:
    others = list(part.page.parts.exclude(pk=part.pk).order_by("position").values_list("pk", flat=True))
    part.page.reorder([*others[: position - 1], part.pk, *others[position - 1 :]])


def _pages(issue: Issue) -> dict[Hashable, Page]:
    """The pages by what labels of one page have in common, and by the labels as they are, which go before."""
    pages = list(issue.pages.all())
    return {label_key(page.label): page for page in reversed(pages)} | {page.label: page for page in pages}


def _page(pages: dict[Hashable, Page], label: str) -> Page:
    if (page := pages.get(label) or pages.get(label_key(label))) is None:
        raise ValidationError(
            gettext("%(page)s is there no longer; add it, or choose another page for the text.")
            % {"page": page_phrase(label, chinese=False)}
        )
    return page


def homeless(issue: Issue, content: dict) -> list[str]:
    """The labels of the pages on which a content lies, but which its issue has no longer."""
    pages = _pages(issue)
    return list(dict.fromkeys(part["page"] for part in content["parts"] if label_key(part["page"]) not in pages))


def rehoused(content: dict, homes: dict[str, str]) -> dict:
    """A content with what lay on pages that are gone on others: ``homes`` leads from label to label.

    Areas are places in the picture of the page that is gone. Raises ValidationError if
    that would lay two parts on one page between which the story jumps.
    """
    parts = [
        part | {"page": homes[part["page"]], "areas": []} if homes.get(part["page"]) else part
        for part in content["parts"]
    ]
    for one, other in pairwise(parts):
        if homes and label_key(one["page"]) == label_key(other["page"]):
            sentence = gettext("Two parts of the story, one after the other, would lie on %(page)s; choose anew.")
            raise ValidationError(sentence % {"page": page_phrase(one["page"], chinese=False)})
    return content | {"parts": parts}


def _place(part: Part, page: Page) -> None:
    if part.page_id != page.pk:
        part.page, part.position = page, page.next_position()


def _put_back_areas(part: Part, areas: list) -> None:
    if [area.points for area in part.hot_areas.all()] == areas:
        return
    part.hot_areas.all().delete()
    HotArea.objects.bulk_create(HotArea(part=part, points=points, order=n) for n, points in enumerate(areas))


__all__ = [
    "Change",
    "Difference",
    "deleted",
    "differences",
    "digest_of",
    "homeless",
    "keep",
    "lead_back",
    "put_back",
    "rehoused",
    "remembered",
]
