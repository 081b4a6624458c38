"""The vocabulary of the exact text form, which ``writer`` writes and ``parser.exact`` reads.

::

    数字报文本 1（…）
    报纸：长河日报
    日期：2021-02-20

    【版】01
    版名：要闻
    署名：责任编辑 ｜ 甲 ｜ 乙

    【文章】
    标题：老街新生
    作者：甲 ｜ 记者
    正文：

    第一段。

    ## 小标题

One field a line, its parts apart by ｜; an article's text stands below 正文,
one block a line, marked as in ``body``. A backslash in front of a mark makes it
ordinary text; ``\\u{3000}`` is a character by its code point, but a line break
becomes a space, and NUL and surrogates are left out.
"""

import re

#: The first line begins with this; the number is the version of the form.
MARK = "数字报文本"
VERSION = 1
FIRST_LINE = (
    f"{MARK} {VERSION}（Newsroom 无损格式，可直接编辑：每行一个字段，多项用 ｜ 隔开；正文每行一段，## 小标题，> 引文）"
)

PAGE, ARTICLE, CONTINUATIONS, BODY = "【版】", "【文章】", "【接续】", "正文"
SEPARATOR = "｜"

#: Chinese field names -> attributes; fields with several parts have their own readers.
ISSUE_FIELDS = {
    "报纸": "newspaper",
    "日期": "date",
    "总期号": "number",
    "期别": "edition",
    "报头": "title",
    "刊号": "cn_number",
    "主办": "sponsor",
}
PAGE_FIELDS = {"次序": "number", "版名": "name"}
TEASER_FIELDS = {"导读版次": "page", "导读引题": "kicker", "导读系列": "series"}
ARTICLE_FIELDS = {
    "引题": "kicker",
    "标题": "headline",
    "副题": "deck",
    "栏目": "column",
    "系列": "series",
    "署名": "byline",
    "电头": "dateline",
    "来源": "source",
    "标签": "tags",
    "文号": "number",
    "下转": "continues_on",
    "上接": "continued_from",
}
AUTHOR, INSTITUTION = "作者", "机构"
TEASER, CREDIT = "导读", "署名"
NOTES = {"编者按": "before", "文中按": "within", "编后": "after"}
NOTE_MORE = "按语续"
PICTURE_CREDIT, PICTURE_ALT = "图片作者", "图片描述"

_KEPT = "\u3000\xa0"
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\}|([\\｜#>!\-【图\])]))")
#: Line breaks of every kind, which become spaces: a text is a single line.
BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
#: No text can hold these, and no database stores them.
_FORBIDDEN = re.compile("[\0\ud800-\udfff]")
_SPACED = str.maketrans(dict.fromkeys(BREAKS, " "))
_SEPARATOR = re.compile(rf"\\.|{SEPARATOR}")
_MARKS = re.compile(rf"#|>|!\[|---$|【|{PICTURE_CREDIT}：|{PICTURE_ALT}：")


def escape(text: str) -> str:
    """Write a text so that one line holds it and ``unescape`` gives it back, whatever is in it."""
    text = text.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}")
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _KEPT else _code(c) for c in text)
    if text != text.strip():
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        text = "".join((*map(_code, text[:start]), text[start:end], *(map(_code, text[end:]) if end else ())))
    return text


def _code(character: str) -> str:
    return f"\\u{{{ord(character):x}}}"


def unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(match: re.Match) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    if code > 0x10FFFF:
        return match[0]
    return " " if chr(code) in BREAKS else _FORBIDDEN.sub("", chr(code))


def clean_line(line: str) -> str:
    """A line with spaces for stray line breaks, and without what no text can hold."""
    return line if line.isprintable() else _FORBIDDEN.sub("", line.translate(_SPACED))


def forbidden_in(line: str) -> str:
    """The first character that no text can hold, as it is written in a line or as its escape; else nothing."""
    if "\\u{" in line:
        for match in _ESCAPED.finditer(line):
            if match[1] is not None and int(match[1], 16) <= 0x10FFFF and _FORBIDDEN.match(chr(int(match[1], 16))):
                return match[0]
    match = None if line.isprintable() else _FORBIDDEN.search(line)
    return _code(match[0]) if match else ""


def escape_block(text: str) -> str:
    """Escape a paragraph, which must not begin with a mark; an empty one is a lone backslash."""
    text = escape(text)
    if not text:
        return "\\"
    return f"\\{text}" if _MARKS.match(text) else text


def split_parts(value: str) -> list[str]:
    """Part a field's value at its separators, except escaped ones."""
    parts: list[str] = []
    start = 0
    for match in _SEPARATOR.finditer(value):
        if match[0] == SEPARATOR:
            parts.append(value[start : match.start()])
            start = match.end()
    return [unescape(part.strip()) for part in (*parts, value[start:])]


def join_parts(*parts: str) -> str:
    return f" {SEPARATOR} ".join(map(escape, parts))
