"""Make the rows say what a plan says, in a number of queries that does not depend on the issue's size."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from ..issue_document import ARTICLE_TEXTS, page_digest
from ..issue_text.body import body_of
from ..issue_text.document import ArticleText, Block, Teaser
from ..issue_text.length import length_of
from ..issue_text.pointers import teaser_target
from ..issue_text.problems import Problem
from ..models import Article, Author, Byline, EditorsNote, FormerNumber, Page, Part, Picture, Pointer
from ..models.author import propose_sort_key
from .plan import CHANGING, Entry, Outcome, PageEntry, Plan

_ARTICLE_FIELDS = (*ARTICLE_TEXTS, "series", "series_number", "updated_at")
_PART_TEXTS = ("kicker", "headline", "deck", "body", "characters", "continues_on", "continued_from", "source_line")
_PART_PLACE = ("article", "sequence", "page", "position")
_DIGESTS = ("source_digest", "stored_digest")


@dataclass
class _Story:
    """The entries of one story, in reading order, and the article that holds them."""

    entries: list[Entry]
    article: Article

    @property
    def opening(self) -> ArticleText:
        return self.entries[0].text

    @property
    def rewritten(self) -> bool:
        """True if the article's own fields have to be written."""
        first = self.entries[0]
        return first.changed or not first.opens


def apply_plan(plan: Plan) -> None:
    """Write everything that a plan changes.

    The caller holds a transaction and has seen no error in the plan.
    """
    _save_issue(plan)
    _save_pages(plan)
    held = {part.article_id for part in [*plan.removed, *(entry.part for entry in plan.entries if entry.part)]}
    Part.objects.filter(pk__in=[part.pk for part in plan.removed]).delete()
    stories = _save_articles(plan)
    _save_parts(plan, stories)
    _delete_emptied(held)
    rewritten = [story for story in stories if story.rewritten]
    _save_bylines(plan, rewritten)
    _save_notes(rewritten)
    _save_tags(rewritten)
    _save_pictures(plan, stories)
    _save_pointers(plan, stories)


def _save_issue(plan: Plan) -> None:
    if plan.newspaper.pk is None:
        plan.newspaper.save()
    plan.issue.newspaper = plan.newspaper
    # Of an issue that is there only the number may be new; whether readers have it is not for an import to write.
    plan.issue.save(update_fields=["number", "updated_at"] if plan.issue.pk else None)


def _stored_digest(entry: Entry, row: Part, digest: str) -> str:
    """What the row shall remember to have been stored, where it did not take the file's text.

    A found continuation may have written to it; that is no editor's hand, if none was there before.
    """
    return row.stored_digest if entry.digest != row.stored_digest else digest


