"""Editors' notes: 编者按 above or inside an article, 编后 below it."""

import re

_LABEL = re.compile(
    r"[【\[（(■□●◆☆★\s]*(?P<label>编[ \u3000]*者[ \u3000]*按(?:[ \u3000]*语)?|编者的话|编[ \u3000]*后(?:语|记|话"
    r"|絮语)?|编余(?:漫笔|札记|短语)?|开栏的话|开栏语|编前话?|编者附记|"
    r"編[ \u3000]*者[ \u3000]*按|编者|本报编者按|本报按|主持人语|主持人的话|按)[】\]）)]?[ \u3000]*"
    r"(?P<colon>[：:])?[】\]）)■□●◆☆★]?[ \u3000]*"
)
_AFTER = ("编后", "编余", "编者附记")
#: Words that are a label only with a colon behind them.
_NEEDS_COLON = frozenset(("编者", "按", "本报按", "编后", "编前"))
_SIGNATURE = re.compile(r"[（(]?[—–\-―]{0,4}[ \u3000]*(?:编[ \u3000]*者|编辑部|本报编辑部|编委会|本版编者)[）)]?")
_STARTS = "编編开本主按【[（(■□●◆☆★"


class NoteLabel:
    """The label a line begins with: whether its note stands after the article, and the text behind the label."""

    __slots__ = ("after", "label", "rest")

    def __init__(self, label: str, rest: str):
        self.label = re.sub(r"\s", "", label)
        self.after = self.label.startswith(_AFTER)
        self.rest = rest


def read_note_label(text: str) -> NoteLabel | None:
    if text[:1] not in _STARTS or not (match := _LABEL.match(text[:24])):
        return None
    label = re.sub(r"\s", "", match["label"])
    rest = text[match.end() :]
    spaced = text[match.end("label") : match.end()] != ""
    if label in _NEEDS_COLON and not match["colon"] and (rest or label in ("编者", "按")):
        return None
    if rest and not spaced:
        return None
    return NoteLabel(label, rest)


def is_note_signature(text: str) -> bool:
    """——编者 below a note."""
    return len(text) <= 12 and "编" in text and _SIGNATURE.fullmatch(text) is not None
