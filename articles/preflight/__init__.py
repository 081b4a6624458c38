"""What is missing before a page may be signed and an issue may go to its readers, from the trade's own rules.

An issue is read once, as a ``Proof`` (清样). A rule is one function over it that
yields findings and asks the database for nothing. What blocks is what readers
would see broken or find empty; for everything else a person decides, because
what is rare in a newspaper is not for that reason wrong.
"""

from collections.abc import Iterable

from ..models import Issue

# In the order in which a person looks at a paper; importing them is what makes the rules known.
from . import masthead, pages, jumps, stories, pictures, areas, language, dates  # noqa: F401 isort: skip
from .findings import RULES, Finding, Rule, Severity, rule
from .proof import Proof, read_proof, read_proofs


def check(issue: Issue) -> list[Finding]:
    """Run every rule over an issue as it is stored now.

    What concerns the whole issue comes first, then page after page; on each, what blocks first.
    """
    return check_proof(read_proof(issue))


def check_all(issues: Iterable[Issue]) -> dict[int, list[Finding]]:
    """The findings of several issues, by their primary keys, in the same number of queries for any number."""
    return {pk: check_proof(proof) for pk, proof in read_proofs(issues).items()}


def check_proof(proof: Proof) -> list[Finding]:
    found = [finding for run in RULES for finding in run(proof)]
    place = {page.pk: place for place, page in enumerate(proof.pages)}
    return sorted(found, key=lambda f: (place[f.page.pk] if f.page else -1, not f.blocks))


__all__ = ["RULES", "Finding", "Proof", "Rule", "Severity", "check", "check_all", "check_proof", "read_proof", "rule"]
