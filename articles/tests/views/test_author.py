import datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Author, Byline
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return Author.objects.create(name="程朗", about="青禾日报记者。\n<b>常驻柳溪镇。")


def write(author, day=DAY, headline="春耕备耕忙", published=True, newspaper=None, role="记者"):
    issue = make_issue(day, newspaper=newspaper, pages=1)
    article = make_article(issue.pages.get(), headline)
    Byline.objects.create(article=article, author=author, role=role)
    if published:
        publish(issue)
    return article


def test_articles_are_listed_newest_first_with_where_they_stood(reader, author):
    write(author, DAY, "旧闻")
    write(author, DAY + datetime.timedelta(days=1), "新闻", role="摄影")

    response = reader.get(f"/authors/{author.pk}/")

    html = response.content.decode()
    assert html.index("新闻</a>") < html.index("旧闻</a>")
    for printed in ("《青禾日报》", "2026年3月5日", "第1版", "摄影"):
        assertContains(response, printed)
    assertContains(response, "<p>青禾日报记者。</p>")
    assertContains(response, "&lt;b&gt;常驻柳溪镇。")


def test_an_article_with_two_roles_is_listed_once(reader, author):
    article = write(author, role="文")
    Byline.objects.create(article=article, author=author, role="图", position=1)

    response = reader.get(f"/authors/{author.pk}/")

    assertContains(response, "春耕备耕忙</a>", count=1)
    assertContains(response, "文</span>")
    assertContains(response, "图</span>")


def test_an_institution_has_its_page_too(reader):
    agency = Author.objects.create(name="新华社", institution=True)
    write(agency)

    assertContains(reader.get(f"/authors/{agency.pk}/"), "新华社")


def test_namesakes_are_kept_apart(reader, author):
    write(author)
    namesake = Author.objects.create(name="程朗", distinction="体育部")
    write(namesake, DAY + datetime.timedelta(days=1), "冠军")

    assertNotContains(reader.get(f"/authors/{author.pk}/"), "冠军")
    assertContains(reader.get(f"/authors/{namesake.pk}/"), "体育部")


def test_drafts_are_listed_for_editors_only(reader, outsider, editor, author):
    write(author)
    write(author, DAY + datetime.timedelta(days=1), "未发的稿", published=False)
    address = f"/authors/{author.pk}/"

    assertNotContains(reader.get(address), "未发的稿")
    assertNotContains(outsider.get(address), "未发的稿")
    assertContains(editor.get(address), "未发的稿")
    assertContains(editor.get(address), 'class="draft-mark"')


def test_an_author_of_drafts_only_is_not_known_to_readers(reader, editor, author):
    write(author, published=False)

    assert reader.get(f"/authors/{author.pk}/").status_code == 404
    assert editor.get(f"/authors/{author.pk}/").status_code == 200


def test_an_author_who_does_not_exist_is_not_found(reader):
    assert reader.get("/authors/999/").status_code == 404


def test_the_page_named_is_one_that_readers_may_see(reader, author):
    issue = make_issue(pages=1)
    publish(issue)
    article = make_article(make_page(issue, 2), "上文未签")
    Byline.objects.create(article=article, author=author)

    assert reader.get(f"/authors/{author.pk}/").status_code == 404


@pytest.mark.parametrize("articles", [1, 31])
def test_an_author_costs_the_same_however_much_they_wrote(reader, django_assert_num_queries, author, articles):
    for number in range(articles):
        write(
            author, DAY - datetime.timedelta(days=number), newspaper=make_newspaper(f"p{number % 3}", f"报{number % 3}")
        )

    with django_assert_num_queries(5):
        response = reader.get(f"/authors/{author.pk}/")

    assert len(response.context["listed"]) == min(articles, 30)


def test_older_articles_are_on_the_next_page(reader, author):
    for number in range(31):
        write(author, DAY - datetime.timedelta(days=number), f"第{number}天")

    assertContains(reader.get(f"/authors/{author.pk}/"), 'rel="next" href="?page=2"')
    assertContains(reader.get(f"/authors/{author.pk}/?page=2"), "第30天")
    assert reader.get(f"/authors/{author.pk}/?page=3").status_code == 404
