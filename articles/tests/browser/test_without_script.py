"""Every page says and leads to the same without JavaScript, offers nothing that does nothing, and obeys its policy."""

import pytest

from articles.tests.sample import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.site]

SHOWN = """() => {
    const seen = (selector) => [...document.querySelectorAll(selector)]
        .filter((item) => item.checkVisibility({ visibilityProperty: true }));
    const links = seen("a[href]").map((link) => link.getAttribute("href"));
    const dead = seen("button, input, select, textarea")
        .filter((control) => !control.form || control.form.method !== "post" || control.type === "button")
        .map((control) => control.outerHTML);
    for (const control of document.querySelectorAll("button, [role=status]")) control.remove();
    return { links, dead, text: document.querySelector("main").innerText.split("\\n").filter((line) => line.trim()) };
}"""
#: What is told by scripts about what only scripts can do.
NOTHING_KEPT = {"offline"}


@pytest.fixture(scope="module")
def shown(browser, site):
    """What a page shows with a script or without, and what the browser complained about."""
    contexts = {
        script: browser.new_context(
            java_script_enabled=script, locale="zh-CN", service_workers="block", viewport={"width": 1440, "height": 900}
        )
        for script in (True, False)
    }

    def shown(name, script):
        page = contexts[script].new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        assert page.goto(site[name], wait_until="networkidle").ok
        found = page.evaluate(SHOWN) | {"complaints": complaints}
        page.close()
        return found

    yield shown
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_script(shown, name):
    scripted, plain = shown(name, script=True), shown(name, script=False)

    assert set(scripted["links"]) <= set(plain["links"])
    assert len(set(scripted["text"]) - set(plain["text"])) == (name in NOTHING_KEPT)
    assert plain["text"]
    assert plain["dead"] == []
    assert scripted["complaints"] == plain["complaints"] == []
