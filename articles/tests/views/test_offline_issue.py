import pytest

from articles import workflow
from articles.models import Page
from articles.tests.factories import make_article, make_issue, make_page, make_part

pytestmark = pytest.mark.django_db

ADDRESS = "/qinghe/2026-03-05/offline.json"


@pytest.fixture
def issue():
    """Two pages: a story that runs over both, and one on the second."""
    issue = make_issue(pages=2, published=True)
    first, second = issue.pages.all()
    make_part(make_article(first, "一粒米的三次转身"), second, "后来米厂办了起来。")
    make_article(second, "桃花开了")
    return issue


def test_an_issue_is_whole_with_its_pages_and_articles(reader, issue):
    response = reader.get(ADDRESS)

    assert response.json() == {
        "name": "《青禾日报》2026年3月5日",
        "addresses": [
            "/qinghe/2026-03-05/",
            "/qinghe/2026-03-05/1/",
            "/qinghe/2026-03-05/article/1/",
            "/qinghe/2026-03-05/2/",
            "/qinghe/2026-03-05/article/2/",
        ],
    }
    assert response["Cache-Control"] == "public, max-age=60"


def test_every_address_can_be_read(reader, issue):
    for address in reader.get(ADDRESS).json()["addresses"]:
        assert reader.get(address).status_code == 200


def test_an_extra_edition_is_told_from_the_issue_of_its_day(reader, issue):
    make_issue(edition="号外", published=True)

    kept = reader.get("/qinghe/2026-03-05-号外/offline.json").json()

    assert kept["name"] == "《青禾日报》2026年3月5日号外"
    assert len(kept["addresses"]) == 1


def test_a_page_that_is_not_public_is_told_to_nobody(reader, editor, issue):
    make_article(make_page(issue, 3), "还没签发的稿子")
    assert Page.objects.filter(status=Page.Status.DRAFT).count() == 1

    for client in (reader, editor):
        addresses = client.get(ADDRESS).json()["addresses"]
        assert "/qinghe/2026-03-05/3/" not in addresses
        assert "/qinghe/2026-03-05/article/3/" not in addresses


def test_a_draft_is_kept_by_nobody(reader, editor):
    make_issue(pages=1)

    for client in (reader, editor):
        assert client.get(ADDRESS).status_code == 404


def test_a_withdrawn_issue_is_gone(reader, issue):
    workflow.withdraw(issue, actor="测试")

    assert reader.get(ADDRESS).status_code == 410


def test_what_an_editor_is_sent_is_theirs(editor, issue):
    assert editor.get(ADDRESS)["Cache-Control"] == "private, no-cache"


def test_a_longer_issue_asks_no_more_of_the_database(reader, issue, django_assert_num_queries):
    with django_assert_num_queries(3):
        reader.get(ADDRESS)
    for number in range(3, 9):
        page = make_page(issue, number, status=Page.Status.PUBLISHED)
        for _ in range(5):
            make_article(page)
    with django_assert_num_queries(3):
        assert len(reader.get(ADDRESS).json()["addresses"]) == 5 + 6 * 6
