"""The screen for a page's hot areas, as a browser without any script uses it."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import HotArea
from articles.models.hot_area import write_corners
from articles.tests.factories import make_area, make_article, make_issue, make_part, publish
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, SECTION_CHIEF, client_of, make_member
from articles.tests.pictures.drawing import drawing, file_of
from articles.workflow import sign

pytestmark = pytest.mark.django_db

TOP = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.4], [0.1, 0.4]]
BOTTOM = [[0.1, 0.3], [0.9, 0.3], [0.9, 0.9], [0.1, 0.9]]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page():
    page = make_issue(pages=2).pages.first()
    page.picture.save("01.jpg", ContentFile(file_of(drawing((100, 150)))))
    return page


@pytest.fixture
def first(page):
    return make_article(page, "春耕备耕忙").parts.get()


@pytest.fixture
def second(page):
    return make_article(page, "山塘清淤").parts.get()


@pytest.fixture
def desk():
    """A page editor's browser, in English."""
    client = client_of(make_member(PAGE_EDITOR, "zebian"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(page):
    return reverse("admin:articles_page_areas", args=[page.pk])


def save(client, page, *areas, seen=None):
    """Send the form as it stands with these areas: pairs of a part and its corners."""
    seen = client.get(address(page)).context["seen"] if seen is None else seen
    data = {
        "seen": seen,
        "part": [getattr(part, "pk", part) for part, _corners in areas],
        "corners": [corners if isinstance(corners, str) else write_corners(corners) for _part, corners in areas],
    }
    return client.post(address(page), data)


def shown(response):
    """What the form says again: pairs of a part's key and its corners."""
    return [(row.area.part, row.area.corners) for row in response.context["rows"]]


def test_whoever_draws_on_a_page_that_is_deleted_meanwhile_is_told(desk, page, first, while_it_is_deleted):
    seen = desk.get(address(page)).context["seen"]
    with while_it_is_deleted(page):
        answer = save(desk, page, (first, TOP), seen=seen)
    assert answer.status_code == 302
    assert "deleted" in desk.get(answer.url).text
    assert not HotArea.objects.exists()


def test_a_page_leads_to_its_areas(desk, page):
    response = desk.get(reverse("admin:articles_page_change", args=[page.pk]))
    assert f'href="{address(page)}"' in response.text


def test_articles_stand_in_their_order_with_what_they_lack(desk, page, first, second):
    make_area(first)
    page.reorder([second.pk, first.pk])
    response = desk.get(address(page))

    assert [article["name"] for article in response.context["articles"]] == ["山塘清淤", "春耕备耕忙"]
    assert [article["areas"] for article in response.context["articles"]] == [0, 1]
    assert response.context["problems"] == ["“山塘清淤” has no area yet."]
    # The first that lacks one is the one to draw.
    assert f'value="{second.pk}" checked' in response.text


def test_areas_are_typed_and_saved(desk, page, first, second):
    response = save(desk, page, (first, TOP), (second, BOTTOM), ("", ""))

    assert response.status_code == 302
    assert first.hot_areas.get().points == TOP
    assert second.hot_areas.get().points == BOTTOM
    response = desk.get(address(page))
    assert shown(response) == [(first.pk, write_corners(TOP)), (second.pk, write_corners(BOTTOM))]
    assert response.context["problems"] == ["The areas of “春耕备耕忙” and “山塘清淤” overlap."]
    assert 'points="100,150 900,150 900,600 100,600"' in response.text


def test_an_area_whose_corners_are_emptied_goes(desk, page, first):
    make_area(first)
    assert save(desk, page, (first, " ")).status_code == 302
    assert not HotArea.objects.exists()


@pytest.mark.parametrize(
    ("part", "corners"),
    [
        ("first", "0.1,0.1 1.5,0.1 0.5,0.5"),
        ("first", "0.1,0.1 0.5,0.5"),
        ("first", "0.1,0.1 0.5,0.5 0.5,0.1 0.1,0.5"),
        ("first", "0.1,0.1 0.2,0.2 0.3,0.3"),
        ("first", '{"points": [[0,0]]}'),
        ("elsewhere", write_corners(TOP)),
        ("4711", write_corners(TOP)),
        ("春耕", write_corners(TOP)),
        ("", write_corners(TOP)),
        ("²", write_corners(TOP)),
        ("9" * 30, write_corners(TOP)),
        ("9" * 5000, write_corners(TOP)),
    ],
)
def test_what_is_no_area_is_said_beside_it_and_all_that_was_drawn_stays(desk, page, first, second, part, corners):
    elsewhere = make_part(second.article, page.issue.pages.last())
    keys = {"first": first.pk, "elsewhere": elsewhere.pk}
    response = save(desk, page, (second, BOTTOM), (keys.get(part, part), corners))

    assert response.status_code == 200
    assert [bool(row.area.fault) for row in response.context["rows"]] == [False, True]
    assert response.text.count('class="area-fault"') == 1
    assert [text for _part, text in shown(response)] == [write_corners(BOTTOM), corners]
    assert not HotArea.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"part": ["1"], "corners": [""]},
        {"seen": "", "part": ["1", "2"], "corners": ["0.1,0.1 0.2,0.1 0.2,0.2"]},
    ],
)
def test_half_a_form_deletes_nothing(desk, page, first, data):
    make_area(first)
    response = desk.post(address(page), data)
    assert response.context["reasons"]
    assert HotArea.objects.exists()
    # And the form, sent again as it is, would not either.
    assert len(shown(response)) == 1


