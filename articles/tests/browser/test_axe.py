"""axe finds nothing on any public page, in any of the palettes and in large type, on a phone and at a desk."""

import pytest

from articles.tests.browser.accessibility import violations
from articles.tests.sample import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.site]

LOOKS = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "sepia": {"theme": "sepia"},
    "large type": {"theme": "light", "large": "on", "size": "largest"},
    "large type, dark": {"theme": "dark", "large": "on"},
}
WEAR = """look => {
    const { dataset } = document.documentElement;
    for (const name of ["theme", "large", "size"]) delete dataset[name];
    Object.assign(dataset, look);
}"""


@pytest.fixture(scope="module", params=[390, 1440])
def window(request, browser):
    """A window that lets axe in, which the site's own policy would not."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900},
        locale="zh-CN",
        bypass_csp=True,
        reduced_motion="reduce",
        service_workers="block",
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(window, site, name):
    assert window.goto(site[name]).ok
    window.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")

    found = []
    for look, data in LOOKS.items():
        window.evaluate(WEAR, data)
        found += [f"{look}: {violation}" for violation in violations(window)]
    assert found == []


def test_axe_would_find_one(window, site):
    window.goto(site["article"])
    window.locator("h1").evaluate(
        """h1 => h1.insertAdjacentHTML("afterend", '<img src="data:,"><p style="color: #ddd">看不清的字</p>')"""
    )

    assert {line.split(":")[0] for line in violations(window)} >= {"image-alt", "color-contrast"}
