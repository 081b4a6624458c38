"""Reads the exact text form that ``write_issue`` writes, and says what is wrong with one that was edited."""

import datetime
import re

from ..continuations import Chains
from ..document import (
    ArticleText,
    AuthorName,
    Block,
    Continuation,
    Credit,
    IssueDocument,
    Note,
    PageText,
    Place,
    Series,
    Teaser,
)
from ..exact_form import (
    ARTICLE,
    ARTICLE_FIELDS,
    AUTHOR,
    BODY,
    CONTINUATIONS,
    CREDIT,
    INSTITUTION,
    ISSUE_FIELDS,
    MARK,
    NOTE_MORE,
    NOTES,
    PAGE,
    PAGE_FIELDS,
    PICTURE_ALT,
    PICTURE_CREDIT,
    TEASER,
    TEASER_FIELDS,
    VERSION,
    clean_line,
    forbidden_in,
)
from ..exact_form import split_parts as _padded_parts
from ..exact_form import unescape as _padded_text
from ..labels import page_order
from ..problems import Problem

_FIRST = re.compile(rf"{MARK}[ \u3000]*(\d{{1,6}})?")
_FIELD = re.compile(r"([^：:\s]{1,8})[：:](.*)")
_PICTURE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\])*)\)")
_NUMBER = re.compile(r"-?\d{1,12}")


#: What a database's integers hold.
_MOST = 2**31 - 1


class _Fault(ValueError):
    """A field's value that cannot be read; the message is the problem's code."""


def is_exact(text: str) -> bool:
    """Whether a text says of itself that it is in the exact form."""
    return text.lstrip("\ufeff \t\r\n\u3000").startswith(MARK)


def read_exact(text: str) -> IssueDocument:
    """Read the exact form; what cannot be read becomes a problem that names the line."""
    return _ExactReader(text).run()


