"""The whole life of an issue at the desk, from the files of an evening to the correction of the day after."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import workflow
from articles.models import Article, Event, Issue, Review
from articles.tests.factories import make_newspaper
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, SECTION_CHIEF, make_member
from articles.tests.pictures.drawing import drawing, file_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRONT = """青禾日报　2026年3月5日　星期四　总第128期

第1版：要闻
责任编辑：陈静

# 春耕备耕茫

本报讯（记者 李明）本县今年春耕面积比去年增加两成。

农机手天不亮就下了田，机声隆隆。

种子和化肥已经送到各村，供应充足。

![农机手在柳溪镇翻耕水田](田间.jpg)

王芳 摄

# 夜色更美了

本报记者 王芳

三月的夜晚，禾溪两岸的灯光亮了起来。
"""
LOCAL = """第2版：本地
责任编辑：陈静

# 山塘清淤完成

本报讯（记者 张伟）十二座山塘已经完成清淤，可以蓄水。
"""


@pytest.fixture(autouse=True)
def _folders(tmp_path, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, str(tmp_path / "media")


@pytest.fixture
def files(tmp_path):
    """What the layout room delivers: two texts and the picture of the front page, but not the photograph."""
    folder = tmp_path / "2026-03-05"
    folder.mkdir()
    (folder / "01.md").write_text(FRONT, "utf-8")
    (folder / "02.md").write_text(LOCAL, "utf-8")
    (folder / "01.jpg").write_bytes(file_of(drawing((1000, 1400))))
    return sorted(folder.iterdir())


@pytest.fixture
def at(monkeypatch):
    """Let the clock of the site say something else."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


class Person:
    """Somebody at a desk of their own."""

    def __init__(self, open_desk, role, username, name):
        self.user = make_member(role, username, first_name=name)
        self.window = open_desk(self.user)
        self.site = self.window.url.split("/admin/")[0]

    def open(self, path):
        self.window.goto(self.site + path)
        return self.window

    def click(self, selector):
        self.window.locator(selector).first.click()

    def told(self, level="success"):
        return self.window.locator(f".messagelist .{level}").first.inner_text()

    def sign(self, page):
        self.open(f"/admin/articles/page/{page.pk}/review/")
        self.click("button[value=passed]")
        self.window.wait_for_selector(".messagelist .success")


def import_issue(importer, files):
    importer.open("/admin/articles/issue/import/")
    importer.window.set_input_files("input[type=file]", files)
    importer.window.select_option("#id_newspaper", "qinghe")
    importer.click("input[type=submit].default")
    importer.window.wait_for_selector(".imported-issue")
    assert not Issue.objects.exists()
    importer.click("button[name=_store]")
    importer.window.wait_for_selector(".messagelist .success")
    return Issue.objects.get()


def correct(editor, article, **fields):
    editor.open(f"/admin/articles/article/{article.pk}/change/")
    for name, text in fields.items():
        editor.window.fill(f"#id_{name}", text)
    editor.click("input[name=_save]")
    editor.window.wait_for_selector(".messagelist .success")


def cut(editor, article, page):
    part = article.parts.get()
    editor.open(f"/admin/articles/issue/{article.issue_id}/board/part/{part.pk}/")
    editor.window.locator("#id_cut_page").select_option(str(page.pk))
    editor.window.locator(".board-cut button").nth(1).click()
    editor.window.wait_for_selector(".messagelist .success")


def draw_areas(editor, page):
    """A rectangle for each article, side by side."""
    # As high as the page, so that nothing has to be scrolled for.
    editor.window.set_viewport_size({"width": 1440, "height": 1700})
    window = editor.open(f"/admin/articles/page/{page.pk}/areas/")
    window.wait_for_selector(".areas-stage.is-ready")
    for n, part in enumerate(page.parts.order_by("position")):
        window.locator(f"[name=current][value='{part.pk}']").check(force=True)
        box = window.locator(".areas-picture").bounding_box()
        left, top = box["x"] + (0.1 + 0.45 * n) * box["width"], box["y"] + 0.05 * box["height"]
        window.mouse.move(left, top)
        window.mouse.down()
        window.mouse.move(left + 0.35 * box["width"], top + 0.2 * box["height"], steps=5)
        window.mouse.up()
        expect(window.locator(".areas-list .area")).to_have_count(n + 1)
    window.locator("input[name=_save]").click()
    window.wait_for_selector(".messagelist .success")


