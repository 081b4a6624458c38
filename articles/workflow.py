"""Review, publish, schedule, withdraw: the only writer of a status, so that every change leaves its trace.

A page is signed by different people, stage after stage (三审). Each signature is
bound to the digest of everything on the page, so a later change voids it.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext

from . import permissions, preflight, versions
from .content import IssueContent, issue_content, issue_contents
from .models import Event, Issue, Page, Part, Review
from .models.review import STAGES
from .preflight import Finding

_CHINESE = re.compile(r"[\u3400-\u9fff]+")


class Refused(Exception):
    """What was asked for is not done, for these reasons: sentences for whoever asked."""

    def __init__(self, *reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class Gone(Refused):
    """What something was to be done with was deleted while others had it locked."""

    def __init__(self):
        super().__init__(gettext("It was deleted meanwhile, so nothing was done."))


@dataclass(frozen=True)
class Standing:
    """How far the review of a page has come: its stages in order, each with the signature that holds, or None."""

    page: Page
    signatures: dict[str, Review | None]

    @property
    def next_stage(self) -> str | None:
        return next((stage for stage, review in self.signatures.items() if review is None), None)

    @property
    def is_complete(self) -> bool:
        return self.next_stage is None

    @property
    def signed(self) -> int:
        return sum(review is not None for review in self.signatures.values())


def name_of(user) -> str:
    """How the record names a user: 李敏, since the family name comes first where names are Chinese."""
    if _CHINESE.fullmatch(user.last_name):
        return f"{user.last_name}{user.first_name}"
    return user.get_full_name() or user.get_username()


def lock(issue: Issue) -> None:
    """Let nobody else change the issue until this transaction ends; raises Gone if somebody deleted it before."""
    still_there(Issue.objects.select_for_update().only("pk").filter(pk=issue.pk))


def still_there(rows: QuerySet):
    """The one row of a query; raises Gone if there is none any more."""
    row = rows.first()
    if row is None:
        raise Gone
    return row


# --- review ----------------------------------------------------------------------------------------


def standings(issue: Issue) -> dict[int, Standing]:
    """The state of review of each page, by its primary key; ``issue.newspaper`` should be fetched."""
    return _standings([issue])[issue.pk]


def _standings(issues: list[Issue]) -> dict[int, dict[int, Standing]]:
    """The state of review of the pages of each issue, by primary key; newspapers and pages should be fetched."""
    signatures = {}
    for review in Review.objects.standing().filter(page__issue__in=issues):
        signatures[review.page_id, review.stage] = review
    return {issue.pk: {page.pk: _standing(page, issue, signatures) for page in issue.pages.all()} for issue in issues}


def _standing(page: Page, issue: Issue, signatures: dict[tuple[int, str], Review]) -> Standing:
    stages = STAGES[issue.newspaper.reviews_required]
    return Standing(page, {stage: signatures.get((page.pk, stage)) for stage in stages})


@transaction.atomic
def sign(page: Page, user, comment: str = "", seen: str | None = None) -> Review:
    """Sign the next stage of a page's review.

    ``seen`` is the digest of the page as the signer saw it. Raises Refused if the
    page has changed since, has all its signatures, has one of this person
    already, if the stage is another's to sign, or if preflight found what blocks.
    """
    issue = _locked_issue(page)
    content = issue_content(issue)
    void_outdated(issue, content, user=user)
    standing = _standing_of(page, issue)
    if obstacle := obstacle_to_signing(user, standing):
        raise Refused(obstacle)
    _check_seen(page, content, seen)
    if blocking := [finding for finding in preflight.check(issue) if finding.blocks and finding.concerns(page)]:
        raise Refused(*(finding.sentence for finding in blocking))
    _void_of_former_stages(page, user, standing)
    review = _review(page, standing.next_stage, Review.Verdict.PASSED, user, comment, content)
    note = f"{review.get_stage_display()} {review.comment}".strip()
    _record(Event.Action.SIGNED, issue, user=user, page=page, note=note)
    return review


def obstacle_to_signing(user, standing: Standing) -> str:
    """Why this user may not sign the next stage of a page; empty if there is nothing in the way."""
    stage = standing.next_stage
    if not standing.signatures:
        return gettext("Pages of this newspaper are not signed.")
    if stage is None:
        return gettext("The page has all its signatures.")
    if not permissions.may_sign(user, stage):
        return gettext("Next comes the %(stage)s, which your role does not sign.") % {"stage": stage.label}
    if any(review and review.user_id == user.pk for review in standing.signatures.values()):
        return gettext("You have signed this page already; the next review is another person’s.")
    return ""


@transaction.atomic
def send_back(page: Page, user, comment: str, seen: str | None = None) -> Review:
    """Send a page back with a comment that says what to mend; its signatures are void."""
    issue = _locked_issue(page)
    content = issue_content(issue)
    standing = _standing_of(page, issue)
    if obstacle := obstacle_to_sending_back(user, standing):
        raise Refused(obstacle)
    if not comment.strip():
        raise Refused(gettext("Say what is to be mended; a page is sent back with a comment."))
    _check_seen(page, content, seen)
    stage = standing.next_stage or list(standing.signatures)[-1]
    review = _review(page, stage, Review.Verdict.RETURNED, user, comment, content)
    _record(Event.Action.RETURNED, issue, user=user, page=page, note=review.comment)
    _void(list(page.reviews.standing().select_related("page")), issue, name_of(user), user, at=review.at)
    _take_off_schedule(issue, name_of(user), user, gettext("%(page)s was sent back.") % {"page": page.phrase})
    return review


def obstacle_to_sending_back(user, standing: Standing) -> str:
    if not permissions.may_sign_any(user):
        return gettext("Only those who sign pages send them back.")
    if not standing.signatures:
        return gettext("Pages of this newspaper are not signed, so none is sent back.")
    return ""


def void_outdated(
    issue: Issue, content: IssueContent | None = None, actor: str = "", user=None, noticed_by: str = ""
) -> list[Review]:
    """Void the signatures of pages that say something else than when they were signed; returns these signatures.

    That a page was sent back is void then, too: something was done about it.

    ``actor`` is whose change it was, as far as that is known: what is changed for all issues at once, such as
    an author's name, is noticed only when somebody looks at the page or asks something of it: ``user``, or
    ``noticed_by`` where that is a command.

    A scheduled issue whose signatures no longer hold is taken off the schedule; a
    public one stays with its readers.
    """
    given = list(Review.objects.filter(page__issue=issue, voided_at=None).select_related("page"))
    if not given:
        return []
    digests = (content or issue_content(issue)).page_digests
    outdated = [review for review in given if review.digest != digests[review.page_id]]
    signatures = [review for review in outdated if review.stands]
    answered = [review.pk for review in outdated if not review.stands]
    Review.objects.filter(pk__in=answered).update(voided_at=timezone.now(), voided_by=actor[:150])
    _void(signatures, issue, actor, user, noticed_by=noticed_by)
    if signatures:
        note = gettext("Signatures of %(pages)s no longer hold.") % {"pages": _pages_of(signatures)}
        _take_off_schedule(issue, actor or noticed_by, user, note)
    return signatures


@transaction.atomic
def looked_at(issue: Issue, user) -> tuple[IssueContent, list[Review]]:
    """What an issue says as somebody begins to review it, and the signatures that turned out not to hold for it.

    The issue is locked within the caller's transaction, so what is read in it is what the digests tell.
    """
    lock(issue)
    content = issue_content(issue)
    return content, void_outdated(issue, content, user=user)


def void_signatures(signatures: QuerySet, user) -> None:
    """Void signatures in any number of issues, for a change of one who knows that it touches all their pages."""
    _void(list(signatures.standing().select_related("page__issue__newspaper")), None, name_of(user), user)


def consequences(outdated: list[Review], unscheduled: bool) -> list[str]:
    """What follows from signatures that turned out not to hold, though nobody at the desk changed their pages."""
    told = []
    if outdated:
        sentence = gettext(
            "Signatures of %(pages)s no longer hold: "
            "what the page says was changed elsewhere, such as an author’s name."
        )
        told.append(sentence % {"pages": _pages_of(outdated)})
    if unscheduled:
        told.append(gettext("The issue was taken off the schedule; schedule it again once it is signed."))
    return told


def _pages_of(reviews: list[Review]) -> str:
    return gettext(", ").join(dict.fromkeys(review.page.phrase for review in reviews))


def _locked_issue(page: Page) -> Issue:
    """The page's issue as it is stored now: how many signatures its newspaper asks for may have changed."""
    lock(page.issue)
    return Issue.objects.select_related("newspaper").get(pk=page.issue_id)


