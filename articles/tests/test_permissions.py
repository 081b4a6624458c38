"""The roles of the desk, and what depends on who wrote a thing and where it stands."""

import itertools

import pytest
from django.contrib.auth.models import Group

from articles import permissions
from articles.models import Review
from articles.permissions import ROLES
from articles.tests.factories import make_article, make_issue
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_the_migrations_give_each_role_what_it_has_today(role):
    stored = Group.objects.get(name=role).permissions.select_related("content_type")
    assert {f"{p.content_type.app_label}.{p.codename}" for p in stored} == set(ROLES[role])


def test_each_of_the_editing_roles_may_all_that_the_one_before_may():
    ladder = [set(ROLES[role]) for role in (REPORTER, PAGE_EDITOR, SECTION_CHIEF, CHIEF_EDITOR)]
    assert all(lower < higher for lower, higher in itertools.pairwise(ladder))


def test_a_reporter_changes_what_is_his_own_until_the_page_is_signed():
    reporter, editor = make_member(REPORTER, "jizhe"), make_member(PAGE_EDITOR, "bianji")
    page = make_issue(pages=1).pages.get()
    own, other = make_article(page, created_by=reporter), make_article(page)
    assert not permissions.obstacle_to_changing(reporter, own)
    assert permissions.obstacle_to_changing(reporter, other)

    Review.objects.create(page=page, stage="first", verdict="passed", user=editor, reviewer="编辑", digest="-")
    assert permissions.obstacle_to_changing(reporter, own)
    assert not permissions.obstacle_to_changing(editor, own)


def test_what_was_published_is_changed_by_those_who_may_change_what_readers_see():
    editor, chief = make_member(PAGE_EDITOR, "bianji"), make_member(SECTION_CHIEF, "zhuren")
    page = make_issue(pages=1, published=True).pages.get()
    article = make_article(page)
    page.refresh_from_db()
    for thing in (page, article):
        assert permissions.obstacle_to_changing(editor, thing)
        assert not permissions.obstacle_to_changing(chief, thing)
