"""The box of pointers (今日导读) on a front page: kicker, headline, page, one after another."""

import re

from ..document import Teaser
from ..labels import read_label
from ..typography import restore_punctuation
from .headlines import read_series
from .lines import Line

_BOX = re.compile(
    r"[【\[《〈■□●◆★☆▶►\s]*(?:今日|本期|本报今日|要闻|内页|新闻|精彩|版面|明日|每日|本版)?[ \u3000]*"
    r"(?:导\s*读|導\s*讀|导\s*览|看\s*点|提\s*要|索\s*引|推荐阅读)[】\]》〉■□●◆★☆◀◄：:\s]*"
)
_LABEL = r"(?:[A-Za-zＡ-Ｚａ-ｚ]{0,2}[ ]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})"
_REFERENCE = re.compile(
    rf"[\s\u3000▶►▷→➤⇒>＞…·.—\-]*[（(\[【〔]?[\s\u3000▶►▷→➤⇒>＞]*(?:(?:报道|详情|全文|内容)?[详请]?(?:细)?[见看]|见|刊|转|相关报道见|全文见|报道见)?[\s\u3000]*(?:本报|今日)?"
    rf"(?:第[ \u3000]?(?P<nth>{_LABEL})[ \u3000]?[版页面]|(?P<label>{_LABEL})[ \u3000]?[版页])[）)\]】〕。\s\u3000◀◄]*$"
)
#: ``详见第4版`` on a line of its own points even where there is no box.
_SEE = re.compile(
    rf"[（(\[【▶►→\s]*(?:报道|详情|全文|内容)?[详请]?(?:细)?[见看]\s*(?:今日|本报)?第?\s*(?P<label>{_LABEL})\s*版[）)\]】。\s]*"
)
#: A line below an article that names the page of something related: （相關新聞刊A3版）, (Kommentar Seite 4).
_RELATED = re.compile(
    rf"[（(\[【〔]\s*(?:(?:相[关關]|更多|另有)(?:新[闻聞]|[报報]道|[报報][导導]|[内內]容|[评評][论論]|[图圖]片|[图圖]文)*"
    rf"(?:刊|[见見]|[详詳][见見]|[载載]|[请請][见見])(?:[于於])?(?:今日|本[报報])?第?\s*{_LABEL}\s*[版页頁]"
    rf"|(?:[A-ZÄÖÜ][\w’'-]+,? )+(?:[Oo]n |auf |[Ss]iehe |[Ss]ee )?(?:Page|page|Seite|S\.|p\.) ?[A-Z]?\d{{1,3}})"
    r"\s*[.。]?[）)\]】〕]"
)
#: How much may stand between one page reference and the next, in lines and in characters.
_MOST_LINES = 4
_LONGEST = 60


def is_box(line: Line) -> bool:
    return len(line.text) <= 14 and _BOX.fullmatch(line.text) is not None


def read_see_line(text: str) -> str | None:
    """Read 详见第4版 standing alone; its page label, else None."""
    if len(text) > 20 or "版" not in text:
        return None
    match = _SEE.fullmatch(text)
    return read_label(match["label"]) if match else None


def is_reference(text: str) -> bool:
    """Whether a line in brackets only says where related texts stand."""
    return len(text) <= 60 and text[:1] in "（([【〔" and _RELATED.fullmatch(text) is not None


def read_box(lines: list[Line], start: int) -> tuple[list[Teaser], int]:
    """Read the pointers behind a box's label; return them and the index of the first line that is none."""
    teasers: list[Teaser] = []
    pending: list[str] = []
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        match = _REFERENCE.search(line.text) if len(line.text) <= _LONGEST else None
        if match is None:
            if (
                len(line.text) > _LONGEST
                or len(pending) == _MOST_LINES
                or line.text[-1:] in "。；"
                or _is_stop(line, bool(teasers or pending))
            ):
                break
            pending.append(line.text)
            continue
        before = line.text[: match.start()].strip(" 　▶►▷→●■◆·…")
        if before:
            pending.append(before)
        if not pending:
            break
        teasers.append(_teaser(pending, read_label(match["nth"] or match["label"])))
        pending = []
        end = index + 1
    return teasers, end


def _is_stop(line: Line, begun: bool) -> bool:
    """A heading behind the first pointer, or a note or byline, ends the box."""
    return (bool(begun and line.level and line.gap) and line.level < 3) or line.text.startswith(
        ("编者按", "本报讯", "本报记者", "新华社")
    )


def _teaser(texts: list[str], page: str | None) -> Teaser:
    texts = [restore_punctuation(text.strip(" 　●■◆·▶►")) for text in texts]
    headline = texts[-1]
    kicker = " ".join(texts[:-1])
    if not kicker and (
        parts := re.fullmatch(r"([^ \u3000]{2,20}(?:系列|报道|专题)[①-⑳]?|[^：]{2,12}[①-⑳])[ \u3000：](.+)", headline)
    ):
        kicker, headline = parts[1], parts[2]
    series = read_series(kicker)[1] or read_series(headline)[1]
    return Teaser(headline, page, kicker, series)
