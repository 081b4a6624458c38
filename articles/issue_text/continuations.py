"""Jumps (下转, 上接) paired, and the pages of an issue put together.

A jump has two ends: ``continues_on`` on one page, ``continued_from`` on
another. Ends are paired by their labels first and by headline and wording
second; whatever stays doubtful is left open and reported, never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .document import ArticleText, Continuation, IssueDocument, PageText, Place
from .labels import UNKNOWN_LABEL, label_key, page_order, same_label
from .likeness import is_generic, likeness, pairs, plain
from .problems import Problem

_OWN_PROBLEMS = frozenset(
    [
        "open-jump",
        "one-sided-tail",
        "impossible-jump",
        "ambiguous-jump",
        "crossed-jump",
        "guessed-jump",
        "unlike-headlines",
    ]
)
#: Headlines at least this alike are taken for one story's.
_ALIKE = 0.55
#: More combinations than this are not compared.
_MOST_PAIRS = 2_500
#: How far the wording of the best tail must lead that of the next.
_MARGIN = 1.5


@dataclass(slots=True, eq=False)
class _End:
    """An open end of a jump; ``label`` is the page it points to."""

    place: Place
    article: ArticleText
    page: str
    label: str

    @property
    def headline(self) -> str:
        return self.article.headline or next((block.text[:16] for block in self.article.body if block.text), "")


def pair_continuations(document: IssueDocument) -> None:
    """Pair the open ends of jumps and report those that stay open; may be called again at any time.

    Pairs already in ``document.continuations`` stay. Both ends get the label
    of the page that the other stands on, and what belongs to the whole story
    is folded onto its first part.
    """
    document.problems[:] = [problem for problem in document.problems if problem.code not in _OWN_PROBLEMS]
    document.continuations[:] = _valid(document)
    _Pairing(document).run()
    document.continuations.sort()
    for origin, target in document.continuations:
        document.article(origin).continues_on = document.pages[target.page].label
        document.article(target).continued_from = document.pages[origin.page].label
    for story in document.stories():
        for place in story[1:]:
            fold_tail(document.article(story[0]), document.article(place))


class Chains:
    """Links of stories as they are added one by one: every part once on each side, and no rings."""

    def __init__(self) -> None:
        self._origins: set[Place] = set()
        self._targets: set[Place] = set()
        #: The last part of the chain that begins at a place, and the other way round.
        self._last: dict[Place, Place] = {}
        self._first: dict[Place, Place] = {}

    def add(self, origin: Place, target: Place) -> bool:
        """Add a link; False if it cannot be."""
        if origin in self._origins or target in self._targets or self._last.get(target, target) == origin:
            return False
        self._origins.add(origin)
        self._targets.add(target)
        first, last = self._first.pop(origin, origin), self._last.pop(target, target)
        self._last[first], self._first[last] = last, first
        return True


def _valid(document: IssueDocument) -> list[Continuation]:
    """The pairs that name articles of the document, each end once and none in a ring; the others are reported."""
    places = {place for place, _ in document.places()}
    chains = Chains()
    kept: list[Continuation] = []
    for origin, target in document.continuations:
        if {origin, target} <= places and chains.add(origin, target):
            kept.append(Continuation(Place(*origin), Place(*target)))
        else:
            ends = (_named(document, place) if place in places else "?" for place in (origin, target))
            details = dict(zip(("one", "other"), ends, strict=True))
            document.problems.append(Problem("dropped-jump", details=details))
    return kept


def _named(document: IssueDocument, place: Place) -> str:
    return f"{document.pages[place[0]].label}/{place[1] + 1}"


def fold_tail(head: ArticleText, tail: ArticleText) -> None:
    """Move what belongs to the whole story from its continuation to its first part."""
    known = {(author.name, author.role) for author in head.authors}
    head.authors.extend(author for author in tail.authors if (author.name, author.role) not in known)
    head.tags.extend(tag for tag in tail.tags if tag not in head.tags)
    for note in tail.editors_notes:
        if all(note.text != other.text for other in head.editors_notes):
            head.editors_notes.append(replace(note, position="within" if note.position == "before" else note.position))
    tail.authors, tail.tags, tail.editors_notes = [], [], []
    for name in ("byline", "dateline"):
        ours, theirs = getattr(head, name), getattr(tail, name)
        setattr(head, name, ours if theirs in ours else f"{ours} {theirs}".strip())
        setattr(tail, name, "")
    for name, empty in (("source", ""), ("column", ""), ("series", None)):
        if not getattr(head, name):
            setattr(head, name, getattr(tail, name))
            setattr(tail, name, empty)
        elif getattr(head, name) == getattr(tail, name):
            setattr(tail, name, empty)


class _Pairing:
    """One run over a document's open ends."""

    def __init__(self, document: IssueDocument):
        self.document = document
        origins = {origin for origin, _ in document.continuations}
        targets = {target for _, target in document.continuations}
        self.heads: list[_End] = []
        self.tails: list[_End] = []
        for place, article in document.places():
            page = document.pages[place.page].label
            if article.continues_on is not None and place not in origins:
                self.heads.append(_End(place, article, page, article.continues_on))
            if article.continued_from is not None and place not in targets:
                self.tails.append(_End(place, article, page, article.continued_from))
        self.ambiguous: set[Place] = set()
        self.following = dict(document.continuations)
        self.likeness = _Likeness()

    def run(self) -> None:
        self._drop_impossible()
        if len(self.heads) * len(self.tails) > _MOST_PAIRS:
            # No issue has so many jumps; a broken file must not keep the machine busy.
            self._report_open()
            return
        # Both labels agree; then one has lost its number; then the labels disagree and only the headlines agree.
        self._pair_groups(lambda head, tail: _names(head, tail) and _names(tail, head))
        self._pair_groups(lambda head, tail: _may_name(head, tail) and _may_name(tail, head))
        self._pair_by_headline()
        self._report_open()

    def _drop_impossible(self) -> None:
        """Report ends that point to their own page or to no page at all, and pair them with nothing."""
        for end in (*self.heads, *self.tails):
            if _is_impossible(end):
                self._report("impossible-jump", end, page=end.label)
        self.heads = [end for end in self.heads if not _is_impossible(end)]
        self.tails = [end for end in self.tails if not _is_impossible(end)]

    def _pair_groups(self, fits) -> None:
        """Pair where heads and tails fit each other by label, the likeliest first."""
        done: set[Place] = set()
        for head in list(self.heads) if self.tails else ():
            if head.place in self.following or head.place in done:
                continue
            tails = [tail for tail in self.tails if head.page != tail.page and fits(head, tail)]
            if not tails:
                continue
            heads = [
                other for other in self.heads if any(fits(other, tail) and other.page != tail.page for tail in tails)
            ]
            self._pair_group(heads, tails, fits)
            # Whoever is left of a group stays left.
            done.update(other.place for other in heads)

    def _pair_group(self, heads: list[_End], tails: list[_End], fits) -> None:
        for head, tail in self.likeness.by_headline(heads, tails, fits):
            self._pair(head, tail)
            heads.remove(head)
            tails.remove(tail)
        while heads and tails:
            found = _only_pair(heads, tails, fits) or self.likeness.by_wording(heads, tails, fits)
            if found is None:
                self.ambiguous.update(end.place for end in (*heads, *tails))
                return
            head, tail = found
            if tail.article.headline and head.article.headline and not self.likeness.whole(head, tail):
                self._report("unlike-headlines", head, page=tail.page, other=tail.article.headline)
            self._pair(head, tail)
            heads.remove(head)
            tails.remove(tail)

    def _pair_by_headline(self) -> None:
        """Ends whose labels disagree but whose headlines are the same, and only theirs."""
        for head in list(self.heads):
            if is_generic(head.article.headline) or not head.article.headline:
                continue
            alike = [
                tail
                for tail in self.tails
                if tail.page != head.page
                and self.likeness.whole(head, tail) >= 0.9
                and (_may_name(head, tail) or _may_name(tail, head))
            ]
            if len(alike) == 1 and not is_generic(alike[0].article.headline):
                self._report("crossed-jump", head, page=head.label, other=alike[0].label)
                self._pair(head, alike[0])

    def _pair(self, head: _End, tail: _End) -> None:
        self.heads.remove(head)
        if self._would_ring(head.place, tail.place):
            self._report("ambiguous-jump", head, page=head.label)
            return
        self.tails.remove(tail)
        if UNKNOWN_LABEL in (head.label, tail.label):
            self._report("guessed-jump", head, page=tail.page)
        self.document.continuations.append(Continuation(head.place, tail.place))
        self.following[head.place] = tail.place

    def _would_ring(self, origin: Place, target: Place) -> bool:
        """Whether the story goes on from ``target`` to ``origin`` already."""
        place: Place | None = target
        while place is not None and place != origin:
            place = self.following.get(place)
        return place is not None

    def _report_open(self) -> None:
        for head in self.heads:
            self._report("ambiguous-jump" if head.place in self.ambiguous else "open-jump", head, page=head.label)
        for tail in self.tails:
            if tail.place not in self.ambiguous:
                self._report("one-sided-tail", tail, page=tail.label)

    def _report(self, code: str, end: _End, **details: object) -> None:
        page = self.document.pages[end.place.page]
        line = end.article.line or None
        self.document.problems.append(Problem(code, line, page.file, {"headline": end.headline, **details}))


