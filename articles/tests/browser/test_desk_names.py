"""Two spellings of one person become one, by keyboard and on a phone."""

import pytest

from articles.models import Author
from articles.tests.factories import make_article, make_issue
from articles.tests.people import SECTION_CHIEF, make_member

from .test_desk_import import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1440])
def test_two_spellings_are_found_and_merged(open_desk, width):
    paper_page = make_issue(pages=1).pages.get()
    for name in ("李明", "李　明", "实习记者郝学文康涛", "郝学文", "康涛"):
        make_article(paper_page, f"{name}的稿", authors=[name])
    user = make_member(SECTION_CHIEF, "zhuren")
    page = open_desk(user, "/admin/articles/author/count/?month=2026-03&drafts=on", width)
    assert page.locator("table.count tbody tr").count() == 5
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(open_desk, user, page, width) == []

    page.goto(page.url.split("count/")[0] + "same/")
    assert axe(open_desk, user, page, width) == []
    page.locator(".reason-same .pair-ways a").first.press("Enter")
    page.wait_for_selector("input[name=_merge]")
    assert axe(open_desk, user, page, width) == []
    page.locator("input[name=_merge]").press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Author.objects.filter(name__in=["李明", "李　明"]).count() == 1

    page.locator(".reason-together .not-the-same").press("Enter")
    page.wait_for_selector(".messagelist .success")
    # It is still no name as it stands.
    assert page.locator(".pair").evaluate_all("all => all.map(pair => pair.className)") == ["pair reason-role"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
