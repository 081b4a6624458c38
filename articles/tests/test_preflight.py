"""What is missing before an issue may go out."""

import pytest

from articles import preflight

from .factories import make_article, make_issue, make_page, make_part, make_picture, make_pointer

pytestmark = pytest.mark.django_db


def found(issue):
    return {finding.code for finding in preflight.check(issue)}


@pytest.fixture
def sound():
    """An issue with nothing to find."""
    issue = make_issue(number=128)
    first, second = make_page(issue, 1), make_page(issue, 2)
    article = make_article(first)
    make_part(article, second, "接着说。")
    make_pointer(first, article=article)
    return issue


def test_a_sound_issue_has_no_finding(sound):
    assert preflight.check(sound) == []


def test_a_missing_issue_number(sound):
    sound.number = None
    assert found(sound) == {"issue-number"}


def test_a_missing_page(sound):
    make_article(make_page(sound, 4))
    (finding,) = preflight.check(sound)
    assert finding.code == "page-order"
    assert "1、2、4" in finding.message


def test_sections_count_each_for_itself():
    issue = make_issue(number=128)
    for number, label in enumerate(("A1", "A2", "B1", "B2", "特刊"), 1):
        make_page(issue, number, label)
    assert preflight.check(issue) == []


def test_an_open_jump_names_article_and_page(sound):
    article = make_article(sound.pages.first(), "未完的通讯")
    article.parts.update(continues_on="3")
    (finding,) = preflight.check(sound)
    assert finding.code == "open-jump"
    assert "未完的通讯" in str(finding)
    assert "第3版" in str(finding)


def test_a_pointer_that_leads_nowhere(sound):
    make_pointer(sound.pages.first(), "不知所指")
    (finding,) = preflight.check(sound)
    assert finding.code == "unresolved-pointer"
    assert "不知所指" in finding.message


def test_no_headline_and_no_text(sound):
    make_article(sound.pages.first(), headline="", body="")
    assert found(sound) == {"no-headline", "no-text"}


def test_a_picture_without_image_or_words(sound):
    make_picture(make_article(sound.pages.first()))
    assert found(sound) == {"picture-missing", "picture-text"}


@pytest.mark.parametrize("articles", [1, 30])
def test_costs_the_same_number_of_queries(sound, articles, django_assert_num_queries):
    for number in range(articles):
        article = make_article(sound.pages.first(), f"第{number}条")
        article.parts.update(continues_on="3")
        make_pointer(sound.pages.first(), "不知所指")
    with django_assert_num_queries(7):
        preflight.check(sound)
