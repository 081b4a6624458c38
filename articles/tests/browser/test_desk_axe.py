"""Wherever one is at the desk, nothing serious is in the way of those who edit without eyes or a mouse."""

import base64

import pytest
from django.contrib.auth import get_user_model

from articles.tests.admin.archive import Archive, views
from articles.tests.browser.accessibility import violations
from articles.tests.people import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAGMENTS = ("autocomplete", "articles_issue_board_found")
PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


@pytest.fixture
def shown(db):
    """The chief, and the address of every view of an archive's desk, by its name."""
    archive = Archive()
    archive.grow(1)
    chief = get_user_model().objects.create_superuser("zongbian")
    client = client_of(chief)
    pages = [(name, url) for name, url in views(archive) if not name.startswith(FRAGMENTS)]
    return chief, {name: url for name, url in pages if client.get(url).status_code == 200}


#: They are made of one set of parts: what is seen of one in the dark, in its own tests, holds for all.
FORMS = ("_add", "_change", "_delete")


def found_by_axe(page, addresses):
    """What is serious, by the name of the view; what a page fetches is looked at within it."""
    page.route("**/media/**", lambda route: route.fulfill(body=PICTURE, content_type="image/gif"))
    site = page.url.removesuffix("/admin/")
    found = {}
    for name, address in addresses.items():
        page.goto(site + address)
        page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true })")
        found[name] = violations(page, serious=True)
    return {name: told for name, told in found.items() if told}


def test_axe_finds_nothing_serious_in_lists_and_forms(open_desk, shown):
    chief, addresses = shown
    stock = {name: address for name, address in addresses.items() if name.endswith(("_changelist", "_add", "_change"))}
    assert len(stock) > 30
    assert found_by_axe(open_desk(chief, bypass_csp=True), stock) == {}


def test_axe_finds_nothing_serious_on_a_phone_in_the_dark(open_desk, shown):
    chief, addresses = shown
    others = {name: address for name, address in addresses.items() if not name.endswith(FORMS)}
    assert len(others) > 25
    page = open_desk(chief, width=390, bypass_csp=True, color_scheme="dark")
    assert found_by_axe(page, others) == {}
