"""Names of persons and bodies as bylines print them: padded, run together, with a title in front.

The surnames are the few hundred that cover nearly all Han Chinese, the common
ones first; names of other peoples are taken on trust where a role such as
记者 announces them.
"""

import re
from functools import lru_cache

from ..typography import IDEOGRAPHS

#: Surnames by frequency (Ministry of Public Security, 2007 and 2020, then the Hundred Surnames).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐"
    "冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉仝屠雍花郁经邰揭阎肇赖洪裘应竺权逯盖益桓公苍储湛阚"
    "张刘陈杨黄赵吴孙马郑谢许韩冯鄧葉蘇魏呂蔣餘盧薑鐘譚陸範賈韋鄒孟錢嚴湯龍賀顧龔萬齊喬龐顏莊聶魯蘭紀單塗駱藍"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧"
    "钮禤佴缑亓逄訾郗郏郜晋邸郇粘展卓束昌戎官那支於伏堵辜瓮幸尧强相练皇甫撒帅水卿赫展晁宦植来虎达才英铁银宾鹿藏由勾阴沃宓"
)
_COMPOUND = [
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "长孙",
    "慕容",
    "司徒",
    "夏侯",
    "宇文",
    "轩辕",
    "端木",
    "独孤",
    "南宫",
    "东郭",
    "百里",
    "澹台",
    "闻人",
    "赫连",
    "呼延",
    "西门",
    "申屠",
    "太史",
    "歐陽",
    "司馬",
    "諸葛",
    "東方",
]
_RANK = {}
for _place, _surname in enumerate(_SURNAMES):
    _RANK.setdefault(_surname, _place)

#: Characters that stand in given names far more often than as surnames.
_GIVEN = frozenset(
    "文明华平军国建伟强勇志敏静丽芳燕红霞玲娟秀英杰涛超波辉斌峰鹏飞宇浩磊鑫洋晨阳丹婷雪琳佳倩悦萍兰梅"
    "春生德福祥才根林荣新民忠义成海江山云龙宝玉金银树庆永学良东光清贵利胜全喜和仁安康乐昌维晓小亚少大振"
)
#: Titles after which a name may follow without a space: 行长戴相龙.
TITLES = (
    "书记|主席|总理|副总理|部长|局长|行长|厅长|省长|市长|县长|区长|镇长|乡长|村长|处长|科长|司长|院长|所长|校长|厂长|"
    "董事长|总经理|经理|主任|委员|教授|研究员|工程师|医师|会长|社长|总编辑|主编|秘书长|司令员|司令|政委|参谋长|院士|"
    "代表|大使|总裁|总编|队长|教练|馆长|站长|团长|师长|军长|连长|站长|秘书|理事长|检察长|审判员|议长|首相|总统|外长|国王|亲王"
)
_ORGANISATION = re.compile(
    r"(?:研究院|研究所|科学院|设计院|委员会|编辑部|编辑组|办公室|调查组|调研组|课题组|评论部|评论组|写作组|通讯组|报道组|采访组|"
    r"记者组|宣传部|组织部|政治部|联络部|党校|党委|省委|市委|县委|总工会|联合会|新华社|中新社|编委会|记者站|"
    r"融媒体中心|研究中心|新闻中心|委会|理事会|管理局|气象局|气象台)$"
)
_SINGLE = f"[{IDEOGRAPHS}]"
_PADDED = re.compile(rf"(?<!{_SINGLE})({_SINGLE})[ \u3000]+({_SINGLE})(?!{_SINGLE})")
_SPLIT = re.compile(r"[、，,;；/／\s\u3000|｜]+")
_NAME = re.compile(rf"{_SINGLE}+(?:[·•・.．]{_SINGLE}+)*|[A-Z][A-Za-z.'\-]+(?: [A-Z][A-Za-z.'\-]+)*")
_NOT_IN_NAMES = re.compile(
    r"[的了是在从与对说着被把很又还这那哪什么们并或且到呢吗吧啊]|记者|通讯员|编辑|编译|摄影|报道|评论|整理|实习|版$|(?:公告|启事|声明|通知|通告|广告|征文|选登)$"
)
_NO_PEN_NAME = frozenset(
    [
        "摘译",
        "摘要",
        "待续",
        "续完",
        "编译",
        "原文",
        "节选",
        "完",
        "上",
        "中",
        "下",
        "本版",
        "附图",
        "图片",
        "资料",
        "下转",
        "上接",
        "二楼",
        "一楼",
        "三楼",
        "男",
        "女",
        "左",
        "右",
    ]
)
_FOREIGN = re.compile(rf"{_SINGLE}{{1,8}}(?:[·•・.．—]{_SINGLE}{{1,8}}){{1,3}}")


def unpad(text: str) -> str:
    """Close the gap in padded two-character names: 李　明 -> 李明. Wider gaps between names stay."""
    return _PADDED.sub(r"\1\2", text)


def is_organisation(text: str) -> bool:
    """Whether a byline names a body rather than a person: 国家计委宏观经济研究院."""
    return len(text) <= 40 and _ORGANISATION.search(text) is not None and not re.search(r"[，。、：；（(“”《]", text)


#: Local bodies, named after their county or town or simply after its rank.
_LOCAL_BODY = re.compile(
    rf"(?:[县市区省州乡镇]|{_SINGLE}{{2,5}}[县市区省州乡镇])(?:[人民]{{2}})?{_SINGLE}{{0,10}}"
    rf"(?:[局委办厅馆院所站]|政府|公司|中心|银行|协会|学会|商会|学校|中学|小学|大学|大队|支队)"
)