def _standing_of(page: Page, issue: Issue) -> Standing:
    """How far a page's review has come, now that the issue is locked."""
    if page.pk not in (found := standings(issue)):
        raise Gone
    return found[page.pk]


def _check_seen(page: Page, content: IssueContent, seen: str | None) -> None:
    if seen is not None and seen != content.page_digests[page.pk]:
        raise Refused(gettext("The page was changed since you opened it; look at it once more, then sign."))


def _void_of_former_stages(page: Page, user, standing: Standing) -> None:
    """One who signed a stage that is no longer asked for may sign another: that signature goes."""
    former = page.reviews.standing().filter(user=user).exclude(stage__in=standing.signatures).select_related("page")
    _void(list(former), page.issue, name_of(user), user)


def _void(
    reviews: list[Review],
    issue: Issue | None,
    actor: str,
    user=None,
    at: datetime | None = None,
    noticed_by: str = "",
) -> None:
    """Void reviews of one issue, or of several if their pages are fetched with theirs."""
    now = at or timezone.now()
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(voided_at=now, voided_by=actor[:150])
    told = []
    for review in reviews:
        review.voided_at, review.voided_by = now, actor[:150]
        review.page.issue = issue or review.page.issue
        note = f"{review.get_stage_display()} {review.reviewer}"
        if not actor:
            note = f"{note} {gettext('(Noticed only now: what the page says was changed elsewhere.)')}"
        who = actor or noticed_by
        told.append(_event(Event.Action.VOIDED, review.page.issue, actor=who, user=user, page=review.page, note=note))
    Event.objects.bulk_create(told)


