"""Who wrote it: datelines (电头), bylines (署名) on a line of their own, in a lead, and at the very end.

The forms follow common practice of Chinese papers; ``本报讯（记者 甲 乙）`` and
``新华社北京2月1日电（记者甲）`` are the two that agencies and papers use most.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ..document import AuthorName
from ..typography import IDEOGRAPHS
from .names import (
    has_surname,
    is_local_body,
    is_name,
    is_organisation,
    part_names,
    split_names,
    titled_name,
    titled_names,
    unpad,
)

_HAN = f"[{IDEOGRAPHS}]"
#: The traditional signs that bylines and datelines are made of; one for one, so that places in a text stay.
_FOLD = str.maketrans(
    "報訊電記員導華攝編譯輯圖綜國駐習實聯評論發傳視廣臺號專稱黨農經濟訪問續載轉選達",
    "报讯电记员导华摄编译辑图综国驻习实联评论发传视广台号专称党农经济访问续载转选达",
)
_FOLDABLE = re.compile("[" + "".join(map(chr, _FOLD)) + "]")
#: Bodies in front of a role: 本报, 中国国防报, 中央人民广播电台 …
_BODY = (
    rf"(?:本报|本刊|本台|本社|本网|本版|新华社|中新社|中新网|新华网|人民网|央视|中国新闻社|{_HAN}{{1,8}}?(?:日报|晚报|晨报|时报|商报|"
    rf"都市报|青年报|军报|国防报|经济报|法制报|法治报|教育报|周报|导报|报|电台|电视台|融媒体中心|融媒|杂志|通讯社|社)|《[^《》]{{2,12}}》)"
)
_POST = rf"(?:驻{_HAN}{{1,8}}?)?"
_ROLE = re.compile(
    rf"(?P<role>(?:见习|实习|特派|特约|首席|全媒体|融媒体|融媒|驻{_HAN}{{1,6}}?)?"
    rf"(?:记者|通讯员|实习生|评论员|撰稿人|撰稿))[ \u3000：:/／]?"
    r"|(?:^|(?<=[ \u3000/／；;，,、]))(?P<work>摄影报道|摄影|整理|编译|口述|执笔|撰文|供图|制图|视频|文|图|摄)"
    r"(?:[/／](?:摄影|撰文|文|图|摄))?(?:[ \u3000]*[：:/／][ \u3000]*|[ \u3000]+)"
)
_WHOLE_BODY = re.compile(rf"(?:{_BODY}{_POST}[ \u3000、]?)+")
#: Bodies that may run straight on from a name.
_KNOWN_BODY = re.compile(
    r"(?:本报|本刊|本台|本社|本网|新华社|中新社|中央人民广播电台|中央电视台|人民日报|光明日报|经济日报|解放军报"
    r"|[^，、 ]{0,2}国防报)$"
)
_PLAIN_ROLE = re.compile(r"(?:见习|实习|特派|特约|首席|全媒体|融媒体|融媒|摄影)?(?:记者|通讯员|评论员|实习生)|撰稿人?")
_INSTITUTION = re.compile(
    r"(?:本报|本刊|本台|新华社|人民日报|求是杂志|[^，。、 ]{1,8}报)(?:特约)?(?:评论员|编辑部|编委会|观察员|评论部"
    r"|调研组|"
    r"报道组|采访组|记者组|新闻调查组|短评)|本报|新华社|中新社|社论"
)
_WORK = re.compile(
    rf"(?:^|[ \u3000；;，,]|(?<={_HAN}))(?P<role>图\s*/\s*文|文\s*/\s*图|文\s*[、]\s*图|图文|文图|撰文|撰稿|摄影"
    rf"|图片|文字|制图|绘图|漫画|文|图|画)\s*[/／：:]\s*"
)
_PHOTO = re.compile(r"(?:摄影报道|文并摄|图文报道|文并图|摄影|供图|绘图|摄|图|文|画|作|绘|书)$")
#: 编译甲 and 甲 报道, in which no 记者 announces the name.
_REPORTED_BY = re.compile(
    rf"(?P<role>编译|综合|摄影)(?P<worker>{_HAN}{{2,4}})"
    rf"|(?P<names>{_HAN}[{IDEOGRAPHS} \u3000、]{{1,20}}?)[ \u3000]+(?:综合)?(?:报道|报导)"
)
_PLACE_REPORTED = re.compile(rf"[／/][ ]?(?:{_HAN}{{1,6}}?)(?:综合|专题)?(?:报道|报导|摄影|电)$")
_REPORTS = re.compile(r"(?:摄影报道|图文报道|综合报道|联合报道|采写|报道|綜合報道|報道|报導)$")

#: 甲/文 乙/图: the work behind the name.
_WORK_BEHIND = re.compile(
    rf"({_HAN}[{IDEOGRAPHS} \u3000、]{{1,20}}?)[ ]?[/／][ ]?(文字|文|图片|图|摄影|摄|制图|漫画)(?=[ \u3000；;，,、]"
    rf"|$)[ \u3000；;，,、]*"
)
_CAPTION_CREDIT = re.compile(r"(?:摄|供图|摄影)[ \u3000]*[）)]?$")
_LATIN_BYLINE = re.compile(
    r"(?:By|BY|From|FROM|Von|VON|Par|PAR|Por|POR|Text|Texte|Words|(?:Roman|Erzählung|Novelle) von)[: ] ?"
    r"(?:unser(?:em|er|en) (?:Mitarbeiter(?:in)?|Korrespondent(?:en|in)|Berichterstatter(?:in)?|Redakteur(?:in)?) )?"
    r"(?P<names>[A-ZÀ-Þ][\w.'’\-]+(?:[ ,&]+(?:and |und |et "
    r"|y )?[\w.'’\-À-ÿ]+){0,11})"
    r"(?:(?: ?[/|] ?| ?, (?=(?:Staff|The|Special))|; )(?P<rest>.{2,60}))?"
)
#: A reporter who is not named: By Our Industrial Correspondent, Von unserem Korrespondenten.
_LATIN_OFFICE = re.compile(
    r"(?:By|BY|From|FROM) (?:Our|OUR|a|A) (?:Own )?(?:[A-Z][A-Za-z]+ ){0,3}"
    r"(?:Correspondents?|CORRESPONDENTS?|Reporters?|REPORTERS?|Staff|STAFF)"
    r"|(?:Von|VON) unser(?:em|er|en) [A-ZÄÖÜ][a-zäöüß]+(?:korrespondenten|korrespondentin|mitarbeiter|redaktion)?"
)
_LATIN_LEAD = re.compile(
    r"(?P<place>[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’ \-]{1,28}(?:, [A-Z][A-Za-z.]{1,14})? [—–] )|"
    r"(?P<dateline>[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’ \-]{2,30}(?:, [A-Z][A-Za-z. ]{1,20})? ?\((?:AP|Reuters|REUTERS|UPI|AFP|dpa"
    r"|DPA|AFP|EFE|ANSA|epd|KNA|sid)(?:/[A-Za-z]+)?\))[ ]?[—–:.\-]*[ ]*"
)

_MONTH = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十元]{1,3})月"
_DAY = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3})(?:日|号)"
_AGENCY = (
    rf"(?:本报|本刊|本台|新华社|中新社|中新网|新华网|人民网|央视网|中国新闻社|中央社|路透社|法新社|美联社|塔斯社|"
    rf"{_HAN}{{1,6}}?(?:日报|晚报|晨报|时报|报|社|网))"
)
_WIRE = r"(?:专电|讯|电|消息)"
_PLACE = rf"[{IDEOGRAPHS}·]{{0,14}}?"
DATELINE = re.compile(
    rf"(?P<open>[【\[（(〔])?(?P<dateline>(?:据)?{_AGENCY}(?:综合|特约|专)?{_PLACE}(?:[ ]?(?:{_MONTH})?(?:{_DAY}))?"
    rf"(?:综合|专)?{_WIRE})(?P<close>[】\]）)〕])?(?=[ \u3000（(：:，,“【\[]|记者|通讯员|特约|见习|实习|"
    rf"{_HAN}|[0-9０-９A-Z’'『「《]|$)"
)
#: （吉隆坡12日讯）, （莫斯科综合电）: overseas papers name no agency.
_PLACE_LEAD = re.compile(
    rf"[（(【](?P<dateline>{_HAN}{{2,8}}?(?:{_MONTH})?(?:{_DAY})?(?:综合|专|本报)?(?:讯|电|专电))[）)】]"
    r"[ \u3000]*(?=[^ \u3000])"
)
#: 综合新华社驻外记者报道: a report made from several.
_ROUNDUP = re.compile(
    rf"(?P<dateline>(?:综合|据)(?:本报|新华社|中新社|外电){_HAN}{{0,6}}?(?:记者)?(?:报道|消息|电))[：: \u3000]+"
)
#: Cheap look before DATELINE is tried: how a lead can begin.
_LEAD_HINT = re.compile(rf"[【\[（(〔]?(?:据)?{_HAN}{{1,8}}")
_WIRE_SIGNS = ("讯", "电", "消息")
_BRACKETED = re.compile(r"[ \u3000]*[（(\[【〔]([^（）()\[\]【】〔〕]{2,80})[）)\]】〕][ \u3000]*")
_REPORTED = re.compile(
    rf"[ \u3000]*(?P<byline>(?:{_BODY}{_POST})?[ \u3000]?(?:见习|实习|特派|特约|首席|全媒体|融媒体)?(?:记者|通讯员"
    rf"|实习生)"
    rf"[^。！？：:；;]{{1,70}}?(?:报道|报导|摄影报道))[ \u3000]*[：:，,]?[ \u3000]*"
)
_SPOKEN = re.compile(
    rf"[ \u3000]*(?:本报|新华社)?(?P<role>(?:见习|实习|特派|特约|首席)?(?:记者|通讯员))[ \u3000]?"
    rf"(?P<names>{_HAN}{{2,3}}?(?:[、， ,]{_HAN}{{2,3}}?)*)(?=从|自|在|获悉|就|对|近日|日前|昨|今|采访|了解|专访)"
)
_LISTED = re.compile(
    rf"[ \u3000]*(?:记者|通讯员)[ \u3000]+(?:{_HAN}{{2,3}}|{_HAN}[ \u3000]{_HAN})(?:[ \u3000、]+(?:{_HAN}{{2,3}}"
    rf"|{_HAN}[ \u3000]{_HAN}|通讯员|记者|实习生))*[ \u3000]+"
)

_END_NOTE = re.compile(r"[（(\[【]([^（）()\[\]【】]{2,60})[）)\]】]?[ \u3000]*$")
_END_WIRE = re.compile(rf"(?:据)?{_AGENCY}(?:{_PLACE})(?:(?:{_MONTH})?(?:{_DAY}))?(?:专)?(?:讯|电|专电|供稿|稿)")
_SOURCE = re.compile(
    r"(?:原载|据|摘自|转自|转载自|转摘自|选自|摘编自|载|来源|稿件来源|原刊|原刊于|原载于)[ ：:]*《?"
    r"([^《》，。（）()]{2,20})》?"
    r"(?:[ 　，,]?.{0,16})?$"
)
_COMPILED = re.compile(r"(.{3,16}?)[ \u3000]*(整理|供稿|提供)")
_FROM = re.compile(
    rf"{_HAN}{{2,14}}(?:省|市|县|区|乡|镇|村|州|旗|街道|局|馆|公司|中学|小学|大学|学校|医院|委)[ \u3000]+"
    rf"(?={_HAN}{{1,4}})"
)
_PLACED = re.compile(
    rf"(?P<place>{_HAN}{{2,16}}(?:省|市|县|区|乡|镇|村|州|旗|厂|校|学院|大学|公司|部队|委|局|中学|小学|社"
    rf"|站))[ \u3000]*(?P<names>.+)"
)


@dataclass(slots=True)
class Byline:
    """What a byline or lead says; ``rest`` is the text behind it."""

    authors: list[AuthorName] = field(default_factory=list)
    byline: str = ""
    dateline: str = ""
    source: str = ""
    rest: str = ""


def read_roles(text: str, trusted: bool = True) -> list[AuthorName] | None:
    """Read 本报记者 甲 乙 通讯员 丙, 中国报记者甲新华社记者乙, or bare names; None if it is no byline.

    The role is given as printed but without its paper: 本报见习记者 -> 见习记者.
    """
    text = _PLACE_REPORTED.sub("", text.strip(" 　、，,；;：:"))
    roles = list(_ROLE.finditer(text))
    if not roles:
        return None
    authors: list[AuthorName] = []
    lead = _without_body(text[: roles[0].start()])
    if lead and not is_organisation(lead):
        if (names := split_names(lead)) is None:
            return None
        authors.extend(AuthorName(name) for name in names)
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        chunk = text[role.end() : following.start() if following else len(text)].strip(" 　、，,；;：:/")
        if following is not None:
            chunk = _without_body(chunk)
        chunk = _REPORTS.sub("", chunk).strip(" 　、，,")
        if not chunk and (following is not None or authors):
            # 本报记者、通讯员 甲: the name serves both.
            continue
        names = split_names(chunk, trusted)
        if names is None:
            return None
        word = _plain_role(role["role"] or role["work"])
        authors.extend(AuthorName(name, word) for name in names)
    return authors or None


def _without_body(chunk: str) -> str:
    """Cut the paper or agency that the next role belongs to from the names in front of it: 甲新华社 -> 甲."""
    chunk = chunk.strip(" 　、，,；;")
    known = _KNOWN_BODY.search(chunk)
    if known and known.start() and split_names(chunk[: known.start()]):
        return chunk[: known.start()]
    if (known and not known.start()) or _WHOLE_BODY.fullmatch(chunk):
        return ""
    parts = re.split(r"[ \u3000、，,；;]+", chunk)
    if len(parts) > 1 and _WHOLE_BODY.fullmatch(parts[-1]):
        return chunk[: -len(parts[-1])].strip(" 　、，,；;")
    for length in range(2, min(len(chunk) - 2, 12)):
        if _WHOLE_BODY.fullmatch(chunk[length:]) and split_names(chunk[:length]):
            return chunk[:length]
    return chunk


def _plain_role(role: str) -> str:
    """Without where the reporter is posted: 驻京记者 -> 记者."""
    match = _PLAIN_ROLE.search(role)
    return match[0] if match else {"摄": "摄影"}.get(role, role)


def read_byline_line(text: str) -> Byline | None:
    """Read a line that holds nothing but the byline; None if it does not.

    Knows roles, 文/甲 图/乙, 甲 摄, 甲 摄影报道, institutional authors, and
    ———甲. Bare names are judged by their place: see read_bare_names.
    """
    if len(text) > 120 or text[-1:] in "。！？!?":
        return None
    if not _FOLDABLE.search(text):
        return _read_byline_line(text)
    folded = text.translate(_FOLD)
    found = _read_byline_line(folded)
    return _unfold(found, folded, text) if found else None


def _unfold(found: Byline, folded: str, text: str) -> Byline:
    """Give what was read from a folded text its own signs back."""

    def own(part: str) -> str:
        match = re.search(r"[ \u3000]*".join(map(re.escape, part)), folded) if len(part) <= 12 else None
        if match:
            return unpad(text[match.start() : match.end()]) if " " not in part else text[match.start() : match.end()]
        start = folded.find(part)
        return text[start : start + len(part)] if start >= 0 else part

    for author in found.authors:
        author.name = own(author.name)
    found.byline, found.dateline = own(found.byline), own(found.dateline)
    found.rest = text[len(text) - len(found.rest) :] if found.rest else ""
    return found


def _read_byline_line(text: str) -> Byline | None:
    if latin := _read_latin(text):
        return latin
    if text[:1] in "（(" and _CAPTION_CREDIT.search(text):
        # （甲摄） below a picture is the picture's.
        return None
    plain = re.sub(rf"^[^{IDEOGRAPHS}A-Za-z《]+", "", text).strip(" 　■□●◆★☆*＊】]）)〕")
    if not plain:
        return None
    if text[0] in "☉⊙◎" and re.fullmatch(f"{_HAN}{{2,4}}", name := unpad(plain)) and has_surname(name):
        return Byline([AuthorName(name)], byline=text)
    if authors := _read_reported(plain):
        return Byline(authors, byline=text)
    if _INSTITUTION.fullmatch(plain.replace(" ", "").replace("　", "")):
        name = plain.replace(" ", "").replace("　", "")
        return Byline([institution(name)], byline=text)
    if authors := _read_works(plain) or _read_photo(plain):
        return Byline(authors, byline=text)
    if ("记者" in plain or _ROLE.search(plain)) and _is_mere_byline(plain):
        stripped = _REPORTS.sub("", plain).strip()
        if authors := read_roles(_PHOTO.sub("", stripped).strip() if stripped.endswith(("摄", "摄影")) else stripped):
            return Byline(authors, byline=text)
    match = re.fullmatch(
        rf"(?:作者|执笔|撰文|撰稿|编译|整理|口述|译)[ \u3000]*[：:／/ \u3000][ \u3000]*({_HAN}.*)", plain
    )
    if match and (names := split_names(match[1], trusted=True)):
        return Byline([AuthorName(name, plain[:2].rstrip("：:／/ 　")) for name in names], byline=text)
    return None


#: Who writes to a newspaper: a person of no paper, perhaps with where he lives.
_WRITER = re.compile(
    rf"{_HAN}{{0,12}}?(?P<role>居民|村民|市民|读者|网友|学生|教师|老师|职工|工人|农民|家长|业主|患者|乘客|顾客)"
    rf"[ \u3000]+(?P<name>{_HAN}{{1,4}}(?:[ \u3000]{_HAN})?)"
)


def read_writer(text: str) -> Byline | None:
    """Read the line under which a reader's letter is signed: 北门街居民 甲."""
    match = _WRITER.fullmatch(text)
    if not match or not is_name(unpad(match["name"])):
        return None
    return Byline([AuthorName(unpad(match["name"]), match["role"])], byline=text)