def is_local_body(text: str) -> bool:
    """Whether a line is nothing but the name of a local body: 青溪县农业农村局, 县文化馆."""
    return (
        len(text) <= 16
        and _LOCAL_BODY.fullmatch(text) is not None
        and not re.search("[的了是在从与对把被将建起进来去有]", text)
    )


def has_surname(name: str) -> bool:
    return name[:1] in _RANK or name[:2] in _COMPOUND


def is_name(token: str, trusted: bool = False) -> bool:
    """Whether a token reads as one person's name.

    ``trusted`` is for tokens that a role announces: there any two to four
    ideographs will do, and longer ones with a name dot.
    """
    if _FOREIGN.fullmatch(token):
        return True
    if not re.fullmatch(f"{_SINGLE}+", token):
        return trusted and bool(re.fullmatch(r"[A-Z][A-Za-z.'\-]+(?: [A-Z][A-Za-z.'\-]+){0,3}", token))
    if token in _NO_PEN_NAME:
        return False
    if token[:2] in _COMPOUND:
        return 2 < len(token) <= 4
    if _NOT_IN_NAMES.search(token):
        return False
    return 2 <= len(token) <= (6 if trusted else 3) and (trusted or token[0] in _RANK)


def split_names(text: str, trusted: bool = False) -> list[str] | None:
    """Read a list of names, however it is spaced; None if it is not one.

    ``trusted`` as in is_name. Names that run together are parted by their
    surnames: 郝学文康涛 -> 郝学文, 康涛.
    """
    text = unpad(text.strip(" 　、，,;；/／"))
    if not text or len(text) > 200:
        return None
    names: list[str] = []
    for token in _SPLIT.split(text):
        if not token:
            continue
        if len(token) == 1 and names and len(names[-1]) == 1:
            names[-1] += token
            continue
        names.append(token)
    made: list[str] = []
    for token in names:
        if is_name(token, trusted) and not (len(token) > 3 and token.isalpha() and token[:2] not in _COMPOUND):
            made.append(token)
        elif parts := part_names(token):
            made.extend(parts)
        elif is_name(token, trusted):
            made.append(token)
        else:
            return None
    return made


@lru_cache(maxsize=4096)
def part_names(text: str) -> tuple[str, ...] | None:
    """Part names that run together by the likeliest places for surnames; None if no reading uses it all."""
    if not re.fullmatch(f"{_SINGLE}{{4,24}}", text) or _NOT_IN_NAMES.search(text):
        return None
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(text)
    for start in range(len(text)):
        reached = best[start]
        if reached is None:
            continue
        for length in (2, 3, 4):
            name = text[start : start + length]
            cost = _cost(name) if len(name) == length else None
            if cost is None:
                continue
            total = reached[0] + cost
            known = best[start + length]
            if known is None or total < known[0]:
                best[start + length] = total, (*reached[1], name)
    return best[-1][1] if best[-1] else None


def _cost(name: str) -> float | None:
    """How unlikely a name is; None if it is none."""
    compound = name[:2] in _COMPOUND
    if compound:
        return 2.0 if len(name) in (3, 4) else None
    if name[0] not in _RANK or len(name) == 4:
        return None
    cost = 1.5 + _RANK[name[0]] / 60 + (2.0 if name[0] in _GIVEN else 0.0)
    return cost + (0.7 if len(name) == 2 else 0.0) - 0.4 * (name[-1] in _GIVEN)


_TITLED = re.compile(rf"(?P<title>.*(?:{TITLES}))[ \u3000]*(?P<name>{_SINGLE}{{2,4}}|{_SINGLE}[ \u3000]+{_SINGLE})")
_AFFILIATED = re.compile(
    rf"(?P<title>.*(?:公司|大学|学院|研究所|研究院|研究中心|医院|工厂|机关|部队|支队|总队|小学|中学|杂志社|出版社|协会|学会))"
    rf"[ \u3000]*(?P<name>{_SINGLE}{{2,3}}|{_SINGLE}[ \u3000]+{_SINGLE})"
)


_TITLED_LIST = re.compile(
    rf"(?:(?:{TITLES})[ \u3000]+(?:{_SINGLE}{{2,3}}|{_SINGLE}[ \u3000]{_SINGLE})(?:[ \u3000]+|$)){{2,}}"
)
_TITLE = re.compile(rf"(?:^|(?<=[ \u3000]))(?:{TITLES})[ \u3000]+")


def titled_names(text: str) -> list[tuple[str, str]] | None:
    """Part several titles, each with its name: 社长 甲 总编 乙; None if the line is none."""
    if len(text) > 60 or not _TITLED_LIST.fullmatch(text):
        return None
    titles = list(_TITLE.finditer(text))
    ends = [*(title.start() for title in titles[1:]), len(text)]
    return [
        (title[0].strip(" \u3000"), unpad(text[title.end() : end].strip(" \u3000")))
        for title, end in zip(titles, ends, strict=True)
    ]


def titled_name(text: str) -> tuple[str, str] | None:
    """Part a title or affiliation from the name behind it: 中国银行行长王雪冰; None if the line is none."""
    if len(text) > 60 or any(c in text for c in "。！？!?”"):
        return None
    for pattern in (_TITLED, _AFFILIATED):
        if match := pattern.fullmatch(text):
            name = unpad(match["name"])
            if is_name(name) or (name[:2] in _COMPOUND and len(name) > 2):
                return match["title"], name
    return None
