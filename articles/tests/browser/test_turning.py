"""Turning pages by arrow keys and by a swipe."""

import pytest
from playwright.sync_api import expect

from articles.tests.factories import DAY, make_article, make_issue, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ISSUE = "/qinghe/2026-03-05/"


@pytest.fixture(autouse=True)
def issues():
    for day in range(3):
        issue = make_issue(DAY.replace(day=4 + day), pages=3)
        for page in issue.pages.all():
            make_article(page, f"第{page.number}版的文章", "本县今年春耕面积增加。" * 60)
        publish(issue)


@pytest.fixture
def open_touch(open_page):
    """A phone; ``swipe`` draws a finger across it."""

    def open_touch(path, **options):
        page = open_page(path, 390, 844, has_touch=True, is_mobile=True, **options)
        page.wait_for_load_state("networkidle")
        return page

    return open_touch


def swipe(page, across, down=0, x=195, y=500, fingers=1):
    session = page.context.new_cdp_session(page)

    def touch(kind, points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def at(share):
        return [{"x": x + across * share + 30 * n, "y": y + down * share, "id": n} for n in range(fingers)]

    touch("touchStart", at(0))
    for step in range(1, 5):
        touch("touchMove", at(step / 4))
    touch("touchEnd", [])


def stays(page):
    address = page.url
    page.wait_for_timeout(250)
    return page.url == address


@pytest.mark.parametrize(
    ("path", "after"),
    [
        (ISSUE, "/qinghe/2026-03-06/"),
        (f"{ISSUE}1/", f"{ISSUE}2/"),
        (f"{ISSUE}article/1/", f"{ISSUE}article/2/"),
    ],
)
@pytest.mark.parametrize("width", [390, 1440])
def test_arrows_turn_to_what_comes_after_and_before(open_page, path, after, width):
    page = open_page(path, width)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{after}")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{path}")


def test_the_last_page_has_none_after_it(open_page):
    page = open_page(f"{ISSUE}3/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("ArrowRight")

    assert stays(page)


@pytest.mark.parametrize("keys", ["Alt+ArrowUp", "Control+ArrowRight", "Shift+ArrowRight", "Meta+ArrowRight"])
def test_arrows_with_another_key_belong_to_the_browser(open_page, keys):
    page = open_page(f"{ISSUE}2/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press(keys)

    assert stays(page)


def test_arrows_in_the_settings_choose_there(open_page):
    page = open_page(f"{ISSUE}2/")
    page.wait_for_load_state("networkidle")
    page.locator(".comfort summary").click()
    page.locator("input[name=size]:checked").focus()
    page.keyboard.press("ArrowRight")

    assert stays(page)
    assert page.evaluate("document.documentElement.dataset.size") == "large"


@pytest.mark.parametrize(
    "html",
    [
        "<textarea autofocus></textarea>",
        "<p contenteditable autofocus>字</p>",
        "<dialog open><button autofocus>关</button></dialog>",
        "<div class='wide' tabindex=0>长</div>",
    ],
)
def test_arrows_where_they_mean_something_else_turn_nothing(open_page, html):
    page = open_page(f"{ISSUE}2/")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """html => {
            document.querySelector("main").insertAdjacentHTML("afterbegin", html);
            const added = document.querySelector("main").firstElementChild;
            if (added.matches(".wide")) {
                Object.assign(added.style, { overflowX: "auto", width: "100px", whiteSpace: "nowrap" });
                added.textContent = "长".repeat(80);
            }
            (added.querySelector("button") ?? added).focus();
        }""",
        html,
    )
    page.keyboard.press("ArrowRight")

    assert stays(page)


def test_a_swipe_turns_the_page(open_touch):
    page = open_touch(f"{ISSUE}2/")

    swipe(page, -150, 10)
    page.wait_for_url(f"**{ISSUE}3/")
    page.wait_for_load_state("networkidle")
    swipe(page, 150)
    page.wait_for_url(f"**{ISSUE}2/")


@pytest.mark.parametrize(
    "stroke",
    [
        {"across": -40},
        {"across": -120, "down": 90},
        {"across": 20, "down": -300},
        {"across": 150, "x": 5},
        {"across": -150, "fingers": 2},
    ],
    ids=["short", "slanting", "scrolling", "from the edge", "two fingers"],
)
def test_other_strokes_turn_nothing(open_touch, stroke):
    page = open_touch(f"{ISSUE}2/")
    swipe(page, **stroke)

    assert stays(page)


def test_a_swipe_over_what_scrolls_sideways_scrolls_it(open_touch):
    page = open_touch(f"{ISSUE}2/")
    page.evaluate(
        """() => {
            const strip = document.createElement("div");
            Object.assign(strip.style, { overflowX: "auto", height: "300px", whiteSpace: "nowrap" });
            strip.textContent = "长".repeat(200);
            document.querySelector("main").prepend(strip);
        }"""
    )
    box = page.locator("main > div").first.bounding_box()
    swipe(page, -150, y=box["y"] + 20)

    assert stays(page)


def test_a_swipe_turns_nothing_while_text_is_selected_or_magnified(open_touch):
    page = open_touch(f"{ISSUE}2/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    swipe(page, -150)
    assert stays(page)

    page.evaluate("getSelection().removeAllRanges()")
    page.context.new_cdp_session(page).send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    page.wait_for_timeout(100)
    assert page.evaluate("visualViewport.scale") == 2
    swipe(page, -150)
    assert stays(page)


def test_without_a_script_links_lead_on(open_page):
    page = open_page(f"{ISSUE}2/", java_script_enabled=False)
    page.locator("a[rel=next]").click()

    expect(page).to_have_url(page.url.replace("/2/", "/3/"))
