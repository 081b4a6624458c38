"""What is printed on a page and belongs to no article: page heads, mastheads, credits, imprint.

A masthead carries name, date with weekday, running number (总第N期) and the
国内统一连续出版物号, as the regulations on newspaper publishing (报纸出版管理规定)
ask; a page head carries label, name and often date and credits.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field

from ..document import Credit
from ..labels import read_label, read_number
from ..typography import IDEOGRAPHS
from .names import split_names, unpad

_HAN = f"[{IDEOGRAPHS}]"
#: The traditional signs that furniture is made of, one for one.
_FOLD = str.maketrans(
    "報號總頁週禮曆農編輯責電話網郵辦國內統連續華專欄聞綜財經體樂際區題評論醫藝廣視訊發",
    "报号总页周礼历农编辑责电话网邮办国内统连续华专栏闻综财经体乐际区题评论医艺广视讯发",
)
_CN_DIGITS = "〇零○一二三四五六七八九十百廿卅元"
_DATE = re.compile(
    rf"(?P<year>\d{{4}}|[{_CN_DIGITS}]{{4}}|(?:中华)?民国[ ]?(?:\d{{1,3}}|[{_CN_DIGITS}]{{1,3}}))[ ]?年[ ]?"
    rf"(?P<month>\d{{1,2}}|[{_CN_DIGITS}]{{1,3}})[ ]?月[ ]?"
    rf"(?P<day>\d{{1,2}}|[{_CN_DIGITS}]{{1,3}})[ ]?日"
    r"|(?<!\d)(?P<y>(?:18|19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"
)
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    )
    for number, name in enumerate(names.split(), 1)
}
_LATIN_WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    )
    for number, name in enumerate(names.split())
}
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LATIN_DATE = re.compile(
    rf"\b(?P<month>{_MONTH_NAME})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[12]\d{{3}})\b"
    rf"|\b(?P<d>\d{{1,2}})(?:\.|er|st|nd|rd|th)?\s+(?P<m>{_MONTH_NAME})\s+(?P<y>[12]\d{{3}})\b",
    re.IGNORECASE,
)
_LATIN_WEEKDAY = re.compile(rf"\b({'|'.join(_LATIN_WEEKDAYS)})\b", re.IGNORECASE)
_LATIN_HEAD = re.compile(r"\b(?:Page|Seite|Página|Pagina)\s+(?P<label>[A-Z]{0,2}-?\d{1,3})\b", re.IGNORECASE)
_LATIN_NOISE = re.compile(
    r"\b(?:Vol(?:ume)?|No|Nr|Nummer|Number|Jahrgang|Année|Issue)\b\.?\s*[\dIVXLC.,]+|[$£€]\s?[\d.,]+|\b(?:Price|Preis)\b\s*[\d.,/]*\s*[ds]?\b\.?|[\d.,]+\s?(?:cents|Cent|Euro|DM|francs|F)\b"
    r"|\b(?:City|Final|Late|Morning|Evening|Sunday|National) Edition\b|\b(?:Unabhängige"
    r"|Überparteiliche) Tageszeitung\b",
    re.IGNORECASE,
)
#: What reading sites print around a page's text.
_SITE_NOISE = re.compile(
    r"(?:(?:上一篇|下一篇|上一版|下一版|放大|缩小|默认|标题导航|版面导航|版面概览|返回目录|返回首页|往期回顾|朗读"
    r"|打印|关闭|字号|PDF版|本版面?所有文章|收藏|分享)[ |+\-/、]*)+"
)
_PAGE_LINE = re.compile(r"第 ?(\d{1,3}|[一二三四五六七八九十]{1,3}) ?页")
_ARCHIVE_HEAD = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)第(?P<label>\d{1,3})版面所有文章内容")
_WEEKDAY = re.compile(r"(?:星\s*期|周|礼拜|週|禮拜)\s*([一二三四五六日天])")
_LUNAR = re.compile(
    rf"\(?(?:农历|夏历|旧历|农曆|阴历)?[ ]?{_HAN}{{2}}年[ ]?{_HAN}{{0,2}}(?:正|冬|腊"
    rf"|闰?[一二三四五六七八九十]{{1,2}})月(?:初|十|廿|卅|二十|三十)?{_HAN}{{1,2}}\)?"
    rf"|农历[ ]?{_HAN}{{2,12}}"
)
_TOTAL = re.compile(r"\(?(?:总|總)\s*(?:第\s*)?([\d]{1,7}|[〇零○一二三四五六七八九十百千]{1,9})\s*[期号號]\)?")
_PERIOD = re.compile(r"第\s*([\d]{1,7}|[〇零○一二三四五六七八九十百千]{1,9})\s*[期号號]")
_ORDER = re.compile(
    r"(?:国内统一(?:连续出版物号|刊号)|国际标准连续出版物号|准印证号?|登记证号?|邮发代号|代号|刊号|ISSN"
    r"|CN)[ :]*[A-Z]{0,4}[ ]?\(?[\w内准字第]*\)?[\d\-—/ ]*(?:号)?"
)
_COUNT = re.compile(
    r"(?:今日|本期|本报今日|今天|共|本日)(?:出版)?(?:共)?[ ]?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})[ ]?(?:个)?版"
    r"|对开[一二四八]版|四开[一二四八]版"
)
_CONTACT = re.compile(
    r"(?:新闻热线|报料热线|广告热线|订报热线|服务热线|热线电话|热线|联系电话|咨询电话|编辑部电话|电\s*话|传真|邮政编码|邮编|投稿邮箱|投稿信箱|投稿|电子邮箱|电子信箱|邮\s*箱|信箱|"
    r"E-?mail|QQ|微信号?|网\s*址|官网|社址|地址|报社地址)[ ]?[:/]?[ ]?(?:https?://\S+|[\w.+-]+@[\w.-]+"
    r"|[\d()\-—、 转]{5,}|[^ ]{0,40})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.[\w./-]+|[\w.+-]+@[\w.-]+\.\w+")
_SPONSOR = re.compile(
    rf"[{IDEOGRAPHS}、]{{2,30}}(?:主管主办|主管、主办|主管|主办|承办|编辑出版|出版|承印|印刷|发行)(?![{IDEOGRAPHS}])"
    rf"|(?:主管|主办|承办|出版|印刷|发行)(?:单位)?:[^ ]+"
)
_FESTIVAL = re.compile(
    r"(?:今日|今天|明日|明天)?(?:立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒|"
    r"元旦|除夕|春节|元宵节?|清明节|端午节?|七夕|中秋节?|重阳节?|腊八|小年|国庆节?|劳动节|妇女节|儿童节|建军节|建党节|植树节)(?![\u4e00-\u9fff])"
)
_CN_NUMBER = re.compile(r"CN ?\d{2} ?[-—] ?\d{4}")
_HOST = re.compile(
    rf"(?:^|[ 　])([{IDEOGRAPHS}、]{{2,30}}?)(?:主管、?)?主办(?![{IDEOGRAPHS}])|主办(?:单位)?[:：] ?([^ ]+)"
)
_PRICE = re.compile(r"(?:零售|每份|定价|售价|全年|每月)[ :]?[^ ]{0,6}?[\d.]+[ ]?元|零售:[\d.]+")
_WEATHER = re.compile(r"(?:今日|今天|明日|明天)?天气[ :][^ ]{1,20}|\d{1,2}[-~℃]+\d{1,2}℃")
_HEAD = re.compile(
    r"(?<![\w])第?[ ]?(?P<label>[A-Z]{0,2}[ ]?\d{1,3}|[一二三四五六七八九十百]{1,4})[ ]?版"
    r"(?![本面权图社税块画主刻位式纳])"
)
#: A head over two pages at once: 第2、3版, 第2-3版(通版).
_SPREAD_HEAD = re.compile(
    r"(?<![\w])第?[ ]?(?P<label>[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})[ ]?版?[ ]?[、,，\-—~至和及][ ]?第?[ ]?"
    r"(?P<other>[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})[ ]?版[ ]?(?:[(（]?通版[)）]?)?"
)
_BARE_LABEL = re.compile(r"(?<![\w])(?P<label>[A-Z]{1,2}[ ]?\d{1,3}|0\d|\d{1,2})(?![\w\-:：.])")
#: Names that pages have, so that ``A2 要闻`` without 版 is known for a page head.
_PAGE_NAMES = frozenset(
    [
        "要闻",
        "头版",
        "综合",
        "综合新闻",
        "新闻",
        "时事",
        "国内",
        "国际",
        "本地",
        "体育",
        "文体",
        "经济",
        "财经",
        "文化",
        "副刊",
        "社会",
        "民生",
        "教育",
        "科技",
        "卫生",
        "健康",
        "法治",
        "理论",
        "评论",
        "观点",
        "广告",
        "专版",
        "专题",
        "特别报道",
        "深度",
        "县域",
        "乡镇",
        "时政",
        "政法",
        "农业",
        "三农",
        "生活",
        "娱乐",
        "周刊",
        "周末",
        "旅游",
        "人文",
        "读书",
        "文艺",
        "百姓",
        "身边",
        "区域",
        "天下",
        "关注",
        "视点",
        "焦点",
        "国内新闻",
        "国际新闻",
        "地方新闻",
        "本地新闻",
        "今日要闻",
        "重要新闻",
        "要闻综合",
        "综合要闻",
        "文化体育",
        "公益广告",
        "党建",
        "文明",
        "人物",
        "专刊",
        "都市",
        "社区",
        "民情",
        "消费",
        "汽车",
        "房产",
        "港闻",
        "台闻",
        "两岸",
        "体坛",
        "影视",
        "来论",
        "社评",
    ]
)
#: Names of supplements, which every paper makes its own: 健康周刊.
_SUPPLEMENT = re.compile(rf"{_HAN}{{2,4}}(?:周刊|专刊|专版|副刊|新闻|天地|广场|视窗|特刊)")
_ROLES = [
    "责任编辑",
    "责任编缉",
    "責任編輯",
    "本版责任编辑",
    "本版责编",
    "责编",
    "本版编辑",
    "本期编辑",
    "今日编辑",
    "值班编辑",
    "版面编辑",
    "文字编辑",
    "图片编辑",
    "执行编辑",
    "执行主编",
    "本版主编",
    "副主编",
    "主编",
    "编审",
    "编辑",
    "值班主任",
    "值班总编辑",
    "值班总编",
    "值班编委",
    "值班副总编",
    "值班领导",
    "值班",
    "总编辑",
    "责任校对",
    "本版校对",
    "校对",
    "校検",
    "版式设计",
    "版式",
    "版面设计",
    "版面",
    "美术编辑",
    "美编",
    "美术设计",
    "视觉设计",
    "视觉",
    "组版",
    "排版",
    "制版",
    "制图",
    "设计",
    "审读",
    "审校",
    "审核",
    "一审",
    "二审",
    "三审",
    "初审",
    "复审",
    "终审",
    "一校",
    "二校",
    "三校",
    "监制",
    "统筹",
    "策划",
    "签发",
    "检校",
]
_ROLE = re.compile(
    r"(?P<role>"
    + "|".join(r"\s*".join(role) for role in sorted(_ROLES, key=len, reverse=True))
    + r")(?P<mark>\s*[:/|丨=・·]\s*|\s+|(?=[^\s]))"
)
_NEWSPAPER = re.compile(rf"[《]?({_HAN}{{1,13}}报)[》]?")
#: What headlines and columns end with as well: 气象台发布高温预报, 一周快报.
_DOUBTFUL_NAME = re.compile(r"[预快公学校画简通战捷喜速年季见上回举呈虚瞒漏误申填电汇情警播转海墙板登]报$")
_HINTS = re.compile(
    r"[版期号栏欄報號頁页聞責編校電網郵]|Page|Seite|Nr\.|Vol\.|[A-Z][a-z]+day|tag,|\d{4}|年.{1,4}月|编|校对|电话|热线|邮|主办|主管|星期|报|日|审|篇|放大|Email|E-mail|CN|[A-Z]\d"
)
_LONGEST = 160
_COLUMN = re.compile(r"(?:专\s*栏|栏\s*目)[ ]?:[ ]?(.{0,20})")


@dataclass(slots=True)
class Furniture:
    """What a furniture line says; empty fields were not on it."""

    label: str | None = None
    #: The other page of a spread.
    spread: str = ""
    page_name: str = ""
    newspaper: str = ""
    #: 国内统一连续出版物号 and 主办, as far as they are printed.
    cn_number: str = ""
    sponsor: str = ""
    date: datetime.date | None = None
    #: Printed, but no day of the calendar.
    bad_date: str = ""
    #: 0 for Monday.
    weekday: int | None = None
    number: int | None = None
    edition: str = ""
    credits: list[Credit] = field(default_factory=list)
    #: 专栏：… as some exports print over every article; "" for an empty one.
    column: str | None = None


def read_furniture(text: str, at_top: bool = True) -> Furniture | None:
    """Read a line that is furniture as a whole; None for anything else.

    ``at_top`` says that no article has begun on the page: there a date or a
    paper's name alone is furniture, further down it may be a signature.
    """
    if len(text) > _LONGEST or "。" in text[:-1] or text.count("，") + text.count(",") > 4 or not _HINTS.search(text):
        return None
    plain = _plain(text)
    folded = plain.translate(_FOLD)
    found = _read(folded, at_top)
    if found and folded != plain:
        _unfold(found, folded, plain)
    return found


def is_imprint(text: str, found: Furniture) -> bool:
    """Whether a furniture line only says who publishes and how to reach them, as a notice among articles may too."""
    if found.label or found.credits or found.cn_number or found.newspaper or found.date or found.column is not None:
        return False
    plain = _plain(text).translate(_FOLD)
    return found.number is None and (_CONTACT.match(plain) or _SPONSOR.match(plain)) is not None


def is_name(found: Furniture) -> bool:
    """Whether a furniture line is the name of a newspaper and nothing else."""
    return bool(found.newspaper) and found == Furniture(newspaper=found.newspaper)


def is_sure_name(name: str) -> bool:
    """Whether a name can hardly be anything else than a newspaper's."""
    return _DOUBTFUL_NAME.search(name.translate(_FOLD)) is None


