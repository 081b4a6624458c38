"""How long a text is, as word processors and newspapers count 字数."""

import re
from collections.abc import Iterable

from .body import blocks_of
from .document import Block

#: A word or number of other scripts is one, as word processors count 字数; any other sign that is no space is one.
_COUNTED = re.compile(r"[0-9A-Za-zÀ-ɏ]+(?:[.,:/'’%-]+[0-9A-Za-zÀ-ɏ]+)*|[^\s\x00-\x7f]")


def count_characters(text: str) -> int:
    """字数: each ideograph and full-width mark, and each word or number of other scripts; no spaces."""
    return len(_COUNTED.findall(text))


def length_of(body: str) -> int:
    """字数 of a body."""
    return length_of_blocks(blocks_of(body))


def length_of_blocks(blocks: Iterable[Block]) -> int:
    """字数 of all that they print themselves; a caption between a picture's brackets belongs to the picture."""
    return sum(count_characters(block.text) for block in blocks if block.kind != "picture")
