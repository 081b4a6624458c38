import pytest
from django.contrib.contenttypes.models import ContentType
from pytest_django.asserts import assertContains, assertNotContains
from taggit.models import Tag

from articles.models import Article
from articles.tests.factories import make_article, make_issue, make_page, make_part, publish

pytestmark = pytest.mark.django_db


def write(*tags, published=True, edition=""):
    issue = make_issue(pages=1, edition=edition)
    make_article(issue.pages.get()).tags.add(*tags)
    return publish(issue) if published else issue


def names(response):
    return [(entry.name, entry.count) for entry in response.context["listed"]]


def test_tags_stand_by_pinyin_with_how_often_they_are_used(reader):
    write("粮食", "春耕")
    write("粮食", edition="号外")

    response = reader.get("/tags/")

    assert names(response) == [("春耕", 1), ("粮食", 2)]
    assertContains(response, 'href="/tags/%E7%B2%AE%E9%A3%9F/"')


def test_tags_of_drafts_are_not_told(reader, outsider, editor):
    write("粮食")
    write("未发的标签", published=False, edition="号外")
    Tag.objects.create(name="没用的标签")

    for visitor in (reader, outsider):
        assertNotContains(visitor.get("/tags/"), "未发的标签")
    assert names(editor.get("/tags/")) == [("粮食", 1), ("未发的标签", 1)]


def test_the_tag_of_an_opening_that_is_not_public_is_not_told(reader):
    issue = publish(make_issue(pages=1))
    article = make_article(make_page(issue, 0, "0"))
    article.tags.add("未签发的标签")
    make_part(article, issue.pages.get(label="1"), "下文已签发。")

    assert names(reader.get("/tags/")) == []


def test_a_tag_of_signs_alone_has_no_page(reader):
    write("！？", "粮食")

    assert names(reader.get("/tags/")) == [("粮食", 1)]


def test_without_any_the_page_says_so(reader):
    assertContains(reader.get("/tags/"), 'class="nothing"')


@pytest.mark.parametrize("tags", [1, 40])
def test_the_index_costs_the_same_however_many_tags_there_are(reader, django_assert_num_queries, tags):
    write(*(f"标签{number}" for number in range(tags)))
    ContentType.objects.get_for_model(Article)

    with django_assert_num_queries(2):
        reader.get("/tags/")
    with django_assert_num_queries(1):
        reader.get("/tags/")
