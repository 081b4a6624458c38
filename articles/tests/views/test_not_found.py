"""What is not there may be told from a cache too, for as long as a page and to nobody else."""

import pytest

from articles.tests.factories import DAY, make_article, make_issue, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "/qinghe/2026-03-06/", "/qinghe/2026-03-05/article/7/report/", "/no/such/address", "/media/none.jpg"],
)
def test_what_is_not_found_is_cached_like_a_page(reader, address):
    make_issue(pages=1, published=True)
    response = reader.get(address)

    assert response.status_code == 404
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response["Vary"]


def test_what_somebody_logged_in_does_not_find_is_told_to_them_alone(outsider, editor):
    for client in (outsider, editor):
        response = client.get("/qinghe/2026-03-05/")
        assert (response.status_code, response["Cache-Control"]) == (404, "private, no-cache")


def test_a_draft_is_not_found_until_it_is_published(reader):
    issue = make_issue(DAY, pages=1)
    make_article(issue.pages.get())

    assert reader.get("/qinghe/2026-03-05/").status_code == 404
    publish(issue)
    assert reader.get("/qinghe/2026-03-05/").status_code == 200
