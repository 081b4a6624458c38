"""The exact text form: what is written reads back equal, and mistakes of an editor are named."""

import datetime

import pytest
from hypothesis import given, settings

from articles.issue_text.document import (
    ArticleText,
    AuthorName,
    Block,
    Continuation,
    Credit,
    IssueDocument,
    Note,
    PageText,
    Place,
    Series,
    Teaser,
)
from articles.issue_text.hints import Hints
from articles.issue_text.parser import parse_issue
from articles.issue_text.writer import write_issue

from .strategies import documents


@given(documents())
@settings(max_examples=150, deadline=None)
def test_every_document_reads_back_equal(document):
    again = parse_issue(write_issue(document))
    assert again == document
    assert again.problems == []
