"""The box of pointers on a front page."""

import pytest

from articles.issue_text.document import Series, Teaser
from articles.issue_text.parser.pointers import is_reference

from .reading import PROSE, articles, page, read


def teasers(*lines, **hints):
    return read(*lines, **hints).pages[0].teasers


def test_pointers_of_one_to_three_lines():
    box = (
        "### 今日导读\n\n我县开展送桥下乡活动  \n老渡口有新桥  \n2版  \n"
        "因为有路,山乡在变系列①  \n夜市亮了  \n4版\n\n河口办起夜校 ▶▶3版"
    )
    assert teasers("# 石桥通车", "本报记者 白小川", PROSE, box) == [
        Teaser("老渡口有新桥", "2", "我县开展送桥下乡活动"),
        Teaser("夜市亮了", "4", "因为有路，山乡在变系列①", Series("因为有路，山乡在变", 1)),
        Teaser("河口办起夜校", "3"),
    ]


def test_other_forms_of_references():
    assert teasers("导读", "石桥通车（详见第二版）", "夜校开课 见4版", "山乡夜市……A3版", "# 甲乙丙丁", PROSE) == [
        Teaser("石桥通车", "2"),
        Teaser("夜校开课", "4"),
        Teaser("山乡夜市", "A3"),
    ]


def test_a_kicker_may_share_the_line():
    assert teasers("今日导读", "因为有路② 夜市亮了 4版", "# 甲乙丙丁", PROSE) == [
        Teaser("夜市亮了", "4", "因为有路②", Series("因为有路", 2))
    ]


def test_the_box_ends_where_articles_begin():
    (article,) = articles("今日导读", "石桥通车", "2版", "编者按：桥通了。", "# 夜校开课", "本报记者 白小川", PROSE)
    assert article.headline == "夜校开课"
    assert [note.text for note in article.editors_notes] == ["桥通了。"]


def test_a_box_without_references_is_text():
    document = read("今日导读", PROSE, "# 夜校开课", PROSE)
    assert document.pages[0].teasers == []


def test_a_line_that_only_points_makes_a_pointer_of_the_headline_above():
    document = read("# 石桥通车", "（详见第4版）", "# 夜校开课", PROSE)
    assert document.pages[0].teasers == [Teaser("石桥通车", "4")]
    assert [article.headline for article in document.pages[0].articles] == ["夜校开课"]


def test_a_reference_alone_belongs_to_no_pointer():
    assert read(page("今日导读", "2版", "# 夜校开课", PROSE)).pages[0].teasers == []


@pytest.mark.parametrize(
    "text", ["（相關新聞刊A3版）", "（相关报道见第三版）", "(Kommentar Seite 4)", "(See editorial, Page 4)"]
)
def test_references_to_related_texts_are_furniture(text):
    document = read("# 清河有座桥", PROSE, text)
    assert [page.label for page in document.pages] == ["1"]
    assert [block.text for block in document.pages[0].articles[0].body] == [PROSE]


@pytest.mark.parametrize("text", ["（详见第4版）", "（桥）", "(from page 3 of his diary he read)"])
def test_other_brackets_are_no_references(text):
    assert not is_reference(text)
