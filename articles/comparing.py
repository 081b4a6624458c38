"""Contents of an article side by side: which fields differ, where two people changed the same, and each sign of it.

Everything here is about plain data; ``articles.versions`` keeps contents and puts them back.
"""

import difflib
import itertools
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext, gettext_lazy

from .issue_text.labels import page_phrase
from .models import EditorsNote
from .models.hot_area import box_in_words, percent

#: What a content's keys are called at the desk, in the order in which they are read.
NAMES = {
    "kicker": gettext_lazy("kicker (引题)"),
    "headline": gettext_lazy("headline (主题)"),
    "deck": gettext_lazy("deck (副题)"),
    "authors": gettext_lazy("authors"),
    "byline": gettext_lazy("byline as printed"),
    "dateline": gettext_lazy("dateline (电头)"),
    "source": gettext_lazy("reprinted from"),
    "column": gettext_lazy("column (栏目)"),
    "series": gettext_lazy("series (系列)"),
    "series_number": gettext_lazy("number in the series"),
    "tags": gettext_lazy("tags"),
    "notes": gettext_lazy("editor’s notes"),
    "parts": gettext_lazy("text"),
    "pictures": gettext_lazy("pictures"),
}
#: The same for the keys of a part.
PART_NAMES = {
    "page": gettext_lazy("page"),
    "kicker": gettext_lazy("kicker of the continuation"),
    "headline": gettext_lazy("headline of the continuation"),
    "deck": gettext_lazy("deck of the continuation"),
    "continued_from": gettext_lazy("comes from page"),
    "body": gettext_lazy("text"),
    "continues_on": gettext_lazy("goes on on page"),
    "areas": gettext_lazy("hot areas (热区)"),
}
#: Fields that are one line of text, and may be written anew where two versions clash.
LINES = ("kicker", "headline", "deck", "byline", "dateline", "source", "column", "series")
PART_LINES = ("kicker", "headline", "deck")

#: Texts whose lengths multiply to more are not compared sign by sign, which would take seconds.
_MOST_SIGNS = 4_000_000
#: Stands between parts where a story is merged as a whole; no text has it.
_PART_END = "\n\f\n"
#: So many signs of a digest stand for a file.
_TELLING_SIGNS = 8
#: Texts less alike are two texts: a word found again by chance would only be in the way.
_ALIKE = 0.4


# --- parts side by side ----------------------------------------------------------------------------


def matched(one: list[Hashable], other: list[Hashable]) -> list[int | None]:
    """Which of ``one`` each of ``other`` is, given the pages that two rows of parts lie on; both keep their order.

    Parts on the same page are the same part. What lies between those moved: it is paired in its order.
    """
    found: list[int | None] = [None] * len(other)
    for what, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what in ("equal", "replace"):
            for place, i in zip(range(c, d), range(a, b), strict=False):
                found[place] = i
    return found


def slots(*contents: dict | None) -> list[dict[int, dict]]:
    """The parts of several contents, in reading order: a row for each, with the place of the content that has it.

    What lies on one page is compared with what lay there, wherever the story was cut or joined. Each content is
    laid beside the first one, so that two that are the same lie side by side; what is new to it comes after.
    """
    made: list[dict[int, dict]] = []
    first = next(i for i, content in enumerate(contents) if content is not None)
    for i, content in enumerate(contents):
        if content is None:
            continue
        pages = [part["page"] for part in content["parts"]]
        known = [slot for slot in made if first in slot]
        found = matched([slot[first]["page"] for slot in known], pages)
        rows = [None if n is None else known[n] for n in found]
        _pair_what_is_new(made, rows, pages, first)
        for row, part in zip(_insert(made, rows), content["parts"], strict=True):
            row[i] = part
    return made


def _pair_what_is_new(made: list[dict], rows: list[dict | None], pages: list[str], first: int) -> None:
    """Two contents may have got the same new part: on the same page, and between the same old ones."""
    places = {id(slot): n for n, slot in enumerate(made)}
    at = -1
    for k, row in enumerate(rows):
        if row is None:
            end = next((places[id(after)] for after in rows[k:] if after is not None), len(made))
            news = (slot for slot in made[at + 1 : end] if first not in slot)
            row = rows[k] = next((slot for slot in news if next(iter(slot.values()))["page"] == pages[k]), None)
        at = at if row is None else places[id(row)]


def _insert(made: list[dict], rows: list[dict | None]) -> list[dict]:
    """A row for each of ``rows``; a new one stands behind the row that comes before it."""
    last, whole = -1, []
    for row in rows:
        if row is None:
            last += 1
            made.insert(last, row := {})
        else:
            last = next(place for place, other in enumerate(made) if other is row)
        whole.append(row)
    return whole