def _is_impossible(end: _End) -> bool:
    return end.label != UNKNOWN_LABEL and (same_label(end.label, end.page) or label_key(end.label)[1] == 0)


def _names(one: _End, other: _End) -> bool:
    return one.label != UNKNOWN_LABEL and same_label(one.label, other.page)


def _may_name(one: _End, other: _End) -> bool:
    return one.label == UNKNOWN_LABEL or same_label(one.label, other.page)


def _whole(end: _End) -> str:
    return f"{end.article.kicker}{end.article.headline}"


def _only_pair(heads: Sequence[_End], tails: Sequence[_End], fits) -> tuple[_End, _End] | None:
    """A head and a tail that have nobody but each other."""
    for head in heads:
        mine = [tail for tail in tails if fits(head, tail)]
        if len(mine) == 1 and sum(fits(other, mine[0]) for other in heads) == 1:
            return head, mine[0]
    return None


class _Likeness:
    """How alike heads and tails are; every pair is compared once."""

    def __init__(self) -> None:
        self._whole: dict[tuple[Place, Place], float] = {}
        self._alike: dict[tuple[Place, Place], float] = {}
        self._shared: dict[tuple[Place, Place], float] = {}
        self._wording: dict[Place, set[str]] = {}

    def whole(self, head: _End, tail: _End) -> float:
        """Of kickers and headlines together."""
        key = head.place, tail.place
        if key not in self._whole:
            self._whole[key] = likeness(_whole(head), _whole(tail))
        return self._whole[key]

    def alike(self, head: _End, tail: _End) -> float:
        """Of headlines with or without their kickers."""
        key = head.place, tail.place
        if key not in self._alike:
            one, other = head.article.headline, tail.article.headline
            generic = is_generic(one) or is_generic(other)
            self._alike[key] = 0.0 if generic else max(likeness(one, other), self.whole(head, tail))
        return self._alike[key]

    def shared(self, head: _End, tail: _End) -> float:
        """Share of the tail's pairs of characters that the head has too."""
        key = head.place, tail.place
        if key not in self._shared:
            mine, theirs = self._words(head), self._words(tail)
            self._shared[key] = len(mine & theirs) / len(theirs) if theirs else 0.0
        return self._shared[key]

    def _words(self, end: _End) -> set[str]:
        if end.place not in self._wording:
            self._wording[end.place] = _wording(end.article)
        return self._wording[end.place]

    def by_headline(self, heads: Sequence[_End], tails: Sequence[_End], fits) -> list[tuple[_End, _End]]:
        """The pairs whose headlines are alike, best first, each end once; equal rivals are left alone."""
        ranked = sorted(
            (
                (score, head.place, tail.place, head, tail)
                for head in heads
                for tail in tails
                if (score := self.alike(head, tail)) >= _ALIKE and fits(head, tail)
            ),
            key=lambda item: (-item[0], item[1], item[2]),
        )
        # The other ends that are as like an end, by its side, its place and the likeness.
        equals: dict[tuple[str, Place, float], list[Place]] = {}
        for score, head_place, tail_place, _, _ in ranked:
            equals.setdefault(("head", head_place, score), []).append(tail_place)
            equals.setdefault(("tail", tail_place, score), []).append(head_place)
        made: list[tuple[_End, _End]] = []
        taken: set[tuple[str, Place]] = set()
        for score, head_place, tail_place, head, tail in ranked:
            if ("head", head_place) in taken or ("tail", tail_place) in taken:
                continue
            rival_tails = (p for p in equals["head", head_place, score] if p != tail_place)
            rival_heads = (p for p in equals["tail", tail_place, score] if p != head_place)
            if all(("tail", p) in taken for p in rival_tails) and all(("head", p) in taken for p in rival_heads):
                made.append((head, tail))
                taken |= {("head", head_place), ("tail", tail_place)}
        return made

    def by_wording(self, heads: Sequence[_End], tails: Sequence[_End], fits) -> tuple[_End, _End] | None:
        """The head and tail that share most words, if they lead all their rivals clearly."""
        scores = {
            (i, j): self.shared(head, tail)
            for i, head in enumerate(heads)
            for j, tail in enumerate(tails)
            if fits(head, tail)
        }
        if not scores:
            return None
        (i, j), best = max(scores.items(), key=lambda item: item[1])
        rivals = [score for (a, b), score in scores.items() if (a == i) != (b == j)]
        return (heads[i], tails[j]) if best > _MARGIN * max(rivals, default=0.0) and best > 0.02 else None


