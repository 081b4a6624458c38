"""The forms in which a whole issue can be written, by name."""

from collections.abc import Callable

from ..issue_document import document_of
from ..issue_text.document import IssueDocument
from ..issue_text.json_form import dump_json
from ..issue_text.writer import write_issue
from ..models import Issue

WRITERS: dict[str, Callable[[IssueDocument], str]] = {"text": write_issue, "json": dump_json}


def export_issue(issue: Issue, name: str) -> str:
    """The issue in the form called ``name``; the same rows give the same text."""
    return WRITERS[name](document_of(issue))
