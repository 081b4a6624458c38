"""Dates and pages in the names of files and folders."""

import datetime

import pytest

from articles.issue_text.hints import Hints, hints_from_path

DAY = datetime.date(2021, 2, 20)


@pytest.mark.parametrize(
    ("path", "newspaper", "date", "page"),
    [
        ("hekou-2021-02-20-p1.md", "hekou", DAY, "1"),
        ("hekou_20210220_p02.txt", "hekou", DAY, "02"),
        ("2021-02-20/01.md", None, DAY, "01"),
        ("河口日报/2021年2月20日/第2版.txt", None, DAY, "2"),
        ("20210220-p1.txt", None, DAY, "1"),
        ("2021-02-20/A02要闻.md", None, DAY, "A02"),
        ("issue/B4.txt", None, None, "B4"),
        ("2021.2.20 第十二版.txt", None, DAY, "12"),
        ("20210220.txt", None, DAY, None),
        ("2021-02-30/01.md", None, None, "01"),
        ("page3.md", None, None, "3"),
        ("说明.md", None, None, None),
        ("2021-02-20-03.txt", None, DAY, "03"),
        ("notes 2021.txt", None, None, None),
    ],
)
def test_names_tell_newspaper_date_and_page(path, newspaper, date, page):
    found = hints_from_path(path)
    assert (found.newspaper, found.date, found.page) == (newspaper, date, page)


def test_number_and_edition_are_read_too():
    found = hints_from_path("河口日报/2021-02-20 号外 总第4127期/1.md")
    assert (found.number, found.edition) == (4127, "号外")


def test_the_file_keeps_its_name():
    assert hints_from_path("a/b/01.md").file == "01.md"


def test_options_win_over_names():
    named = hints_from_path("hekou-2021-02-20-p1.md")
    given = Hints(date=datetime.date(2021, 2, 21), page="3")
    both = given.over(named)
    assert (both.newspaper, both.date, both.page) == ("hekou", datetime.date(2021, 2, 21), "3")


@pytest.mark.parametrize(
    ("path", "page", "spread"),
    [
        ("2021-02-20/02-03.md", "02", "03"),
        ("2021-02-20/第2、3版.md", "2", "3"),
        ("2021-02-20/第二、三版 特刊.md", "2", "3"),
        ("hekou-2021-02-20-p2-3.md", "2", "3"),
        ("2021-02-20/A2-A3.txt", "A2", "A3"),
        ("2021-02-20/5-7.md", None, ""),
        ("2021-02-20/p12.md", "12", ""),
    ],
)
def test_spreads_name_both_their_pages(path, page, spread):
    hints = hints_from_path(path)
    assert (hints.page, hints.spread) == (page, spread)


def test_a_page_from_an_option_is_no_spread():
    assert Hints(page="4").over(hints_from_path("02-03.md")).spread == ""
