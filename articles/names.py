"""One person under two spellings: who may be one, and how two authors become one without losing a byline.

Authors are compared only with those that share a key, such as a sound or all
signs but one, so the work grows with the names and not with their square. The
number of queries depends on nothing.
"""

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, pinyin

from . import permissions, workflow
from .editing import Refused, check_references, edited
from .issue_text.typography import is_ideograph
from .models import Article, Author, Byline, DistinctAuthors, Event, FormerAuthor, Issue, Page, Part, Review
from .models.issue import public_page

#: What so many names have in common tells of no two of them.
_CROWD = 25
#: For so many seconds a list of candidates is not made again, so that one can leaf through it.
_KEPT_FOR = 60
#: How many articles an author may have and still be somebody else's misprint, where little else says so.
_RARE = 2

_MARKS = re.compile(r"[\s·•・‧∙．.\-—_]")
_ROLE_BEFORE = re.compile(
    r"(?:本报|本刊|本台|本网)?((?:见习|实习|特派|特约|首席|全媒体|融媒体|融媒|摄影)?"
    r"(?:记者|通讯员|评论员|实习生|撰稿人|撰稿|摄影|编辑|责编|作者))[\s：:/／]*(?=..)"
)
_ROLE_BEHIND = re.compile(r"(?<=..)(?:[\s/／]*(摄影报道|摄影|供图|报道|整理|撰文|摄)|[\s/／]+(文|图))$")


class Reason(models.TextChoices):
    """Why two authors may be one, the surest first."""

    SAME = "same", _("the same but for spaces, dots and widths")
    ROLE = "role", _("a role stands in the name")
    TOGETHER = "together", _("two known names run together")
    VARIANT = "variant", _("traditional and simplified characters of one name")
    KIND = "kind", _("a person and an institution of one name")
    SOUND = "sound", _("sounds the same, written with another character")
    ONE_SIGN = "one-sign", _("one character differs")


#: How sure each reason is by itself; circumstances add at most 40.
_WEIGHT = {
    Reason.SAME: 200,
    Reason.ROLE: 190,
    Reason.TOGETHER: 180,
    Reason.VARIANT: 170,
    Reason.KIND: 100,
    Reason.SOUND: 60,
    Reason.ONE_SIGN: 40,
}


@dataclass(frozen=True)
class Candidate:
    """An author who may be another, or others; nobody, where only the name is to be mended. Primary keys."""

    reason: Reason
    author: int
    others: tuple[int, ...]
    score: int
    colleagues: int = 0


@dataclass
class _Person:
    """What is known of an author for comparing."""

    pk: int
    name: str
    distinction: str
    institution: bool
    sort_key: str
    articles: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)

    def __post_init__(self):
        self.plain = plain(self.name)


