"""The body of an article as one strict plain text.

Blocks stand apart by a blank line. A line ``## …`` that begins a block is a
crosshead, a block that begins with ``> `` a quotation, ``![caption](name)`` is a picture, ``---``
a separator, everything else a paragraph; a backslash in front of one of these
marks makes it ordinary text. There is nothing more: no raw HTML, no emphasis,
because recognised Chinese text is full of stray signs that would become one.
"""

import re
from itertools import pairwise

from .document import Block
from .typography import is_chinese

_PICTURE = re.compile(r"!\[(.*)\]\(([^()]*)\)")
_MARKED = re.compile(r"\\|##(?: |$)|>(?: |$)|!\[|---$")
_GAP = re.compile(r"\n\s*\n")


def blocks_of(body: str) -> list[Block]:
    """Parse a body into typed blocks. Every text is a valid body.

    Line breaks inside a block are joined, but a crosshead ends with its line;
    crossheads and quotations without text are left out.
    """
    blocks: list[Block] = []
    for part in _GAP.split(body.strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        start = 0
        while start < len(lines) and _is_crosshead(lines[start]):
            blocks.append(_block(lines[start]))
            start += 1
        if start < len(lines):
            blocks.append(_block(_joined(lines[start:])))
    return [block for block in blocks if block.text or block.kind not in ("crosshead", "quote")]


def _is_crosshead(line: str) -> bool:
    return line == "##" or line.startswith("## ")


def _joined(lines: list[str]) -> str:
    """Put lines together, with a space between them where Chinese does not stand on both sides."""
    parts = lines[:1]
    for above, line in pairwise(lines):
        if not (is_chinese(above[-1]) and is_chinese(line[0])):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _block(text: str) -> Block:
    if text == "---":
        return Block("separator")
    if _is_crosshead(text):
        return Block("crosshead", text[3:].strip())
    if text == ">" or text.startswith("> "):
        return Block("quote", text[2:].strip())
    if picture := _PICTURE.fullmatch(text):
        return Block("picture", picture[1].strip(), name=picture[2].strip())
    return Block("paragraph", text[1:] if text.startswith("\\") else text)


def body_of(blocks: list[Block]) -> str:
    """Write blocks as a body; ``blocks_of`` gives them back.

    A picture's credit and alternative text, and crossheads and quotations
    without text, are not written.
    """
    return "\n\n".join(_text(block) for block in blocks if block.text or block.kind not in ("crosshead", "quote"))


def _text(block: Block) -> str:
    match block.kind:
        case "separator":
            return "---"
        case "crosshead":
            return f"## {block.text}"
        case "quote":
            return f"> {block.text}"
        case "picture":
            return f"![{block.text}]({block.name})"
    return f"\\{block.text}" if _MARKED.match(block.text) else block.text
