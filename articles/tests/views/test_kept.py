import pytest
from django.contrib.auth.models import AnonymousUser

from articles import workflow
from articles.tests.factories import make_issue
from articles.views.kept import kept

pytestmark = pytest.mark.django_db


class Counter:
    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return [self.calls]


def test_readers_share_what_was_counted_until_an_issue_comes_or_goes():
    count, reader = Counter(), AnonymousUser()
    issue = make_issue()

    assert [kept(reader, "x", count), kept(reader, "x", count)] == [[1], [1]]
    workflow.publish(issue, actor="测试", unreviewed=True)
    assert [kept(reader, "x", count), kept(reader, "x", count)] == [[2], [2]]
    workflow.withdraw(issue, actor="测试")
    assert kept(reader, "x", count) == [3]


def test_names_are_kept_apart():
    count, reader = Counter(), AnonymousUser()

    assert [kept(reader, "x", count), kept(reader, "y", count)] == [[1], [2]]


def test_nothing_is_kept_of_what_the_staff_see(admin_user):
    count = Counter()

    assert [kept(admin_user, "x", count), kept(admin_user, "x", count)] == [[1], [2]]
    assert kept(AnonymousUser(), "x", count) == [3]