def plain(name: str) -> str:
    """A name without what tells nobody apart: spaces, dots, widths, capitals."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def without_role(name: str) -> tuple[str, str]:
    """A name and the role that stands in it, or nothing: 实习记者郝学文 -> 郝学文, 实习记者."""
    if found := _ROLE_BEFORE.match(name):
        return name[found.end() :], found[1]
    if found := _ROLE_BEHIND.search(name):
        return name[: found.start()], found[1] or found[2]
    return name, ""


# --- finding ---------------------------------------------------------------------------------------


def candidates() -> list[Candidate]:
    """Authors who may be one person, the likeliest first; what somebody denied is not asked again."""
    counts = models.Count("pk"), models.Max("pk")
    asked = (Author, Byline, DistinctAuthors)
    state = [tuple(model.objects.order_by().aggregate(n=counts[0], last=counts[1]).values()) for model in asked]
    key = f"names:{state}".replace(" ", "")
    if (known := cache.get(key)) is None:
        cache.set(key, known := _Search().found(), _KEPT_FOR)
    return known


class _Search:
    def __init__(self):
        rows = Author.objects.order_by("pk").values_list("pk", "name", "distinction", "institution", "sort_key")
        self.people = {row[0]: _Person(*row) for row in rows.iterator()}
        self.signed: dict[int, list[int]] = defaultdict(list)
        bylines = Byline.objects.order_by().values_list("author", "article", "role", "article__issue__newspaper")
        for author, article, role, paper in bylines.iterator():
            # Somebody may have been added since.
            if person := self.people.get(author):
                person.articles.add(article)
                person.papers.add(paper)
                self.signed[article].append(author)
                if role:
                    person.roles.add(role)
        self.denied = set(DistinctAuthors.objects.values_list("one", "other"))
        self.by_plain = _grouped(self.people.values(), lambda person: [person.plain])
        self._colleagues: dict[int, set[int]] = {}

    def found(self) -> list[Candidate]:
        made: dict[tuple[int, ...], Candidate] = {}
        for candidate in itertools.chain(self._same(), self._misread(), self._alike(), self._one_sign()):
            # The surer reason comes first.
            made.setdefault(tuple(sorted((candidate.author, *candidate.others))), candidate)
        return sorted(made.values(), key=lambda candidate: (-candidate.score, candidate.author))

    def _same(self) -> Iterator[Candidate]:
        for group in self.by_plain.values():
            for one, other in itertools.combinations(group, 2):
                if one.institution != other.institution:
                    yield from self._pair(Reason.KIND, one, other)
                elif one.name != other.name and not (one.distinction and other.distinction):
                    # Of one name exactly, they were told apart by somebody who gave a distinction.
                    yield from self._pair(Reason.SAME, one, other)

    def _misread(self) -> Iterator[Candidate]:
        """Names that hold more than a name."""
        for person in self.people.values():
            if person.institution:
                continue
            name, role = without_role(person.name)
            others = [other for other in self._known(plain(name)) if other is not person]
            if role and others:
                yield from self._pair(Reason.ROLE, person, others[0], goes=person)
            elif two := self._run_together(person, plain(name)):
                score = _WEIGHT[Reason.TOGETHER]
                yield Candidate(Reason.TOGETHER, person.pk, tuple(other.pk for other in two), score)
            elif role:
                yield Candidate(Reason.ROLE, person.pk, (), _WEIGHT[Reason.ROLE])

    def _known(self, name: str) -> list[_Person]:
        return [person for person in self.by_plain.get(name, ()) if not person.institution]

    def _run_together(self, person: _Person, name: str) -> tuple[_Person, _Person] | None:
        if not 4 <= len(name) <= 8 or not all(map(is_ideograph, name)):
            return None
        parted = ((self._known(name[:i]), self._known(name[i:])) for i in range(2, len(name) - 1))
        both = [(one[0], other[0]) for one, other in parted if one and other]
        both = [(one, other) for one, other in both if not self._is_denied(person, one)]
        # Where it can be parted in two ways, by the names that are seen more often.
        return max(both, key=lambda two: min(len(each.articles) for each in two), default=None)

    def _alike(self) -> Iterator[Candidate]:
        """Names that sound the same."""
        persons = (p for p in self.people.values() if not p.institution and p.sort_key and is_ideograph(p.name[:1]))
        for group in _grouped(persons, lambda person: [person.sort_key.replace(" ", "")]).values():
            for one, other in itertools.combinations(group, 2):
                if len(one.plain) != len(other.plain) or one.plain == other.plain:
                    continue
                if _are_variants(one.plain, other.plain):
                    yield from self._pair(Reason.VARIANT, one, other)
                elif len(group) <= _CROWD and self._may_be_one(one, other):
                    yield from self._pair(Reason.SOUND, one, other)

    def _one_sign(self) -> Iterator[Candidate]:
        """Names of three signs or more that have all but one."""
        persons = (p for p in self.people.values() if not p.institution and len(p.plain) >= 3)
        groups = _grouped(persons, lambda p: [(i, p.plain[:i] + p.plain[i + 1 :]) for i in range(len(p.plain))])
        for group in groups.values():
            if len(group) > _CROWD:
                continue
            for one, other in itertools.combinations(group, 2):
                if one.plain != other.plain and self._may_be_one(one, other) and self._is_likely(one, other):
                    yield from self._pair(Reason.ONE_SIGN, one, other)

    def _may_be_one(self, one: _Person, other: _Person) -> bool:
        """They have a paper in common, and never stood in one byline: that would be two."""
        return not one.papers.isdisjoint(other.papers) and one.articles.isdisjoint(other.articles)

    def _is_likely(self, one: _Person, other: _Person) -> bool:
        """Brothers have such names, too: they work with the same people, or one is hardly ever seen."""
        if self._shared_colleagues(one, other):
            return True
        seldom = min(len(one.articles), len(other.articles)) <= _RARE < max(len(one.articles), len(other.articles))
        return seldom and not one.roles.isdisjoint(other.roles) and one.plain[0] == other.plain[0]

    def _pair(self, reason: Reason, one: _Person, other: _Person, goes: _Person | None = None) -> Iterator[Candidate]:
        if self._is_denied(one, other):
            return
        goes = goes or min(one, other, key=lambda person: (len(person.articles), -person.pk))
        stays = other if goes is one else one
        shared = self._shared_colleagues(one, other)
        score = _WEIGHT[reason] + 5 * min(shared, 5) + 3 * (not one.roles.isdisjoint(other.roles))
        score += 3 * (not one.papers.isdisjoint(other.papers)) + 6 * (len(goes.articles) <= _RARE)
        yield Candidate(reason, goes.pk, (stays.pk,), score, shared)

    def _is_denied(self, one: _Person, other: _Person) -> bool:
        return (min(one.pk, other.pk), max(one.pk, other.pk)) in self.denied

    def _shared_colleagues(self, one: _Person, other: _Person) -> int:
        return len((self._beside(one) & self._beside(other)) - {one.pk, other.pk})

    def _beside(self, person: _Person) -> set[int]:
        if person.pk not in self._colleagues:
            self._colleagues[person.pk] = {other for article in person.articles for other in self.signed[article]}
        return self._colleagues[person.pk]


def _grouped(people: Iterable[_Person], keys) -> dict[object, list[_Person]]:
    groups = defaultdict(list)
    for person in people:
        for key in keys(person):
            groups[key].append(person)
    return groups


def _are_variants(one: str, other: str) -> bool:
    """Whether two names of one length are one in traditional and simplified characters.

    No table of them is at hand, but character sets are: what GB 2312 has and Big5
    lacks is simplified, what Big5 has and GB 2312 lacks is traditional.
    """
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(
        ((_is_only_simplified(a) and _is_only_traditional(b)) or (_is_only_traditional(a) and _is_only_simplified(b)))
        and _sounds(a) & _sounds(b)
        for a, b in differing
    )


def _is_only_simplified(sign: str) -> bool:
    return _is_in(sign, "gb2312") and not _is_in(sign, "big5")


def _is_only_traditional(sign: str) -> bool:
    return _is_in(sign, "big5") and not _is_in(sign, "gb2312")


def _is_in(sign: str, charset: str) -> bool:
    try:
        sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _sounds(sign: str) -> set[str]:
    return set(pinyin(sign, style=Style.TONE3, heteronym=True)[0])


# --- deciding --------------------------------------------------------------------------------------


def tell_apart(one: Author, others: Sequence[Author], user) -> None:
    """Remember that an author is none of the others."""
    for other in others:
        if one.pk != other.pk:
            first, second = sorted((one.pk, other.pk))
            DistinctAuthors.objects.get_or_create(one_id=first, other_id=second, defaults={"user": user})


@dataclass(frozen=True)
class Consequences:
    """What will say something else when an author's bylines go to another."""

    articles: int
    pages: int
    #: Of these pages, those that readers see, or will at a set time.
    out: int
    #: Signatures on pages that are not public yet, all void then.
    signatures: int
    #: Primary keys of those on pages that are, which stay with their readers: void, too.
    signatures_out: list[int]
    #: Issues that will be taken off the schedule.
    scheduled: list[Issue]
    #: Issues whose signatures must be voided.
    reviewed: list[Issue]


