"""Page labels: how a paper names its pages, and how jump lines name them.

A label is kept as printed, without 第 and 版 (1, 01, A1, B04). Two labels
name the same page when their letters and their numbers agree: 2 is 02.
"""

import re
import unicodedata
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}

#: The label of a jump mark whose number was lost: the story goes on, nobody knows where.
UNKNOWN_LABEL = "?"
#: Digits in the longest number a paper prints; also keeps int() from hostile input.
_LONGEST_NUMBER = 12
#: Characters of the longest text that is looked at as a label or a number.
_LONGEST_LABEL = 20
_LABEL = re.compile(r"([A-Za-z]*)0*(\d+)")


def read_number(text: str) -> int | None:
    """Read a whole number as papers write it: 12, １２, 十二, 二十, 一二, ②, ㈢, Ⅳ; None if it is none."""
    if len(text) > _LONGEST_LABEL:
        return None
    text = unicodedata.normalize("NFKC", text).strip(" ()")
    if not text or len(text) > _LONGEST_NUMBER:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else _ROMAN.get(text.upper())
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = 0
    rest = text
    for unit, worth in (("千", 1000), ("百", 100), ("十", 10)):
        before, found, after = rest.partition(unit)
        if found:
            if before.strip("零〇") == "":
                total += worth if worth == 10 else 0
                if worth != 10:
                    return None
            elif (digit := _DIGITS.get(before.strip("零〇"))) is not None:
                total += digit * worth
            else:
                return None
            rest = after
    rest = rest.strip("零〇")
    if not rest:
        return total or None
    digit = _DIGITS.get(rest)
    return None if digit is None else total + digit


_ROMAN = {
    numeral: number
    for number, numeral in enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
        ],
        1,
    )
}


def read_label(text: str) -> str | None:
    """Read a page label from what stands between 第 and 版: 二 -> 2, Ａ2 -> A2, 04 -> 04; None if it is none."""
    if len(text) > _LONGEST_LABEL:
        return None
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"\s+", "", text).removeprefix("第").removesuffix("版")
    if re.fullmatch(r"[A-Za-z]{0,2}\d{1,3}", text):
        return text.upper()
    letters = re.match(r"[A-Za-z]{0,2}", text)[0]
    number = read_number(text[len(letters) :]) if text[len(letters) :] else None
    return None if number is None or not 0 < number < 1000 else f"{letters.upper()}{number}"


@lru_cache(maxsize=4096)
def label_key(label: str) -> tuple[str, int]:
    """What two labels of the same page have in common, and the order of pages: A2 after 12, before B1."""
    if len(label) <= _LONGEST_LABEL and (match := _LABEL.fullmatch(label)):
        return match[1].upper(), int(match[2])
    return label, 0


def page_order(label: str) -> int:
    """A page's place in its issue as its label alone tells: 4 for 04 and A4, 104 for B4; 1 if it has no number."""
    letters, number = label_key(label)
    sections = sum((ord(letter) - ord("A")) * 100 for letter in letters[:1]) + 2600 * (len(letters) > 1)
    return min(sections + max(number, 1), 2**31 - 1)


def same_label(one: str, other: str) -> bool:
    return label_key(one) == label_key(other)


def chinese_number(number: int) -> str:
    """Write 1 to 999 in Chinese numerals, as jump lines do: 12 -> 十二."""
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def page_phrase(label: str, chinese: bool = True) -> str:
    """Name a page as a jump line does: 02 -> 第二版 or 第2版, A2 -> 第A2版."""
    letters, number = label_key(label)
    if letters and not number:
        return label if label.endswith("版") else f"{label}版"
    if chinese and not letters and 0 < number < 1000:
        return f"第{chinese_number(number)}版"
    return f"第{letters}{number}版"
