"""The picture of a page with the areas of its stories: on the page, the front page and beside an article."""

import datetime
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from articles.models import Issue, Page
from articles.tests.factories import (
    DAY,
    make_area,
    make_article,
    make_issue,
    make_page,
    make_part,
    make_picture,
    publish,
)
from articles.views.facsimile import Facsimile, facsimile_of, places_of
from articles.views.typesetting import pieces_of, pieces_on

pytestmark = pytest.mark.django_db

PAGE, ISSUE = "/qinghe/2026-03-05/1/", "/qinghe/2026-03-05/"
ADDRESSES = pytest.mark.parametrize("address", [PAGE, ISSUE, "/"])


def give_pictures(**fields):
    """Every page gets a picture, half as high again as wide."""
    Page.objects.update(picture="qinghe/page.webp", picture_width=1000, picture_height=1500, **fields)


@pytest.fixture
def issue():
    """Two pages with pictures; a story that runs over both of them, with areas, and one that nobody drew."""
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    story = make_article(first, "一粒米的三次转身", "好稻谷有了。", deck="柳溪镇产业链观察")
    tail = make_part(story, second, "米厂办起来了。", headline="三次转身")
    make_article(first, "山塘清淤", "12座山塘完成清淤。")
    part = story.parts.get(sequence=1)
    make_area(part, 0, 0, 0.5, 0.25)
    make_area(part, 0.5, 0.1, 1, 1)
    make_area(tail, 0.1, 0.2, 0.3, 0.4)
    give_pictures()
    return publish(issue)


# --- areas ---------------------------------------------------------------------------------------


@ADDRESSES
def test_a_headline_and_its_areas_are_one_link(reader, issue, address):
    response = reader.get(address)

    story = issue.articles.get(number=1)
    drawing = (
        '<svg viewBox="0 0 1000 1500" aria-hidden="true"><title>一粒米的三次转身</title>'
        '<polygon points="0,0 500,0 500,375 0,375"/><polygon points="500,150 1000,150 1000,1500 500,1500"/></svg>'
    )
    assertContains(response, f'<a href="{story.get_absolute_url()}">一粒米的三次转身{drawing}</a>', html=True)


@ADDRESSES
def test_a_story_that_nobody_drew_is_named_all_the_same(reader, issue, address):
    story = issue.articles.get(headline="山塘清淤")

    assertContains(reader.get(address), f'<li><a href="{story.get_absolute_url()}">山塘清淤</a></li>', html=True)


def test_stories_stand_in_the_order_of_the_page(reader, issue):
    first, second = issue.pages.get(number=1).parts.order_by("position")
    first.page.reorder([second.pk, first.pk])

    stories = reader.get(PAGE).context["facsimile"].stories

    assert [story.piece.headline for story in stories] == ["山塘清淤", "一粒米的三次转身"]


def test_the_continuation_leads_to_where_the_story_goes_on(reader, issue):
    (story,) = reader.get("/qinghe/2026-03-05/2/").context["facsimile"].stories

    assert (story.piece.headline, story.url) == ("三次转身", "/qinghe/2026-03-05/article/1/#a1-2")
    assertContains(reader.get("/qinghe/2026-03-05/article/1/"), 'id="a1-2"')


def test_a_headline_is_escaped_in_the_drawing_too(reader):
    issue = make_issue(pages=1)
    make_area(make_article(issue.pages.get(), "<b>研发&生产</b>").parts.get())
    give_pictures()
    publish(issue)

    assertContains(reader.get(PAGE), "<title>&lt;b&gt;研发&amp;生产&lt;/b&gt;</title>")


@ADDRESSES
def test_the_text_has_a_heading_between_the_printed_page_and_itself(reader, issue, address):
    contents = reader.get(address).content.decode()

    assert contents.index('class="facsimile__stories"') < contents.index("text-title") < contents.index('id="a1-1"')


@ADDRESSES
def test_a_page_without_a_picture_stays_as_it_was(reader, issue, address):
    Page.objects.update(picture="", picture_width=None, picture_height=None)

    response = reader.get(address)

    assertContains(response, "一粒米的三次转身")
    for part_of_it in ("<svg viewBox", "facsimile", "text-title", 'class="zoom"', "openseadragon"):
        assertNotContains(response, part_of_it)


