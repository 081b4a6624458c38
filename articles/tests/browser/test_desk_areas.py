"""Hot areas drawn on the picture of a page, by mouse and by keyboard, up to what readers see of them."""

import json

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from articles.models import HotArea, Part
from articles.polygons import shared_spot
from articles.tests.browser.accessibility import violations
from articles.tests.factories import make_area, make_article, make_issue, publish
from articles.tests.people import PAGE_EDITOR, REPORTER, make_member
from articles.tests.pictures.drawing import drawing, file_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY, SECOND, THIRD = "一粒米的三次转身", "山塘清淤", "乡村振兴看青禾"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sheet():
    """A page with a picture and three articles, of which the first has its area."""
    sheet = make_issue(pages=1).pages.get()
    sheet.picture.save("01.jpg", ContentFile(file_of(drawing((1200, 1700)))))
    for headline in (STORY, SECOND, THIRD):
        make_article(sheet, headline)
    make_area(part_of(STORY), 0.1, 0.05, 0.9, 0.3)
    return sheet


def part_of(headline):
    return Part.objects.get(article__headline=headline)


def points_of(headline):
    return [area.points for area in part_of(headline).hot_areas.all()]


@pytest.fixture
def open_areas(open_desk, sheet):
    def open_areas(role=PAGE_EDITOR, username="zebian", width=1440, **options):
        user = make_member(role, username)
        # As high as the page, so that nothing has to be scrolled for.
        window = open_desk(user, f"/admin/articles/page/{sheet.pk}/areas/", width, height=1700, **options)
        if options.get("java_script_enabled", True) and role == PAGE_EDITOR:
            window.wait_for_selector(".areas-stage.is-ready")
        return window

    return open_areas


class Picture:
    """The picture of the page on the screen, met in fractions of it."""

    def __init__(self, window):
        self.window = window

    def at(self, across, down):
        box = self.window.locator(".areas-picture").bounding_box()
        return box["x"] + across * box["width"], box["y"] + down * box["height"]

    def drag(self, start, *stops):
        self.window.mouse.move(*self.at(*start))
        self.window.mouse.down()
        for stop in stops:
            self.window.mouse.move(*self.at(*stop), steps=4)
        self.window.mouse.up()

    def click(self, *place):
        self.window.mouse.move(*self.at(*place))
        self.window.mouse.click(*self.at(*place))

    @property
    def pixel(self):
        """A point of the screen in fractions of the page, the larger of both; a mouse meets it by half of one."""
        box = self.window.locator(".areas-picture").bounding_box()
        return 1 / min(box["width"], box["height"])


def choose(window, headline):
    window.locator(".areas-articles label", has_text=headline).click()


def problems(window):
    return window.locator(".areas-problems li")


def save(window):
    window.locator("input[name=_save]").click()
    window.wait_for_selector(".messagelist .success")
    window.wait_for_selector(".areas-stage.is-ready")


def close_to(points, pixel):
    return [pytest.approx(point, abs=pixel) for point in points]


@pytest.mark.parametrize(
    ("beyond", "reaches"), [((1.3, 0.9), (1, 0.9)), ((-0.1, 0.5), (0, 0.5)), ((0.6, 1.02), (0.6, 1))]
)
def test_a_rectangle_that_is_let_go_beyond_the_edge_ends_there(open_areas, sheet, beyond, reaches):
    window = open_areas()
    picture = Picture(window)
    picture.drag((0.2, 0.7), (0.3, 0.75), beyond)
    expect(window.locator(".areas-list > li")).to_have_count(2)
    save(window)
    [points] = points_of(SECOND)
    across, down = ({point[axis] for point in points} for axis in (0, 1))
    assert sorted(across) == pytest.approx(sorted([0.2, reaches[0]]), abs=picture.pixel)
    assert sorted(down) == pytest.approx(sorted([0.7, reaches[1]]), abs=picture.pixel)
    assert window.locator(".a9s-rubberband > *").count() == 0


