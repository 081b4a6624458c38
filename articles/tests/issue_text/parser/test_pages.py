"""Pages, mastheads and what they say about the issue."""

import datetime

import pytest

from articles.issue_text.document import Credit

from .reading import MORE, PROSE, codes, page, read

DAY = datetime.date(2021, 2, 20)


def test_a_whole_front_page():
    document = read(
        "# 河口日报",
        "中共河口县委主管 河口县融媒体中心主办",
        "2021年2月20日 星期六 农历辛丑年正月初九",
        "国内统一连续出版物号 CN33-0123 总第4127期 今日4版",
        "第1版 要闻",
        "# 石桥通车",
        "本报记者 白小川",
        PROSE,
        "责任编辑:赵一鸣 版式:罗小兰校对:周宁 电话:0571-1234567",
        page=None,
    )
    (first,) = document.pages
    assert (document.newspaper, document.title) == ("河口日报", "河口日报")
    assert (document.date, document.number) == (DAY, 4127)
    assert (document.cn_number, document.sponsor) == ("CN33-0123", "河口县融媒体中心")
    assert (first.label, first.name, first.number) == ("1", "要闻", 1)
    assert first.credits == [Credit("责任编辑", ["赵一鸣"]), Credit("版式", ["罗小兰"]), Credit("校对", ["周宁"])]
    assert [article.headline for article in first.articles] == ["石桥通车"]
    assert codes(document) == []


def test_many_pages_in_one_file():
    document = read(
        *("第2版", "河口日报 2021年2月20日 星期六", "# 夜校开课", PROSE),
        *("第1版", "河口日报 2021年2月20日 星期六", "# 石桥通车", PROSE),
        page=None,
    )
    assert [(made.label, made.number, len(made.articles)) for made in document.pages] == [("1", 1, 1), ("2", 2, 1)]
    assert codes(document) == []


def test_sections_are_ordered_by_their_labels():
    document = read("B1版", "# 石桥通车", PROSE, "A2版", "# 夜校开课", PROSE, page=None)
    assert [(made.label, made.number) for made in document.pages] == [("A2", 2), ("B1", 101)]


def test_page_heads_over_every_article_part_them():
    document = read("第1版", "石桥通车", PROSE, "第1版", "夜校开课", PROSE, page=None)
    assert [article.headline for article in document.pages[0].articles] == ["石桥通车", "夜校开课"]


def test_a_page_that_comes_again_is_one_page():
    document = read("第1版", "# 石桥通车", PROSE, "第2版", "# 夜校开课", PROSE, "第1版", "# 山乡夜市", PROSE, page=None)
    assert [len(made.articles) for made in document.pages] == [2, 1]
    assert "page-again" in codes(document)


def test_archives_name_the_column_of_every_article():
    document = read(
        "第8版(体育)",
        "专栏:乡路随笔",
        "石桥通车",
        "白小川",
        PROSE,
        "第8版(体育)",
        "专栏:",
        "夜校开课",
        PROSE,
        page=None,
    )
    assert [(article.headline, article.column) for article in document.pages[0].articles] == [
        ("石桥通车", "乡路随笔"),
        ("夜校开课", ""),
    ]
    assert document.pages[0].name == "体育"


def test_a_masthead_in_latin_letters():
    document = read(
        "# The Valley Press",
        "Saturday, February 20, 2021  Vol. 3",
        "A1",
        "# New bridge opens",
        "By Mary Olsen",
        page=None,
    )
    assert (document.newspaper, document.date, document.pages[0].label) == ("The Valley Press", DAY, "A1")


def test_the_name_in_latin_letters_is_no_headline():
    document = read("河口日报", "HE KOU RI BAO", "2021年2月20日 星期六", "第一版", "# 石桥通车", PROSE, page=None)
    assert document.newspaper == "河口日报"
    assert len(document.pages[0].articles) == 1


def test_names_that_do_not_end_as_papers_do():
    document = read("# 河口时讯", "2021年2月20日 星期六", "# 石桥通车", PROSE)
    assert document.newspaper == "河口时讯"


def test_a_headline_above_a_date_is_no_name():
    document = read("# 河口县新修的石桥昨天通车", "2021年2月20日 星期六", PROSE)
    assert document.newspaper is None


def test_hints_go_before_the_masthead_and_contradictions_are_errors():
    document = read(
        "2021年2月20日 星期六 总第7期",
        "# 石桥通车",
        PROSE,
        date=datetime.date(2021, 2, 21),
        number=8,
        newspaper="hekou",
    )
    assert (document.date, document.number, document.newspaper) == (datetime.date(2021, 2, 21), 8, "hekou")
    assert codes(document) == ["date-contradiction", "number-contradiction"]
    assert "2021-02-21" in document.problems[0].message()


def test_a_wrong_weekday_is_a_warning():
    document = read("2021年2月20日 星期五", "# 石桥通车", PROSE)
    (problem,) = document.problems
    assert (problem.code, problem.line) == ("wrong-weekday", 1)
    assert "星期六" in problem.message("zh-hans")
    assert "Saturday" in problem.message("en")


def test_impossible_dates_are_named():
    assert codes(read("第1版 2021年2月30日", "# 石桥通车", PROSE, page=None)) == ["bad-date", "no-date"]


def test_missing_pages_and_dates_are_said():
    document = read("# 石桥通车", PROSE, page=None)
    assert document.pages[0].label == "1"
    assert codes(document) == ["page-assumed", "no-date"]


def test_a_head_that_contradicts_the_given_page():
    document = read("第2版", "# 石桥通车", PROSE, page="3", date=DAY)
    assert document.pages[0].label == "3"
    assert codes(document) == ["page-contradiction"]


