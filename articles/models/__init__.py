"""What is stored. Models know their own rules and nothing of importing, workflow or the web."""

from .addresses import FormerAuthor, FormerDay, FormerLabel, FormerSlug
from .article import Article, Byline, FormerNumber, Part
from .author import Author, DistinctAuthors
from .batch import BatchFile, ImportBatch, SourceFile
from .correction import Correction
from .editors_note import EditorsNote
from .error_report import ErrorReport
from .event import Event
from .hot_area import HotArea
from .issue import Issue, Page
from .newspaper import Newspaper
from .picture import Picture
from .pointer import Pointer
from .review import Review, Stage
from .version import ArticleVersion

__all__ = [
    "Article",
    "ArticleVersion",
    "Author",
    "BatchFile",
    "Byline",
    "Correction",
    "DistinctAuthors",
    "EditorsNote",
    "ErrorReport",
    "Event",
    "FormerAuthor",
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
    "Review",
    "SourceFile",
    "Stage",
]
