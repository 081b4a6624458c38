"""The board in a real browser: laid out by hand, by keyboard, by its dialog, and without a script."""

from itertools import product

import pytest

from articles import layout, workflow
from articles.models import Page
from articles.tests.browser.accessibility import violations
from articles.tests.factories import make_article, make_issue, make_newspaper, make_page, make_pointer
from articles.tests.people import PAGE_EDITOR, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "本县今年春耕面积增加。\n\n农机已经下田。\n\n种子供应充足。"


@pytest.fixture
def editor():
    return make_member(PAGE_EDITOR, "bianji", last_name="李", first_name="编辑")


@pytest.fixture
def pages():
    issue = make_issue(newspaper=make_newspaper(reviews_required=3))
    pages = [make_page(issue, n, name=name) for n, name in enumerate(("要闻", "本地", "副刊"), 1)]
    for headline in ("春耕", "茶园", "老街"):
        make_article(pages[0], headline, TEXT)
    make_article(pages[1], "文化", TEXT)
    return pages


@pytest.fixture
def open_board(open_desk, editor, pages):
    def open_board(**options):
        return open_desk(editor, f"/admin/articles/issue/{pages[0].issue_id}/board/", **options)

    return open_board


def order_of(page):
    return [part.article.headline for part in page.parts.order_by("position")]


def labels(pages):
    return [page.label for page in Page.objects.filter(issue=pages[0].issue)]


def opening(page, headline):
    return page.parts.get(article__headline=headline, sequence=1)


def row(part):
    return f"#part-{part.pk}"


def settle(window, level="success"):
    """Wait for the answer that tells what was done, and for what preflight finds then."""
    window.locator(f"#board-told.{level}:not(:empty)").wait_for()
    checked(window)
    window.evaluate("document.getElementById('board-told').textContent = ''")


def checked(window):
    window.locator("#board[data-checked]").wait_for()


def has_focus(window, selector):
    return window.locator(selector).evaluate("element => element === document.activeElement")


def test_articles_and_pages_are_dragged_to_their_places(open_board, pages):
    make_pointer(pages[0], "不知何处")
    window = open_board()
    checked(window)
    first, second, third = pages
    assert window.locator(f"#page-{first.pk} [data-found^=findings] li").count() >= 1
    spring, tea, street = (opening(first, headline) for headline in ("春耕", "茶园", "老街"))
    culture = opening(second, "文化")

    above, below = {"x": 40, "y": 4}, {"x": 40, "y": 44}
    window.drag_and_drop(f"{row(street)} .board-handle", row(spring), target_position=above)
    settle(window)
    assert order_of(first) == ["老街", "春耕", "茶园"]

    window.drag_and_drop(f"{row(spring)} .board-headline", row(culture), target_position=above)
    settle(window)
    window.drag_and_drop(f"{row(tea)} .board-handle", row(culture), target_position=below)
    settle(window)
    assert order_of(second) == ["春耕", "文化", "茶园"]

    window.drag_and_drop(f"{row(street)} .board-handle", f"#page-{third.pk} .board-rows")
    settle(window)
    assert order_of(third) == ["老街"]
    assert window.locator(f"#page-{third.pk} .board-headline").all_inner_texts() == ["老街"]

    window.drag_and_drop(f"#page-{third.pk} .board-head", f"#page-{first.pk}", target_position={"x": 5, "y": 80})
    settle(window)
    assert labels(pages) == ["3", "1", "2"]
    assert window.locator(".board-card").first.get_attribute("data-page") == str(third.pk)


