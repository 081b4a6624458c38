"""What an import would change: the document that the issue shall say, and which rows say it already.

An entry is what stands under one headline on one page: a document's
ArticleText, a stored Part. For every entry that was imported, its row keeps
two digests: of what the file said, and of what was stored. From them follows
who changed what since then, and so what an import may do:

========================  ==========================  =================
the file says             the row says                outcome
========================  ==========================  =================
what the row says         –                           same
what it said last time    –                           kept
something new             what the import stored      updated
something new             something else              conflict: kept, and told
something without a row   –                           new
========================  ==========================  =================

Pages' own fields (name, credits, pointers) follow the same table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError

from ..issue_document import StoredIssue, page_digest, stored_issue, text_digest
from ..issue_text.continuations import pair_continuations
from ..issue_text.document import ArticleText, Block, Continuation, IssueDocument, PageText, Place
from ..issue_text.labels import same_label
from ..issue_text.problems import Problem
from ..models import Article, Issue, Newspaper, Page, Part
from .limits import check_limits
from .matching import match_entries


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    KEPT = "kept"
    CONFLICT = "conflict"


#: Outcomes by which a row comes to say something else.
CHANGING = frozenset({Outcome.NEW, Outcome.UPDATED})


@dataclass
class Entry:
    """One entry of the issue as it shall be, with its row if there is one."""

    text: ArticleText
    part: Part | None = None
    #: What the row says now.
    digest: str = ""
    #: What the file says; empty for an entry that the import does not bring.
    source_digest: str = ""
    #: None for an entry that the import does not bring.
    outcome: Outcome | None = None
    #: False for the row of a part that continues another; True for one that another continues.
    opens: bool = True
    goes_on: bool = False

    @property
    def touched(self) -> bool:
        """True if somebody changed the row since it was last imported, or wrote it by hand."""
        return self.part is not None and self.digest != self.part.stored_digest

    @property
    def changed(self) -> bool:
        """True if the row is to be written; a found continuation can change an entry that no file brought."""
        return not self.digest or text_digest(self.text) != self.digest


def _behind(entry: "Entry | PageEntry", row: Part | Page | None) -> bool:
    """True if the row says what the file says without remembering that: somebody made the same change by hand."""
    return entry.outcome == Outcome.SAME and entry.source_digest != row.source_digest


@dataclass
class PageEntry:
    """One page of the issue as it shall be, with its row if there is one."""

    text: PageText
    row: Page | None = None
    digest: str = ""
    source_digest: str = ""
    outcome: Outcome | None = None
    entries: list[Entry] = field(default_factory=list)
    removed: list[Part] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return self.outcome in CHANGING or bool(self.removed) or any(entry.changed for entry in self.entries)


@dataclass
class Plan:
    """Everything that ``apply_plan`` needs. ``issue`` and ``newspaper`` may still be unsaved."""

    newspaper: Newspaper
    issue: Issue
    document: IssueDocument
    pages: list[PageEntry]
    #: True if jumps are joined, opened or named that were not so in the rows.
    relinked: bool = False

    def entry(self, place: Place) -> Entry:
        return self.pages[place.page].entries[place.article]

    @property
    def entries(self) -> list[Entry]:
        return [entry for page in self.pages for entry in page.entries]

    @property
    def removed(self) -> list[Part]:
        return [part for page in self.pages for part in page.removed]

    @property
    def problems(self) -> list[Problem]:
        return self.document.problems

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """True if applying it would change no row."""
        if self.issue.pk is None or self.relinked or any(page.changed for page in self.pages):
            return False
        return not any(_behind(page, page.row) or any(_behind(e, e.part) for e in page.entries) for page in self.pages)


def plan_import(document: IssueDocument, publish: bool = False) -> Plan:
    """Compare a document that was read with what is stored. Changes no row.

    The document becomes the plan's and is changed by it. Errors are among the
    plan's problems; a plan with errors must not be applied. ``publish`` says
    that changes to pages that are public already are wanted.
    """
    if not document.pages and any(problem.severity == "error" for problem in document.problems):
        # Nothing could be read; what else is missing would only hide why.
        return Plan(Newspaper(), Issue(), document, [])
    document.problems += check_limits(document)
    for _, article in document.places():
        _name_pictures(article)
    newspaper = _find_newspaper(document)
    issue = _find_issue(newspaper, document)
    if issue.pk is None:
        pages = [_new_page(page) for page in document.pages]
        _pair(document)
        return Plan(newspaper, issue, document, pages)
    plan = _Merge(stored_issue(issue), document).plan(newspaper, issue)
    if issue.is_public and not publish:
        plan.document.problems += [
            Problem("published-page", file=page.text.file, details={"label": page.text.label})
            for page in plan.pages
            if page.row and page.row.status == Page.Status.PUBLISHED and page.changed
        ]
    return plan


def _name_pictures(article: ArticleText) -> None:
    """Give every picture a name; one that is placed twice has one credit and one alternative text."""
    pictures = [block for block in article.body if block.kind == "picture"]
    first: dict[str, Block] = {block.name: block for block in reversed(pictures) if block.name}
    number = 0
    for block in pictures:
        while not block.name:
            number += 1
            if (name := f"图{number}") not in first:
                block.name, first[name] = name, block
        block.credit, block.alt = first[block.name].credit, first[block.name].alt


# --- which newspaper, which issue ------------------------------------------------------------------


def _find_newspaper(document: IssueDocument) -> Newspaper:
    """The stored newspaper of this slug or name, else a new one; unusable names become problems."""
    wanted = document.newspaper
    if not wanted:
        document.problems.append(Problem("newspaper-unknown"))
        return Newspaper()
    known = Newspaper.objects.filter(slug=wanted).first() or Newspaper.objects.filter(name=wanted).first()
    if known:
        return known
    try:
        Newspaper._meta.get_field("slug").run_validators(wanted)
    except ValidationError:
        # A name from a masthead is right as a name, it only cannot be an address.
        code = "newspaper-slug" if wanted.isascii() else "newspaper-unknown"
        document.problems.append(Problem(code, details={"slug": wanted}))
    return Newspaper(
        slug=wanted,
        name=document.title[:100] or wanted,
        cn_number=document.cn_number[:60],
        sponsor=document.sponsor[:200],
    )


def _find_issue(newspaper: Newspaper, document: IssueDocument) -> Issue:
    """The stored issue of the document's day and edition, else a new one."""
    issue = None
    if newspaper.pk and document.date:
        issue = newspaper.issues.filter(date=document.date, edition=document.edition).first()
    if issue is None:
        _warn_of_taken_number(newspaper, document)
        return Issue(newspaper=newspaper, date=document.date, edition=document.edition, number=document.number)
    issue.newspaper = newspaper
    if document.number and issue.number and document.number != issue.number:
        details = {"found": document.number, "stored": issue.number}
        document.problems.append(Problem("number-differs", details=details))
    return issue


