"""Paragraphs as they were before columns cut them, and the crossheads between them.

A line without final punctuation was cut where its column ended, unless it is a
crosshead (小标题), a line of verse, or an item of a list. What tells them apart
is weighed in ``reads_as_crosshead``; nothing is decided by one sign alone.
"""

import re
from collections.abc import Callable

from ..typography import IDEOGRAPHS
from .names import is_organisation

_HAN = f"[{IDEOGRAPHS}]"
_FINAL = "。！？!?…；;：:"
_CLOSERS = "”』」’）)》】〕]"
_OPENING_QUOTES = {"“": "”", "《": "》", "（": "）", "(": ")", "『": "』", "「": "」", "‘": "’"}
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、，,.．：:]|[（(][一二三四五六七八九十\d０-９]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[、，：:章节条]|"
    r"[0-9０-９]{1,2}[、．：:]|[0-9０-９]{1,2}\.(?!\d)|[①-⑳⑴-⒇⒈-⒛]|之[一二三四五六七八九十][：: \u3000])"
)
_ITEM = re.compile(r"[●■◆▲△□○★☆◎※•·▶►▪]|[—–―]{2,}|[-*] ")
#: Characters that end no phrase: what they belong to follows.
_OPEN_END = frozenset(
    "的和与及在是对把被将向从为于个这那就也都而但并或以给让使由其每各该我他她它您你们某本至比跟一、，,·“‘《（(『「"
)
_OPEN_WORDS = [
    "一些",
    "一种",
    "一个",
    "这些",
    "那些",
    "以及",
    "为了",
    "通过",
    "由于",
    "因为",
    "因此",
    "同时",
    "还有",
    "不仅",
    "如果",
    "虽然",
    "已经",
    "正在",
    "可以",
    "能够",
    "必须",
    "应当",
    "进一步",
    "不断",
    "认为",
    "指出",
    "表示",
    "强调",
    "要求",
    "介绍",
    "获悉",
    "了解",
    "决定",
    "继续",
    "曾经",
    "曾经是",
    "开始",
    "进行",
    "作为",
    "根据",
    "按照",
    "随着",
    "达到",
    "超过",
    "共有",
    "近年",
    "全体",
    "有关",
]
#: Words that end a phrase although their last character seldom does.
_CLOSED_WORDS = ("自我", "第一", "统一", "合一", "唯一", "之一", "归一", "目的", "同和", "亲和", "温和", "平和", "饱和")
#: Characters that open no sentence: they belong to what stood before.
_BOUND = frozenset("的了们着过吗呢吧化者性，。、；：？！”’）》】』」)%％,;:!?℃")
_REPORTING = re.compile(
    r"(?:说|指出|表示|强调|认为|介绍|告诉|据.{0,8}|近年来|日前|目前|如今|其中|随着.{1,12}|为了?.{1,12}|今年.{0,6}|[时后中里下上内])[，,]"
)
_OPENER = re.compile(
    r"[“『「《]|[0-9０-９]{1,4}[年月日岁]|近|今|去年|前年|昨|目前|如今|日前|当|据|随着|为|在|自|从|作为|由于|通过|走|这|那|他|她|我|一|每|该|有|不|谈|说|对|到|"
    r"针对|面对|围绕|同时|此外|另外|首先|其次|最后|记者|本报|全|清晨|早|晚|夜|春|夏|秋|冬|截至|位于|多年|几|十|经过|根据|按照|长期|只有|只要|如果|因为|虽然|尽管"
)
#: Signs that a line begins with only if it was cut off from the one above.
_CONTINUERS = frozenset("，。、；：”’）》】』」")
#: The rest of a word and a full stop: no sentence is so short.
_SHORT_END = re.compile(r"[^“‘。！？]{0,3}[。！？]")
#: A picture's credit behind its caption: …参观。 本报记者 甲 摄.
_CREDITED = re.compile(r"[。！？” \u3000].{2,14}摄$")
#: Labels of small items that follow an article's text.
_LABELLED = re.compile(
    r"(?:附记|附注|注|链接|相关链接|新闻链接|背景|新闻背景|背景链接|名词解释|小资料|资料|说明|点评|记者点评|问|答|记者|图|题图)[：:]"
)
#: The longest crosshead, and the longest line of verse, in characters.
LONGEST_CROSSHEAD = 30
_LONGEST_VERSE = 22


def is_finished(text: str) -> bool:
    """Whether a line ends as a paragraph does."""
    end = text[-1:]
    if end in "摄供" and _CREDITED.search(text[-16:]):
        return True
    if end in _FINAL or text.endswith(("——", "———", "—－", "——－")):
        return True
    if end in _CLOSERS:
        inner = text.rstrip(_CLOSERS)[-1:]
        if inner in "。！？!?…；.":
            return True
        # A bracket that follows a sentence, or holds the whole line, ends the paragraph.
        opening = max(text.rfind("（"), text.rfind("("), text.rfind("【"), text.rfind("["))
        return end in "）)】]" and opening >= 0 and (opening == 0 or text[opening - 1] in _FINAL + _CLOSERS)
    # A full stop ends a sentence of a Latin script; in Chinese text it is a stop that recognition narrowed.
    return (end == "." and not text.endswith("..")) or (end == '"' and text[-2:-1] in ".!?。！？")


