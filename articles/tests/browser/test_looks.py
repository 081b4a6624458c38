"""Every public page in every size and look: nothing is wider than the window."""

import pytest

from articles.tests.sample import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.site]

LOOKS = [{"size": "small"}, {"size": "large"}, {"size": "largest"}, {"large": "on"}, {"large": "on", "size": "largest"}]
WEAR = """look => {
    const { dataset } = document.documentElement;
    for (const name of ["theme", "large", "size"]) delete dataset[name];
    Object.assign(dataset, look);
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
        .filter(element => element.getBoundingClientRect().right > width + 1 && !element.closest(".page-nav ul"))
        .map(element => `${element.tagName}.${element.className}`);
}"""


@pytest.fixture(scope="module", params=[320, 390, 768, 1024, 1440])
def window(request, browser):
    size = {"width": request.param, "height": 900}
    context = browser.new_context(viewport=size, locale="zh-CN", service_workers="block")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(window, site, name):
    window.goto(site[name])
    window.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")

    wider = {str(look): window.evaluate(WEAR, look) for look in LOOKS}
    assert {look: elements for look, elements in wider.items() if elements} == {}