def test_the_whole_board_is_laid_out_by_keyboard(open_board, pages):
    window = open_board()
    checked(window)
    first, second, _ = pages
    spring = opening(first, "春耕")

    down = f"{row(spring)}-down"
    window.locator(down).focus()
    window.keyboard.press("Enter")
    settle(window)
    assert has_focus(window, down)
    window.keyboard.press("Enter")
    settle(window)
    assert order_of(first) == ["茶园", "老街", "春耕"]

    # Keys held down are done one after the other.
    title = f"{row(spring)}-title"
    window.locator(title).focus()
    window.keyboard.press("Alt+ArrowUp")
    window.keyboard.press("Alt+ArrowUp")
    window.locator(f"{row(spring)}:first-child").wait_for()
    assert order_of(first) == ["春耕", "茶园", "老街"]
    settle(window)

    window.keyboard.press("Alt+Shift+ArrowDown")
    settle(window)
    assert order_of(second) == ["文化", "春耕"]
    assert has_focus(window, title)

    window.locator(f"#page-{first.pk}-title").focus()
    window.keyboard.press("Alt+ArrowDown")
    settle(window)
    assert labels(pages) == ["2", "1", "3"]

    move = f"{row(spring)}-move"
    window.locator(move).focus()
    window.keyboard.press("Enter")
    assert has_focus(window, "#board-move-page")
    window.keyboard.press("Escape")
    assert has_focus(window, move)
    window.keyboard.press("Enter")
    window.locator("#board-move-page").select_option(str(first.pk))
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    settle(window)
    assert order_of(first) == ["茶园", "老街", "春耕"]


def test_a_story_is_cut_at_a_paragraph_and_joined_again(open_board, pages, editor):
    workflow.sign(pages[0], editor)
    window = open_board()
    checked(window)
    first, _, third = pages
    spring = opening(first, "春耕")

    window.locator(f"{row(spring)}-cut").focus()
    window.keyboard.press("Enter")
    window.locator("#id_cut_page").select_option(str(third.pk))
    window.locator(".board-cut button").nth(1).click()
    window.locator(".messagelist .success").wait_for()
    # The signature is void, and that is told.
    window.locator(".messagelist .warning").wait_for()
    checked(window)
    assert "下转第三版" in window.locator(row(spring)).inner_text()
    assert "上接第一版" in window.locator(f"#page-{third.pk} .board-row").inner_text()

    window.locator(row(spring)).hover()
    window.locator(f"{row(spring)}-join").click()
    settle(window)
    assert "下转第" not in window.locator(row(spring)).inner_text()
    assert opening(first, "春耕").body == TEXT


def test_a_stale_board_is_told_and_shows_what_another_did(open_board, pages, editor):
    window = open_board()
    checked(window)
    first, second, _ = pages
    tea = opening(first, "茶园")
    layout.move(tea, second, editor)

    window.locator(f"{row(tea)}-up").click()
    settle(window, "error")
    assert window.locator(f"#page-{second.pk} {row(tea)}").count() == 1
    assert order_of(first) == ["春耕", "老街"]


@pytest.mark.parametrize("width", [390, 1440])
def test_the_board_is_laid_out_without_a_script(open_board, pages, width):
    window = open_board(width=width, java_script_enabled=False)
    first, second, third = pages
    spring = opening(first, "春耕")

    window.locator(f"{row(spring)}-down").click()
    window.locator(".messagelist .success").wait_for()
    window.locator(f"#page-{third.pk}-up").click()
    window.locator(".messagelist .success").wait_for()
    assert order_of(first) == ["茶园", "春耕", "老街"]
    assert labels(pages) == ["1", "3", "2"]

    window.locator(row(spring)).hover()
    window.locator("#board-check").click()
    # Nothing lies on the third page.
    assert window.locator("#board-blocking").inner_text() == "1"
    window.locator(row(spring)).hover()
    window.locator(f"{row(spring)}-move").click()
    window.locator("#id_move_page").select_option(str(second.pk))
    window.locator("#move button[type=submit]").click()
    window.locator(".messagelist .success").wait_for()
    assert order_of(second) == ["文化", "春耕"]


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(open_board, pages, editor, width):
    first, second, third = pages
    make_article(first, "", "")
    make_pointer(first)
    make_article(second, "我县粮食总产再创新高：农技员下田头，良种良法进万家" * 3, TEXT)
    layout.cut(opening(first, "春耕"), 1, second, editor)
    make_article(third, "龙舟队训练忙", TEXT)
    workflow.sign(third, editor)
    # axe is let in, which the site's own policy would not.
    window = open_board(width=width, bypass_csp=True)
    board, part = window.url, opening(first, "春耕")
    checked(window)
    for scheme, path in product(("light", "dark"), (board, f"{board}part/{part.pk}/")):
        window.emulate_media(color_scheme=scheme)
        window.goto(path)
        if path == board:
            checked(window)
        window.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert violations(window, serious=True) == [], (scheme, path)
        assert window.evaluate("document.documentElement.scrollWidth") <= width
