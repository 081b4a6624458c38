"""The hot areas of a page, judged and replaced as a whole."""

import pytest
from django.utils import translation

from articles import hot_areas
from articles.hot_areas import Drawn, Outdated
from articles.models import ArticleVersion, Event, HotArea, Review
from articles.models.hot_area import write_corners
from articles.tests.factories import make_area, make_article, make_issue, make_newspaper, make_part, publish
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, SECTION_CHIEF, make_member
from articles.workflow import Gone, Refused, sign

pytestmark = pytest.mark.django_db

TOP = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.4], [0.1, 0.4]]
BOTTOM = [[0.1, 0.5], [0.9, 0.5], [0.9, 0.9], [0.1, 0.9]]
ACROSS = [[0.2, 0.2], [0.3, 0.2], [0.3, 0.8], [0.2, 0.8]]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def page():
    return make_issue(pages=2).pages.first()


@pytest.fixture
def first(page):
    return make_article(page, "春耕备耕忙").parts.get()


@pytest.fixture
def second(page):
    return make_article(page, "山塘清淤").parts.get()


@pytest.fixture
def editor():
    return make_member(PAGE_EDITOR, "zebian")


def drawn(part, points):
    return Drawn(part.pk, write_corners(points))


def replace(page, areas, user):
    return hot_areas.replace(page, areas, user, hot_areas.digest(page, hot_areas.parts_of(page)))


def stored(part):
    return [area.points for area in part.hot_areas.all()]


# --- replacing ---------------------------------------------------------------------------------------


def test_a_page_that_was_deleted_meanwhile_gets_no_areas(page, first, editor):
    seen, areas = hot_areas.digest(page, hot_areas.parts_of(page)), [drawn(first, TOP)]
    page.issue.articles.all().delete()
    type(page).objects.filter(pk=page.pk).delete()
    with pytest.raises(Gone):
        hot_areas.replace(page, areas, editor, seen)
    assert not HotArea.objects.exists()


def test_a_page_takes_what_was_drawn(page, first, second, editor):
    make_area(second)
    replace(page, [drawn(first, TOP), drawn(second, BOTTOM), drawn(first, ACROSS)], editor)

    assert stored(first) == [TOP, ACROSS]
    assert stored(second) == [BOTTOM]
    event = Event.objects.get()
    assert (event.action, event.page, event.actor) == (Event.Action.CHANGED, page, "zebian")
    assert "3" in event.note


def test_an_area_is_bound_to_another_article_and_others_are_taken_away(page, first, second, editor):
    make_area(first)
    make_area(first, 0.6, 0.6, 0.8, 0.8)
    replace(page, [drawn(second, TOP)], editor)

    assert stored(first) == []
    assert stored(second) == [TOP]


def test_what_stays_as_it_is_is_not_touched_and_no_act(page, first, second, editor):
    area = make_area(first)
    keep = hot_areas.standing(hot_areas.parts_of(page))
    replace(page, keep, editor)
    assert not Event.objects.exists()

    replace(page, [*keep, drawn(second, BOTTOM)], editor)
    assert first.hot_areas.get() == area


def test_a_drawing_is_a_version_and_voids_the_signature(first, page, editor):
    page.issue.newspaper.reviews_required = 3
    page.issue.newspaper.save()
    sign(page, editor)
    chief = make_member(SECTION_CHIEF, "zhuren")

    edit = replace(page, [drawn(first, TOP)], chief)

    assert len(edit.voided) == 1
    assert not Review.objects.standing().exists()
    latest = ArticleVersion.objects.filter(article=first.article).order_by("number").last()
    assert latest.content["parts"][0]["areas"] == [TOP]
    assert latest.user == chief


def test_only_those_who_may_change_what_readers_see_draw_on_a_published_page(page, first, editor):
    publish(page.issue)
    page.refresh_from_db()
    with pytest.raises(Refused):
        replace(page, [drawn(first, TOP)], editor)
    assert stored(first) == []

    replace(page, [drawn(first, TOP)], make_member(CHIEF_EDITOR, "zongbian"))
    assert stored(first) == [TOP]


