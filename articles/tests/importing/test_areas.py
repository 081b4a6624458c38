"""Hot areas from lists that lie beside the texts."""

from pathlib import PurePosixPath

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import workflow
from articles.importing.areas import MOST_BYTES, MOST_TOLD, check_areas, read_areas, store_areas
from articles.importing.pipeline import import_issue
from articles.importing.sources import Bundle, SourceEntry
from articles.models import HotArea, ImportBatch, Issue, Part
from articles.models.hot_area import validate_points, write_corners

from .documents import issue, page, read, story

HEADER = "article,corners\n"
SQUARE = "0.1,0.2 0.4,0.2 0.4,0.5 0.1,0.5"
LEFT, RIGHT = '"0,0 0.5,0 0.5,1 0,1"', '"0.5,0 1,0 1,1 0.5,1"'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def areas_file(text, name="01.areas.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return SourceEntry(PurePosixPath(name), len(data), lambda: data)


def front(*headlines):
    return issue(page(1, *(story(headline, f"{headline}。正文在此。") for headline in headlines or ("头条", "二条"))))


def bring(text=None, document=None, publish=False, name="01.areas.csv"):
    others = [areas_file(text, name)] if text is not None else []
    return import_issue(read(document or front(), bundle=Bundle("test", others=others)), "值班员", publish=publish)


def told(result):
    return [(problem.code, problem.file, problem.line) for problem in result.problems]


def stored():
    """Headline -> corners of its areas in their order."""
    found = {}
    for area in HotArea.objects.select_related("part__article").order_by("part__position", "order"):
        found.setdefault(area.part.article.headline, []).append(write_corners(area.points))
    return found


# --- what is stored ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_list_gives_each_article_of_the_page_its_areas():
    result = bring(f'{HEADER}2,"{SQUARE}"\n1,{LEFT}\n1,{RIGHT}\n')

    assert stored() == {
        "头条": ["0.0,0.0 0.5,0.0 0.5,1.0 0.0,1.0", "0.5,0.0 1.0,0.0 1.0,1.0 0.5,1.0"],
        "二条": [SQUARE],
    }
    assert result.outcomes["areas"] == 3
    assert told(result) == []


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing():
    bring(HEADER + f"1,{LEFT}")
    before = list(HotArea.objects.values_list("pk", flat=True))

    result = bring(HEADER + f"1,{LEFT}")

    assert not result.wrote
    assert list(HotArea.objects.values_list("pk", flat=True)) == before
    assert ImportBatch.objects.count() == 1


@pytest.mark.django_db
def test_a_list_that_comes_later_fills_what_has_no_area_and_leaves_what_somebody_drew():
    bring()
    drawn = HotArea.objects.create(part=Part.objects.get(position=1), points=[[0, 0], [1, 0], [1, 1]])

    bring(HEADER + f'1,{LEFT}\n2,"{SQUARE}"')

    assert stored() == {"头条": ["0,0 1,0 1,1"], "二条": [SQUARE]}
    assert HotArea.objects.filter(pk=drawn.pk).exists()
    assert ImportBatch.objects.count() == 2


@pytest.mark.django_db
def test_articles_are_counted_as_in_the_file_whatever_order_editors_gave_them():
    bring()
    first, second = Part.objects.order_by("position")
    first.page.reorder([second.pk, first.pk])

    bring(HEADER + f"2,{LEFT}")

    assert list(stored()) == ["二条"]


@pytest.mark.django_db
def test_an_article_that_an_editor_moved_to_another_page_gets_no_area_of_this_one():
    document = issue(page(1, story("头条", "甲。"), story("二条", "乙。")), page(2, story("三条", "丙。")))
    bring(document=document)
    moved, other = Part.objects.get(article__headline="二条"), Part.objects.get(article__headline="三条")
    Part.objects.filter(pk=moved.pk).update(page=other.page, position=2)

    bring(HEADER + f"1,{LEFT}\n2,{RIGHT}", front("头条", "二条"))

    assert list(stored()) == ["头条"]


@pytest.mark.django_db
def test_areas_stay_when_a_corrected_text_comes():
    bring(HEADER + f"1,{LEFT}")

    result = bring(HEADER + f"1,{RIGHT}", issue(page(1, story("头条", "头条。正文在此，已经改正。"))))

    assert result.outcomes["updated"] == 1
    assert stored() == {"头条": ["0.0,0.0 0.5,0.0 0.5,1.0 0.0,1.0"]}


@pytest.mark.django_db
def test_a_public_page_gets_areas_only_with_publish():
    bring()
    workflow.publish(Issue.objects.get(), actor="测试", unreviewed=True)

    refused = bring(HEADER + f"1,{LEFT}")
    assert "published-page" in [problem.code for problem in refused.problems]
    assert not HotArea.objects.exists()

    assert bring(HEADER + f"1,{LEFT}", publish=True).stored
    assert HotArea.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("articles", [1, 20])
def test_storing_costs_the_same_for_one_area_and_for_many(django_assert_num_queries, articles):
    result = bring(document=front(*(f"第{n}条" for n in range(20))))
    text = HEADER + "".join(f"{n},{LEFT}\n{n},{RIGHT}\n" for n in range(1, articles + 1))
    source = read(result.plan.document, bundle=Bundle("test", others=[areas_file(text)]))

    with django_assert_num_queries(2):
        stored = store_areas(result.plan.pages[0], source, result.plan)

    assert stored == 2 * articles


# --- wrong lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("文章,边角\n1,2", [("areas-header", 1)]),
        (f"1,{LEFT}\n", [("areas-header", 1)]),
        (f"{HEADER}1,{LEFT}\n3,{LEFT}\n", [("areas-article", 3)]),
        (f"{HEADER}\n0,{LEFT}\n", [("areas-article", 3)]),
        (f"{HEADER}一,{LEFT}\n", [("areas-article", 2)]),
        (f"{HEADER}-1,{LEFT}\n", [("areas-article", 2)]),
        (f"{HEADER}{'9' * 5000},{LEFT}\n", [("areas-article", 2)]),
        (f'{HEADER}1,"0,0 1,0"\n', [("areas-corners", 2)]),
        (f'{HEADER}1,"0,0 1,0 1,1.2"\n1,{LEFT}\n2,"a b c"', [("areas-corners", 2), ("areas-corners", 4)]),
        (f'{HEADER}1,"0,0 nan,0 1,1"\n', [("areas-corners", 2)]),
        (f"{HEADER}1\n", [("areas-corners", 2)]),
        (f'{HEADER}1,"0,0\n0.5,0 0.5\n"\n2,""', [("areas-corners", 2), ("areas-corners", 5)]),
        (f'{HEADER}1,"0,0 1,0 1,1', [("areas-unreadable", None)]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", [("areas-unreadable", None)]),
        (b"", [("areas-unreadable", None)]),
        (b" " * (MOST_BYTES + 1), [("areas-unreadable", None)]),
    ],
)
def test_a_wrong_list_is_told_with_its_lines_and_nothing_of_it_is_taken(text, wrong):
    areas, problems = read_areas(areas_file(text), articles=2)

    assert areas == {}
    assert [(problem.code, problem.line) for problem in problems] == wrong
    for problem in problems:
        assert problem.file == "01.areas.csv"
        assert problem.severity == "warning"
        assert "{" not in problem.message("zh") + problem.message("en")