def _read_reported(text: str) -> list[AuthorName] | None:
    """编译甲／综合报道, 甲 报道."""
    bare = _PLACE_REPORTED.sub("", text)
    match = _REPORTED_BY.fullmatch(bare)
    if match is None or (match["worker"] and bare == text):
        return None
    names = split_names(match["worker"] or match["names"])
    return [AuthorName(name, match["role"] or "") for name in names] if names else None


def _is_mere_byline(text: str) -> bool:
    """记者从…获悉 and 答记者问 speak of reporters and name none."""
    return not re.search(
        r"记者(?:从|在|了解|获悉|问|看到|会|采访|站|招待|昨|今|日前|近日|手记|观察|调查|走|眼|按|说|的)", text
    )


def institution(name: str) -> AuthorName:
    """An institutional author with the role its name ends in: 本报评论员 -> 评论员."""
    role = next((word for word in ("评论员", "观察员") if name.endswith(word)), "")
    return AuthorName(name, role, institution=True)


def _read_latin(text: str) -> Byline | None:
    """By A and B, Von A, Par A: names in Latin letters, each word capitalised."""
    if not (text[:1].isalpha() and text[:1].isascii()):
        return None
    if _LATIN_OFFICE.fullmatch(text):
        return Byline(byline=text)
    match = _LATIN_BYLINE.fullmatch(text)
    if match is None:
        return None
    names = [_without_capitals(name.strip(" ,")) for name in re.split(r",? (?:and|und|et|y|&) |, ", match["names"])]
    if not all(
        0 < len(name.split()) <= 4 and all(word[:1].isupper() or word in _PARTICLES for word in name.split())
        for name in names
    ):
        return None
    return Byline([AuthorName(name) for name in names], byline=text)


