"""A page of which there is no picture, set in small: headlines over grey columns, as large as its articles are long.

The drawing is plain SVG without styles of its own; ``static/admin_desk/board.css``
colours it, and the board defines the pattern of its text once.
"""

from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe

#: Units of the drawing; a broadsheet's proportions.
WIDTH, HEIGHT = 100, 140
_MARGIN, _GUTTER, _HEAD, _MASTHEAD = 4, 2.4, 7, 20
_SMALLEST_TYPE, _LARGEST_TYPE = 3.4, 9
#: An item of two lines still takes some room.
_LEAST_LENGTH = 90
_COLUMN = 20
#: More than this many items of a page could not be told apart.
_MOST = 14


class Item(NamedTuple):
    headline: str
    length: int


class Block(NamedTuple):
    """Where an item stands."""

    item: Item
    x: float
    y: float
    width: float
    height: float


def miniature(items: list[Item], masthead: str = "") -> str:
    """The drawing of a page; the first one of an issue bears the paper's name as its ``masthead``."""
    top = _MARGIN + (_MASTHEAD if masthead else _HEAD)
    blocks = placed(items[:_MOST], _MARGIN, top, WIDTH - 2 * _MARGIN, HEIGHT - top - _MARGIN) if items else []
    drawn = "".join(map(_drawn, blocks))
    return mark_safe(
        f'<svg class="miniature" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f"{_head(masthead, top)}{drawn}</svg>"
    )


def placed(items: list[Item], x: float, y: float, width: float, height: float) -> list[Block]:
    """Share a rectangle out among items in their order, by their lengths: halved, and each half again."""
    if len(items) == 1:
        return [Block(items[0], x, y, width, height)]
    weights = [max(item.length, _LEAST_LENGTH) for item in items]
    half = min(range(1, len(items)), key=lambda n: abs(sum(weights[:n]) - sum(weights[n:])))
    share = sum(weights[:half]) / sum(weights)
    # Below each other while there is height for it: headlines run across.
    if height > width * 0.7:
        first = (height - _GUTTER) * share
        rest = (x, y + first + _GUTTER, width, height - first - _GUTTER)
        return [*placed(items[:half], x, y, width, first), *placed(items[half:], *rest)]
    first = (width - _GUTTER) * share
    rest = (x + first + _GUTTER, y, width - first - _GUTTER, height)
    return [*placed(items[:half], x, y, first, height), *placed(items[half:], *rest)]


def _head(masthead: str, top: float) -> str:
    if not masthead:
        return f'<rect class="rule" x="{_MARGIN}" y="{top - 3}" width="{WIDTH - 2 * _MARGIN}" height="0.8"/>'
    title = f'<text class="masthead" x="{_MARGIN}" y="{top - 7}" font-size="13">{escape(masthead[:7])}</text>'
    return f'{title}<rect class="rule" x="{_MARGIN}" y="{top - 3.5}" width="{WIDTH - 2 * _MARGIN}" height="1.2"/>'


def _drawn(block: Block) -> str:
    item, x, y, width, height = block
    size = _type_size(block)
    if not size:
        return _columns(x, y, width, height)
    text = item.headline[: int(width / size)]
    head = f'<text x="{x:.1f}" y="{y + size * 0.9:.1f}" font-size="{size:.1f}">{escape(text)}</text>'
    below = size * 1.35
    return head + (_columns(x, y + below, width, height - below) if height > below + 2 else "")


def _type_size(block: Block) -> float:
    """As large as the headline fits into one line of its block; nothing where none would."""
    if not block.item.headline or block.height < _SMALLEST_TYPE:
        return 0
    fitting = min(block.width / len(block.item.headline), block.height * 0.5)
    return max(_SMALLEST_TYPE, min(_LARGEST_TYPE, fitting))


def _columns(x: float, y: float, width: float, height: float) -> str:
    number = max(1, round(width / _COLUMN))
    each = (width - (number - 1) * _GUTTER) / number
    return "".join(
        f'<rect fill="url(#set-text)" x="{x + n * (each + _GUTTER):.1f}" y="{y:.1f}" '
        f'width="{each:.1f}" height="{max(height, 0):.1f}"/>'
        for n in range(number)
    )
