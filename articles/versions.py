"""What articles said before: kept with every change, compared, and put back."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from .content import ARTICLE_FIELDS, PART_TEXTS, PICTURE_FIELDS, digest_of
from .models import Article, ArticleVersion, Author, Byline, EditorsNote, HotArea, Issue, Page, Part, Picture

#: What a content's keys are called at the desk, in the order in which they are read.
NAMES = {
    "kicker": gettext_lazy("kicker (引题)"),
    "headline": gettext_lazy("headline (主题)"),
    "deck": gettext_lazy("deck (副题)"),
    "authors": gettext_lazy("authors"),
    "byline": gettext_lazy("byline as printed"),
    "dateline": gettext_lazy("dateline (电头)"),
    "source": gettext_lazy("reprinted from"),
    "column": gettext_lazy("column (栏目)"),
    "series": gettext_lazy("series (系列)"),
    "series_number": gettext_lazy("number in the series"),
    "tags": gettext_lazy("tags"),
    "notes": gettext_lazy("editor’s notes"),
    "parts": gettext_lazy("text"),
    "pictures": gettext_lazy("pictures"),
}


# --- keeping ---------------------------------------------------------------------------------------


def keep(issue: Issue, changes: dict[int, tuple[dict | None, dict | None]], actor: str, user=None, note: str = ""):
    """Keep what articles say now, and what they said before where no version tells it yet.

    ``changes`` leads from the primary key of each changed article to its content
    before and after; None stands for one that was not there, or is there no longer.
    """
    numbers = {**dict(ArticleVersion.objects.filter(article__in=changes).values_list("article", "article_number"))}
    numbers |= dict(Article.objects.filter(pk__in=changes).values_list("pk", "number"))
    last = _last_versions(issue, set(numbers.values()))
    made = []
    for pk, (before, after) in changes.items():
        number = numbers.get(pk)
        if number is None:
            continue
        version, digest = last.get(number, (0, ""))
        article = pk if after is not None else None
        for content, who, why in ((before, "", ""), (after, actor, note)):
            if content is None or digest_of(content) == digest:
                continue
            version, digest = version + 1, digest_of(content)
            made.append(
                ArticleVersion(
                    issue=issue,
                    article_id=article,
                    article_number=number,
                    number=version,
                    content=content,
                    digest=digest,
                    actor=who[:150],
                    user=user if who else None,
                    note=why[:200],
                )
            )
    ArticleVersion.objects.bulk_create(made)


def _last_versions(issue: Issue, numbers: set[int]) -> dict[int, tuple[int, str]]:
    """The number and digest of the last version of each article, by the article's number."""
    rows = ArticleVersion.objects.filter(issue=issue, article_number__in=numbers).order_by("number")
    return {
        number: (version, digest) for number, version, digest in rows.values_list("article_number", "number", "digest")
    }


# --- comparing -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One field that two contents have otherwise, as text for people."""

    key: str
    name: str
    before: str
    after: str

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """What stayed (``=``), went (``-``) and came (``+``), in reading order, sign by sign."""
        matcher = difflib.SequenceMatcher(None, self.before, self.after, autojunk=False)
        made = []
        for what, a, b, c, d in matcher.get_opcodes():
            if what == "equal":
                made.append(("=", self.before[a:b]))
            else:
                made += [(sign, text) for sign, text in (("-", self.before[a:b]), ("+", self.after[c:d])) if text]
        return made


def differences(before: dict, after: dict) -> list[Difference]:
    """Where two contents of an article differ, each part of its text for itself."""
    one, other = dict(_readable(before)), dict(_readable(after))
    return [
        Difference(key, _name(key), one.get(key, ""), other.get(key, ""))
        for key in {**one, **other}
        if one.get(key, "") != other.get(key, "")
    ]


def _name(key: str) -> str:
    kind, _, place = key.partition(":")
    if kind == "parts":
        return gettext("text, part %(n)s") % {"n": place}
    return str(NAMES[key])


def _readable(content: dict) -> Iterator[tuple[str, str]]:
    """A content's fields as texts, by keys such as ``headline`` and ``parts:2``."""
    for key in NAMES:
        if key == "parts":
            for n, part in enumerate(content["parts"], 1):
                yield f"parts:{n}", _readable_part(part)
        else:
            yield key, _readable_value(key, content[key])


