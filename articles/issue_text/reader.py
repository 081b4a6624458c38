"""Bytes to text: which encoding a paper's file is in, without asking and without a silent guess."""

import codecs
import re

from .problems import Problem
from .typography import IDEOGRAPHS

#: The characters that make up about half of any modern Chinese text, in both scripts.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道"
    "行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意"
    "无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什"
    "二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义"
    "各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金"
    "指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求"
    "這個們來為國說時會對於過發後裡經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問戰頭體見產話給門東聲員"
    "論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書聽卻達強難權設記類縣農業黨縣市省委员会编辑版讯電訊"
    "，。、：；“”（）《》？！「」　"
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"Rar!",
    b"\x1f\x8b",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
#: How much of a file is looked at to tell encodings apart.
_SAMPLE = 20_000


class UnreadableText(Exception):
    """Bytes that are no text this program can read; ``problem`` says why and what to do."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message("en", options=True))
        self.problem = problem


def read_text(data: bytes, encoding: str | None = None) -> str:
    """Decode a source file and make every line end a line feed.

    Without ``encoding``: a byte order mark, UTF-16 if it is plausible, strict
    UTF-8, then GB18030 or Big5, whichever gives more common characters.
    Raises UnreadableText for an empty or binary file and for bytes that do not
    fit the encoding.
    """
    if not data.strip(b"\x00 \t\r\n\f\v"):
        raise UnreadableText(Problem("empty-file"))
    text = _decode_as(data, encoding) if encoding else _detect(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Form feeds and the like end a line for a printer, and never mean anything inside one.
    text = re.sub("[\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text).replace("\x00", "")
    if not text.strip():
        raise UnreadableText(Problem("empty-file"))
    return text


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise UnreadableText(Problem("unknown-encoding", details={"encoding": encoding})) from None
    except (UnicodeError, ValueError) as error:
        line = data[: getattr(error, "start", 0)].count(b"\n") + 1
        raise UnreadableText(Problem("wrong-encoding", line, details={"encoding": encoding})) from None


def _detect(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, name)
    if data.startswith(_SIGNATURES):
        raise UnreadableText(Problem("binary-file"))
    if text := _as_utf16(data):
        return text
    if _BINARY.search(data[:_SAMPLE]):
        raise UnreadableText(Problem("binary-file"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _as_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: an even length, and far more plausible than the bytes read singly."""
    if len(data) % 2 or len(data) < 4 or _reads_as_utf8(data):
        return None
    best = None
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        share = _plausible(text[:_SAMPLE])
        if share > 0.9 and (best is None or share > best[0]):
            best = share, text
    return best[1] if best else None


def _reads_as_utf8(data: bytes) -> bool:
    if b"\x00" in data[:_SAMPLE]:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plausible(text: str) -> float:
    """Share of characters that a paper's page would hold; common ideographs must be among its ideographs."""
    good = sum(c in _COMMON or " " <= c <= "~" or c in "\n\r\t" for c in text)
    ideographs = _IDEOGRAPH.findall(text)
    if ideographs:
        known = sum(c in _COMMON for c in ideographs) / len(ideographs)
        return (good + len(ideographs) * (known > 0.12) * (1 - known)) / len(text)
    return good / len(text)


def _legacy(data: bytes) -> str:
    """GB18030 or Big5, by the share of common characters; a handful of damaged bytes is forgiven."""
    best: tuple[float, str] | None = None
    for name in ("gb18030", "big5hkscs"):
        text = data.decode(name, errors="replace")
        damage = text.count("\ufffd") / len(text)
        score = _common_share(text[:_SAMPLE]) - 4 * damage
        if damage <= 0.01 and (best is None or score > best[0]):
            best = score, text
    if best is None or best[0] <= 0:
        raise UnreadableText(Problem("wrong-encoding", details={"encoding": "utf-8, gb18030, big5"}))
    return best[1]


def _common_share(text: str) -> float:
    wide = [c for c in text if c > "\x7f"]
    return sum(c in _COMMON for c in wide) / len(wide) if wide else 0.0