def _wording(article: ArticleText) -> set[str]:
    headline = "" if is_generic(article.headline) else article.headline
    return pairs(plain("".join((article.kicker, headline, *(block.text for block in article.body)))[:4000]))


def join_documents(documents: Iterable[IssueDocument]) -> IssueDocument:
    """Put the pages of one issue, read from several files, in page order and pair their jumps.

    Two pages with one label, different dates and different numbers are
    errors among the problems; the first page, date and number are kept.
    """
    joined = IssueDocument()
    pages: list[tuple[PageText, list[tuple[Place, Place]]]] = []
    for document in documents:
        _join_imprint(joined, document)
        joined.problems.extend(document.problems)
        first = len(pages)
        for page in document.pages:
            pages.append((page, []))
        for origin, target in document.continuations:
            pages[first + origin.page][1].append(
                (Place(first + origin.page, origin.article), Place(first + target.page, target.article))
            )
    _place_pages(joined, pages)
    if joined.date is not None:
        joined.problems[:] = [problem for problem in joined.problems if problem.code != "no-date"]
    pair_continuations(joined)
    return joined


def _join_imprint(joined: IssueDocument, document: IssueDocument) -> None:
    file = next((page.file for page in document.pages), "")
    for name, code in (("date", "date-contradiction"), ("number", "number-contradiction")):
        ours, theirs = getattr(joined, name), getattr(document, name)
        if ours is None:
            setattr(joined, name, theirs)
        elif theirs is not None and theirs != ours:
            joined.problems.append(Problem(code, None, file, {"printed": str(theirs), "given": str(ours)}))
    if joined.newspaper is None:
        joined.newspaper = document.newspaper
    elif document.newspaper not in (None, joined.newspaper):
        details = {"one": joined.newspaper, "other": document.newspaper}
        joined.problems.append(Problem("newspaper-contradiction", None, file, details))
    for name in ("edition", "title", "cn_number", "sponsor"):
        setattr(joined, name, getattr(joined, name) or getattr(document, name))


