"""The notice of a withdrawn issue, in a browser: it is accessible, fits every window and leads on."""

import pytest
from playwright.sync_api import expect

from articles import workflow
from articles.tests.browser.accessibility import violations
from articles.tests.browser.test_axe import LOOKS, WEAR
from articles.tests.factories import make_article, make_issue, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1440])
def test_the_notice_is_for_everybody(browser, live_server, width):
    issue = make_issue(pages=1)
    make_article(issue.pages.get())
    publish(issue)
    workflow.withdraw(issue, actor="总编", notice="本期有重大差错，现予收回。\n谨向读者致歉。")
    with browser.new_page(
        viewport={"width": width, "height": 900}, locale="zh-CN", bypass_csp=True, service_workers="block"
    ) as page:
        assert page.goto(f"{live_server.url}/qinghe/2026-03-05/1/").status == 410
        expect(page.get_by_role("main")).to_contain_text("谨向读者致歉")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = []
        for look, data in LOOKS.items():
            page.evaluate(WEAR, data)
            found += [f"{look}: {violation}" for violation in violations(page)]
        assert found == []
        page.get_by_role("main").get_by_role("link").click()
        assert page.url == f"{live_server.url}/"
