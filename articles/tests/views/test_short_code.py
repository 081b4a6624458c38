import datetime

import pytest
from pytest_django.asserts import assertRedirects

from articles import workflow
from articles.models import FormerNumber, Issue, Newspaper
from articles.models.short_code import code_of
from articles.tests.factories import DAY, make_article, make_issue, make_page, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(make_issue(pages=1, published=True).pages.get())


def test_the_code_in_print_leads_to_the_article(reader, article):
    assertRedirects(reader.get(f"/a/{article.short_code}/"), article.get_absolute_url(), status_code=302)


def test_a_code_typed_in_capitals_leads_there_too(reader, article):
    assertRedirects(reader.get(f"/a/{article.short_code.upper()}/"), article.get_absolute_url(), status_code=302)


def test_the_code_outlives_every_renaming(reader, article):
    newspaper, issue = Newspaper.objects.get(), Issue.objects.get()
    newspaper.slug = "qh"
    newspaper.save()
    issue.date = DAY + datetime.timedelta(days=1)
    issue.save()

    assertRedirects(reader.get(f"/a/{article.short_code}/"), "/qh/2026-03-06/article/1/", status_code=302)


def test_the_code_of_a_part_that_was_absorbed_leads_to_the_whole_story_in_one_step(reader, article):
    for number in (7, 9):
        FormerNumber.objects.create(issue=article.issue, number=number, article=article)

    for code in (code_of(article.issue_id, 9), article.short_code):
        assertRedirects(reader.get(f"/a/{code}/"), article.get_absolute_url(), status_code=302)


def test_the_code_of_another_issue_is_not_taken_for_this_one(reader, article):
    other = make_issue(DAY + datetime.timedelta(days=7), pages=1, published=True)
    FormerNumber.objects.create(issue=article.issue, number=9, article=article)
    assert reader.get(f"/a/{code_of(other.pk, 9)}/").status_code == 404
    assert reader.get(f"/a/{code_of(other.pk, 1)}/").status_code == 404


@pytest.mark.parametrize("code", ["kmt", "b1b", "a", "123", "zzzzzzzzz99999999z"])
def test_a_mistyped_code_is_not_found(reader, article, code):
    assert code != article.short_code
    assert reader.get(f"/a/{code}/").status_code == 404


def test_the_code_of_what_is_not_public_leads_nowhere_but_for_editors(reader, outsider, editor, article):
    late = make_article(make_page(article.issue, 2))
    workflow.withdraw(make_issue(DAY + datetime.timedelta(days=1), published=True), actor="测试")
    withdrawn = make_article(make_page(Issue.objects.get(status="withdrawn")))

    for hidden, answer in ((late, 404), (withdrawn, 410)):
        address = f"/a/{hidden.short_code}/"
        assert reader.get(address).status_code == answer
        assert outsider.get(address).status_code == answer
        assertRedirects(editor.get(address), hidden.get_absolute_url(), status_code=302)


def test_every_slash_and_case_of_the_address_is_forgiven(reader, article):
    response = reader.get(f"/a/{article.short_code}", follow=True)
    assert response.redirect_chain[-1][0] == article.get_absolute_url()


def test_a_code_costs_one_query(reader, article, django_assert_num_queries):
    publish(article.issue)
    with django_assert_num_queries(1):
        reader.get(f"/a/{article.short_code}/")
