import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Article, Author, Byline
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, make_part, publish
from articles.views import related

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_issue(pages=1, published=True).pages.get()


def tagged(page, headline, *tags, **fields):
    article = make_article(page, headline, **fields)
    article.tags.add(*tags)
    return article


def a_day_after(days, **fields):
    return make_issue(DAY + datetime.timedelta(days=days), pages=1, published=True, **fields).pages.get()


def related_of(client, article):
    return [str(entry) for entry in client.get(article.get_absolute_url()).context["related"]]


def test_articles_that_share_a_tag_or_a_person_are_named_newest_first(reader, page):
    article = tagged(page, "春耕", "农业", authors=["许禾"])
    tagged(page, "同日同题", "农业", "水利")
    make_article(a_day_after(2), "同一记者", authors=["石磊", "许禾"])
    tagged(a_day_after(1), "次日同题", "农业")
    tagged(page, "无关", "教育", authors=["程朗"])

    assert related_of(reader, article) == ["同一记者", "次日同题", "同日同题"]
    assertContains(reader.get(article.get_absolute_url()), 'id="related-title"')


def test_who_shares_a_tag_and_a_person_is_named_once(reader, page):
    article = tagged(page, "春耕", "农业", "水利", authors=["许禾", "石磊"])
    tagged(page, "又一篇", "农业", "水利", authors=["许禾", "石磊"])
    assert related_of(reader, article) == ["又一篇"]


def test_an_institution_relates_nothing(reader, page):
    agency = Author.objects.create(name="新华社", institution=True)
    articles = [make_article(page, headline) for headline in ("一", "二")]
    for article in articles:
        Byline.objects.create(article=article, author=agency)

    assert related_of(reader, articles[0]) == []
    assertNotContains(reader.get(articles[0].get_absolute_url()), "related-title")


def test_instalments_of_the_same_series_are_named_in_their_own_list_only(reader, page):
    article = tagged(page, "源头", "禾溪", series="行走禾溪", series_number=1)
    tagged(page, "船娘", "禾溪", series="行走禾溪", series_number=2)
    other_paper = a_day_after(1, newspaper=make_newspaper("yunzhou", "云州晚报"))
    tagged(other_paper, "别家的行走", "禾溪", series="行走禾溪")

    assert related_of(reader, article) == ["别家的行走"]
    assertContains(reader.get(article.get_absolute_url()), "《云州晚报》")


def test_six_at_most_are_named(reader, page):
    article = tagged(page, "春耕", "农业")
    for number in range(8):
        tagged(page, f"第{number}篇", "农业")
    assert len(related_of(reader, article)) == 6


def test_among_very_many_the_latest_are_looked_at(reader, page, monkeypatch):
    monkeypatch.setattr(related, "LOOKED_AT", 3)
    article = tagged(page, "春耕", "农业", authors=["许禾"])
    for number in range(6):
        tagged(page, f"第{number}篇", "农业", authors=["许禾"])
    assert related_of(reader, article) == ["第3篇", "第4篇", "第5篇"]


def test_drafts_are_not_related(reader, editor, page):
    article = tagged(page, "春耕", "农业")
    tagged(make_page(page.issue, 2), "未签发的题", "农业")
    tagged(make_issue(DAY + datetime.timedelta(days=1), pages=1).pages.get(), "未出版的题", "农业")

    assertNotContains(reader.get(article.get_absolute_url()), "未")
    assert len(related_of(editor, article)) == 2


def test_an_article_whose_beginning_is_not_public_does_not_tell_what_it_is_about(reader, editor, page):
    article = tagged(page, "春耕", "农业")
    late = tagged(make_page(page.issue, 2), "未签发的题", "农业")
    make_part(late, page, "已签发的下文。")

    assert related_of(reader, article) == []
    assert related_of(editor, article) == ["未签发的题"]


@pytest.mark.parametrize("others", [1, 9])
def test_it_costs_two_queries_however_many_there_are(django_assert_num_queries, others):
    issue = make_issue(pages=1)
    article = tagged(issue.pages.get(), "春耕", "农业", "水利", authors=["许禾", "石磊"])
    for number in range(others):
        tagged(issue.pages.get(), f"第{number}篇", "农业", "水利", authors=["许禾", "石磊"])
    publish(issue)
    article = Article.objects.prefetch_related("tags", "bylines__author").select_related("issue").get(pk=article.pk)

    with django_assert_num_queries(2):
        found = related.related_to(article, AnonymousUser())
        [entry.get_absolute_url() for entry in found]
    assert len(found) == min(others, 6)
