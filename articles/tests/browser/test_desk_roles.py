"""The desk as different people of a paper find it, in a real browser."""

import pytest

from articles.editing import record
from articles.models import Article
from articles.tests.browser.accessibility import violations
from articles.tests.factories import make_article, make_issue, make_newspaper, publish
from articles.tests.people import PAGE_EDITOR, REPORTER, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reporter():
    return make_member(REPORTER, "chenjing", last_name="陈", first_name="静")


@pytest.fixture
def issue():
    return make_issue(pages=2)


def test_a_reporter_writes_from_the_first_page_of_the_desk_by_keyboard(open_desk, reporter, issue):
    desk = open_desk(reporter, "/admin/")
    desk.locator(".own-work .addlink").press("Enter")
    desk.locator("#id_headline").wait_for()
    # The stock script gives the first field the focus once it has come, and would take it from this one.
    desk.wait_for_load_state()
    desk.locator("#id_headline").press_sequentially("新线路开通")
    desk.locator("#id_parts-0-page").select_option(index=1)
    desk.locator("#id_parts-0-body").fill("昨日开通。")
    desk.locator("input[name=_save]").last.press("Enter")
    desk.locator(".messagelist .success").wait_for()

    article = Article.objects.get()
    assert (article.headline, article.created_by, article.issue) == ("新线路开通", reporter, issue)
    desk.goto(desk.url.split("/admin/")[0] + "/admin/")
    assert desk.locator(".own-work tbody th a").all_inner_texts() == ["新线路开通"]


@pytest.mark.parametrize("width", [390, 1440])
def test_what_a_role_may_only_look_at_is_shown_with_the_reason_and_fits(open_desk, reporter, issue, width):
    others = make_article(issue.pages.first(), "县委常委会召开会议 研究春耕工作", authors=["李明"])
    make_article(issue.pages.last(), "春耕备耕忙 青禾镇三千亩早稻下田", created_by=reporter)
    out = make_issue(newspaper=make_newspaper("out", "云州晚报"), pages=8)
    publish(out)
    record("changed", others, reporter, "改了标题")
    editor = make_member(PAGE_EDITOR, "limin", last_name="李", first_name="敏")

    for user, path, reason in [
        (reporter, "/admin/", False),
        (reporter, f"/admin/articles/article/{others.pk}/change/", True),
        (editor, f"/admin/articles/page/{out.pages.first().pk}/change/", True),
        (editor, "/admin/articles/event/", False),
    ]:
        desk = open_desk(user, path, width=width, bypass_csp=True)
        assert desk.locator(".messagelist .warning").count() == reason, path
        if reason:
            assert desk.locator("input[name=_save]").count() == 0
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(desk, "#content, .messagelist", serious=True) == [], path