def _warn_of_taken_number(newspaper: Newspaper, document: IssueDocument) -> None:
    if newspaper.pk and document.number:
        twin = newspaper.issues.filter(number=document.number).exclude(date=document.date).first()
        if twin:
            details = {"number": document.number, "date": twin.date.isoformat()}
            document.problems.append(Problem("number-taken", details=details))


# --- the merge -------------------------------------------------------------------------------------


def _new_page(page: PageText) -> PageEntry:
    entries = [_new_entry(text) for text in page.articles]
    return PageEntry(page, source_digest=page_digest(page), outcome=Outcome.NEW, entries=entries)


def _new_entry(text: ArticleText) -> Entry:
    return Entry(text, source_digest=text_digest(text), outcome=Outcome.NEW)


def _pair(document: IssueDocument) -> None:
    """Pair jumps, and leave on a continuation only what its row can say."""
    pair_continuations(document)
    for _, target in document.continuations:
        tail = document.article(target)
        tail.column, tail.source, tail.series, tail.number = "", "", None, None


class _Merge:
    """A stored issue and a document of the same issue, on the way to one plan."""

    def __init__(self, stored: StoredIssue, incoming: IssueDocument):
        self.stored = stored
        self.incoming = incoming
        self.problems = incoming.problems
        self.going_on = {origin for origin, _ in stored.document.continuations}
        self.continued = {target for _, target in stored.document.continuations}
        self.pages = [self._stored_page(p, page) for p, page in enumerate(stored.document.pages)]
        #: The entries of both sides, by their places there.
        self.of_stored = {Place(p, a): e for p, page in enumerate(self.pages) for a, e in enumerate(page.entries)}
        self.of_incoming: dict[Place, Entry] = {}

    def _stored_page(self, p: int, page: PageText) -> PageEntry:
        entries = [
            Entry(
                text,
                self.stored.parts[place],
                text_digest(text),
                opens=place not in self.continued,
                goes_on=place in self.going_on,
            )
            for a, text in enumerate(page.articles)
            if (place := Place(p, a))
        ]
        return PageEntry(page, self.stored.pages[page.label], page_digest(page), entries=entries)

    def plan(self, newspaper: Newspaper, issue: Issue) -> Plan:
        for ours, theirs in match_entries(self.stored, self.incoming).items():
            self.of_incoming[theirs] = self.of_stored[ours]
        for p, page in enumerate(self.incoming.pages):
            self._merge_page(p, page)
        self.pages.sort(key=lambda page: page.text.number)
        issue.number = issue.number or self.incoming.number
        before = {(self.stored.parts[o].pk, self.stored.parts[t].pk) for o, t in self.stored.document.continuations}
        plan = Plan(newspaper, issue, self._document(issue), self.pages)
        plan.relinked = _links(plan) != before or any(map(_relabelled, plan.entries))
        return plan

    def _merge_page(self, p: int, page: PageText) -> None:
        home = next((known for known in self.pages if same_label(known.text.label, page.label)), None)
        if home is None:
            home = PageEntry(page, source_digest=page_digest(page), outcome=Outcome.NEW)
            self.pages.append(home)
        else:
            self._decide_page(home, page)
        self._place_entries(home, p, page)
        self._drop_what_is_gone(home)

    def _decide_page(self, home: PageEntry, page: PageText) -> None:
        home.source_digest = page_digest(page)
        home.text.file = page.file
        blank = not (home.text.name or home.text.credits or home.text.teasers)
        if home.source_digest == home.digest:
            home.outcome = Outcome.SAME
        elif home.source_digest == home.row.source_digest:
            home.outcome = Outcome.KEPT
        elif home.digest != home.row.stored_digest and not blank:
            home.outcome = Outcome.CONFLICT
            self.problems.append(Problem("page-conflict", file=page.file))
        else:
            home.outcome = Outcome.UPDATED
            home.text.name, home.text.credits, home.text.teasers = page.name, page.credits, page.teasers

    def _place_entries(self, home: PageEntry, p: int, page: PageText) -> None:
        """Stored entries keep the order that the editors gave them; new ones follow their predecessor."""
        after = 0
        for a, text in enumerate(page.articles):
            entry = self.of_incoming.get(Place(p, a))
            if entry is None:
                entry = self.of_incoming[Place(p, a)] = _new_entry(text)
                home.entries.insert(after, entry)
            else:
                self._decide(entry, text, page.file)
            if entry in home.entries:
                after = home.entries.index(entry) + 1

    def _decide(self, entry: Entry, text: ArticleText, file: str) -> None:
        entry.source_digest = text_digest(text)
        if entry.source_digest == entry.digest:
            entry.outcome = Outcome.SAME
            entry.text.continues_on = entry.text.continues_on or text.continues_on
            entry.text.continued_from = entry.text.continued_from or text.continued_from
        elif entry.source_digest == entry.part.source_digest:
            entry.outcome = Outcome.KEPT
        elif entry.touched:
            entry.outcome = Outcome.CONFLICT
            details = {"headline": entry.text.headline, "fields": "、".join(_differences(entry.text, text))}
            self.problems.append(Problem("conflict", line=text.line or None, file=file, details=details))
        else:
            _keep_what_was_folded(entry.text, text)
            entry.text = text
            entry.outcome = Outcome.UPDATED if entry.changed else Outcome.SAME

    def _drop_what_is_gone(self, home: PageEntry) -> None:
        """What the file no longer says goes, unless an editor changed or wrote it."""
        for entry in [e for e in home.entries if e.outcome is None and e.part.source_digest]:
            if entry.touched:
                details = {"headline": entry.text.headline}
                self.problems.append(Problem("kept-edited", file=home.text.file, details=details))
            else:
                home.entries.remove(entry)
                home.removed.append(entry.part)

    def _document(self, issue: Issue) -> IssueDocument:
        merged = self.stored.document
        merged.number = issue.number
        merged.problems = self.problems
        merged.pages = [page.text for page in self.pages]
        places = {}
        for p, page in enumerate(self.pages):
            page.text.articles = [entry.text for entry in page.entries]
            places |= {id(entry): Place(p, a) for a, entry in enumerate(page.entries)}
        merged.continuations = list(self._continuations(merged.continuations, places))
        _pair(merged)
        return merged

    def _continuations(self, stored: list[Continuation], places: dict[int, Place]) -> Iterator[Continuation]:
        """The stored jumps, then those the file joins itself where nothing stored speaks against it."""
        joined: tuple[set, set] = (set(), set())
        found = [(self.of_stored[origin], self.of_stored[target]) for origin, target in stored]
        found += [
            (self.of_incoming[origin], self.of_incoming[target]) for origin, target in self.incoming.continuations
        ]
        for origin, target in found:
            ends = places.get(id(origin)), places.get(id(target))
            if None in ends or ends[0] in joined[0] or ends[1] in joined[1]:
                continue
            joined[0].add(ends[0])
            joined[1].add(ends[1])
            yield Continuation(*ends)


