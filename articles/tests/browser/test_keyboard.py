"""The whole site without a mouse: everything is reached, in its order, visibly, and nothing holds one back."""

import pytest
from playwright.sync_api import expect

from articles.tests.sample import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.site]

#: Everything that can be used now, in the order of the document; of radio buttons one stands for its group.
USABLE = """() => {
    const radios = new Map();
    for (const radio of document.querySelectorAll("input[type=radio]")) {
        if (radio.checked || !radios.has(radio.name)) radios.set(radio.name, radio);
    }
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
        .filter((item) => item.tabIndex >= 0 && !item.disabled && item.type !== "hidden")
        .filter((item) => item.type !== "radio" || radios.get(item.name) === item)
        .filter((item) => item.checkVisibility({ visibilityProperty: true }))
        .map((item) => item.outerHTML.slice(0, 120));
}"""
BEYOND = """(first) =>
    document.activeElement === document.body || document.activeElement.outerHTML.slice(0, 120) === first"""
#: What has the focus, the width of the ring around it in pixels, and how far that stands out from what lies behind.
RING = """async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    const item = document.activeElement;
    // The visible part of a radio button is its label, of a link in a drawing its shape.
    const shown = [item, item.nextElementSibling, item.firstElementChild, item.parentElement].filter(Boolean);
    const html = item.outerHTML.slice(0, 120);
    const drawn = shown.map((one) => getComputedStyle(one))
        .find((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
    if (!drawn) return { html, width: 0, contrast: 0 };
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let behind = item.parentElement;
    while (behind && /^rgba\\(.*, 0\\)$/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    const ground = behind ? getComputedStyle(behind).backgroundColor : "white";
    const [dark, bright] = [light(drawn.outlineColor), light(ground)].sort((a, b) => a - b);
    return { html, width: parseFloat(drawn.outlineWidth), contrast: (bright + 0.05) / (dark + 0.05) };
}"""


@pytest.fixture(scope="module", params=[390, 1440])
def window(request, browser):
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, locale="zh-CN", service_workers="block"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_reached_in_its_order_and_seen(window, site, name):
    assert window.goto(site[name]).ok
    usable = window.evaluate(USABLE)
    reached, hidden = [], []
    for _ in usable:
        window.keyboard.press("Tab")
        ring = window.evaluate(RING)
        reached.append(ring["html"])
        if ring["width"] < 2 or ring["contrast"] < 3:
            hidden.append(ring)

    assert reached == usable
    assert hidden == []
    # Nothing holds the focus: the next step leaves the page, or begins anew.
    window.keyboard.press("Tab")
    assert window.evaluate(BEYOND, usable[0])


@pytest.mark.parametrize("name", PAGES)
def test_the_first_step_skips_to_the_text(window, site, name):
    assert window.goto(site[name]).ok
    window.keyboard.press("Tab")
    expect(window.locator(".skip")).to_be_in_viewport()
    window.keyboard.press("Enter")

    expect(window.locator("main")).to_be_focused()
