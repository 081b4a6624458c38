"""三审三校 in a real browser: three people sign a page by keyboard, each at a desk of their own."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from articles.models import Review, Stage
from articles.tests.browser.accessibility import violations
from articles.tests.factories import make_article, make_issue, make_newspaper, make_note, make_part, make_pointer
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, SECTION_CHIEF, make_member
from articles.tests.pictures.drawing import drawing, file_of, upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A4 = (595, 842)
QUEUE = "/admin/articles/page/review-queue/"


@pytest.fixture
def issue():
    issue = make_issue(newspaper=make_newspaper(reviews_required=3), pages=2, number=128)
    first, second = issue.pages.all()
    first.name, first.credits = "要闻", "责任编辑：陈静\n校对：孙丽"
    first.picture.save("01.jpg", upload(file_of(drawing((600, 870)))), save=False)
    first.save()
    story = make_article(first, body="全县动员。\n\n## 抢农时\n\n" + "机声隆隆。" * 80, authors=["李明"], kicker="开春")
    make_part(story, second, "接着说。")
    make_note(story)
    make_pointer(first, headline="副刊", target_label="2")
    return issue


@pytest.fixture
def people():
    return [
        make_member(PAGE_EDITOR, "bianji", first_name="陈静"),
        make_member(SECTION_CHIEF, "zhuren", first_name="周敏"),
        make_member(CHIEF_EDITOR, "zongbian", first_name="吴江"),
    ]


def review_of(page):
    return f"/admin/articles/page/{page.pk}/review/"


def sign(page, comment=""):
    """Write a comment and sign, without a mouse."""
    page.focus("#id_comment")
    page.keyboard.type(comment)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "passed"
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")


def printed(page):
    """The sizes of the sheets of paper, and all that stands on them without spaces."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    return [tuple(map(round, sheet.get_size())) for sheet in document], re.sub(r"\s+", "", text)


def test_three_people_sign_an_edit_voids_and_they_sign_again(open_desk, issue, people):
    first = issue.pages.first()
    editor, section_chief, chief = (open_desk(person, QUEUE) for person in people)
    for desk, comment in ((editor, "标题已核"), (section_chief, ""), (chief, "可以付印")):
        desk.goto(desk.url.split("/admin/")[0] + QUEUE)
        desk.press(f".queue-page[href='{review_of(first)}']", "Enter")
        desk.wait_for_selector(".proof-text .headline")
        sign(desk, comment)
    assert chief.locator(".stage.is-signed").count() == 3
    assert chief.locator("button[value=passed]").count() == 0

    # The page editor mends a word, and is told at once what that undoes.
    editor.goto(editor.url.split("/admin/")[0] + f"/admin/articles/article/{issue.articles.get().pk}/change/")
    editor.fill("#id_deck", "全县动员忙春耕")
    editor.locator("input[name=_save]").last.click()
    assert "3" in editor.locator(".messagelist .warning").inner_text()
    assert not Review.objects.standing().exists()

    # Who looked before is shown that word, and nothing else.
    for desk in (editor, section_chief, chief):
        desk.goto(desk.url.split("/admin/")[0] + review_of(first))
        assert desk.locator(".changes ins").all_inner_texts() == ["全县动员忙春耕"]
        assert desk.locator(".changes del").count() == 0
        assert desk.locator(".former-passed.is-void").count() >= 1
        desk.keyboard.press("Alt+ArrowDown")
        assert desk.evaluate("document.activeElement.className").startswith("change")
        sign(desk)
    assert list(first.reviews.standing().values_list("stage", flat=True)) == [Stage.FIRST, Stage.SECOND, Stage.FINAL]

    chief.goto(chief.url.split("/admin/")[0] + f"/admin/articles/issue/{issue.pk}/approval-sheet/")
    assert chief.locator(".print-button").is_visible()
    sheets, text = printed(chief)
    assert sheets == [A4]
    assert "《青禾日报》审签单" in text
    assert "总第128期" in text
    for told in ("陈静", "周敏", "吴江", "标题已核", "可以付印", "作废", "孙丽", "二校"):
        assert told in text, told
    assert first.reviews.standing().first().digest[:8] in text


def test_a_signature_needs_no_script_and_a_refusal_keeps_the_comment(open_desk, issue, people):
    first = issue.pages.first()
    desk = open_desk(people[1], review_of(first), java_script_enabled=False)
    desk.click("button[value=returned]")
    assert desk.locator(".verdict [role=alert] li").count() == 1
    desk.fill("#id_comment", "数字请核")
    issue.articles.update(deck="全县动员")
    desk.click("button[value=passed]")
    assert desk.locator(".verdict [role=alert] li").count() == 1
    assert desk.input_value("#id_comment") == "数字请核"
    assert not Review.objects.exists()
    desk.click("button[value=passed]")
    assert Review.objects.get().comment == "数字请核"


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1440, "dark")])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(open_desk, issue, people, width, theme):
    first, second = issue.pages.all()
    desk = open_desk(people[0], review_of(first), width, bypass_csp=True, color_scheme=theme)
    site = desk.url.split("/admin/")[0]
    sign(desk, "看过")
    desk.goto(site + review_of(second))
    desk.fill("#id_comment", "缺图")
    desk.click("button[value=returned]")
    desk.wait_for_selector(".messagelist .success")
    issue.articles.update(headline="春耕忙")  # Which the next look will find.
    for path in (review_of(first), review_of(second), QUEUE, f"/admin/articles/issue/{issue.pk}/approval-sheet/"):
        desk.goto(site + path)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(desk, serious=True) == [], path


def test_sending_back_without_a_word_asks_for_it_where_it_is_written(open_desk, issue, people):
    page = issue.pages.first()
    window = open_desk(people[0], f"/admin/articles/page/{page.pk}/review/")
    window.locator("button.send-back").click()
    expect(window.locator(".verdict .errorlist")).to_be_visible()
    expect(window.locator("[name=comment]")).to_be_focused()