# --- two contents ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One field that two contents have otherwise, as text for people."""

    key: str
    name: str
    before: str
    after: str

    @cached_property
    def pieces(self) -> list[tuple[str, str]]:
        return pieces(self.before, self.after)

    @property
    def excerpt(self) -> list[tuple[str, str]]:
        """The pieces without the lines in which nothing changed; an ellipsis stands for them."""
        last = len(self.pieces) - 1
        return [
            (sign, _ends(text, after=n > 0, before=n < last) if sign == "=" else text)
            for n, (sign, text) in enumerate(self.pieces)
        ]

    @property
    def came(self) -> int:
        return _length(self.pieces, "+") if self.is_text else 0

    @property
    def went(self) -> int:
        return _length(self.pieces, "-") if self.is_text else 0

    @property
    def is_text(self) -> bool:
        """Whether its signs are what somebody wrote, and not a description of a place or of a picture."""
        kind, *place = self.key.split(":")
        return place[-1] in ("body", *PART_LINES) if kind == "parts" else kind in (*LINES, "notes")


def differences(before: dict, after: dict) -> list[Difference]:
    """Where two contents of an article differ, each field of each part for itself."""
    several = max(len(before["parts"]), len(after["parts"])) > 1
    texts = ((key, readable(key, one), readable(key, other)) for key, (one, other) in _fields(before, after))
    return [Difference(key, name_of(key, several), one, other) for key, one, other in texts if one != other]


def _fields(before: dict, after: dict) -> Iterator[tuple[str, tuple]]:
    for key in NAMES:
        if key != "parts":
            yield key, (before[key], after[key])
            continue
        for n, slot in enumerate(slots(before, after), 1):
            for name in PART_NAMES:
                yield f"parts:{n}:{name}", tuple(slot[i][name] if i in slot else None for i in (0, 1))


def name_of(key: str, several_parts: bool = True) -> str:
    """What a field is called at the desk, by a key such as ``headline`` and ``parts:2:body``."""
    kind, *place = key.split(":")
    if kind != "parts":
        return str(NAMES[key])
    name = str(PART_NAMES[place[1] if len(place) > 1 else "body"])
    return gettext("part %(n)s: %(field)s") % {"n": place[0], "field": name} if several_parts else name


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """What stayed (``=``), went (``-``) and came (``+``), in reading order: line by line, and in these sign by sign."""
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    made = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, come = "".join(one[a:b]), "".join(other[c:d])
        made += [("=", gone)] if what == "equal" else _signs(gone, come)
    return made


def _signs(gone: str, come: str) -> list[tuple[str, str]]:
    if gone and come and len(gone) * len(come) <= _MOST_SIGNS:
        matcher = difflib.SequenceMatcher(None, gone, come, autojunk=False)
        if matcher.ratio() >= _ALIKE:
            made = []
            for what, a, b, c, d in matcher.get_opcodes():
                made += [("=", gone[a:b])] if what == "equal" else [("-", gone[a:b]), ("+", come[c:d])]
            return [piece for piece in made if piece[1]]
    return [piece for piece in (("-", gone), ("+", come)) if piece[1]]


def _ends(text: str, after: bool, before: bool) -> str:
    """Of what stayed, the line after a change and the line before one, as far as these are its neighbours."""
    lines = text.splitlines(keepends=True)
    between = lines[after : len(lines) - before]
    if not any(map(str.strip, between)):
        return text
    return "".join([*lines[:after], "…\n" if before else "…", *lines[len(lines) - before :]])


def _length(pieces_: list[tuple[str, str]], sign: str) -> int:
    return sum(len(text) for kind, text in pieces_ if kind == sign)


# --- as text for people ----------------------------------------------------------------------------


def readable(key: str, value) -> str:
    """A field's value as text; nothing where there is none."""
    if value is None:
        return ""
    kind, *place = key.split(":")
    if kind == "parts":
        return _readable_of_part(place[1], value) if len(place) > 1 else readable_part(value)
    match kind:
        case "authors":
            return "\n".join(map(_readable_author, value))
        case "tags":
            return "、".join(value)
        case "notes":
            return "\n\n".join(_readable_note(note) for note in value)
        case "pictures":
            return "\n\n".join(map(_readable_picture, value))
    return str(value)


def readable_part(part: dict) -> str:
    """A whole part, as it stands on its page."""
    before = [_readable_of_part(name, part[name]) for name in ("page", *PART_LINES)]
    jumps = [
        page_phrase(part[name], chinese=False) if part[name] else "" for name in ("continued_from", "continues_on")
    ]
    came, goes = (f"（{word}{label}）" if label else "" for word, label in zip(("上接", "下转"), jumps, strict=True))
    return "\n".join(filter(None, [*before, came, part["body"], goes]))


