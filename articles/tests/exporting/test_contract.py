"""The JSON that other programs rely on: docs/issue-document.schema.json."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from articles.exporting.formats import export_issue
from articles.importing.reading import read_bundle
from articles.importing.sources import find_bundles
from articles.issue_text.json_form import as_dict
from articles.tests.issue_text.strategies import documents

from .test_formats import rich_issue

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "issue-document.schema.json").read_text("utf-8"))


def check(document):
    jsonschema.validate(document, SCHEMA, jsonschema.Draft202012Validator)


@settings(max_examples=50)
@given(documents())
def test_every_document_keeps_the_contract(document):
    check(as_dict(document))


@pytest.mark.parametrize("day", ["2026-03-05", "2026-03-12"])
def test_a_dry_run_of_the_sample_keeps_it(day):
    (bundle,) = find_bundles([ROOT / "samples" / "qinghe" / day])
    (read,) = read_bundle(bundle)
    check(as_dict(read.document))


@pytest.mark.django_db
def test_an_export_keeps_it():
    check(json.loads(export_issue(rich_issue(), "json")))