def _without_capitals(name: str) -> str:
    """JOHN CARVER as people write it: John Carver; initials stay."""
    return " ".join(word.title() if word.isupper() and len(word.strip(".")) > 1 else word for word in name.split())


_PARTICLES = frozenset(["von", "van", "de", "da", "der", "den", "di", "la", "le", "du", "del"])


def _read_works(text: str) -> list[AuthorName] | None:
    """文/甲 图/乙, 文：甲 摄影：乙, 图文/甲, 甲/文 乙/图."""
    if ("/" in text or "／" in text) and "".join(match[0] for match in _WORK_BEHIND.finditer(text)) == text:
        authors = []
        for match in _WORK_BEHIND.finditer(text):
            if (names := split_names(match[1], trusted=True)) is None:
                return None
            authors.extend(AuthorName(name, {"摄": "摄影"}.get(match[2], match[2])) for name in names)
        return authors
    works = list(_WORK.finditer(text))
    if not works or text[: works[0].start()].strip(" 　"):
        return None
    authors: list[AuthorName] = []
    for work, following in zip(works, [*works[1:], None], strict=True):
        chunk = text[work.end() : following.start() if following else len(text)].strip(" 　；;，,、")
        role = re.sub(r"\s", "", work["role"])
        bare = re.sub(_ROLE, "", chunk)
        names = split_names(bare, trusted=True)
        if names is None:
            return None
        authors.extend(AuthorName(name, role) for name in names)
    return authors


