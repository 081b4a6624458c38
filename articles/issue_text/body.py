"""The body of an article as one strict plain text.

Blocks stand apart by a blank line. A block that begins with ``## `` is a
crosshead, with ``> `` a quotation, ``![caption](name)`` is a picture, ``---``
a separator, everything else a paragraph; a backslash in front of one of these
marks makes it ordinary text. There is nothing more: no raw HTML, no emphasis,
because recognised Chinese text is full of stray signs that would become one.
"""

import re

from .document import Block

_PICTURE = re.compile(r"!\[(.*)\]\(([^()]*)\)")
_MARKED = re.compile(r"\\|## |> |!\[|---$")


def blocks_of(body: str) -> list[Block]:
    """Parse a body into typed blocks. Every text is a valid body; line breaks inside a block are joined."""
    blocks = (" ".join(line.strip() for line in lines.split("\n")) for lines in re.split(r"\n\s*\n", body.strip()))
    return [_block(text.strip()) for text in blocks if text.strip()]


def _block(text: str) -> Block:
    if text == "---":
        return Block("separator")
    if text.startswith("## "):
        return Block("crosshead", text[3:].strip())
    if text.startswith("> "):
        return Block("quote", text[2:].strip())
    if picture := _PICTURE.fullmatch(text):
        return Block("picture", picture[1].strip(), name=picture[2].strip())
    return Block("paragraph", text[1:] if text.startswith("\\") else text)


def body_of(blocks: list[Block]) -> str:
    """Write blocks as a body; ``blocks_of`` gives them back, apart from a picture's credit and alternative text."""
    return "\n\n".join(map(_text, blocks))


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
