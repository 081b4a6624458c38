"""The desk's lists in a narrow window: each row an entry, with the names of its columns."""

import pytest

from articles.tests.factories import make_article, make_issue
from articles.tests.people import CHIEF_EDITOR, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 390, 1440


@pytest.fixture
def chief():
    issue = make_issue(pages=1)
    make_article(
        issue.pages.get(), "全县十五万亩水田用上“定心水”，今年提前半个月放水", authors=["李明", "王芳", "赵新"]
    )
    return make_member(CHIEF_EDITOR, "zongbian")


def test_on_a_phone_no_list_is_pushed_sideways(open_desk, chief):
    page = open_desk(chief, "/admin/articles/article/", PHONE)
    admin = page.url.removesuffix("article/")
    for name in ("article", "issue", "page", "author", "event", "newspaper"):
        page.goto(f"{admin}{name}/")
        boxes = page.locator("#content, .results")
        assert boxes.evaluate_all("all => all.every(box => box.scrollWidth <= box.clientWidth)"), name


def test_on_a_phone_an_entry_names_its_columns_and_leaves_out_what_is_empty(open_desk, chief):
    page = open_desk(chief, "/admin/articles/issue/", PHONE)
    cells = page.locator("#result_list tbody td:not(.action-checkbox)")
    shown = cells.evaluate_all(
        "all => all.filter(cell => cell.offsetParent).map(cell => [cell.dataset.column, cell.innerText.trim()])"
    )
    assert ["报纸", "青禾日报"] in shown
    assert all(name and value not in ("", "—", "-") for name, value in shown)


def test_at_a_desk_a_list_is_a_table(open_desk, chief):
    page = open_desk(chief, "/admin/articles/issue/", DESKTOP)
    row = page.locator("#result_list tbody tr")
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row"
    assert page.locator("#result_list thead th", has_text="总期号").is_visible()
