"""What a reader's pages weigh on the wire, as Chromium receives them, beside the budget of 60 kB.

    python -m benchmarks.weight

Serves the sample edition with gunicorn and opens each page with an empty cache. A page is
what it loads by itself until the network is idle, headers included. Pictures are counted
apart; so is what the service worker fetches to be read offline, which is other pages.
"""

import sys
from collections import Counter

from playwright.sync_api import Browser, sync_playwright

from articles.tests.browser.conftest import ARGUMENTS, find_chromium
from scripts.sample_site import sample_site

BUDGET = 60_000
WIDTHS = (390, 1440)
KINDS = ("Document", "Stylesheet", "Script", "Other", "Image")


def weigh(browser: Browser, address: str, width: int) -> Counter:
    """Bytes received for a page, by the kind of resource."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", service_workers="block")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, received = {}, Counter()
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: received.update({_kind(kinds.get(event["requestId"])): int(event["encodedDataLength"])}),
    )
    response = page.goto(address, wait_until="networkidle")
    if response.status != 200:
        sys.exit(f"{address}: {response.status}")
    context.close()
    return received


def _kind(name: str | None) -> str:
    return name if name in KINDS else "Other"


def without_pictures(received: Counter) -> int:
    return received.total() - received["Image"]


def main() -> int:
    with sample_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        weights = {(name, width): weigh(browser, site[name], width) for name in site.pages for width in WIDTHS}
        browser.close()
    heads = "".join(f"{head:>12}" for head in (*map(str.lower, KINDS), "no pictures"))
    print(f"{'bytes on the wire':30}{'px':>5}{heads}  / budget")
    for (name, width), received in weights.items():
        cells = "".join(f"{received[kind]:12,}" for kind in KINDS)
        print(f"{name:30}{width:5}{cells}{without_pictures(received):12,}{without_pictures(received) / BUDGET:10.2f}")
    heavy = [name for (name, _), received in weights.items() if without_pictures(received) > BUDGET]
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
