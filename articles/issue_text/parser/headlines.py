"""The parts of a headline: kicker (引题), headline (主题), deck (副题), column (栏目), series (系列)."""

import re
from dataclasses import dataclass

from ..document import Series
from ..labels import read_number
from ..typography import IDEOGRAPHS, has_ideograph, restore_punctuation

_HAN = f"[{IDEOGRAPHS}]"
#: How the first half of ``县长调研时强调 守住底线`` ends: it tells who said it, and is the kicker.
_KICKER_END = re.compile(
    r"(?:强调|指出|要求|提出|表示|宣布|呼吁|希望|透露|时说|认为|号召|致辞|讲话|批示|提醒|勉励|叮嘱|主持并讲话|会上说|日前|期间|之际|[时：:])$"
)
_DASH = "—–-―"
_DECK = re.compile(rf"[{_DASH}]{{2,}}[ \u3000]*(?P<deck>.+)")
_INNER_DECK = re.compile(r"(?P<headline>.+?)[ \u3000]?[—–―]{2,}(?P<space>[ \u3000]*)(?P<deck>.+)")
#: What a deck behind a dash begins or ends with in features and comments.
_DECK_SHAPE = re.compile(
    r"^(?:记|访|写|评|读|论|[一二三四五六七八九十再]论|致|献给|写给|来自|走进|走近|看|从|在|关于|兼|与|对|纪念|学习|贯彻|一位|一个|我[省市县区]|本报)|"
    r"(?:纪实|侧记|见闻|札记|综述|观察|扫描|透视|素描|随笔|采访记|访谈录?|访谈|手记|启示|述评|综览|写真|剪影|回眸|评析|现状|纪行|精神|有感|之一|之二|之三|读后|讲话)$"
)
_BRACKETED_END = re.compile(r"(?P<before>.{2,}?)[ \u3000]*[（(〔【\[](?P<inside>[^（）()【】]{1,14})[）)〕】\]]")
_BRACKETED_START = re.compile(r"[（(〔【\[〖](?P<inside>[^（）()【】]{2,10})[）)〕】\]〗][ \u3000]*(?P<after>.{3,})")
#: 冷眼集／孤独死不是老人的事: a column in front of its headline.
_SLASHED = re.compile(rf"(?P<column>{_HAN}{{2,6}})[ \u3000]?[／/｜|│][ \u3000]?(?P<after>{_HAN}[^／/｜|│]{{4,}})")
#: Brackets that say what kind of work it is, how much of it, or when: no column.
_NO_COLUMN = re.compile(
    r"\d|[０-９]|^外|首$|^附|图$|画$|书法|篆刻|剪纸|摄影|木刻|雕塑|版画|漫画|散文|小说|诗|词$|歌|节选|连载|选登|摘|试行|草案|暂行|意见|修订|简明|简写|"
    r"下转|上接|全文|组诗|小品|童话|寓言|报告|速写|素描|水彩|[一二三四五六七八九十]{1,3}$|^[上中下完续左右]$|续完|之[一二三四五六七八九十]"
)
_CIRCLED = "①-⑳㉑-㉟㊱-㊿⑴-⒇㈠-㈩"
_ORDINAL = {"上": 1, "中": 2, "下": 3}
_SERIES_END = re.compile(
    rf"(?P<name>.+?)[ \u3000]*(?:(?P<circled>[{_CIRCLED}])|[（(](?P<part>[上中下])[）)]|[（(]?(?:系列(?:报道|评论"
    rf"|述评)?)?之(?P<nth>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[）)]?)"
)
_NUMBERED_BRACKET = re.compile(
    r"(?P<name>.+?)[ \u3000]*[（(](?P<number>\d{1,2}|[０-９]{1,2}|[一二三四五六七八九十]{1,3})[）)]"
)
_SERIES_WORD = re.compile(r"系列(?:报道|评论|述评)?$")
#: A kicker that is nothing but a series and its number.
SERIES_MARK = re.compile(rf"[^，,：:]{{2,12}}(?:系列(?:报道|评论)?)?[{_CIRCLED}]")
_COMMENT = re.compile(rf"[{_DASH}]*[ \u3000]*(?P<number>[一二三四五六七八九十]{{1,3}}|再)(?P<name>论.{{2,}})")


#: A longer line is no headline, and not worth looking at for parts.
_LONGEST = 300


