import pytest
from django.http import Http404

from articles.views import indexes
from articles.views.indexes import Name, context_of, in_order


def name(name, sort_key, count=1):
    return Name(name, sort_key, count)


NAMES = in_order(
    [name("3号线", "3 hao xian"), name("微言", "wei yan"), name("百姓", "bai xing"), name("问政", "wen zheng")]
)


def test_names_stand_by_their_pinyin_and_signs_after_letters():
    assert [entry.name for entry in NAMES] == ["百姓", "微言", "问政", "3号线"]
    assert [entry.initial for entry in NAMES] == ["B", "W", "W", "#"]


def test_a_letter_shows_its_names_alone(rf):
    context = context_of(NAMES, rf.get("/", {"initial": "W"}))

    assert [entry.name for entry in context["listed"]] == ["微言", "问政"]
    assert context["initials"] == {"B": 1, "W": 2, "#": 1}
    assert context["total"] == 4


def test_a_letter_under_which_nothing_stands_is_not_found(rf):
    with pytest.raises(Http404):
        context_of(NAMES, rf.get("/", {"initial": "X"}))


def test_a_long_index_is_divided(rf, monkeypatch):
    monkeypatch.setattr(indexes, "NAMES_PER_PAGE", 3)

    assert [entry.name for entry in context_of(NAMES, rf.get("/", {"page": "2"}))["listed"]] == ["3号线"]