class _ExactReader:
    """Walks over the lines; ``page``, ``article`` and ``in_body`` say where it stands."""

    def __init__(self, text: str):
        self.lines = text.split("\n")
        self.document = IssueDocument()
        self.page: PageText | None = None
        self.article: ArticleText | None = None
        self.in_body = self.in_continuations = False
        self.seen: set[str] = set()
        self.links: list[tuple[int, str]] = []
        self.chains = Chains()
        #: Where the page with a label stands.
        self.labels: dict[str, int] = {}
        #: Editor's notes with their paragraphs, which are joined in the end.
        self.notes: list[tuple[Note, list[str]]] = []

    def run(self) -> IssueDocument:
        begun = False
        for number, raw in enumerate(self.lines, 1):
            line = raw.strip(" \t\r\u3000\ufeff")
            if begun and (character := forbidden_in(line)):
                self._problem("exact-bad-character", number, character=character)
            line = clean_line(line).strip()
            if not line:
                continue
            if not begun:
                begun = True
                self._first_line(number, line)
                continue
            self._line(number, line)
        for note, texts in self.notes:
            note.text = "\n".join(texts)
        for number, line in self.links:
            self._link(number, line)
        return self.document

    def _problem(self, code: str, line: int, **details: object) -> None:
        self.document.problems.append(Problem(code, line, details=details))

    def _first_line(self, number: int, line: str) -> None:
        match = _FIRST.match(line)
        version = match[1] if match else None
        if version is not None and int(version) > VERSION:
            self._problem("exact-version", number, version=version)

    def _line(self, number: int, line: str) -> None:
        if line.startswith(PAGE):
            self._begin_page(number, unescape(line[len(PAGE) :].strip()))
        elif line == ARTICLE:
            self._begin_article(number)
        elif line == CONTINUATIONS:
            self.article, self.in_body, self.in_continuations = None, False, True
        elif self.in_continuations:
            self.links.append((number, line))
        elif self.in_body and self.article is not None:
            self._block(number, line, self.article)
        elif match := _FIELD.fullmatch(line):
            self._field(number, match[1], match[2].strip())
        else:
            self._problem("exact-stray-line", number, text=line[:30])

    def _begin_page(self, number: int, label: str) -> None:
        self.article, self.in_body, self.in_continuations = None, False, False
        self.seen = set()
        if not label:
            self._problem("exact-no-label", number)
            label = str(len(self.document.pages) + 1)
        if self.labels.setdefault(label, len(self.document.pages)) != len(self.document.pages):
            self._problem("exact-double-page", number, page=label)
        self.page = PageText(page_order(label), label)
        self.document.pages.append(self.page)

    def _begin_article(self, number: int) -> None:
        self.in_body = self.in_continuations = False
        self.seen = set()
        if self.page is None:
            self._problem("exact-no-page", number)
            self.page = PageText(1, "1")
            self.labels["1"] = 0
            self.document.pages.append(self.page)
        self.article = ArticleText(line=number)
        self.page.articles.append(self.article)

    # --- fields -----------------------------------------------------------------------------------

    def _field(self, number: int, label: str, value: str) -> None:
        try:
            if self.article is not None:
                known = self._article_field(label, value, self.article)
            elif self.page is not None:
                known = self._page_field(label, value, self.page)
            else:
                known = self._issue_field(label, value)
        except _Fault as fault:
            self._problem(str(fault), number, field=label, value=value[:30])
            return
        if not known:
            self._problem("exact-unknown-field", number, field=label)

    def _once(self, label: str) -> None:
        if label in self.seen:
            raise _Fault("exact-double-field")
        self.seen.add(label)

    def _issue_field(self, label: str, value: str) -> bool:
        if label not in ISSUE_FIELDS:
            return False
        self._once(label)
        name = ISSUE_FIELDS[label]
        if name == "date":
            self.document.date = _date(value)
        elif name == "number":
            self.document.number = _integer(value)
        else:
            setattr(self.document, name, unescape(value))
        return True

    def _page_field(self, label: str, value: str, page: PageText) -> bool:
        if label == CREDIT:
            role, *names = split_parts(value)
            page.credits.append(Credit(role, names))
        elif label == TEASER:
            self.seen -= set(TEASER_FIELDS)
            page.teasers.append(Teaser(unescape(value)))
        elif label in TEASER_FIELDS and page.teasers:
            self._once(label)
            name = TEASER_FIELDS[label]
            setattr(page.teasers[-1], name, _series(value) if name == "series" else unescape(value))
        elif label in PAGE_FIELDS:
            self._once(label)
            name = PAGE_FIELDS[label]
            setattr(page, name, _integer(value) if name == "number" else unescape(value))
        else:
            return False
        return True

    def _article_field(self, label: str, value: str, article: ArticleText) -> bool:
        if label == BODY:
            self._once(label)
            self.in_body = True
            if value:
                article.body.append(Block("paragraph", unescape(value)))
        elif label in (AUTHOR, INSTITUTION):
            name, *roles = split_parts(value)
            article.authors.append(AuthorName(name, " ".join(roles), label == INSTITUTION))
        elif label in NOTES:
            note = Note(NOTES[label], "")
            article.editors_notes.append(note)
            self.notes.append((note, [unescape(value)]))
        elif label == NOTE_MORE and article.editors_notes:
            self.notes[-1][1].append(unescape(value))
        elif label in ARTICLE_FIELDS:
            self._once(label)
            self._plain_article_field(ARTICLE_FIELDS[label], value, article)
        else:
            return False
        return True

    def _plain_article_field(self, name: str, value: str, article: ArticleText) -> None:
        if name == "series":
            article.series = _series(value)
        elif name == "tags":
            article.tags = split_parts(value)
        elif name == "number":
            article.number = _integer(value)
        else:
            setattr(article, name, unescape(value))

    # --- body and continuations -------------------------------------------------------------------

    def _block(self, number: int, line: str, article: ArticleText) -> None:
        last = article.body[-1] if article.body else None
        if line == "---":
            block = Block("separator")
        elif line == "##" or line.startswith("## "):
            block = Block("crosshead", unescape(line[2:].strip()))
        elif line[0] == ">":
            block = Block("quote", unescape(line[1:].strip()))
        elif match := _PICTURE.fullmatch(line):
            block = Block("picture", unescape(match[1].strip()), name=unescape(match[2].strip()))
        elif line.startswith((f"{PICTURE_CREDIT}：", f"{PICTURE_ALT}：")):
            self._picture_field(number, line, last)
            return
        else:
            if line.startswith("【"):
                self._problem("exact-unknown-section", number, text=line[:20])
            block = Block("paragraph", "" if line == "\\" else unescape(line))
        block.lines.append(number)
        article.body.append(block)

    def _picture_field(self, number: int, line: str, last: Block | None) -> None:
        label, _, value = line.partition("：")
        if last is None or last.kind != "picture":
            self._problem("exact-unknown-field", number, field=label)
        elif label == PICTURE_CREDIT:
            last.credit = unescape(value.strip())
        else:
            last.alt = unescape(value.strip())

    def _link(self, number: int, line: str) -> None:
        parts = split_parts(line)
        ends = [self._place(*parts[start : start + 2]) for start in (0, 2)] if len(parts) == 4 else []
        if len(ends) != 2 or None in ends:
            self._problem("exact-bad-continuation", number, text=line[:40])
            return
        if not self.chains.add(*ends):
            one, other = (f"{parts[start]}/{parts[start + 1]}" for start in (0, 2))
            self._problem("dropped-jump", number, one=one, other=other)
            return
        self.document.continuations.append(Continuation(*ends))

    def _place(self, label: str, ordinal: str) -> Place | None:
        if not _NUMBER.fullmatch(ordinal):
            return None
        index = self.labels.get(label)
        if index is None or not 0 < int(ordinal) <= len(self.document.pages[index].articles):
            return None
        return Place(index, int(ordinal) - 1)


def unescape(value: str) -> str:
    """Escapes must not smuggle in the padding that no text has."""
    return _padded_text(value).strip()


def split_parts(value: str) -> list[str]:
    return [part.strip() for part in _padded_parts(value)]


def _integer(value: str, least: int = 1) -> int:
    if not _NUMBER.fullmatch(value) or not least <= int(value) <= _MOST:
        raise _Fault("exact-no-number")
    return int(value)


def _date(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise _Fault("exact-no-date") from None


def _series(value: str) -> Series:
    name, *number = split_parts(value)
    return Series(name, _integer(number[0], 0) if number else None)
