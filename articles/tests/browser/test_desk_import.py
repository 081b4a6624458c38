"""An evening's import from the browser: choose files, see what was understood, store it."""

from pathlib import Path

import pytest

from articles.models import Article, ImportBatch, Issue
from articles.tests.factories import make_newspaper
from articles.tests.people import IMPORTER, make_member

from .accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = sorted((Path(__file__).resolve().parents[3] / "samples" / "qinghe" / "2026-03-05").glob("0*.md"))
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
