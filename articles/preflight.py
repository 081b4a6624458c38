"""What is missing before a page may be signed and an issue may go to its readers, from the trade's own rules.

A rule is one function: it takes an issue as it is stored and yields findings.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model
from django.utils.translation import gettext

from .issue_text.labels import label_key, page_phrase
from .models import Issue, Page, Part, Pointer


class Severity(StrEnum):
    #: Readers would miss something or see something broken: no signature and no publication.
    BLOCKS = "blocks"
    #: Somebody should look; a person decides.
    WARNS = "warns"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: a stable code, what it is about, and a sentence that says what to do.

    ``subject`` is the row to mend; ``page`` is None for what concerns the whole issue.
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
        return f"{self.place}: {self.message}"

    def __str__(self):
        return f"  · {self.sentence} ({self.code})"


Rule = Callable[[Issue], Iterator[Finding]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def check(issue: Issue) -> list[Finding]:
    """Run every rule over an issue as it is stored."""
    return [finding for run in RULES for finding in run(issue)]


def _parts(issue: Issue):
    return Part.objects.filter(page__issue=issue).select_related("article", "page").order_by("page__number", "position")


@rule
def pages_in_order(issue: Issue) -> Iterator[Finding]:
    """Within each section (A, B …) pages count from 1; labels without a number, such as 特刊, are no part of it."""
    sections: dict[str, list[int]] = {}
    for label in issue.pages.order_by("number").values_list("label", flat=True):
        section, number = label_key(label)
        if number:
            sections.setdefault(section, []).append(number)
    for section, numbers in sections.items():
        if numbers != list(range(1, len(numbers) + 1)):
            printed = "、".join(f"{section}{number}" for number in numbers)
            message = gettext("The pages are %(numbers)s; one is missing or counted twice.") % {"numbers": printed}
            yield Finding("page-order", Severity.WARNS, message, issue)


@rule
def issue_number(issue: Issue) -> Iterator[Finding]:
    if issue.number is None:
        yield Finding("issue-number", Severity.WARNS, gettext("The running issue number (总期号) is missing."), issue)


@rule
def open_jumps(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).open_jumps():
        label = part.continues_on or part.continued_from
        message = gettext("The other end of its jump, on %(page)s, has not been found.")
        message %= {"page": page_phrase(label, chinese=False)}
        yield Finding("open-jump", Severity.BLOCKS, message, part.article, part.page)


@rule
def unresolved_pointers(issue: Issue) -> Iterator[Finding]:
    for pointer in Pointer.objects.filter(page__issue=issue, article=None).select_related("page"):
        message = gettext("The pointer “%(headline)s” leads to no article.") % {"headline": pointer.headline}
        yield Finding("unresolved-pointer", Severity.WARNS, message, pointer, pointer.page)


@rule
def headlines(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).filter(sequence=1, article__headline=""):
        yield Finding("no-headline", Severity.WARNS, gettext("The article has no headline."), part.article, part.page)


@rule
def texts(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).filter(body=""):
        yield Finding(
            "no-text", Severity.BLOCKS, gettext("There is no text under this headline."), part.article, part.page
        )


@rule
def pictures(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).filter(sequence=1, article__pictures__image="").distinct():
        yield Finding(
            "picture-missing",
            Severity.BLOCKS,
            gettext("A picture of this article has no image."),
            part.article,
            part.page,
        )


@rule
def alternative_texts(issue: Issue) -> Iterator[Finding]:
    blind = _parts(issue).filter(sequence=1, article__pictures__alt="", article__pictures__caption="").distinct()
    for part in blind:
        yield Finding(
            "picture-text",
            Severity.WARNS,
            gettext("A picture has neither caption nor alternative text."),
            part.article,
            part.page,
        )
