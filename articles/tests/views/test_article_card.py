import io

import pytest
from django.urls import reverse
from PIL import Image

from articles.models import HotArea
from articles.pictures import cards
from articles.tests import factories
from articles.tests.pictures.conftest import media, pictured_page  # noqa: F401
from articles.tests.pictures.drawing import colour, drawing, file_of, upload


def address(article):
    return reverse("article_card", args=["qinghe", article.issue.key, article.number])


@pytest.fixture
def article(pictured_page):  # noqa: F811
    """An article of a public page, its hot area in the lower left quarter."""
    article = factories.make_article(pictured_page(), number=7)
    HotArea.objects.create(part=article.parts.get(), points=[[0.05, 0.6], [0.45, 0.6], [0.45, 0.9], [0.05, 0.9]])
    return article


def test_an_article_has_a_card(reader, article):
    response = reader.get(address(article))

    assert address(article) == "/qinghe/2026-03-05/article/7/card.jpg"
    assert response["Content-Type"] == "image/jpeg"
    assert colour(Image.open(io.BytesIO(response.content)), 0.5, 0.5) == "blue"


@pytest.mark.parametrize("more", [0, 3])
def test_queries_do_not_grow(reader, article, more, django_assert_num_queries):
    for number in range(more):
        part = factories.make_part(article, factories.make_page(article.issue, number + 2))
        factories.make_picture(article, name=f"{number}.jpg", image=upload(file_of(drawing((30, 20)))))
        HotArea.objects.create(part=part, points=[[0, 0], [0, 1], [1, 1]])
    factories.publish(article.issue)

    with django_assert_num_queries(8):
        assert reader.get(address(article)).status_code == 200


@pytest.mark.django_db
def test_the_headline_of_an_opening_that_is_not_public_is_not_drawn(reader, monkeypatch):
    described = []
    monkeypatch.setattr(cards, "find", described.extend)
    issue = factories.publish(factories.make_issue(pages=1))
    article = factories.make_article(factories.make_page(issue, 2), "未签发的题")
    factories.make_part(article, issue.pages.first(), headline="桥通了（续）")

    reader.get(address(article))

    assert [card.headline for card in described] == ["桥通了（续）"]


def test_what_is_not_public_is_not_shown(reader, editor, pictured_page, settings):  # noqa: F811
    """Neither a draft, nor the pictures that a page not yet public places in a public story."""
    settings.CARD_FONT = "/nowhere/font.ttc"
    issue = factories.make_issue(pages=1, published=True)
    article = factories.make_article(issue.pages.get(), number=3)
    factories.make_part(article, factories.make_page(issue, 2), "![](photo.jpg)")
    factories.make_picture(article, image=upload(file_of(drawing((900, 600)))))

    assert reader.get(address(article)).status_code == 404
    assert editor.get(address(article)).status_code == 404
    factories.publish(issue)
    assert reader.get(address(article)).status_code == 200
