"""What a rule finds, and the list of all rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model
from django.utils.translation import gettext

from ..models import Page
from .proof import Proof


class Severity(StrEnum):
    #: Readers would miss something or see something broken: no signature and no publication.
    BLOCKS = "blocks"
    #: Somebody should look; a person decides.
    WARNS = "warns"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: a stable code, what it is about, and a sentence that says what to do.

    ``subject`` is the row to mend: an article, page, pointer, issue or newspaper.
    ``page`` is None for what concerns the whole issue.
    """

    code: str
    severity: Severity
    message: str
    subject: Model
    page: Page | None = None

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.BLOCKS

    def concerns(self, page: Page) -> bool:
        return self.page is not None and self.page.pk == page.pk

    @property
    def place(self) -> str:
        """第2版 《青禾春耕忙》: where it is, for people."""
        if self.page is None:
            return str(self.subject)
        named = "" if self.subject == self.page else f" {self.subject}"
        return f"{self.page.phrase}{named}"

    @property
    def sentence(self) -> str:
        return gettext("%(place)s: %(message)s") % {"place": self.place, "message": self.message}

    def __str__(self):
        return f"  · {self.sentence} ({self.code})"


Rule = Callable[[Proof], Iterator[Finding]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def blocks(code: str, message: str, subject: Model, page: Page | None = None) -> Finding:
    return Finding(code, Severity.BLOCKS, message, subject, page)


def warns(code: str, message: str, subject: Model, page: Page | None = None) -> Finding:
    return Finding(code, Severity.WARNS, message, subject, page)