def test_the_wrong_file_is_not_told_line_by_line():
    _, problems = read_areas(areas_file(HEADER + "x,y\n" * 500), articles=2)

    assert len(problems) <= MOST_TOLD + 1


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeffArticle , Corners\r\n\r\n1,{LEFT}\r\n",
        "article,corners\n1,0,0 0.5,0 0.5,1 0,1,,\n",
        f"article,corners\n1,{LEFT}".encode("utf-16"),
    ],
)
def test_what_spreadsheets_make_of_a_list_is_read_all_the_same(text):
    areas, problems = read_areas(areas_file(text), articles=1)

    assert problems == []
    assert areas == {1: [[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]]}


_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["1", "2", "article", "corners", '"', ",", "0,0 1,0 1,1", '"0,0 1,0 1,1"', "nan,inf", "1e999,0"]),
)


@given(st.lists(st.lists(_CELL, max_size=4).map(",".join), max_size=6).map("\n".join), st.integers(0, 3))
@example(HEADER + f"1,{LEFT}", 1)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_list_says_is_either_told_or_right(text, articles):
    for head in ("", HEADER):
        areas, problems = read_areas(areas_file(head + text), articles)

        assert not (areas and problems)
        for number, polygons in areas.items():
            assert 1 <= number <= articles
            for points in polygons:
                validate_points(points)


@pytest.mark.django_db
def test_a_wrong_list_keeps_nothing_else_out():
    result = bring(HEADER + f"1,{LEFT}\n7,{LEFT}")

    assert result.stored
    assert told(result) == [("areas-article", "01.areas.csv", 3)]
    assert not HotArea.objects.exists()


@pytest.mark.django_db
def test_a_list_beside_a_text_of_several_pages_is_nobodys():
    document = issue(page(1, story("头条")), page(2, story("二条", "别的话。")))
    for entry in document.pages:
        entry.file = "all.md"

    result = bring(HEADER + f"1,{LEFT}", document, name="all.areas.csv")

    assert told(result) == [("areas-several-pages", "all.areas.csv", None)]
    assert not HotArea.objects.exists()


def test_a_wrong_list_is_told_before_anything_is_stored():
    document = issue(page(1, story("头条")), page(2, story("二条")))
    lists = [areas_file(HEADER + f"1,{LEFT}"), areas_file(HEADER + f"2,{LEFT}", "02.areas.csv")]

    problems = check_areas(read(document, bundle=Bundle("test", others=lists)))

    assert [(problem.code, problem.file, problem.line) for problem in problems] == [
        ("areas-article", "02.areas.csv", 2)
    ]
