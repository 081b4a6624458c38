"""What staff sees of an issue that was read, and of what was done with it."""

import pytest
from django.utils import translation

from articles.importing.report import document_tree, problem_lines
from articles.issue_text.continuations import pair_continuations
from articles.issue_text.document import Block, Credit, IssueDocument, Note, Series
from articles.issue_text.problems import Problem

from .documents import issue, page, story


@pytest.fixture
def tree():
    head = story("专班助力攻坚", "前半段的文字。", line=8, continues_on="2", kicker="一线见闻", deck="来自河口镇的报告")
    head.series, head.column, head.source = Series("在变", 2), "微言", "云州日报"
    head.byline, head.dateline = "本报讯（记者 李明）", "新华社青禾3月4日电"
    head.editors_notes = [Note("before", "今日予以转载，以飨读者，并请各乡镇结合实际学习借鉴他们的做法。")]
    head.body += [Block("crosshead", "好钢用在刀刃上"), Block("paragraph", "后来的一段。", lines=[12, 14])]
    tail = story("专班助力攻坚", "后半段的文字。", continued_from="1", line=3)
    lost = story("", "没有标题的文字。", line=5, continues_on="7")
    document = issue(
        page(1, head, name="要闻", credits=[Credit("责任编辑", ["王芳"])], teasers=[("夜色更美了", "2")]),
        page(2, tail, lost),
        number=128,
    )
    pair_continuations(document)
    return document_tree(document)


def test_it_begins_with_paper_day_and_number(tree):
    assert tree.startswith("青禾日报　2026年3月5日　星期四　总第128期")


@pytest.mark.parametrize(
    "line",
    [
        "第1版：要闻  01.md",
        "  责任编辑：王芳",
        "  ☞ 夜色更美了 → 第2版",
        "    8 ▪ 专班助力攻坚",
        "        引题　一线见闻",
        "        副题　来自河口镇的报告",
        "        栏目　微言",
        "        系列　在变　2",
        "        署名　本报讯（记者 李明）",
        "        作者　李明（记者）",
        "        电头　新华社青禾3月4日电",
        "        转载　云州日报",
        "        小标题　好钢用在刀刃上",
        "        下转　第2版　专班助力攻坚",
        "        上接　第1版　专班助力攻坚",
    ],
)
def test_every_field_has_its_line(tree, line):
    assert line in tree.splitlines()


def test_long_texts_are_cut_and_healed_paragraphs_counted(tree):
    assert "按语　今日予以转载，以飨读者，并请各乡镇结合实际学习借…" in tree
    assert "2 段，20 字，接合断段 1 处　前半段的文字。" in tree


def test_what_is_open_or_without_headline_says_so(tree):
    assert "    5 ▪ （无标题）" in tree
    assert "下转　第7版　（未接上）" in tree


def test_an_issue_of_unknown_day_and_paper():
    assert document_tree(IssueDocument()) == "报纸不明　日期不明"


def test_problems_are_numbered_the_gravest_first_with_file_and_line():
    problems = [
        Problem("file-not-text", file="a.docx"),
        Problem("empty-file", file="01.md", line=3),
        Problem("number-differs", details={"found": 1, "stored": 2}),
    ]
    first, second, third = problem_lines(problems)
    assert first.startswith("  1. [错误] 01.md:3: ")
    assert second.startswith("  2. [警告] 文字里的总期号是 1")
    assert third.endswith("(file-not-text)")


def test_problems_speak_english_too():
    with translation.override("en"):
        (line,) = problem_lines([Problem("file-not-text", file="a.docx")])
    assert (
        line == "  1. [for information] a.docx: Files of this kind are not page texts; it was not read. (file-not-text)"
    )
