"""Each mistake in the configuration is named, with what to do about it."""

import os
from types import SimpleNamespace

import pytest
from django.conf import settings as the_settings
from django.core import checks as django_checks
from django.db import connection
from django.db.utils import DatabaseError

from articles import checks
from articles.models import Newspaper
from articles.tests.factories import make_newspaper


def ids(check, **kwargs):
    found = list(check(None, **kwargs))
    assert all(message.hint for message in found)
    return [message.id for message in found]


def test_the_site_as_it_is_delivered_has_nothing_to_complain_about():
    assert [m for m in django_checks.run_checks() if (m.id or "").startswith("articles.")] == []


def test_all_checks_are_registered():
    registered = {
        check.__name__ for check in django_checks.registry.registry.get_checks(include_deployment_checks=True)
    }
    assert {name for name in vars(checks) if name.startswith("check_")} <= registered


def test_every_id_is_given_once():
    with open(checks.__file__, encoding="utf-8") as file:
        given = [line.split('"')[1] for line in file if 'id="articles.' in line]
    assert len(given) == len(set(given)) > 0


# Time


def test_time_without_zones(settings):
    settings.USE_TZ = False
    assert ids(checks.check_time) == ["articles.E001"]


@pytest.mark.parametrize("zone", ["Asia/Qinghe", "", "../etc/passwd", "北京时间"])
def test_a_zone_that_does_not_exist(monkeypatch, zone):
    monkeypatch.setattr(checks, "settings", SimpleNamespace(USE_TZ=True, TIME_ZONE=zone))
    assert ids(checks.check_time) == ["articles.E002"]


# Languages


def test_no_locale_middleware(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Locale" not in name]
    assert ids(checks.check_languages) == ["articles.E003"]


def test_locale_middleware_in_the_wrong_place(settings):
    locale = "django.middleware.locale.LocaleMiddleware"
    settings.MIDDLEWARE = [*(name for name in settings.MIDDLEWARE if name != locale), locale]
    assert ids(checks.check_languages) == ["articles.W001"]


# Where uploads lie


@pytest.mark.parametrize(("media", "static"), [("s", "s"), ("s/media", "s"), ("m", "m/static"), ("s/../s/m", "s")])
def test_uploads_among_static_files(settings, tmp_path, media, static):
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / media, tmp_path / static
    assert ids(checks.check_media_folder) == ["articles.E004"]


def test_folders_that_begin_alike_are_two(settings, tmp_path):
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "static-media", tmp_path / "static"
    assert ids(checks.check_media_folder) == []


def test_uploads_below_a_file(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert ids(checks.check_media_folder) == ["articles.E005"]


def test_uploads_in_somebody_elses_folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert ids(checks.check_media_folder) == ["articles.E005"]


def test_a_folder_that_the_first_upload_will_make(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    assert ids(checks.check_media_folder) == []


def test_object_storage_has_no_folder(settings):
    storage = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    assert ids(checks.check_media_folder) == []


# Addresses


@pytest.mark.parametrize("address", ["/", ""])
def test_files_at_the_root_of_the_site(settings, address):
    settings.MEDIA_URL = address
    assert ids(checks.check_served_addresses) == ["articles.E006"]


@pytest.mark.parametrize("address", ["/admin/", "/Search/files/", "feeds/"])
def test_files_at_an_address_of_the_site(settings, address):
    settings.MEDIA_URL = address
    assert ids(checks.check_served_addresses) == ["articles.E007"]


@pytest.mark.parametrize("address", ["/media/", "/uploads/", "https://cdn.example.cn/", "//cdn.example.cn/admin/"])
def test_addresses_that_are_free(settings, address):
    settings.MEDIA_URL = address
    assert ids(checks.check_served_addresses) == []


@pytest.mark.django_db
def test_files_at_the_address_of_a_newspaper(settings):
    settings.MEDIA_URL = "/qinghe/files/"
    assert ids(checks.check_newspapers_addresses, databases=["default"]) == []
    make_newspaper("Qinghe")
    assert ids(checks.check_newspapers_addresses, databases=["default"]) == ["articles.E008"]
    assert ids(checks.check_newspapers_addresses, databases=None) == []


def test_before_the_first_migration_there_are_no_newspapers(settings, monkeypatch):
    class NoTable:
        def using(self, alias):
            raise DatabaseError("no such table")

    settings.MEDIA_URL = "/qinghe/"
    monkeypatch.setattr(Newspaper, "objects", NoTable())
    assert ids(checks.check_newspapers_addresses, databases=["default"]) == []


# The database


@pytest.mark.parametrize(("encoding", "expected"), [("UTF8", []), ("SQL_ASCII", ["articles.E009"])])
def test_a_postgresql_database_that_cannot_hold_chinese(monkeypatch, encoding, expected):
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return False

        def execute(self, sql):
            assert sql == "SHOW server_encoding"

        def fetchone(self):
            return (encoding,)

    fake = SimpleNamespace(vendor="postgresql", cursor=Cursor)
    monkeypatch.setattr(checks, "connections", {"default": fake})
    assert ids(checks.check_encoding, databases=["default"]) == expected


@pytest.mark.django_db
def test_the_database_of_the_tests_holds_chinese():
    assert ids(checks.check_encoding, databases=[connection.alias]) == []
    assert ids(checks.check_encoding, databases=None) == []


# A public server


def test_a_server_that_answers_to_every_name(settings):
    settings.ALLOWED_HOSTS = ["paper.example.cn", "*"]
    assert ids(checks.check_hosts) == ["articles.W002"]


@pytest.mark.parametrize("hosts", [[], ["localhost", "127.0.0.1", "[::1]"]])
def test_a_server_that_no_reader_can_reach(settings, hosts):
    settings.ALLOWED_HOSTS = hosts
    assert ids(checks.check_hosts) == ["articles.W003"]


def test_a_server_with_a_name(settings):
    settings.ALLOWED_HOSTS = ["paper.example.cn", "localhost"]
    assert ids(checks.check_hosts) == []


def test_no_content_security_policy(settings):
    assert ids(checks.check_policy) == []
    settings.MIDDLEWARE = [name for name in the_settings.MIDDLEWARE if not name.startswith("csp.")]
    assert ids(checks.check_policy) == ["articles.W004"]