def is_dateline(found: Furniture) -> bool:
    """Whether a furniture line is a date and nothing else, as a notice may be signed with."""
    others = (found.label, found.newspaper, found.credits, found.cn_number, found.edition, found.page_name)
    return found.date is not None and found.number is None and not any(others)


def _unfold(found: Furniture, folded: str, plain: str) -> None:
    """Give names that were read from the folded line their own signs back."""

    def own(part: str) -> str:
        start = folded.find(part)
        return plain[start : start + len(part)] if part and start >= 0 else part

    found.newspaper, found.page_name, found.sponsor = map(own, (found.newspaper, found.page_name, found.sponsor))
    found.column = own(found.column) if found.column else found.column
    for credit in found.credits:
        credit.role, credit.names = own(credit.role), [own(name) for name in credit.names]


def _read(plain: str, at_top: bool) -> Furniture | None:
    if _SITE_NOISE.fullmatch(plain):
        return Furniture()
    if match := _PAGE_LINE.fullmatch(plain):
        return Furniture(read_label(match[1]))
    if match := _ARCHIVE_HEAD.fullmatch(plain):
        return Furniture(read_label(match["label"]), date=datetime.date.fromisoformat(match["date"]))
    if match := _COLUMN.fullmatch(plain):
        return Furniture(column=match[1].strip())
    found = Furniture()
    rest = _take(plain, found)
    left = re.sub(r"[\s:：|丨·.。,，、()（）《》〈〉\[\]【】/\-—_■□●◆★☆*]+", " ", rest).strip()
    if found.label is None and found.date is None and not found.credits and found.number is None:
        return _lone(plain, rest, found, at_top) if at_top or len(plain) <= 12 or (rest != plain and not left) else None
    sure = found.date is not None and (found.weekday is not None or found.number is not None)
    if left and not _place_rest(left, found) and not (sure and plain[-1] not in "。.!?！？" and at_top):
        return None
    if (
        found.date
        and not at_top
        and found.label is None
        and found.weekday is None
        and not found.newspaper
        and found.number is None
    ):
        return None
    return found


