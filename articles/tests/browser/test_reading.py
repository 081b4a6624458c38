"""A reader with a real browser, on a phone and at a desk."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from articles.tests.factories import make_article, make_issue, make_note, make_part, make_pointer, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "好稻谷有了，却卖不出好价钱，田有根一夜没有合眼，第二天一早就去找村里的老支书商量办米厂的事。"
PHONE, DESK = 390, 1440
WIDTHS = [320, PHONE, 768, DESK, 2560]


@pytest.fixture(autouse=True)
def issue():
    """Four pages: a story that jumps from the first to the second, and a pointer to the third."""
    issue = make_issue(pages=4, number=3128)
    first, second, third, fourth = issue.pages.all()
    make_article(
        first, "抢抓农时 稳住面积 让每一块好田都种上好粮", "\n\n".join([SENTENCE * 3] * 4), kicker="现场会上强调"
    )
    jumping = make_article(first, "一粒米的三次转身", "\n\n".join([SENTENCE * 3] * 3), deck="柳溪镇产业链观察")
    make_part(jumping, second, "\n\n".join([SENTENCE * 3] * 4))
    for number in range(6):
        make_article(first, f"第{number + 1}条短消息", SENTENCE * 2, byline="本报讯（记者 程朗）", authors=["程朗"])
    pointed = make_article(third, "源头有座瞭望台", SENTENCE * 9)
    make_note(pointed)
    make_pointer(first, "源头有座瞭望台", "3", pointed)
    make_article(fourth, "惊蛰，听见土地翻了个身", SENTENCE * 9)
    return publish(issue)


def columns_of(page, selector):
    """How many columns the text that a selector names is set in, by where its lines begin."""
    return page.locator(selector).first.evaluate(
        """text => {
            const range = document.createRange();
            range.selectNodeContents(text);
            const width = parseFloat(getComputedStyle(text).fontSize) * 10;
            const starts = [...range.getClientRects()].map(box => Math.round(box.left / width));
            return getComputedStyle(text).columnCount === "auto" ? 1 : new Set(starts).size;
        }"""
    )


def test_a_pointer_leads_to_its_article(open_page):
    page = open_page("/")

    page.get_by_role("complementary", name="今日导读").get_by_role("link", name="源头有座瞭望台").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("源头有座瞭望台")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_jump_is_followed_forth_and_back(open_page, width):
    page = open_page("/", width)

    page.get_by_role("link", name="下转第二版").click()
    page.wait_for_url("**/2026-03-05/2/#a2-2")
    expect(page.locator("#a2-2")).to_be_in_viewport()

    page.get_by_role("link", name="上接第一版").click()
    page.wait_for_url("**/2026-03-05/1/#a2-1")
    expect(page.locator("#a2-1")).to_be_in_viewport()


def test_a_story_is_read_whole_and_leads_back_to_its_pages(open_page):
    page = open_page("/")

    page.get_by_role("link", name="一粒米的三次转身").click()
    expect(page.locator(".text > p")).to_have_count(7)
    page.locator(".page-mark").get_by_role("link", name="下转第二版").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("第2版")


def test_the_front_page_has_one_column_on_a_phone_and_several_at_a_desk(open_page):
    assert columns_of(open_page("/", PHONE), ".story--lead .text") == 1
    assert columns_of(open_page("/", DESK), ".story--lead .text") >= 3


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/qinghe/", "/qinghe/2026-03-05/2/", "/qinghe/2026-03-05/article/2/"])
def test_nothing_is_wider_than_the_screen(open_page, path, width):
    page = open_page(path, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_shows_the_beginning_of_a_story_and_leads_to_the_rest(open_page):
    page = open_page("/", PHONE)

    story = page.locator("#a2-1")
    expect(story.locator(".text > p").nth(1)).to_be_visible()
    expect(story.locator(".text > p").nth(2)).to_be_hidden()
    story.locator(".read-on a").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("一粒米的三次转身")


def test_the_keyboard_reaches_the_text_first(open_page):
    page = open_page("/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_headings_do_not_skip_a_level(open_page):
    for path in ("/", "/qinghe/", "/qinghe/2026-03-05/2/", "/qinghe/2026-03-05/article/2/"):
        levels = open_page(path).evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
