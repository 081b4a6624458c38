"""Which stored entry is the one that a file brings again, perhaps corrected or moved since."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from ..issue_text.document import ArticleText

#: From this share of common character pairs on, two bodies are versions of one text.
_ALIKE = 0.5


class Candidate(NamedTuple):
    """An entry of either side: the page that files have it on, what the last file said, and its text."""

    page: Hashable
    digest: str
    text: ArticleText


Key = Callable[[Candidate], Hashable]


def match_entries(ours: Sequence[Candidate], theirs: Sequence[Candidate], brought: set) -> dict[int, int]:
    """Pair stored entries with incoming ones, by their places in the two lists; each is used once.

    The surest evidence goes first: on one page, the same text, the same
    headline, much the same text. Only then may an entry come from another
    page, and only from one of the pages that are ``brought``: of a page that
    is not, the file says nothing, and papers print the same item twice.
    """
    found: dict[int, int] = {}
    for key, alike in ((_same, False), (_page_and_headline, False), (_page, True)):
        _match(ours, theirs, key, alike, found)
    free = {i for i, candidate in enumerate(ours) if candidate.page not in brought}
    for key, alike in ((_digest, False), (_headline, True)):
        _match(ours, theirs, key, alike, found, free)
    return found


def _same(candidate: Candidate) -> Hashable:
    return candidate.page, candidate.digest


def _digest(candidate: Candidate) -> Hashable:
    return candidate.digest


def _page(candidate: Candidate) -> Hashable:
    return candidate.page


def _page_and_headline(candidate: Candidate) -> Hashable:
    return (candidate.page, candidate.text.headline) if candidate.text.headline else None


def _headline(candidate: Candidate) -> Hashable:
    # The two ends of a jump have one headline and are two entries.
    text = candidate.text
    return (text.headline, bool(text.continued_from)) if text.headline else None


def _match(ours, theirs, key: Key, alike: bool, found: dict[int, int], barred: set[int] = frozenset()) -> None:
    """Pair what is still free and has the same key, in page order; with ``alike``, only texts that are alike."""
    choices: dict[Hashable, list[int]] = {}
    for i, candidate in enumerate(ours):
        if i not in found and i not in barred and (value := key(candidate)):
            choices.setdefault(value, []).append(i)
    taken = set(found.values())
    for j, candidate in enumerate(theirs):
        if j in taken or not (value := key(candidate)):
            continue
        choice = choices.get(value, [])
        match = next((i for i in choice if not alike or are_alike(ours[i].text, candidate.text)), None)
        if match is not None:
            choice.remove(match)
            found[match] = j


def are_alike(one: ArticleText, other: ArticleText, within: bool = False) -> bool:
    """Whether one text is a version of the other, or of a piece of it; with ``within``, whether ``other`` holds it."""
    pairs, other_pairs = _character_pairs(one), _character_pairs(other)
    if not pairs or not other_pairs:
        return False
    return len(pairs & other_pairs) >= _ALIKE * (len(pairs) if within else min(len(pairs), len(other_pairs)))


def _character_pairs(article: ArticleText) -> set[str]:
    text = "".join(block.text for block in article.body)
    return {text[i : i + 2] for i in range(len(text) - 1)}
