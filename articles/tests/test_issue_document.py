"""A stored issue read back: what was imported, and what editors made of it."""

import pytest

from articles.issue_document import document_of, text_digest
from articles.issue_text.document import Credit
from articles.models import Issue

from .factories import make_article, make_issue, make_note, make_page, make_part, make_picture, make_pointer

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(number=128)


def test_pages_articles_and_pointers_come_in_their_order(issue):
    second, first = make_page(issue, 2, name="民生"), make_page(issue, 1, name="要闻")
    make_article(first, "头条")
    make_article(first, "二条")
    make_article(second, "民生")
    make_pointer(first, "民生", target_label="2")
    document = document_of(issue)
    assert [page.label for page in document.pages] == ["1", "2"]
    assert [article.headline for article in document.pages[0].articles] == ["头条", "二条"]
    assert [(teaser.headline, teaser.page) for teaser in document.pages[0].teasers] == [("民生", "2")]
    assert (document.newspaper, document.title, document.number) == ("qinghe", "青禾日报", 128)


def test_credits_written_by_editors_are_roles_with_names(issue):
    make_page(issue, credits="责任编辑：李明、王芳\n\n 版式：赵新 \n本版统筹")
    assert document_of(issue).pages[0].credits == [
        Credit("责任编辑", ["李明", "王芳"]),
        Credit("版式", ["赵新"]),
        Credit("", ["本版统筹"]),
    ]


def test_a_story_over_three_pages_is_three_entries_and_two_jumps(issue):
    pages = [make_page(issue, number) for number in (1, 2, 4)]
    article = make_article(pages[0], "长篇通讯", authors=["李明"])
    make_part(article, pages[1], "中段。", headline="长篇通讯（续）")
    make_part(article, pages[2], "末段。")
    make_article(pages[1], "别的文章")
    document = document_of(issue)
    first, second, third = (page.articles[0] for page in document.pages)
    assert (first.continues_on, second.continued_from, second.continues_on, third.continued_from) == (
        "2",
        "1",
        "4",
        "2",
    )
    assert second.headline == "长篇通讯（续）"
    assert (second.authors, second.number) == ([], None)
    assert [[place.page for place in story] for story in document.stories()] == [[0, 1, 2], [1]]


def test_an_open_jump_keeps_its_label(issue):
    article = make_article(make_page(issue))
    article.parts.update(continues_on="2")
    assert document_of(issue).pages[0].articles[0].continues_on == "2"


def test_pictures_are_found_by_name_and_those_not_placed_stand_first(issue):
    article = make_article(make_page(issue), body="第一段。\n\n![](a.jpg)\n\n![另一说明](a.jpg)")
    make_picture(article, "a.jpg", caption="梯田", credit="李明 摄", alt="一层层梯田")
    make_picture(article, "b.jpg", caption="云海")
    pictures = [block for block in document_of(issue).pages[0].articles[0].body if block.kind == "picture"]
    assert [(block.name, block.text) for block in pictures] == [
        ("b.jpg", "云海"),
        ("a.jpg", "梯田"),
        ("a.jpg", "另一说明"),
    ]
    assert pictures[1].alt == "一层层梯田"


def test_notes_lose_the_empty_lines_that_a_browser_adds(issue):
    make_note(make_article(make_page(issue)), "第一段。\r\n\r\n第二段。\r\n")
    assert document_of(issue).pages[0].articles[0].editors_notes[0].text == "第一段。\n第二段。"


def test_the_digest_tells_what_is_said_and_not_where(issue):
    article = make_article(make_page(issue), "头条")
    (text,) = document_of(issue).pages[0].articles
    before = text_digest(text)
    text.line, text.number, text.continues_on = 99, 7, "2"
    assert text_digest(text) == before
    article.deck = "副题"
    article.save()
    (changed,) = document_of(Issue.objects.get()).pages[0].articles
    assert text_digest(changed) != before


@pytest.mark.parametrize("articles", [1, 40])
def test_reading_an_issue_costs_the_same_number_of_queries(issue, articles, django_assert_num_queries):
    page = make_page(issue)
    for number in range(articles):
        article = make_article(page, f"第{number}条", authors=["李明"])
        article.tags.add("农业")
        make_note(article)
        make_picture(article)
    fresh = Issue.objects.select_related("newspaper").get()
    with django_assert_num_queries(9):
        document_of(fresh)