def test_areas_are_drawn_bound_and_found_by_readers(open_areas, open_page, sheet):
    window = open_areas()
    picture = Picture(window)
    expect(window.locator("[name=current]:checked")).to_have_value(str(part_of(SECOND).pk))
    expect(problems(window)).to_have_count(2)

    # A rectangle for what lacks one, too high up: it lies over the first article, and that is said at once.
    picture.drag((0.1, 0.2), (0.3, 0.3), (0.45, 0.6))
    expect(problems(window).first).to_contain_text(STORY)
    expect(problems(window).first).to_contain_text(SECOND)
    expect(window.locator(".areas-articles li.is-overlapping")).to_have_count(2)
    # Its corner is pulled down.
    picture.drag((0.1, 0.2), (0.1, 0.3), (0.1, 0.35))
    expect(window.locator(".areas-articles li.is-overlapping")).to_have_count(0)

    # A polygon for the third, corner by corner, right beside: touching is no overlap.
    choose(window, THIRD)
    window.locator("[data-tool=polygon]").click()
    outline = [[0.45, 0.35], [0.9, 0.35], [0.9, 0.9], [0.1, 0.9], [0.1, 0.6], [0.45, 0.6]]
    for corner in [*outline, outline[0]]:
        picture.click(*corner)
    expect(window.locator(".areas-list .area")).to_have_count(3)
    expect(window.locator(".areas-problems .is-fine")).to_be_visible()

    # One area too many, bound to another article by its row, then taken away, and back by undoing.
    window.locator("[data-tool=rectangle]").click()
    picture.drag((0.2, 0.93), (0.3, 0.95), (0.6, 0.98))
    last = window.locator(".areas-list .area").last
    last.locator("select").select_option(label=STORY)
    expect(window.locator(".areas-articles li").first).to_contain_text("2")
    window.keyboard.press("Escape")
    last.locator(".area-drop").click()
    expect(window.locator(".areas-list .area")).to_have_count(3)
    window.locator("[data-act=undo]").click()
    expect(window.locator(".areas-list .area")).to_have_count(4)

    # To point at an area is to read what it leads to.
    window.mouse.move(*picture.at(0.5, 0.8))
    expect(window.locator(".areas-name")).to_have_text(THIRD)

    pixel = picture.pixel
    save(window)
    assert points_of(STORY) == [
        [[0.1, 0.05], [0.9, 0.05], [0.9, 0.3], [0.1, 0.3]],
        close_to([[0.2, 0.93], [0.6, 0.93], [0.6, 0.98], [0.2, 0.98]], pixel),
    ]
    assert points_of(SECOND) == [close_to([[0.1, 0.35], [0.45, 0.35], [0.45, 0.6], [0.1, 0.6]], pixel)]
    assert points_of(THIRD) == [close_to(outline, pixel)]

    publish(sheet.issue)
    reader = open_page(sheet.get_absolute_url())
    box = reader.locator(".facsimile__sheet img").bounding_box()
    reader.mouse.click(box["x"] + 0.2 * box["width"], box["y"] + 0.8 * box["height"])
    expect(reader.get_by_role("heading", level=1)).to_have_text(THIRD)


def test_the_keyboard_alone_draws_moves_and_saves(open_areas):
    window = open_areas()
    keys = window.keyboard

    window.locator("[data-act=add]").focus()
    keys.press("Enter")
    pick = window.locator(".areas-list .area-pick").last
    expect(pick).to_be_focused()
    expect(pick).to_contain_text(SECOND)
    for key in ["ArrowLeft"] * 4 + ["ArrowDown"] * 2 + ["Shift+ArrowRight"] * 6 + ["Shift+ArrowUp"] * 2:
        keys.press(key)
    expect(window.locator(".areas-name")).to_have_text(SECOND)

    # On by Tab: free corners, delete, article, and the four sides in numbers.
    for _ in range(3):
        keys.press("Tab")
    expect(window.locator(".areas-list .area").last.locator("select")).to_be_focused()
    keys.press("Tab")
    keys.press("Control+a")
    keys.type("12.5")
    keys.press("Tab")

    window.locator("[data-act=add]").focus()
    keys.press("Enter")
    keys.press("Delete")
    expect(pick).to_be_focused()
    keys.press("Control+z")
    expect(window.locator(".areas-list .area")).to_have_count(3)
    window.locator(".areas-list .area-pick").last.focus()
    keys.press("Delete")
    window.locator("input[name=_save]").focus()
    keys.press("Enter")
    window.wait_for_selector(".messagelist .success")

    expected = [[0.125, 0.41], [0.61, 0.41], [0.61, 0.6], [0.125, 0.6]]
    assert points_of(SECOND) == [[pytest.approx(point, abs=1e-5) for point in expected]]
    assert points_of(THIRD) == []


def test_a_rectangle_gets_a_bay_by_its_corners_numbers(open_areas):
    window = open_areas()
    row = window.locator(".areas-list .area").first
    row.locator(".area-pick").click()
    row.locator(".area-free").click()
    numbers = row.locator(".area-numbers")
    expect(numbers.locator("fieldset")).to_have_count(4)

    numbers.locator("button").first.click()
    expect(numbers.locator("fieldset")).to_have_count(5)
    numbers.locator("fieldset").nth(1).locator("input").last.fill("15")
    numbers.locator("fieldset").nth(1).locator("input").last.press("Tab")
    save(window)
    assert points_of(STORY) == [[[0.1, 0.05], [0.5, 0.15], [0.9, 0.05], [0.9, 0.3], [0.1, 0.3]]]


def test_what_is_pulled_over_the_edge_stays_on_the_page(open_areas):
    window = open_areas()
    picture = Picture(window)
    window.locator("[data-tool=select]").click()
    picture.click(0.5, 0.2)
    picture.drag((0.5, 0.2), (0.3, 0.1), (0.2, 0.02))
    save(window)
    ((points),) = points_of(STORY)
    assert points == close_to([[0, 0], [0.8, 0], [0.8, 0.25], [0, 0.25]], picture.pixel)


