"""Page heads, mastheads and credits."""

import datetime

import pytest

from articles.issue_text.document import Credit
from articles.issue_text.parser.furniture import read_furniture


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("第1版", "1", ""),
        ("第二版", "2", ""),
        ("01版：要闻", "01", "要闻"),
        ("04版:要 闻", "04", "要闻"),
        ("第4版(体育)", "4", "体育"),
        ("A01 要闻", "A01", "要闻"),
        ("A3", "A3", ""),
        ("要闻 02版", "02", "要闻"),
        ("第８版　副刊", "8", "副刊"),
        ("第A05版:要闻 PDF版", "A05", "要闻"),
        ("B03 健康周刊", "B03", "健康周刊"),
        ("A4 港聞", "A4", "港聞"),
        ("Page 3", "3", ""),
        ("Seite 3 Lokales", "3", "Lokales"),
    ],
)
def test_page_heads(text, label, name):
    found = read_furniture(text)
    assert (found.label, found.page_name) == (label, name)


DAY = datetime.date(2021, 2, 20)


@pytest.mark.parametrize(
    ("text", "date", "weekday"),
    [
        ("2021年2月20日 星期六", DAY, 5),
        ("２０２１年２月２０日　星期六", DAY, 5),
        ("二〇二一年二月二十日 星期六 农历辛丑年正月初九", DAY, 5),
        ("河口日报 2021年2月20日 星期六", DAY, 5),
        ("2021-02-20 周六", DAY, 5),
        ("中華民國104年11月6日 星期五", datetime.date(2015, 11, 6), 4),
        ("Saturday, February 20, 2021   Vol. 118, No. 241   50 cents", DAY, 5),
        ("Nr. 56 / Samstag, 20. Februar 2021 / Unabhängige Tageszeitung", DAY, 5),
        ("Samedi 20 février 2021", DAY, 5),
    ],
)
def test_dates(text, date, weekday):
    found = read_furniture(text)
    assert (found.date, found.weekday) == (date, weekday)


def test_a_whole_masthead():
    found = read_furniture(
        "河口日报 2021年2月20日 星期六 国内统一连续出版物号 CN33-0123 总第4127期 今日4版 中共河口县委主管 "
        "河口县融媒体中心主办"
    )
    assert (found.newspaper, found.date, found.number) == ("河口日报", DAY, 4127)
    assert (found.cn_number, found.sponsor) == ("CN33-0123", "河口县融媒体中心")


def test_an_extra_edition():
    assert read_furniture("河口日报 2021年2月20日 号外").edition == "号外"


def test_impossible_dates_are_kept_apart():
    found = read_furniture("第1版 2021年2月30日")
    assert found.date is None
    assert found.bad_date == "2021年2月30日"
    assert read_furniture("Page 1 February 30, 2021").bad_date == "February 30, 2021"


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        ("责任编辑：白小川 校对：赵一鸣", [Credit("责任编辑", ["白小川"]), Credit("校对", ["赵一鸣"])]),
        (
            "责任编辑:白小川版式:罗小兰校对:赵一鸣 电话:0571-1234567",
            [Credit("责任编辑", ["白小川"]), Credit("版式", ["罗小兰"]), Credit("校对", ["赵一鸣"])],
        ),
        (
            "2021年2月20日 星期六 本版编辑/白小川 美编/赵一鸣",
            [Credit("本版编辑", ["白小川"]), Credit("美编", ["赵一鸣"])],
        ),
        ("责 任 编 辑 白小川 李　明", [Credit("责任编辑", ["白小川", "李明"])]),
        ("責任編輯：葉國華", [Credit("責任編輯", ["葉國華"])]),
    ],
)
def test_credits(text, credits):
    assert read_furniture(text).credits == credits


@pytest.mark.parametrize(
    "text",
    [
        "新闻热线:0571-1234567 投稿邮箱:news@example.org",
        "中共河口县委主管 河口县融媒体中心主办",
        "上一篇 下一篇",
        "放大 缩小 默认",
    ],
)
def test_imprints_and_site_noise(text):
    assert read_furniture(text) is not None


def test_columns_of_archives():
    assert read_furniture("专栏:乡路随笔").column == "乡路随笔"
    assert read_furniture("专栏：").column == ""
    found = read_furniture("2021-02-20第2版面所有文章内容")
    assert (found.label, found.date) == ("2", DAY)


@pytest.mark.parametrize(
    "text",
    [
        "石桥通车了，村民高兴。",
        "编辑同志：我是一名退休教师，每天过桥。",
        "第二版图书今日上架发售引来众多读者",
        "2021年2月20日上午，河口镇新修的石桥通车了",
        "河口镇的四个版面上都有报道",
        "校对工作要细心",
        "Page after page he read",
    ],
)
def test_text_is_no_furniture(text):
    assert read_furniture(text) is None


def test_below_an_article_a_date_alone_is_a_signature():
    assert read_furniture("2021年2月20日", at_top=False) is None
    assert read_furniture("2021年2月20日 星期六", at_top=False) is not None
    assert read_furniture("河口日报", at_top=False) is None
    assert read_furniture("河口日报").newspaper == "河口日报"