def consequences_of(author: Author) -> Consequences:
    articles = Byline.objects.filter(author=author).values("article")
    # The byline stands where an article begins.
    pages = Page.objects.filter(pk__in=Part.objects.filter(article__in=articles, sequence=1).values("page"))
    signatures = Review.objects.standing().filter(page__in=pages)
    signed = signatures.exclude(public_page("page__"))
    reviewed = list(Issue.objects.filter(pk__in=signed.values("page__issue")).select_related("newspaper"))
    return Consequences(
        articles=Article.objects.filter(pk__in=articles).count(),
        pages=pages.count(),
        out=pages.filter(status=Page.Status.PUBLISHED, issue__status=Issue.Status.PUBLISHED).count(),
        signatures=signed.count(),
        signatures_out=list(signatures.filter(public_page("page__")).values_list("pk", flat=True)),
        scheduled=[issue for issue in reviewed if issue.is_scheduled],
        reviewed=reviewed,
    )


@transaction.atomic
def merge(author: Author, into: Sequence[Author], user) -> Consequences:
    """Give an author's bylines to the one that it is, or to all that it is, and let its address lead there.

    Raises Refused if one of them is gone, or the user may not change what was published.
    """
    author, into = _locked(author, into)
    told = consequences_of(author)
    if told.out and (obstacle := permissions.obstacle_to_changing_public(user)):
        raise Refused(obstacle)
    where = _addresses(author)
    note = gettext("“%(author)s” became “%(into)s”") % {"author": author, "into": "、".join(map(str, into))}
    with ExitStack() as acts:
        # What waits for publication is compared and kept like by any other act; an archive of years need not be.
        # They are locked in one order everywhere, so that no two people wait for each other.
        for issue in sorted(told.reviewed, key=lambda issue: issue.pk):
            acts.enter_context(edited(issue, user, note=note[:200]))
        _move_bylines(author, into)
        workflow.void_signatures(Review.objects.filter(pk__in=told.signatures_out), user)
        _lead_on(author, into)
        _move_answers(author, into)
        author_name, fields = str(author), _fields_to_keep(author)
        author.delete()
        if len(into) == 1:
            _keep_fields(into[0], fields)
    # Somebody may have named the author while this went on.
    check_references()
    Event.objects.create(
        action=Event.Action.MERGED,
        subject=f"{author_name} → {'、'.join(map(str, into))}"[:300],
        user=user,
        actor=workflow.name_of(user)[:150],
        note="\n".join([note, *where]),
    )
    return told


