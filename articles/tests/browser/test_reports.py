"""From a mistake that a reader sees to the desk that mends it."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from articles import reports
from articles.models import Correction, ErrorReport, Newspaper
from articles.tests.factories import make_article, make_issue, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = "/qinghe/2026-03-05/article/1/"
PHONE, DESK = 390, 1440
MESSAGE = "“备根”应为“备耕”。"

SELECT = """
passage => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(passage);
        if (at >= 0) {
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + passage.length);
            return;
        }
    }
}
"""


@pytest.fixture(autouse=True)
def article():
    issue = make_issue(pages=1)
    body = "\n\n".join(["本县今年春耕备根面积增加。", "各乡镇抢抓农时，不误一刻。" * 30])
    article = make_article(issue.pages.get(), "春耕备耕忙", body)
    make_article(issue.pages.get(), "另一篇")
    publish(issue)
    return article


def beside(page):
    """The link beside the selection; its words are those of the one below the article."""
    return page.locator(".report-here")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_selected_passage_is_reported(open_page, width):
    page = open_page(STORY, width)
    expect(beside(page)).to_be_hidden()

    page.evaluate(SELECT, "备根")
    expect(beside(page)).to_be_in_viewport(ratio=1)
    expect(beside(page)).to_have_text(page.locator("#report-link").inner_text())
    beside(page).click()

    expect(page.locator("mark")).to_have_text("备根")
    expect(page.locator("#id_passage")).to_have_value("备根")
    expect(page.locator("#id_website")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.fill("#id_message", MESSAGE)
    page.click("form button")

    page.wait_for_url("**/report/sent/")
    report = ErrorReport.objects.get()
    assert (report.passage, report.message) == ("备根", MESSAGE)
    page.locator("main a").click()
    page.wait_for_url(f"**{STORY}")


def test_the_link_stands_below_the_selection_and_goes_with_it(open_page):
    page = open_page(STORY)
    page.evaluate(SELECT, "备根")
    expect(beside(page)).to_be_visible()

    line = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert 0 <= beside(page).bounding_box()["y"] - line <= 24

    page.evaluate("getSelection().removeAllRanges()")
    expect(beside(page)).to_be_hidden()
    page.evaluate(SELECT, "另一篇")
    page.wait_for_timeout(300)
    expect(beside(page)).to_be_hidden()


def test_where_fingers_select_it_stands_at_the_bottom_edge(open_page):
    page = open_page(STORY, PHONE, 800, has_touch=True, is_mobile=True)
    page.evaluate(SELECT, "备根")
    expect(beside(page)).to_be_visible()

    box = beside(page).bounding_box()
    assert 740 < box["y"] + box["height"] < 800
    assert box["height"] >= 44
    beside(page).tap()
    page.wait_for_url("**/report/?passage=*")


def test_it_is_reached_and_pressed_by_keyboard(open_page):
    page = open_page(STORY)
    page.evaluate(SELECT, "备根")
    expect(beside(page)).to_be_visible()

    page.keyboard.press("Tab")
    expect(beside(page)).to_be_focused()
    page.wait_for_timeout(300)
    expect(beside(page)).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.locator("#id_passage")).to_have_value("备根")


def test_a_very_long_selection_is_cut(open_page):
    page = open_page(STORY)
    page.locator(".story--whole").evaluate("story => getSelection().selectAllChildren(story.querySelector('.text'))")
    expect(beside(page)).to_be_visible()

    beside(page).click()

    assert len(page.locator("#id_passage").input_value()) == 300
    expect(page.locator("mark")).to_have_text(re.compile("^本县今年春耕备根面积增加。"))


def test_where_no_reports_are_taken_nothing_appears(open_page):
    Newspaper.objects.update(takes_error_reports=False)
    page = open_page(STORY)

    page.evaluate(SELECT, "备根")
    page.wait_for_timeout(300)

    expect(beside(page)).to_have_count(0)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_a_script_the_link_below_the_article_does(open_page, width):
    page = open_page(STORY, width, java_script_enabled=False)
    assert page.context.cookies() == []

    page.locator("#report-link").click()
    page.fill("#id_message", MESSAGE)
    page.click("form button")

    assert page.url.endswith("/report/sent/")
    assert ErrorReport.objects.get().message == MESSAGE


def test_who_has_to_wait_loses_nothing(browser, live_server):
    # Opened by itself: a browser complains about the status of this answer.
    with browser.new_page() as page:
        for number in range(6):
            page.goto(f"{live_server.url}{STORY}report/?passage=春耕")
            page.fill("#id_message", f"第{number}处")
            page.click("form button")

        expect(page.get_by_role("alert")).to_contain_text("10")
        expect(page.locator("#id_message")).to_have_value("第5处")
        expect(page.locator("#id_passage")).to_have_value("春耕")


# --- the desk ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_desk_works_through_the_queue(open_page, article, width):
    user = get_user_model().objects.create_superuser("zongbian", password="zongbian-password")
    report = reports.receive(article, MESSAGE, "备根")
    page = open_page("/admin/login/?next=/admin/", width)
    page.fill("#id_username", "zongbian")
    page.fill("#id_password", "zongbian-password")
    page.press("#id_password", "Enter")

    page.locator(".open-reports a").click()
    page.locator(f"#result_list a[href*='/errorreport/{report.pk}/']").click()
    expect(page.locator("mark")).to_have_text("备根")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.locator(".object-tools a[href*='correction/add']").click()
    page.fill("#id_text", "“备根”应为“备耕”。")
    page.locator("input[name=_save]").last.click()
    page.wait_for_selector(".messagelist .success")
    assert Correction.objects.get().article == article

    page.goto(page.url.split("/admin/")[0] + f"/admin/articles/errorreport/{report.pk}/change/")
    page.fill("#id_answer", "已更正。")
    page.locator("input[name=_mended]").last.click()
    page.wait_for_selector(".messagelist .success")

    report.refresh_from_db()
    assert (report.status, report.handled_by, report.answer) == ("mended", user, "已更正。")