@dataclass(slots=True)
class Headline:
    """A headline in its parts; texts are restored, the deck has no dash."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    column: str = ""
    series: Series | None = None


def is_deck(text: str) -> bool:
    """Whether a line begins with the dash of a deck: ——记某人."""
    return text[:1] in _DASH and _DECK.match(text) is not None and len(text) <= 80


def deck_text(text: str) -> str:
    match = _DECK.fullmatch(text)
    return match["deck"].strip() if match else text


def ends_as_kicker(text: str) -> bool:
    return _KICKER_END.search(text) is not None


def read_series(text: str) -> tuple[str, Series | None]:
    """Part a series number from a text: 老街新事① -> 老街新事 with series 老街新事, 1.

    Knows ①, （上）, 之二, 系列报道之二, 二论…. A number in plain brackets is read
    too but stays in the text, because 先进人物（1） may be the whole headline.
    """
    if match := _COMMENT.fullmatch(text):
        return text, Series(match["name"].strip(), 2 if match["number"] == "再" else read_number(match["number"]))
    if match := _SERIES_END.fullmatch(text):
        name = match["name"].strip(" 　·—")
        number = _ORDINAL.get(match["part"] or "") or read_number(match["circled"] or match["nth"] or "")
        if name and number:
            return name, Series(_SERIES_WORD.sub("", name) or name, number)
    if match := _NUMBERED_BRACKET.fullmatch(text):
        return text, Series(match["name"].strip(), read_number(match["number"]))
    return text, None


def read_headline(texts: list[str], levels: list[int] | None = None) -> Headline:
    """Read the headings that stand together above an article, top down."""
    levels = levels or [1] * len(texts)
    texts = [restore_punctuation(text) for text in texts]
    made = _arrange(texts, levels)
    if len(made.headline) > _LONGEST:
        return made
    _part_column(made)
    _part_series(made)
    if not made.kicker:
        _part_kicker(made)
    if not made.deck:
        _part_deck(made)
    return made


def _arrange(texts: list[str], levels: list[int]) -> Headline:
    """Say which of several headings is the headline: the highest level, else the last that is no deck."""
    decks = [text for text in texts if is_deck(text)]
    others = [(text, level) for text, level in zip(texts, levels, strict=True) if not is_deck(text)]
    if not others:
        return Headline(deck_text(texts[0]), deck=" ".join(map(deck_text, texts[1:])))
    top = min(level for _, level in others)
    mains = [i for i, (_, level) in enumerate(others) if level == top]
    main = mains[0] if len(mains) < len(others) else len(others) - 1
    if len(mains) == len(others) > 1 and decks and not ends_as_kicker(others[0][0]) and len(others) == 2:
        main = 1
    kicker = " ".join(text for text, _ in others[:main])
    below = [text for text, _ in others[main + 1 :]]
    return Headline(others[main][0], kicker, " ".join([*map(deck_text, decks), *below]))


def _part_column(made: Headline) -> None:
    """（微言） at the end, 【微言】 at the start: the name of a standing column."""
    match = _BRACKETED_END.fullmatch(made.headline)
    if (
        match
        and has_ideograph(match["inside"])
        and not _NO_COLUMN.search(match["inside"])
        and 2 <= len(match["inside"]) <= 8
    ):
        made.headline, made.column = match["before"].strip(), match["inside"].strip()
        return
    if match := _SLASHED.fullmatch(made.headline):
        made.column, made.headline = match["column"], match["after"]
        return
    match = _BRACKETED_START.fullmatch(made.headline)
    if match and has_ideograph(match["inside"]) and not _NO_COLUMN.search(match["inside"]):
        made.headline, made.column = match["after"].strip(), match["inside"].strip()


def _part_series(made: Headline) -> None:
    for name in ("kicker", "deck", "column"):
        text = getattr(made, name)
        if text and (series := read_series(text)[1]):
            made.series = series
            return
    made.headline, made.series = read_series(made.headline)


def _part_kicker(made: Headline) -> None:
    """A kicker that one line joins to its headline by a space, or by a dash and a space."""
    match = re.fullmatch(r"(.{4,}?)[—–―]{2,}[ \u3000]+(.{3,})", made.headline)
    if match:
        made.kicker, made.headline = match[1].strip(), match[2].strip()
        return
    for match in re.finditer(r"[ \u3000]+", made.headline):
        first, rest = made.headline[: match.start()], made.headline[match.end() :]
        if len(first) >= 6 and len(rest) >= 4 and ends_as_kicker(first):
            made.kicker, made.headline = first.rstrip("：:"), rest
            return


def _part_deck(made: Headline) -> None:
    """老街新生——沿江街区改造纪实: a deck that one line joins to its headline."""
    match = _INNER_DECK.fullmatch(made.headline)
    if match and _DECK_SHAPE.search(match["deck"].strip()) and len(match["headline"]) >= 2:
        made.headline, made.deck = match["headline"].strip(), match["deck"].strip()
        if made.series is None and (series := read_series(made.deck)[1]):
            made.series = series