def mend_what_blocks(editor, page, photograph):
    """Follow preflight's link to the picture that has no image, and give it one."""
    window = editor.open(f"/admin/articles/page/{page.pk}/review/")
    expect(window.locator("button[value=passed]")).to_have_count(0)
    window.locator(".finding-blocks a").first.click()
    window.wait_for_url("**/article/*/change/*")
    window.set_input_files("input[name=pictures-0-image]", photograph)
    window.locator("input[name=_save]").first.click()
    window.wait_for_selector(".messagelist .success")
    editor.open(f"/admin/articles/page/{page.pk}/review/")
    expect(window.locator(".finding-blocks")).to_have_count(0)


def schedule(chief, issue, moment):
    window = chief.open(f"/admin/articles/issue/{issue.pk}/change/")
    window.locator("button.transition-schedule").click()
    window.fill("#id_at", timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M"))
    window.locator(".submit-row input[type=submit]").click()
    window.wait_for_selector(".messagelist .success")


def add_correction(chief, article, text):
    window = chief.open(f"/admin/articles/article/{article.pk}/change/")
    window.locator("#corrections-group .add-row a").click()
    window.fill("[name=corrections-0-text]", text)
    window.locator("input[name=_save]").first.click()
    window.wait_for_selector(".messagelist .success")


def test_an_issue_from_its_files_to_its_correction(open_desk, open_page, files, tmp_path, at):
    make_newspaper(reviews_required=3, cn_number="CN33-0001")
    importer = Person(open_desk, IMPORTER, "daoru", "值班员")
    editor = Person(open_desk, PAGE_EDITOR, "chenjing", "陈静")
    section_chief = Person(open_desk, SECTION_CHIEF, "zhoumin", "周敏")
    chief = Person(open_desk, CHIEF_EDITOR, "wujiang", "吴江")

    issue = import_issue(importer, files)
    front, local = issue.pages.all()
    story = Article.objects.get(headline="春耕备耕茫")
    correct(editor, story, headline="春耕备耕忙")
    cut(editor, story, local)
    assert [part.page for part in story.parts.all()] == [front, local]
    draw_areas(editor, front)
    assert all(part.hot_areas.count() == 1 for part in front.parts.all())

    photograph = tmp_path / "田间.jpg"
    photograph.write_bytes(file_of(drawing((600, 400))))
    mend_what_blocks(editor, front, photograph)

    for page in (front, local):
        for person in (editor, section_chief, chief):
            person.sign(page)
    assert Review.objects.standing().count() == 6

    # A word is mended after all: what was signed on the front page is signed again, the other page is not.
    correct(editor, story, deck="全县动员")
    assert "3" in editor.told("warning")
    assert {review.page for review in Review.objects.standing()} == {local}
    assert workflow.obstacles_to_publishing(issue)
    for person in (editor, section_chief, chief):
        person.sign(front)

    six = (timezone.localtime() + datetime.timedelta(days=1)).replace(hour=6, minute=0, second=0, microsecond=0)
    schedule(chief, issue, six)
    at(six - datetime.timedelta(seconds=1))
    assert "春耕备耕忙" not in open_page("/").content()
    at(six)
    assert "春耕备耕忙" in open_page("/").content()
    reader = open_page(story.get_absolute_url())
    expect(reader.locator("h1")).to_contain_text("春耕备耕忙")
    text = reader.locator("article").first.inner_text()
    assert text.index("机声隆隆") < text.index("供应充足")
    assert "第2版" in text or "第二版" in text

    add_correction(chief, story, "“增加两成”应为“增加一成”。")
    reader.goto(f"{reader.url}?again")
    expect(reader.locator("body")).to_contain_text("“增加两成”应为“增加一成”。")

    told = list(Event.objects.filter(issue=issue).order_by("pk").values_list("action", flat=True))
    firsts = [told.index(action) for action in ("imported", "changed", "cut", "signed", "voided", "scheduled")]
    assert firsts == sorted(firsts)
    assert told[-1] == "changed"
