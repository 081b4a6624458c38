"""A stored issue and a document of the same issue become one plan.

An entry is what stands under one headline on one page: a document's
ArticleText, a stored Part. For every entry that was imported, its row keeps
the digests of what the file said and of what was stored. From them follows
who changed what since then, and so what an import may do:

========================  ==========================  =================
the file says             the row says                outcome
========================  ==========================  =================
what the row says         –                           same
what it said last time    –                           kept
something new             what the import stored      updated
something new             something else              conflict: kept, and told
something without a row   –                           new
what it said last time,   –                           left out
but the row is gone
something new of a row    –                           left out, and told
that another row joined
========================  ==========================  =================

A row is gone when an editor deleted it, or joined it to another. Pages' own
fields (name, credits, pointers) and jump marks follow the same table.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace

from ..issue_document import StoredIssue, page_digest, text_digest
from ..issue_text.continuations import pair_continuations
from ..issue_text.document import ArticleText, Continuation, IssueDocument, PageText, Place
from ..issue_text.labels import same_label
from ..issue_text.likeness import is_generic
from ..issue_text.problems import Problem
from ..models import Issue, Newspaper
from .matching import Candidate, are_alike, match_entries
from .plan import Entry, Outcome, PageEntry, Plan, Source, page_key

#: Page, as files know it -> what is in the files' texts, each by its ``prose``, and how often.
Said = Mapping[Hashable, Counter[str]]


def new_entry(text: ArticleText, page: str) -> Entry:
    return Entry(text, source=Source.of(text, page), outcome=Outcome.NEW)


def pair(document: IssueDocument) -> None:
    """Pair jumps, and leave on a continuation only what its row can say."""
    pair_continuations(document)
    for _, target in document.continuations:
        tail = document.article(target)
        tail.column, tail.source, tail.series, tail.number = "", "", None, None


def merge(
    stored: StoredIssue, incoming: IssueDocument, newspaper: Newspaper, issue: Issue, said: Said, gone: list[Candidate]
) -> Plan:
    """What the stored issue shall be, after a document of it was read.

    ``said`` has what files said of each page when they last brought it, ``gone`` the
    articles that were deleted, as they were.
    """
    return _Merge(stored, incoming, said, gone).plan(newspaper, issue)


class _Merge:
    def __init__(self, stored: StoredIssue, incoming: IssueDocument, said: Said, gone: list[Candidate]):
        self.stored = stored
        self.incoming = incoming
        self.said = said
        self.gone = gone
        self.problems = incoming.problems
        self.pages = [self._stored_page(p, page) for p, page in enumerate(stored.document.pages)]
        #: The same of what was brought so far.
        self.came: dict[Hashable, Counter[str]] = {}
        #: The entries of both sides, by their places there.
        self.of_stored = {Place(p, a): e for p, page in enumerate(self.pages) for a, e in enumerate(page.entries)}
        self.of_incoming: dict[Place, Entry] = {}
        for origin, target in stored.document.continuations:
            self.of_stored[origin].following = self.of_stored[target]
            self.of_stored[target].opens = False

    def _stored_page(self, p: int, page: PageText) -> PageEntry:
        entries = [
            Entry(text, self.stored.parts[Place(p, a)], text_digest(text)) for a, text in enumerate(page.articles)
        ]
        return PageEntry(page, self.stored.pages[page.label], page_digest(page), entries=entries)

    def plan(self, newspaper: Newspaper, issue: Issue) -> Plan:
        numbered = issue.number is None and self.incoming.number is not None
        issue.number = issue.number or self.incoming.number
        before = {(entry, entry.following) for entry in self.of_stored.values() if entry.following}
        self._match()
        homes = [self._home(page) for page in self.incoming.pages]
        for p, page in enumerate(self.incoming.pages):
            self._place_entries(homes[p], p, page)
        self._give_former_numbers()
        self._drop_what_is_gone()
        self.pages.sort(key=lambda page: page.text.number)
        plan = Plan(newspaper, issue, self._document(issue), self.pages)
        links = {(plan.entry(origin), plan.entry(target)) for origin, target in plan.document.continuations}
        plan.rearranged = numbered or links != before or any(map(_relabelled, plan.entries))
        return plan

    # --- which is which ----------------------------------------------------------------------------

    def _match(self) -> None:
        stored = [entry for page in self.pages for entry in page.entries]
        ours = [
            Candidate(page_key(entry.part.source_page) or page.home_key, entry.part.source_digest, entry.text)
            for page in self.pages
            for entry in page.entries
        ]
        places = [place for place, _ in self.incoming.places()]
        theirs = [
            Candidate(page_key(self.incoming.pages[place.page].label), text_digest(text), text)
            for place, text in self.incoming.places()
        ]
        found = match_entries(ours, theirs, self._brought)
        self.of_incoming = {places[j]: stored[i] for i, j in found.items()}

    @property
    def _brought(self) -> set:
        return {page_key(page.label) for page in self.incoming.pages}

    # --- pages -------------------------------------------------------------------------------------

    def _home(self, page: PageText) -> PageEntry:
        """The page as it is stored, under its label or the one it had in its file; else a new one."""
        by_label = (known for known in self.pages if same_label(known.text.label, page.label))
        by_source = (known for known in self.pages if known.home_key == page_key(page.label))
        home = next(by_label, None) or next(by_source, None)
        if home is None:
            self._tell_if_repeated(page)
            taken = {known.text.number for known in self.pages}
            page.number = max(taken, default=0) + 1 if page.number in taken else page.number
            home = PageEntry(page, source_digest=page_digest(page), outcome=Outcome.NEW)
            self.pages.append(home)
        else:
            self._decide_page(home, page)
        home.source_label = page.label
        return home

    def _tell_if_repeated(self, page: PageText) -> None:
        """A page that says just what another says was probably imported under a wrong label before."""
        said = {text_digest(text) for text in page.articles}
        for known in self.pages:
            if said and said == {entry.part.source_digest for entry in known.entries if entry.part}:
                details = {"label": page.label, "other": known.text.label}
                self.problems.append(Problem("page-repeated", file=page.file, details=details))

    def _decide_page(self, home: PageEntry, page: PageText) -> None:
        home.source_digest = page_digest(page)
        home.text.file = page.file
        blank = not (home.text.name or home.text.credits or home.text.teasers)
        if home.source_digest == home.digest:
            home.outcome = Outcome.SAME
        elif home.source_digest == home.row.source_digest:
            home.outcome = Outcome.KEPT
        else:
            home.before, home.in_file = replace(home.text), page
            if home.digest != home.row.stored_digest and not blank:
                home.outcome = Outcome.CONFLICT
                self.problems.append(Problem("page-conflict", file=page.file))
            else:
                home.outcome = Outcome.UPDATED
                home.text.name, home.text.credits, home.text.teasers = page.name, page.credits, page.teasers

    # --- entries -----------------------------------------------------------------------------------

    def _place_entries(self, home: PageEntry, p: int, page: PageText) -> None:
        """Stored entries keep the order that the editors gave them; new ones follow their predecessor."""
        after = 0
        for a, text in enumerate(page.articles):
            entry = self.of_incoming.get(Place(p, a))
            if entry is None:
                entry = self.of_incoming[Place(p, a)] = new_entry(text, page.label)
                if self._was_taken_out(home, entry):
                    entry.outcome = Outcome.LEFT_OUT
                    details = {"headline": text.headline}
                    self.problems.append(Problem("left-out", line=text.line or None, file=page.file, details=details))
                elif joined := self._joined_to(entry):
                    entry.outcome, entry.not_taken, entry.joined_to = Outcome.LEFT_OUT, text, joined
                else:
                    home.entries.insert(after, entry)
            else:
                self._decide(entry, text, page)
                self._move(entry, home, after)
            self.came.setdefault(page_key(page.label), Counter())[entry.source.prose] += 1
            home.brought.append(entry)
            if entry in home.entries:
                after = home.entries.index(entry) + 1

    def _was_taken_out(self, home: PageEntry, entry: Entry) -> bool:
        """Whether the file said the same as often when it last brought this page: then an editor took it out since.

        Of a page that is gone, too, nothing else comes back than what was not joined to another before.
        """
        page, prose = page_key(entry.source.page), entry.source.prose
        said, came = (told.get(page, Counter())[prose] for told in (self.said, self.came))
        if came >= said:
            return False
        if home.row is not None:
            return True
        text = _run_on(entry.text) if entry.text.continued_from else ""
        return bool(text) and any(text in _run_on(known.text) for known in self.of_stored.values())

    def _joined_to(self, entry: Entry) -> Entry | None:
        """The entry to which an editor joined the part that a file brings with a changed text."""
        text, page = entry.text, page_key(entry.source.page)
        if not text.continued_from or page not in self.said:
            return None
        changed = [known for known in self.of_stored.values() if known.touched]
        if holding := next((known for known in changed if are_alike(text, known.text, within=True)), None):
            return holding
        # Its text may be another altogether: then it is what a file went on with there, until an editor ended that.
        ended = [
            known
            for known in changed
            if page_key(known.part.source_page) == page_key(text.continued_from)
            and page_key(known.part.source_out) == page
            and not (known.following or known.text.continues_on)
        ]
        same = [known for known in ended if not text.headline or known.text.headline == text.headline]
        return same[0] if len(same) == 1 else None

    def _give_former_numbers(self) -> None:
        """What was deleted and comes back, with its page or as another text, has the address that it had."""
        new = [
            (page, entry)
            for page in self.pages
            for entry in page.entries
            if entry.outcome == Outcome.NEW and not entry.text.continued_from and entry.text.number is None
        ]
        theirs = [Candidate(page.home_key, entry.source.digest, entry.text) for page, entry in new]
        for i, j in match_entries(self.gone, theirs, set()).items():
            page, entry = new[j]
            if is_generic(entry.text.headline) and not are_alike(self.gone[i].text, entry.text):
                # Another 图片新闻 is another article.
                continue
            entry.text.number, entry.comes_back = self.gone[i].text.number, True
            details = {"headline": entry.text.headline}
            line = entry.text.line or None
            self.problems.append(Problem("come-back", line=line, file=page.text.file, details=details))

    def _move(self, entry: Entry, home: PageEntry, place: int) -> None:
        """Follow the file where it has an entry on another page than before, unless an editor moved it since."""
        now = next(page for page in self.pages if entry in page.entries)
        before = page_key(entry.part.source_page)
        if now is not home and before != page_key(home.source_label) and now.home_key == before:
            now.entries.remove(entry)
            home.entries.insert(place, entry)
            entry.moved = True

    def _decide(self, entry: Entry, text: ArticleText, page: PageText) -> None:
        entry.source = Source.of(text, page.label)
        if entry.source.digest == entry.digest:
            entry.outcome = Outcome.SAME
        elif entry.source.digest == entry.part.source_digest:
            entry.outcome = Outcome.KEPT
        elif entry.touched:
            entry.outcome, entry.not_taken = Outcome.CONFLICT, text
        _take_marks(entry, text)
        if entry.outcome is None:
            self._update(entry, text, page)

    def _update(self, entry: Entry, text: ArticleText, page: PageText) -> None:
        text.number = entry.text.number
        text.continues_on, text.continued_from = entry.text.continues_on, entry.text.continued_from
        _keep_picture_names(entry.text, text)
        if entry.following and entry.following not in self.of_incoming.values():
            kept = _keep_what_was_folded(entry.text, text)
            if kept:
                details = {"headline": text.headline, "kept": "、".join(kept)}
                self.problems.append(Problem("kept-from-tail", line=text.line or None, file=page.file, details=details))
        entry.text = text
        entry.outcome = Outcome.UPDATED if entry.changed else Outcome.SAME

    def _drop_what_is_gone(self) -> None:
        """What its page's file no longer says goes, unless an editor changed, moved or wrote it."""
        for page in self.pages:
            for entry in [entry for entry in page.entries if self._is_gone(entry)]:
                if entry.touched or page_key(entry.part.source_page) != page.home_key:
                    details = {"headline": entry.text.headline}
                    self.problems.append(Problem("kept-edited", file=page.text.file, details=details))
                else:
                    page.entries.remove(entry)
                    page.removed.append(entry.part)

    def _is_gone(self, entry: Entry) -> bool:
        part = entry.part
        return entry.outcome is None and bool(part.source_digest) and page_key(part.source_page) in self._brought

    # --- the whole ---------------------------------------------------------------------------------

    def _document(self, issue: Issue) -> IssueDocument:
        merged = self.stored.document
        merged.number = issue.number
        merged.problems = self.problems
        merged.pages = [page.text for page in self.pages]
        places = {}
        for p, page in enumerate(self.pages):
            page.text.articles = [entry.text for entry in page.entries]
            places |= {entry: Place(p, a) for a, entry in enumerate(page.entries)}
        merged.continuations = list(self._continuations(places))
        pair(merged)
        merged.problems[:] = [_as_told(problem) for problem in merged.problems]
        return merged

    def _continuations(self, places: dict[Entry, Place]) -> Iterator[Continuation]:
        """The stored jumps, then those the file joins itself where nothing stored speaks against it."""
        stored = [(entry, entry.following) for entry in self.of_stored.values() if entry.following]
        found = [ends for ends in stored if not self._is_parted(*ends, places)]
        found += [
            (self.of_incoming[origin], self.of_incoming[target]) for origin, target in self.incoming.continuations
        ]
        origins, targets = set(), set()
        for origin, target in found:
            if {origin, target} <= places.keys() and origin not in origins and target not in targets:
                origins.add(origin)
                targets.add(target)
                yield Continuation(places[origin], places[target])

    def _is_parted(self, origin: Entry, target: Entry, places: dict[Entry, Place]) -> bool:
        """True if the file corrected a mark of this jump, so that it no longer leads to the other end."""
        for entry, other, side in ((origin, target, "continues_on"), (target, origin, "continued_from")):
            if side in entry.remarked and other in places:
                label = self.pages[places[other].page].text.label
                if page_key(getattr(entry.text, side)) != page_key(label):
                    return True
        return False


