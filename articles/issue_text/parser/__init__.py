"""Reads the text of an issue: pages as recognition left them, and the exact form of ``write_issue``."""

from ..continuations import page_numbers, pair_continuations
from ..document import IssueDocument, PageText
from ..hints import Hints
from ..labels import label_key
from ..problems import Problem
from .articles import read_draft
from .drafts import part_drafts
from .exact import is_exact, read_exact
from .lines import Line, split_lines
from .pages import Imprint, PageSplitter, RawPage

__all__ = ["parse_issue"]

#: How much of a page's text is searched for words; a broadsheet page has some 12,000 characters.
_LOOKED_AT = 40_000


def parse_issue(text: str, hints: Hints = Hints()) -> IssueDocument:  # noqa: B008 - Hints is frozen
    """Read a source into a document; every doubt becomes a problem, nothing raises.

    Reads the exact form, known by its first line, and the noisy form of
    recognised pages. What ``hints`` say goes before what the text says, and
    contradictions are reported. Jumps are paired in the noisy form; the exact
    form says itself which are.
    """
    if is_exact(text):
        document = read_exact(text)
        _apply_hints(document, hints)
    else:
        document = _parse_pages(text, hints)
        pair_continuations(document)
    for problem in document.problems:
        problem.file = problem.file or hints.file
    return document


def _apply_hints(document: IssueDocument, hints: Hints) -> None:
    """Fill up what an exact text leaves open, and report where hints contradict it."""
    for page in document.pages:
        page.file = hints.file
    for name, code in (("date", "date-contradiction"), ("number", "number-contradiction")):
        printed, given = getattr(document, name), getattr(hints, name)
        if printed is not None and given not in (None, printed):
            document.problems.append(Problem(code, 1, details={"printed": str(printed), "given": str(given)}))
        setattr(document, name, printed if given is None else given)
    document.newspaper = document.newspaper if hints.newspaper is None else hints.newspaper
    document.edition = hints.edition or document.edition


def _parse_pages(text: str, hints: Hints) -> IssueDocument:
    document = IssueDocument()
    problems = document.problems
    lines = split_lines(text)
    if not lines:
        problems.append(Problem("empty-file"))
    if hints.spread:
        problems.append(Problem("spread-page", details={"page": hints.page, "other": hints.spread}))
    splitter = PageSplitter(lines, hints, problems)
    raw_pages = splitter.run()
    document.pages = [_read_page(raw, problems, hints) for raw in raw_pages]
    _order(document)
    _fill_imprint(document, splitter.imprint, hints)
    if lines and not any(page.articles or page.teasers for page in document.pages):
        problems.append(Problem("no-article"))
    return document


def _read_page(raw: RawPage, problems: list[Problem], hints: Hints) -> PageText:
    page = PageText(0, raw.label, raw.name, raw.credits, teasers=raw.teasers, file=hints.file)
    page_text = "\n".join(item.text for item in raw.items if isinstance(item, Line))[:_LOOKED_AT]
    page.articles = [read_draft(draft, page_text, problems) for draft in part_drafts(raw.items)]
    return page


def _order(document: IssueDocument) -> None:
    """Give pages their numbers; sources name them in any order."""
    document.pages.sort(key=lambda page: label_key(page.label))
    for page, number in zip(document.pages, page_numbers([page.label for page in document.pages]), strict=True):
        page.number = number


def _fill_imprint(document: IssueDocument, imprint: Imprint, hints: Hints) -> None:
    """Newspaper, date, number and edition: what the hints say, else the masthead; contradictions are problems."""
    problems = document.problems
    document.newspaper = hints.newspaper or imprint.newspaper or None
    document.title, document.cn_number, document.sponsor = imprint.newspaper, imprint.cn_number, imprint.sponsor
    document.edition = hints.edition or imprint.edition
    document.date = hints.date or (imprint.dates[0][0] if imprint.dates else None)
    document.number = hints.number if hints.number is not None else (imprint.numbers[0][0] if imprint.numbers else None)
    for date, line in imprint.dates:
        if date != document.date:
            details = {"printed": date.isoformat(), "given": document.date.isoformat() if document.date else ""}
            problems.append(Problem("date-contradiction", line, details=details))
            break
    for number, line in imprint.numbers:
        if number != document.number:
            problems.append(
                Problem("number-contradiction", line, details={"printed": number, "given": document.number})
            )
            break
    if document.date is None and document.pages:
        problems.append(Problem("no-date"))
