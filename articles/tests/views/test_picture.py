import io

import pytest
from django.urls import reverse
from PIL import Image

from articles.tests.pictures.conftest import media, object_storage, pictured_page  # noqa: F401


def address(page, width=480, form="webp"):
    return reverse("picture", args=[width, page.picture.name, form])


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("form", ["avif", "webp"])
def test_a_reader_gets_a_picture_that_fits(reader, pictured_page, form):  # noqa: F811
    response = reader.get(address(pictured_page(), 480, form))

    assert response["Content-Type"] == f"image/{form}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    content = body(response)
    assert int(response["Content-Length"]) == len(content)
    assert Image.open(io.BytesIO(content)).width == 480


def test_the_second_reader_gets_the_same(reader, pictured_page):  # noqa: F811
    page = pictured_page()

    assert body(reader.get(address(page))) == body(reader.get(address(page)))


def test_it_is_the_same_where_another_server_answers_for_media(reader, pictured_page, settings):  # noqa: F811
    page = pictured_page()
    settings.MEDIA_SERVE = False

    assert len(body(reader.get(address(page)))) > 100


def test_a_picture_that_cannot_be_converted_is_shown_as_it_is(reader, pictured_page, media):  # noqa: F811
    page = pictured_page()
    (media / page.picture.name).write_bytes(b"no picture")

    response = reader.get(address(page))

    assert response.status_code == 302
    assert response["Location"] == page.picture.url
    assert "immutable" not in response["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "480/qinghe/2026-03-05/0123456789abcdef0123.jpg.webp",
        "480/../settings.py.webp",
        "480/%2e%2e/%2e%2e/0123456789abcdef0123.jpg.webp",
        "480//etc/passwd.webp",
        "99999999999999999999/qinghe/2026-03-05/0123456789abcdef0123.jpg.webp",
    ],
)
def test_what_is_no_stored_picture_is_not_found(reader, path):
    assert reader.get(f"/pictures/{path}").status_code == 404


@pytest.mark.parametrize(("width", "form"), [(481, "webp"), (1600, "webp"), (480, "gif")])
def test_what_is_not_offered_is_not_found(reader, pictured_page, width, form):  # noqa: F811
    assert reader.get(address(pictured_page(), width, form)).status_code == 404


def test_no_query_is_run(reader, pictured_page, django_assert_num_queries):  # noqa: F811
    page = pictured_page()

    with django_assert_num_queries(0):
        reader.get(address(page)).close()