def _readable_value(key: str, value) -> str:
    match key:
        case "authors":
            return "\n".join(f"{author['name']} {author['role']}".strip() for author in value)
        case "tags":
            return "、".join(value)
        case "notes":
            return "\n\n".join(note["text"] for note in value)
        case "pictures":
            texts = ([picture[name] for name in ("name", "caption", "credit", "alt")] for picture in value)
            return "\n\n".join("\n".join(filter(None, lines)) for lines in texts)
    return "" if value is None else str(value)


def _readable_part(part: dict) -> str:
    jump_in = f"（上接{part['continued_from']}）" if part["continued_from"] else ""
    jump_out = f"（下转{part['continues_on']}）" if part["continues_on"] else ""
    head = [gettext("Page %(label)s") % {"label": part["page"]}, part["kicker"], part["headline"], part["deck"]]
    return "\n".join(filter(None, [*head, jump_in, part["body"], jump_out]))


# --- putting back ----------------------------------------------------------------------------------


def put_back(article: Article, content: dict) -> None:
    """Make an article say ``content`` again, in the caller's transaction.

    Parts keep their places; one that lay on another page then comes to that
    page's end. Raises ValidationError if that page is gone, or the content is
    none that an article may have.
    """
    for name in ARTICLE_FIELDS:
        setattr(article, name, content[name])
    article.clean_fields(exclude=["issue", "number", "created_by"])
    article.save()
    article.tags.set(content["tags"])
    _put_back_authors(article, content["authors"])
    article.editors_notes.all().delete()
    EditorsNote.objects.bulk_create(
        EditorsNote(article=article, order=order, **note) for order, note in enumerate(content["notes"])
    )
    _put_back_pictures(article, content["pictures"])
    _put_back_parts(article, content["parts"])


def _put_back_authors(article: Article, authors: list[dict]) -> None:
    article.bylines.all().delete()
    for position, author in enumerate(authors):
        who = {key: author[key] for key in ("name", "distinction", "institution")}
        person = Author.objects.filter(**who).first() or _merged_into(who) or Author.objects.create(**who)
        Byline.objects.create(article=article, author=person, role=author["role"], position=position)


def _merged_into(who: dict) -> Author | None:
    """Whom an author turned out to be since."""
    return Author.objects.filter(**{f"former_authors__{key}": value for key, value in who.items()}).first()


def _put_back_pictures(article: Article, pictures: list[dict]) -> None:
    rows = {row.name: row for row in article.pictures.all()}
    for order, picture in enumerate(pictures):
        row = rows.pop(picture["name"], None) or Picture(article=article)
        for name in PICTURE_FIELDS:
            setattr(row, name, picture[name])
        # Files bear a digest as their name and are never deleted, so the former one is still there.
        if (row.image.name or "") != picture["image"]:
            row.image = picture["image"]
        row.order = order
        row.full_clean(exclude=["article"], validate_unique=False)
        row.save()
    Picture.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _put_back_parts(article: Article, parts: list[dict]) -> None:
    rows = list(article.parts.order_by("sequence"))
    pages = {page.label: page for page in article.issue.pages.all()}
    for row in rows[len(parts) :]:
        row.delete()
    for sequence, part in enumerate(parts, 1):
        row = rows[sequence - 1] if sequence <= len(rows) else Part(article=article, sequence=sequence)
        _place(row, _page(pages, part["page"]))
        for name in PART_TEXTS:
            setattr(row, name, part[name])
        row.clean_fields(exclude=["article", "page"])
        row.save()
        if [area.points for area in row.hot_areas.all()] != part["areas"]:
            row.hot_areas.all().delete()
            HotArea.objects.bulk_create(
                HotArea(part=row, points=points, order=order) for order, points in enumerate(part["areas"])
            )


def _page(pages: dict[str, Page], label: str) -> Page:
    if label not in pages:
        raise ValidationError(
            gettext("There is no page %(label)s any more; add it, or move the text first.") % {"label": label}
        )
    return pages[label]


def _place(part: Part, page: Page) -> None:
    if part.page_id != page.pk:
        part.page, part.position = page, page.next_position()


__all__ = ["Difference", "differences", "digest_of", "keep", "put_back"]
