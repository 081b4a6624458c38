import io

import pytest
from django.urls import reverse
from PIL import Image

from articles.tests import factories
from articles.tests.pictures.conftest import media, pictured_page  # noqa: F401


def address(page):
    return reverse("page_card", args=["qinghe", page.issue.key, page.label])


def test_a_page_has_a_card(reader, pictured_page, django_assert_num_queries):  # noqa: F811
    page = pictured_page()

    assert address(page) == "/qinghe/2026-03-05/1/card.jpg"
    with django_assert_num_queries(2):
        response = reader.get(address(page))

    assert response["Content-Type"] == "image/jpeg"
    assert "public" in response["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_a_draft_has_none_not_even_for_editors(reader, editor, pictured_page):  # noqa: F811
    page = pictured_page(published=False)

    assert reader.get(address(page)).status_code == 404
    assert editor.get(address(page)).status_code == 404


def test_a_page_that_came_later_has_none(reader, pictured_page):  # noqa: F811
    later = factories.make_page(pictured_page().issue, 2)

    assert reader.get(address(later)).status_code == 404


@pytest.mark.django_db
def test_without_picture_and_font_there_is_none(reader, settings):
    settings.CARD_FONT = "/nowhere/font.ttc"
    page = factories.make_issue(pages=1, published=True).pages.get()

    assert reader.get(address(page)).status_code == 404
