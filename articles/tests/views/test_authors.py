import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Author, Byline
from articles.tests.factories import make_article, make_issue, make_page, make_part, publish
from articles.views import indexes

pytestmark = pytest.mark.django_db


def write(*names, published=True, edition="", **fields):
    issue = make_issue(pages=1, edition=edition)
    article = make_article(issue.pages.get())
    for name in names:
        author, _ = Author.objects.get_or_create(name=name, **fields)
        Byline.objects.create(article=article, author=author)
    return publish(issue) if published else issue


def names(response):
    return [author.name for author in response.context["listed"]]


def test_people_stand_by_pinyin_and_institutions_after_them(reader):
    write("许禾", "程朗", "3号特派员")
    write("程朗", edition="号外")
    write("新华社", edition="增刊", institution=True)

    response = reader.get("/authors/")

    assert names(response) == ["程朗", "许禾", "3号特派员", "新华社"]
    assert [author.count for author in response.context["listed"]] == [2, 1, 1, 1]
    assert response.context["initials"] == {"C": 1, "X": 1, "#": 1, "institutions": 1}
    for heading in (">C<", ">X<", ">机构<"):
        assertContains(response, f'<h2 class="names__initial"{heading}/h2>')


def test_a_letter_shows_its_people_alone(reader):
    write("许禾", "程朗")
    write("新华社", edition="增刊", institution=True)

    assert names(reader.get("/authors/", {"initial": "X"})) == ["许禾"]
    assert names(reader.get("/authors/", {"initial": "institutions"})) == ["新华社"]
    for initial in ("Y", "\0", "x"):
        assert reader.get("/authors/", {"initial": initial}).status_code == 404


def test_a_surname_that_was_corrected_is_found_where_it_is_read(reader):
    write("单良", sort_key="shan liang")

    assert reader.get("/authors/").context["initials"] == {"S": 1}


def test_namesakes_are_told_apart(reader):
    write("程朗")
    write("程朗", edition="号外", distinction="体育部")

    assertContains(reader.get("/authors/"), '<span class="names__distinction" lang="zh-Hans">体育部</span>', count=1)


def test_an_author_with_two_roles_wrote_one_article(reader):
    issue = write("程朗", "程朗")

    assert issue.articles.get().bylines.count() == 2
    assert reader.get("/authors/").context["listed"][0].count == 1


def test_authors_of_drafts_only_are_not_known_to_readers(reader, outsider, editor):
    write("程朗")
    write("未发者", published=False, edition="号外")
    Author.objects.create(name="无文者")

    for visitor in (reader, outsider):
        assert names(visitor.get("/authors/")) == ["程朗"]
        assertNotContains(visitor.get("/authors/"), "未发者")
    assert names(editor.get("/authors/")) == ["程朗", "未发者"]


def test_the_author_of_an_opening_that_is_not_public_is_not_known(reader):
    issue = publish(make_issue(pages=1))
    article = make_article(make_page(issue, 0, "0"), authors=["未签者"])
    make_part(article, issue.pages.get(label="1"), "下文已签发。")

    assert names(reader.get("/authors/")) == []


def test_without_anybody_the_page_says_so(reader):
    assertContains(reader.get("/authors/"), 'class="nothing"')


def test_a_long_index_is_divided_and_keeps_its_letter(reader, monkeypatch):
    monkeypatch.setattr(indexes, "NAMES_PER_PAGE", 2)
    write("程朗", "程晓", "程安", "许禾")

    assert names(reader.get("/authors/", {"page": 2})) == ["程晓", "许禾"]
    response = reader.get("/authors/", {"initial": "C"})
    assertContains(response, 'rel="next" href="?initial=C&amp;page=2"')
    assertContains(response, 'href="http://testserver/authors/?initial=C"')
    assert reader.get("/authors/", {"page": 3}).status_code == 404


def test_an_author_who_is_gone_since_is_left_out(reader):
    write("程朗", "许禾")
    reader.get("/authors/")
    Byline.objects.filter(author__name="程朗").delete()
    Author.objects.get(name="程朗").delete()

    assert names(reader.get("/authors/")) == ["许禾"]


def test_the_interface_speaks_english_too():
    write("新华社", institution=True)
    response = Client(headers={"accept-language": "en"}).get("/authors/")

    for text in ("<h1>Authors</h1>", ">Institutions</h2>", "1 article"):
        assertContains(response, text)


@pytest.mark.parametrize("authors", [1, 40])
def test_the_index_costs_the_same_however_many_authors_there_are(reader, django_assert_num_queries, authors):
    write(*(f"记者{number}" for number in range(authors)))

    with django_assert_num_queries(4):
        reader.get("/authors/")
    with django_assert_num_queries(2):
        reader.get("/authors/")
