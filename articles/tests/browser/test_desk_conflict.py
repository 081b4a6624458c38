"""Two people edit one article, each in a browser of his own: nothing of either is lost."""

import pytest
from django.urls import reverse

from articles.content import article_content
from articles.models import ArticleVersion
from articles.tests.browser.accessibility import violations
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
    second.wait_for_load_state()
    assert second.locator(".difference ins").count() > 1
    second.go_back()
    second.locator("#versions_list tbody tr").last.locator("th a").click()
    second.locator("#restore_form input[type=submit]").click()
    second.wait_for_selector(".messagelist .success")
    assert article_content(article) == before
    assert ArticleVersion.objects.count() == 4


def test_all_of_it_works_without_javascript(open_desk, article):
    first = open_desk(make_member(PAGE_EDITOR, "chenjing"), form_of(article), java_script_enabled=False)
    second = open_desk(make_member(CHIEF_EDITOR, "wangfang"), form_of(article), java_script_enabled=False)
    first.fill("#id_headline", "春耕正忙")
    save(first)
    second.fill("#id_headline", "春耕甚忙")
    save(second)
    second.locator("input[name=_resolve]").click()
    second.wait_for_load_state()
    assert second.locator("#choice-headline.errors").count() == 1
    second.locator("#choice-headline input[value=mine]").check()
    second.locator("input[name=_resolve]").click()
    second.wait_for_url(f"**{form_of(article)}")
    article.refresh_from_db()
    assert article.headline == "春耕甚忙"


def test_axe_finds_nothing_on_the_pages_about_versions(open_desk, article):
    """In the light and in the dark, at a desk and on a phone."""
    found = []

    def ask_axe(page):
        # A click on a link returns once the answer begins, which may be before there is a document to ask.
        page.wait_for_load_state()
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        page.add_style_tag(content="* { transition: none !important }")
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for theme in ("light", "dark"):
                page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
                found.extend(f"{page.url} {width} {theme}: {one}" for one in violations(page, "#content"))

    first = open_desk(make_member(PAGE_EDITOR, "chenjing"), form_of(article))
    second = open_desk(make_member(CHIEF_EDITOR, "wangfang"), form_of(article), bypass_csp=True)
    for page, text in ((first, "增加两成"), (second, "增加三成")):
        page.fill("#id_headline", text)
        page.fill("#id_parts-0-body", BODY.replace("增加", text))
        save(page)
    ask_axe(second)
    for choice in second.locator("fieldset.choice input[value=mine]").all():
        choice.check()
    second.locator("input[name=_resolve]").click()
    for name, *args in (("versions",), ("version", 1), ("compare",)):
        url = reverse(f"admin:articles_article_{name}", args=[article.pk, *args])
        second.goto(second.url.split("/admin/")[0] + url + ("?a=1&b=3" if name == "compare" else ""))
        ask_axe(second)
    first.goto(first.url.split("/admin/")[0] + form_of(article))
    second.goto(first.url)
    issue = article.issue
    article.delete()
    save(second)
    ask_axe(second)
    second.goto(second.url.split("/admin/")[0] + reverse("admin:articles_issue_deleted", args=[issue.pk]))
    ask_axe(second)
    second.locator("#deleted_list th a").click()
    ask_axe(second)
    assert found == []