def _links(plan: Plan) -> set[tuple[int | None, int | None]]:
    """The jumps of the issue as it shall be, by the rows of their ends."""
    ends = [(plan.entry(origin).part, plan.entry(target).part) for origin, target in plan.document.continuations]
    return {(origin and origin.pk, target and target.pk) for origin, target in ends}


def _relabelled(entry: Entry) -> bool:
    """True if a row does not yet name a page that its text names."""
    part, text = entry.part, entry.text
    return part is not None and bool(
        (text.continues_on and not part.continues_on and not entry.goes_on)
        or (text.continued_from and not part.continued_from and entry.opens)
    )


#: What ``fold_tail`` may have given to the first part of a story from a later one.
_FOLDED_TEXTS = ("byline", "dateline", "source", "column", "series")


def _keep_what_was_folded(stored: ArticleText, text: ArticleText) -> None:
    """A file with the first part alone must not take away what the later parts gave to the story."""
    text.number = stored.number
    text.continues_on = text.continues_on or stored.continues_on
    text.continued_from = text.continued_from or stored.continued_from
    if not stored.continues_on:
        return
    for name in _FOLDED_TEXTS:
        if not getattr(text, name):
            setattr(text, name, getattr(stored, name))
    known = {(author.name, author.role) for author in text.authors}
    text.authors += [author for author in stored.authors if (author.name, author.role) not in known]
    notes = {note.text for note in text.editors_notes}
    text.editors_notes += [note for note in stored.editors_notes if note.text not in notes]


def _differences(stored: ArticleText, incoming: ArticleText) -> list[str]:
    """The names, as editors know them, of the fields in which two entries differ."""
    names = ("kicker", "headline", "deck", "column", "series", "byline", "authors", "dateline", "source", "tags")
    article = Article._meta
    found = [
        str(article.get_field(name).verbose_name) for name in names if getattr(stored, name) != getattr(incoming, name)
    ]
    if stored.editors_notes != incoming.editors_notes:
        found.append(str(article.get_field("editors_notes").related_model._meta.verbose_name))
    if stored.body != incoming.body:
        found.append(str(Part._meta.get_field("body").verbose_name))
    return found