def _plain(text: str) -> str:
    """Full-width letters, digits and signs narrowed, padding inside words kept for now."""
    return re.sub(r"[ \t\u3000\xa0]+", " ", unicodedata.normalize("NFKC", text)).strip()


def _take(text: str, found: Furniture) -> str:
    """Take every known part out of the line; return what is left."""
    if "PDF" in text:
        text = re.sub(r"PDF ?版", " ", text)
    if text.isascii() or _LATIN_DATE.search(text):
        text = _take_latin(text, found)
    if (match := _DATE.search(text)) is not None:
        found.date = _date(match)
        if found.date is None:
            found.bad_date = match[0]
        text = _cut(text, match)
    if match := _WEEKDAY.search(text):
        found.weekday = "一二三四五六日".find(match[1].replace("天", "日"))
        text = _cut(text, match)
    if match := _TOTAL.search(text) or _PERIOD.search(text):
        found.number = read_number(match[1])
        text = _cut(text, match)
        text = _PERIOD.sub(" ", text)
    if match := _CN_NUMBER.search(text):
        found.cn_number = match[0].replace(" ", "").replace("—", "-")
    for pattern in (_COUNT, _ORDER, _CONTACT, _ADDRESS, _PRICE, _WEATHER):
        text = pattern.sub(" ", text)
    if found.date or found.weekday is not None:
        text = _FESTIVAL.sub(" ", _LUNAR.sub(" ", text))
        if match := re.search(r"号外|增刊|特刊|增期", text):
            found.edition = match[0]
            text = _cut(text, match)
    text = _take_credits(_take_label(text, found), found)
    if match := _HOST.search(text):
        found.sponsor = match[1] or match[2]
    return _SPONSOR.sub(" ", text)


