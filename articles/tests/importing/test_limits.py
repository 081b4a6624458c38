"""What the database could not hold is found before anything is written."""

import pytest

from articles.importing.limits import check_limits
from articles.issue_text.document import AuthorName, Block, Series, Teaser

from .documents import issue, page, story


def codes(document):
    return [problem.code for problem in check_limits(document)]


def test_a_sound_issue_has_no_problem():
    assert codes(issue(page(1, story("头条")))) == []


@pytest.mark.parametrize("label", ["", "1/2", "第 一", "长" * 21])
def test_a_label_must_fit_into_an_address(label):
    assert codes(issue(page(1, story("头条"), label=label))) == ["label-unusable"]


@pytest.mark.parametrize("edition", ["a/b", "长" * 21])
def test_an_edition_must_fit_into_an_address(edition):
    assert codes(issue(page(1, story("头条")), edition=edition)) == ["edition-unusable"]


@pytest.mark.parametrize(
    ("fields", "limit"),
    [
        ({"kicker": "长" * 501}, 500),
        ({"deck": "长" * 501}, 500),
        ({"column": "长" * 101}, 100),
        ({"byline": "长" * 501}, 500),
        ({"dateline": "长" * 201}, 200),
        ({"source": "长" * 201}, 200),
        ({"series": Series("长" * 201)}, 200),
        ({"continues_on": "长" * 21}, 20),
        ({"authors": [], "tags": ["长" * 101]}, 100),
    ],
)
def test_each_text_of_an_article_has_its_limit(fields, limit):
    text = story("头条", line=7)
    for name, value in fields.items():
        setattr(text, name, value)
    (problem,) = check_limits(issue(page(1, text)))
    assert (problem.code, problem.line, problem.details["limit"]) == ("text-too-long", 7, limit)


def test_names_roles_pictures_and_pointers_have_theirs():
    text = story("头条", line=3)
    text.authors = [AuthorName("名" * 101, "职" * 41)]
    text.body = [Block("picture", "说" * 1001, name="n" * 201, credit="摄" * 201, alt="替" * 501)]
    document = issue(page(1, text, name="版" * 61))
    document.pages[0].teasers = [Teaser("题" * 501, "长" * 21, kicker="题" * 501, series=Series("长" * 201))]
    assert codes(document) == ["text-too-long"] * 11


@pytest.mark.parametrize(
    ("number", "page_number", "article", "series"),
    [(0, 1, 1, 1), (2**31, 1, 1, 1), (1, -7, 1, 1), (1, 32_768, 1, 1), (1, 1, -3, 1), (1, 1, 1, 99_999_999_999)],
)
def test_numbers_have_their_range(number, page_number, article, series):
    text = story("头条", line=5, number=article, series=Series("在变", series))
    document = issue(page(page_number, text, label="1"), number=number)
    assert codes(document) == ["number-out-of-range"]
