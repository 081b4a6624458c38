"""What comes out of the printer, and what goes into a footnote."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from articles.models import Newspaper
from articles.tests.factories import make_article, make_issue, make_part, make_pointer, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ISSUE = "/qinghe/2026-03-05/"
STORY = f"{ISSUE}article/1/"
A4 = (595, 842)


@pytest.fixture
def story():
    """A story of two pages of paper that lies on two pages of the issue, beside another one."""
    issue = make_issue(pages=2, number=9127)
    first, second = issue.pages.all()
    article = make_article(first, "一粒米的三次转身", "凌晨五点半，米厂亮起了灯。", authors=["许禾"])
    make_part(article, second, "\n\n".join(f"第{n}次转身，米价涨了{n}分。" * 12 for n in range(1, 16)) + "\n\n灯灭了。")
    make_article(first, "桥通了，路近了", "云水大桥昨日通车。")
    publish(issue)
    return article


def printed(page) -> tuple[list[tuple[int, int]], str]:
    """The sizes of the sheets, and all that stands on them without spaces."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [tuple(map(round, sheet.get_size())) for sheet in document], "".join(map(text_of, document))


def text_of(sheet) -> str:
    return re.sub(r"\s+", "", sheet.get_textpage().get_text_range())


def test_a_printed_article_holds_its_text_and_the_way_back(open_page, story, live_server):
    sheets, text = printed(open_page(STORY))

    assert sheets[0] == A4
    assert 2 <= len(sheets) <= 4
    for said in ("一粒米的三次转身", "凌晨五点半，米厂亮起了灯。", "第15次转身", "灯灭了。"):
        assert said in text
    assert text.count("许禾.一粒米的三次转身[N].青禾日报,2026-03-05(1,2).") == 1
    assert text.count(f"{live_server.url}/a/{story.short_code}/") == 1
    assert text.index("灯灭了。") < text.index("许禾.一粒米")


def test_nothing_of_the_site_is_printed(open_page, story):
    Newspaper.objects.update(sponsor="中共青禾县委")
    text = printed(open_page(STORY))[1]
    # After the way back, two lines about the paper would often have a sheet of their own.
    assert "主办" not in text
    for said in ("BibTeX", "N/OL", "下一篇", "桥通了", "报错", "首页", "阅读设置", "跳到正文"):
        assert said not in text


def test_the_way_back_is_for_paper_only(open_page, story):
    page = open_page(STORY)
    symbol = page.locator("svg.qr")
    expect(symbol).to_be_hidden()
    expect(page.locator(".way-back__address")).to_be_hidden()

    page.emulate_media(media="print")

    expect(symbol).to_be_visible()
    box = symbol.bounding_box()
    assert box["width"] == box["height"] > 80
    expect(page.locator(".cite")).to_be_hidden()


def test_a_dark_screen_prints_on_white(open_page, story):
    page = open_page(STORY, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.documentElement))")
    assert colours == ["rgb(255, 255, 255)", "rgb(28, 26, 23)"]


@pytest.mark.parametrize("address", [ISSUE, f"{ISSUE}1/"])
def test_an_edition_and_a_page_print_their_stories(open_page, story, address):
    sheets, text = printed(open_page(address))
    assert set(sheets) == {A4}
    for said in ("青禾日报", "一粒米的三次转身", "凌晨五点半", "桥通了，路近了", "云水大桥昨日通车。"):
        assert said in text
    assert "下一版" not in text


def test_pointers_fill_the_sheet_and_do_not_wait_for_the_stories_below(open_page):
    issue = make_issue(pages=2)
    front = issue.pages.first()
    make_article(front, "抢抓农时", "田有根数着稻种等一场雨。\n\n" * 98)
    make_pointer(front, "源头有座瞭望台")
    for number in range(3):
        make_article(front, f"第{number + 1}条短消息", "云水大桥昨日通车。" * 40)
    publish(issue)

    first, second = map(text_of, pypdfium2.PdfDocument(open_page(ISSUE).pdf(prefer_css_page_size=True)))
    assert "源头有座瞭望台" in first
    assert "第1条短消息" in second


@pytest.mark.parametrize("width", [390, 1440])
def test_a_reference_is_copied(open_page, story, width):
    page = open_page(STORY, width=width, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".cite summary").click()
    page.locator("[data-copies=cite-print]").click()

    expect(page.locator("[data-copied]")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "许禾. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1, 2)."


def test_without_scripts_the_references_are_there_and_nothing_pretends_to_copy(open_page, story):
    page = open_page(STORY, java_script_enabled=False)
    page.locator(".cite summary").click()

    expect(page.locator("#cite-print")).to_be_visible()
    expect(page.locator("[data-copies]").first).to_be_hidden()


def test_the_files_for_reference_managers_are_downloaded(open_page, story):
    page = open_page(STORY)
    page.locator(".cite summary").click()
    for form in ("BibTeX", "RIS"):
        with page.expect_download() as download:
            page.get_by_role("link", name=form).click()
        assert download.value.suggested_filename == f"qinghe-2026-03-05-{story.short_code}.{form[:3].lower()}"
