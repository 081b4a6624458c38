"""One act of the desk: what is changed within it is versioned, and voids the signatures it touches.

Whatever writes what a page says does so within ``edited``: the admin's forms,
the board, the import. So no writer can forget a version, a signature or a right.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext, ngettext

from . import permissions, versions, workflow
from .content import IssueContent, issue_content
from .issue_text.labels import page_phrase
from .models import Article, ArticleVersion, Event, Issue, Page, Review
from .workflow import Refused, name_of, still_there


class Outdated(Refused):
    """What was to be changed says something else by now than when it was opened; None if it is gone."""

    def __init__(self, stored: dict | None):
        self.stored = stored
        super().__init__(gettext("It was changed since you opened it; look at both versions, then choose."))


@dataclass
class Edit:
    """One act, and what it did once it is finished."""

    issue: Issue
    user: object
    actor: str
    note: str
    before: IssueContent
    scheduled: bool
    #: Pages and articles that the user may not change, and why: as it was when the act began, and all others waited.
    closed_pages: dict[int, str] = field(default_factory=dict)
    closed_articles: dict[int, str] = field(default_factory=dict)
    #: Signatures that did not hold any more when it began, whoever changed what they were given for.
    outdated: list[Review] = field(default_factory=list)
    #: Signatures that it voided.
    voided: list[Review] = field(default_factory=list)
    #: True if it took a scheduled issue off the schedule.
    unscheduled: bool = False
    #: Primary keys of the pages that say something else now.
    pages: set[int] = field(default_factory=set)
    #: What became of each article that says something else now, by its primary key.
    articles: dict[int, versions.Change] = field(default_factory=dict)
    finished: bool = False

    def finish(self) -> None:
        """See what was changed, and draw the consequences. What is written after this is not seen."""
        if self.finished:
            return
        self.finished = True
        check_references()
        after = issue_content(self.issue)
        self.pages = _changed(self.before.page_digests, after.page_digests)
        self.articles = self._changes(after)
        self._refuse_what_is_closed()
        if self.articles:
            versions.keep(self.issue, self.articles, self.actor, self.user, self.note)
        if come := {change.number: pk for pk, change in self.articles.items() if change.before is None}:
            versions.lead_back(self.issue, come)
        self._record_deletions()
        self.voided = workflow.void_outdated(self.issue, after, self.actor, self.user)
        # Its moment may have come meanwhile: then it is scheduled no more, but nobody took it off.
        self.unscheduled = self.scheduled and Issue.objects.get(pk=self.issue.pk).status != Issue.Status.PUBLISHED

    def _refuse_what_is_closed(self) -> None:
        obstacles = [self.closed_pages[pk] for pk in self.pages & self.closed_pages.keys()]
        obstacles += [self.closed_articles[pk] for pk in self.articles.keys() & self.closed_articles.keys()]
        if obstacles:
            raise Refused(*sorted(set(obstacles)))

    def _record_deletions(self) -> None:
        """Whoever deletes an article: a form, its page, an import. What became part of another is there still."""
        gone = {change.number: change.before for change in self.articles.values() if change.after is None}
        if gone:
            led_on = self.issue.former_numbers.filter(number__in=gone).values_list("number", flat=True)
            Event.objects.bulk_create(
                Event(
                    action=Event.Action.DELETED,
                    issue=self.issue,
                    article_number=number,
                    subject=f"{self.issue} {gone[number]['headline'] or gettext('(no headline)')}"[:300],
                    user=self.user,
                    actor=self.actor[:150],
                    note=self.note,
                )
                for number in sorted(gone.keys() - set(led_on))
            )

    def _changes(self, after: IssueContent) -> dict[int, versions.Change]:
        numbers = {**self.before.numbers, **after.numbers}
        return {
            pk: versions.Change(
                numbers[pk],
                self.before.articles.get(pk),
                after.articles.get(pk),
                self.before.begun.get(pk),
                (self.before.memories.get(pk, []), after.memories.get(pk, [])),
            )
            for pk in _changed(self.before.article_digests, after.article_digests)
        }

    def refuse_outdated(self, article: int, seen: str) -> None:
        """Raise Outdated unless the article still says what somebody saw, as told by its digest."""
        stored = self.before.articles.get(article)
        if stored is None or self.before.article_digests[article] != seen:
            raise Outdated(stored)

    @property
    def warnings(self) -> list[str]:
        """What whoever changed something should know, as sentences."""
        told = []
        if self.voided:
            pages = list(dict.fromkeys(review.page.phrase for review in self.voided))
            details = {"pages": gettext(", ").join(pages), "n": len(self.voided)}
            sentence = ngettext(
                "The change voided %(n)d signature on %(pages)s; the page must be signed again.",
                "The change voided %(n)d signatures on %(pages)s; what they signed must be signed again.",
                len(self.voided),
            )
            told.append(sentence % details)
        return told + workflow.consequences(self.outdated, self.unscheduled)


@contextmanager
def edited(
    issue: Issue, user=None, actor: str = "", note: str = "", closed_pages: Callable = permissions.closed_pages
) -> Iterator[Edit]:
    """Let one person change an issue, alone, in one transaction; the Edit is finished when the block ends.

    ``user`` is None for a command. ``closed_pages`` tells which pages of an issue a user may not change. Raises
    Refused, and takes everything back, if the user changed a page that was published or signed without the right to.
    """
    with transaction.atomic():
        workflow.lock(issue)
        scheduled = Issue.objects.get(pk=issue.pk).is_scheduled
        edit = Edit(issue, user, actor or name_of(user), note, issue_content(issue), scheduled)
        if user is not None:
            # Before signatures are found void: what waits signed for its moment is not open to an act through that.
            edit.closed_pages = closed_pages(issue, user)
            edit.closed_articles = permissions.closed_articles(issue, user)
        edit.outdated = workflow.void_outdated(issue, edit.before, user=user, noticed_by=edit.actor)
        yield edit
        edit.finish()


def check_references() -> None:
    """Raise Refused if somebody deleted meanwhile what this act refers to, such as an author that was merged.

    Nobody is kept from that by an issue's lock. SQLite lets one write at a time, and would read all tables for this.
    """
    if connection.vendor != "postgresql":
        return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        message = gettext("Something that belongs to this, such as an author, changed meanwhile; look at it once more.")
        raise Refused(message) from error


def _changed(before: dict[int, str], after: dict[int, str]) -> set[int]:
    return {pk for pk in {**before, **after} if before.get(pk) != after.get(pk)}


def rewrite(article: Article, content: dict, user, seen: str, note: str = "") -> Edit:
    """Make an article say ``content``, if it still says what the user saw; else Outdated is raised."""
    with edited(article.issue, user, note=note) as edit:
        edit.refuse_outdated(article.pk, seen)
        content = permissions.within_rights(user, content, edit.before.articles[article.pk])
        _put_back(Article.objects.select_related("issue").get(pk=article.pk), content)
        record(Event.Action.CHANGED, article, user, note)
    return edit


def restore(version: ArticleVersion, user, seen: str | None = None, homes: dict[str, str] | None = None) -> Edit:
    """Make an article say again what it said in a version; raises Gone if it was deleted, see ``bring_back``.

    ``seen`` is the digest of what the article said when that was decided. ``homes``
    leads from the labels of pages that are gone to those on which their text shall lie.
    """
    note = gettext("as in version %(n)d") % {"n": version.number}
    articles = Article.objects.select_related("issue").filter(issue=version.issue_id, number=version.article_number)
    with edited(version.issue, user, note=note) as edit:
        article = still_there(articles)
        if seen is not None:
            edit.refuse_outdated(article.pk, seen)
        content = permissions.within_rights(user, version.content, edit.before.articles[article.pk])
        moves = _put_back(article, content, homes)
        record(Event.Action.RESTORED, article, user, gettext(", ").join([note, *moves]))
    return edit


def bring_back(
    issue: Issue, number: int, content: dict, user, homes: dict[str, str] | None = None
) -> tuple[Article, Edit]:
    """Make a deleted article again, which then says ``content``, with ``homes`` as in ``restore``.

    It has its old number, so its addresses lead to it again, and its versions;
    another one if somebody else was given it meanwhile.
    """
    with edited(issue, user) as edit:
        if Article.objects.filter(issue=issue, number=number).exists():
            raise Refused(gettext("The article is there again already; open it instead."))
        (given,) = issue.take_article_numbers([number])
        former = ArticleVersion.objects.filter(issue=issue, article_number=given)
        begun_by = former.order_by("number").values_list("user", flat=True).first()
        article = Article.objects.create(issue=issue, number=given, created_by_id=begun_by)
        moves = _put_back(article, content, homes)
        article.refresh_from_db()
        record(Event.Action.RESTORED, article, user, gettext(", ").join(moves))
    return article, edit


def _put_back(article: Article, content: dict, homes: dict[str, str] | None = None) -> list[str]:
    """Make an article say a content; returns which text came to lie elsewhere than it did, in words."""
    try:
        remembered = versions.remembered(article, content)
        # A page may have been added again since it was asked for another one.
        gone = versions.homeless(article.issue, content)
        homes = {label: home for label, home in (homes or {}).items() if label in gone}
        versions.put_back(article, versions.rehoused(content, homes), remembered)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    sentence = gettext("%(gone)s put on %(home)s")
    phrases = {label: page_phrase(label, chinese=False) for label in {*homes, *homes.values()}}
    return [sentence % {"gone": phrases[label], "home": phrases[home]} for label, home in homes.items()]


def record(action: str, thing: Article | Page | Issue, user=None, note: str = "", actor: str = "") -> Event:
    """Write into the record who did what with an article, a page or an issue."""
    page = thing if isinstance(thing, Page) else None
    article = thing if isinstance(thing, Article) else None
    return Event.objects.create(
        action=action,
        issue=thing if isinstance(thing, Issue) else thing.issue,
        page=page,
        article=article,
        article_number=article and article.number,
        subject=(f"{thing.issue} {thing}" if article else str(thing))[:300],
        user=user,
        actor=(actor or name_of(user))[:150],
        note=note,
    )


__all__ = ["Edit", "Outdated", "Refused", "bring_back", "check_references", "edited", "record", "restore", "rewrite"]
