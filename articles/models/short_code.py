"""The short address of an article, for print: /a/kmt12x.

Letters name the issue, digits the article within it, and a last sign checks
both, so that a mistyped code leads nowhere instead of to another story. Nothing
is stored: an issue's key and an article's number never change. Consonants only,
so that no code spells a word, and no l, which reads as 1.
"""

import re

_LETTERS = "bcdfghjkmnpqrstvwxz"
_BASE = len(_LETTERS)
#: All signs of a code. A digit in place of a letter is a slip too, so no two have one value.
_SIGNS = f"{_LETTERS}0123456789"
_CODE = re.compile(f"([{_LETTERS}]{{1,9}})([1-9][0-9]{{0,7}})([{_SIGNS}])")


def code_of(issue: int, number: int) -> str:
    """The code of article ``number`` of the issue with primary key ``issue``; both are positive."""
    letters, rest = "", issue
    while rest:
        rest, digit = divmod(rest, _BASE)
        letters = _LETTERS[digit] + letters
    return f"{letters}{number}{_check(letters, number)}"


def read_code(code: str) -> tuple[int, int] | None:
    """The issue's key and the article's number that a code names; None if it is none. Case does not matter."""
    match = _CODE.fullmatch(code.strip().lower())
    if match is None or match[3] != _check(match[1], int(match[2])):
        return None
    issue = 0
    for letter in match[1]:
        issue = issue * _BASE + _LETTERS.index(letter)
    return (issue, int(match[2])) if issue and match[1][0] != _LETTERS[0] else None


def _check(letters: str, number: int) -> str:
    """A weighted sum: every single slip and every swap of neighbours changes it."""
    values = [_SIGNS.index(sign) for sign in f"{letters}{number}"]
    # There are 29 signs, which is prime and above every weight (17 at most), so none of them cancels out.
    return _SIGNS[sum(weight * value for weight, value in enumerate(values, 1)) % len(_SIGNS)]