def _readable_of_part(name: str, value) -> str:
    if name == "areas":
        return "\n".join(map(_readable_area, value))
    if name in ("page", "continues_on", "continued_from"):
        return page_phrase(value, chinese=False) if value else ""
    return value


def _readable_area(points: list[list[float]]) -> str:
    """As exactly as it is drawn, since what reads the same counts as the same."""
    if len(points) == 4 and all(len(set(values)) == 2 for values in zip(*points, strict=True)):
        return box_in_words(points, digits=3)
    corners = " ".join(f"{percent(x, 3)},{percent(y, 3)}" for x, y in points)
    return gettext("polygon, corners in percent: %(corners)s") % {"corners": corners}


def _readable_author(author: dict) -> str:
    told = [author["distinction"], gettext("institution") if author["institution"] else ""]
    apart = f"（{'，'.join(filter(None, told))}）" if any(told) else ""
    return f"{author['role']} {author['name']}{apart}".strip()


def _readable_note(note: dict) -> str:
    places = dict(EditorsNote.Position.choices)
    return f"{places.get(note['position'], note['position'])}\n{note['text']}"


def _readable_picture(picture: dict) -> str:
    lines = [picture[name] for name in ("name", "caption", "credit", "alt")]
    if (picture["focal_x"], picture["focal_y"]) != (0.5, 0.5):
        lines.append(gettext("focal point %(x)s, %(y)s") % {"x": picture["focal_x"], "y": picture["focal_y"]})
    # The name of a stored file is a digest, of which a few signs tell one picture from another.
    name = picture["image"].rpartition("/")[2][:_TELLING_SIGNS]
    lines.append(gettext("picture file no. %(name)s") % {"name": name} if name else "")
    return "\n".join(filter(None, lines))


# --- three contents --------------------------------------------------------------------------------


class Side(StrEnum):
    THEIRS = "theirs"
    MINE = "mine"
    #: Neither of them, but what was written where they clashed.
    OWN = "own"


class Unchosen(Exception):
    """Fields that two people changed differently, and nobody chose yet."""

    def __init__(self, keys: list[str]):
        self.keys = keys
        super().__init__(", ".join(keys))


@dataclass(frozen=True)
class Choice:
    """A field that is stored otherwise than somebody wants to store it, and what both had before them.

    ``base`` is what stood there when it was opened, if ``base_known``. A key such
    as ``parts:2`` stands for a whole part, which one of the contents does not have.
    """

    key: str
    name: str
    base: object
    theirs: object
    mine: object
    base_known: bool
    #: Both changes in one text, where they do not touch each other.
    together: str | None = None

    @property
    def preselected(self) -> Side | None:
        """The side that alone changed it; None if both did.

        Where that side cut or joined the story, it is the text it made with what the other one wrote.
        """
        if not self.base_known:
            return None
        if self.mine == self.base:
            body = self.theirs["body"] if isinstance(self.theirs, dict) else self.theirs
            return Side.THEIRS if self.together in (None, body) else Side.OWN
        return Side.MINE if self.theirs == self.base else None

    @property
    def is_text(self) -> bool:
        """Whether it may be written anew."""
        kind, *place = self.key.split(":")
        return kind in LINES or (kind == "parts" and (len(place) == 1 or place[1] in (*PART_LINES, "body")))

    @property
    def has_lines(self) -> bool:
        return self.key.startswith("parts:") and self.key.rpartition(":")[2] not in PART_LINES

    @property
    def base_text(self) -> str:
        return readable(self.key, self.base)

    @cached_property
    def their_pieces(self) -> list[tuple[str, str]]:
        return self._pieces(self.theirs)

    @cached_property
    def my_pieces(self) -> list[tuple[str, str]]:
        return self._pieces(self.mine)

    def _pieces(self, value) -> list[tuple[str, str]]:
        text = readable(self.key, value)
        return pieces(self.base_text, text) if self.base_known else [("=", text)] if text else []

    @cached_property
    def blended(self) -> str | None:
        """One's own text with those of their changes that touch none of one's own; None if there are none."""
        texts = (self.base, self.theirs, self.mine)
        if self.preselected or not self.base_known or not self.is_text or not all(isinstance(t, str) for t in texts):
            return None
        text = merged(*texts, drop_theirs=True)
        return None if text == self.mine else text

    @property
    def proposed(self) -> str:
        """What the box for one's own wording holds at first."""
        if self.together is not None:
            return self.together
        if self.blended is not None:
            return self.blended
        value = self.theirs if self.preselected == Side.THEIRS else self.mine
        if value is None:
            value = self.theirs if self.mine is None else self.mine
        return value["body"] if isinstance(value, dict) else value


