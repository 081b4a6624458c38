"""How an article is cited: by GB/T 7714-2015, and in the files of BibTeX and RIS."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Article, Byline

#: Whom GB/T 7714 names before 等.
_NAMED = 3
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SPACES = re.compile(r"\s+")

#: Roles in the making of a page or picture, whose bearers have not written the text.
_NOT_WRITING = re.compile(r"(摄影|摄|图|图片|供图|制图|配图|绘图|绘|画|漫画|视频|(责任)?编辑|责编|美编|校对|审校|版式)")


@dataclass(frozen=True)
class Name:
    text: str
    institution: bool = False


@dataclass(frozen=True)
class Reference:
    """What is known of an article for whoever cites it; texts on one line, without spaces at their ends."""

    authors: tuple[Name, ...]
    title: str
    newspaper: str
    date: datetime.date
    #: 号外; empty for the regular issue.
    edition: str
    #: The pages as the paper labels them, in the order of the text.
    pages: tuple[str, ...]
    #: The number of the issue, 总期号.
    issue: int | None
    url: str
    #: Names the article in files; ASCII.
    key: str


def reference_of(article: Article, headline: str, labels: Iterable[str], url: str, signed: bool) -> Reference:
    """The reference of what a visitor may see of an article: ``labels`` of pages, and who wrote it if ``signed``."""
    issue = article.issue
    return Reference(
        authors=_authors(article) if signed else (),
        title=_line(headline or (article.column if signed else "")) or "无题",
        newspaper=_line(issue.newspaper.name),
        date=issue.date,
        edition=issue.edition,
        pages=tuple(dict.fromkeys(labels)),
        issue=issue.number,
        url=url,
        key=f"{issue.newspaper.slug}-{issue.date.isoformat()}-{article.short_code}",
    )


def writers_of(article: Article) -> list[Byline]:
    """Those of the byline who wrote; where nobody did, those who made the pictures."""
    bylines = list(article.bylines.all())
    return [byline for byline in bylines if not _NOT_WRITING.fullmatch(byline.role)] or bylines


def _authors(article: Article) -> tuple[Name, ...]:
    names = (Name(_line(byline.author.name), byline.author.institution) for byline in writers_of(article))
    return tuple(dict.fromkeys(name for name in names if name.text))


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


# --- GB/T 7714-2015 --------------------------------------------------------------------------------


def gbt_7714(reference: Reference, accessed: datetime.date | None = None) -> str:
    """An article in print, [N], or as read on the web on the day ``accessed``, [N/OL].

    Its elements and their order are those of 4.4.1 (连续出版物中的析出文献), the marks of
    annex B (报纸 N, 联机网络 OL), day and page of the newspaper as 8.8 has them:
    作者. 题名[N]. 报纸名: 其他题名信息, 年-月-日(版次)[引用日期]. 获取和访问路径.
    """
    mark = "N/OL" if accessed else "N"
    paper = f"{reference.newspaper}: {reference.edition}" if reference.edition else reference.newspaper
    pages = f"({', '.join(reference.pages)})" if reference.pages else ""
    cited = f"[{accessed.isoformat()}]" if accessed else ""
    published = f"{paper}, {reference.date.isoformat()}{pages}{cited}"
    elements = [responsibility(reference.authors), f"{reference.title}[{mark}]", published]
    if accessed:
        elements.append(reference.url)
    return ". ".join(filter(None, elements)) + "."


def responsibility(authors: tuple[Name, ...]) -> str:
    """Up to three names, of more the first three and 等; none where nobody signed, as among numbered references.

    An institution is named as it signs.
    """
    names = [author.text for author in authors[:_NAMED]]
    if len(authors) > _NAMED:
        names.append("等" if _HAN.search("".join(names)) else "et al")
    return ", ".join(names)


# --- BibTeX ----------------------------------------------------------------------------------------

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "%$&#_"}
    | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        # BibTeX counts braces even behind a backslash, so a single one may not appear as itself.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
    }
)


def bibtex(reference: Reference) -> str:
    """An ``@article`` of type newspaper, as biblatex has it; ``mark`` tells the styles of GB/T 7714 the same."""
    fields = {
        "author": " and ".join(_tex_name(name) for name in reference.authors),
        # Braces within keep a style from changing the case of 5G and other Latin letters.
        "title": f"{{{tex(reference.title)}}}",
        "journal": tex(reference.newspaper),
        "date": reference.date.isoformat(),
        "year": str(reference.date.year),
        "number": str(reference.issue or ""),
        "note": tex(reference.edition),
        "pages": tex(", ".join(reference.pages)),
        "entrysubtype": "newspaper",
        "mark": "N",
        "language": "chinese",
        "url": reference.url,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@article{{{reference.key},\n{''.join(lines)}}}\n"


def _tex_name(name: Name) -> str:
    """A name in one piece, unless it is a person's in Latin letters, of which BibTeX finds the parts."""
    whole = name.institution or _HAN.search(name.text) or re.search(r",|\band\b", name.text)
    return f"{{{tex(name.text)}}}" if whole else tex(name.text)


def tex(text: str) -> str:
    return text.translate(_TEX)


# --- RIS -------------------------------------------------------------------------------------------


def ris(reference: Reference) -> str:
    """A record of type NEWS: a tag of two letters, two spaces, a hyphen and a space; lines end with CR LF."""
    lines = [
        ("TY", "NEWS"),
        *(("AU", name.text) for name in reference.authors),
        ("TI", reference.title),
        ("T2", reference.newspaper),
        ("JF", reference.newspaper),
        ("PY", str(reference.date.year)),
        ("DA", f"{reference.date:%Y/%m/%d}/"),
        ("ET", reference.edition),
        ("IS", str(reference.issue or "")),
        ("SP", ", ".join(reference.pages)),
        ("LA", "zh"),
        ("ID", reference.key),
        ("UR", reference.url),
    ]
    written = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{written}ER  - \r\n"