def _set(row, values: dict) -> bool:
    """Set a row's attributes; True if that changed one."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)


# --- pages -----------------------------------------------------------------------------------------


def _save_pages(plan: Plan) -> None:
    new, changed = [], []
    for page in plan.pages:
        if page.row is None:
            page.row = Page(issue=plan.issue, number=page.text.number, label=page.text.label)
            new.append(page.row)
        if page.outcome is not None and _fill_page(page) and page.row.pk:
            changed.append(page.row)
    Page.objects.bulk_create(new)
    if changed:
        Page.objects.bulk_update(changed, ["name", "credits", "source_label", *_DIGESTS])


def _fill_page(page: PageEntry) -> bool:
    """Set what a page says and remembers; True if that changed it."""
    row = page.row
    values = {"source_label": page.source_label}
    if page.outcome in CHANGING or page.outcome == Outcome.SAME:
        values |= {"name": page.text.name, "source_digest": page.source_digest}
        values["stored_digest"] = page_digest(page.text)
    before = row.credits
    if page.outcome in CHANGING:
        row.credit_list = page.text.credits
    return _set(row, values) or row.credits != before


# --- articles and parts ----------------------------------------------------------------------------


def _save_articles(plan: Plan) -> list[_Story]:
    """Find or make the article of each story and write its own fields."""
    used: set[int] = set()
    stories, new, changed = [], [], []
    for places in plan.document.stories():
        entries = [plan.entry(place) for place in places]
        held = {entry.part.article_id: entry.part.article for entry in entries if entry.part}
        article = next((held[pk] for pk in held if pk not in used), None)
        story = _Story(entries, article or Article(issue=plan.issue))
        stories.append(story)
        if article is not None:
            used.add(article.pk)
            # Other articles of the story are absorbed; one that holds another story still is not.
            for pk in held.keys() - used:
                used.add(pk)
                _absorb(article, held[pk])
        else:
            new.append(story)
        if story.rewritten:
            _fill_article(story.article, story.opening)
            if article is not None:
                changed.append(article)
    numbers = plan.issue.take_article_numbers([story.opening.number for story in new])
    for story, number in zip(new, numbers, strict=True):
        story.article.number = number
    Article.objects.bulk_create(story.article for story in new)
    if changed:
        Article.objects.bulk_update(changed, _ARTICLE_FIELDS)
    return stories


def _fill_article(article: Article, text: ArticleText) -> None:
    for name in ARTICLE_TEXTS:
        setattr(article, name, getattr(text, name))
    article.series = text.series.name if text.series else ""
    article.series_number = text.series.number if text.series else None
    article.updated_at = timezone.now()


def _absorb(article: Article, other: Article) -> None:
    """``other`` turned out to be a later part of ``article``: its address and what hangs on it go there."""
    FormerNumber.objects.filter(article=other).update(article=article)
    FormerNumber.objects.create(issue_id=article.issue_id, number=other.number, article=article)
    Pointer.objects.filter(article=other).update(article=article)
    names = article.pictures.values_list("name", flat=True)
    other.pictures.exclude(name__in=list(names)).update(article=article)


def _save_parts(plan: Plan, stories: list[_Story]) -> None:
    pages = {id(entry): (page.row, position) for page in plan.pages for position, entry in enumerate(page.entries, 1)}
    new, moved, changed = [], [], []
    for story in stories:
        for sequence, entry in enumerate(story.entries, 1):
            page, position = pages[id(entry)]
            place = {"article": story.article, "sequence": sequence, "page_id": page.pk, "position": position}
            if entry.part is None:
                entry.part = Part(**place)
                _fill_part(entry, sequence, len(story.entries))
                new.append(entry.part)
                continue
            if _set(entry.part, place):
                moved.append(entry.part)
            if _fill_part(entry, sequence, len(story.entries)):
                changed.append(entry.part)
    if moved:
        # Places are unique at every moment, so rows that change places step aside first.
        Part.objects.filter(pk__in=[part.pk for part in moved]).step_aside("sequence", "position")
        Part.objects.bulk_update(moved, _PART_PLACE)
    if changed:
        Part.objects.bulk_update(changed, [*_PART_TEXTS, *_DIGESTS, "source_page", "source_out", "source_in"])
    Part.objects.bulk_create(new)


def _fill_part(entry: Entry, sequence: int, last: int) -> bool:
    """Set what a part says; True if that changed it."""
    part, text = entry.part, entry.text
    first = sequence == 1
    values = {
        "continues_on": (text.continues_on or "") if sequence == last else "",
        "continued_from": (text.continued_from or "") if first else "",
    }
    digest = entry.shall_say
    if entry.source is not None:
        values |= {"source_page": entry.source.page, "source_out": entry.source.out, "source_in": entry.source.into}
    if entry.outcome in CHANGING or entry.outcome == Outcome.SAME:
        values |= {"source_digest": entry.source.digest, "stored_digest": digest}
    elif digest != entry.digest:
        values["stored_digest"] = _stored_digest(entry, part, digest)
    if part.pk is None or digest != entry.digest or entry.opens != first:
        for name in ("kicker", "headline", "deck"):
            values[name] = "" if first else getattr(text, name)
    if part.pk is None or digest != entry.digest:
        body = _stored_body(text.body)
        values |= {"body": body, "characters": length_of(body), "source_line": text.line}
    return _set(part, values)


def _stored_body(body: list[Block]) -> str:
    """The body as it is stored: a picture's caption stands with the picture, so that it is corrected in one place."""
    seen: dict[str, str] = {}
    blocks = []
    for block in body:
        if block.kind == "picture":
            caption = "" if seen.setdefault(block.name, block.text) == block.text else block.text
            block = Block("picture", caption, name=block.name)
        blocks.append(block)
    return body_of(blocks)


