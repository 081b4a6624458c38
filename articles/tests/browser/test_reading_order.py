"""What a screen reader is told: the right places, and everything in the order in which a newspaper is read."""

import datetime
from itertools import pairwise

import pytest
from django.utils.translation import gettext, override

from articles.models import Correction
from articles.tests.browser.accessibility import tree_of
from articles.tests.factories import make_article, make_issue, make_note, make_part, make_pointer, publish
from articles.tests.sample import PAGES

ARTICLE = "/qinghe/2026-03-05/article/1/"
CITATION = "温书远. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1, 2)."


def _(text):
    with override("zh-hans"):
        return gettext(text)


@pytest.fixture
def story(transactional_db):
    """A story with all that a story can have, across two pages, and what stands beside it."""
    issue = make_issue(pages=2, number=3128)
    first, second = issue.pages.all()
    story = make_article(
        first,
        "一粒米的三次转身",
        "米厂亮起了灯。\n\n## 第一次转身\n\n好稻谷有了，却卖不出",
        kicker="产业链观察",
        deck="从稻谷到大米",
        byline="本报记者 温书远",
        authors=["温书远"],
    )
    make_part(story, second, "好价钱。\n\n## 第二次转身\n\n米厂办了起来。")
    make_note(story, "今天刊发此文。", "before")
    make_note(story, "一粒米也有远方。", "after")
    make_article(second, "茶亭记", "茶亭还在。")
    make_pointer(first, "茶亭记", "2", second.parts.last().article)
    Correction.objects.create(article=story, text="“八角”应为“六角”。", date=datetime.date(2026, 3, 12))
    return publish(issue)


def between(lines, first, last):
    return lines[lines.index(first) : lines.index(last) + 1]


@pytest.mark.browser
@pytest.mark.usefixtures("story")
def test_an_article_is_read_in_its_order(open_page):
    page = open_page(ARTICLE)
    page.locator(".cite summary").click()
    lines = tree_of(page).lines()

    assert between(lines, "[article]", CITATION) == [
        "[article]",
        "产业链观察",
        "h1 一粒米的三次转身",
        "——从稻谷到大米",
        "本报记者 温书远",
        "《青禾日报》 2026年3月5日 第1版、第2版",
        "[complementary 更正]",
        "h2 更正",
        "“八角”应为“六角”。",
        "2026年3月12日",
        f"h2 {_('Text')}",
        "编者按",
        "今天刊发此文。",
        "米厂亮起了灯。",
        "h3 第一次转身",
        "好稻谷有了，却卖不出好价钱。",
        "下转第二版上接第一版",
        "h3 第二次转身",
        "米厂办了起来。",
        "编后",
        "一粒米也有远方。",
        _("Cite this article"),
        _("Printed edition") + " GB/T 7714—2015 [N]",
        CITATION,
    ]


@pytest.mark.browser
@pytest.mark.usefixtures("story")
def test_an_edition_is_read_in_its_order(open_page):
    lines = tree_of(open_page("/")).lines()

    assert between(lines, "[banner]", "[contentinfo]") == [
        "[banner]",
        "2026年3月5日",
        "星期四",
        "农历丙午年正月十七 惊蛰",
        "今日2版",
        "h1 青禾日报",
        "总第3128期",
        f"[navigation {_('Pages of this issue')}]",
        "第1版",
        "第2版",
        "[main]",
        "[region 第1版]",
        "[article]",
        "产业链观察",
        "h2 一粒米的三次转身",
        "——从稻谷到大米",
        "本报记者 温书远",
        "编者按",
        "今天刊发此文。",
        "米厂亮起了灯。",
        "h3 第一次转身",
        "好稻谷有了，却卖不出",
        "（下转第二版）",
        "[complementary 今日导读]",
        "h2 今日导读",
        "茶亭记第2版",
        f"[region {_('Inside this issue')}]",
        f"h2 {_('Inside this issue')}",
        "h3 第2版",
        "茶亭记",
        f"[navigation {_('Other issues')}]",
        _("Calendar") + _("On this day"),
        "[contentinfo]",
    ]


@pytest.mark.browser
@pytest.mark.usefixtures("story")
def test_a_page_is_read_in_its_order(open_page):
    lines = tree_of(open_page("/qinghe/2026-03-05/2/")).lines()

    assert between(lines, "[banner]", "[contentinfo]") == [
        "[banner]",
        "青禾日报",
        "2026年3月5日 星期四 总第3128期",
        f"[navigation {_('Pages of this issue')}]",
        "第1版",
        "第2版",
        "[main]",
        "h1 第2版",
        "[article]",
        "h2 一粒米的三次转身",
        "（上接第一版）好价钱。",
        "h3 第二次转身",
        "米厂办了起来。",
        "编后",
        "一粒米也有远方。",
        "[article]",
        "h2 茶亭记",
        "茶亭还在。",
        f"[navigation {_('Other pages')}]",
        f"← {_('Previous page')}第1版",
        "[contentinfo]",
    ]


# --- every page ----------------------------------------------------------------------------------

#: Notices without a head; the one for readers without a network has nothing below it that it could lead to.
WITHOUT_BANNER, WITHOUT_FOOT = {"offline"}, {"offline"}


@pytest.fixture(scope="module")
def window(browser):
    context = browser.new_context(locale="zh-CN", service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def tree(window, site, name):
    assert window.goto(site[name]).ok
    return tree_of(window)


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("name", PAGES)
def test_every_page_tells_where_one_is(tree, name):
    count = {role: len(tree.all(role)) for role in ("banner", "main", "contentinfo")}

    assert count == {"banner": name not in WITHOUT_BANNER, "main": 1, "contentinfo": name not in WITHOUT_FOOT}
    for role in ("navigation", "region"):
        names = [node.name for node in tree.all(role)]
        assert all(names), role
        assert len(set(names)) == len(names), role


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("name", PAGES)
def test_headings_begin_with_one_and_skip_no_level(tree):
    levels = [node.level for node in tree.all("heading")]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_used_or_seen_has_a_name(tree):
    named = ("link", "button", "image", "textbox", "radio", "checkbox", "combobox", "searchbox", "heading")

    assert [node.role for node in tree.all(*named) if not node.name.strip()] == []
