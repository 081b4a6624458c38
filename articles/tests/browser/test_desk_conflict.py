"""Two people edit one article, each in a browser of his own: nothing of either is lost."""

import pytest
from django.urls import reverse

from articles.content import article_content
from articles.models import ArticleVersion
from articles.tests.factories import make_article, make_issue
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "一年之计在于春。\n\n青禾县今年春耕面积增加。\n\n农机手已经下地。"


@pytest.fixture
def article():
    return make_article(make_issue(pages=2).pages.first(), body=BODY, authors=["李明"])


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(page):
    page.locator("input[name=_save]").last.click()
    page.wait_for_load_state("load")


def width_needed(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_two_edit_one_article_and_the_second_chooses(open_desk, article):
    before = article_content(article)
    first = open_desk(make_member(PAGE_EDITOR, "chenjing", last_name="陈静"), form_of(article))
    second = open_desk(make_member(CHIEF_EDITOR, "wangfang", last_name="王芳"), form_of(article))

    first.fill("#id_headline", "春耕正忙")
    first.fill("#id_parts-0-body", BODY.replace("春耕面积增加", "春耕面积增加两成"))
    save(first)
    second.fill("#id_headline", "春耕备耕甚忙")
    second.fill("#id_parts-0-body", BODY.replace("已经下地", "昨天下地"))
    second.fill("#id_tags", "农业")
    save(second)

    # Both are seen, and nothing is stored.
    assert second.locator("#choice-headline .theirs ins").inner_text().splitlines()[1] == "正"
    assert second.locator("#choice-headline .mine ins").inner_text().splitlines()[1] == "甚"
    assert "陈静" in second.locator(".lead").first.inner_text()
    assert second.locator("#choice-tags input[value=mine]").is_checked()
    assert article_content(article)["headline"] == "春耕正忙"
    assert width_needed(second) <= 1440
    second.set_viewport_size({"width": 390, "height": 800})
    assert width_needed(second) <= 390

    # By keyboard alone: the headline is written anew, which chooses it; of the text both changes are taken.
    own = second.locator("#choice-headline .own textarea")
    own.focus()
    second.keyboard.press("ControlOrMeta+a")
    second.keyboard.type("春耕备耕正忙")
    assert second.locator("#choice-headline input[value=own]").is_checked()
    second.locator("#choice-parts-1-body .own input[type=radio]").focus()
    second.keyboard.press("Space")
    second.locator("input[name=_resolve]").press("Enter")
    second.wait_for_selector(".messagelist .success")

    content = article_content(article)
    assert content["headline"] == "春耕备耕正忙"
    assert content["parts"][0]["body"] == BODY.replace("增加", "增加两成").replace("已经", "昨天")
    assert content["tags"] == ["农业"]

    # The history has all three, with who wrote them; the first one comes back.
    second.set_viewport_size({"width": 1440, "height": 900})
    second.locator(".object-tools a.historylink").click()
    actors = second.locator("#versions_list tbody td:nth-child(3)").all_inner_texts()
    assert actors == ["王芳", "陈静", "—"]
    second.locator("#versions_list tbody tr").last.locator("input[name=a]").check()
    second.locator("#compare_form input[type=submit]").click()
    assert second.locator(".difference ins").count() > 1
    second.go_back()
    second.locator("#versions_list tbody tr").last.locator("th a").click()
    second.locator("#restore_form input[type=submit]").click()
    second.wait_for_selector(".messagelist .success")
    assert article_content(article) == before
    assert ArticleVersion.objects.count() == 4


@pytest.mark.once
def test_all_of_it_works_without_javascript(open_desk, article):
    first = open_desk(make_member(PAGE_EDITOR, "chenjing"), form_of(article), java_script_enabled=False)
    second = open_desk(make_member(CHIEF_EDITOR, "wangfang"), form_of(article), java_script_enabled=False)
    first.fill("#id_headline", "春耕正忙")
    save(first)
    second.fill("#id_headline", "春耕甚忙")
    save(second)
    second.locator("input[name=_resolve]").click()
    assert second.locator("#choice-headline.errors").count() == 1
    second.locator("#choice-headline input[value=mine]").check()
    second.locator("input[name=_resolve]").click()
    second.wait_for_url(f"**{form_of(article)}")
    article.refresh_from_db()
    assert article.headline == "春耕甚忙"