def _take_label(text: str, found: Furniture) -> str:
    """第2版, or 第2、3版 over a spread."""
    if match := _SPREAD_HEAD.search(text):
        found.label, found.spread = read_label(match["label"]), read_label(match["other"]) or ""
        return _cut(text, match)
    if match := _HEAD.search(text):
        found.label = read_label(match["label"])
        return _cut(text, match)
    return text


def _take_latin(text: str, found: Furniture) -> str:
    """Date, weekday, page and volume of a masthead or page head in Latin letters."""
    if match := _LATIN_DATE.search(text):
        year, month, day = (
            match[long] or match[short] for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        try:
            found.date = datetime.date(int(year), _MONTHS[month.lower()], int(day))
        except ValueError:
            found.bad_date = match[0]
        text = _LATIN_NOISE.sub(" ", _cut(text, match))
        if match := re.match(r"([A-Z]{0,2}\d{1,3})\s+(?=[A-Z])|.*\s([A-Z]{0,2}\d{1,3})$", text.strip()):
            found.label = read_label(match[1] or match[2])
            text = text.strip()[match.end(1) + 1 :] if match[1] else text.strip()[: match.start(2)]
        if match := _LATIN_WEEKDAY.search(text):
            found.weekday = _LATIN_WEEKDAYS[match[1].lower()]
            text = _cut(text, match)
    if match := _LATIN_HEAD.search(text):
        found.label = read_label(match["label"].replace("-", ""))
        text = _cut(text, match)
    return _LATIN_NOISE.sub(" ", text)


def _cut(text: str, match: re.Match) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _date(match: re.Match) -> datetime.date | None:
    year, month, day = match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"]
    if "民国" in year:
        since = read_number(year.partition("民国")[2].strip().replace("元", "一"))
        counted = None if since is None else since + 1911
    else:
        counted = read_number(year)
    month, day = (read_number(_score(part)) for part in (month, day))
    try:
        return datetime.date(counted or 0, month or 0, day or 0)
    except ValueError:
        return None


def _score(number: str) -> str:
    return number.replace("廿", "二十").replace("卅", "三十").replace("元", "一")


def _take_credits(text: str, found: Furniture) -> str:
    """Cut 责任编辑：甲 校对：乙 out, where every role is followed by names; else leave the line alone."""
    roles = list(_ROLE.finditer(text))
    if not roles:
        return text
    credits: list[Credit] = []
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        chunk = text[role.end() : following.start() if following else len(text)]
        marked = bool(role["mark"].strip())
        names = _credit_names(chunk, marked)
        if names is None:
            return text
        credits.append(Credit(re.sub(r"\s", "", role["role"]), names))
    found.credits.extend(credits)
    return text[: roles[0].start()]


def _credit_names(chunk: str, marked: bool) -> list[str] | None:
    chunk = chunk.strip(" :/|丨,，、;；.。")
    if not chunk:
        return [] if marked else None
    return split_names(chunk, trusted=marked)


def _place_rest(left: str, found: Furniture) -> bool:
    """Say what the rest of a line with a label or date is: the paper's name, the page's, or no furniture at all."""
    words = left.split()
    squeezed = "".join(words)
    if (match := _NEWSPAPER.fullmatch(squeezed)) and len(squeezed) <= 12:
        found.newspaper = match[1]
        return True
    if not re.search(_HAN, left):
        return _place_latin(left, words, found)
    for word in words:
        if not found.newspaper and (match := _NEWSPAPER.fullmatch(word)) and len(word) <= 10:
            found.newspaper = match[1]
        elif not re.search(r"[a-zA-Z]", word) or found.newspaper:
            found.page_name = f"{found.page_name} {word}".strip() if re.search(_HAN, word) else found.page_name
        elif not word.isascii() or len(squeezed) > 40:
            return False
    if re.fullmatch(rf"{_HAN}(?: {_HAN})+", found.page_name):
        found.page_name = found.page_name.replace(" ", "")
    if found.page_name and all(len(word) == 1 for word in found.page_name.split()):
        found.page_name = found.page_name.replace(" ", "")
    found.page_name = unpad(found.page_name)
    squeezed = found.page_name.replace(" ", "")
    if found.label is None:
        return squeezed in _PAGE_NAMES or not squeezed
    return len(squeezed) <= (10 if squeezed in _PAGE_NAMES or len(squeezed) <= 6 else 8)


def _place_latin(left: str, words: list[str], found: Furniture) -> bool:
    """What stands beside a date or page in Latin letters: the paper's name, or the page's."""
    if len(words) > 6 or re.search(r"[.!?]$", left):
        return False
    if found.date is not None:
        found.newspaper = left if len(words) > 1 and all(word[:1].isupper() or len(word) <= 3 for word in words) else ""
        return True
    found.page_name = left if len(words) <= 3 else ""
    return len(words) <= 3


def _lone(plain: str, rest: str, found: Furniture, at_top: bool) -> Furniture | None:
    """Lines without label, date, number and credits: a paper's name, ``A2 要闻``, an imprint."""
    if not rest.strip(" :|·.,、()/-—"):
        return found
    if at_top and (match := _NEWSPAPER.fullmatch(plain.replace(" ", ""))) and len(plain.replace(" ", "")) <= 9:
        found.newspaper = match[1]
        return found
    if match := _BARE_LABEL.search(plain):
        name = re.sub(r"[\s:：|·.、]+", "", _cut(plain, match))
        if (
            name in _PAGE_NAMES
            or (_SUPPLEMENT.fullmatch(name) and match.start() == 0)
            or (not name and match["label"][0].isalpha())
        ):
            found.label, found.page_name = read_label(match["label"]), name
            return found if found.label else None
    return None
