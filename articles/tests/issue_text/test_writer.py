"""The exact text form: what is written reads back equal, and mistakes of an editor are named."""

import datetime

import pytest
from hypothesis import given, settings

from articles.issue_text.document import (
    ArticleText,
    AuthorName,
    Block,
    Continuation,
    Credit,
    IssueDocument,
    Note,
    PageText,
    Place,
    Series,
    Teaser,
)
from articles.issue_text.hints import Hints
from articles.issue_text.parser import parse_issue
from articles.issue_text.writer import write_issue

from .strategies import documents


@given(documents())
@settings(max_examples=100, deadline=None)
def test_every_document_reads_back_equal(document):
    again = parse_issue(write_issue(document))
    assert again == document
    assert again.problems == []


def sample() -> IssueDocument:
    bridge = ArticleText(
        headline="河口石桥通车",
        kicker="历时三年",
        deck="清河两岸从此相连",
        column="乡路",
        series=Series("乡路", 2),
        byline="本报记者 白小川",
        authors=[AuthorName("白小川", "记者"), AuthorName("本报评论员", "评论员", institution=True)],
        dateline="本报河口2月19日电",
        source="清河晚报",
        editors_notes=[Note("before", "第一段。\n第二段。"), Note("within", "中间。"), Note("after", "末了。")],
        body=[
            Block("paragraph", "桥通了。"),
            Block("crosshead", "老石匠"),
            Block("quote", "我等了三十年。"),
            Block("picture", "新桥[东头]", name="bridge.jpg", credit="赵一鸣", alt="石桥"),
            Block("separator"),
            Block("paragraph", "# 像标记的段落"),
        ],
        tags=["交通", "乡村"],
        continues_on="2",
        number=12,
    )
    rest = ArticleText(continued_from="1", body=[Block("paragraph", "桥面宽八米。")])
    return IssueDocument(
        newspaper="hekou",
        date=datetime.date(2021, 2, 20),
        number=4127,
        edition="号外",
        pages=[
            PageText(
                1,
                "1",
                "要闻",
                [Credit("责任编辑", ["甲春", "乙秋"])],
                [bridge],
                [Teaser("夜校开课", "2", "今晚", Series("夜校"))],
            ),
            PageText(2, "2", articles=[rest]),
        ],
        continuations=[Continuation(Place(0, 0), Place(1, 0))],
    )


def test_a_whole_issue_is_written_for_people():
    text = write_issue(sample())
    assert text.startswith("数字报文本 1")
    assert "标题：河口石桥通车\n" in text
    assert "作者：白小川 ｜ 记者\n机构：本报评论员 ｜ 评论员\n" in text
    assert "\n## 老石匠\n" in text
    assert "\n\\# 像标记的段落\n" in text
    assert text.endswith("【接续】\n1 ｜ 1 ｜ 2 ｜ 1\n")


def test_a_whole_issue_reads_back():
    assert parse_issue(write_issue(sample())) == sample()


def test_lines_of_the_exact_form_are_kept():
    again = parse_issue(write_issue(sample()))
    assert again.pages[0].articles[0].line == 16
    assert again.pages[0].articles[0].body[0].lines[0] > 16


def test_hints_fill_up_and_contradict():
    document = parse_issue(
        "数字报文本 1\n日期：2021-02-20\n", Hints(newspaper="hekou", date=datetime.date(2021, 2, 21))
    )
    assert document.newspaper == "hekou"
    assert [problem.code for problem in document.problems] == ["date-contradiction"]


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        (["走样的一行"], "exact-stray-line", 2),
        (["颜色：红"], "exact-unknown-field", 2),
        (["日期：昨天"], "exact-no-date", 2),
        (["总期号：很多"], "exact-no-number", 2),
        (["总期号：0"], "exact-no-number", 2),
        (["【版】1", "次序：2147483648"], "exact-no-number", 3),
        (["报纸：甲\\u{d800}"], "exact-bad-character", 2),
        (["【版】1", "【文章】", "正文：", "桥\\u{0}通了。"], "exact-bad-character", 5),
        (["【版】1", "【文章】", "正文：", "桥\x00通了。"], "exact-bad-character", 5),
        (["报纸：甲", "报纸：乙"], "exact-double-field", 3),
        (["【版】"], "exact-no-label", 2),
        (["【版】1", "【版】1"], "exact-double-page", 3),
        (["【版】1", "颜色：红"], "exact-unknown-field", 3),
        (["【版】1", "导读版次：2"], "exact-unknown-field", 3),
        (["【文章】", "标题：甲"], "exact-no-page", 2),
        (["【版】1", "【文章】", "颜色：红"], "exact-unknown-field", 4),
        (["【版】1", "【文章】", "系列：甲 ｜ 乙"], "exact-no-number", 4),
        (["【版】1", "【文章】", "按语续：甲"], "exact-unknown-field", 4),
        (["【版】1", "【文章】", "正文：", "【附】"], "exact-unknown-section", 5),
        (["【版】1", "【文章】", "正文：", "图片作者：甲"], "exact-unknown-field", 5),
        (["【接续】", "1 ｜ 1"], "exact-bad-continuation", 3),
        (["【接续】", "1 ｜ 1 ｜ 2 ｜ 1"], "exact-bad-continuation", 3),
        (["【接续】", "1 ｜ 甲 ｜ 2 ｜ 1"], "exact-bad-continuation", 3),
        (["【版】1", "【文章】", "【文章】", "【接续】", "1 ｜ 1 ｜ 1 ｜ 2", "1 ｜ 2 ｜ 1 ｜ 1"], "dropped-jump", 7),
        (["【版】1", "【文章】", "【文章】", "【接续】", "1 ｜ 1 ｜ 1 ｜ 2", "1 ｜ 1 ｜ 1 ｜ 2"], "dropped-jump", 7),
        (["【版】1", "【文章】", "【接续】", "1 ｜ 1 ｜ 1 ｜ 1"], "dropped-jump", 5),
    ],
)
def test_an_editors_mistake_is_named_with_its_line(lines, code, line):
    document = parse_issue("\n".join(["数字报文本 1", *lines]))
    assert [(problem.code, problem.line) for problem in document.problems] == [(code, line)]
    assert document.problems[0].message("en")


def test_a_newer_form_is_refused():
    assert [problem.code for problem in parse_issue("数字报文本 9\n").problems] == ["exact-version"]


def test_an_editor_may_write_the_text_behind_its_field():
    document = parse_issue("数字报文本\n\n【版】3\n【文章】\n标题：甲\n正文：桥通了。\n\\u{110000}\n")
    assert [block.text for block in document.pages[0].articles[0].body] == ["桥通了。", "\\u{110000}"]
    assert document.problems == []


def test_escapes_hold_no_line_breaks_padding_or_forbidden_characters():
    document = parse_issue("数字报文本 1\n报纸：甲\\u{d800}\\u{a}乙\\u{2028}\n报头：\\u{20}\\\\u{0}\n")
    assert (document.newspaper, document.title) == ("甲 乙", "\\u{0}")
    assert [problem.line for problem in document.problems] == [2]


def test_a_series_may_begin_with_nought():
    document = parse_issue("数字报文本 1\n【版】1\n【文章】\n系列：甲 ｜ 0\n编者按：桥\n按语续：路\n按语续：船\n")
    (article,) = document.pages[0].articles
    assert (article.series, article.editors_notes) == (Series("甲", 0), [Note("before", "桥\n路\n船")])
    assert document.problems == []
