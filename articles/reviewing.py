"""What reviewers need to know: which pages wait for whom, and what changed on a page since it was last looked at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from . import permissions
from .comparing import Difference, differences
from .content import IssueContent
from .models import Article, ArticleVersion, Event, Issue, Page, Part, Review, Stage
from .models.review import STAGES

#: What an event of the record may have done to what a page says.
_CHANGING = (
    Event.Action.ADDED,
    Event.Action.CHANGED,
    Event.Action.DELETED,
    Event.Action.RESTORED,
    Event.Action.MOVED,
    Event.Action.CUT,
    Event.Action.JOINED,
    Event.Action.REORDERED,
    Event.Action.MERGED,
    Event.Action.IMPORTED,
)
#: The condition for a page that was sent back and still says what it said then.
_TO_BE_MENDED = Q(last_verdict=Review.Verdict.RETURNED, last_void=None)
#: So many characters of what stayed are shown before and after what changed.
_AROUND = 40


# --- which pages wait ------------------------------------------------------------------------------


def waiting_for(user) -> QuerySet[Page]:
    """The pages whose next signature this user may give, the oldest issue first; ``next_stage`` is what is asked for.

    They are told by the signatures that stand in the database: to compute the digest of every page would mean to
    read every article. Whoever opens a page voids what does not hold for it, and then it waits for the right person.
    A page that was sent back waits again once something on it was changed.
    """
    stages = [stage for stage in Stage if permissions.may_sign(user, stage)]
    own = Review.objects.standing().filter(_required(), page=OuterRef("pk"), user=user.pk)
    pages = _under_review().filter(next_stage__in=stages).exclude(Exists(own))
    return pages.exclude(_TO_BE_MENDED)


def sent_back() -> QuerySet[Page]:
    """The pages that somebody sent back and on which nothing was changed since."""
    return _under_review().filter(_TO_BE_MENDED)


def counts_by_stage(pages: QuerySet[Page]) -> dict[str, int]:
    return dict(pages.order_by().values_list("next_stage").annotate(Count("pk")))


def signed_count(page: str = "pk"):
    """How many signatures a page has of those its newspaper asks for, as an expression on pages."""
    signed = Review.objects.standing().filter(_required(), page=OuterRef(page)).order_by().values("page")
    return Coalesce(Subquery(signed.annotate(n=Count("pk")).values("n")), 0)


def _under_review() -> QuerySet[Page]:
    last = Review.objects.filter(page=OuterRef("pk")).order_by("-at", "-pk")
    pages = Page.objects.annotate(
        next_stage=_next_stage(),
        last_verdict=Coalesce(Subquery(last.values("verdict")[:1]), Value(""), output_field=CharField()),
        last_void=Subquery(last.values("voided_at")[:1]),
    )
    pages = pages.filter(pk__in=_unfinished()).exclude(next_stage="").select_related("issue__newspaper")
    return pages.order_by("issue__date", "issue__newspaper", "issue__edition", "number", "label")


def _unfinished() -> QuerySet:
    """The keys of the pages that are in the making; an archive that went out unreviewed asks for nothing.

    A page of it that was signed and then changed does. These few are found first, for all that follows asks
    for the signatures of each.
    """
    drafts = Page.objects.filter(issue__status=Issue.Status.DRAFT)
    late = Page.objects.filter(status=Page.Status.DRAFT, issue__status=Issue.Status.PUBLISHED)
    voided = Review.objects.filter(_required(), voided_at__isnull=False)
    return drafts.order_by().values("pk").union(late.order_by().values("pk"), voided.order_by().values("page"))


def _next_stage() -> Case:
    """The first stage of those that the newspaper asks for of which no signature stands; empty if there is none."""
    missing = (
        When(
            ~Exists(Review.objects.standing().filter(page=OuterRef("pk"), stage=stage)),
            issue__newspaper__reviews_required=required,
            then=Value(stage.value),
        )
        for required, stages in STAGES.items()
        for stage in stages
    )
    return Case(*missing, default=Value(""), output_field=CharField())


def _required() -> Q:
    """The condition for a verdict at a stage that the page's newspaper asks for today."""
    condition = Q()
    for required, stages in STAGES.items():
        if stages:
            condition |= Q(page__issue__newspaper__reviews_required=required, stage__in=stages)
    return condition


