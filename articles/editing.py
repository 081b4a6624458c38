"""One act of the desk: what is changed within it is versioned, and voids the signatures it touches.

Whatever writes what a page says does so within ``edited``: the admin's forms,
the board, the import. So no writer can forget a version, a signature or a right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext, ngettext

from . import permissions, versions, workflow
from .content import IssueContent, issue_content
from .models import Article, ArticleVersion, Event, Issue, Page, Review
from .workflow import Refused, name_of


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
    #: Signatures that it voided.
    voided: list[Review] = field(default_factory=list)
    #: True if it took a scheduled issue off the schedule.
    unscheduled: bool = False
    #: Primary keys of the pages and articles that say something else now.
    pages: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    finished: bool = False

    def finish(self) -> None:
        """See what was changed, and draw the consequences. What is written after this is not seen."""
        if self.finished:
            return
        self.finished = True
        after = issue_content(self.issue)
        self.pages = _changed(self.before.page_digests, after.page_digests)
        self.articles = _changed(self.before.article_digests, after.article_digests)
        self._refuse_what_is_closed()
        if self.articles:
            changes = {pk: (self.before.articles.get(pk), after.articles.get(pk)) for pk in self.articles}
            versions.keep(self.issue, changes, self.actor, self.user, self.note)
        self.voided = workflow.void_outdated(self.issue, after, self.actor, self.user)
        self.unscheduled = self.scheduled and not Issue.objects.get(pk=self.issue.pk).is_scheduled

    def _refuse_what_is_closed(self) -> None:
        obstacles = [self.closed_pages[pk] for pk in self.pages & self.closed_pages.keys()]
        obstacles += [self.closed_articles[pk] for pk in self.articles & self.closed_articles.keys()]
        if obstacles:
            raise Refused(*sorted(set(obstacles)))

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
        if self.unscheduled:
            told.append(gettext("The issue was taken off the schedule; schedule it again once it is signed."))
        return told


@contextmanager
def edited(issue: Issue, user=None, actor: str = "", note: str = "") -> Iterator[Edit]:
    """Let one person change an issue, alone, in one transaction; the Edit is finished when the block ends.

    ``user`` is None for a command. Raises Refused, and takes everything back, if
    the user changed a page that was published or signed without the right to.
    """
    with transaction.atomic():
        workflow.lock(issue)
        scheduled = Issue.objects.get(pk=issue.pk).is_scheduled
        edit = Edit(issue, user, actor or name_of(user), note, issue_content(issue), scheduled)
        if user is not None:
            edit.closed_pages = permissions.closed_pages(issue, user)
            edit.closed_articles = permissions.closed_articles(issue, user)
        yield edit
        edit.finish()


def _changed(before: dict[int, str], after: dict[int, str]) -> set[int]:
    return {pk for pk in {**before, **after} if before.get(pk) != after.get(pk)}


def restore(version: ArticleVersion, user) -> Edit:
    """Make an article say again what it said in a version."""
    article = version.article
    note = gettext("as in version %(n)d") % {"n": version.number}
    with edited(article.issue, user, note=note) as edit:
        versions.put_back(Article.objects.select_related("issue").get(pk=article.pk), version.content)
    record(Event.Action.RESTORED, article, user, note)
    return edit


def record(action: str, thing: Article | Page | Issue, user=None, note: str = "", actor: str = "") -> Event:
    """Write into the record who did what with an article, a page or an issue."""
    page = thing if isinstance(thing, Page) else None
    article = thing if isinstance(thing, Article) else None
    return Event.objects.create(
        action=action,
        issue=thing if isinstance(thing, Issue) else thing.issue,
        page=page,
        article=article,
        subject=(f"{thing.issue} {thing}" if article else str(thing))[:300],
        user=user,
        actor=(actor or name_of(user))[:150],
        note=note,
    )


__all__ = ["Edit", "Refused", "edited", "record", "restore"]
