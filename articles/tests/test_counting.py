"""What a month's contributions come to, by author and role."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.counting import count_month, each_author_once
from articles.models import Author, Byline, Page
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_part,
    make_picture,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper_page():
    return make_issue(published=True, pages=1).pages.get()


def sign(article, name, role=""):
    who, _ = Author.objects.get_or_create(name=name)
    Byline.objects.create(article=article, author=who, role=role, position=article.bylines.count())


def count(drafts=False, month=DAY):
    rows, _totals = count_month(make_newspaper(), month, drafts)
    return {(row.name, row.role): row for row in rows}


def test_a_story_is_counted_whole_and_divided_among_those_who_wrote_it(paper_page):
    article = make_article(paper_page, body="一二三四五六。", authors=["李明", "王芳", "陈静"])
    sign(article, "康涛", "摄影")
    rows = count()
    assert {(row.articles, row.characters) for name, row in rows.items() if name[1] == "记者"} == {(1, 7)}
    assert rows["李明", "记者"].shown_share == 0.33
    assert sum(row.shared_characters for row in rows.values()) == 7
    assert (rows["康涛", "摄影"].articles, rows["康涛", "摄影"].characters) == (1, 0)


def test_a_story_of_which_only_the_photographer_is_named_is_theirs(paper_page):
    article = make_article(paper_page, body="一二三。")
    sign(article, "康涛", "摄影")
    sign(article, "陈静", "责任编辑")
    assert count()["康涛", "摄影"].characters == 4
    assert count()["陈静", "责任编辑"].characters == 0


def test_who_wrote_in_two_roles_has_the_text_once(paper_page):
    article = make_article(paper_page, body="一二三。", authors=["李明"])
    sign(article, "李明", "整理")
    rows = count()
    assert sum(row.shared_characters for row in rows.values()) == 4


def test_an_author_of_several_roles_comes_to_one_row(paper_page):
    make_article(paper_page, body="一二三。", authors=["李明"])
    both = make_article(paper_page, body="一二三四五。", authors=["李明", "王芳"])
    sign(both, "李明", "摄影")
    sign(both, "李明", "图")
    make_picture(both, credit="李明 摄")
    rows, _totals = count_month(make_newspaper(), DAY)
    whole = {row.name: row for row in each_author_once(rows)}
    assert list(whole) == ["李明", "王芳"]
    assert set(whole["李明"].role.split("、")) == {"记者", "摄影", "图"}
    assert (whole["李明"].articles, whole["李明"].share) == (2, 1.5)
    assert (whole["李明"].characters, whole["李明"].shared_characters) == (4 + 6, 4 + 3)
    assert (whole["李明"].pictures, whole["王芳"].pictures) == (1, 0)
    assert {(row.name, row.role): row.articles for row in rows}["李明", "记者"] == 2


def test_pictures_are_those_credited_and_those_credited_to_nobody(paper_page):
    article = make_article(paper_page, authors=["李明"])
    sign(article, "康涛", "摄影")
    for name, credit in (("1", "康　涛 摄"), ("2", "陈静 摄"), ("3", "")):
        make_picture(article, name, credit=credit)
    assert count()["康涛", "摄影"].pictures == 2
    assert count()["李明", "记者"].pictures == 0


def test_captions_crossheads_and_continuations(paper_page):
    second = make_page(paper_page.issue, 2, status=Page.Status.PUBLISHED)
    article = make_article(paper_page, body="一二。\n\n## 小标\n\n![说明](a.jpg)\n\n---", authors=["李明"])
    make_part(article, second, "> 三四。")
    assert count()["李明", "记者"].characters == 3 + 2 + 3


def test_only_this_month_of_this_paper_and_what_readers_see(paper_page):
    make_article(paper_page, body="一。", authors=["李明"])
    make_article(make_page(paper_page.issue, 2), body="二。", authors=["草稿"])
    for day in (datetime.date(2026, 2, 28), datetime.date(2026, 4, 1)):
        make_article(publish(make_issue(day, pages=1)).pages.get(), authors=["别月"])
    other = make_issue(newspaper=make_newspaper("other", "别报"), pages=1, published=True)
    make_article(other.pages.get(), authors=["别报"])
    assert set(count()) == {("李明", "记者")}
    assert set(count(drafts=True)) == {("李明", "记者"), ("草稿", "记者")}


def test_the_whole_is_counted_once(paper_page):
    make_article(paper_page, body="一二。", authors=["李明", "王芳"])
    make_article(paper_page, body="无名。")
    make_picture(make_article(paper_page, body="", authors=["李明"]))
    _, totals = count_month(make_newspaper(), DAY)
    assert (totals.articles, totals.signed, totals.characters, totals.pictures) == (3, 2, 6, 1)


@pytest.mark.parametrize("articles", [1, 50])
def test_a_month_costs_the_same_however_much_was_written(paper_page, articles):
    for n in range(articles):
        make_article(paper_page, authors=[f"甲{n}", f"乙{n}"])
    newspaper = make_newspaper()
    with CaptureQueriesContext(connection) as queries:
        count_month(newspaper, DAY)
    assert len(queries) == 3