def _delete_emptied(articles: set[int]) -> None:
    """Delete those of the articles whose parts all went to others or away."""
    if articles:
        Article.objects.filter(pk__in=articles, parts__isnull=True).delete()


# --- what hangs on an article ----------------------------------------------------------------------


def _save_bylines(plan: Plan, stories: list[_Story]) -> None:
    chosen = _chosen_authors(stories)
    _clear(Byline, stories)
    keys = _find_authors(plan, {(a.name, a.institution) for story in stories for a in story.opening.authors})
    rows = []
    for story in stories:
        for position, author in enumerate(story.opening.authors):
            who = author.name, author.institution
            key = chosen.get((story.article.pk, *who, author.role), keys[who])
            rows.append(Byline(article=story.article, author_id=key, role=author.role, position=position))
    Byline.objects.bulk_create(rows)


def _chosen_authors(stories: list[_Story]) -> dict[tuple[int, str, bool, str], int]:
    """Which of several namesakes the bylines go to now: an editor may have chosen."""
    old = [story.article.pk for story in stories if any(entry.digest for entry in story.entries)]
    if not old:
        return {}
    bylines = Byline.objects.filter(article__in=old)
    known = bylines.values_list("article", "author__name", "author__institution", "role", "author")
    return {tuple(key): author for *key, author in known}


def _clear(model, stories: list[_Story]) -> None:
    """Delete the rows that hang on articles which were there before."""
    old = [story.article.pk for story in stories if any(entry.digest for entry in story.entries)]
    if old:
        model.objects.filter(article__in=old).delete()


def _find_authors(plan: Plan, wanted: set[tuple[str, bool]]) -> dict[tuple[str, bool], int]:
    """Keys of authors by name and kind; those not known yet are made. Of namesakes, the one without a distinction."""
    found = _look_up_authors(wanted)
    if missing := sorted(wanted - found.keys()):
        made = [Author(name=name, institution=kind, sort_key=propose_sort_key(name)) for name, kind in missing]
        # Another import may be making the same author at this moment.
        Author.objects.bulk_create(made, ignore_conflicts=True)
        found |= _look_up_authors(set(missing))
    for name, kind in sorted(found):
        if len(found[name, kind]) > 1:
            plan.problems.append(Problem("namesakes", details={"name": name, "count": len(found[name, kind])}))
    return {key: keys[0] for key, keys in found.items()}


def _look_up_authors(wanted: set[tuple[str, bool]]) -> dict[tuple[str, bool], list[int]]:
    found: dict[tuple[str, bool], list[int]] = {}
    known = Author.objects.filter(name__in={name for name, _ in wanted}).order_by("distinction", "pk")
    for name, institution, pk in known.values_list("name", "institution", "pk"):
        if (name, institution) in wanted:
            found.setdefault((name, institution), []).append(pk)
    return found


def _save_notes(stories: list[_Story]) -> None:
    _clear(EditorsNote, stories)
    EditorsNote.objects.bulk_create(
        EditorsNote(article=story.article, position=note.position, text=note.text, order=i)
        for story in stories
        for i, note in enumerate(story.opening.editors_notes)
    )


def _save_tags(stories: list[_Story]) -> None:
    """Write tags in bulk; articles whose tags are the same already are left alone."""
    kind = ContentType.objects.get_for_model(Article)
    old = [story.article.pk for story in stories if any(entry.digest for entry in story.entries)]
    items = TaggedItem.objects.filter(content_type=kind, object_id__in=old)
    stored: dict[int, set[str]] = {}
    for article, name in items.values_list("object_id", "tag__name") if old else ():
        stored.setdefault(article, set()).add(name)
    differing = [story for story in stories if set(story.opening.tags) != stored.get(story.article.pk, set())]
    if cleared := [story.article.pk for story in differing if story.article.pk in stored]:
        items.filter(object_id__in=cleared).delete()
    tags = _find_tags({name for story in differing for name in story.opening.tags})
    TaggedItem.objects.bulk_create(
        TaggedItem(content_type=kind, object_id=story.article.pk, tag_id=tag)
        for story in differing
        for tag in dict.fromkeys(tags[name] for name in story.opening.tags)
    )