def _read_photo(text: str) -> list[AuthorName] | None:
    """甲 摄, 本报记者 甲 摄影报道, 甲 文/图."""
    match = re.fullmatch(
        r"(.{2,40}?)[ \u3000]*(摄影报道|图文报道|文并摄|文/图|图/文|文／图|图／文|文图|图文|摄影|摄|图|文|供图)", text
    )
    if not match or not match[1].strip():
        return None
    role = {"摄": "摄影", "供图": "图片"}.get(match[2], match[2])
    spaced = match[0][len(match[1].rstrip(" 　/／")) :] != match[2]
    if match[2] in ("图", "文", "文图", "图文") and not spaced:
        return None
    if (found := _ROLE.search(match[1])) and _is_mere_byline(text):
        authors = read_roles(match[1])
        if authors and role == "摄影":
            return [AuthorName(author.name, "摄影") for author in authors]
        return authors if found else None
    names = split_names(match[1])
    if names is None or len(match[1].strip()) < 2:
        return None
    return [AuthorName(name, "摄影" if "摄" in match[2] else role) for name in names]


def read_bare_names(text: str) -> Byline | None:
    """Read a line of names without a role, or of a title and a name: 甲 乙, 某行行长甲; for use under a headline."""
    if len(text) > 60 or text[-1:] in "。！？!?：:；;，,”" or read_artwork(text):
        return None
    plain = text.strip(" 　□■○●◆◇▲△★☆*＊【】[]（）()")
    plain = re.sub(r"^[—\-–]{1,3}[ \u3000]*", "", plain)
    nationality = re.sub(rf"[\[［〔【（(]{_HAN}{{1,3}}[\]］〕】）)][ \u3000]*", "", text).strip() if text else ""
    if nationality and nationality != text and is_name(nationality, trusted=True):
        return Byline([AuthorName(unpad(nationality))], byline=text)
    if titled := titled_names(plain):
        return Byline([AuthorName(name, title) for title, name in titled], byline=text)
    names = split_names(_without_place(plain))
    if names and (len(names) <= 8):
        if len(names) == 1 and len(plain) > 3 and not (unpad(plain) != plain or is_name(names[0])):
            return None
        return Byline([AuthorName(name) for name in names], byline=text)
    if is_organisation(plain) and len(plain) <= 30 and " " not in plain:
        return Byline([AuthorName(plain, institution=True)], byline=text)
    if with_title := titled_name(plain):
        return Byline([AuthorName(with_title[1])], byline=text)
    return None


