import datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, publish

pytestmark = pytest.mark.django_db


def test_the_newest_published_issue_is_the_front_page(reader):
    make_issue(DAY, published=True)
    newest = make_issue(DAY + datetime.timedelta(days=1), pages=1)
    make_article(newest.pages.get(), "今天的头条")
    publish(newest)

    response = reader.get("/")

    assertContains(response, "今天的头条")
    assertContains(response, "2026年3月6日")
    assertContains(response, '<link rel="canonical" href="http://testserver/">', html=True)


def test_a_draft_is_never_the_front_page_not_even_for_editors(reader, editor):
    make_issue(DAY, published=True)
    make_issue(DAY + datetime.timedelta(days=1))
    publish(make_issue(DAY + datetime.timedelta(days=2)), at=datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC))

    assert reader.get("/").context["issue"].date == DAY
    assert editor.get("/").context["issue"].date == DAY


def test_the_regular_issue_comes_before_an_extra_one_of_the_day(reader):
    make_issue(edition="号外", published=True)
    make_issue(published=True)

    assert reader.get("/").context["issue"].edition == ""


def test_several_newspapers_are_listed(reader):
    make_issue(published=True)
    make_issue(newspaper=make_newspaper("yunzhou", "云州晚报"), published=True)
    make_issue(newspaper=make_newspaper("secret", "筹备中的报"))

    response = reader.get("/")

    assertContains(response, 'href="/yunzhou/"')
    assertNotContains(response, "筹备中的报")


def test_a_single_newspaper_is_not_listed(reader):
    make_issue(published=True)

    assertNotContains(reader.get("/"), 'class="newspapers"')


def test_before_the_first_issue_the_site_says_so(reader):
    make_issue()

    response = reader.get("/")

    assert response.status_code == 200
    assertNotContains(response, "青禾日报")


@pytest.mark.parametrize(("issues", "newspapers"), [(1, 1), (30, 8)])
def test_the_front_page_costs_the_same_however_much_there_is(reader, django_assert_num_queries, issues, newspapers):
    for number in range(newspapers):
        newspaper = make_newspaper(f"paper{number}", f"报{number}")
        for day in range(issues):
            issue = make_issue(DAY - datetime.timedelta(days=day), newspaper=newspaper, pages=1)
            make_article(issue.pages.get(), authors=["程朗"])
            publish(issue)

    with django_assert_num_queries(12):
        reader.get("/")