def test_an_issue_whose_front_page_has_no_picture_shows_those_of_the_others(reader, issue):
    Page.objects.filter(number=1).update(picture="")

    response = reader.get(ISSUE)

    assertContains(response, '<ul class="facsimiles"', count=1)
    assertNotContains(response, 'class="facsimile"')


def test_beside_a_page_stand_the_pictures_of_the_others(reader, issue):
    assert [page.label for page in reader.get(PAGE).context["facsimile"].others] == ["2"]


def test_a_stored_file_that_is_no_picture_any_more_does_not_hide_the_page(reader, issue):
    Page.objects.update(picture=default_storage.save("qinghe/broken.webp", ContentFile(b"broken")), picture_width=None)

    response = reader.get(PAGE)

    assertContains(response, 'viewBox="0 0 1000 1414"')
    assertNotContains(response, "None")


# --- who may see it ------------------------------------------------------------------------------


def test_the_picture_of_a_page_not_signed_off_is_for_editors_only(reader, editor, issue):
    draft = make_page(issue, 3)
    make_area(make_article(draft, "未签发的稿件").parts.get())
    give_pictures()

    for address in (PAGE, ISSUE, "/"):
        assertNotContains(reader.get(address), "未签发")
        assert draft not in reader.get(address).context["facsimile"].others
    assert reader.get("/qinghe/2026-03-05/3/").status_code == 404
    assertContains(editor.get("/qinghe/2026-03-05/3/"), "<title>未签发的稿件</title>")


def test_an_article_that_the_visitor_may_not_see_has_no_area(issue, django_user_model):
    """Nobody may look at draft pages and not at draft articles, but if somebody may, nothing of them is drawn."""

    class May:
        def has_perm(self, name):
            return name == "articles.view_page"

    Page.objects.update(status=Page.Status.DRAFT)
    page = Page.objects.select_related("issue__newspaper").get(number=1)
    pieces = pieces_on(page, [page])

    assert [story.polygons for story in facsimile_of(page, pieces, [page], May()).stories] == [[], []]
    superuser = django_user_model(is_superuser=True, is_active=True)
    assert [len(story.polygons) for story in facsimile_of(page, pieces, [page], superuser).stories] == [2, 0]


def test_a_story_has_no_place_on_a_page_not_signed_off(reader, editor, issue):
    Page.objects.filter(number=2).update(status=Page.Status.DRAFT)
    address = issue.articles.get(number=1).get_absolute_url()

    assert [place.page.label for place in reader.get(address).context["places"]] == ["1"]
    assert [place.page.label for place in editor.get(address).context["places"]] == ["1", "2"]


# --- a story's place -----------------------------------------------------------------------------


def test_an_article_shows_its_place_on_each_of_its_pages(reader, issue):
    response = reader.get(issue.articles.get(number=1).get_absolute_url())

    assertContains(response, 'href="/qinghe/2026-03-05/1/#a1-1"')
    assertContains(response, 'href="/qinghe/2026-03-05/2/#a1-2"')
    assertContains(response, '<polygon points="100,300 300,300 300,600 100,600"/>', count=1)
    assertContains(response, 'loading="lazy"', count=2)


def test_an_article_without_areas_or_without_a_picture_shows_no_place(reader, issue):
    assertNotContains(reader.get(issue.articles.get(headline="山塘清淤").get_absolute_url()), 'class="place"')
    Page.objects.update(picture="")
    assertNotContains(reader.get(issue.articles.get(number=1).get_absolute_url()), 'class="place"')


# --- to take away, and enlarged ------------------------------------------------------------------


@ADDRESSES
@pytest.mark.parametrize("picture", ["qinghe/page.webp", ""])
def test_page_and_issue_are_offered_as_pdf_where_the_paper_supplied_them(reader, issue, address, picture):
    assertNotContains(reader.get(address), "application/pdf")

    Page.objects.update(picture=picture, pdf="qinghe/01.pdf")
    Issue.objects.update(pdf="qinghe/issue.pdf")

    response = reader.get(address)
    assertContains(response, '<a href="/media/qinghe/01.pdf" type="application/pdf">', count=1)
    assertContains(response, '<a href="/media/qinghe/issue.pdf" type="application/pdf">', count=1)


