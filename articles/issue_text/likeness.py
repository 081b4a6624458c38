"""How alike two headlines or texts are, whatever their punctuation, spacing and width."""

import unicodedata

#: Headlines that recur in every issue: that two are equal says nothing.
GENERIC_HEADLINES = frozenset(
    [
        "图片新闻",
        "图片报道",
        "图片故事",
        "图片专题",
        "简讯",
        "短讯",
        "要闻",
        "要闻简报",
        "新闻简报",
        "简明新闻",
        "一句话新闻",
        "新闻速览",
        "标题新闻",
        "国际简讯",
        "国内简讯",
        "信息专递",
        "内容提要",
        "更正",
        "更正启事",
        "致歉",
        "启事",
        "公告",
        "通告",
        "公示",
        "声明",
        "遗失声明",
        "遗失启事",
        "遗失",
        "讣告",
        "广告",
        "公益广告",
        "招标公告",
        "拍卖公告",
        "注销公告",
        "天气预报",
        "今日天气",
        "明天气象预报",
        "读者来信",
        "来信选登",
        "致读者",
        "资料图片",
    ]
)


def is_generic(headline: str) -> bool:
    return headline.replace(" ", "").replace("\u3000", "").rstrip("：:") in GENERIC_HEADLINES


def is_advertisement(headline: str) -> bool:
    """Whether a headline is the label that advertisements must carry."""
    return headline.replace(" ", "").replace("\u3000", "") in ("广告", "公益广告")


def plain(text: str) -> str:
    """Letters, digits and ideographs only, width folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).lower()


def pairs(text: str) -> set[str]:
    """Neighbouring characters of a plain text."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def likeness(one: str, other: str) -> float:
    """How surely two headlines name the same story: 1 for equal, 0.9 for a shortened one, 0 for strangers."""
    one, other = plain(one), plain(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and short in long:
        return 0.9
    mine, theirs = pairs(short), pairs(long)
    return 0.9 * len(mine & theirs) / len(mine) if len(mine) > 2 else 0.0
