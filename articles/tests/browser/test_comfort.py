"""Reading settings: what a reader chooses holds at once, on every page, and the next day."""

import pytest
from playwright.sync_api import expect

from articles.tests.factories import make_article, make_issue, make_part, make_pointer, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "好稻谷有了，却卖不出好价钱，田有根一夜没有合眼，第二天一早就去找村里的老支书商量办米厂的事。"
PHONE, DESK = 390, 1440
ISSUE, PAGE, ARTICLE = "/qinghe/2026-03-05/", "/qinghe/2026-03-05/1/", "/qinghe/2026-03-05/article/1/"


@pytest.fixture(autouse=True)
def issue():
    """Two pages: a lead that jumps, short stories, a long one, a pointer."""
    issue = make_issue(pages=2, number=3128)
    first, second = issue.pages.all()
    lead = make_article(first, "抢抓农时 稳住面积 让每一块好田都种上好粮", "\n\n".join([SENTENCE * 3] * 6))
    make_part(lead, second, "\n\n".join([SENTENCE * 3] * 2))
    for number in range(4):
        make_article(first, f"第{number + 1}条短消息", SENTENCE * 2, authors=["程朗"])
    make_pointer(first, "源头有座瞭望台", "2", make_article(second, "源头有座瞭望台", SENTENCE * 20))
    return publish(issue)


@pytest.fixture
def open_with(open_page):
    """Open an address on a device where something has been chosen already."""

    def open_with(path, width=DESK, **chosen):
        page = open_page("/offline/", width)
        page.evaluate(
            "chosen => { for (const name in chosen) localStorage[`newsroom.${name}`] = chosen[name] }", chosen
        )
        page.goto(page.url.replace("/offline/", path))
        return page

    return open_with


def style(page, selector, name):
    return page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def text_size(page):
    return float(style(page, ".text > p", "fontSize").removesuffix("px"))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_larger_text_stays_larger(open_page, width):
    page = open_page(ARTICLE, width)
    standard = text_size(page)

    page.locator(".comfort__settings > summary").click()
    sizes = []
    for value in ("small", "", "large", "largest"):
        page.locator(f"input[name=size][value='{value}']").check()
        sizes.append(text_size(page) / standard)
    assert sizes == pytest.approx([0.9, 1, 1.2, 1.44], abs=0.01)

    page.reload()
    assert text_size(page) == pytest.approx(1.44 * standard, abs=0.1)
    assert page.locator("input[name=size][value=largest]").is_checked()
    page.goto(page.url.replace(ARTICLE, ISSUE))
    assert page.evaluate("document.documentElement.dataset.size") == "largest"


