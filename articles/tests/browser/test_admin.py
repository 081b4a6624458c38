"""The editors' desk in a real browser: by keyboard and by mouse, and without a word of complaint from it."""

import pytest
from django.contrib.auth import get_user_model

from articles.models import Author
from articles.tests.factories import make_article, make_issue, make_note, make_part, make_picture, make_pointer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    article = make_article(first, body="本县今年春耕面积增加。" * 40, authors=["李明", "王芳", "张伟"])
    make_part(article, second, "续。")
    make_note(article)
    make_picture(article)
    make_pointer(first, article=article)
    Author.objects.create(name="陈静")
    return article


@pytest.fixture
def desk(open_page):
    get_user_model().objects.create_superuser("zongbian", password="zongbian-password")

    def desk(path, width=1440):
        page = open_page(f"/admin/login/?next={path}", width=width)
        page.fill("#id_username", "zongbian")
        page.fill("#id_password", "zongbian-password")
        page.press("#id_password", "Enter")
        page.wait_for_url(f"**{path}")
        page.wait_for_load_state("load")
        return page

    return desk


def save(page):
    page.locator("input[name=_save]").last.click()
    page.wait_for_selector(".messagelist .success")


def names(article):
    return [byline.author.name for byline in article.bylines.all()]


def test_an_article_is_edited_by_keyboard(desk, article):
    page = desk(f"/admin/articles/article/{article.pk}/change/")
    page.fill("#id_headline", "春耕忙")

    page.fill("#byline-add-name", "chen")
    page.locator("#byline-add-list [aria-selected=true]", has_text="陈静").wait_for()
    page.keyboard.press("Enter")

    up = page.locator("#bylines-3 button.move").first
    for _ in range(3):
        up.press("Enter")
    assert up.evaluate("button => button === document.activeElement")
    save(page)

    article.refresh_from_db()
    assert article.headline == "春耕忙"
    assert names(article) == ["陈静", "李明", "王芳", "张伟"]


def test_authors_are_dragged_into_their_order(desk, article):
    page = desk(f"/admin/articles/article/{article.pk}/change/")
    page.drag_and_drop("#bylines-2 td.original p", "#bylines-0 td.original p", target_position={"x": 5, "y": 2})
    save(page)
    assert names(article) == ["张伟", "李明", "王芳"]


def test_another_author_is_chosen_in_a_row_by_keyboard(desk, article):
    page = desk(f"/admin/articles/article/{article.pk}/change/")
    page.locator("#bylines-2 .select2-selection").focus()
    page.keyboard.press("Enter")
    page.locator(".select2-search__field").fill("chen")
    page.locator(".select2-results__option--highlighted", has_text="陈静").wait_for()
    page.keyboard.press("Enter")
    save(page)
    assert names(article) == ["李明", "王芳", "陈静"]


def test_a_row_that_was_added_and_left_empty_does_no_harm(desk, article):
    page = desk(f"/admin/articles/article/{article.pk}/change/")
    # Nobody sees this link any more, but scripts click it.
    page.evaluate("document.querySelector('#bylines-group .add-row a').click()")
    page.locator("#bylines-1 button.move").first.click()
    save(page)
    assert names(article) == ["王芳", "李明", "张伟"]


def test_a_page_takes_its_articles_in_another_order(desk, article):
    page_of_paper = article.parts.first().page
    make_article(page_of_paper, "乡村振兴")
    page = desk(f"/admin/articles/page/{page_of_paper.pk}/change/")
    page.locator("#parts-1 button.move").first.click()
    save(page)
    headlines = [part.article.headline for part in page_of_paper.parts.order_by("position")]
    assert headlines == ["乡村振兴", "春耕备耕忙"]


def test_an_issue_is_published_from_its_form(desk, article):
    issue = article.issue
    # The picture has no image, which would keep the issue back.
    article.pictures.all().delete()
    page = desk(f"/admin/articles/issue/{issue.pk}/change/")
    page.locator("button.transition-publish").click()
    page.locator(".submit-row input[type=submit]").click()
    page.wait_for_selector(".messagelist .success")
    issue.refresh_from_db()
    assert issue.is_public


def test_an_open_jump_is_seen_at_once(desk, article):
    article.parts.filter(sequence=2).update(continues_on="4")
    page = desk(f"/admin/articles/article/{article.pk}/change/")
    assert page.locator("#id_parts-1-continues_on").is_visible()
    assert not page.locator("#id_parts-0-continues_on").is_visible()
    assert not page.locator("#id_parts-1-headline").is_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_sticks_out_of_the_window(desk, article, width):
    page = desk("/admin/", width=width)
    page_of_paper = article.parts.first().page
    for path in (
        "/admin/",
        "/admin/articles/issue/",
        f"/admin/articles/issue/{article.issue_id}/change/",
        f"/admin/articles/page/{page_of_paper.pk}/change/",
        "/admin/articles/article/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/add/?page={page_of_paper.pk}",
    ):
        page.goto(page.url.split("/admin/")[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