# --- what changed ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ArticleChange:
    """What became of one article of a page: it ``came`` to it, ``went`` from it, or says something else."""

    headline: str
    #: None once it is deleted.
    article: Article | None
    what: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def fields(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each field that differs, with what stayed, went and came in it; of long texts only what surrounds that."""
        return [(difference.name, list(_excerpt(difference.pieces))) for difference in self.differences]


def last_look(reviews: list[Review], stage: str | None) -> Review | None:
    """The verdict since which whoever gives the next one wants to know what changed.

    It is the last at this stage; if there was none yet, the last signature at a stage before.
    ``reviews`` are all of the page, in the order in which they were given.
    """
    if stage is None:
        return None
    own = [review for review in reviews if review.stage == stage]
    before = [review for review in reviews if _is_before(review.stage, stage) and review.verdict == "passed"]
    before.sort(key=lambda review: list(Stage).index(review.stage))
    return next(iter([*own[-1:], *before[-1:]]), None)


def changes_since(page: Page, moment: datetime, content: IssueContent) -> list[ArticleChange]:
    """How the articles of a page differ from what they said at a moment; ``content`` is what the issue says now."""
    issue = page.issue
    articles = {article.number: article for article in Article.objects.filter(issue=issue).only("number", "headline")}
    on_page = [entry["article"] for entry in content.pages[page.pk]["entries"]]
    changed = set(issue.versions.filter(at__gt=moment, article__isnull=False).values_list("article_number", flat=True))
    said = _said_at(issue, moment, {*on_page, *changed})
    made = []
    for number in dict.fromkeys([*on_page, *sorted(changed)]):
        article = articles.get(number)
        if article and number in said:
            made.append(_change(page, article, said[number], content.articles[article.pk], number in on_page))
    return [change for change in made if change]


def events_since(page: Page, moment: datetime) -> QuerySet[Event]:
    """What was done to the page, to what lies on it or to the whole issue since a moment."""
    lying = Part.objects.filter(page=page).values("article")
    about = Q(page=page) | Q(article__in=lying) | Q(page=None, article=None)
    return page.issue.events.filter(about, at__gt=moment, action__in=_CHANGING)


def _is_before(stage: str, other: str) -> bool:
    return list(Stage).index(stage) < list(Stage).index(other)


def _said_at(issue: Issue, moment: datetime, numbers: set[int]) -> dict[int, dict | None]:
    """What articles said at a moment, by their numbers: None for one that was not there yet.

    One of which no version tells, because nothing of it was ever changed, is left out.
    """
    rows = ArticleVersion.objects.filter(issue=issue, article_number__in=numbers)
    same = rows.filter(article_number=OuterRef("article_number")).order_by("number")
    until = Subquery(same.filter(at__lte=moment).order_by("-number").values("number")[:1])
    after = Subquery(same.filter(at__gt=moment).values("number")[:1])
    # What an article said before its first change is kept with that change, and without a name.
    said = {row.article_number: None if row.actor else row.content for row in rows.filter(number=after)}
    return said | {row.article_number: row.content for row in rows.filter(number=until)}


def _change(page: Page, article: Article, before: dict | None, after: dict, is_there: bool) -> ArticleChange | None:
    was_there = before is not None and bool(_places(before, page))
    if not is_there:
        return ArticleChange(before["headline"], article, "went") if was_there else None
    if before is None:
        return ArticleChange(after["headline"], article, "came")
    found = list(_differences_on(page, before, after))
    if not found and was_there:
        return None
    return ArticleChange(after["headline"], article, "changed" if was_there else "came", found)


def _differences_on(page: Page, before: dict, after: dict) -> Iterator[Difference]:
    """The differences of what this page prints of an article; what others print of it is signed there."""
    yield from differences(_printed_on(page, before), _printed_on(page, after))
    places = _places(before, page) | _places(after, page)
    jumps = [_jumps(content, places) for content in (before, after)]
    if jumps[0] != jumps[1]:
        yield Difference("jumps", gettext("jump lines"), *jumps)


def _printed_on(page: Page, content: dict) -> dict:
    """Of an article's content what the page prints; a page on which it only goes on does not print the rest."""
    places = _places(content, page)
    parts = [part for n, part in enumerate(content["parts"], 1) if n in places]
    if 1 in places:
        return content | {"parts": parts}
    nothing = {key: [] if isinstance(value, list) else "" for key, value in content.items()}
    return nothing | {"parts": parts, "headline": content["headline"], "pictures": content["pictures"]}


def _places(content: dict, page: Page) -> set[int]:
    """Which of an article's parts, counted from 1, lie on the page."""
    return {n for n, part in enumerate(content["parts"], 1) if part["page"] == page.label}


def _jumps(content: dict, places: set[int]) -> str:
    """The pages that a page's jump lines name: 1 → 3."""
    labels = [part["page"] for part in content["parts"]]
    around = {n + step for n in places for step in (-1, 0, 1)}
    return " → ".join(label for n, label in enumerate(labels, 1) if n in around)


def _excerpt(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for i, (sign, text) in enumerate(pieces):
        if sign != "=" or len(text) <= 2 * _AROUND + 1:
            yield sign, text
        else:
            head = text[:_AROUND] if i else ""
            tail = text[-_AROUND:] if i + 1 < len(pieces) else ""
            yield sign, f"{head}……{tail}"