def test_text_before_the_first_head_gets_a_free_label():
    document = read("# 石桥通车", PROSE, "第1版", "# 夜校开课", PROSE, date=DAY)
    assert sorted(made.label for made in document.pages) == ["1", "2"]


def test_the_file_is_named_with_pages_and_problems():
    document = read("# 石桥通车", PROSE, file="01.md")
    assert document.pages[0].file == "01.md"
    assert {problem.file for problem in document.problems} == {"01.md"}


@pytest.mark.parametrize(("text", "expected"), [("", ["empty-file"]), ("2021年2月20日 星期六", ["no-article"])])
def test_nothing_to_read(text, expected):
    assert codes(read(page(text))) == expected


def test_an_overlong_line_is_an_error():
    document = read("# 石桥通车", "桥" * 30_000, date=DAY)
    assert "long-line" in codes(document)


def test_the_extra_edition_is_kept():
    assert read("河口日报 2021年2月20日 号外", "# 石桥通车", MORE).edition == "号外"


@pytest.mark.parametrize("head", ["第2、3版", "第2-3版 通版", "02版-03版", "第二、三版（通版）"])
def test_a_spread_is_said_to_be_one(head):
    document = read(head, "# 清河有座桥", PROSE, page=None)
    assert [page.label.lstrip("0") for page in document.pages] == ["2"]
    (problem,) = (problem for problem in document.problems if problem.code == "spread-page")
    assert problem.details["other"].lstrip("0") == "3"


def test_a_spread_that_the_file_names():
    assert "spread-page" in codes(read("# 清河有座桥", PROSE, page="2", spread="3"))


@pytest.mark.parametrize(
    "line", ["主办：河口县文化馆", "主办单位：河口县文化馆", "广告热线：0571-1234567", "投稿邮箱：a@b.cn"]
)
def test_an_imprint_inside_an_article_is_its_text(line):
    document = read("2021年2月20日 星期六", "# 石桥通车", PROSE, line, "电话：0571-7654321", MORE)
    assert [block.text for block in document.pages[0].articles[0].body] == [PROSE, line, "电话：0571-7654321", MORE]
    assert document.sponsor == ""


def test_an_imprint_below_the_articles_is_one():
    assert read("# 石桥通车", PROSE, "主办：河口县文化馆").sponsor == "河口县文化馆"


def test_another_days_date_signs_a_notice():
    document = read("2021年2月20日 星期六", "# 石桥通车", PROSE, "2021年2月19日 星期五")
    assert [block.text for block in document.pages[0].articles[0].body] == [PROSE, "2021年2月19日 星期五"]
    assert codes(document) == []


@pytest.mark.parametrize("text", ["（更多内容见第3版）", "（相关新闻刊A3版）"])
def test_references_that_are_left_out_are_noted(text):
    (problem,) = read("# 石桥通车", PROSE, text, MORE, date=DAY).problems
    assert (problem.code, problem.line, problem.severity) == ("reference-left-out", 5, "note")
    assert text in problem.message("en")


@pytest.mark.parametrize("line", ["2021年2月19日 星期五", "2021年2月19日"])
def test_a_date_that_signs_a_notice_is_no_kicker(line):
    document = read("2021年2月20日 星期六", "# 石桥通车", PROSE, line, "# 夜校开课", PROSE)
    first, second = document.pages[0].articles
    assert ([block.text for block in first.body], second.kicker) == ([PROSE, line], "")


def test_an_imprint_that_ends_a_notice_above_another_article_is_its_text():
    document = read("2021年2月20日 星期六", "# 石桥通车", PROSE, "主办：河口县文化馆", "# 夜校开课", PROSE)
    first, second = document.pages[0].articles
    assert [block.text for block in first.body] == [PROSE, "主办：河口县文化馆"]
    assert (second.kicker, document.sponsor) == ("", "")


MASTHEAD = ("河口日报", "2021年2月20日 星期六")


@pytest.mark.parametrize("headline", ["气象台发布高温预报", "一周快报", "甲稿见报", "今日早报"])
def test_a_headline_that_ends_like_a_newspapers_name_stays(headline):
    (first,) = read(*MASTHEAD, "第1版", headline, PROSE, page=None).pages
    assert [article.headline for article in first.articles] == [headline]


def test_such_a_headline_stays_in_a_file_that_does_not_say_whose_it_is():
    document = read("第2版", "气象台发布高温预报", PROSE)
    assert [article.headline for article in document.pages[0].articles] == ["气象台发布高温预报"]
    assert document.title == ""


def test_a_paper_of_any_name_is_known_by_the_date_below_it():
    document = read("山城快报", "SHANCHENG KUAIBAO", "2021年2月20日 星期六", "第1版", "石桥通车", PROSE, page=None)
    assert document.title == "山城快报"
    assert [article.headline for article in document.pages[0].articles] == ["石桥通车"]


def test_the_name_over_every_page_is_no_headline_though_a_sign_of_it_was_misread():
    document = read(*MASTHEAD, "第1版", "石桥通车", PROSE, "第2版", "河囗日报", "夜校开课", PROSE, page=None)
    assert [[article.headline for article in made.articles] for made in document.pages] == [["石桥通车"], ["夜校开课"]]


def test_a_page_may_be_called_like_a_newspaper():
    _, second = read(*MASTHEAD, "第1版", "石桥通车", PROSE, "第2版 一周快报", "夜校开课", PROSE, page=None).pages
    assert second.name == "一周快报"


def test_a_papers_name_alone_is_no_headline_where_nothing_else_says_whose_the_page_is():
    (first,) = read("第2版", "山城环境报", "夜校开课", PROSE).pages
    assert [article.headline for article in first.articles] == ["夜校开课"]
