"""A page set in small: every article in its order, as much room as it is long, and nothing outside the page."""

import re

import pytest

from articles.admin.miniature import HEIGHT, WIDTH, Item, miniature, placed

LENGTHS = [[300], [900, 100], [100, 100, 2000, 50, 0], [0] * 14, [5000] + [120] * 9]


def items(lengths):
    return [Item(f"标题{n}", length) for n, length in enumerate(lengths)]


@pytest.mark.parametrize("lengths", LENGTHS)
def test_articles_lie_beside_and_below_each_other_in_their_order(lengths):
    blocks = placed(items(lengths), 0, 0, WIDTH, HEIGHT)
    assert [block.item.headline for block in blocks] == [item.headline for item in items(lengths)]
    for n, block in enumerate(blocks):
        assert block.width > 0
        assert block.height > 0
        for other in blocks[n + 1 :]:
            beside = block.x + block.width <= other.x or other.x + other.width <= block.x
            below = block.y + block.height <= other.y or other.y + other.height <= block.y
            assert beside or below


def test_a_longer_article_has_more_room():
    long, short = placed(items([900, 300]), 0, 0, WIDTH, HEIGHT)
    assert long.width * long.height == pytest.approx(3 * short.width * short.height, rel=0.05)


@pytest.mark.parametrize("lengths", [[], [1], *LENGTHS, [40] * 60])
def test_nothing_lies_outside_the_page(lengths):
    drawing = miniature(items(lengths), "青禾日报")
    for rect in re.findall(r"<rect[^>]*>", drawing):
        x, y, width, height = (
            float(re.search(rf' {name}="([^"]*)"', rect)[1]) for name in ("x", "y", "width", "height")
        )
        assert 0 <= x <= x + width <= WIDTH
        assert 0 <= y <= y + height <= HEIGHT
        assert height >= 0


def test_the_first_page_bears_the_masthead_and_headlines_are_no_markup():
    drawing = miniature([Item("<b>&", 300)], "青禾<日报")
    assert "青禾&lt;日报" in drawing
    assert "&lt;b&gt;&amp;" in drawing
    assert "style=" not in drawing
    assert "青禾" not in miniature([Item("甲", 300)])


def test_an_article_without_headline_or_length_has_its_place():
    assert miniature([Item("", 0), Item("甲", 0)]).count("<text") == 1
