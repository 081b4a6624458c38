"""Every doubt that reading an issue can raise, with a sentence in both languages.

A sentence says what was seen and what to do about it. Codes are stable: staff
and scripts may rely on them. Severities: an ``error`` keeps the issue from
being stored, a ``warning`` wants a look, a ``note`` tells what was done.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Kind(NamedTuple):
    severity: str
    zh: str
    en: str
    #: The option of the command that answers it.
    option: str = ""


#: code -> severity and sentences; the names in braces are a problem's ``details``.
KINDS: dict[str, Kind] = {
    # --- files ---
    "empty-file": Kind(
        "error",
        "文件是空的，没有可读的文字；请确认导出的文件。",
        "The file is empty; check what was exported.",
    ),
    "binary-file": Kind(
        "error",
        "这不是文本文件（像是图片、PDF、Word 或压缩包）；请先导出为纯文本。",
        "This is no text file (it looks like a picture, PDF, Word file or archive); export it as plain text first.",
    ),
    "wrong-encoding": Kind(
        "error",
        "文字编码不是 {encoding}；请指明编码，或另存为 UTF-8。",
        "The text is not encoded as {encoding}; name the encoding, or save the file as UTF-8.",
        "--encoding",
    ),
    "unknown-encoding": Kind(
        "error",
        "不认识名为“{encoding}”的编码；可用 utf-8、gb18030、big5、utf-16。",
        "There is no encoding called “{encoding}”; try utf-8, gb18030, big5 or utf-16.",
    ),
    "long-line": Kind(
        "error",
        "这一行有 {length} 个字，不像文章；请检查换行是否丢失。",
        "This line has {length} characters, which no article has; check whether line breaks were lost.",
    ),
    "no-article": Kind(
        "error",
        "没有找到任何标题或文章；请确认这是报纸版面的文字。",
        "No headline and no article were found; check that this is the text of a newspaper's page.",
    ),
    # --- the issue ---
    "date-contradiction": Kind(
        "error",
        "报头印的日期是 {printed}，与 {given} 不符；请核对日期或文件。",
        "The masthead is dated {printed}, not {given}; check the date or the file.",
    ),
    "number-contradiction": Kind(
        "error",
        "报头印的是总第{printed}期，与第{given}期不符；请核对期号或文件。",
        "The masthead has running number {printed}, not {given}; check the number or the file.",
    ),
    "newspaper-contradiction": Kind(
        "warning",
        "各文件的报名不同（{one}、{other}），用了前一个；若是两种报纸，请分别导入。",
        "The files name different newspapers ({one}, {other}), the first was taken; import two papers one by one.",
    ),
    "bad-date": Kind(
        "warning",
        "“{date}”不是存在的日期，没有采用；请核对原版。",
        "“{date}” is no day of the calendar and was not used; check the printed page.",
    ),
    "no-date": Kind(
        "warning",
        "没有找到出版日期；请指明日期。",
        "No date was found; name it.",
        "--date",
    ),
    "wrong-weekday": Kind(
        "warning",
        "{date} 是{right_zh}，版面上印的是{printed_zh}；请核对日期。",
        "{date} is a {right_en}, the page says {printed_en}; check the date.",
    ),
    # --- pages ---
    "double-page": Kind(
        "error",
        "第{page}版出现在两个文件中：{one} 和 {other}；请去掉一个或改正版号。",
        "Page {page} is in two files, {one} and {other}; leave one out or correct the label.",
    ),
    "page-contradiction": Kind(
        "error",
        "版面上印的是第{printed}版，指定的却是第{given}版；请核对版号或文件。",
        "The page is labelled {printed}, but {given} was given; check the label or the file.",
    ),
    "page-assumed": Kind(
        "warning",
        "没有找到版号，暂按第{page}版处理；请指明版次。",
        "No page label was found; page {page} is assumed. Name it.",
        "--page",
    ),
    "spread-page": Kind(
        "warning",
        "这是第{page}、{other}版的通版，全部文字暂归第{page}版；请把属于第{other}版的文章分开。",
        "This is a spread of pages {page} and {other}, all of it filed as page {page}; part what belongs to {other}.",
    ),
    "page-again": Kind(
        "note",
        "第{page}版（始于第 {first} 行）在这里又接着出现，已并入同一版。",
        "Page {page}, begun in line {first}, goes on here; both parts were put together.",
    ),
    # --- articles ---
    "no-headline": Kind(
        "warning",
        "这篇文章没有找到标题（开头是“{start}”）；请补上标题，或并入上一篇。",
        "No headline was found for the article that begins “{start}”; add one, or join it to the article above.",
    ),
    "headline-guessed": Kind(
        "note",
        "《{headline}》没有标题标记，按行的样子认作标题；请核对。",
        "“{headline}” is not marked as a heading and was taken for one by its shape; check it.",
    ),
    "no-text": Kind(
        "warning",
        "《{headline}》下面没有正文；请核对是否漏识，或它本是引题、小标题。",
        "There is no text below “{headline}”; check whether text was lost, or whether it is a kicker or a crosshead.",
    ),
    "joined-paragraphs": Kind(
        "note",
        "《{headline}》中有 {count} 处被栏尾断开的段落已接上；来源行号记在各段中。",
        "In “{headline}” {count} paragraphs that columns had cut were joined; each keeps its source lines.",
    ),
    "pointer-without-page": Kind(
        "warning",
        "导读《{headline}》没有版号；请补上。",
        "The pointer “{headline}” names no page; add it.",
    ),
    "reference-left-out": Kind(
        "note",
        "“{text}”只指明相关内容的版号，没有收入正文；如有需要请补上。",
        "“{text}” only names the page of related texts and was left out; add it where it is wanted.",
    ),
    # --- jumps ---
    "open-jump": Kind(
        "warning",
        "《{headline}》下转第{page}版，没有找到接续的部分：该版还没有导入的，导入后自动接上；"
        "已经导入的，请核对接续部分有没有“上接”、标题是否相近。",
        "“{headline}” continues on page {page}, where its other part was not found. If that page is still to come, "
        "it closes then; if it is here, look whether the other part says whence it comes, and under what headline.",
    ),
    "one-sided-tail": Kind(
        "warning",
        "《{headline}》上接第{page}版，没有找到前一部分：该版还没有导入的，导入后自动接上；"
        "已经导入的，请核对那一篇末尾有没有“下转”、标题是否相近。",
        "“{headline}” is continued from page {page}, where its first part was not found. If that page is still to "
        "come, it closes then; if it is here, look whether the first part says where it goes on, and under what "
        "headline.",
    ),
    "impossible-jump": Kind(
        "error",
        "《{headline}》的转接标记指向第{page}版，这不可能；请按原版改正版号。",
        "The jump mark of “{headline}” points to page {page}, which cannot be; correct it after the printed page.",
    ),
    "ambiguous-jump": Kind(
        "warning",
        "《{headline}》的接续部分有几处都可能（第{page}版），没有自动接上；请人工指定。",
        "Several parts on page {page} could continue “{headline}”, so none was taken; pair them by hand.",
    ),
    "several-jumps": Kind(
        "warning",
        "《{headline}》的转接标记除第{page}版外还写了第{others}版，这里只接第{page}版；请按原版核对其余部分。",
        "The jump mark of “{headline}” names page {others} besides page {page}, which alone was taken; check the rest.",
    ),
    "crossed-jump": Kind(
        "warning",
        "《{headline}》下转第{page}版，那里的部分却写着上接第{other}版，仍按标题接上；请按原版核对。",
        "“{headline}” continues on page {page}, whose part says it comes from page {other}; paired by headline, "
        "check it.",
    ),
    "unlike-headlines": Kind(
        "warning",
        "《{headline}》与第{page}版的《{other}》按版号接上，但标题不同；请按原版核对。",
        "“{headline}” was paired with “{other}” on page {page} by their labels, though the headlines differ; check it.",
    ),
    "guessed-jump": Kind(
        "warning",
        "《{headline}》的转接标记缺版号，按第{page}版接上；请核对。",
        "The jump mark of “{headline}” has lost its number; it was paired with page {page}, check it.",
    ),
    "dropped-jump": Kind(
        "error",
        "接续“{one} → {other}”（版号/第几篇）与其他接续冲突、首尾相连或指向没有的文章，没有采用；请按原版改正。",
        "The link {one} → {other} (page/article) clashes with another, closes a ring or names no article, and was not "
        "used; correct it after the printed page.",
    ),
    # --- the exact form ---
    "exact-version": Kind(
        "error",
        "这是第 {version} 版的数字报文本，本程序只认识第 1 版；请升级程序。",
        "This is version {version} of the exact form, of which this program knows version 1; update the program.",
    ),
    "exact-stray-line": Kind(
        "error",
        "“{text}”不是字段，也不在正文里；请写成“字段：内容”，或移到“正文：”之后。",
        "“{text}” is no field and not inside a text; write it as 字段：内容, or move it below 正文：.",
    ),
    "exact-unknown-field": Kind(
        "error",
        "这里不能有“{field}”这个字段；请改用已有的字段名，或移到它所属的部分。",
        "There is no field “{field}” here; use one of the known names, or move it to the part it belongs to.",
    ),
    "exact-double-field": Kind(
        "error",
        "“{field}”写了两次；请只留一行。",
        "The field “{field}” stands here twice; keep one of the lines.",
    ),
    "exact-no-number": Kind(
        "error",
        "“{field}”应当是 1 到 2147483647 的整数，现在是“{value}”；请改正。",
        "“{field}” must be a whole number from 1 to 2147483647, not “{value}”; correct it.",
    ),
    "exact-bad-character": Kind(
        "error",
        "这一行含有文字中不能有的字符 {character}，没有采用；请删去。",
        "This line holds {character}, which no text can hold, and it was left out; delete it.",
    ),
    "exact-no-date": Kind(
        "error",
        "“{field}”应当写成 2021-02-20 的样子，现在是“{value}”；请改正。",
        "“{field}” must be a day such as 2021-02-20, not “{value}”; correct it.",
    ),
    "exact-no-label": Kind(
        "error",
        "“【版】”后面没有版号；请补上，如“【版】01”。",
        "There is no page label behind 【版】; add one, as in 【版】01.",
    ),
    "exact-no-page": Kind(
        "error",
        "“【文章】”前面没有“【版】”；请在它前面写明版号，如“【版】01”。",
        "There is no 【版】 above this 【文章】; name its page, as in 【版】01.",
    ),
    "exact-double-page": Kind(
        "error",
        "第{page}版写了两次；请合并，或改正版号。",
        "Page {page} stands here twice; put them together, or correct the label.",
    ),
    "exact-unknown-section": Kind(
        "warning",
        "“{text}”不是已知的部分，按正文处理；如果是正文，请在行首加 \\。",
        "“{text}” is no known part and was taken for text; if it is text, put \\ in front of it.",
    ),
    "exact-bad-continuation": Kind(
        "error",
        "“{text}”应当写成“01 ｜ 4 ｜ 02 ｜ 1”（版号、第几篇、接到的版号、第几篇），并指向已有的文章；请改正。",
        "“{text}” must read as 01 ｜ 4 ｜ 02 ｜ 1 (page, article, page and article it continues on); correct it.",
    ),
}


@dataclass(slots=True)
class Problem:
    """One doubt. ``line`` is 1-based in ``file``; None where it concerns the whole."""

    code: str
    line: int | None = None
    file: str = ""
    details: dict[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        return KINDS[self.code].severity

    def message(self, language: str = "zh-hans", options: bool = False) -> str:
        """The sentence for people; with ``options``, for those who use the command."""
        kind = KINDS[self.code]
        sentence = (kind.zh if language.startswith("zh") else kind.en).format_map(self.details)
        return f"{sentence} {kind.option}" if options and kind.option else sentence
