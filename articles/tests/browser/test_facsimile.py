"""The picture of a page: its hot areas by mouse, finger and keyboard, and the page enlarged."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from articles.tests.factories import make_area, make_article, make_issue, make_part, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = 390, 1440
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
PAGE = "/qinghe/2026-03-05/1/"
STORY, SECOND = "一粒米的三次转身", "山塘清淤"
LINK = ".facsimile__stories a"


def draw_page():
    picture = Image.new("RGB", (1200, 1800), "#f6f3ea")
    ImageDraw.Draw(picture).rectangle((120, 180, 600, 900), "#b9b4a6")
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


@pytest.fixture(autouse=True)
def issue():
    """Two pages with pictures; on the first a story in two areas that goes on inside, and one in a single area."""
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    for page in (first, second):
        page.picture.save("page.png", ContentFile(draw_page()))
    story = make_article(first, STORY, "好稻谷有了，却卖不出好价钱。")
    make_area(story.parts.get(), 0.1, 0.1, 0.5, 0.5)
    make_area(story.parts.get(), 0.5, 0.1, 0.9, 0.2)
    make_area(make_article(first, SECOND, "12座山塘完成清淤。").parts.get(), 0.1, 0.6, 0.9, 0.9)
    make_area(make_part(story, second, "后来米厂办了起来。"), 0.2, 0.2, 0.8, 0.4)
    return publish(issue)


def fill_of(polygon):
    polygon.page.wait_for_timeout(200)
    return float(polygon.evaluate("polygon => getComputedStyle(polygon).fillOpacity"))


def point_in(page, across, down, of=".facsimile__sheet img"):
    """Where on the screen a point of the page's picture is, given in fractions."""
    page.locator(of).scroll_into_view_if_needed()
    box = page.locator(of).bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


# --- hot areas -----------------------------------------------------------------------------------


def test_a_headline_lights_its_areas_and_an_area_its_headline(open_page):
    page = open_page(PAGE)
    own, other = page.locator(LINK).nth(0), page.locator(LINK).nth(1)

    own.hover()
    assert fill_of(own.locator("polygon").nth(0)) > 0
    assert fill_of(own.locator("polygon").nth(1)) > 0
    assert fill_of(other.locator("polygon")) == 0

    page.mouse.move(*point_in(page, 0.5, 0.7))
    assert fill_of(other.locator("polygon")) > 0
    assert fill_of(own.locator("polygon").nth(0)) == 0
    assert "underline" in other.evaluate("link => getComputedStyle(link).textDecorationLine")


@WIDTHS
@pytest.mark.parametrize(("across", "down", "headline"), [(0.3, 0.3, STORY), (0.7, 0.15, STORY), (0.5, 0.75, SECOND)])
def test_an_area_leads_to_its_article(open_page, width, across, down, headline):
    page = open_page(PAGE, width)

    page.mouse.click(*point_in(page, across, down))

    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