def _run_on(text: ArticleText) -> str:
    """A text without its paragraphs' ends, one of which may have been healed."""
    return "".join(block.text for block in text.body)


def _take_marks(entry: Entry, text: ArticleText) -> None:
    """Take the file's jump marks where it corrected them and no editor changed what followed from them."""
    for side, known in (("continues_on", entry.part.source_out), ("continued_from", entry.part.source_in)):
        said, before, now = (page_key(label) for label in (getattr(text, side), known, getattr(entry.text, side)))
        if said != before and now == before:
            setattr(entry.text, side, getattr(text, side))
            entry.remarked.add(side)


def _relabelled(entry: Entry) -> bool:
    """True if a row is to name, or no longer to name, a page that its continuation has not been found on."""
    part, text = entry.part, entry.text
    if part is None:
        return False
    stored_out = "" if entry.following else part.continues_on
    stored_in = part.continued_from if entry.opens else ""
    said_out = "" if entry.following else text.continues_on or ""
    said_in = (text.continued_from or "") if entry.opens else ""
    return (stored_out, stored_in) != (said_out, said_in)


def _as_told(problem: Problem) -> Problem:
    """What is wrong in the stored issue already must not keep a new page out."""
    if problem.severity == "error" and problem.code == "impossible-jump" and not problem.file:
        return Problem("stored-jump", details={"message": problem.message()})
    return problem


