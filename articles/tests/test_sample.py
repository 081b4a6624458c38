"""The list of public pages is whole: an address that is not in it is checked by nothing."""

from urllib.parse import unquote, urlsplit

import pytest
from django.urls import resolve

from articles.tests import sample
from articles.urls import urlpatterns

NAMED = {pattern.name for pattern in urlpatterns}


def name_of(address):
    return resolve(unquote(urlsplit(address).path)).url_name


@pytest.fixture
def addresses(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sample.build()
    return sample.addresses()


def test_every_address_of_the_site_is_listed_or_said_to_be_no_page(addresses):
    shown = set(map(name_of, addresses.values()))

    assert shown == NAMED - sample.NO_PAGES
    assert sample.NO_PAGES <= NAMED


def test_a_page_is_listed_under_the_name_of_its_address(addresses):
    for name, address in addresses.items():
        assert name_of(address) == name.split(",")[0]


def test_every_listed_page_answers(client, addresses):
    assert {name: client.get(address).status_code for name, address in addresses.items()} == dict.fromkeys(
        addresses, 200
    )
