from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from articles.tests.factories import make_issue, make_newspaper

pytestmark = pytest.mark.django_db


def test_the_paper_can_be_put_on_a_home_screen(reader):
    make_issue(published=True)

    response = reader.get("/manifest.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["name"] == "青禾日报"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {"any", "maskable"} == {icon["purpose"] for icon in manifest["icons"]}


def test_the_icons_are_as_large_as_they_say(reader):
    for icon in reader.get("/manifest.webmanifest").json()["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path
        if icon["type"] == "image/png":
            with open(path, "rb") as file:
                width, height = Image.open(BytesIO(file.read())).size
            assert icon["sizes"] == f"{width}x{height}"


def test_only_newspapers_that_readers_know_are_named(reader, django_assert_num_queries):
    make_issue(newspaper=make_newspaper("hexi", "禾溪周刊"), published=True)
    make_issue(published=True)
    make_issue(newspaper=make_newspaper("secret", "未出的报"))

    with django_assert_num_queries(1):
        response = reader.get("/manifest.webmanifest")

    assert set(response.json()["name"].split("、")) == {"禾溪周刊", "青禾日报"}


def test_a_site_without_an_issue_has_a_manifest(reader):
    assert reader.get("/manifest.webmanifest").json()["name"]
