import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from pytest_django.asserts import assertContains


@pytest.mark.django_db
def test_what_is_not_found_is_said_in_the_papers_design(reader):
    response = reader.get("/nowhere/")

    assertContains(response, 'class="notice"', status_code=404)
    assertContains(response, 'href="/"', status_code=404)
    assertContains(response, "noindex", status_code=404)


@pytest.mark.django_db
def test_a_failure_is_said_in_the_papers_design(monkeypatch):
    def fail(*args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("articles.views.lookup.get_issue", fail)

    response = Client(raise_request_exception=False).get("/qinghe/2026-03-05/")

    assertContains(response, 'class="notice"', status_code=500)


def test_the_page_for_failures_needs_no_database():
    assert 'class="notice"' in render_to_string("500.html")


def test_the_page_for_failures_says_its_language():
    with translation.override("en"):
        assert '<html lang="en">' in render_to_string("500.html")
