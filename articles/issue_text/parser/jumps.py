"""Jump marks (下转, 上接) in every form that recognition leaves them in.

Brackets may be mismatched or missing, numerals Chinese, Arabic or full-width,
the number lost. Serial marks (未完待续, Fortsetzung folgt) name no page and are
no jumps.
"""

import re
from typing import NamedTuple

from ..labels import UNKNOWN_LABEL, read_label

_OPEN = r"[（(\[【〔{<《]"
_CLOSE = r"[）)\]】〕}>》]"
_ARROWS = r"[▶▷►▻◀◁◄➤→⇒▲△▼◆◇●■□☞>＞\s\u3000]*"
_NUMBER = r"(?P<label>[A-Za-zＡ-Ｚａ-ｚ]{0,2}[ \u3000]?[0-9０-９]{1,3}|[一二三四五六七八九十百〇零○两兩]{1,4}|头|頭)"
_PAGE = (
    rf"[ \u3000]*(?:第|至|到|自)?[ \u3000]*"
    rf"{_NUMBER}?(?P<others>(?:版?[ \u3000]*[、，,及和至到—~\-][ \u3000]*第?[A-Z]{{0,2}}"
    rf"[0-9０-９一二三四五六七八九十]{{1,3}}){{0,6}})"
    rf"[ \u3000]*(?:版|页|頁|面)"
)
_OTHER = re.compile(r"[A-Z]{0,2}[0-9０-９一二三四五六七八九十]{1,3}")

_ONWARD = r"(?:本?文[ \u3000]*[转轉]|下[ \u3000]*[转轉接]|紧[ \u3000]*转|[转轉](?=[ \u3000]*第)|(?<=[（(\[【])[转轉])"
_BACK = r"(?:本?文[ \u3000]*接|[上紧緊承][ \u3000]*接|接(?=[ \u3000]*第))"
_OUT = re.compile(
    rf"{_ARROWS}(?:{_OPEN}[ \u3000]*)?{_ARROWS}{_ONWARD}{_PAGE}[^（）()\[\]【】。，！？]{{0,20}}{_CLOSE}?{_ARROWS}$"
)
_IN_BRACKETS = re.compile(rf"{_ARROWS}{_OPEN}[ \u3000]*{_BACK}{_PAGE}[^（）()\[\]【】。]{{0,30}}{_CLOSE}{_ARROWS}")
_IN = re.compile(rf"{_ARROWS}(?:{_OPEN}[ \u3000]*)?{_BACK}{_PAGE}(?:[ \u3000]*{_CLOSE})?{_ARROWS}")
_PAGE_WORD = r"(?:page|p\.|Seite|S\.|página|pág\.)"
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LATIN_LABEL = rf"(?P<label>[A-Z]{{0,2}}[ -]?\d{{1,3}}[A-D]?|(?:{'|'.join(_NUMBER_WORDS)})\b)"
_COLUMN = r"(?:,? (?:Col(?:umn|\.)|Spalte|Sp\.) ?\d{1,2})?"
_LATIN_OUT = re.compile(
    rf"[\s(\[>►▶→-]*(?:(?:Continued|Cont[’']?d\.?|Turn|Please turn) (?:on|to) (?:{_PAGE_WORD} ?)?|See "
    rf"(?:[A-Z][A-Z’' -]{{1,30}},? (?:on )?){_PAGE_WORD} ?"
    rf"|Fortsetzung (?:auf |s\. )?{_PAGE_WORD} ?|Weiter auf {_PAGE_WORD} ?|(?:Lire la )?[Ss]uite "
    rf"(?:en )?{_PAGE_WORD} ?|(?:Pasa|Sigue) (?:a|en) (?:la )?{_PAGE_WORD} ?)"
    rf"{_LATIN_LABEL}{_COLUMN}[\s)\].◄►▶→]*$",
    re.IGNORECASE,
)
_LATIN_IN = re.compile(
    rf"[\s(\[>►▶→-]*(?:(?:Continued|Cont[’']?d\.?) from (?:{_PAGE_WORD} ?)?|From {_PAGE_WORD} ?"
    rf"|Fortsetzung von {_PAGE_WORD} ?|Suite de la {_PAGE_WORD} ?|Viene de (?:la )?{_PAGE_WORD} ?)"
    rf"{_LATIN_LABEL}(?![\d.]){_COLUMN}[\s)\].:◄►▶→]*",
    re.IGNORECASE,
)
_LATIN_HINT = re.compile("[Pp]age|PAGE|Seite|ágina|ág\\.|C[oO][nN][tT]|[Ss]uite")


#: From here on characters are Chinese: a text that begins and ends with one has no Latin mark.
_WIDE = "\u3000"


class Marked(NamedTuple):
    """A line without its marks, and the labels they named; None where there was no such mark."""

    text: str
    continues_on: str | None
    continued_from: str | None
    #: Further pages that a mark names behind the first: 4 for （下转三、四版）.
    others: tuple[str, ...] = ()


def read_marks(text: str) -> Marked:
    """Part the jump marks from a line; the text is empty where the line was nothing else."""
    if "转" in text or "轉" in text or "接" in text:
        return _chinese_marks(text)
    if text[:1] >= _WIDE and text[-1:] >= _WIDE:
        return Marked(text, None, None)
    if _LATIN_HINT.search(text, 0, 90) or _LATIN_HINT.search(text[-90:]):
        return _latin_marks(text)
    return Marked(text, None, None)


def _chinese_marks(text: str) -> Marked:
    onward = back = None
    others: tuple[str, ...] = ()
    head = text[:60]
    if "接" in head and (match := _IN_BRACKETS.match(head) or _IN.match(head)):
        back, others = _label(match["label"]), _others(match)
        text = text[match.end() :].strip(" 　")
    elif len(text) <= 60 and "接" in text and (match := _tail_of_heading(text)):
        back, others = _label(match["label"]), _others(match)
        text = text[: match.start()].strip(" 　")
    tail = text[-48:]
    if ("转" in tail or "轉" in tail or "接" in tail) and (match := _OUT.search(tail)):
        onward, others = _label(match["label"]), others + _others(match)
        text = text[: len(text) - len(tail) + match.start()].strip(" 　")
    return Marked(text, onward, back, others)


def _others(match: re.Match) -> tuple[str, ...]:
    return tuple(_label(found[0]) for found in _OTHER.finditer(match["others"]))


def _tail_of_heading(text: str) -> re.Match | None:
    """A mark behind a headline: 老街新生（上接第一版）."""
    for match in _IN_BRACKETS.finditer(text):
        if match.end() == len(text):
            return match
    return None


def _latin_marks(text: str) -> Marked:
    onward = back = None
    if match := _LATIN_IN.match(text[:90]):
        back = _label(match["label"])
        text = text[match.end() :].strip()
    tail = text[-90:]
    if match := _LATIN_OUT.search(tail):
        onward = _label(match["label"])
        text = text[: len(text) - len(tail) + match.start()].strip()
    return Marked(text, onward, back)


def _label(printed: str | None) -> str:
    if printed is None:
        return UNKNOWN_LABEL
    if printed in "头頭":
        return "1"
    if printed.lower() in _NUMBER_WORDS:
        return str(_NUMBER_WORDS.index(printed.lower()) + 1)
    return read_label(printed.replace("-", "").replace("兩", "两")) or UNKNOWN_LABEL