def read_pen_name(text: str) -> Byline | None:
    """Read a short line under a headline as a pen name (粒砂, 今　哲), which no surname gives away."""
    plain = unpad(text)
    if re.fullmatch(f"{_HAN}{{2,3}}", plain) and is_name(plain, trusted=True):
        return Byline([AuthorName(plain)], byline=text)
    return None


def read_pen_names(text: str) -> Byline | None:
    """Read several names under a headline of which only some have a known surname: 剑武 安远远."""
    tokens = unpad(text).split()
    if not 2 <= len(tokens) <= 4 or not all(re.fullmatch(f"{_HAN}{{2,3}}", token) for token in tokens):
        return None
    if not all(is_name(token, trusted=True) for token in tokens):
        return None
    if not any(is_name(token) and len(token) == 3 for token in tokens):
        return None
    return Byline([AuthorName(token) for token in tokens], byline=text)


def read_lead(text: str) -> Byline | None:
    """Part dateline and byline from the paragraph they open; None if it opens with neither.

    >>> read_lead("本报讯（记者 甲乙）昨日").rest
    '昨日'
    """
    if not _FOLDABLE.search(text, 0, 160):
        return _read_lead(text)
    folded = text[:160].translate(_FOLD) + text[160:]
    found = _read_lead(folded)
    return _unfold(found, folded, text) if found else None