@pytest.mark.parametrize("path", ["/", PAGE])
def test_an_area_lies_where_it_was_drawn_at_any_width(open_page, path):
    page = open_page(path)
    for width in (320, PHONE, 768, DESK, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        left, top = point_in(page, 0.1, 0.6)
        right, bottom = point_in(page, 0.9, 0.9)
        area = page.locator(LINK).nth(1).locator("polygon").bounding_box()

        drawn = (area["x"], area["y"], area["x"] + area["width"], area["y"] + area["height"])
        # A line two points thick is drawn around it.
        assert drawn == pytest.approx((left, top, right, bottom), abs=2.5), width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_stands_beside_its_headlines_at_a_desk_and_above_them_on_a_phone(open_page):
    def boxes(width):
        page = open_page(PAGE, width)
        return page.locator(".facsimile__sheet").bounding_box(), page.locator(".facsimile__side").bounding_box()

    sheet, side = boxes(DESK)
    assert sheet["x"] + sheet["width"] < side["x"]
    assert sheet["y"] == pytest.approx(side["y"], abs=3)
    sheet, side = boxes(PHONE)
    assert sheet["y"] + sheet["height"] < side["y"]
    assert sheet["width"] > 0.85 * PHONE


@WIDTHS
def test_the_keyboard_meets_each_story_once_in_the_order_of_the_page(open_page, width):
    page = open_page(PAGE, width)
    page.locator(".facsimile__sheet").focus()

    met = []
    for _ in range(4):
        page.keyboard.press("Tab")
        met.append(
            page.evaluate(
                "document.activeElement.matches('.facsimile__stories a') && document.activeElement.innerText.trim()"
            )
        )
    assert [headline for headline in met if headline] == [STORY, SECOND]

    page.locator(".facsimile__zoom").focus()
    page.keyboard.press("Tab")
    lit = page.locator(LINK).nth(0).locator("polygon").nth(0)
    assert fill_of(lit) > 0
    assert lit.evaluate("polygon => getComputedStyle(polygon).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY)


def test_a_screen_reader_hears_a_list_of_links(open_page):
    page = open_page(PAGE)

    expect(page.locator(".facsimile__stories")).to_match_aria_snapshot(
        f"""
        - list:
          - listitem:
            - link "{STORY}"
          - listitem:
            - link "{SECOND}"
        """
    )
    expect(page.get_by_role("region", name="第1版")).to_have_count(1)


@WIDTHS
def test_areas_need_no_script(browser, live_server, width):
    with browser.new_page(java_script_enabled=False, viewport={"width": width, "height": 900}) as page:
        page.goto(live_server.url + PAGE)

        expect(page.locator(".facsimile__zoom")).to_be_hidden()
        page.mouse.click(*point_in(page, 0.5, 0.75))
        expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)

        page.goto(live_server.url + PAGE)
        page.locator(".facsimile__sheet").click(position={"x": 5, "y": 5})
        assert "/media/qinghe/" in page.url


@WIDTHS
@pytest.mark.parametrize("path", ["/", "/qinghe/2026-03-05/article/1/"])
def test_nothing_shifts_while_pictures_load(open_page, path, width):
    page = open_page(path, width)
    page.wait_for_load_state("networkidle")

    shifted = page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => (sum += entry.value)))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(sum), 200);
        })"""
    )
    assert shifted < 0.01


def test_an_article_leads_to_its_place_on_either_page(open_page):
    page = open_page("/qinghe/2026-03-05/article/1/")

    places = page.locator(".place a")
    expect(places).to_have_count(2)
    places.nth(1).click()

    page.wait_for_url("**/2026-03-05/2/#a1-2")


# --- enlarged ------------------------------------------------------------------------------------


def enlarge(page):
    page.locator(".facsimile__zoom").click()
    expect(page.locator(".zoom__areas")).to_be_visible()
    expect(page.locator(".zoom__level")).to_have_text("100%")
    # The areas follow the picture, which comes to rest within a second.
    page.wait_for_timeout(900)


def size_of(page):
    return page.locator(".zoom__areas").bounding_box()["width"]


@WIDTHS
def test_a_page_is_enlarged_and_let_go_again(open_page, width):
    page = open_page(PAGE, width)
    enlarge(page)
    whole = size_of(page)

    page.locator("[data-zoom=in]").click()
    expect(page.locator(".zoom__level")).to_have_text("150%")
    page.wait_for_timeout(900)
    assert size_of(page) == pytest.approx(1.5 * whole, rel=0.02)
    page.locator("[data-zoom=out]").click()
    expect(page.locator(".zoom__level")).to_have_text("100%")
    page.locator("[data-zoom=in]").click()
    page.locator("[data-zoom=whole]").click()
    expect(page.locator(".zoom__level")).to_have_text("100%")

    page.keyboard.press("Escape")
    expect(page.locator(".zoom")).to_be_hidden()
    expect(page.locator(".facsimile__zoom")).to_be_focused()

    enlarge(page)
    page.locator("[data-zoom=close]").click()
    expect(page.locator(".facsimile__zoom")).to_be_focused()


@WIDTHS
def test_the_keyboard_moves_and_sizes_the_page(open_page, width):
    page = open_page(PAGE, width)
    enlarge(page)
    expect(page.locator(".openseadragon-canvas")).to_be_focused()

    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_timeout(900)
    assert int(page.locator(".zoom__level").inner_text().rstrip("%")) > 100
    before = page.locator(".zoom__areas").bounding_box()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(900)
    after = page.locator(".zoom__areas").bounding_box()
    assert after["y"] < before["y"]
    assert after["width"] == pytest.approx(before["width"], rel=0.01)

    for key in ("f", "r", "0"):
        page.keyboard.press(key)
    expect(page.locator(".zoom__level")).to_have_text("100%")
    # Neither arrows nor anything else turned to another page meanwhile.
    assert page.url.endswith(PAGE)


def test_areas_lie_right_in_the_enlarged_page_and_lead_on(open_page):
    page = open_page(PAGE)
    enlarge(page)
    page.locator("[data-zoom=in]").click()
    page.wait_for_timeout(900)

    page.mouse.click(*point_in(page, 0.3, 0.45, of=".zoom__areas"))

    expect(page.get_by_role("heading", level=1)).to_have_text(STORY)


def test_a_finger_taps_an_area_of_the_page_and_of_the_enlarged_page(open_page):
    page = open_page(PAGE, PHONE, has_touch=True, is_mobile=True)
    assert page.locator(LINK).nth(1).locator("polygon").evaluate("area => getComputedStyle(area).strokeOpacity") != "0"
    page.touchscreen.tap(*point_in(page, 0.5, 0.75))
    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)

    page = open_page(PAGE, PHONE, has_touch=True, is_mobile=True)
    enlarge(page)
    page.touchscreen.tap(*point_in(page, 0.3, 0.3, of=".zoom__areas"))
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY)


def test_dragging_the_enlarged_page_follows_no_area(open_page):
    page = open_page(PAGE)
    enlarge(page)
    page.locator("[data-zoom=in]").click()
    page.wait_for_timeout(900)
    before = page.locator(".zoom__areas").bounding_box()

    x, y = point_in(page, 0.3, 0.4, of=".zoom__areas")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - 60, steps=6)
    page.mouse.up()
    page.wait_for_timeout(900)

    assert page.url.endswith(PAGE)
    assert page.locator(".zoom__areas").bounding_box()["y"] < before["y"]


def test_a_story_of_the_enlarged_page_is_reached_by_keyboard(open_page):
    page = open_page(PAGE)
    enlarge(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = page.locator(".zoom__areas a").nth(1)
    expect(link).to_be_focused()
    expect(link).to_have_accessible_name(SECOND)
    assert fill_of(link.locator("polygon")) > 0
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)


def test_the_viewer_is_fetched_when_somebody_asks_for_it(open_page):
    page = open_page(PAGE)
    fetched = "performance.getEntriesByType('resource').some(entry => entry.name.includes('openseadragon'))"
    assert not page.evaluate(fetched)

    page.locator(".facsimile__sheet").click(position={"x": 5, "y": 5})

    expect(page.locator(".zoom__areas")).to_be_visible()
    assert page.evaluate(fetched)


def test_the_picture_itself_is_shown_where_the_viewer_cannot_be_fetched(browser, live_server):
    with browser.new_page() as page:
        page.route("**/openseadragon*", lambda route: route.abort())
        page.goto(live_server.url + PAGE)

        page.locator(".facsimile__zoom").click()

        page.wait_for_url("**/media/qinghe/**")
