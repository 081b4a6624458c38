"""Slips of the pen that a proofreader finds by their form alone. All of them warn: the sense is a person's to judge."""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext

from ..issue_text.typography import IDEOGRAPHS
from .findings import Finding, rule, warns
from .proof import Proof, Story

Search = Callable[[str], re.Match | None]

#: How many characters are shown on either side of what was found.
_CONTEXT = 6

_CLOSES = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』", "【": "】", "〈": "〉"}
_OPENS = {closing: opening for opening, closing in _CLOSES.items()}
_WIDTHS = {"(": "（", ")": "）", "[": "【", "]": "】"}
_SIGNS = re.compile(f"[{re.escape(''.join([*_CLOSES, *_OPENS, *_WIDTHS]))}]")
#: The number before a bracket that has no partner, at the head of an enumeration: 1）, 三）, b）.
_COUNTED = re.compile(r"(?:^|[\n，。；：！？“）\s])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z ])|’(?=\d\d)")


@rule
def unpaired_signs(proof: Proof) -> Iterator[Finding]:
    for story in _printed(proof):
        for passage in story.passages:
            if found := unpaired(passage):
                message = gettext("A quote or bracket lacks its partner: %(where)s")
                yield _warn(story, "unpaired-sign", message, found[0])
                break


def unpaired(text: str) -> list[str]:
    """Quotes and brackets without their partner, each with its surroundings.

    A quotation over several paragraphs is opened again at the head of each and closed once, as it is printed.
    """
    still_open: list[tuple[int, str]] = []
    alone: list[int] = []
    for match in _SIGNS.finditer(text):
        at, sign = match.start(), _WIDTHS.get(match[0], match[0])
        if sign in _CLOSES:
            if not (_opens_a_paragraph(text, at) and any(other == sign for _, other in still_open)):
                still_open.append((at, sign))
            continue
        partner = next((n for n, (_, other) in reversed([*enumerate(still_open)]) if other == _OPENS[sign]), None)
        if partner is not None:
            # What was opened within and not closed before lacks its own.
            alone += [place for place, _ in still_open[partner + 1 :]]
            del still_open[partner:]
        elif not _needs_no_partner(text, at, sign):
            alone.append(at)
    return [_around(text, at, at + 1) for at in sorted(alone + [place for place, _ in still_open])]


def _opens_a_paragraph(text: str, at: int) -> bool:
    return text[max(0, at - _CONTEXT) : at].rstrip(" \u3000").endswith("\n")


def _needs_no_partner(text: str, at: int, sign: str) -> bool:
    if sign == "’":
        return _APOSTROPHE.match(text, at) is not None
    return sign == "）" and _COUNTED.search(text[max(0, at - _CONTEXT) : at]) is not None


#: What is doubled by a slip only …
_TWICE = re.compile(r"([的了是在和与被把及或这它她们就也又并向而])\1|(以及|对于|由于|关于|并且|而且|因为|但是)\2")
#: … unless two words meet there, or it is one of the few phrases that have it: 目的的, 为了了解, 不了了之, 参与与.
_MEANT = re.compile(
    r"(?<=[目标鹄])的的|的的确|(?<=[不时])了了|了了[解结却然断事愿不]|(?<=[但于可还就总或若只要])是是|是是非"
    r"|(?<=[存现所实内外潜自好])在在|(?<=[共总温缓饱调柔祥平中谐附暖人谦醇随应唱讲求])和和|和和[美气睦乐]"
    r"|(?<=[参赠给赋授])与与|(?<=[棉絮毛植])被被|(?<=[一几])把把|(?<=[普涉以顾提埃])及及|(?<=抑)或或|(?<=[哥爷娘])们们"
    r"|(?<=[成造])就就|就就业|(?<=[一合归])并并|(?<=[方走转倾趋取])向向"
)
_DOUBLED_SIGN = re.compile(r"[，。、；：]{2,}")
_HALF_WIDTH = re.compile(rf"[,.:;!?](?<=[{IDEOGRAPHS}”》）].)(?=[{IDEOGRAPHS}“《（])")


@rule
def doubled_words(proof: Proof) -> Iterator[Finding]:
    message = gettext("A word seems to be doubled: %(where)s")
    yield from _first_of_each(proof, doubled, "doubled-word", message)


@rule
def doubled_signs(proof: Proof) -> Iterator[Finding]:
    message = gettext("Two signs of punctuation stand together: %(where)s")
    yield from _first_of_each(proof, _DOUBLED_SIGN.search, "doubled-sign", message)


@rule
def half_width_signs(proof: Proof) -> Iterator[Finding]:
    message = gettext("Half-width punctuation stands between ideographs: %(where)s")
    yield from _first_of_each(proof, _HALF_WIDTH.search, "half-width-sign", message)


def doubled(text: str) -> re.Match | None:
    """The first word that is there twice where it should be once."""
    # The exceptions are looked at only where there is something: texts are long, and slips are rare.
    return next((match for match in _TWICE.finditer(text) if not _is_meant(text, match.start())), None)


def _is_meant(text: str, at: int) -> bool:
    return _MEANT.match(text, at) is not None


def _first_of_each(proof: Proof, search: Search, code: str, message: str) -> Iterator[Finding]:
    """One finding an article: whoever opens it for one slip reads the rest."""
    for story in _printed(proof):
        for passage in story.passages:
            if match := search(passage):
                yield _warn(story, code, message, _around(passage, match.start(), match.end()))
                break


def _printed(proof: Proof) -> Iterator[Story]:
    return (story for story in proof.stories if story.parts)


def _warn(story: Story, code: str, message: str, where: str) -> Finding:
    return warns(code, message % {"where": where}, story.article, story.page)


def _around(text: str, start: int, end: int) -> str:
    """…育秧的的工厂…: what was found, with its surroundings in one line."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return f"…{before}{text[start:end]}{after}…".replace("\n", " ")