@lru_cache(maxsize=2048)
def opens_with_lead(text: str) -> bool:
    """Whether a text opens with a dateline or byline; asked many times of the same lines."""
    return read_lead(text[:200]) is not None


@lru_cache(maxsize=2048)
def is_byline_line(text: str) -> bool:
    """Whether a line is a byline; asked many times of the same lines."""
    return read_byline_line(text) is not None


def _read_lead(text: str) -> Byline | None:
    if text[:1].isascii() and (match := _LATIN_LEAD.match(text[:90])):
        return Byline(dateline=match["dateline"] or match["place"].rstrip(" —–"), rest=text[match.end() :])
    found = Byline(rest=text)
    head = text[:60]
    if any(sign in head for sign in _WIRE_SIGNS) and _LEAD_HINT.match(head) and (match := DATELINE.match(text[:80])):
        if match["open"] and not match["close"]:
            # 【新华社北京电 记者甲】: the byline stands inside the brackets too.
            return _bracketed_lead(text, match)
        found.dateline = match["dateline"]
        found.rest = text[match.end() :].lstrip(" 　")
    elif match := _PLACE_LEAD.match(text[:40]) or _ROUNDUP.match(text[:40]):
        return Byline(dateline=match["dateline"], rest=text[match.end() :])
    _read_lead_names(found)
    if not (found.dateline or found.authors):
        return None
    if re.fullmatch(r"(?:本报|本刊|本台|\S{1,3}报)(?:专)?讯", found.dateline):
        # 本报讯 names neither place nor day: it is part of the byline, not a dateline.
        cut = len(text) - len(found.rest)
        found.byline, found.dateline = text[:cut].strip(" 　：:，,"), ""
    return found


