"""An evening's import from the browser: choose files, see what was understood, store it."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Article, ImportBatch, Issue, Part
from articles.tests.factories import make_newspaper
from articles.tests.people import IMPORTER, make_member

from .accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = sorted((Path(__file__).resolve().parents[3] / "samples" / "qinghe" / "2026-03-05").glob("0*.md"))
STORY = "# {}\n\n三月的夜晚，灯光亮起，{}都是走出家门的人。\n"
#: What a hand does that pulls files over the window.
DROP = """(zone, names) => {
    const transfer = new DataTransfer();
    names.forEach(name => transfer.items.add(new File(["# 夜色更美了\\n\\n三月的夜晚，灯光亮起。"], name)));
    zone.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(autouse=True)
def _data(tmp_path, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, str(tmp_path / "media")


def axe(open_desk, user, page, width):
    """What axe finds on a page, in a window that lets it in."""
    window = open_desk(user, page.url.removeprefix(page.evaluate("location.origin")), width, bypass_csp=True)
    window.locator("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    return violations(window)


@pytest.mark.parametrize("width", [390, 1440])
def test_an_issue_is_chosen_seen_and_stored(open_desk, width):
    make_newspaper()
    user = make_member(IMPORTER, "daoru")
    page = open_desk(user, width=width)
    page.locator(".desk-ways a").click()
    page.wait_for_load_state("load")
    page.set_input_files("input[type=file]", PAGES)
    page.locator("#drop-zone").evaluate(DROP, ["05.md", "06.md"])
    assert page.locator(".chosen li").count() == len(PAGES) + 2
    page.locator(".chosen button").last.press("Enter")
    page.locator(".chosen button").last.press("Enter")
    assert page.locator(".chosen .name").all_inner_texts() == [path.name for path in PAGES]
    assert page.evaluate("document.activeElement.matches('.chosen button, input[type=file]')")
    assert axe(open_desk, user, page, width) == []

    page.select_option("#id_newspaper", "qinghe")
    page.locator("input[type=submit].default").press("Enter")
    page.wait_for_selector(".imported-issue")
    assert page.locator(".imported-page").count() == len(PAGES)
    assert page.locator(".outcome-new").count() == page.locator(".entry").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(open_desk, user, page, width) == []
    assert not Issue.objects.exists()

    page.locator("button[name=_store]").press("Enter")
    page.wait_for_selector(".messagelist .success a")
    assert ImportBatch.objects.get().user == user
    assert Article.objects.count() > 10


@pytest.mark.parametrize("width", [390, 1440])
def test_a_corrected_page_shows_what_it_corrects_and_what_editors_keep(open_desk, width, tmp_path):
    make_newspaper()
    user = make_member(IMPORTER, "daoru")
    file = tmp_path / "2026-03-05" / "01.md"
    file.parent.mkdir()
    file.write_text(f"{STORY.format('夜色更美了', '两公里')}\n{STORY.format('桃花开了', '三百亩')}", "utf-8")
    call_command("import_issue", str(file.parent), newspaper="qinghe", stdout=io.StringIO())
    Part.objects.filter(body__contains="三百亩").update(body="编辑改过。")
    file.write_text(file.read_text("utf-8").replace("两公里", "三公里").replace("三百亩", "四百亩"), "utf-8")
    page = open_desk(user, "/admin/articles/issue/import/", width)
    page.set_input_files("input[type=file]", file)
    page.select_option("#id_newspaper", "qinghe")
    page.fill("#id_date", "2026-03-05")
    page.locator("input[type=submit].default").press("Enter")

    changes = page.get_by_role("region", name="库里已有内容的改动")
    expect(changes.locator("del")).to_contain_text("两")
    expect(changes.locator("ins")).to_contain_text("三")
    page.get_by_text("文件里的改动（没有采用）").press("Enter")
    expect(page.locator(".refused ins")).to_contain_text("四百亩")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(open_desk, user, page, width) == []