def is_numbered(text: str) -> bool:
    return _NUMBERED.match(text) is not None


def is_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def has_open_quote(text: str) -> bool:
    """Whether a bracket or quotation mark is opened and not closed."""
    return any(text.count(opened) > text.count(closed) for opened, closed in _OPENING_QUOTES.items() if opened in text)


def reads_as_crosshead(text: str, following: str, known: Callable[[str], bool]) -> bool:
    """Weigh whether a short unfinished line heads what follows, rather than being cut off from it.

    ``known`` says whether characters occur next to each other somewhere on
    the page: if the seam makes a word that the page uses, it is a cut.
    """
    if is_numbered(text):
        return text[-1] not in "，,、"
    if _is_cut_off(text, following):
        return False
    return _weigh_line(text, following) + _weigh_seam(text[-2:] + following[:2], known) > 0


def _is_cut_off(text: str, following: str) -> bool:
    """Whether one sign alone shows that the line goes on below."""
    if _SHORT_END.match(following) or following[:1] in _BOUND or has_open_quote(text):
        return True
    if text.endswith(tuple(_OPEN_WORDS)) or (text[-1].isdigit() and following[:1].isdigit()):
        return True
    if text[-1] in _OPEN_END and not text.endswith(_CLOSED_WORDS):
        # 最难的是…的 is a whole phrase.
        return not (text[-1] == "的" and "是" in text)
    return False


def _weigh_line(text: str, following: str) -> float:
    """How much its length and its words speak for a crosshead."""
    length = len(text)
    score = 2.0 if length <= 8 else 1.5 if length <= 14 else 0.5 if length <= 18 else 0.0 if length <= 24 else -0.5
    if _REPORTING.search(text):
        score -= 2
    elif "，" in text or "," in text:
        score -= 0.5 if length <= 18 else 0.25
    if _OPENER.match(following):
        score += 1
    if text[-1] in "”？！" or " " in text or "\u3000" in text:
        score += 0.5
    return score


def _weigh_seam(seam: str, known: Callable[[str], bool]) -> float:
    """How much the two characters on either side speak for a crosshead; words of the page speak for a cut."""
    if len(seam) < 4:
        return 0.0
    if known(seam[:3]) or known(seam[1:]):
        return -2.5
    return -0.75 if known(seam[1:3]) else 0.5


def continues(following: str) -> bool:
    """Whether a line begins with a sign that can only stand behind other text; ’97 is a year, not a quotation's end."""
    return following[:1] in _CONTINUERS and not following[1:2].isdigit()


def is_labelled(text: str) -> bool:
    """Whether a line begins with the label of a small item or of a speaker: 链接：, 问：."""
    return _LABELLED.match(text) is not None


def is_tabular(text: str) -> bool:
    """More figures than words."""
    return (text[-1:].isdigit() or text[:1].isdigit()) and sum(map(str.isdigit, text[:200])) * 2 > min(len(text), 200)


def joins(text: str, following: str) -> bool:
    """Whether two lines that are no crossheads are one paragraph that a column end has cut."""
    if is_finished(text) and not continues(following):
        return False
    if is_labelled(following) or is_tabular(text) or (is_tabular(following) and len(following) > 12):
        return False
    if following[:1] in "’" and not continues(following) and len(text) < 60:
        return False
    if is_item(following) or (is_numbered(following) and not text[-1:].isdigit()):
        return False
    if (following[:1] in "（(" and following[-1:] in "）)") or (text[:1] in "（(" and text[-1:] in "）)"):
        return False
    return not (text.endswith(("：", ":")) or (is_organisation(text) and len(text) < 20))


def is_verse(text: str) -> bool:
    """Short and open-ended: a line of verse, of a list or of a table, if its neighbours are too."""
    return 0 < len(text) <= _LONGEST_VERSE and (not is_finished(text) or text[-1] in "；;")


def seam(text: str, following: str) -> str:
    """Put two parts together; words of Latin letters keep the space between them, or lose their hyphen."""
    if re.search(r"[a-zà-ÿ]-$", text[-2:]) and following[:1].islower():
        return text[:-1] + following
    if re.match(r"[A-Za-z0-9]", following) and re.search(r"[A-Za-z0-9,.;:!?)]$", text[-1:]):
        return f"{text}{following}" if _joins_number(text, following) else f"{text} {following}"
    if is_latin(text[-40:]) and is_latin(following[:40]):
        return f"{text} {following}"
    return text + following


def _joins_number(text: str, following: str) -> bool:
    """A number cut in two within Chinese text: 0.2 + 3元."""
    return text[-1].isdigit() and following[0].isdigit() and re.search(_HAN, text[-40:] + following[:20]) is not None


def is_latin(text: str) -> bool:
    """Words of Latin letters and no ideographs."""
    return re.search(_HAN, text) is None and re.search(r"[A-Za-zÀ-ɏ]", text) is not None