@pytest.mark.parametrize("width", [320, PHONE, 1024, DESK])
@pytest.mark.parametrize("chosen", [{"size": "largest"}, {"large": "on"}, {"large": "on", "size": "largest"}], ids=str)
def test_nothing_is_wider_than_the_screen_however_large(open_with, width, chosen):
    page = open_with(ISSUE, width, **chosen)

    for path in (ISSUE, PAGE, ARTICLE, "/qinghe/"):
        page.goto(page.url.split("/qinghe")[0] + path)
        page.locator(".comfort__settings > summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_larger_text_stands_in_fewer_columns(open_with):
    def columns(page):
        boxes = "texts => texts.flatMap(text => [...text.getClientRects()].map(box => Math.round(box.left)))"
        return len(set(page.locator(".story--lead .text > p").evaluate_all(boxes)))

    counts = [columns(open_with(PAGE, DESK, **chosen)) for chosen in ({}, {"size": "largest"}, {"large": "on"})]

    assert counts[0] == 4
    assert counts[1] in (2, 3)
    assert counts[2] == 1


@pytest.mark.parametrize(("theme", "ground"), [("dark", "rgb(23, 22, 19)"), ("sepia", "rgb(243, 233, 210)")])
def test_colours_are_kept_and_there_before_anything_is_painted(open_page, theme, ground):
    page = open_page(ARTICLE)
    page.locator(".comfort__settings > summary").click()
    page.locator(f"input[name=theme][value={theme}]").check()
    assert style(page, "html", "backgroundColor") == ground

    # The page is painted when there is a body at the earliest; what is chosen is known by then.
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            if (!document.body) return;
            window.known = { ...document.documentElement.dataset };
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true })"""
    )
    page.reload()

    assert page.evaluate("known.theme") == theme
    assert style(page, "html", "backgroundColor") == ground
    frames = page.locator("meta[name=theme-color]").evaluate_all("metas => metas.map(meta => meta.content)")
    assert len(set(frames)) == 1
    assert frames[0] != "#fcfaf5"


def test_what_is_chosen_follows_the_reader_back(open_page):
    page = open_page(ISSUE)
    page.goto(page.url.replace(ISSUE, ARTICLE))
    page.locator(".comfort__settings > summary").click()
    page.locator("input[name=theme][value=dark]").check()

    page.go_back()

    assert style(page, "html", "backgroundColor") == "rgb(23, 22, 19)"
    expect(page.locator("input[name=theme][value=dark]")).to_be_checked()


def test_the_device_chooses_the_colours_of_who_has_not(open_page, open_with):
    page = open_page(ARTICLE, color_scheme="dark")
    assert style(page, "html", "backgroundColor") == "rgb(23, 22, 19)"

    page.locator(".comfort__settings > summary").click()
    page.locator("input[name=theme][value=light]").check()
    assert style(page, "html", "backgroundColor") == "rgb(252, 250, 245)"


def test_whoever_asks_the_device_for_contrast_gets_it_here(open_page):
    page = open_page(ARTICLE, contrast="more")
    assert style(page, ".text > p", "color") == "rgb(0, 0, 0)"

    page.locator(".comfort__settings > summary").click()
    page.locator("input[name=theme][value=dark]").check()
    assert style(page, ".text > p", "color") == "rgb(255, 255, 255)"


def test_a_choice_can_be_told_where_the_system_takes_the_colours(open_page):
    page = open_page(ARTICLE, forced_colors="active")
    page.locator(".comfort__settings > summary").click()

    grounds = [
        style(page, f"input[name=theme]{state} + span", "backgroundColor") for state in (":checked", ":not(:checked)")
    ]
    assert grounds[0] != grounds[1]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_large_type_is_an_edition_of_its_own(open_page, width):
    page = open_page(ISSUE, width)
    standard = text_size(page)
    page.locator(".comfort__settings > summary").click()
    page.locator("input[name=large][value=on]").check()
    page.reload()

    assert text_size(page) >= 1.4 * standard
    assert style(page, ".text > p", "color") == "rgb(0, 0, 0)"
    for target in page.locator(".page-nav a, .read-on a:visible, .comfort summary").all():
        assert target.bounding_box()["height"] >= 44
    lefts = page.locator("main .story .text:visible").evaluate_all(
        "texts => texts.map(text => Math.round(text.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1
    page.locator(".story--lead .read-on a").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_sheet_of_paper_is_white_whatever_the_screen_is(open_with):
    page = open_with(ARTICLE, theme="dark", large="on")
    page.emulate_media(media="print")

    assert style(page, "html", "backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".comfort").is_visible()


def test_the_settings_are_used_by_keyboard(open_page):
    page = open_page(ARTICLE)
    summary = page.locator(".comfort__settings > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.url.endswith(ARTICLE)

    page.keyboard.press("Escape")

    expect(summary).to_be_focused()
    expect(page.locator(".comfort__panel")).to_be_hidden()


def test_the_settings_close_when_the_reader_goes_on(open_page):
    page = open_page(ARTICLE)
    page.locator(".comfort__settings > summary").click()
    expect(page.locator(".comfort__panel")).to_be_visible()

    page.locator("h1").click()

    expect(page.locator(".comfort__panel")).to_be_hidden()


@pytest.mark.parametrize(
    "denied",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    ],
)
def test_without_a_memory_a_choice_holds_for_the_page(open_page, denied):
    page = open_page("/offline/")
    page.add_init_script(denied)
    page.goto(page.url.replace("/offline/", ARTICLE))

    page.locator(".comfort__settings > summary").click()
    page.locator("input[name=theme][value=dark]").check()

    assert style(page, "html", "backgroundColor") == "rgb(23, 22, 19)"


def test_where_nothing_can_be_kept_nothing_is_promised(open_page):
    page = open_page("/offline/")
    expect(page.locator(".kept-never")).to_be_hidden()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.reload()

    expect(page.locator(".kept-never")).to_be_visible()
    page.locator(".comfort__settings > summary").click()
    expect(page.locator(".comfort__sizes")).to_be_visible()
    expect(page.locator(".comfort__keep")).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_a_script_everything_can_be_read_and_nothing_does_nothing(open_page, width):
    page = open_page(ARTICLE, width, java_script_enabled=False, color_scheme="dark")

    assert page.locator("html").evaluate("root => getComputedStyle(root).backgroundColor") == "rgb(23, 22, 19)"
    expect(page.locator(".comfort")).to_be_hidden()
    expect(page.locator(".text > p").first).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="第1条短消息").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第1条短消息")
