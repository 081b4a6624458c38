"""Text that was copied from Word, WeChat or a web page, as blocks of a body.

nh3 parses and cleans the HTML as a browser would; what it leaves is balanced and
holds no script, so that the reader below may be simple. Nothing of the HTML
reaches the result but its text and the names of its pictures.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import nh3

from .issue_text.document import Block
from .issue_text.typography import IDEOGRAPHS, has_ideograph, is_chinese, restore_punctuation

#: A whole page of a large paper copied from Word has less than a tenth of this.
MOST_CHARACTERS = 2_000_000

#: Elements within elements that are more than this come from no editor; to read them takes as long as their square.
_DEEPEST = 1_000
_TAG = re.compile(r"<(/?)([a-z][\w:]*)(?:[^<>]*(/)>)?", re.IGNORECASE)
#: What ends by itself, and so may stay open in a long text.
_SELF_ENDING = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "rp", "rt"),
}
#: Tables within tables that are more than this are no layout, and each hands its blocks on to the one around it.
_DEEPEST_ROW = 50

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = _HEADINGS | {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "table", "caption", "tr", "td", "th"),
}
_KEPT = _BREAKS | {"b", "strong", "span", "font", "br", "hr", "img", "thead", "tbody", "tfoot"}
#: What goes with all that is in it, so that no code and no reading aid is taken for text.
_DROPPED = {
    *("script", "style", "title", "head", "template", "noscript", "iframe", "object", "svg", "math"),
    *("textarea", "select", "button", "audio", "video", "rt", "rp"),
}
_ATTRIBUTES = {"*": {"style", "hidden"}, "img": {"src", "data-src", "width", "height"}}

#: A line in bold is a crosshead if it is this short and no sentence.
_LONGEST_CROSSHEAD = 30
_SENTENCE_ENDS = tuple("。！？；，、：…!?;,:")

_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
#: What Word sets in front of an item, if it counts; the letters of its fonts of dots (l, n, Ø) count nothing.
_NUMBERED = re.compile(r"[\d（(①-⑳⑴-⒇一二三四五六七八九十]|^[A-Za-z][.)．）]")
#: The source's own line ends: Word breaks its lines within a Chinese sentence.
_WRAPPED = re.compile(r"(.)[ \t]*[\r\n]\s*(?=(.))", re.DOTALL)
#: Spaces but the ideographic one, which stands between the characters of a padded name: 李　明.
_SPACES = re.compile(r"[^\S\u3000]+")
#: A full stop typed half-width: at the end of a paragraph or a quotation. Elsewhere it may stand in a name or a number.
_STOP = re.compile(rf"(?<=[{IDEOGRAPHS}])\.(?=[”’」』]|$)|(?<=[”’」』）》])\.(?=[{IDEOGRAPHS}]|$)")
#: Typewriter quotes, one after another, since nothing tells the first of a pair from the second.
_QUOTED = re.compile(r'"([^"]*)"')
#: Control and format characters (soft hyphen, zero-width space), and those that only Word's own fonts know.
_UNSEEN = {"Cc", "Cf", "Co", "Cn"}
#: A pixel or two is no picture but a counter.
_DOT = re.compile(r"\s*[012](?:px)?\s*")


def blocks_from_html(html: str) -> list[Block]:
    """The blocks that somebody sees in this HTML; pictures with the names of their files.

    ``articles.issue_text.body.body_of`` writes them as a body.
    """
    html = html[:MOST_CHARACTERS].encode("utf-8", "ignore").decode()
    clean = nh3.clean(
        html,
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        # An address is not followed, only its last word is read; Word's begin with file:.
        url_schemes={"http", "https", "file", "cid"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.finish()


def is_too_much(html: str) -> bool:
    """Whether this is more than anybody copies, or nested as nobody nests."""
    if len(html) > MOST_CHARACTERS:
        return True
    depth = 0
    for match in _TAG.finditer(html):
        end, name, ended = match.groups()
        # Word ends its own elements at once: <o:p/>; a browser heeds that in no other.
        if name.lower() not in _SELF_ENDING and not (ended and ":" in name):
            depth = max(depth - 1, 0) if end else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def with_known_pictures(blocks: list[Block], names: Collection[str]) -> tuple[list[Block], int]:
    """The blocks with the pictures that the article has, and how many others were left out."""
    kept = [block for block in blocks if block.kind != "picture" or block.name in names]
    return kept, len(blocks) - len(kept)


@dataclass
class _Element:
    """An element that is open, and what it and those around it make of the text within."""

    tag: str
    bold: bool = False
    hidden: bool = False
    #: The number or the dot that Word sets in front of an item.
    mark: bool = False
    #: Whether it is a row that gathers its cells.
    is_row: bool = False


@dataclass
class _Row:
    """A row of a table: the blocks of each of its cells."""

    cells: list[list[Block]] = field(default_factory=lambda: [[]])


class _Reader(HTMLParser):
    """Walks cleaned HTML and gathers its blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        # What surrounds all, so that there is always an element to be within.
        self._open: list[_Element] = [_Element("")]
        self._around: Counter[str] = Counter()
        self._rows: list[_Row] = []
        self._items: list[int | None] = []
        self._blocks: list[Block] = []
        self._text: list[str] = []
        #: Whether all of the text so far is in bold.
        self._bold = True
        #: The picture of the figure that is open, which a legend belongs to.
        self._pictured: Block | None = None

    # --- what the parser calls ---------------------------------------------------------------------

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag in _BREAKS:
            self._end_block()
        match tag:
            case "br":
                self._break_line()
            case "hr":
                self._separate()
            case "img":
                self._add_picture(attrs)
            case _:
                self._enter(tag, attrs)

    def handle_endtag(self, tag):
        if len(self._open) == 1:
            return
        if tag in _BREAKS:
            self._end_block()
        match tag:
            case "tr" if self._within.is_row:
                self._end_row()
            case "ul" | "ol":
                self._items.pop()
            case "figure":
                self._pictured = None
        self._around[self._open.pop().tag] -= 1

    def handle_data(self, data):
        if self._within.hidden or (self._within.mark and not _NUMBERED.search(data)):
            return
        if self._is_within({"pre"}):
            first, *others = data.split("\n")
            self._read(first)
            for line in others:
                self._end_block()
                self._read(line)
        else:
            self._read(data)

    def _read(self, data: str) -> None:
        if data.strip():
            self._bold = self._bold and self._within.bold
        self._text.append(data)

    # --- elements ------------------------------------------------------------------------------------

    def _enter(self, tag: str, attrs: dict[str, str]) -> None:
        style, around = attrs.get("style", ""), self._within
        bold = around.bold or tag in ("b", "strong")
        if weight := _WEIGHT.search(style):
            bold = _is_heavy(weight[1].lower())
        hidden = around.hidden or "hidden" in attrs or bool(_HIDDEN.search(style))
        is_row = tag == "tr" and len(self._rows) < _DEEPEST_ROW
        self._open.append(_Element(tag, bold, hidden, around.mark or bool(_LIST_MARK.search(style)), is_row))
        self._around[tag] += 1
        match tag:
            case "tr" if is_row:
                self._rows.append(_Row())
            case "td" | "th" if self._rows:
                self._rows[-1].cells.append([])
            case "ul" | "ol":
                self._items.append(0 if tag == "ol" else None)
            case "li":
                self._begin_item()

    def _begin_item(self) -> None:
        """The items of a numbered list keep their numbers; a dot in front of the others says nothing in print."""
        if self._items and self._items[-1] is not None:
            self._items[-1] += 1
            if not self._within.hidden:
                self._text.append(f"{self._items[-1]}. ")

    @property
    def _within(self) -> _Element:
        """The innermost element that is open."""
        return self._open[-1]

    def _is_within(self, tags: Collection[str]) -> bool:
        return any(self._around[tag] for tag in tags)

    # --- blocks --------------------------------------------------------------------------------------

    def _break_line(self) -> None:
        """A line within a paragraph is a paragraph of its own in what people copy; within a heading it is not."""
        if self._is_within(_HEADINGS):
            self._text.append(" ")
        else:
            self._end_block()

    def _end_block(self) -> None:
        text, bold = _tidied("".join(self._text)), self._bold
        self._text, self._bold = [], True
        if not text:
            return
        if self._pictured and self._is_within({"figcaption"}):
            self._pictured.text = f"{self._pictured.text} {text}".strip()
            return
        self._add(Block(self._kind(text, bold), text))

    def _kind(self, text: str, bold: bool) -> str:
        if self._is_within({"blockquote"}):
            return "quote"
        if self._rows:
            return "paragraph"
        if self._is_within(_HEADINGS):
            return "crosshead"
        short = len(text) <= _LONGEST_CROSSHEAD and not text.endswith(_SENTENCE_ENDS)
        return "crosshead" if bold and short else "paragraph"

    def _separate(self) -> None:
        self._end_block()
        self._add(Block("separator"))

    def _add_picture(self, attrs: dict[str, str]) -> None:
        self._end_block()
        is_dot = any(_DOT.fullmatch(attrs.get(side, "")) for side in ("width", "height"))
        if is_dot or self._within.hidden:
            return
        # WeChat shows a picture once it is scrolled to, and keeps its address here until then.
        picture = Block("picture", name=_name_in(attrs.get("data-src") or attrs.get("src", "")))
        self._add(picture)
        if self._is_within({"figure"}):
            self._pictured = picture

    def _add(self, block: Block) -> None:
        (self._rows[-1].cells[-1] if self._rows else self._blocks).append(block)

    def _end_row(self) -> None:
        """A row is one line; a table of one cell is only there to hold a place, and its text stays as it is."""
        cells = [cell for cell in self._rows.pop().cells if cell]
        if len(cells) < 2:
            for block in cells[0] if cells else ():
                self._add(block)
            return
        texts = (" ".join(block.text for block in cell if block.kind != "picture").strip() for cell in cells)
        if line := "\u3000".join(filter(None, texts)):
            self._add(Block("paragraph", line))
        for block in (block for cell in cells for block in cell if block.kind == "picture"):
            self._add(block)

    def finish(self) -> list[Block]:
        self._end_block()
        blocks = list(self._blocks)
        # Rules at either end, or one after another, part nothing.
        kept = [b for before, b in zip([None, *blocks], blocks, strict=False) if not (_is_rule(b) and _is_rule(before))]
        while kept and _is_rule(kept[0]):
            kept.pop(0)
        while kept and _is_rule(kept[-1]):
            kept.pop()
        return kept


def _is_rule(block: Block | None) -> bool:
    return block is not None and block.kind == "separator"


def _is_heavy(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isascii() and weight.isdigit() and int(weight) >= 600)


def _tidied(text: str) -> str:
    """A block's text without what only typesetting needs: indents, soft hyphens, signs that nobody sees."""
    text = _WRAPPED.sub(_unwrap, _visible(text).strip())
    text = _QUOTED.sub(_quote, _SPACES.sub(" ", text).strip())
    return _STOP.sub("。", restore_punctuation(text))


def _quote(match: re.Match) -> str:
    return f"“{match[1]}”" if has_ideograph(match[1]) else match[0]


def _visible(text: str) -> str:
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in _UNSEEN)


def _unwrap(match: re.Match) -> str:
    return match[1] if is_chinese(match[1]) and is_chinese(match[2]) else f"{match[1]} "


def _name_in(address: str) -> str:
    """The file's name in an address, as pictures are named at the desk: without brackets."""
    try:
        name = PurePosixPath(unquote(urlsplit(address.replace("\\", "/")).path)).name
    except ValueError:
        return ""
    return _SPACES.sub(" ", _visible(name).translate(str.maketrans("()", "--"))).strip()
