import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from articles.models import HotArea, Page
from articles.pictures import cards, fonts, keeping
from articles.pictures.cards import Cutting, Lettering
from articles.tests import factories
from articles.tests.pictures.drawing import colour, drawing, file_of, upload

PAGE = "qinghe/2026-03-05/0123456789abcdef0123.jpg"


def card(described):
    file = cards.find(described)
    with file, Image.open(io.BytesIO(file.read())) as picture:
        picture.load()
        return picture


@pytest.fixture
def no_font(settings):
    settings.CARD_FONT = "/nowhere/font.ttc"


needs_font = pytest.mark.skipif(fonts.path() is None, reason="no font with Chinese characters on this machine")


def test_a_page_shows_its_top(pictured_page):
    made = card(cards.of_page(pictured_page()))

    assert (made.format, made.size) == ("JPEG", (1200, 630))
    assert [colour(made, x, 0.9) for x in (0.2, 0.8)] == ["red", "lime"]


def test_a_page_that_lies_on_its_side_shows_its_middle_over_the_whole_height():
    assert Cutting(PAGE).window(3000, 630) == (900, 0, 2100, 630)


@pytest.mark.parametrize(
    ("cutting", "window"),
    [
        (Cutting(PAGE), (0, 0, 1200, 630)),
        (Cutting(PAGE, across=0.5, x=0.75, y=0.5), (600, 900, 1200, 1215)),
        (Cutting(PAGE, across=0.5, x=1.0, y=0.9), (600, 1485, 1200, 1800)),
        (Cutting(PAGE, x=0.1, y=0.5, around=True), (0, 585, 1200, 1215)),
        (Cutting(PAGE, x=0.5, y=0.02, around=True), (0, 0, 1200, 630)),
    ],
)
def test_a_cutting_stays_within_its_picture(cutting, window):
    assert cutting.window(1200, 1800) == pytest.approx(window)


@pytest.fixture
def pictured_article(pictured_page):
    """An article on a pictured page, its hot area in the lower left quarter."""
    article = factories.make_article(pictured_page())
    HotArea.objects.create(part=article.parts.get(), points=[[0.05, 0.6], [0.45, 0.6], [0.45, 0.9], [0.05, 0.9]])
    return article


def described(article, pictures=()):
    part = article.parts.select_related("page__issue__newspaper").get()
    return list(cards.of_article(article, [part.page], part.hot_areas.all(), pictures))


def test_an_article_shows_where_it_lies_on_its_page(pictured_article):
    made = card(described(pictured_article))

    assert {colour(made, x, y) for x in (0.1, 0.9) for y in (0.1, 0.9)} == {"blue"}


def test_a_narrow_article_shows_what_is_around_it(pictured_article):
    area = HotArea.objects.get()
    area.points = [[0.1, 0.2], [0.2, 0.2], [0.2, 0.3]]
    area.save()

    assert described(pictured_article)[0] == Cutting(
        pictured_article.parts.get().page.picture.name, across=0.4, x=pytest.approx(0.15), y=0.2
    )


def test_an_article_without_area_shows_its_picture_around_what_matters(db):
    article = factories.make_article(factories.make_issue(pages=1).pages.get())
    photo = factories.make_picture(article, image=upload(file_of(drawing((900, 1800)))), focal_x=0.2, focal_y=0.8)

    made = card(described(article, [photo]))

    assert [colour(made, x, 0.5) for x in (0.2, 0.8)] == ["blue", "white"]


def test_a_broken_picture_is_passed_over(pictured_article, media):
    photo = factories.make_picture(pictured_article, image=upload(file_of(drawing((900, 900)))))
    (media / pictured_article.parts.get().page.picture.name).write_bytes(b"no picture")

    assert [colour(card(described(pictured_article, [photo])), x, 0.2) for x in (0.2, 0.8)] == ["red", "lime"]


def test_a_card_is_drawn_once(pictured_article, monkeypatch):
    first = card(described(pictured_article))
    monkeypatch.setattr(Cutting, "drawn", None)

    assert card(described(pictured_article)).tobytes() == first.tobytes()


def test_a_card_that_several_ask_for_at_once_is_drawn_once(pictured_page, monkeypatch):
    """As programs do that show a link to all who share it: for each of them a page would be opened."""
    page = pictured_page()
    drawn, all_have_looked, draw, find = [], threading.Barrier(3), Cutting.drawn, keeping.find
    looked = threading.local()

    def find_when_all_have_looked(name):
        found = find(name)
        if not hasattr(looked, "once"):
            looked.once = all_have_looked.wait(timeout=10)
        return found

    monkeypatch.setattr(keeping, "find", find_when_all_have_looked)
    monkeypatch.setattr(Cutting, "drawn", lambda card: drawn.append(card) or draw(card))

    def ask(_):
        with cards.find([Cutting(page.picture.name)]) as file:
            return file.read()

    with ThreadPoolExecutor(3) as programs:
        made = set(programs.map(ask, range(3)))

    assert (len(drawn), len(made)) == (1, 1)


@needs_font
@pytest.mark.django_db
def test_without_pictures_it_is_set_in_type():
    article = factories.make_article(factories.make_issue(pages=1).pages.get(), headline="春耕备耕忙")

    assert described(article) == [Lettering("青禾日报", "2026年3月5日", "春耕备耕忙")]
    made = card(described(article)).convert("L")
    assert (made.size, made.getextrema()[0] < 60) == ((1200, 630), True)


@needs_font
def test_a_long_headline_is_broken_where_it_has_spaces():
    size, lines = fonts.fit("抢抓农时 稳住面积 让每一块好田都种上好粮", 1056, 3, (84, 62))

    assert (size, lines) == (84, ["抢抓农时 稳住面积", "让每一块好田都种上好粮"])


@needs_font
def test_no_line_begins_with_a_closing_mark():
    face = fonts.face(50)

    lines = fonts.wrapped("桥通了，路近了，人心也近了。", face, 160)

    assert "".join(lines) == "桥通了，路近了，人心也近了。"
    assert {line[0] for line in lines} & set("，。") == set()
    assert all(face.getlength(line) <= 160 for line in lines)


@needs_font
def test_an_endless_headline_is_cut_off():
    size, lines = fonts.fit("春" * 300, 1056, 3, (84, 54))

    assert (size, len(lines), lines[-1][-1]) == (54, 3, "…")


@pytest.mark.usefixtures("no_font")
@pytest.mark.django_db
def test_without_picture_and_font_there_is_no_card():
    page = factories.make_issue(pages=1).pages.get()

    assert cards.find(cards.of_page(page)) is None
    assert not cards.is_offered(page.picture)


@pytest.mark.usefixtures("no_font")
def test_a_picture_is_enough_for_a_card(pictured_page):
    page = pictured_page()

    assert cards.is_offered(Page(label="2").picture, page.picture)


@needs_font
def test_a_font_is_enough_for_a_card():
    assert cards.is_offered()
