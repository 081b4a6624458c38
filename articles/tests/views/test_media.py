import pytest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "qinghe").mkdir()
    for name in ("page.webp", "page.pdf", "page.html", "page.svg", "page"):
        (tmp_path / "qinghe" / name).write_bytes(b"<script>")
    return tmp_path


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("name", "content_type"), [("page.webp", "image/webp"), ("page.pdf", "application/pdf")])
def test_pictures_and_pdfs_are_shown(reader, name, content_type):
    response = reader.get(f"/media/qinghe/{name}")

    assert body(response) == b"<script>"
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("name", ["page.html", "page.svg", "page"])
def test_nothing_that_could_run_is_opened_in_place(reader, name):
    response = reader.get(f"/media/qinghe/{name}")
    body(response)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["qinghe/none.webp", "qinghe/", "a" * 300])
def test_what_is_not_there_is_not_found(reader, path):
    assert reader.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("path", ["../settings.py", "qinghe/../../x", "%2e%2e/x"])
def test_nothing_outside_the_folder_is_served(reader, path):
    assert reader.get(f"/media/{path}").status_code == 400


def test_another_server_may_answer_for_media(reader, settings):
    settings.MEDIA_SERVE = False

    assert reader.get("/media/qinghe/page.webp").status_code == 404