def choices(base: dict | None, theirs: dict, mine: dict) -> list[Choice]:
    """Every field in which ``theirs``, which is stored, and ``mine`` differ."""
    several = max(len(content["parts"]) for content in (base or theirs, theirs, mine)) > 1
    recut = _recut(base, theirs, mine)
    made = []
    for key, values in _units(base, theirs, mine):
        if values[1] != values[2]:
            choice = Choice(key, name_of(key, several), *values, base_known=base is not None)
            made.append(replace(choice, together=recut.get(key, _together(choice))))
    return made


def _together(choice: Choice) -> str | None:
    texts = (choice.base, choice.theirs, choice.mine)
    if choice.preselected or not choice.is_text or not all(isinstance(text, str) for text in texts):
        return None
    return merged(*texts)


def _recut(base: dict | None, theirs: dict, mine: dict) -> dict[str, str]:
    """The texts of the stored parts with what was written into them, where the story was cut or joined meanwhile.

    It is merged as a whole, in which the ends of parts are lines like others.
    """
    if base is None or len(base["parts"]) != len(mine["parts"]) or len(base["parts"]) == len(theirs["parts"]):
        return {}
    whole = merged(*(_PART_END.join(part["body"] for part in content["parts"]) for content in (base, theirs, mine)))
    if whole is None:
        return {}
    texts, made = iter(whole.split(_PART_END)), {}
    for n, slot in enumerate(slots(base, theirs, mine), 1):
        if 1 in slot:
            made[f"parts:{n}:body" if len(slot) == 3 else f"parts:{n}"] = next(texts)
    return made


def resolved(base: dict | None, theirs: dict, mine: dict, sides: dict[str, str], own: dict[str, str]) -> dict:
    """One content of two, given the side chosen for each field in which they differ, and the texts written anew.

    Raises Unchosen if a field that both changed has no side.
    """
    open_ = {choice.key: choice for choice in choices(base, theirs, mine)}
    sides = {key: _side(sides.get(key), choice) for key, choice in open_.items()}
    if unchosen := [key for key, side in sides.items() if side is None]:
        raise Unchosen(unchosen)
    content, parts = {}, {}
    for key, (_base, stored, typed) in _units(base, theirs, mine):
        side = sides.get(key, Side.THEIRS)
        value = typed if side == Side.MINE else stored
        if side == Side.OWN:
            value = _written(key, own.get(key, open_[key].proposed), stored, typed)
        kind, *place = key.split(":")
        if kind != "parts":
            content[key] = value
        elif len(place) == 1:
            parts[place[0]] = value
        else:
            parts.setdefault(place[0], {})[place[1]] = value
    return content | {"parts": [part for part in parts.values() if part is not None]}


def _side(wanted: str | None, choice: Choice) -> Side | None:
    offered = [Side.THEIRS, Side.MINE, *([Side.OWN] if choice.is_text else [])]
    return Side(wanted) if wanted in offered else choice.preselected


def _written(key: str, text: str, stored, typed):
    if key.rpartition(":")[2] in LINES:
        return " ".join(text.split("\n")).strip()
    text = text.strip()
    if key.count(":") == 2:
        return text
    # A whole part: the page and headline of whichever has it, and nothing if nothing is written.
    return {**(typed or stored), "body": text} if text else None


def _units(base: dict | None, theirs: dict, mine: dict) -> Iterator[tuple[str, tuple]]:
    contents = (base, theirs, mine)
    for key in NAMES:
        if key != "parts":
            yield key, tuple(content and content[key] for content in contents)
            continue
        there = [i for i, content in enumerate(contents) if content is not None]
        for n, slot in enumerate(slots(*contents), 1):
            if all(i in slot for i in there):
                for name in PART_NAMES:
                    yield f"parts:{n}:{name}", tuple(slot[i][name] if i in slot else None for i in range(3))
            else:
                yield f"parts:{n}", tuple(slot.get(i) for i in range(3))


def merged(base: str, theirs: str, mine: str, drop_theirs: bool = False) -> str | None:
    """Both changes of a text in one; where they touch each other None, or with ``drop_theirs`` mine alone."""
    lines = base.split("\n")
    made, others = list(_edits(lines, mine.split("\n"))), list(_edits(lines, theirs.split("\n")))
    if drop_theirs:
        others = [(a, b, text) for a, b, text in others if all(b < start or end < a for start, end, _text in made)]
    edits = sorted([*made, *others])
    for (_a, end, _text), (start, _b, _other) in itertools.pairwise(edits):
        if start <= end:
            return None
    for start, end, text in reversed(edits):
        lines[start:end] = text
    return "\n".join(lines)


def _edits(base: list[str], other: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    for what, a, b, c, d in difflib.SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        if what != "equal":
            yield a, b, other[c:d]
