import datetime
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Newspaper
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_part, publish

pytestmark = pytest.mark.django_db
ADDRESS = f"/qinghe/columns/{quote('微言')}/"


def write(headline, day=DAY, published=True, column="微言", newspaper=None):
    issue = make_issue(day, newspaper=newspaper, pages=2)
    article = make_article(issue.pages.first(), headline, "## 小标题\n\n好稻谷有了，却卖不出好价钱。", column=column)
    if published:
        publish(issue)
    return article


def test_articles_are_listed_newest_first_with_page_and_first_words(reader):
    write("旧文")
    article = write("新文", DAY + datetime.timedelta(days=1))
    make_part(article, article.issue.pages.last(), "后来米厂办了起来。")

    response = reader.get(ADDRESS)

    html = response.content.decode()
    assert html.index("新文</a>") < html.index("旧文</a>")
    assertContains(response, "2026年3月6日")
    assertContains(response, "第1版、第2版")
    assertContains(response, '<p class="works__beginning">好稻谷有了，却卖不出好价钱。</p>', count=2)
    assertContains(response, 'href="/qinghe/columns/"')


@pytest.mark.parametrize("name", ["政/经", "..", "《禾溪》 100%", "a?b#c", "~2F", "3.15"])
def test_any_name_is_a_column(reader, name):
    write("文章", column=name)

    assertContains(reader.get(reverse("column", args=["qinghe", name])), "文章</a>")


def test_drafts_are_listed_for_editors_only(reader, outsider, editor):
    write("已发的文章")
    write("未发的文章", DAY + datetime.timedelta(days=1), published=False)

    for visitor in (reader, outsider):
        assertNotContains(visitor.get(ADDRESS), "未发的文章")
    assertContains(editor.get(ADDRESS), "未发的文章")
    assertContains(editor.get(ADDRESS), 'class="draft-mark"')


def test_a_column_of_drafts_or_of_another_newspaper_is_not_found(reader, editor):
    write("未发的文章", published=False)
    write("别家的文章", newspaper=make_newspaper("yunzhou", "云州晚报"))

    assert reader.get(ADDRESS).status_code == 404
    assert editor.get(ADDRESS).status_code == 200
    assert reader.get("/qinghe/columns/没有/").status_code == 404
    assert reader.get("/nowhere/columns/微言/").status_code == 404
    assertContains(reader.get("/yunzhou/columns/微言/"), "别家的文章")


def test_the_last_page_is_as_far_as_it_goes(reader):
    for number in range(31):
        write(f"第{number}天", DAY - datetime.timedelta(days=number))

    assertContains(reader.get(ADDRESS), 'rel="next" href="?page=2"')
    assertContains(reader.get(f"{ADDRESS}?page=2"), "第30天")
    assert reader.get(f"{ADDRESS}?page=3").status_code == 404


def test_a_former_address_of_the_newspaper_leads_to_its_column(reader):
    write("文章", column="政/经")
    newspaper = Newspaper.objects.get()
    newspaper.slug = "qinghe-ribao"
    newspaper.save()

    response = reader.get(reverse("column", args=["qinghe", "政/经"]))

    assert response.headers["Location"] == reverse("column", args=["qinghe-ribao", "政/经"])


def test_the_interface_speaks_english_too():
    write("文章")

    assertContains(Client(headers={"accept-language": "en"}).get(ADDRESS), "1 article")


@pytest.mark.parametrize("articles", [1, 31])
def test_a_column_costs_the_same_however_long_it_ran(reader, django_assert_num_queries, articles):
    for number in range(articles):
        write("文章", DAY - datetime.timedelta(days=number))

    with django_assert_num_queries(4):
        reader.get(ADDRESS)