def _bracketed_lead(text: str, match: re.Match) -> Byline | None:
    close = re.search(r"[】\]）)〕]", text[:120])
    if close is None or close.start() < match.end("dateline"):
        return None
    inside = text[match.end("dateline") : close.start()].strip(" 　，,：:")
    authors = read_roles(inside) if inside else []
    if authors is None:
        return None
    return Byline(authors, inside, match["dateline"], rest=text[close.end() :].lstrip(" 　：:"))


def _read_lead_names(found: Byline) -> None:
    """Names behind a dateline, or a byline in brackets that opens a text."""
    text = found.rest
    match = _BRACKETED.match(text[:120])
    if match and not found.dateline and _CAPTION_CREDIT.search(match[1]):
        return
    if match and (authors := _bracketed_names(match[1], bool(found.dateline))):
        found.authors, found.byline = authors, match[1].strip()
        found.rest = text[match.end() :].lstrip(" 　：:，,")
        return
    head = text[:100]
    if "记者" not in head and "通讯员" not in head:
        return
    if (match := _REPORTED.match(head)) and (authors := read_roles(match["byline"])):
        found.authors, found.byline = authors, match["byline"].strip()
        found.rest = text[match.end() :]
    elif (match := _LISTED.match(head)) and (authors := read_roles(match[0])) and found.dateline:
        found.authors, found.byline = authors, match[0].strip()
        found.rest = text[match.end() :]
    elif found.dateline and (match := _SPOKEN.match(head)) and (names := split_names(match["names"])):
        # 记者甲从…获悉 is a sentence: the name is read, the sentence stays.
        found.authors = [AuthorName(name, _plain_role(match["role"])) for name in names]


def _bracketed_names(inside: str, after_dateline: bool) -> list[AuthorName] | None:
    if "记者" in inside or "通讯员" in inside or _ROLE.search(inside):
        return read_roles(_REPORTS.sub("", inside).strip()) if _is_mere_byline(inside) else None
    if after_dateline:
        works = _read_photo(inside) or None
        names = split_names(inside)
        return works or ([AuthorName(name) for name in names] if names else None)
    return None


@dataclass(slots=True)
class Ending:
    """What the bracket at the end of a paragraph says: names, a dateline, a source, or a picture's credit."""

    authors: list[AuthorName] = field(default_factory=list)
    byline: str = ""
    dateline: str = ""
    source: str = ""
    photo: bool = False
    #: The paragraph without the bracket.
    rest: str = ""


def read_ending(text: str) -> Ending | None:
    """Read the bracket that closes a text; None if there is none or it says something else.

    Forms: （甲 乙）, （河南某县甲 乙）, （记者甲）, （新华社北京1月3日电）,
    （原载《星报》）, and a picture's credit （甲摄）, which belongs to the picture
    and is therefore not cut off.
    """
    tail = text[-64:]
    match = _END_NOTE.search(tail) if "（" in tail or "(" in tail or "【" in tail or "[" in tail else None
    if match is None:
        return None
    inside = match[1].strip(" 　").translate(_FOLD)
    rest = text[: len(text) - len(tail) + match.start()].rstrip(" 　")
    if re.search(r"(?:摄|摄影|供图|绘|作|图片|照片|绘图|制图|画|书|图)$", inside) and not inside.endswith("计划"):
        return Ending(photo=True, rest=text)
    if _END_WIRE.fullmatch(inside):
        return Ending(dateline=inside, rest=rest)
    if (wire := _END_WIRE.match(inside)) and (authors := read_roles(inside[wire.end() :])):
        return Ending(authors, inside[wire.end() :].strip(" 　"), inside[: wire.end()], rest=rest)
    if match_source := _SOURCE.match(inside):
        return Ending(source=match_source[1].strip(), rest=rest)
    authors = _signature(inside, after_stop=not rest or rest[-1] in "。！？!?”…』」.")
    return Ending(authors, inside, rest=rest) if authors else None


