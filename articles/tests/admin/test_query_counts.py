"""Every page of the desk costs the same number of queries for one row and for fifty."""

from collections import Counter

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from articles.tests.admin.archive import Archive, views
from articles.tests.admin.costs import cost
from articles.tests.people import client_of

# How often the admin asks does not depend on whom it asks.
pytestmark = pytest.mark.once

MANY = 50


@pytest.fixture
def archive(db):
    archive = Archive()
    archive.grow(1)
    return archive


#: What asks before it is done with all that were chosen in a list.
ACTIONS = [
    ("articles_article", "delete_selected"),
    ("articles_correction", "delete_selected"),
    ("articles_issue", "publish"),
    ("articles_issue", "schedule"),
    ("articles_issue", "withdraw"),
    ("articles_issue", "delete_selected"),
    ("articles_page", "delete_selected"),
    ("taggit_tag", "merge"),
    ("taggit_tag", "delete_selected"),
]

#: Addresses that show nothing: they store, lead on, or are for whoever is not logged in.
NO_VIEWS = {
    "articles_article_bring_back",
    "articles_article_paste",
    "articles_article_resolve",
    "articles_author_distinct",
    "articles_issue_board_cut",
    "articles_issue_board_join",
    "articles_issue_board_move",
    "articles_issue_board_order",
    "articles_issue_board_pages",
    "articles_issue_board_part",
    "articles_sourcefile_download",
    "auth_user_password_change",
    "jsi18n",
    "login",
    "logout",
    "password_change_done",
    "view_on_site",
}
#: What is sent a form or files first, and measured where that is tested.
ELSEWHERE = {"articles_article_preview", "articles_issue_import_preview"}


def costs_of_views(clients, archive):
    return {f"{name} for {who}": cost(client, url) for who, client in clients.items() for name, url in views(archive)}


def cost_of_action(client, name, action):
    rows = apps.get_model(name.replace("_", ".")).objects.order_by("pk").values_list("pk", flat=True)
    # A page from which a story runs over to one that was not chosen is not deleted.
    rows = rows if name == "articles_page" else rows[:MANY]
    chosen = {"action": action, ACTION_CHECKBOX_NAME: list(rows)}
    return cost(client, reverse(f"admin:{name}_changelist"), **chosen)


def test_every_view_of_the_desk_is_measured(archive):
    named = {pattern.name for pattern in patterns(admin.site.urls[0])} - NO_VIEWS - ELSEWHERE - {None}
    of_records = {name for name in named if name.endswith("_history")}
    assert {name.split()[0] for name, _ in views(archive)} >= named - of_records


def patterns(resolvers):
    for resolver in resolvers:
        yield from patterns(resolver.url_patterns) if hasattr(resolver, "url_patterns") else [resolver]


def test_everything_costs_the_same_with_one_row_and_with_fifty(archive, editor, settings):
    # What is kept for a minute is made again, so that all of it is counted.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    ContentType.objects.get_for_models(*apps.get_models())
    people = {"reporter": archive.reporter, "section chief": archive.section_chief}
    clients = {"all": editor, **{who: client_of(user) for who, user in people.items()}}
    page_editor = client_of(archive.editor)

    def costs():
        found = costs_of_views(clients, archive)
        found |= {f"{name} {action}": cost_of_action(editor, name, action) for name, action in ACTIONS}
        # Whether one of them was published is asked once, of those who may not delete what was.
        return found | {"by a page editor": cost_of_action(page_editor, "articles_article", "delete_selected")}

    few = costs()
    archive.grow(MANY)
    assert costs() == few
    assert Counter(status for status, _ in few.values())[200] > len(few) / 2
