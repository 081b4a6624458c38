"""What was understood and what was done, for people to read in a terminal."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from ..issue_text.document import ArticleText, IssueDocument, PageText, Place
from ..issue_text.labels import page_phrase
from ..issue_text.length import length_of_blocks
from ..issue_text.problems import Problem
from .pipeline import ImportResult, outcome_line
from .plan import Outcome

#: How much of a paragraph the tree shows, in characters.
_GLIMPSE = 24


def document_tree(document: IssueDocument) -> str:
    """An issue as a tree of pages and articles, each with its source line."""
    lines = [issue_line(document)]
    following = dict(document.continuations)
    previous = {target: origin for origin, target in document.continuations}
    for p, page in enumerate(document.pages):
        lines.append(_page_line(page))
        lines += [f"  {line}" for line in page_rows(page)]
        for a, article in enumerate(page.articles):
            place = Place(p, a)
            lines += _article_lines(document, article, previous.get(place), following.get(place))
    return "\n".join(lines)


def _joined(*texts: str) -> str:
    return "　".join(filter(None, texts))


def issue_line(document: IssueDocument, newspaper: str = "") -> str:
    """Which issue it is; ``newspaper`` is what the paper is called here, where its text does not say."""
    date = date_format(document.date, "DATE_FORMAT") if document.date else gettext("date unknown")
    weekday = date_format(document.date, "l") if document.date else ""
    number = f"总第{document.number}期" if document.number else ""
    name = document.title or newspaper or document.newspaper or gettext("newspaper unknown")
    return _joined(
        name,
        date,
        weekday,
        number,
        document.edition,
    )


def _page_line(page: PageText) -> str:
    name = f"：{page.name}" if page.name else ""
    file = f"  {page.file}" if page.file else ""
    return f"{page_phrase(page.label, chinese=False)}{name}{file}"


def page_rows(page: PageText) -> Iterator[str]:
    """A page's credits and pointers."""
    for credit in page.credits:
        yield f"{credit.role}：{'、'.join(credit.names)}"
    for teaser in page.teasers:
        target = f" → {page_phrase(teaser.page, chinese=False)}" if teaser.page else ""
        yield f"☞ {_joined(teaser.kicker, teaser.headline)}{target}"


def _article_lines(document: IssueDocument, article: ArticleText, before, after) -> Iterator[str]:
    yield f"{article.line:>5} ▪ {article.headline or gettext('(no headline)')}"
    for name, text in article_rows(document, article, before, after):
        yield f"        {name}　{text}"


def article_rows(document: IssueDocument, article: ArticleText, before, after) -> Iterator[tuple[str, str]]:
    """What was understood of an article beside its headline, each under its name; places of its other parts."""

    def row(name: str, *texts: str) -> Iterator[tuple[str, str]]:
        if text := _joined(*texts):
            yield name, text

    yield from row("引题", article.kicker)
    yield from row("副题", article.deck)
    yield from row("栏目", article.column)
    if article.series:
        number = str(article.series.number) if article.series.number is not None else ""
        yield from row("系列", article.series.name, number)
    yield from row("署名", article.byline)
    yield from row(
        "作者", *(f"{author.name}（{author.role}）" if author.role else author.name for author in article.authors)
    )
    yield from row("电头", article.dateline)
    yield from row("转载", article.source)
    for note in article.editors_notes:
        yield from row("按语", _glimpse(note.text))
    if article.continued_from:
        yield from row("上接", jump_row(document, article.continued_from, before))
    yield from row("正文", _body_line(article))
    for block in article.body:
        if block.kind == "crosshead":
            yield from row("小标题", block.text)
    if article.continues_on:
        yield from row("下转", jump_row(document, article.continues_on, after))


def jump_row(document: IssueDocument, label: str, place: Place | None) -> str:
    """Where a jump leads: to which page, and to what is there, if that was found."""
    phrase = page_phrase(label, chinese=False)
    if place is None:
        return f"{phrase}　{gettext('(open)')}"
    other = document.article(place)
    return f"{phrase}　{other.headline}".strip()


def _body_line(article: ArticleText) -> str:
    paragraphs = [block for block in article.body if block.kind in ("paragraph", "quote")]
    joined = sum(len(block.lines) > 1 for block in article.body)
    counted = ngettext("%(n)d paragraph", "%(n)d paragraphs", len(paragraphs)) % {"n": len(paragraphs)}
    text = f"{counted}，{gettext('%(n)d characters') % {'n': length_of_blocks(article.body)}}"
    if joined:
        text += "，" + ngettext("%(n)d healed", "%(n)d healed", joined) % {"n": joined}
    return f"{text}　{_glimpse(paragraphs[0].text)}" if paragraphs else text


def _glimpse(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _GLIMPSE else f"{text[:_GLIMPSE]}…"


# --- problems --------------------------------------------------------------------------------------


_SEVERITIES = {
    "error": gettext_lazy("error"),
    "warning": gettext_lazy("warning"),
    "note": gettext_lazy("for information"),
}


def ranked(problems: Iterable[Problem]) -> list[Problem]:
    """The gravest first."""
    order = list(_SEVERITIES)
    return sorted(problems, key=lambda problem: order.index(problem.severity))


def severity_name(problem: Problem) -> str:
    return str(_SEVERITIES[problem.severity])


def where(problem: Problem) -> str:
    """File and line of a problem, where there is one."""
    line = str(problem.line) if problem.line else ""
    return ":".join(filter(None, (problem.file, line)))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Every problem, numbered, the gravest first, with file and line where there is one."""
    return [f"{i:>3}. {_problem_line(problem)}" for i, problem in enumerate(ranked(problems), 1)]


def _problem_line(problem: Problem) -> str:
    sentence = problem.message(get_language() or "", options=True)
    return f"[{severity_name(problem)}] {_before(where(problem))}{sentence} ({problem.code})"


def _before(place: str) -> str:
    return f"{place}: " if place else ""


# --- results ---------------------------------------------------------------------------------------


def result_line(result: ImportResult) -> str:
    """One sentence: which issue, and what became of its entries."""
    if not result.stored:
        return gettext("%(issue)s: nothing was stored, see the errors.") % {"issue": result.issue_name}
    if not result.wrote and (refused := len(result.plan.not_taken)):
        sentence = ngettext(
            "%(issue)s: nothing was changed; %(n)d change of the files was not taken.",
            "%(issue)s: nothing was changed; %(n)d changes of the files were not taken.",
            refused,
        )
        return sentence % {"issue": result.issue_name, "n": refused}
    if not result.wrote:
        return gettext("%(issue)s: nothing new, nothing was changed.") % {"issue": result.issue_name}
    outcomes = outcome_line(result.outcomes)
    if result.outcomes[Outcome.NEW] and result.plan.document.continuations:
        outcomes += gettext(" (each part of a story that jumps counts)")
    return gettext("%(issue)s: %(outcomes)s.") % {"issue": result.issue_name, "outcomes": outcomes}
