"""Take the pictures of docs/screenshots from a running `make demo`.

    .venv/bin/python scripts/screenshots.py http://127.0.0.1:8000 LOGIN PASSWORD

Needs a Chromium on the machine (CHROMIUM names another than the usual ones).
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DAY = "/qinghe/2026-03-05/"
READERS = {"issue": DAY, "page": f"{DAY}02/", "article": f"{DAY}article/2/"}
WIDTHS = (390, 1440)
#: Pictures longer than this are cut, in CSS pixels.
LONGEST = {390: 2600, 1440: 3200}


def main():
    base, login, password = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="zh-CN")
            for name, address in READERS.items():
                take(page, f"{base}{address}", f"{name}-{width}")
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        log_in(page, base, login, password)
        for name, address in desk_pages(page, base).items():
            take(page, address, f"admin-{name}-1440")


def log_in(page: Page, base: str, login: str, password: str) -> None:
    page.goto(f"{base}/admin/")
    page.fill("[name=username]", login)
    page.fill("[name=password]", password)
    page.click("[type=submit]")


def desk_pages(page: Page, base: str) -> dict[str, str]:
    page.goto(f"{base}/admin/articles/article/?q=一粒米")
    article = page.locator("#result_list th a").first.get_attribute("href")
    return {"index": f"{base}/admin/", "article": f"{base}{article}"}


def take(page: Page, address: str, name: str) -> None:
    page.goto(address, wait_until="networkidle")
    # Pictures further down are loaded when they come into view.
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    bottom = min(picture.height, LONGEST[page.viewport_size["width"]])
    picture.crop((0, 0, picture.width, bottom)).convert("RGB").save(FOLDER / f"{name}.webp", quality=80, method=6)
    print(FOLDER / f"{name}.webp")


if __name__ == "__main__":
    main()
