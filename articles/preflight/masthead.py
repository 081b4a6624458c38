"""The masthead (报头) and the ledger of issue numbers. All of it warns: readers can still read the paper."""

from collections.abc import Iterator

from django.utils.translation import gettext

from ..models import Issue
from .findings import Finding, rule, warns
from .proof import Proof

#: After so many days without an issue in the archive, its numbers are no longer expected to be whole.
_ARCHIVE_IS_SCATTERED = 31


@rule
def masthead(proof: Proof) -> Iterator[Finding]:
    newspaper = proof.issue.newspaper
    if newspaper.name == newspaper.slug:
        message = gettext("The newspaper’s name is missing; its address stands in the masthead instead.")
        yield warns("newspaper-name", message, newspaper)
    if not newspaper.cn_number:
        message = gettext("The CN number (国内统一连续出版物号 or 准印证 number) is missing in the masthead.")
        yield warns("cn-number", message, newspaper)


@rule
def issue_number(proof: Proof) -> Iterator[Finding]:
    # An extra edition (号外) stands outside the count.
    if proof.issue.number is None and not proof.issue.edition:
        yield warns("issue-number", gettext("The running issue number (总期号) is missing."), proof.issue)


@rule
def issue_number_twice(proof: Proof) -> Iterator[Finding]:
    if _is_counted(proof.issue) and proof.twin:
        message = gettext("No. %(number)d is also the issue of %(date)s.")
        message %= {"number": proof.issue.number, "date": proof.twin.date.isoformat()}
        yield warns("issue-number-twice", message, proof.issue)


@rule
def issue_number_in_order(proof: Proof) -> Iterator[Finding]:
    """Each issue's number is one more than that of the issue before."""
    issue, before = proof.issue, proof.before
    if not _is_counted(issue) or before is None or issue.number in (before.number, before.number + 1):
        return
    days, step = (issue.date - before.date).days, issue.number - before.number
    facts = {"number": issue.number, "before": before.number, "date": before.date.isoformat()}
    if step < 0:
        message = gettext("No. %(number)d is smaller than that of the issue before: %(date)s was No. %(before)d.")
    elif step > days:
        message = gettext("No. %(number)d is too large: %(date)s was No. %(before)d, and fewer days have passed.")
    elif days <= _ARCHIVE_IS_SCATTERED:
        message = gettext(
            "The issue before, of %(date)s, was No. %(before)d; No. %(number)d is wrong, or issues between are missing."
        )
    else:
        return
    yield warns("issue-number-order", message % facts, issue)


def _is_counted(issue: Issue) -> bool:
    return issue.number is not None and not issue.edition