def _keep_picture_names(stored: ArticleText, text: ArticleText) -> None:
    """A picture that the source does not name is known by its caption, wherever it now stands in the text."""
    known = {block.text: block.name for block in stored.body if block.kind == "picture" and block.name.startswith("图")}
    unnamed = [block for block in text.body if block.kind == "picture" and block.name.startswith("图")]
    kept = {known[block.text] for block in unnamed if block.text in known}
    free = (name for n in range(1, 10_000) if (name := f"图{n}") not in kept and name not in known.values())
    for block in unnamed:
        block.name = known.get(block.text) or next(free)


#: What ``fold_tail`` may have given to the first part of a story from a later one.
_FOLDED_TEXTS = ("byline", "dateline", "source", "column", "series")


def _keep_what_was_folded(stored: ArticleText, text: ArticleText) -> list[str]:
    """A file with the first part alone must not take away what the later parts gave to the story.

    Which that is cannot be told from a correction, so nothing is taken away; returns the names that were kept.
    """
    for name in _FOLDED_TEXTS:
        if not getattr(text, name):
            setattr(text, name, getattr(stored, name))
    known = {(author.name, author.role) for author in text.authors}
    authors = [author for author in stored.authors if (author.name, author.role) not in known]
    notes = [note for note in stored.editors_notes if note.text not in {note.text for note in text.editors_notes}]
    text.authors += authors
    text.editors_notes += notes
    return [*(author.name for author in authors), *(note.text[:12] for note in notes)]
