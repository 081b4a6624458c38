import datetime
from urllib.parse import quote

import pytest
from django.contrib.contenttypes.models import ContentType
from pytest_django.asserts import assertContains, assertNotContains
from taggit.models import Tag, TaggedItem

from articles.models import Article, Author
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, publish

pytestmark = pytest.mark.django_db
ADDRESS = f"/tags/{quote('粮食')}/"


def write(headline, day=DAY, published=True, newspaper=None):
    issue = make_issue(day, newspaper=newspaper, pages=1)
    article = make_article(issue.pages.get(), headline)
    article.tags.add("粮食")
    if published:
        publish(issue)
    return article


def test_articles_of_all_newspapers_are_listed_newest_first(reader):
    write("旧文")
    write("新文", DAY + datetime.timedelta(days=1), newspaper=make_newspaper("yunzhou", "云州晚报"))

    response = reader.get(ADDRESS)

    html = response.content.decode()
    assert html.index("新文</a>") < html.index("旧文</a>")
    for text in ("《云州晚报》", "《青禾日报》", "第1版"):
        assertContains(response, text)


def test_drafts_are_listed_for_editors_only(reader, outsider, editor):
    write("已发的文章")
    write("未发的文章", DAY + datetime.timedelta(days=1), published=False)

    for visitor in (reader, outsider):
        assertNotContains(visitor.get(ADDRESS), "未发的文章")
    assertContains(editor.get(ADDRESS), "未发的文章")


def test_a_tag_of_drafts_only_is_not_known_to_readers(reader, editor):
    write("未发的文章", published=False)

    assert reader.get(ADDRESS).status_code == 404
    assert editor.get(ADDRESS).status_code == 200
    assert reader.get("/tags/没有/").status_code == 404


def test_what_else_bears_the_tag_is_no_article(reader):
    article = write("文章")
    unmarked = make_article(article.issue.pages.get(), "没有标签的文章")
    tag, author = Tag.objects.get(), ContentType.objects.get_for_model(Author)
    TaggedItem.objects.create(tag=tag, content_type=author, object_id=unmarked.pk)

    assertNotContains(reader.get(ADDRESS), "没有标签的文章")


@pytest.mark.parametrize("articles", [1, 31])
def test_a_tag_costs_the_same_however_often_it_is_used(reader, django_assert_num_queries, articles):
    for number in range(articles):
        write("文章", DAY - datetime.timedelta(days=number))
    ContentType.objects.get_for_model(Article)

    with django_assert_num_queries(4):
        reader.get(ADDRESS)
