import pytest

pytestmark = pytest.mark.django_db


def test_the_page_for_no_network_asks_the_database_nothing(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = reader.get("/offline/")

    assert response["Cache-Control"] == "public, max-age=60"
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "<noscript>" in html


def test_nobody_is_told_of_themselves_in_what_is_kept(editor):
    assert editor.get("/offline/")["Cache-Control"] == "private, no-cache"
