"""The roles of the desk, and what depends on who wrote a thing and where it stands."""

import datetime
import itertools

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles import layout, permissions, workflow
from articles.content import issue_content
from articles.editing import Refused, edited
from articles.models import Correction, Event, Review
from articles.permissions import ROLES
from articles.tests.factories import DAY, make_article, make_issue, publish
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member

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


# However something is written, the act itself asks what its writer may change.


def lay_out(page, other_page, user):
    """What the board does: an article goes to another page, and those of a page change places."""
    first, second = page.parts.order_by("position")
    yield lambda: layout.move(second, other_page, user)
    yield lambda: layout.reorder_parts(page, [second.pk, first.pk], user)


@pytest.mark.parametrize(("role", "refused"), [(IMPORTER, [True, True]), (REPORTER, [True, False])])
def test_an_act_refuses_whoever_has_no_right_to_what_it_changed(role, refused):
    """A reporter’s own article may change its place among others on an open page; others’ stay on theirs."""
    user = make_member(role, "moumou")
    page, other_page = make_issue(pages=2).pages.all()
    make_article(page, "甲", created_by=user)
    make_article(page, "乙")
    for act, expected in zip(lay_out(page, other_page, user), refused, strict=True):
        before = issue_content(page.issue).page_digests
        if expected:
            with pytest.raises(Refused):
                act()
            assert issue_content(page.issue).page_digests == before
            assert not Event.objects.exists()
        else:
            act()
            assert issue_content(page.issue).page_digests != before


def test_deleting_what_was_published_is_refused_by_the_act_itself():
    editor = make_member(PAGE_EDITOR, "bianji")
    issue = make_issue(pages=2)
    article = make_article(issue.pages.first())
    publish(issue)
    with pytest.raises(Refused), edited(issue, editor):
        article.delete()
    with pytest.raises(Refused), edited(issue, editor):
        issue.pages.last().delete()
    assert issue.pages.exists()
    assert issue.articles.exists()


@pytest.mark.parametrize("role", [PAGE_EDITOR, SECTION_CHIEF])
def test_what_was_withdrawn_may_be_changed_and_is_deleted_by_those_who_may_change_what_readers_saw(role):
    user = make_member(role, "moumou")
    issue = make_issue(pages=1)
    article = make_article(issue.pages.get())
    publish(issue)
    workflow.withdraw(issue, actor="总编")
    for thing in (article, issue.pages.get()):
        assert not permissions.obstacle_to_changing(user, thing)
        assert bool(permissions.obstacle_to_deleting(user, [thing])) == (role == PAGE_EDITOR)


def test_what_was_withdrawn_is_not_deleted_either_once_its_new_publication_was_called_off():
    editor, chief = make_member(PAGE_EDITOR, "bianji"), make_member(CHIEF_EDITOR, "zongbian")
    issue = make_issue(pages=1)
    article = make_article(issue.pages.get())
    publish(issue)
    workflow.withdraw(issue, actor="总编")
    publish(issue, at=timezone.now() + datetime.timedelta(hours=1))
    workflow.unschedule(issue, actor="总编")
    for thing in (article, issue.pages.get()):
        assert permissions.obstacle_to_deleting(editor, [thing])
    assert permissions.obstacle_to_deleting(editor, [issue])
    assert not permissions.obstacle_to_deleting(chief, [issue])


def test_one_published_among_many_is_enough_to_refuse_their_deletion():
    editor = make_member(PAGE_EDITOR, "bianji")
    out = make_issue(pages=1)
    published = make_article(out.pages.get())
    publish(out)
    draft = make_article(make_issue(DAY + datetime.timedelta(days=1), pages=1).pages.get())
    assert not permissions.obstacle_to_deleting(editor, [draft])
    assert permissions.obstacle_to_deleting(editor, [draft, published])


def test_a_printed_correction_is_a_page_editors_until_its_notice_is_out():
    editor = make_member(PAGE_EDITOR, "bianji")
    out = make_issue(pages=1)
    article = make_article(out.pages.get())
    publish(out)
    later = make_issue(DAY + datetime.timedelta(days=1), pages=1)
    notice = make_article(later.pages.get(), "更正")
    correction = Correction.objects.create(article=article, text="应为三月。", printed_in=notice)
    assert not permissions.obstacle_to_changing(editor, correction)
    publish(later)
    assert permissions.obstacle_to_changing(editor, correction)
