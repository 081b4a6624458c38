"""An IssueDocument as JSON: the form that other programs read and write.

In JSON a continuation names pages by their ``number``, so pages need distinct
numbers; ``dump_json`` writes two-space indented UTF-8 text with a final line
break, the same bytes for the same document.
"""

import datetime
import json

from .document import (
    BLOCK_KINDS,
    NOTE_POSITIONS,
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
from .labels import label_key
from .problems import Problem


class DocumentError(ValueError):
    """JSON that is no valid IssueDocument. ``where`` is the path of the value, such as ``pages[0].label``."""

    def __init__(self, where: str, zh: str, en: str, line: int | None = None):
        super().__init__(f"{where}: {en}" if where else en)
        self.where = where
        self.line = line
        self.sentences = {"zh": zh, "en": en}


# --- writing -------------------------------------------------------------------------------------


def dump_json(document: IssueDocument, language: str = "zh-hans") -> str:
    """Write a document; ``language`` is that of the problems' messages."""
    return json.dumps(as_dict(document, language), ensure_ascii=False, indent=2) + "\n"


def as_dict(document: IssueDocument, language: str = "zh-hans") -> dict:
    """The document as JSON types, with every field that the contract names."""
    return {
        "newspaper": document.newspaper,
        "date": document.date.isoformat() if document.date else None,
        "number": document.number,
        "edition": document.edition,
        "title": document.title,
        "cn_number": document.cn_number,
        "sponsor": document.sponsor,
        "pages": [_page_dict(page) for page in document.pages],
        "continuations": [
            {"from": _place_dict(document, origin), "to": _place_dict(document, target)}
            for origin, target in document.continuations
        ],
        "problems": problem_dicts(document.problems, language),
    }


def problem_dicts(problems: list[Problem], language: str = "zh-hans") -> list[dict]:
    return [
        {
            "severity": problem.severity,
            "code": problem.code,
            "file": problem.file,
            "line": problem.line,
            "message": problem.message(language, options=True),
        }
        for problem in problems
    ]


def _place_dict(document: IssueDocument, place: Place) -> dict:
    return {"page": document.pages[place.page].number, "article": place.article}


def _page_dict(page: PageText) -> dict:
    return {
        "number": page.number,
        "label": page.label,
        "name": page.name,
        **({"file": page.file} if page.file else {}),
        "credits": [{"role": credit.role, "names": credit.names} for credit in page.credits],
        "articles": [article_dict(article) for article in page.articles],
        "teasers": [
            {
                "kicker": teaser.kicker,
                "headline": teaser.headline,
                "page": teaser.page,
                "series": _series_dict(teaser.series),
            }
            for teaser in page.teasers
        ],
    }


def article_dict(article: ArticleText) -> dict:
    return {
        "line": article.line,
        "number": article.number,
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "column": article.column,
        "series": _series_dict(article.series),
        "byline": article.byline,
        "authors": [
            {"name": author.name, "role": author.role, "institution": author.institution} for author in article.authors
        ],
        "dateline": article.dateline,
        "source": article.source,
        "editors_notes": [{"position": note.position, "text": note.text} for note in article.editors_notes],
        "body": [_block_dict(block) for block in article.body],
        "tags": article.tags,
        "continues_on": article.continues_on,
        "continued_from": article.continued_from,
    }


def _series_dict(series: Series | None) -> dict | None:
    return {"name": series.name, "number": series.number} if series else None


def _block_dict(block: Block) -> dict:
    made = {"kind": block.kind, "text": block.text}
    if block.kind == "picture":
        made |= {"name": block.name, "credit": block.credit, "alt": block.alt}
    if block.lines:
        made["lines"] = block.lines
    return made


# --- reading -------------------------------------------------------------------------------------


def load_json(text: str) -> IssueDocument:
    """Read a document back. Problems are not read: they told of the reading that made the JSON.

    Raises DocumentError, which names the place in the JSON, for anything that
    is no valid IssueDocument.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        reason = getattr(error, "msg", None) or str(error)
        raise DocumentError("", f"不是有效的 JSON：{reason}", f"not valid JSON: {reason}", line) from error
    if not isinstance(data, dict):
        raise _wrong("", "一个对象", "an object")
    pages = [_read_page(item, f"pages[{i}]") for i, item in enumerate(_list(data, "pages", ""))]
    _check_pages(pages)
    document = IssueDocument(
        newspaper=_text_or_none(data, "newspaper", ""),
        date=_date(data),
        number=_number(data, "number", ""),
        edition=_text(data, "edition", ""),
        title=_text(data, "title", ""),
        cn_number=_text(data, "cn_number", ""),
        sponsor=_text(data, "sponsor", ""),
        pages=pages,
    )
    document.continuations = _read_continuations(_list(data, "continuations", "", required=False), pages)
    return document


def _wrong(where: str, zh: str, en: str) -> DocumentError:
    return DocumentError(where, f"这里应是{zh}", f"expected {en}")


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _list(data: dict, key: str, where: str, required: bool = False) -> list[dict]:
    value = data.get(key)
    if value is None and not required:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(_at(where, key), "对象的列表", "a list of objects")
    return value


def _text(data: dict, key: str, where: str, required: bool = False) -> str:
    value = data.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise _wrong(_at(where, key), "文字", "text")
    if "\x00" in value:
        raise _wrong(_at(where, key), "不含空字符（U+0000）的文字", "text without U+0000")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _wrong(_at(where, key), "有效的 Unicode 文字", "valid Unicode text") from error
    return " ".join(value.splitlines()).strip()


def _text_or_none(data: dict, key: str, where: str) -> str | None:
    return None if data.get(key) is None else _text(data, key, where) or None


def _texts(data: dict, key: str, where: str) -> list[str]:
    value = data.get(key) or []
    if not isinstance(value, list):
        raise _wrong(_at(where, key), "文字的列表", "a list of texts")
    return [_text({key: item}, key, where, required=True) for item in value]


def _number(data: dict, key: str, where: str, least: int = 1) -> int | None:
    value = data.get(key)
    if value is None:
        return None
    # JSON's true is Python's 1.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 2**31:
        raise _wrong(_at(where, key), f"不小于 {least} 的整数", f"an integer not below {least}")
    return value


def _choice(data: dict, key: str, where: str, choices: tuple[str, ...]) -> str:
    value = data.get(key)
    if value not in choices:
        raise _wrong(_at(where, key), f"{'、'.join(choices)} 之一", f"one of {', '.join(choices)}")
    return value


def _date(data: dict) -> datetime.date | None:
    value = data.get("date")
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _wrong("date", "YYYY-MM-DD 形式的日期", "a date such as 2026-03-05") from error


def _check_pages(pages: list[PageText]) -> None:
    for key, known_as in (("label", lambda page: label_key(page.label)), ("number", lambda page: page.number)):
        seen = set()
        for i, page in enumerate(pages):
            if known_as(page) in seen:
                value = getattr(page, key)
                raise DocumentError(
                    f"pages[{i}].{key}", f"有两个版的 {key} 都是 {value}", f"two pages have the {key} {value}"
                )
            seen.add(known_as(page))


def _read_page(data: dict, where: str) -> PageText:
    number = _number(data, "number", where)
    if number is None:
        raise _wrong(_at(where, "number"), "版序", "the page's number")
    return PageText(
        number=number,
        label=_text(data, "label", where, required=True),
        name=_text(data, "name", where),
        credits=[
            Credit(_text(item, "role", f"{where}.credits[{i}]"), _texts(item, "names", f"{where}.credits[{i}]"))
            for i, item in enumerate(_list(data, "credits", where))
        ],
        articles=[
            _read_article(item, f"{where}.articles[{i}]")
            for i, item in enumerate(_list(data, "articles", where, required=True))
        ],
        teasers=[
            Teaser(
                headline=_text(item, "headline", f"{where}.teasers[{i}]", required=True),
                page=_text_or_none(item, "page", f"{where}.teasers[{i}]"),
                kicker=_text(item, "kicker", f"{where}.teasers[{i}]"),
                series=_read_series(item, f"{where}.teasers[{i}]"),
            )
            for i, item in enumerate(_list(data, "teasers", where))
        ],
        file=_text(data, "file", where),
    )


def _read_article(data: dict, where: str) -> ArticleText:
    body = [_read_block(item, f"{where}.body[{i}]") for i, item in enumerate(_list(data, "body", where))]
    return ArticleText(
        headline=_text(data, "headline", where),
        kicker=_text(data, "kicker", where),
        deck=_text(data, "deck", where),
        column=_text(data, "column", where),
        series=_read_series(data, where),
        byline=_text(data, "byline", where),
        authors=[
            AuthorName(
                _text(item, "name", f"{where}.authors[{i}]", required=True),
                _text(item, "role", f"{where}.authors[{i}]"),
                _flag(item, "institution", f"{where}.authors[{i}]"),
            )
            for i, item in enumerate(_list(data, "authors", where))
        ],
        dateline=_text(data, "dateline", where),
        source=_text(data, "source", where),
        editors_notes=[
            _read_note(item, f"{where}.editors_notes[{i}]")
            for i, item in enumerate(_list(data, "editors_notes", where))
        ],
        body=body,
        tags=_texts(data, "tags", where),
        continues_on=_text_or_none(data, "continues_on", where),
        continued_from=_text_or_none(data, "continued_from", where),
        number=_number(data, "number", where),
        line=_number(data, "line", where, least=0) or 0,
    )


def _flag(data: dict, key: str, where: str) -> bool:
    value = data.get(key)
    if value is not None and not isinstance(value, bool):
        raise _wrong(_at(where, key), "true 或 false", "true or false")
    return bool(value)


def _read_series(data: dict, where: str) -> Series | None:
    series = data.get("series")
    if series is None:
        return None
    if not isinstance(series, dict):
        raise _wrong(_at(where, "series"), "一个对象", "an object")
    place = _at(where, "series")
    return Series(_text(series, "name", place), _number(series, "number", place, least=0))


def _read_note(data: dict, where: str) -> Note:
    value = data.get("text")
    if not isinstance(value, str):
        raise _wrong(_at(where, "text"), "文字", "text")
    lines = [_text({"text": line}, "text", where) for line in value.splitlines()]
    return Note(_choice(data, "position", where, NOTE_POSITIONS), "\n".join(filter(None, lines)))


def _read_block(data: dict, where: str) -> Block:
    kind = _choice(data, "kind", where, BLOCK_KINDS)
    has_text = kind not in ("separator", "picture")
    lines = data.get("lines") or []
    if not isinstance(lines, list) or not all(isinstance(line, int) for line in lines):
        raise _wrong(_at(where, "lines"), "行号的列表", "a list of line numbers")
    return Block(
        kind=kind,
        text="" if kind == "separator" else _text(data, "text", where, required=has_text),
        lines=lines,
        name=_picture_name(data, where) if kind == "picture" else "",
        credit=_text(data, "credit", where) if kind == "picture" else "",
        alt=_text(data, "alt", where) if kind == "picture" else "",
    )


def _picture_name(data: dict, where: str) -> str:
    name = _text(data, "name", where)
    if "(" in name or ")" in name:
        raise _wrong(_at(where, "name"), "不含圆括号的图片名", "a picture's name without brackets")
    return name


def _read_continuations(items: list[dict], pages: list[PageText]) -> list[Continuation]:
    index = {page.number: p for p, page in enumerate(pages)}
    made = []
    for i, item in enumerate(items):
        ends = [_read_place(item, key, f"continuations[{i}]", pages, index) for key in ("from", "to")]
        made.append(Continuation(*ends))
    for key, ends in (("from", [c.origin for c in made]), ("to", [c.target for c in made])):
        if len(set(ends)) < len(ends):
            raise DocumentError("continuations", f"同一篇文章被两次用作 {key}", f"an article is used twice as {key}")
    following = dict(made)
    for start in following:
        place = start
        while (place := following.get(place)) is not None:
            if place == start:
                raise DocumentError("continuations", "转接首尾相连，成了一个圈", "the jumps form a ring")
    return made


def _read_place(data: dict, key: str, where: str, pages: list[PageText], index: dict[int, int]) -> Place:
    end = data.get(key)
    where = _at(where, key)
    if not isinstance(end, dict):
        raise _wrong(where, "一个对象", "an object")
    page, article = _number(end, "page", where), _number(end, "article", where, least=0)
    if page not in index or article is None or article >= len(pages[index[page]].articles):
        raise DocumentError(where, "没有这样的版或文章", "there is no such page or article")
    return Place(index[page], article)
