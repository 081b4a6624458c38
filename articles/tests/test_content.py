"""What pages and articles say, as data that can be compared."""

import pytest

from articles.content import article_content, digest_of, issue_content, text_content
from articles.issue_document import document_of
from articles.models import Author, Byline, HotArea
from articles.tests.factories import (
    make_area,
    make_article,
    make_issue,
    make_note,
    make_part,
    make_picture,
    make_pointer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    """A story from page 1 to page 2 with everything that an article can have, and another below it."""
    issue = make_issue(pages=2, number=128)
    first, second = issue.pages.all()
    article = make_article(first, authors=["李明"], kicker="开春", deck="全县动员")
    make_part(article, second, "接着说。")
    make_note(article)
    make_picture(article, caption="田间")
    make_area(article.parts.get(sequence=1))
    article.tags.add("农业")
    make_pointer(first, article=article)
    make_article(second, "桥通了")
    return issue


CHANGES_OF_THE_FIRST_PAGE = {
    "a word of the headline": lambda article: type(article).objects.update(headline="春耕忙"),
    "the deck": lambda article: type(article).objects.update(deck="全县上下"),
    "an author": lambda article: Byline.objects.update(author=Author.objects.create(name="王芳")),
    "a role": lambda article: Byline.objects.update(role="通讯员"),
    "the text": lambda article: article.parts.filter(sequence=1).update(body="改了。"),
    "a note": lambda article: article.editors_notes.update(text="改了。"),
    "a caption": lambda article: article.pictures.update(caption="水田"),
    "a focal point": lambda article: article.pictures.update(focal_x=0.25),
    "a tag": lambda article: article.tags.add("春耕"),
    "a hot area": lambda article: HotArea.objects.all().delete(),
    "a pointer": lambda article: article.pointers.update(headline="改了"),
    "the page on which it goes on": lambda article: article.parts.filter(sequence=2).delete(),
    "the credits": lambda article: article.issue.pages.filter(number=1).update(credits="责任编辑：陈静"),
    "the issue number": lambda article: type(article.issue).objects.update(number=129),
}


@pytest.mark.parametrize("change", CHANGES_OF_THE_FIRST_PAGE)
def test_whatever_changes_on_a_page_changes_its_digest(issue, change):
    page = issue.pages.first()
    before = issue_content(issue).page_digests[page.pk]
    CHANGES_OF_THE_FIRST_PAGE[change](issue.articles.first())
    assert issue_content(issue).page_digests[page.pk] != before


def test_what_stands_elsewhere_does_not_change_a_page(issue):
    first, second = issue.pages.all()
    before = issue_content(issue).page_digests
    issue.articles.last().parts.update(body="另一条改了。")
    after = issue_content(issue).page_digests
    assert after[first.pk] == before[first.pk]
    assert after[second.pk] != before[second.pk]


CHANGES_OF_THE_OPENING_ALONE = {
    "the kicker": lambda article: type(article).objects.filter(pk=article.pk).update(kicker="春耕"),
    "the deck": lambda article: type(article).objects.filter(pk=article.pk).update(deck="全县上下"),
    "a caption": lambda article: article.pictures.update(caption="水田"),
}


@pytest.mark.parametrize("change", CHANGES_OF_THE_OPENING_ALONE)
def test_a_page_on_which_a_story_goes_on_says_nothing_of_what_only_its_opening_prints(issue, change):
    second = issue.pages.last()
    before = issue_content(issue).page_digests[second.pk]
    CHANGES_OF_THE_OPENING_ALONE[change](issue.articles.first())
    assert issue_content(issue).page_digests[second.pk] == before


def test_a_continuation_is_headed_by_its_own_headline_or_by_the_story_s(issue):
    article, second = issue.articles.first(), issue.pages.last()
    digests = [issue_content(issue).page_digests[second.pk]]
    for own, headline in (("", "春耕忙"), ("续文", "春耕忙"), ("续文", "又改了")):
        article.parts.filter(sequence=2).update(headline=own)
        type(article).objects.filter(pk=article.pk).update(headline=headline)
        digests.append(issue_content(issue).page_digests[second.pk])
    assert len(set(digests)) == 3
    assert digests[-1] == digests[-2]


def test_a_picture_is_signed_where_the_text_has_it(issue):
    article = issue.articles.first()
    article.parts.filter(sequence=2).update(body="接着说。\n\n![](photo.jpg)")
    before = issue_content(issue).page_digests
    article.pictures.update(caption="水田")
    after = issue_content(issue).page_digests
    first, second = issue.pages.all()
    assert after[first.pk] == before[first.pk]
    assert after[second.pk] != before[second.pk]


def test_the_order_on_a_page_is_part_of_what_it_says(issue):
    second = issue.pages.last()
    before = issue_content(issue).page_digests[second.pk]
    second.reorder(list(second.parts.order_by("-position").values_list("pk", flat=True)))
    assert issue_content(issue).page_digests[second.pk] != before


def test_its_place_on_a_page_is_no_part_of_what_an_article_says(issue):
    """So that whoever lays a page out does not disturb those who write."""
    article, second = issue.articles.first(), issue.pages.last()
    before = digest_of(article_content(article))
    second.reorder(list(second.parts.order_by("-position").values_list("pk", flat=True)))
    assert digest_of(article_content(article)) == before


def test_a_document_says_what_the_stored_article_says(issue):
    article = make_article(
        issue.pages.first(), "只有一版的稿件", authors=["王芳"], deck="副题", series="行走", series_number=2
    )
    article.tags.add("农业", "春耕")
    make_note(article)
    stored = article_content(article)
    (text,) = (text for _, text in document_of(issue).places() if text.headline == "只有一版的稿件")
    # Which page it lies on is not for the text of an entry to say.
    stored["parts"][0]["page"] = ""
    assert text_content(text) == stored


def test_a_picture_of_a_document_has_the_fields_of_a_stored_one(issue):
    (stored,) = article_content(issue.articles.first())["pictures"]
    (told,) = text_content(next(text for _, text in document_of(issue).places()))["pictures"]
    assert told == stored


def test_an_article_is_the_same_alone_and_within_its_issue(issue):
    article = issue.articles.first()
    assert issue_content(issue).articles[article.pk] == article_content(article)


@pytest.mark.parametrize("more", [1, 30])
def test_an_issue_is_read_in_the_same_number_of_queries(issue, more, django_assert_num_queries):
    for _ in range(more):
        make_note(make_article(issue.pages.first(), authors=["甲"]))
        make_pointer(issue.pages.first())
    with django_assert_num_queries(13):
        issue_content(issue)
