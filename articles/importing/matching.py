"""Which stored entry is the one that a file brings again, perhaps corrected or moved since."""

from collections.abc import Callable, Hashable

from ..issue_document import StoredIssue, text_digest
from ..issue_text.document import ArticleText, IssueDocument, Place
from ..issue_text.labels import label_key

#: From this share of common character pairs on, two bodies are versions of one text.
_ALIKE = 0.5

Key = Callable[[IssueDocument, Place, ArticleText], Hashable]


def match_entries(stored: StoredIssue, incoming: IssueDocument) -> dict[Place, Place]:
    """Pair stored places with incoming ones, the surest evidence first; each place is used once.

    An entry is the same if the file said just that last time, wherever an
    editor has moved it since; else if page and headline agree; else if page
    and most of the text agree; else if headline and most of the text agree.
    """

    def source_digest(document, place, text):
        return stored.parts[place].source_digest if document is stored.document else text_digest(text)

    found: dict[Place, Place] = {}
    for key, alike in (
        (source_digest, False),
        (_page_and_headline, False),
        (_page, True),
        (_headline, True),
    ):
        _match(stored.document, incoming, key, alike, found)
    return found


def _page(document: IssueDocument, place: Place, text: ArticleText) -> Hashable:
    return label_key(document.pages[place.page].label)


def _headline(document: IssueDocument, place: Place, text: ArticleText) -> Hashable:
    # The two ends of a jump have one headline and are two entries.
    return (text.headline, bool(text.continued_from)) if text.headline else None


def _page_and_headline(document: IssueDocument, place: Place, text: ArticleText) -> Hashable:
    return (_page(document, place, text), text.headline) if text.headline else None


def _match(ours: IssueDocument, theirs: IssueDocument, key: Key, alike: bool, found: dict[Place, Place]) -> None:
    """Pair what is still free and has the same key, in page order; with ``alike``, only texts that are alike."""
    candidates: dict[Hashable, list[Place]] = {}
    for place, text in ours.places():
        if place not in found and (value := key(ours, place, text)):
            candidates.setdefault(value, []).append(place)
    taken = set(found.values())
    for place, text in theirs.places():
        if place in taken or not (value := key(theirs, place, text)):
            continue
        choice = candidates.get(value, [])
        match = next((ours_ for ours_ in choice if not alike or _are_alike(ours.article(ours_), text)), None)
        if match is not None:
            choice.remove(match)
            found[match] = place


def _are_alike(one: ArticleText, other: ArticleText) -> bool:
    pairs, other_pairs = _character_pairs(one), _character_pairs(other)
    if not pairs or not other_pairs:
        return False
    return len(pairs & other_pairs) >= _ALIKE * min(len(pairs), len(other_pairs))


def _character_pairs(article: ArticleText) -> set[str]:
    text = "".join(block.text for block in article.body)
    return {text[i : i + 2] for i in range(len(text) - 1)}