@pytest.mark.parametrize(
    ("corners", "reason"),
    [
        ("0.1,0.1 1.2,0.1 0.5,0.5", "1.2,0.1"),
        ("0.1,0.1 0.5,0.5", "between 3 and 200"),
        (" ".join(["0.1,0.1 0.9,0.1 0.5,0.5"] * 67), "between 3 and 200"),
        ("0.1,0.1 0.5,0.5 0.5,0.1 0.1,0.5", "crosses itself"),
        ("0.1,0.1 0.5,0.5 0.9,0.9", "too small"),
        ('[{"x": 1}]', "no corner"),
        ("nan,nan nan,nan nan,nan", "no corner"),
    ],
)
def test_what_is_no_area_is_named_and_nothing_is_stored(page, first, second, editor, corners, reason):
    make_area(first)
    before = stored(first)
    areas = [drawn(second, BOTTOM), Drawn(second.pk, corners)]
    with pytest.raises(Refused) as refused:
        replace(page, areas, editor)

    (sentence,) = refused.value.reasons
    assert sentence.startswith("Area 2: ")
    assert reason in sentence
    assert [bool(area.fault) for area in areas] == [False, True]
    assert stored(first) == before
    assert stored(second) == []


def test_an_area_leads_to_an_article_of_its_own_page(page, first, editor):
    elsewhere = make_part(first.article, page.issue.pages.last())
    stranger = make_article(make_issue(newspaper=make_newspaper("other", "别报"), pages=1).pages.get()).parts.get()
    gone = stranger.pk + 1000
    areas = [drawn(elsewhere, TOP), drawn(stranger, TOP), Drawn(gone, write_corners(TOP)), Drawn(None, "")]
    with pytest.raises(Refused) as refused:
        replace(page, areas, editor)

    assert len(refused.value.reasons) == 4
    assert not HotArea.objects.exists()


def test_a_page_has_not_more_areas_than_anybody_draws(page, first, editor):
    with pytest.raises(Refused):
        replace(page, [drawn(first, TOP)] * (hot_areas.MOST_AREAS + 1), editor)
    assert stored(first) == []


def change_area(page, first):
    first.hot_areas.update(points=ACROSS)


def bind_otherwise(page, first):
    first.hot_areas.update(part=make_article(page, "另一篇").parts.get())


def take_away(page, first):
    first.hot_areas.all().delete()


def change_picture(page, first):
    type(page).objects.filter(pk=page.pk).update(
        picture="qinghe/2026-03-05/other.jpg", picture_width=1000, picture_height=1500
    )


@pytest.mark.parametrize("meanwhile", [change_area, bind_otherwise, take_away, change_picture])
def test_what_somebody_else_did_meanwhile_is_not_lost(page, first, editor, meanwhile):
    make_area(first)
    seen = hot_areas.digest(page, hot_areas.parts_of(page))
    meanwhile(page, first)
    before = list(HotArea.objects.values_list("part", "points"))

    with pytest.raises(Outdated):
        hot_areas.replace(page, [drawn(first, TOP)], editor, seen)
    assert list(HotArea.objects.values_list("part", "points")) == before


def test_other_changes_of_the_page_are_none_of_its_areas(page, first, editor):
    seen = hot_areas.digest(page, hot_areas.parts_of(page))
    first.article.headline = "春耕忙"
    first.article.save()
    hot_areas.replace(page, [drawn(first, TOP)], editor, seen)
    assert stored(first) == [TOP]


# --- judging -----------------------------------------------------------------------------------------


def judged(page, *areas):
    parts = hot_areas.parts_of(page)
    return hot_areas.overlaps(parts, areas), hot_areas.uncovered(parts, areas)


def test_overlaps_are_told_by_article_and_in_the_order_of_the_page(page, first, second):
    overlaps, uncovered = judged(page, drawn(second, ACROSS), drawn(first, TOP), drawn(first, BOTTOM))
    assert overlaps == [(first, second)]
    assert uncovered == []


def test_two_areas_of_one_article_may_lie_over_each_other(page, first, second):
    assert judged(page, drawn(first, TOP), drawn(first, ACROSS)) == ([], [second])


def test_what_is_no_polygon_yet_overlaps_nothing(page, first, second):
    overlaps, uncovered = judged(page, drawn(first, TOP), Drawn(second.pk, "0.1,0.1"), Drawn(None, write_corners(TOP)))
    assert (overlaps, uncovered) == ([], [])


def test_parts_come_in_the_order_of_the_page_for_the_same_few_queries(page, first, second, django_assert_num_queries):
    for n in range(20):
        make_area(make_article(page, f"第{n}篇").parts.get())
    page.reorder([second.pk, first.pk, *page.parts.exclude(pk__in=[first.pk, second.pk]).values_list("pk", flat=True)])
    with django_assert_num_queries(2):
        parts = hot_areas.parts_of(page)
        assert [part.article.headline for part in parts[:2]] == ["山塘清淤", "春耕备耕忙"]
        assert len(hot_areas.standing(parts)) == 20
