import datetime

import pytest

from articles.models import FormerDay, FormerLabel, FormerSlug, Issue, Newspaper, Page
from articles.tests.factories import DAY, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db


def test_a_newspaper_remembers_its_former_slug():
    newspaper = make_newspaper(slug="qinghe")
    newspaper.slug = "qinghe-daily"
    newspaper.save()
    assert FormerSlug.objects.get().slug == "qinghe"
    assert FormerSlug.objects.get().newspaper == newspaper


def test_a_slug_that_two_newspapers_had_leads_to_the_later_one():
    first, second = make_newspaper(slug="old"), make_newspaper(slug="second", name="云州晚报")
    first.slug = "first"
    first.save()
    second.slug = "old"
    second.save()
    second.slug = "third"
    second.save()
    assert FormerSlug.objects.get(slug="old").newspaper == second


def test_an_issue_remembers_its_former_day():
    issue = make_issue()
    issue = Issue.objects.get(pk=issue.pk)
    issue.date += datetime.timedelta(days=1)
    issue.save()
    assert FormerDay.objects.get().issue == issue
    assert FormerDay.objects.get().date == DAY


def test_a_page_remembers_its_former_label():
    page = make_page(make_issue(), label="A1")
    page = Page.objects.get(pk=page.pk)
    page.label = "01"
    page.save()
    assert FormerLabel.objects.get().label == "A1"
    assert FormerLabel.objects.get().page == page


def test_what_leaves_the_address_as_it_was_remembers_nothing(django_assert_num_queries):
    issue = Issue.objects.get(pk=make_issue().pk)
    issue.number = 7
    with django_assert_num_queries(1):
        issue.save()
    assert not FormerDay.objects.exists()


def test_what_was_not_fetched_at_first_is_remembered_too():
    make_issue()
    issue = Issue.objects.only("number").get()
    issue.date += datetime.timedelta(days=1)
    issue.save()
    unseen = Newspaper.objects.only("name").get()
    unseen.slug = "qinghe-daily"
    unseen.save()
    assert FormerDay.objects.get().date == DAY
    assert FormerSlug.objects.get().slug == "qinghe"


def test_what_somebody_else_made_of_it_meanwhile_is_remembered():
    newspaper = make_newspaper(slug="first")
    Newspaper.objects.filter(pk=newspaper.pk).update(slug="second")
    newspaper.refresh_from_db()
    newspaper.slug = "third"
    newspaper.save()
    assert FormerSlug.objects.get().slug == "second"


def test_a_page_that_was_created_in_bulk_remembers():
    (page,) = Page.objects.bulk_create([Page(issue=make_issue(), number=1, label="A1")])
    page.label = "01"
    page.save()
    assert FormerLabel.objects.get().label == "A1"


def test_only_what_is_stored_is_remembered():
    page = make_page(make_issue(), label="A1")
    page.label = "01"
    page.save(update_fields=["name"])
    assert not FormerLabel.objects.exists()
    page.save(update_fields=["label"])
    assert FormerLabel.objects.get().label == "A1"


def test_a_field_that_was_not_fetched_costs_no_query(django_assert_num_queries):
    make_newspaper()
    newspaper = Newspaper.objects.defer("slug").get()
    newspaper.name = "新青禾日报"
    with django_assert_num_queries(1):
        newspaper.save()
    assert not FormerSlug.objects.exists()