def test_the_viewer_is_named_but_not_fetched(reader, issue):
    response = reader.get(PAGE)

    assertContains(response, 'data-viewer="/static/vendor/openseadragon')
    assertNotContains(response, '<script src="/static/vendor')
    (level,) = json.loads(response.context["facsimile"].levels)
    assert (level["width"], level["height"]) == (1000, 1500)


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (400, ["240.webp", "400.webp"]),
        (1200, ["240.webp", "480.webp", "680.webp", "960.webp", "1200.webp"]),
        (3300, ["240.webp", "480.webp", "680.webp", "960.webp", "1600.webp", "3200.webp", ""]),
    ],
)
def test_the_viewer_takes_the_sizes_that_are_offered_and_the_stored_one_where_it_is_larger(width, offered):
    name = f"qinghe/2026-03-05/{'0' * 20}.jpg"
    page = Page(picture=name, picture_width=width, picture_height=2 * width)

    levels = json.loads(Facsimile(page, []).levels)

    forms = [f"/pictures/{form.split('.')[0]}/{name}.webp" if form else f"/media/{name}" for form in offered]
    assert [level["url"] for level in levels] == forms
    assert all(level["height"] == 2 * level["width"] for level in levels)
    assert levels[-1]["width"] == width


def test_the_picture_of_the_page_is_fetched_first_and_that_of_its_lead_story_later(reader, issue):
    make_picture(issue.articles.get(number=1), "mill.jpg", image="qinghe/mill.jpg", width=300, height=200)

    response = reader.get(PAGE)

    assertContains(response, 'fetchpriority="high"', count=1)
    assertContains(response, '<img src="/media/qinghe/mill.jpg" alt="" width="300" height="200" loading="lazy"')


def test_without_a_script_the_picture_leads_to_itself_in_full(reader, issue):
    assertContains(reader.get(PAGE), '<a class="facsimile__sheet" href="/media/qinghe/page.webp">')


# --- what it costs -------------------------------------------------------------------------------


@pytest.mark.parametrize(("stories", "issues"), [(1, 1), (12, 30)])
def test_areas_cost_one_query_however_many_there_are(reader, django_assert_num_queries, stories, issues):
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    for number in range(stories):
        article = make_article(first, f"第{number}条")
        for part in (article.parts.get(), make_part(article, second, "下文。")):
            for _ in range(stories):
                make_area(part)
    for number in range(1, issues):
        make_area(make_article(make_issue(DAY - datetime.timedelta(days=number), pages=1).pages.get()).parts.get())
    give_pictures()
    for other in Issue.objects.all():
        publish(other)
    page = Page.objects.select_related("issue__newspaper").get(pk=first.pk)
    pages, anonymous = [page, second], _Anonymous()
    on_page, of_story = pieces_on(page, pages), pieces_of(article, pages)

    with django_assert_num_queries(1):
        facsimile = facsimile_of(page, on_page, pages, anonymous)
    with django_assert_num_queries(1):
        places = places_of(of_story, anonymous)

    assert [len(story.polygons) for story in facsimile.stories] == [stories] * stories
    assert [len(place.stories[0].polygons) for place in places] == [stories] * 2
    Page.objects.update(picture="")
    with django_assert_num_queries(0):
        assert facsimile_of(Page(), [], [], anonymous) is None


@ADDRESSES
def test_a_picture_with_its_areas_costs_a_page_one_query_more(reader, issue, address):
    for number in range(9):
        make_area(make_article(issue.pages.get(number=1), f"第{number}条").parts.get())
    with CaptureQueriesContext(connection) as pictured:
        reader.get(address)
    Page.objects.update(picture="")
    with CaptureQueriesContext(connection) as plain:
        reader.get(address)

    assert len(pictured) == len(plain) + 1


class _Anonymous:
    def has_perm(self, name):
        return False