def test_over_another_s_areas_both_can_be_seen_before_one_is_kept(open_areas):
    window = open_areas()
    HotArea.objects.update(points=[[0.2, 0.2], [0.8, 0.2], [0.8, 0.4]])
    window.locator("[data-act=add]").click()
    window.locator("input[name=_save]").click()
    window.wait_for_selector(".areas-theirs")
    window.wait_for_selector(".areas-stage.is-ready")
    rows = window.locator(".areas-list .area")
    expect(rows).to_have_count(2)
    assert window.locator(".areas-drawing-theirs polygon").get_attribute("points") == "200,283 800,283 800,567"
    expect(window.locator(".areas-theirs li")).to_have_text(f"{STORY}：距左 20%–80%，距上 20%–40%")

    reasons, button = window.locator(".areas-reasons"), window.locator("input[name=_save]")
    expect(button).to_have_value("以我画的为准，保存")
    window.locator("#areas-load").click()
    expect(rows).to_have_count(1)
    expect(button).to_have_value("保存")
    expect(reasons).to_be_hidden()
    assert rows.first.locator("[name=corners]").input_value() == "0.2,0.2 0.8,0.2 0.8,0.4"
    window.locator("#areas-load").click()
    expect(rows).to_have_count(2)
    expect(button).to_have_value("以我画的为准，保存")
    expect(reasons).to_be_visible()
    save(window)
    assert points_of(STORY) == [[[0.1, 0.05], [0.9, 0.05], [0.9, 0.3], [0.1, 0.3]]]
    assert len(points_of(SECOND)) == 1


def test_an_area_can_be_dropped_in_a_page_s_first_moment(open_areas):
    window = open_areas()
    window.add_init_script("const now = performance.now.bind(performance); performance.now = () => now() / 1000")
    window.reload()
    window.wait_for_selector(".areas-stage.is-ready")
    rows, shapes = window.locator(".areas-list .area"), window.locator(".a9s-annotation[data-id]")
    window.locator(".area-drop").first.click()
    expect(rows).to_have_count(0)
    expect(shapes).to_have_count(0)
    window.locator("[data-act=undo]").click()
    expect(rows).to_have_count(1)
    expect(shapes).to_have_count(1)


def test_without_a_script_areas_are_typed(open_areas):
    window = open_areas(java_script_enabled=False)
    row = window.locator(".area-spare").first
    row.locator("select").select_option(label=SECOND)
    row.locator("[name=corners]").fill("0.1,0.2 0.4,0.2 0.4,1.5")
    window.locator("input[name=_save]").click()
    expect(window.locator(".area-fault")).to_be_visible()

    window.locator("[name=corners]").nth(1).fill("0.1,0.4 0.4,0.4 0.4,0.5")
    window.locator("input[name=_save]").click()
    expect(window.locator(".messagelist .success")).to_be_visible()
    assert points_of(SECOND) == [[[0.1, 0.4], [0.4, 0.4], [0.4, 0.5]]]


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(open_areas, width):
    window = open_areas(width=width, bypass_csp=True, reduced_motion="reduce")
    found = violations(window, serious=True)
    window.locator(".areas-list .area-pick").first.click()
    window.locator(".area-free").first.click()
    found += violations(window, serious=True)
    window.emulate_media(color_scheme="dark")
    found += violations(window, serious=True)
    assert found == []
    assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_who_may_only_look_sees_each_area_and_what_it_leads_to(open_areas):
    window = open_areas(REPORTER, "jizhe")
    expect(window.locator("[name=_save]")).to_have_count(0)
    window.mouse.move(*Picture(window).at(0.5, 0.2))
    expect(window.locator(".areas-name")).to_have_text(STORY)
    expect(problems(window)).to_have_count(2)


def test_the_script_judges_as_the_server_does(open_areas):
    """Pairs on the edge of touching, which a moved comma in either would tell apart."""
    bay = [[0.1, 0.1], [0.3, 0.1], [0.3, 0.5], [0.6, 0.5], [0.6, 0.7], [0.1, 0.7]]
    pairs = []
    for n in range(12):
        slip = n * 0.0007
        pairs.append((bay, [[0.3 - slip, 0.1], [0.6, 0.1], [0.6, 0.5 + slip], [0.3 - slip, 0.5 + slip]]))
        pairs.append((bay, [[0.6 - slip, 0.6], [0.9, 0.4], [0.9, 0.8]]))
    window = open_areas()
    script = "pairs => pairs.map(([first, second]) => Polygons.overlap(first, second))"
    told = window.evaluate(script, json.loads(json.dumps(pairs)))
    assert told == [bool(shared_spot(first, second)) for first, second in pairs]
    assert {True, False} == set(told)
