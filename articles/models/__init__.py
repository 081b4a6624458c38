"""What is stored. Models know their own rules and nothing of importing, workflow or the web."""

from .article import Article, Byline, FormerNumber, Part
from .author import Author
from .batch import BatchFile, ImportBatch, SourceFile
from .editors_note import EditorsNote
from .issue import Issue, Page
from .newspaper import Newspaper
from .picture import Picture
from .pointer import Pointer
from .review import WorkflowEvent

__all__ = [
    "Article",
    "Author",
    "BatchFile",
    "Byline",
    "EditorsNote",
    "FormerNumber",
    "ImportBatch",
    "Issue",
    "Newspaper",
    "Page",
    "Part",
    "Picture",
    "Pointer",
    "SourceFile",
    "WorkflowEvent",
]
