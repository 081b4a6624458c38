"""What is stored. Models know their own rules and nothing of importing, workflow or the web."""

from .addresses import FormerDay, FormerLabel, FormerSlug
from .article import Article, Byline, FormerNumber, Part
from .author import Author
from .batch import BatchFile, ImportBatch, SourceFile
from .correction import Correction
from .editors_note import EditorsNote
from .error_report import ErrorReport
from .hot_area import HotArea
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
    "Correction",
    "EditorsNote",
    "ErrorReport",
    "FormerDay",
    "FormerLabel",
    "FormerNumber",
    "FormerSlug",
    "HotArea",
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
