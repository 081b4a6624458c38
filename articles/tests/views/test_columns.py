import datetime

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, make_part, publish

pytestmark = pytest.mark.django_db


def write(column, day=DAY, published=True, newspaper=None):
    issue = make_issue(day, newspaper=newspaper, pages=1)
    article = make_article(issue.pages.get(), column=column)
    if published:
        publish(issue)
    return article


def test_columns_stand_by_pinyin_with_how_long_they_ran(reader):
    write("微言", datetime.date(1998, 3, 5))
    write("微言")
    write("百姓/《茶座》 100%", DAY + datetime.timedelta(days=1))

    response = reader.get("/qinghe/columns/")

    html = response.content.decode()
    assert html.index("百姓/《茶座》 100%</a>") < html.index("微言</a>")
    assertContains(response, "1998—2026")
    assertContains(response, '<h2 class="names__initial">B</h2>')


def test_every_column_of_the_index_can_be_opened(reader):
    write("百姓/《茶座》 100%~?#..")
    (entry,) = reader.get("/qinghe/columns/").context["listed"]

    response = reader.get("/qinghe/columns/")
    address = response.content.decode().split('<ol class="names">')[1].split('href="')[1].split('"')[0]
    assertContains(reader.get(address), entry.name)


def test_columns_of_drafts_and_of_other_newspapers_are_not_told(reader, outsider, editor):
    write("微言")
    write("未发的栏目", DAY + datetime.timedelta(days=1), published=False)
    write("别家的栏目", newspaper=make_newspaper("yunzhou", "云州晚报"))

    for visitor in (reader, outsider):
        assertNotContains(visitor.get("/qinghe/columns/"), "未发的栏目")
    assertContains(editor.get("/qinghe/columns/"), "未发的栏目")
    assertNotContains(editor.get("/qinghe/columns/"), "别家的栏目")


def test_the_column_of_an_opening_that_is_not_public_is_not_told(reader, editor):
    issue = publish(make_issue(pages=1))
    article = make_article(make_page(issue, 0, "0"), column="未签发的栏目")
    make_part(article, issue.pages.get(label="1"), "下文已签发。")

    assertNotContains(reader.get("/qinghe/columns/"), "未签发的栏目")
    assert reader.get("/qinghe/columns/未签发的栏目/").status_code == 404
    assertContains(editor.get("/qinghe/columns/"), "未签发的栏目")


def test_a_newspaper_without_columns_says_so_and_one_without_issues_is_not_known(reader):
    write("")
    make_issue(newspaper=make_newspaper("yunzhou", "云州晚报"))

    assertContains(reader.get("/qinghe/columns/"), 'class="nothing"')
    assert reader.get("/yunzhou/columns/").status_code == 404
    assert reader.get("/qinghe/columns/?initial=W").status_code == 404


def test_the_interface_speaks_english_too():
    write("微言")

    response = Client(headers={"accept-language": "en"}).get("/qinghe/columns/")

    assertContains(response, "<h1>Columns</h1>")
    assertContains(response, '<span class="count">1 article 2026</span>')


@pytest.mark.parametrize("columns", [1, 30])
def test_an_index_costs_the_same_however_many_columns_there_are(reader, django_assert_num_queries, columns):
    for number in range(columns):
        write(f"栏目{number}", DAY - datetime.timedelta(days=number))

    with django_assert_num_queries(4):
        reader.get("/qinghe/columns/")
    with django_assert_num_queries(3):
        reader.get("/qinghe/columns/")
