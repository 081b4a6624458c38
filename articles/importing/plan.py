"""What an import would change: the issue as it shall be, and which rows say it already."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ..comparing import Difference
from ..content import digest_of
from ..issue_document import text_digest
from ..issue_text.body import body_of
from ..issue_text.document import ArticleText, IssueDocument, PageText, Place
from ..issue_text.labels import label_key
from ..issue_text.problems import Problem
from ..models import Issue, Newspaper, Page, Part


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    KEPT = "kept"
    CONFLICT = "conflict"
    #: It was taken out of the issue by an editor, and the file says what it said before that.
    LEFT_OUT = "left-out"


#: Outcomes by which a row comes to say something else.
CHANGING = frozenset({Outcome.NEW, Outcome.UPDATED})


def page_key(label: str | None) -> tuple[str, int] | None:
    """What labels of one page have in common; None for no label."""
    return label_key(label) if label else None


def prose_digest(text: ArticleText) -> str:
    """SHA-256 of an entry's headline and text alone, by which it is known where its row is gone."""
    return digest_of({"headline": text.headline, "body": body_of(text.body)})


class Source(NamedTuple):
    """What a file says of an entry: its text's digests, the page it has it on, and where its jump marks lead."""

    digest: str
    prose: str
    page: str
    out: str
    into: str

    @classmethod
    def of(cls, text: ArticleText, page: str) -> "Source":
        prose = prose_digest(text)
        return cls(text_digest(text), prose, page, text.continues_on or "", text.continued_from or "")


@dataclass(eq=False)
class Entry:
    """One entry of the issue as it shall be, with its row if there is one."""

    text: ArticleText
    part: Part | None = None
    #: What the row says now.
    digest: str = ""
    #: What the file says; None for an entry that the import does not bring.
    source: Source | None = None
    outcome: Outcome | None = None
    #: What the file says of a row in conflict, or of a part that an editor joined to another: it is not taken.
    not_taken: ArticleText | None = None
    #: In what that differs from what the file said before.
    refused: list[Difference] = field(default_factory=list)
    #: The entry that has the text of this one, since an editor joined them; and what the file said of it then.
    joined_to: "Entry | None" = None
    said_last: ArticleText | None = None
    #: False for the row of a part that continues another; the part that continues this one.
    opens: bool = True
    following: "Entry | None" = None
    #: Jump marks that the file corrected: ``continues_on``, ``continued_from``.
    remarked: set[str] = field(default_factory=set)
    #: True if the file has it on another page than before.
    moved: bool = False
    #: True if it was deleted once, and has its former number again.
    comes_back: bool = False

    @property
    def row(self) -> Part | None:
        """The row that has its text."""
        return (self.joined_to or self).part

    @property
    def known_prose(self) -> str:
        """By which it is known that a file says nothing new of it: never by what was not taken."""
        if self.joined_to and self.said_last:
            return prose_digest(self.said_last)
        return self.source.prose

    @property
    def article_number(self) -> int | None:
        """The number of the article that it is, or is within."""
        return self.row and self.row.article.number

    @property
    def told(self) -> str:
        """What people are told of what becomes of it; empty if nothing does."""
        return "come-back" if self.comes_back else self.outcome or ""

    @property
    def touched(self) -> bool:
        """True if somebody changed the row since it was last imported, or wrote it by hand."""
        return self.part is not None and self.digest != self.part.stored_digest

    @property
    def shall_say(self) -> str:
        """The digest of what the row shall say."""
        if self.outcome == Outcome.NEW and not self.text.continues_on and not self.text.continued_from:
            # Only the ends of a jump change between reading and storing.
            return self.source.digest
        return text_digest(self.text)

    @property
    def changed(self) -> bool:
        """True if the row is to be written; a found continuation can change an entry that no file brought."""
        return not self.digest or self.shall_say != self.digest

    @property
    def remembers(self) -> bool:
        """True if the row knows all that the file says of it."""
        if self.source is None or self.part is None:
            return self.source is None
        _, _, *circumstances = self.source
        known = self.outcome in (Outcome.KEPT, Outcome.CONFLICT) or self.source.digest == self.part.source_digest
        return known and circumstances == [self.part.source_page, self.part.source_out, self.part.source_in]


@dataclass(eq=False)
class PageEntry:
    """One page of the issue as it shall be, with its row if there is one."""

    text: PageText
    row: Page | None = None
    digest: str = ""
    source_digest: str = ""
    #: How the file labels it; an editor may have given it another label since.
    source_label: str = ""
    outcome: Outcome | None = None
    entries: list[Entry] = field(default_factory=list)
    #: The page as it was stored and as its file has it, where both differ.
    before: PageText | None = None
    in_file: PageText | None = None
    #: What its file says on it, in the file's order; an editor may have given some of it another place since.
    brought: list[Entry] = field(default_factory=list)
    removed: list[Part] = field(default_factory=list)

    @property
    def home_key(self) -> tuple[str, int] | None:
        """By which page files know it."""
        return page_key(self.source_label or (self.row.source_label if self.row else "") or self.text.label)

    @property
    def left_out(self) -> list[Entry]:
        return [entry for entry in self.brought if entry.outcome == Outcome.LEFT_OUT]

    @property
    def changed(self) -> bool:
        return (
            self.outcome in CHANGING
            or bool(self.removed)
            or any(entry.changed or entry.moved for entry in self.entries)
        )

    @property
    def remembers(self) -> bool:
        if self.outcome is None or self.row is None:
            return self.outcome is None
        same_label = self.source_label == self.row.source_label
        return same_label and (self.outcome != Outcome.SAME or self.source_digest == self.row.source_digest)


@dataclass
class Plan:
    """Everything that ``apply_plan`` needs. ``issue`` and ``newspaper`` may still be unsaved."""

    newspaper: Newspaper
    issue: Issue
    document: IssueDocument
    pages: list[PageEntry]
    #: True if jumps are joined, opened or named, or the issue numbered, otherwise than in the rows.
    rearranged: bool = False

    def entry(self, place: Place) -> Entry:
        return self.pages[place.page].entries[place.article]

    @property
    def entries(self) -> list[Entry]:
        return [entry for page in self.pages for entry in page.entries]

    @property
    def removed(self) -> list[Part]:
        return [part for page in self.pages for part in page.removed]

    @property
    def left_out(self) -> list[Entry]:
        return [entry for page in self.pages for entry in page.left_out]

    @property
    def not_taken(self) -> list[Entry]:
        """What the files say otherwise than before, and editors, too."""
        return [entry for page in self.pages for entry in page.brought if entry.not_taken]

    @property
    def problems(self) -> list[Problem]:
        return self.document.problems

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """True if applying it would change no row."""
        if self.issue.pk is None or self.rearranged:
            return False
        return not any(
            page.changed or not page.remembers or not all(entry.remembers for entry in page.entries)
            for page in self.pages
        )
