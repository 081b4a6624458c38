"""What is missing before an issue may go to its readers, from the trade's own rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from .issue_text.labels import label_key, page_phrase
from .models import Issue, Part, Pointer


@dataclass(frozen=True)
class Finding:
    """One thing to look at: a stable code, where it is, and a sentence that says what to do."""

    code: str
    place: str
    message: str

    def __str__(self):
        return f"  · {self.place}: {self.message} ({self.code})"


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
            yield Finding("page-order", str(issue), message)


@rule
def issue_number(issue: Issue) -> Iterator[Finding]:
    if issue.number is None:
        yield Finding("issue-number", str(issue), gettext("The running issue number (总期号) is missing."))


@rule
def open_jumps(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).open_jumps():
        label = part.continues_on or part.continued_from
        message = gettext("The other end of its jump, on %(page)s, has not been found.")
        yield Finding("open-jump", _place(part), message % {"page": page_phrase(label, chinese=False)})


@rule
def unresolved_pointers(issue: Issue) -> Iterator[Finding]:
    for pointer in Pointer.objects.filter(page__issue=issue, article=None).select_related("page"):
        message = gettext("The pointer “%(headline)s” leads to no article.") % {"headline": pointer.headline}
        yield Finding("unresolved-pointer", pointer.page.phrase, message)


@rule
def headlines(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).filter(sequence=1, article__headline=""):
        yield Finding("no-headline", _place(part), gettext("The article has no headline."))


@rule
def texts(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).filter(body=""):
        yield Finding("no-text", _place(part), gettext("There is no text under this headline."))


@rule
def pictures(issue: Issue) -> Iterator[Finding]:
    for part in _parts(issue).filter(sequence=1, article__pictures__image="").distinct():
        yield Finding("picture-missing", _place(part), gettext("A picture of this article has no image."))


@rule
def alternative_texts(issue: Issue) -> Iterator[Finding]:
    blind = _parts(issue).filter(sequence=1, article__pictures__alt="", article__pictures__caption="").distinct()
    for part in blind:
        yield Finding("picture-text", _place(part), gettext("A picture has neither caption nor alternative text."))


def _place(part: Part) -> str:
    return f"{part.page.phrase} {part.article}"
