"""Caching: nothing that only an editor may see is ever kept for anybody else."""

import gzip
import re

import pytest

from articles.models import Article
from articles.tests.factories import make_article, make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    article = make_article(make_issue(pages=1, published=True).pages.get())
    return article.get_absolute_url()


def test_what_everybody_may_see_may_be_kept_for_everybody(reader, address):
    response = reader.get(address)

    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response["Vary"]


def test_what_somebody_logged_in_sees_is_theirs(outsider, editor, address):
    for client in (outsider, editor):
        assert client.get(address)["Cache-Control"] == "private, no-cache"


def test_an_unchanged_page_is_not_sent_again(reader, address):
    validator = reader.get(address)["ETag"]

    assert reader.get(address, headers={"if-none-match": validator}).status_code == 304


def test_a_page_is_sent_compressed_and_known_again(reader, address):
    plain = reader.get(address)
    packed = reader.get(address, headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    headers = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert reader.get(address, headers=headers).status_code == 304


def test_a_form_with_its_token_is_not_compressed(reader, address):
    response = reader.get(f"{address}report/", headers={"accept-encoding": "gzip"})

    assert response.status_code == 200
    assert "Content-Encoding" not in response


def test_a_corrected_page_is_sent_again(reader, address):
    validator = reader.get(address)["ETag"]
    Article.objects.update(headline="更正后的标题")

    assert reader.get(address, headers={"if-none-match": validator}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/qinghe/", "/qinghe/2026-03-05/", "/qinghe/2026-03-05/1/"])
def test_readers_only_read(reader, address):
    make_issue(pages=1, published=True)

    assert reader.get(address).status_code == 200
    assert reader.head(address).status_code == 200
    assert reader.post(address).status_code == 405


def test_the_policy_allows_nothing_but_the_sites_own_files(reader, address):
    response = reader.get(address)

    assert "default-src 'none'" in response["Content-Security-Policy"]
    html = response.content.decode()
    assert "<style" not in html
    assert " style=" not in html
    # Linked data is not run.
    assert re.findall(r'<script(?! [^>]*src=| type="application/ld\+json")|\son\w+=', html) == []