def test_what_is_no_form_deletes_nothing(desk, page, first):
    make_area(first)
    response = desk.post(address(page), '[{"part": 1}', content_type="application/json")
    assert response.context["reasons"]
    assert HotArea.objects.exists()


def test_over_another_s_areas_nothing_is_saved_and_both_are_shown(desk, page, first, second):
    make_area(first)
    seen = desk.get(address(page)).context["seen"]
    colleague = client_of(make_member(SECTION_CHIEF, "zhuren"))
    assert save(colleague, page, (first, TOP)).status_code == 302

    response = save(desk, page, (second, BOTTOM), seen=seen)
    assert first.hot_areas.get().points == TOP
    assert shown(response) == [(second.pk, write_corners(BOTTOM))]
    assert [row.area.corners for row in response.context["theirs"]] == [write_corners(TOP)]
    assert "Stored by zhuren" in response.text

    # Who has seen them may decide for his own.
    assert save(desk, page, (second, BOTTOM), seen=response.context["seen"]).status_code == 302
    assert not first.hot_areas.exists()


def test_a_page_without_picture_says_so_and_leads_to_the_upload(desk):
    page = make_issue(pages=1).pages.get()
    part = make_article(page).parts.get()
    response = desk.get(address(page))
    assert f"{reverse('admin:articles_page_change', args=[page.pk])}#id_picture" in response.text
    assert "areas-stage" not in response.text

    response = save(desk, page, (part, TOP), seen=response.context["seen"])
    assert response.context["reasons"]
    assert shown(response) == [(part.pk, write_corners(TOP))]
    assert not HotArea.objects.exists()


def test_a_page_without_articles_says_so(desk, page):
    assert 'class="areas-no-article"' in desk.get(address(page)).text


def test_the_picture_comes_in_fitting_widths(desk, page):
    page.picture.save("01.jpg", ContentFile(file_of(drawing((2000, 3000)))))
    picture = desk.get(address(page)).context["picture"]
    assert picture["src"] == reverse("picture", args=[1600, page.picture.name, "webp"])
    assert f"{reverse('picture', args=[680, page.picture.name, 'webp'])} 680w" in picture["srcset"]


def test_warnings_about_voided_signatures_are_shown(page, first):
    page.issue.newspaper.reviews_required = 3
    page.issue.newspaper.save()
    sign(page, make_member(PAGE_EDITOR, "chushen"))
    client = client_of(make_member(SECTION_CHIEF, "zhuren"))
    save(client, page, (first, TOP))
    assert 'class="warning"' in client.get(address(page)).text


# --- who may -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "draft", "published"),
    [
        (REPORTER, False, False),
        (IMPORTER, False, False),
        (PAGE_EDITOR, True, False),
        (SECTION_CHIEF, True, True),
        (CHIEF_EDITOR, True, True),
    ],
)
@pytest.mark.parametrize("is_out", [False, True])
def test_only_those_who_may_change_the_page_draw(page, first, role, draft, published, is_out):
    if is_out:
        publish(page.issue)
    may = published if is_out else draft
    client = client_of(make_member(role, "mou"))

    form = client.get(address(page))
    assert form.status_code == 200
    assert ('name="_save"' in form.text) == may
    assert ("annotorious.js" in form.text) == may
    response = save(client, page, (first, TOP))
    assert response.status_code == (302 if may else 403)
    assert HotArea.objects.exists() == may
    if not may:
        assert response.context["reasons"] == [response.context["obstacle"]]


def test_who_may_not_see_pages_sees_no_areas(page):
    user = make_member(REPORTER, "mou")
    user.groups.clear()
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    assert client_of(user).get(address(page)).status_code == 403


def test_strangers_are_asked_to_log_in(client, page):
    assert client.get(address(page)).status_code == 302
    assert client.post(address(page), {}).status_code == 302


def test_a_page_that_is_not_there_has_no_areas(desk):
    assert desk.get(reverse("admin:articles_page_areas", args=[4711])).status_code == 404