def _locked(author: Author, into: Sequence[Author]) -> tuple[Author, list[Author]]:
    wanted = [author.pk, *(other.pk for other in into)]
    if len(set(wanted)) < len(wanted) or not into:
        raise Refused(gettext("Choose two different authors."))
    # Whoever has an issue locked and stores a byline in it needs the author's key, and this waits for that issue.
    rows = Author.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < len(wanted):
        raise Refused(gettext("One of these authors is gone; somebody else has merged or deleted it meanwhile."))
    first, *others = (found[pk] for pk in wanted)
    return first, others


def _addresses(author: Author) -> list[str]:
    """The articles that an author signs, for the record: it is the way back."""
    rows = Byline.objects.filter(author=author).order_by("article__issue__date", "article")
    names = rows.values_list("article__issue__newspaper__slug", "article__issue__date", "article__number", "role")
    return [f"{slug} {date.isoformat()} #{number} {role}".rstrip() for slug, date, number, role in names]


def _move_bylines(author: Author, into: list[Author]) -> None:
    """An article keeps one byline of each person and role: whoever wrote and photographed has two, as in print."""
    _, role = without_role(author.name)
    mine = Byline.objects.filter(author=author)
    with_others = Byline.objects.filter(author__in=into, article__in=mine.values("article"))
    articles = set((mine if role or len(into) > 1 else with_others).values_list("article", flat=True))
    for rows in _bylines_of(articles):
        _write_bylines(rows, _with_others(rows, author.pk, [other.pk for other in into], role))
    mine.update(author=into[0])


def _bylines_of(articles: Iterable[int]) -> Iterator[list[Byline]]:
    """The bylines of each article in order, some hundred articles at a time."""
    articles = iter(sorted(articles))
    while some := list(itertools.islice(articles, 500)):
        rows = Byline.objects.filter(article__in=some).order_by("article", "position", "pk")
        for _article, group in itertools.groupby(rows, key=lambda row: row.article_id):
            yield list(group)


def _with_others(rows: list[Byline], author: int, into: list[int], role: str) -> list[tuple[int, str]]:
    """An article's bylines as they shall be, as authors and roles, each once."""
    wanted = []
    for row in rows:
        if row.author_id == author:
            wanted += [(other, row.role or role) for other in into]
        else:
            wanted.append((row.author_id, row.role))
    with_role = {who for who, what in wanted if what}
    # What says less than another byline of the same person says nothing.
    return list(dict.fromkeys((who, what) for who, what in wanted if what or who not in with_role or who not in into))


def _write_bylines(rows: list[Byline], wanted: list[tuple[int, str]]) -> None:
    for position, (row, (author, role)) in enumerate(zip(rows, wanted, strict=False)):
        if (row.author_id, row.role, row.position) != (author, role, position):
            row.author_id, row.role, row.position = author, role, position
            row.save(update_fields=["author", "role", "position"])
    for row in rows[len(wanted) :]:
        row.delete()
    Byline.objects.bulk_create(
        Byline(article_id=rows[0].article_id, author_id=author, role=role, position=position)
        for position, (author, role) in list(enumerate(wanted))[len(rows) :]
    )


def _lead_on(author: Author, into: list[Author]) -> None:
    FormerAuthor.objects.filter(author=author).update(author=into[0])
    known_as = {"name": author.name, "distinction": author.distinction, "institution": author.institution}
    FormerAuthor.objects.create(number=author.pk, author=into[0], **(known_as if len(into) == 1 else {}))


def _move_answers(author: Author, into: list[Author]) -> None:
    """Whoever is not this author is not the one that it is either."""
    if len(into) > 1:
        return
    about = DistinctAuthors.objects.filter(models.Q(one=author) | models.Q(other=author))
    for answer in about.select_related("one", "other", "user"):
        tell_apart(into[0], [answer.other if answer.one_id == author.pk else answer.one], answer.user)


def _fields_to_keep(author: Author) -> dict[str, str]:
    return {"about": author.about, "distinction": author.distinction}


def _keep_fields(author: Author, fields: dict[str, str]) -> None:
    """What the one that went had, and this one has not."""
    if not author.about:
        author.about = fields["about"]
    if not author.distinction and fields["distinction"]:
        namesakes = Author.objects.filter(name=author.name, institution=author.institution)
        if not namesakes.filter(distinction=fields["distinction"]).exists():
            author.distinction = fields["distinction"]
    author.save()