def _take_off_schedule(issue: Issue, actor: str, user=None, note: str = "") -> None:
    issue.refresh_from_db(fields=["status", "publish_at"])
    if issue.is_scheduled:
        issue.status, issue.publish_at = Issue.Status.DRAFT, None
        issue.save(update_fields=["status", "publish_at", "updated_at"])
        issue.pages.update(status=Page.Status.DRAFT)
        _record(Event.Action.UNSCHEDULED, issue, actor=actor, user=user, note=note)


def _review(page, stage, verdict, user, comment, content: IssueContent) -> Review:
    _keep_what_was_seen(page, content)
    return Review.objects.create(
        page=page,
        stage=stage,
        verdict=verdict,
        user=user,
        reviewer=name_of(user)[:150],
        comment=comment.strip(),
        digest=content.page_digests[page.pk],
    )


def _keep_what_was_seen(page: Page, content: IssueContent) -> None:
    """So that the next look at the page can be told what is new since this one."""
    on_page = Part.objects.filter(page=page).values_list("article_id", flat=True)
    seen = {
        pk: versions.Change(content.numbers[pk], content.articles[pk], content.articles[pk], content.begun[pk])
        for pk in on_page
    }
    versions.keep(page.issue, seen, actor="")


# --- publication -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Readiness:
    """What stands between an issue and its readers: what preflight found, and which signatures its pages lack."""

    issue: Issue
    findings: list[Finding]
    #: Of each page in its order, the signatures that hold for what it says now.
    standings: list[Standing]
    #: Primary key of a page that lacks signatures -> what became of those it had, or of its last review.
    lost: dict[int, list[Review]]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def unsigned(self) -> list[Standing]:
        return [standing for standing in self.standings if not standing.is_complete]

    @property
    def obstacles(self) -> list[str]:
        """Why the issue may not be published yet, as sentences; none if it may."""
        told = [finding.sentence for finding in self.blocking]
        if self.unsigned:
            pages = gettext(", ").join(standing.page.phrase for standing in self.unsigned)
            told.append(gettext("Not signed by all yet: %(pages)s.") % {"pages": pages})
        for standing in self.unsigned:
            told += [f"{standing.page.phrase}: {reason}" for reason in self.reasons(standing)]
        return told

    def reasons(self, standing: Standing) -> list[str]:
        """Why a page lost signatures, as far as it had any."""
        return [_what_became_of(review) for review in self.lost.get(standing.page.pk, ())]