def _without_place(text: str) -> str:
    """Cut where the authors are from: 白石镇 甲 乙, 安徽某县 甲."""
    match = _FROM.match(text)
    return text[match.end() :] if match else text


def _signature(inside: str, after_stop: bool) -> list[AuthorName] | None:
    if "记者" in inside or "通讯员" in inside or _ROLE.search(inside):
        return read_roles(inside) if _is_mere_byline(inside) else None
    if works := _read_works(inside):
        return works
    if (compiled := _COMPILED.fullmatch(inside)) and is_local_body(compiled[1]):
        return [AuthorName(compiled[1], compiled[2], institution=True)]
    plain = unpad(inside)
    if not after_stop:
        # Behind a title or an item of a list a bracket names whose it is.
        return None
    plain = _without_place(plain)
    if names := split_names(plain):
        return [AuthorName(name) for name in names] if len(names) <= 8 else None
    if (placed := _PLACED.fullmatch(plain)) and (names := split_names(placed["names"])):
        return [AuthorName(name) for name in names]
    tokens = plain.split()
    if (
        len(tokens) > 1
        and len(tokens[0]) > 2
        and not is_name(tokens[0])
        and (names := split_names(" ".join(tokens[1:])))
    ):
        return [AuthorName(name) for name in names]
    if re.fullmatch(f"{_HAN}{{2,3}}", plain) and is_name(plain, trusted=True):
        return [AuthorName(plain)]
    pens = plain.split()
    if len(pens) > 1 and all(re.fullmatch(f"{_HAN}{{2,3}}", pen) and is_name(pen, trusted=True) for pen in pens):
        return [AuthorName(pen) for pen in pens]
    return [AuthorName(name) for name in parted] if (parted := part_names(plain)) else None


#: Kinds of works of art, as they stand in brackets behind a title.
_GENRE = (
    r"(?:中国画|国画|油画|版画|水墨画?|彩墨画?|年画|连环画|漫画|水彩画?|水粉画?|粉画|壁画|农民画|漆画|工笔画?|套色木刻|木刻|"
    r"书法|篆刻|雕塑|石雕|木雕|石膏|剪纸|速写|素描|摄影)"
)
_ARTWORK = re.compile(
    rf"(?P<title>.{{1,40}}[（(](?P<genre>{_GENRE})[）)])(?:[ \u3000]*[（(](?P<inside>[^（）()]{{2,40}})[）)]"
    rf"|[ \u3000]+(?P<behind>[{IDEOGRAPHS}·][{IDEOGRAPHS}· \u3000、]{{1,30}}))[ \u3000]*"
)


def read_artwork(text: str) -> tuple[str, list[AuthorName]] | None:
    """Part a work's title and kind from its artists, who get the kind as role: 石桥（油画）（甲 乙）."""
    if len(text) > 120 or not ("）" in text or ")" in text) or not (match := _ARTWORK.fullmatch(text)):
        return None
    printed = (match["inside"] or match["behind"]).strip(" \u3000")
    names = split_names(re.sub(r"[ \u3000]*(?:作|绘|刻|书|摄|摄影)$", "", printed), trusted=True)
    return (match["title"], [AuthorName(name, match["genre"]) for name in names]) if names else None


def read_caption(text: str) -> tuple[str, str, list[AuthorName]]:
    """Part a picture's caption from its credit: 新桥。（甲 摄） -> 新桥。, 甲 摄, and the photographer."""
    match = _CREDIT_BRACKET.search(text) or _CREDIT_BEHIND.search(text)
    if match is None:
        return text, "", []
    credit = match[1].strip(" \u3000")
    authors = _read_photo(credit.translate(_FOLD)) or []
    return text[: match.start()].strip(" \u3000"), credit, [AuthorName(author.name, "摄影") for author in authors]


_CREDIT_BRACKET = re.compile(r"[（(]([^（）()]{2,24}(?:摄影|摄|供图))[）)]$")
_CREDIT_BEHIND = re.compile(
    r"(?<=[。！？” \u3000])[ \u3000]*((?:[^。！？” \u3000]{0,8}(?:记者|通讯员)[ \u3000]*)?[^。！？”]{2,8}[ \u3000]?"
    r"(?:摄影|摄|供图))$"
)
