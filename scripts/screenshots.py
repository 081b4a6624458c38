"""Take the pictures of docs/screenshots from a running `make demo`.

    .venv/bin/python scripts/screenshots.py http://127.0.0.1:8000 LOGIN PASSWORD

Needs a Chromium on the machine (CHROMIUM names another than the usual ones).
"""

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
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
    base, login, password = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for shot in READERS:
            take(shot, open_window(browser, base, shot))
        page = open_window(browser, base, Shot("", "/", DESKTOP))
        log_in(page, base, login, password)
        for shot in desk_pages(page, base):
            take(shot, page)


def open_window(browser: Browser, base: str, shot: Shot) -> Page:
    context = browser.new_context(
        viewport={"width": shot.width, "height": 900}, locale="zh-CN", base_url=base, service_workers="block"
    )
    page = context.new_page()
    page.goto("/offline/")
    for name, value in shot.settings.items():
        page.evaluate("([name, value]) => localStorage.setItem(`newsroom.${name}`, value)", [name, value])
    return page


def log_in(page: Page, base: str, login: str, password: str) -> None:
    page.goto("/admin/")
    page.fill("[name=username]", login)
    page.fill("[name=password]", password)
    page.click("[type=submit]")


def desk_pages(page: Page, base: str) -> list[Shot]:
    page.goto("/admin/articles/article/?q=一粒米")
    article = page.locator("#result_list tbody th a").first.get_attribute("href")
    return [Shot("admin-index", "/admin/", DESKTOP), Shot("admin-article", article, DESKTOP)]


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
