"""Pages: their order and number, what lies on them, and who answers for them.

An issue without pages, and a page with nothing on it, block: readers would come to an empty sheet.
"""

from collections.abc import Iterator

from django.utils.translation import gettext

from ..issue_text.labels import label_key
from ..models import Page
from .findings import Finding, blocks, rule, warns
from .proof import Proof


@rule
def there_are_pages(proof: Proof) -> Iterator[Finding]:
    if not proof.pages:
        yield blocks("no-pages", gettext("The issue has no page."), proof.issue)


@rule
def pages_in_order(proof: Proof) -> Iterator[Finding]:
    """Within each section (A, B …) pages count from 1; labels without a number, such as 特刊, are no part of it."""
    sections: dict[str, list[int]] = {}
    for page in proof.pages:
        section, number = label_key(page.label)
        if number:
            sections.setdefault(section, []).append(number)
    for section, numbers in sections.items():
        if numbers != list(range(1, len(numbers) + 1)):
            printed = "、".join(f"{section}{number}" for number in numbers)
            message = gettext("The pages are %(numbers)s; one is missing, counted twice or in a wrong place.")
            yield warns("page-order", message % {"numbers": printed}, proof.issue)


@rule
def an_even_number_of_pages(proof: Proof) -> Iterator[Finding]:
    """A sheet has two sides. A spread (通版) is one page here, and an extra edition may be printed on one side."""
    spreads = any(not label_key(page.label)[1] for page in proof.pages)
    if len(proof.pages) % 2 and not spreads and not proof.issue.edition:
        message = gettext(
            "The number of pages is odd, %(n)d; a printed paper has an even one, so one seems to be missing."
        )
        yield warns("page-count", message % {"n": len(proof.pages)}, proof.issue)


@rule
def nothing_on_the_page(proof: Proof) -> Iterator[Finding]:
    for page in proof.pages:
        if not proof.by_page[page.pk] and not page.picture and not page.pdf:
            message = gettext("There is no article on the page, and no picture of it.")
            yield blocks("empty-page", message, page, page)


@rule
def page_editors(proof: Proof) -> Iterator[Finding]:
    """Every page names its 责任编辑. Where none does, the paper is told once, not page by page."""
    without = [page for page in proof.pages if not any("编" in credit.role for credit in page.credit_list)]
    if without and len(without) == len(proof.pages):
        yield warns("no-page-editor", gettext("No page names its editor (责任编辑)."), proof.issue)
        return
    for page in without:
        yield _without_editor(page)


def _without_editor(page: Page) -> Finding:
    return warns("no-page-editor", gettext("The page does not name its editor (责任编辑)."), page, page)