def _place_pages(joined: IssueDocument, pages: list[tuple[PageText, list[tuple[Place, Place]]]]) -> None:
    """Order the pages by label, leave out doubles, and carry the pairs over to the new places."""
    seen: dict[tuple[str, int], PageText] = {}
    kept: list[int] = []
    for index, (page, _) in enumerate(pages):
        key = label_key(page.label)
        if key in seen:
            details = {"page": page.label, "one": seen[key].file, "other": page.file}
            joined.problems.append(Problem("double-page", None, page.file, details))
        else:
            seen[key] = page
            kept.append(index)
    kept.sort(key=lambda index: label_key(pages[index][0].label))
    places = {old: new for new, old in enumerate(kept)}
    joined.pages = [pages[index][0] for index in kept]
    for page, number in zip(joined.pages, page_numbers([page.label for page in joined.pages]), strict=True):
        page.number = number
    for _, links in pages:
        for origin, target in links:
            if origin.page in places and target.page in places:
                moved = (Place(places[end.page], end.article) for end in (origin, target))
                joined.continuations.append(Continuation(*moved))


def page_numbers(labels: Sequence[str]) -> list[int]:
    """The places of pages in their issue: what the labels say, or plain counting where two would share a place."""
    numbers = [page_order(label) for label in labels]
    return numbers if len(set(numbers)) == len(numbers) else list(range(1, len(labels) + 1))