def _what_became_of(review: Review) -> str:
    facts = {"name": review.reviewer, "stage": review.get_stage_display(), "comment": review.comment}
    if review.verdict == Review.Verdict.RETURNED:
        return gettext("It was sent back by %(name)s: %(comment)s") % facts
    if review.voided_by:
        facts["by"] = review.voided_by
        return gettext("The signature of %(name)s, %(stage)s, is void since %(by)s changed the page.") % facts
    return gettext("The signature of %(name)s, %(stage)s, is void since the page was changed.") % facts


def readiness(issue: Issue, content: IssueContent | None = None) -> Readiness:
    """Look at an issue as it is stored now, without changing anything, in the same number of queries for any size."""
    return _readiness([issue], {issue.pk: content or issue_content(issue)})[issue.pk]


def readiness_of_all(issues: list[Issue]) -> dict[int, Readiness]:
    """Look at several issues at once, by their primary keys, in the same number of queries for any number."""
    prefetch_related_objects(issues, "newspaper", "pages")
    return _readiness(issues, issue_contents(issues))


def _readiness(issues: list[Issue], contents: dict[int, IssueContent]) -> dict[int, Readiness]:
    holding = {
        pk: [_as_it_holds(standing, contents[pk].page_digests) for standing in of_issue.values()]
        for pk, of_issue in _standings(issues).items()
    }
    unsigned = {s.page.pk: s for of_issue in holding.values() for s in of_issue if not s.is_complete}
    lost = _lost(unsigned) if unsigned else {}
    findings = preflight.check_all(issues)
    return {
        issue.pk: Readiness(
            issue,
            findings[issue.pk],
            holding[issue.pk],
            {s.page.pk: lost[s.page.pk] for s in holding[issue.pk] if s.page.pk in lost},
        )
        for issue in issues
    }


def _as_it_holds(standing: Standing, digests: dict[int, str]) -> Standing:
    # Nothing is locked here: a page may have come since its issue was read.
    digest = digests.get(standing.page.pk)
    kept = {
        stage: review if review and review.digest == digest else None for stage, review in standing.signatures.items()
    }
    return Standing(standing.page, kept)


def _lost(unsigned: dict[int, Standing]) -> dict[int, list[Review]]:
    """Of each missing stage the review that it had last; being sent back is the last word on a whole page."""
    last: dict[int, list[Review]] = {pk: [] for pk in unsigned}
    for review in Review.objects.filter(page__in=unsigned).order_by("at", "pk"):
        if review.verdict == Review.Verdict.RETURNED:
            last[review.page_id] = [review]
        else:
            others = [known for known in last[review.page_id] if known.stage != review.stage]
            last[review.page_id] = [*(known for known in others if known.verdict == Review.Verdict.PASSED), review]
    return {
        pk: [review for review in reviews if unsigned[pk].signatures.get(review.stage) is None]
        for pk, reviews in last.items()
    }


def obstacles_to_publishing(issue: Issue) -> list[str]:
    """Why an issue may not go to its readers yet: blocking findings, and pages without all their signatures."""
    return readiness(issue).obstacles


