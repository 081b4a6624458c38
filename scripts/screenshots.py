"""Take the pictures of docs/screenshots from a running `make demo`.

    .venv/bin/python scripts/screenshots.py http://127.0.0.1:8000 PASSWORD

PASSWORD is what `make demo` prints. Needs a Chromium on the machine (CHROMIUM names another than the usual ones), and a
demo that nobody has worked in yet: the pictures of the desk change the issue of tomorrow.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
TYPESET, PICTURED = "/qinghe/2026-03-05/", "/qinghe/2026-03-12/"
STORY = f"{TYPESET}article/2/"
PHONE, DESKTOP = 390, 1440
#: Pictures longer than this are cut, in CSS pixels.
LONGEST = {PHONE: 2600, DESKTOP: 3200}


@dataclass
class Shot:
    """One picture: of which page, how wide, with which reading settings, after doing what."""

    name: str
    address: str
    width: int
    settings: dict[str, str] = field(default_factory=dict)
    do: Callable[[Page], object] = lambda page: None
    #: Only what the window shows.
    first_screen: bool = False


def point_at_a_story(page: Page) -> None:
    page.locator(".facsimile polygon").nth(1).hover()


def enlarge(page: Page) -> None:
    page.locator(".facsimile__zoom").click()
    page.wait_for_timeout(1500)
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_timeout(1500)


def open_settings(page: Page) -> None:
    page.locator(".comfort__settings > summary").click()


READERS = [
    Shot("issue", TYPESET, DESKTOP),
    Shot("issue", TYPESET, PHONE),
    Shot("page", f"{TYPESET}02/", DESKTOP),
    Shot("page", f"{TYPESET}02/", PHONE),
    Shot("article", STORY, DESKTOP),
    Shot("article", STORY, PHONE),
    Shot("pictured", PICTURED, DESKTOP, do=point_at_a_story, first_screen=True),
    Shot("pictured", PICTURED, PHONE, first_screen=True),
    Shot("zoom", PICTURED, DESKTOP, do=enlarge, first_screen=True),
    Shot("settings", STORY, PHONE, do=open_settings, first_screen=True),
    Shot("dark", STORY, PHONE, {"theme": "dark"}, first_screen=True),
    Shot("sepia", STORY, PHONE, {"theme": "sepia", "size": "large"}, first_screen=True),
    Shot("large", STORY, PHONE, {"large": "on"}, first_screen=True),
    Shot("month", "/qinghe/2026-03/", DESKTOP, first_screen=True),
    Shot("series", "/qinghe/series/行走禾溪/", DESKTOP, first_screen=True),
    Shot("report", f"{STORY}report/?passage=一粒米，在柳溪镇转了三次身。", PHONE),
]


def main():
    base, password = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for shot in READERS:
            take(shot, open_window(browser, base, shot))
        take_desk(lambda login, width=DESKTOP: open_desk(browser, base, login, password, width))


def open_window(browser: Browser, base: str, shot: Shot) -> Page:
    context = browser.new_context(
        viewport={"width": shot.width, "height": 900}, locale="zh-CN", base_url=base, service_workers="block"
    )
    page = context.new_page()
    page.goto("/offline/")
    for name, value in shot.settings.items():
        page.evaluate("([name, value]) => localStorage.setItem(`newsroom.${name}`, value)", [name, value])
    return page


def open_desk(browser: Browser, base: str, login: str, password: str, width: int) -> Page:
    page = open_window(browser, base, Shot("", "/", width))
    page.goto("/admin/")
    page.fill("[name=username]", login)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_load_state("load")
    return page


def found(page: Page, query: str, model: str) -> str:
    """The address of the form of the first thing that a search of the desk finds."""
    page.goto(f"/admin/articles/{model}/?q={query}")
    return page.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]


def take_desk(desk: Callable[..., Page]) -> None:
    """The desk, as the people at it see it on the evening before the issue of tomorrow."""
    editor, chief = desk("bianji"), desk("zongbian")
    article, tomorrow = found(editor, "老茶厂里", "article"), found(editor, "2026-03-13", "issue")
    printed = found(editor, "2026-03-12", "page")
    front = found(editor, "2026-03-13", "page")
    take(Shot("desk-index", "/admin/", DESKTOP, first_screen=True), chief)
    importer = desk("daoru")
    for name, do in {"desk-import": preview_an_import, "desk-import-changes": preview_a_correction}.items():
        take(Shot(name, "/admin/articles/issue/import/", DESKTOP, do=do, first_screen=True), importer)
    take(Shot("admin-article", article, DESKTOP, do=show_preview, first_screen=True), editor)
    take(Shot("admin-article", article, PHONE, first_screen=True), desk("bianji", PHONE))
    take(Shot("desk-board", tomorrow.replace("change", "board"), DESKTOP, do=wait_for_preflight), editor)
    take(Shot("desk-board", tomorrow.replace("change", "board"), PHONE, do=wait_for_preflight), desk("bianji", PHONE))
    take(Shot("desk-areas", printed.replace("change", "areas"), DESKTOP, do=choose_an_area, first_screen=True), chief)
    sign(editor, printed.replace("change", "review"))
    clash = Shot(
        "desk-conflict", article, DESKTOP, do=lambda page: write_against_another(page, desk("zhuren"), article)
    )
    take(clash, editor)
    take(Shot("desk-review", front.replace("change", "review"), DESKTOP, first_screen=True), editor)
    take(Shot("desk-publish", tomorrow, DESKTOP, do=ask_to_publish), chief)
    take(Shot("desk-sheet", found(chief, "2026-03-12", "issue").replace("change", "approval-sheet"), DESKTOP), chief)
    take(Shot("desk-count", "/admin/articles/author/count/?newspaper=1&month=2026-03", DESKTOP), chief)


def preview_an_import(page: Page) -> None:
    _preview(page, *sorted((ROOT / "samples/qinghe/2026-03-05").glob("0*.md")))


def preview_a_correction(page: Page) -> None:
    text = (ROOT / "samples/tomorrow/2026-03-13/01.md").read_text("utf-8")
    for wrong, right in {"三十七公里": "四十七公里", "在在前台": "在前台"}.items():
        text = text.replace(wrong, right)
    _preview(page, FilePayload(name="01.md", mimeType="text/markdown", buffer=text.encode()))
    page.locator("details.changed").evaluate_all("all => all.forEach(changed => { changed.open = true })")


def _preview(page: Page, *files: Path | FilePayload) -> None:
    page.set_input_files("input[type=file]", files)
    page.select_option("#id_newspaper", "qinghe")
    page.locator("input[type=submit].default").click()
    page.wait_for_selector(".imported-issue")


def show_preview(page: Page) -> None:
    page.keyboard.press("Control+Alt+p")
    page.wait_for_timeout(2500)


def wait_for_preflight(page: Page) -> None:
    page.locator("#board[data-checked]").wait_for()


def choose_an_area(page: Page) -> None:
    page.wait_for_selector(".areas-stage.is-ready")
    page.locator(".areas-list .area").first.hover()
    page.wait_for_timeout(300)


def sign(page: Page, review: str) -> None:
    page.goto(review)
    page.locator("button[value=passed]").click()
    page.wait_for_selector(".messagelist .success")


def write_against_another(page: Page, other: Page, article: str) -> None:
    """Change what somebody else changes and stores meanwhile."""
    other.goto(article)
    other.fill("#id_headline", "老茶厂来了新工匠")
    other.fill("#id_deck", "云岭茶厂复产见闻")
    other.locator("input[name=_save]").first.click()
    other.wait_for_selector(".messagelist .success")
    page.fill("#id_headline", "老茶厂里的年轻工匠")
    page.locator("input[name=_continue]").first.click()
    page.wait_for_load_state("load")


def ask_to_publish(page: Page) -> None:
    page.locator("button.transition-publish").click()
    page.wait_for_load_state("load")


def take(shot: Shot, page: Page) -> None:
    page.goto(shot.address, wait_until="networkidle")
    if not shot.first_screen:
        # Pictures further down are loaded when they come into view.
        page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
        page.wait_for_load_state("networkidle")
    shot.do(page)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=not shot.first_screen)))
    picture = picture.crop((0, 0, picture.width, min(picture.height, LONGEST[shot.width]))).convert("RGB")
    file = FOLDER / f"{shot.name}-{shot.width}.webp"
    picture.save(file, quality=80, method=6)
    print(file)


if __name__ == "__main__":
    main()
