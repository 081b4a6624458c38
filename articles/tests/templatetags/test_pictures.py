import pytest
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual

from articles.models import Page
from articles.tests import factories
from articles.tests.pictures.conftest import media, pictured_page  # noqa: F401
from articles.tests.pictures.drawing import drawing, file_of, upload


def render(image, **more):
    text = '{% load pictures %}{% picture image alt="桥" sizes="50vw" eager=eager %}'
    return Template(text).render(Context({"image": image, "eager": False} | more))


def test_a_browser_chooses_format_and_width(pictured_page, django_assert_num_queries):  # noqa: F811
    page = pictured_page()
    name = page.picture.name

    def srcset(form):
        return ", ".join(f"/pictures/{width}/{name}.{form} {width}w" for width in (240, 480, 680, 960, 1000))

    with django_assert_num_queries(0):
        html = render(page.picture)

    assertHTMLEqual(
        html,
        f"""<picture>
        <source type="image/avif" srcset="{srcset("avif")}" sizes="50vw">
        <source type="image/webp" srcset="{srcset("webp")}" sizes="50vw">
        <img src="{page.picture.url}" alt="桥" width="1000" height="1500" loading="lazy" decoding="async">
        </picture>""",
    )


def test_what_is_seen_first_is_fetched_first(pictured_page):  # noqa: F811
    html = render(pictured_page().picture, eager=True)

    assert 'fetchpriority="high"' in html
    assert "loading=" not in html


def test_every_address_that_is_offered_answers(pictured_page, reader):  # noqa: F811
    html = render(pictured_page().picture)

    addresses = [word for word in html.replace('"', " ").split() if word.startswith("/pictures/")]
    assert len(addresses) == 10
    for address in addresses:
        response = reader.get(address)
        assert response.status_code == 200
        response.close()


def test_pictures_of_articles_are_set_the_same_way(db):
    issue = factories.make_issue(pages=1)
    article = factories.make_article(issue.pages.get())
    photo = factories.make_picture(article, image=upload(file_of(drawing((300, 200)))))

    html = render(photo.image)

    assert f'/pictures/300/{photo.image.name}.avif 300w"' in html
    assert 'width="300" height="200"' in html


def test_a_moving_picture_is_shown_as_it_is(pictured_page):  # noqa: F811
    frames = [drawing((600, 600)), drawing((600, 600), "L").convert("RGB")]
    moving = pictured_page(file_of(frames[0], "GIF", save_all=True, append_images=frames[1:]), "01.gif").picture

    assertHTMLEqual(
        render(moving), f'<img src="{moving.url}" alt="桥" width="600" height="600" loading="lazy" decoding="async">'
    )


@pytest.mark.django_db
def test_a_picture_of_unknown_size_is_shown_all_the_same():
    page = factories.make_issue(pages=1).pages.get()
    Page.objects.filter(pk=page.pk).update(picture="qinghe/2026-03-05/0123456789abcdef0123.webp")
    page = Page.objects.defer("picture").get(pk=page.pk)
    page.__dict__["picture"] = "qinghe/2026-03-05/0123456789abcdef0123.webp"

    assert "<picture>" not in render(page.picture)
    assert "width=" not in render(page.picture)
