"""A font with Chinese characters to draw cards with, if this machine has one."""

from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

#: Where systems keep them; settings.CARD_FONT names another.
_USUAL = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
#: No line begins with one of these.
_CLOSING = "，。、；：！？”’）》」』】％…—"


def path() -> str | None:
    return _existing(getattr(settings, "CARD_FONT", ""))


@cache
def _existing(named: str) -> str | None:
    return next((font for font in ([named] if named else _USUAL) if Path(font).is_file()), None)


def face(size: int) -> ImageFont.FreeTypeFont:
    return _face(path(), size)


@cache
def _face(font: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font, size, index=_simplified(font))


@cache
def _simplified(font: str) -> int:
    """Which face of a collection has the simplified forms; the first one of other fonts."""
    for index in range(20):
        try:
            family, _ = ImageFont.truetype(font, 20, index=index).getname()
        except OSError:
            break
        if family.endswith(" SC"):
            return index
    return 0


def fit(text: str, width: int, lines: int, sizes: tuple[int, ...]) -> tuple[int, list[str]]:
    """The largest of ``sizes`` in which ``text`` has room, and its lines; what has none ends with an ellipsis."""
    for size in sizes:
        broken = wrapped(text, face(size), width)
        if len(broken) <= lines:
            return size, broken
    return size, [*broken[: lines - 1], f"{broken[lines - 1][:-1]}…"]


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines no wider than ``width``, broken where the headline has spaces if it has any."""
    made: list[str] = []
    for phrase in text.split():
        if made and font.getlength(f"{made[-1]} {phrase}") <= width:
            made[-1] += f" {phrase}"
        else:
            made += _broken(phrase, font, width)
    return made


def _broken(phrase: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    made = [""]
    for sign in phrase:
        if made[-1] and font.getlength(made[-1] + sign) > width:
            # A closing mark takes the character before it along.
            kept = 1 if sign in _CLOSING and len(made[-1]) > 1 else 0
            taken = made[-1][len(made[-1]) - kept :]
            made[-1] = made[-1][: len(made[-1]) - kept]
            made.append(taken)
        made[-1] += sign
    return made
