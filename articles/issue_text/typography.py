"""Characters of Chinese print: what is an ideograph, and which half-width signs stand for full-width ones."""

import re

#: Ideographs, for use inside a character class.
IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"

#: Signs that only occur in Chinese text and therefore speak for it as a neighbour does.
_CHINESE_SIGNS = "“”‘’『』「」《》〈〉【】（），。、；：？！…—～"
_CHINESE = IDEOGRAPHS + _CHINESE_SIGNS
_NEIGHBOUR = _CHINESE + "0-9A-Za-z０-９%％"

_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
#: A sign is Chinese if it stands between Chinese signs, or between one and a number or word; 2,000 and 10:30 are not.
#: The sign comes first in the pattern, its neighbours behind it, because that is what the search is fast at.
_SIGN = re.compile(
    rf"[,:;!?](?:(?<=[{_CHINESE}][,:;!?])(?=[{_NEIGHBOUR}!?]|$)|(?<=[0-9A-Za-z０-９%％][,:;!?])(?=[{_CHINESE}]))"
)
#: Brackets are Chinese where they hold an ideograph, or stand between two.
_PAIR = re.compile(
    rf"\((?:([^()（）{IDEOGRAPHS}]*[{IDEOGRAPHS}][^()（）]*)\)|(?<=[{_CHINESE}]\()([^()（）]*)\)(?=[{_CHINESE}]|$))"
)
_LONE_BRACKET = re.compile(rf"[()](?:(?<=[{_CHINESE}][()])|(?=[{_CHINESE}]))")
_HALF_WIDTH = re.compile(r"[,:;!?()]")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


def has_ideograph(text: str) -> bool:
    return _IDEOGRAPH.search(text) is not None


def is_ideograph(character: str) -> bool:
    return _IDEOGRAPH.fullmatch(character) is not None


def is_chinese(character: str) -> bool:
    """An ideograph, or a sign of Chinese punctuation."""
    return character in _CHINESE_SIGNS or is_ideograph(character)


def restore_punctuation(text: str) -> str:
    """Give Chinese text its full-width punctuation back; Latin words, numbers and addresses stay as they are.

    >>> restore_punctuation("站C位,共2,000个(含DCS)")
    '站C位，共2,000个（含DCS）'
    """
    if text.isascii() or not _HALF_WIDTH.search(text) or not has_ideograph(text):
        return text
    if "(" in text and ")" in text:
        text = _PAIR.sub(lambda match: f"（{match[1] if match[1] is not None else match[2]}）", text)
    if "(" in text or ")" in text:
        text = _mend_lone_brackets(text)
    text = _SIGN.sub(lambda match: _FULL[match[0]], text)
    if _HALF_WIDTH.search(text):
        # A restored sign is a Chinese neighbour for the next one, as in ``好!?``.
        text = _SIGN.sub(lambda match: _FULL[match[0]], text)
    return text


def _mend_lone_brackets(text: str) -> str:
    """Brackets whose partner was already full-width, or is lost: 《论语）(节选) and the like."""
    if text.count("(") == text.count(")"):
        return text
    return _LONE_BRACKET.sub(lambda match: _FULL[match[0]], text)
