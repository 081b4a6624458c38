"""Pointers (导读) have a form of their own, which may send one to another page: of the same issue, or not at all."""

import datetime

import pytest
from django.urls import reverse

from articles import workflow
from articles.tests.admin.conftest import log_in
from articles.tests.admin.forms import fill_in
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_pointer, publish
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def pointer():
    return make_pointer(make_issue(newspaper=make_newspaper(reviews_required=1), pages=2).pages.first(), "春耕")


@pytest.fixture
def elsewhere():
    """A page of another issue of the paper."""
    page = make_issue(DAY + datetime.timedelta(days=1), pages=1).pages.get()
    make_article(page)
    return page


@pytest.fixture
def desk():
    return log_in(make_member(PAGE_EDITOR, "bianji"))


def form_of(pointer):
    return reverse("admin:articles_pointer_change", args=[pointer.pk])


def test_a_pointer_comes_to_another_page_of_its_issue(desk, pointer):
    other = pointer.page.issue.pages.last()
    assert fill_in(desk, form_of(pointer), page=other.pk).status_code == 302
    pointer.refresh_from_db()
    assert pointer.page == other


def test_no_pointer_is_smuggled_onto_a_page_that_readers_have(desk, pointer, elsewhere):
    publish(elsewhere.issue)
    answer = fill_in(desk, form_of(pointer), page=elsewhere.pk)
    assert answer.status_code == 200
    assert not elsewhere.pointers.exists()
    pointer.refresh_from_db()
    assert pointer.page.issue != elsewhere.issue


def test_no_pointer_leaves_its_issue_past_the_signatures_of_another(desk, pointer, elsewhere):
    review = workflow.sign(elsewhere, make_member(CHIEF_EDITOR, "zongbian"))
    fill_in(desk, form_of(pointer), page=elsewhere.pk)
    review.refresh_from_db()
    assert not elsewhere.pointers.exists()
    assert review.stands
