"""The order of a page's parts, which the database keeps free of doubles at every moment."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from articles.models import Part
from articles.tests.factories import make_article, make_issue, make_newspaper, make_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    page = make_issue(pages=2).pages.first()
    for headline in ("甲", "乙", "丙"):
        make_article(page, headline)
    return page


def order(page):
    return [(part.article.headline, part.position) for part in page.parts.order_by("position")]


def test_a_page_takes_its_parts_in_a_new_order(page):
    first, second, third = page.parts.order_by("position")
    page.reorder([third.pk, first.pk, second.pk])
    assert order(page) == [("丙", 1), ("甲", 2), ("乙", 3)]


def test_gaps_are_closed_and_the_order_within_articles_stays(page):
    story = page.parts.order_by("position").first().article
    make_part(story, page.issue.pages.last())
    page.parts.filter(article=story).update(position=40)
    page.reorder(list(page.parts.order_by("position").values_list("pk", flat=True)))
    assert order(page) == [("乙", 1), ("丙", 2), ("甲", 3)]
    assert list(Part.objects.filter(article=story).order_by("sequence").values_list("sequence", flat=True)) == [1, 2]


@pytest.mark.parametrize("change", [lambda ids: ids[:-1], lambda ids: [*ids, 0], lambda ids: [ids[0], *ids]])
def test_an_order_that_does_not_name_each_part_once_is_refused(page, change):
    ids = list(page.parts.order_by("position").values_list("pk", flat=True))
    with pytest.raises(ValueError, match="are not the parts"):
        page.reorder(change(ids))
    assert order(page) == [("甲", 1), ("乙", 2), ("丙", 3)]


def test_a_part_does_not_lie_in_another_issue_than_its_article(page):
    part = page.parts.first()
    part.full_clean()
    part.page = make_issue(newspaper=make_newspaper("other", "别报"), pages=1).pages.get()
    with translation.override("en"), pytest.raises(ValidationError, match="another issue"):
        part.full_clean()


def test_an_empty_page_has_nothing_to_put_in_order():
    make_issue(pages=1).pages.get().reorder([])
