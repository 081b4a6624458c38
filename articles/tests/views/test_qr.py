import re
from xml.etree import ElementTree

import pytest
import segno

from articles.models.short_code import code_of
from articles.views.qr import inline_svg

CODE = code_of(1, 1)


def modules(svg: str, quiet: int = 4) -> list[list[int]]:
    """The black and white of a symbol, read from the strokes of its drawing."""
    path = re.search(r'stroke="#000" d="([^"]*)"|d="([^"]*)"[^>]*stroke="#000"', svg)
    size = 0
    black = set()
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1] or path[2]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            black |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
        size = max(size, int(x) - quiet, int(y) - quiet + 1)
    return [[int((column + quiet, row + quiet) in black) for column in range(size)] for row in range(size)]


def matrix(address: str) -> list[list[int]]:
    return [[int(module) for module in row] for row in segno.make_qr(address, error="m").matrix]


def test_the_symbol_says_the_absolute_short_address(reader):
    response = reader.get(f"/a/{CODE}.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert modules(response.text) == matrix(f"http://testserver/a/{CODE}/")
    assert modules(response.text) != matrix(f"http://testserver/a/{CODE}")


def test_the_symbol_says_https_where_the_site_does(reader):
    assert modules(reader.get(f"/a/{CODE}.svg", secure=True).text) == matrix(f"https://testserver/a/{CODE}/")


def test_capitals_make_the_same_symbol(reader):
    assert reader.get(f"/a/{CODE.upper()}.svg").content == reader.get(f"/a/{CODE}.svg").content


def test_it_is_a_drawing_that_stands_alone(reader):
    svg = ElementTree.fromstring(reader.get(f"/a/{CODE}.svg").content)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.get("width") == svg.get("height")


def test_a_mistyped_code_has_no_symbol(reader):
    assert reader.get("/a/b1c.svg").status_code == 404


@pytest.mark.django_db
def test_it_is_made_without_asking_anything_and_kept_for_ever(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = reader.get(f"/a/{CODE}.svg")
    assert "immutable" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


def test_within_a_page_it_is_small_and_no_reader_hears_of_it():
    svg = inline_svg("https://www.example-newspaper.com.cn/a/kmt12x/")
    assert svg.startswith('<svg class="qr" aria-hidden="true" viewBox=')
    assert "style" not in svg
    assert modules(svg) == matrix("https://www.example-newspaper.com.cn/a/kmt12x/")
    assert len(svg) < 2000