def _find_tags(names: set[str]) -> dict[str, int]:
    """Keys of tags by name, made where they are not known. Case does not tell tags apart."""
    if not names:
        return {}
    known = {name.lower(): pk for name, pk in Tag.objects.values_list("name", "pk").filter(name__in=names)}
    for name in sorted(names):
        if name.lower() not in known:
            tag = Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)
            known[name.lower()] = tag.pk
    return {name: known[name.lower()] for name in names}


def _save_pictures(plan: Plan, stories: list[_Story]) -> None:
    """Write the pictures of stories of which a part was written; images already there stay."""
    written = [story for story in stories if any(entry.changed for entry in story.entries)]
    old = [story.article.pk for story in written if any(entry.digest for entry in story.entries)]
    known = {(row.article_id, row.name): row for row in Picture.objects.filter(article__in=old)} if old else {}
    new, changed = [], []
    for story in written:
        for order, block in enumerate(_placed_pictures(story)):
            values = {"caption": block.text, "credit": block.credit, "alt": block.alt, "order": order}
            row = known.pop((story.article.pk, block.name), None)
            if row is None:
                new.append(Picture(article=story.article, name=block.name, **values))
            elif _set(row, values):
                changed.append(row)
    _drop_pictures(plan, list(known.values()))
    if changed:
        Picture.objects.bulk_update(changed, ["caption", "credit", "alt", "order"])
    Picture.objects.bulk_create(new)


def _drop_pictures(plan: Plan, rows: list[Picture]) -> None:
    """Delete what the text no longer places, but nothing that an editor uploaded."""
    uploaded = [row for row in rows if row.image and row.name.startswith("图")]
    for row in uploaded:
        plan.problems.append(Problem("picture-kept", details={"name": row.name, "caption": row.caption}))
    if gone := [row.pk for row in rows if row not in uploaded]:
        Picture.objects.filter(pk__in=gone).delete()


def _placed_pictures(story: _Story) -> list[Block]:
    first: dict[str, Block] = {}
    for entry in story.entries:
        for block in entry.text.body:
            if block.kind == "picture":
                first.setdefault(block.name, block)
    return list(first.values())


# --- pointers --------------------------------------------------------------------------------------


def _save_pointers(plan: Plan, stories: list[_Story]) -> None:
    """Write the pointers of changed pages, and lead those still unresolved to their articles."""
    articles = {id(entry.text): story.article.pk for story in stories for entry in story.entries}
    new, resolved = [], []
    for page in plan.pages:
        rows = list(page.row.pointers.all()) if page.outcome != Outcome.NEW else []
        chosen = {(row.headline, row.target_label): row.article_id for row in rows}
        if page.outcome == Outcome.UPDATED:
            Pointer.objects.filter(page=page.row).delete()
        for order, teaser in enumerate(page.text.teasers):
            place = teaser_target(plan.document, teaser)
            found = articles.get(id(plan.document.article(place))) if place else None
            if page.outcome in CHANGING:
                article = chosen.get((teaser.headline, teaser.page or "")) or found
                new.append(_pointer(page.row, teaser, order, article))
            elif found and rows[order].article_id is None:
                rows[order].article_id = found
                resolved.append(rows[order])
    Pointer.objects.bulk_create(new)
    if resolved:
        Pointer.objects.bulk_update(resolved, ["article"])


def _pointer(page: Page, teaser: Teaser, order: int, article: int | None) -> Pointer:
    return Pointer(
        page=page,
        kicker=teaser.kicker,
        headline=teaser.headline,
        series=teaser.series.name if teaser.series else "",
        series_number=teaser.series.number if teaser.series else None,
        target_label=teaser.page or "",
        article_id=article,
        order=order,
    )
