"""A part and its length, which is written with its text."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Part
from articles.tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    return make_article(make_page(make_issue()), body="本县造林。").parts.get()


def stored(part):
    return Part.objects.values_list("characters", flat=True).get(pk=part.pk)


@pytest.mark.parametrize("fields", [None, ["body"], ["body", "continues_on"]])
def test_the_length_follows_the_text(part, fields):
    assert stored(part) == 5
    part.body = "本县造林三千亩。"
    part.save(update_fields=fields)
    assert stored(part) == 8


def test_one_whose_text_was_not_read_keeps_its_length(part, django_assert_num_queries):
    part = Part.objects.defer("body").get(pk=part.pk)
    part.continues_on = "2"
    with django_assert_num_queries(1):
        part.save()
    assert stored(part) == 5


def test_parts_of_before_are_counted_by_the_migration(part):
    Part.objects.update(characters=0)
    import_module("articles.migrations.0007_part_characters").count(apps, SimpleNamespace(connection=connection))
    assert stored(part) == 5