@transaction.atomic
def publish(
    issue: Issue, actor: str = "", user=None, at: datetime | None = None, note: str = "", unreviewed: bool = False
) -> None:
    """Make an issue with all its pages public, from ``at`` on: now, if not given.

    An issue that is public already keeps the moment from which it was; pages
    that came later become public with it. Raises Refused while something is in
    the way, unless the issue goes out ``unreviewed``, as those of an archive do:
    they were public from a day in the past.
    """
    _check_decides(user)
    lock(issue)
    issue.refresh_from_db()
    actor = actor or name_of(user)
    content = issue_content(issue)
    # Nobody is blamed for a change that is noticed only now.
    void_outdated(issue, content, user=user, noticed_by=actor)
    if not unreviewed and (obstacles := _obstacles_to_moment(issue, at) + readiness(issue, content).obstacles):
        raise Refused(*obstacles)
    if not issue.is_public or at is not None:
        issue.publish_at = at or timezone.now()
    issue.status = Issue.Status.PUBLISHED
    if issue.is_public:
        issue.notice = ""
    issue.save(update_fields=["status", "publish_at", "notice", "updated_at"])
    issue.pages.update(status=Page.Status.PUBLISHED)
    if issue.is_scheduled:
        moment = timezone.localtime(issue.publish_at)
        _record(Event.Action.SCHEDULED, issue, actor=actor, user=user, note=f"{moment:%Y-%m-%d %H:%M} {note}".strip())
    else:
        _record(Event.Action.PUBLISHED, issue, actor=actor, user=user, note=note)


def obstacle_to_moment(at: datetime) -> str:
    """Why nothing can be scheduled for this moment; empty if there is nothing in the way."""
    if at <= timezone.now():
        return gettext("That moment has passed; choose a later one, or publish at once.")
    return ""


def _obstacles_to_moment(issue: Issue, at: datetime | None) -> list[str]:
    if at is None:
        is_all_out = issue.is_public and not issue.pages.exclude(status=Page.Status.PUBLISHED).exists()
        return [gettext("Readers have all of the issue already.")] if is_all_out else []
    if issue.is_public:
        return [gettext("Readers have the issue already; pages that came later are published at once.")]
    if passed := obstacle_to_moment(at):
        return [passed]
    return []


@transaction.atomic
def unschedule(issue: Issue, actor: str = "", user=None, note: str = "") -> None:
    """Take an issue off the schedule before its moment comes; its signatures stay."""
    _check_decides(user)
    lock(issue)
    issue.refresh_from_db()
    if not issue.is_scheduled:
        raise Refused(gettext("The issue is not scheduled."))
    _take_off_schedule(issue, actor, user, note)


@transaction.atomic
def withdraw(issue: Issue, actor: str = "", user=None, note: str = "", notice: str = "") -> None:
    """Take an issue back from its readers; ``notice`` tells them why. Nothing is deleted."""
    _check_decides(user)
    lock(issue)
    issue.refresh_from_db()
    if not issue.is_public:
        # What nobody could read leaves no notice: that would tell of it.
        raise Refused(gettext("Readers do not have the issue, so it cannot be withdrawn."))
    issue.status, issue.notice = Issue.Status.WITHDRAWN, notice.strip()
    issue.save(update_fields=["status", "notice", "updated_at"])
    issue.pages.update(status=Page.Status.DRAFT)
    _record(Event.Action.WITHDRAWN, issue, actor=actor or name_of(user), user=user, note=note)


def _check_decides(user) -> None:
    """Whoever runs a command has the server; at the desk it takes the right to."""
    if user is not None and not user.has_perm("articles.publish_issue"):
        raise Refused(gettext("Only those who may publish decide what readers get."))


def _record(action, issue, **details) -> None:
    _event(action, issue, **details).save(force_insert=True)


def _event(action, issue, actor="", user=None, page=None, note="") -> Event:
    return Event(
        action=action,
        issue=issue,
        page=page,
        subject=str(page or issue)[:300],
        actor=(actor or name_of(user))[:150],
        user=user,
        note=note,
    )
