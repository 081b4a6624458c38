"""From what is in the way of an issue to its readers, as the chief editor goes it."""

import pytest
from playwright.sync_api import expect

from articles.models import Issue
from articles.tests.browser.accessibility import violations
from articles.tests.factories import make_article, make_issue
from articles.tests.people import CHIEF_EDITOR, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1440])
def test_what_blocks_is_mended_on_the_way_to_publication(open_desk, width):
    issue = make_issue(pages=1, number=128)
    article = make_article(issue.pages.get(), "没有写完的稿子", body="", authors=["李明"])
    # axe has to be let in; that nothing inline is needed is tested where the policy holds.
    page = open_desk(
        make_member(CHIEF_EDITOR, "wujiang"), f"/admin/articles/issue/{issue.pk}/change/", width, bypass_csp=True
    )
    page.locator("button.transition-publish").click()
    confirm = page.locator(".submit-row input[type=submit]")
    expect(confirm).to_be_disabled()
    expect(confirm).to_have_accessible_description(page.locator("#blocked").inner_text())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [found for found in violations(page) if ".readiness" in found or "blocked" in found] == []

    page.locator(".findings.blocking").get_by_role("link", name="没有写完的稿子").click()
    page.wait_for_url(f"**/article/{article.pk}/change/")
    page.locator("textarea[name$=-body]").first.fill("现在写完了。")
    page.locator("input[name=_save]").first.click()
    page.goto(page.url.split("/admin/")[0] + f"/admin/articles/issue/{issue.pk}/change/")
    page.locator("button.transition-publish").click()
    expect(page.locator(".findings.blocking")).to_have_count(0)
    expect(confirm).to_be_enabled()
    confirm.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Issue.objects.published().count() == 1


def test_a_moment_that_has_passed_has_the_focus_to_be_mended(open_desk):
    issue = make_issue(pages=1, number=128)
    make_article(issue.pages.get(), authors=["李明"])
    page = open_desk(make_member(CHIEF_EDITOR, "wujiang"), f"/admin/articles/issue/{issue.pk}/change/")
    page.locator("button.transition-schedule").click()
    page.locator("input[name=at]").fill("2020-01-02T03:04")
    page.locator(".submit-row input[type=submit]").click()
    expect(page.locator(".errorlist")).to_have_text("这个时间已经过去；请选以后的时间，或改用“立即发布”。")
    expect(page.locator("input[name=at]")).to_be_focused()
