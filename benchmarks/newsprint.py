"""Invented newspaper pages of a given size, the same for the same seed."""

import datetime
import random
from collections.abc import Iterator

_OPENINGS = ["近日", "连日来", "今年以来", "昨日上午", "入春后", "据了解", "在现场", "目前"]
_SUBJECTS = ["青禾县", "河口镇", "云岭村", "县农业农村部门", "当地合作社", "志愿服务队", "桥西社区", "茶叶基地"]
_VERBS = ["推进", "完成", "启动", "改造", "检查", "展示", "服务", "培育"]
_OBJECTS = ["春耕生产", "水渠清淤", "老旧小区", "茶园管护", "便民窗口", "乡村道路", "文化礼堂", "防汛物资"]
_ENDS = [
    "，群众反响良好",
    "，进度比去年同期快一成",
    "，覆盖120个村民小组",
    "，为全年工作开了好头",
    "，下一步还将扩大范围",
]
_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "明芳伟静强丽军敏杰娟勇艳涛霞平超辉玲刚华"


def sentence(chance: random.Random) -> str:
    parts = (_OPENINGS, _SUBJECTS, _VERBS, _OBJECTS, _ENDS)
    opening, subject, verb, object_, end = (chance.choice(words) for words in parts)
    return f"{opening},{subject}{verb}{object_}{end}。"


def staff(size: int = 120) -> list[str]:
    """The paper's reporters and correspondents; the same names come again and again, as in a real paper."""
    chance = random.Random(size)
    return [chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2)))) for _ in range(size)]


_STAFF = staff()


def article(chance: random.Random, characters: int = 600) -> str:
    """An article as recognition leaves it: half-width commas, and one paragraph cut where a column ended."""
    headline = chance.choice(_SUBJECTS) + chance.choice(_VERBS) + chance.choice(_OBJECTS)
    lead = f"本报讯(记者 {chance.choice(_STAFF)} {chance.choice(_STAFF)})"
    paragraphs = []
    while sum(map(len, paragraphs)) < characters:
        paragraphs.append("".join(sentence(chance) for _ in range(4)))
    paragraphs[0] = lead + paragraphs[0]
    middle = len(paragraphs[-1]) // 2
    paragraphs[-1:] = [paragraphs[-1][:middle], paragraphs[-1][middle:]]
    return f"# {headline}\n\n" + "\n\n".join(paragraphs)


def issue(chance: random.Random, date: datetime.date, pages: int = 4, articles: int = 10) -> str:
    made = []
    for number in range(1, pages + 1):
        texts = "\n\n".join(article(chance) for _ in range(articles))
        made.append(f"第{number}版\n\n青禾日报 {date.year}年{date.month}月{date.day}日\n\n{texts}")
    return "\n\n".join(made) + "\n"


def issues(number: int, seed: int = 1, **size) -> Iterator[tuple[datetime.date, str]]:
    """``number`` issues of consecutive days."""
    chance = random.Random(seed)
    for day in range(number):
        date = datetime.date(2020, 1, 1) + datetime.timedelta(days=day)
        yield date, issue(chance, date, **size)
