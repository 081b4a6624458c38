"""Import from the browser: nothing is stored before it was seen, and then exactly what was seen."""

import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError
from django.urls import reverse
from PIL import Image

from articles.editing import edited
from articles.importing import uploads
from articles.models import Article, Author, Event, ImportBatch, Issue, Newspaper, Page, Part, Picture, Review
from articles.tests.factories import DAY, make_issue, make_newspaper, make_page, make_signature, publish
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, SECTION_CHIEF, client_of, make_member

from .costs import cost

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:articles_issue_import")
FRONT = """# 春耕备耕忙

本报讯(记者 李明 王芳)连日来,青禾县各乡镇抢抓农时,全力推进春耕备耕工作,田间地头一派繁忙景象。

全县计划种植早稻一万二千亩,目前已完成育秧八成。
"""
CORRECTED = FRONT.replace("八成", "九成")
SECOND = """# 夜色更美了

本报讯(记者 赵新)三月的夜晚,河滨步道灯光亮起,散步的居民多了起来。
"""
SAID = {"slug": "qinghe", "date": "2026-03-05"}


@pytest.fixture(autouse=True)
def _data(tmp_path, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", str(tmp_path / "media")


@pytest.fixture
def importer():
    return client_of(make_member(IMPORTER, "daoru"))


def sent(name, content):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def upload(client, *files, **said):
    """Send files, as names and contents; the response."""
    return client.post(IMPORT, {"files": [sent(*file) for file in files], **SAID, **said})


def preview(client, *files, **said):
    """Send files; the address of their preview, and the preview itself."""
    url = upload(client, *files, **said).url
    return url, client.get(url)


def seen_in(response):
    return re.search(r'name="seen" value="(\w+)"', response.text)[1]


def confirm(client, url, response=None, **data):
    """Press the button below a preview."""
    return client.post(url, {"_store": "1", "seen": seen_in(response or client.get(url)), **data})


def bring(client, *files, **said):
    return confirm(client, *preview(client, *files, **said))


def can_confirm(response):
    return 'name="_store"' in response.text


def codes(response):
    return set(re.findall(r"data-code=\"([\w-]+)\"", response.text))


def outcomes(response):
    return re.findall(r"outcome outcome-([\w-]+)", response.text)


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def picture():
    made = io.BytesIO()
    Image.new("RGB", (8, 6)).save(made, "JPEG")
    return made.getvalue()


def kept():
    home = Path(settings.DATA_DIR) / "imports"
    return list(home.iterdir()) if home.is_dir() else []


def stored():
    """What is stored, without what tells of when and by whom."""
    return {
        "issues": list(Issue.objects.values("newspaper__slug", "date", "status", "number")),
        "pages": list(Page.objects.values("label", "name", "source_digest", "stored_digest", "picture")),
        "articles": list(Article.objects.values("number", "headline", "byline", "dateline")),
        "parts": list(Part.objects.values("body", "position", "sequence", "source_digest", "stored_digest")),
        "authors": list(Author.objects.values("name")),
        "pictures": list(Picture.objects.values("name", "image", "caption")),
    }


class TestPreview:
    def test_it_shows_what_was_understood_and_stores_nothing(self, importer):
        _, response = preview(importer, ("01.md", FRONT), ("02.md", SECOND))
        for text in ("春耕备耕忙", "李明", "夜色更美了", "01.md"):
            assert text in response.text
        assert outcomes(response) == ["new", "new"]
        assert not any(stored().values())
        assert not Newspaper.objects.exists()
        assert not Event.objects.exists()

    def test_it_shows_lines_of_the_source(self, importer):
        _, response = preview(importer, ("01.md", FRONT))
        assert '<span class="line-number" ' in response.text
        assert "<li># 春耕备耕忙</li>" in response.text

    def test_the_source_of_an_article_is_shown_whole(self, importer):
        lines = "\n\n".join(f"第{n}天，河水又涨了一寸，堤上的人换了一班又一班，谁也没有离开。" for n in range(1, 9))
        text = f"{FRONT}\n\n# 守堤记\n\n{lines}\n\n# 桥通了\n\n大桥通车。\n"
        _, response = preview(importer, ("01.md", text))
        story = response.text.partition("<li># 守堤记</li>")[2].partition("</ol>")[0]
        assert all(f"<li>第{n}天" in story for n in range(1, 9))
        assert "桥通了" not in story

    def test_a_file_in_which_pages_may_be_missed_is_a_warning(self, importer):
        inner = zipped(**{"b__02.md": SECOND})
        sent = zipped(**{"a__01.md": FRONT, "a__02.zip": inner, "a__03.docx": b"PK"})
        _, response = preview(importer, ("qinghe-2026-03-05.zip", sent))
        assert response.text.count('data-code="file-not-read"') == 2
        assert can_confirm(response)

    def test_the_errors_are_named_first_and_lead_to_their_places(self, importer):
        _, response = preview(importer, ("01.md", FRONT), ("02.md", ""))
        told = response.text.partition('<div class="errornote">')[2].partition("</div>")[0]
        (anchor, name), *others = re.findall(r'<a href="#([\w-]+)">([^<]*)</a>', told)
        assert (name, others) == ("02.md", [])
        assert f'id="{anchor}"' in response.text

    def test_a_broken_zip_is_not_read_otherwise(self, importer):
        _, response = preview(importer, ("a.zip", b"no zip"))
        assert 'id="import-otherwise"' not in response.text
        assert 'name="_again"' in response.text

    def test_pictures_are_tried_out_and_leave_no_file_behind(self, importer):
        text = FRONT + "\n![梯田](a.jpg)\n\n![水渠](b.jpg)\n"
        _, response = preview(importer, ("01.md", text), ("a.jpg", picture()), ("01.jpg", b"no picture"))
        assert {"picture-missing", "picture-unreadable"} <= codes(response)
        assert not [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]

    def test_a_picture_of_a_folder_is_found_by_its_name_alone(self, importer):
        _, response = preview(importer, ("01.md", FRONT + "\n![梯田](photos/a.jpg)\n"), ("a.jpg", picture()))
        assert not {"picture-missing", "file-not-text"} & codes(response)

    def test_a_zip_is_understood_under_its_own_name(self, importer):
        _, response = preview(importer, ("qinghe-2026-03-05.zip", zipped(**{"a__01.md": FRONT, "a__02.md": SECOND})))
        assert "qinghe-2026-03-05.zip/a/01.md" in response.text
        assert str(settings.DATA_DIR) not in response.text
        assert outcomes(response) == ["new", "new"]

    def test_errors_are_shown_with_their_place_and_nothing_can_be_confirmed(self, importer):
        _, response = preview(importer, ("01.md", FRONT), ("02.md", ""), date="")
        assert {"date-unknown", "empty-file"} & codes(response)
        assert not can_confirm(response)

    def test_what_the_files_do_not_say_is_said_afterwards_without_sending_them_again(self, importer):
        url, response = preview(importer, ("01.md", FRONT), date="")
        assert not can_confirm(response)
        response = importer.post(url, {"_read": "1", **SAID}, follow=True)
        assert can_confirm(response)
        assert 'value="2026-03-05"' in response.text

    def test_a_wrong_option_gets_a_sentence_and_nothing_is_lost(self, importer):
        url, _ = preview(importer, ("01.md", FRONT))
        response = importer.post(url, {"_read": "1", "date": "昨天", "slug": "admin"})
        assert response.text.count('class="errorlist"') == 2
        assert can_confirm(importer.get(url))

    def test_what_becomes_of_a_stored_issue_is_told_entry_by_entry(self, importer):
        bring(importer, ("01.md", FRONT), ("02.md", SECOND))
        edited = Part.objects.get(body__contains="河滨步道")
        Part.objects.filter(pk=edited.pk).update(body="编辑改过。")
        _, response = preview(importer, ("01.md", CORRECTED), ("02.md", SECOND.replace("居民", "市民")))
        assert outcomes(response) == ["updated", "conflict"]
        assert reverse("admin:articles_issue_board", args=[Issue.objects.get().pk]) in response.text
        _, response = preview(importer, ("01.md", FRONT), ("02.md", SECOND))
        assert outcomes(response) == ["same", "kept"]

    def test_what_changes_in_an_article_is_shown_sign_by_sign(self, importer):
        bring(importer, ("01.md", FRONT), ("02.md", SECOND))
        _, response = preview(importer, ("01.md", CORRECTED.replace("李明 王芳", "李明")), ("02.md", SECOND))
        (issue,) = response.context["shown"].issues
        (change,) = issue.changes
        assert change.headline == "春耕备耕忙"
        assert [difference.key for difference in change.differences] == ["authors", "byline", "parts:1:body"]
        assert ("-", "八") in change.differences[-1].pieces
        assert ("+", "九") in change.differences[-1].pieces
        assert len(re.findall(r"<del>.*?八.*?</del>", response.text)) == 1

    def test_of_very_many_changes_the_first_are_shown_and_the_others_counted(self, importer):
        text = "\n".join(FRONT.replace("春耕备耕忙", f"春耕备耕忙{n}") for n in range(52))
        bring(importer, ("01.md", text))
        _, response = preview(importer, ("01.md", text.replace("八成", "九成")))
        (issue,) = response.context["shown"].issues
        assert (len(issue.changes), issue.more_changes) == (50, 2)

    def test_changes_come_in_the_order_of_the_articles(self, importer):
        places = [2, 17, 25, 33]
        bring(importer, ("01.md", "\n".join(FRONT.replace("春耕", f"春耕{n}") for n in range(40))))
        others = [FRONT.replace("八成", "九成") if n in places else FRONT for n in range(40)]
        _, response = preview(
            importer, ("01.md", "\n".join(t.replace("春耕", f"春耕{n}") for n, t in enumerate(others)))
        )
        (shown,) = response.context["shown"].issues
        assert [change.headline for change in shown.changes] == [f"春耕{n}备耕忙" for n in places]

    def test_what_the_file_would_change_against_an_editor_is_shown(self, importer):
        bring(importer, ("01.md", FRONT), ("02.md", SECOND))
        Part.objects.filter(body__contains="河滨步道").update(body="编辑改过。")
        _, response = preview(importer, ("01.md", FRONT), ("02.md", SECOND.replace("居民", "市民")))
        (issue,) = response.context["shown"].issues
        assert issue.changes == []
        (refused,) = (entry.refused for page in issue.pages for entry in page.entries if entry.refused)
        assert [(difference.name, difference.before) for difference in refused] == [("正文", "编辑改过。")]
        assert "市民" in refused[0].after

    def test_what_would_be_taken_away_is_named(self, importer):
        bring(importer, ("01.md", f"{FRONT}\n{SECOND}"))
        _, response = preview(importer, ("01.md", FRONT))
        assert "<li>夜色更美了</li>" in response.text

    def test_the_paper_is_called_by_its_name(self, importer):
        make_newspaper()
        assert "青禾日报　2026" in preview(importer, ("01.md", FRONT))[1].text

    def test_a_jump_whose_other_end_is_here_already_is_not_shown_as_open(self, importer):
        first, second = (
            FRONT + "\n（下转第2版）\n",
            "# 春耕备耕忙\n\n（上接第1版）\n\n农机手已经下地，种子化肥全部到位。\n",
        )
        _url, response = preview(importer, ("01.md", first))
        assert "未接上" in response.text
        bring(importer, ("01.md", first), ("02.md", second))
        _url, response = preview(importer, ("01.md", first.replace("八成", "九成")))
        assert "第2版　春耕备耕忙" in response.text
        assert "未接上" not in response.text

    def test_what_changes_in_a_page_itself_is_shown(self, importer):
        def shown(response):
            return "孔晴" in "".join(re.findall(r"<del>(.*?)</del>", response.text)) and "秦桑" in response.text

        page = "第01版：要闻\n责任编辑：孔晴\n\n" + FRONT
        bring(importer, ("01.md", page))
        _url, response = preview(importer, ("01.md", page.replace("孔晴", "秦桑")))
        assert shown(response)
        # What an editor wrote stays, and what the file would have made of it is shown.
        Page.objects.update(name="头版")
        _url, response = preview(importer, ("01.md", page.replace("孔晴", "秦桑")))
        assert "page-conflict" in codes(response)
        assert "没有采用" in response.text
        assert shown(response)

    def test_what_editors_took_out_is_told_as_left_out(self, importer):
        bring(importer, ("01.md", FRONT), ("02.md", SECOND))
        issue = Issue.objects.get()
        with edited(issue, actor="编辑"):
            issue.articles.filter(headline="夜色更美了").delete()
        _url, response = preview(importer, ("01.md", FRONT), ("02.md", SECOND))
        assert outcomes(response) == ["same", "left-out"]
        assert "left-out" in codes(response)

    @pytest.mark.parametrize("page_too", [True, False])
    def test_what_comes_back_with_its_picture_is_stored(self, importer, page_too):
        def files(text):
            return ("01.md", text + "\n![梯田](a.jpg)\n"), ("a.jpg", picture())

        bring(importer, *files(FRONT))
        issue = Issue.objects.get()
        with edited(issue, actor="编辑"):
            issue.articles.all().delete()
            if page_too:
                issue.pages.all().delete()
        answer = bring(importer, *files(FRONT if page_too else CORRECTED))
        assert answer.status_code == 302
        assert Article.objects.get().number == 1
        assert Picture.objects.get().image

    def test_from_what_was_stored_one_comes_to_the_import_with_its_problems(self, importer):
        answer = bring(importer, ("01.md", FRONT))
        batch = reverse("admin:articles_importbatch_change", args=[ImportBatch.objects.get().pk])
        assert batch in importer.get(answer.url).text
        assert importer.get(batch).status_code == 200

    def test_other_files_are_sent_where_these_are_wrong(self, importer):
        url, response = preview(importer, ("01.md", FRONT), date="")
        assert "存入后是草稿" not in response.text
        assert 'name="_again"' in response.text
        assert importer.post(url, {"_again": "1"}).url == IMPORT
        assert kept() == []

    def test_files_that_are_no_text_alone_get_a_sentence(self, importer):
        _, response = preview(importer, ("01.jpg", picture()))
        assert not can_confirm(response)
        assert 'role="alert"' in response.text

    def test_a_label_goes_with_a_single_page(self, importer):
        _, response = preview(importer, ("01.md", FRONT), ("02.md", SECOND), page="3")
        assert not can_confirm(response)
        _, response = preview(importer, ("01.md", FRONT), page="3")
        assert can_confirm(response)

    def test_what_a_file_says_is_never_markup(self, importer):
        _, response = preview(importer, ("01.md", FRONT.replace("春耕备耕忙", "<script>alert(1)</script>")))
        assert "<script>alert" not in response.text

    def test_it_costs_the_same_with_one_article_and_with_fifty(self, importer):
        few, _ = preview(importer, ("01.md", FRONT))
        many, response = preview(
            importer, ("01.md", "\n".join(FRONT.replace("春耕备耕忙", f"春耕备耕忙{n}") for n in range(50)))
        )
        assert len(outcomes(response)) == 50
        # Neither is stored yet, and both make two authors and a newspaper.
        assert cost(importer, many) == cost(importer, few)


class TestConfirming:
    FILES = (("01.md", FRONT + "\n![梯田](a.jpg)\n"), ("02.md", SECOND), ("a.jpg", picture()), ("01.jpg", picture()))

    def test_it_stores_what_the_command_would(self, importer, tmp_path):
        for name, content in self.FILES:
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        names = [str(tmp_path / name) for name, _ in self.FILES]
        call_command("import_issue", *names, newspaper="qinghe", date=DAY, stdout=io.StringIO())
        by_command = stored()
        Issue.objects.all().delete()
        Author.objects.all().delete()

        response = bring(importer, *self.FILES)
        assert response.url == reverse("admin:articles_issue_board", args=[Issue.objects.get().pk])
        assert [set(row) for row in by_command["pictures"]] == [set(row) for row in stored()["pictures"]]
        for rows in (by_command, stored()):
            for row in (*rows["pages"], *rows["pictures"]):
                # A file of this content is there already, so the second gets another name.
                row |= {key: bool(row[key]) for key in ("image", "picture") if key in row}
        after = stored()
        assert [(row["number"], row["headline"], row["byline"]) for row in after["articles"]] == [
            (row["number"], row["headline"], row["byline"]) for row in by_command["articles"]
        ]
        assert after["parts"] == by_command["parts"]
        assert after["authors"] == by_command["authors"]
        assert after["issues"] == by_command["issues"]
        assert all(row["picture"] for row in after["pages"] if row["label"] in ("1", "01"))
        assert all(row["image"] for row in after["pictures"])

    def test_it_is_recorded_with_who_did_it(self, importer):
        bring(importer, ("01.md", FRONT))
        batch, event = ImportBatch.objects.get(), Event.objects.get(action=Event.Action.IMPORTED)
        assert batch.user == event.user == importer.user
        assert [file.name for file in batch.files.all()] == ["01.md"]

    def test_the_files_are_gone_afterwards_and_are_not_stored_twice(self, importer):
        url, response = preview(importer, ("01.md", FRONT))
        confirm(importer, url, response)
        assert kept() == []
        assert importer.post(url, {"_store": "1", "seen": seen_in(response)}).url == IMPORT
        assert ImportBatch.objects.count() == 1

    def test_several_issues_are_stored_together(self, importer):
        archive = zipped(**{"2026-03-05__01.md": FRONT, "2026-03-06__01.md": SECOND})
        response = bring(importer, ("qinghe.zip", archive), date="")
        assert response.url == reverse("admin:articles_issue_changelist")
        assert Issue.objects.count() == 2

    @pytest.mark.parametrize("seen", ["", "0" * 64])
    def test_what_was_not_seen_is_not_stored(self, importer, seen):
        url, _ = preview(importer, ("01.md", FRONT))
        response = importer.post(url, {"_store": "1", "seen": seen})
        assert 'role="alert"' in response.text
        assert can_confirm(response)
        assert not Issue.objects.exists()
        assert len(kept()) == 1

    def test_a_text_that_another_import_stored_meanwhile_is_not_replaced_unseen(self, importer):
        bring(importer, ("01.md", FRONT))
        url, before = preview(importer, ("01.md", FRONT.replace("八成", "七成")))
        bring(importer, ("01.md", FRONT.replace("八成", "九成")))
        response = confirm(importer, url, before)
        assert 'role="alert"' in response.text
        assert "九成" in Part.objects.get().body

    def test_an_edit_that_changes_what_would_be_done_is_shown_first(self, importer):
        bring(importer, ("01.md", FRONT))
        url, before = preview(importer, ("01.md", CORRECTED))
        Part.objects.update(body="编辑改过。")
        response = confirm(importer, url, before)
        assert outcomes(response) == ["conflict"]
        assert Part.objects.get().body == "编辑改过。"
        # Seen so, it is no surprise: the editor's text stays.
        assert confirm(importer, url, response).status_code == 302
        assert Part.objects.get().body == "编辑改过。"

    def test_an_edit_that_changes_nothing_of_it_is_no_obstacle(self, importer):
        bring(importer, ("01.md", FRONT), ("02.md", SECOND))
        url, before = preview(importer, ("01.md", CORRECTED))
        Part.objects.filter(body__contains="河滨步道").update(body="编辑改过。")
        confirm(importer, url, before)
        assert Part.objects.filter(body__contains="九成").exists()

    def test_if_the_database_fails_a_sentence_says_so_and_the_files_are_kept(self, importer, monkeypatch):
        url, response = preview(importer, ("01.md", FRONT))

        def fail(*args):
            raise DatabaseError("磁盘已满")

        monkeypatch.setattr("articles.admin.importing.import_as_seen", fail)
        assert "磁盘已满" in importer.post(url, {"_store": "1", "seen": seen_in(response)}).text
        assert len(kept()) == 1

    def test_the_files_can_be_thrown_away(self, importer):
        url, _ = preview(importer, ("01.md", FRONT))
        assert importer.post(url, {"_discard": "1"}).url == IMPORT
        assert kept() == []
        assert not Issue.objects.exists()


class TestPublicPages:
    @pytest.fixture
    def public(self, importer):
        bring(importer, ("01.md", FRONT))
        return publish(Issue.objects.get())

    def test_they_are_not_changed_by_those_who_do_not_publish(self, public, importer):
        url, response = preview(importer, ("01.md", CORRECTED))
        assert "published-page" in codes(response)
        assert not can_confirm(response)
        assert "publish=1" not in response.text
        assert not can_confirm(importer.get(f"{url}?publish=1"))
        importer.post(url, {"_store": "1", "seen": "x", "publish": "1"})
        assert not Part.objects.filter(body__contains="九成").exists()

    def test_those_who_publish_say_that_readers_see_it(self, public):
        chief = client_of(make_member(CHIEF_EDITOR, "zongbian"))
        url, response = preview(chief, ("01.md", CORRECTED))
        assert not can_confirm(response)
        assert "?publish=1" in response.text
        response = chief.get(f"{url}?publish=1")
        assert 'name="publish" value="1" required' in response.text
        confirm(chief, url, response)
        assert not Part.objects.filter(body__contains="九成").exists()
        confirm(chief, url, response, publish="1")
        assert Part.objects.filter(body__contains="九成").exists()
        public.refresh_from_db()
        assert public.is_public

    def test_a_new_page_of_a_public_issue_waits_for_its_review(self, public):
        chief = client_of(make_member(CHIEF_EDITOR, "zongbian"))
        bring(chief, ("02.md", SECOND))
        assert Page.objects.get(label__in=["2", "02"]).status == Page.Status.DRAFT

    def test_a_signed_page_is_not_changed_by_one_who_only_imports(self, importer):
        bring(importer, ("01.md", FRONT))
        editor = client_of(make_member(PAGE_EDITOR, "bianji"))
        make_signature(Page.objects.get(), editor.user)
        _, response = preview(importer, ("01.md", CORRECTED))
        assert not can_confirm(response)
        assert 'role="alert"' in response.text
        url, response = preview(editor, ("01.md", CORRECTED))
        assert "改动使第1版的 1 个审签作废" in response.text
        response = editor.post(url, {"_store": "1", "seen": seen_in(response)}, follow=True)
        assert "改动使第1版的 1 个审签作废" in response.text
        assert Part.objects.filter(body__contains="九成").exists()
        assert not Review.objects.standing().exists()

    def test_a_signature_given_meanwhile_is_not_voided_unseen(self, importer):
        bring(importer, ("01.md", FRONT))
        editor = client_of(make_member(PAGE_EDITOR, "bianji"))
        url, before = preview(editor, ("01.md", CORRECTED))
        make_signature(Page.objects.get(), editor.user)
        response = confirm(editor, url, before)
        assert "改动使第1版的 1 个审签作废" in response.text
        assert Review.objects.standing().exists()


class TestWhoMay:
    @pytest.mark.parametrize("role", [IMPORTER, PAGE_EDITOR, SECTION_CHIEF, CHIEF_EDITOR])
    def test_those_who_import_find_the_way(self, role):
        client = client_of(make_member(role, "ren"))
        for url in (reverse("admin:index"), reverse("admin:articles_issue_changelist")):
            assert f'href="{IMPORT}"' in client.get(url).text
        bring(client, ("01.md", FRONT))
        assert Issue.objects.exists()

    def test_a_reporter_does_not_import(self, importer):
        client = client_of(make_member(REPORTER, "jizhe"))
        assert f'href="{IMPORT}"' not in client.get(reverse("admin:index")).text
        url, response = preview(importer, ("01.md", FRONT))
        assert client.get(IMPORT).status_code == 403
        assert upload(client, ("01.md", FRONT)).status_code == 403
        assert client.get(url).status_code == 403
        assert client.post(url, {"_store": "1", "seen": seen_in(response)}).status_code == 403
        assert not Issue.objects.exists()

    def test_nobody_sees_or_stores_what_another_has_sent(self, importer):
        other = client_of(make_member(IMPORTER, "bieren"))
        url, response = preview(importer, ("01.md", FRONT))
        for answer in (other.get(url), other.post(url, {"_store": "1", "seen": seen_in(response)})):
            assert answer.url == IMPORT
        other.post(url, {"_discard": "1"})
        assert len(kept()) == 1
        assert not Issue.objects.exists()

    @pytest.mark.parametrize("token", ["x", "1.abc", "1.abc:1:x", "..", "..%2F..%2Fetc"])
    def test_a_forged_token_leads_back(self, importer, token):
        url = reverse("admin:articles_issue_import_preview", args=["x"]).replace("/x/", f"/{token}/")
        response = importer.get(url)
        assert response.status_code in (301, 302, 404)

    def test_after_a_day_the_files_are_gone(self, importer, monkeypatch):
        url, _ = preview(importer, ("01.md", FRONT))
        (folder,) = kept()
        monkeypatch.setattr(uploads, "KEPT_FOR", -1)
        assert importer.get(url).url == IMPORT
        monkeypatch.undo()
        old = time.time() - 25 * 3600
        os.utime(folder, (old, old))
        upload(importer, ("02.md", SECOND))
        assert folder not in kept()
        assert len(kept()) == 1

    def test_what_is_kept_is_read_by_nobody_else(self, importer):
        preview(importer, ("01.md", FRONT))
        assert kept()[0].stat().st_mode & 0o077 == 0


class TestLimits:
    """Each is told in a sentence beside the files, and nothing is kept."""

    def refused(self, importer, *files):
        response = upload(importer, *files)
        assert response.status_code == 200
        assert 'class="errorlist"' in response.text
        assert kept() == []

    def test_nothing_at_all(self, importer):
        self.refused(importer)

    def test_too_many_files(self, importer, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_UPLOADED_FILES", 1)
        self.refused(importer, ("01.md", FRONT), ("02.md", SECOND))

    def test_too_much_together(self, importer, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_UPLOADED_BYTES", 10)
        self.refused(importer, ("01.md", FRONT))

    def test_one_file_too_large(self, importer, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_FILE_BYTES", 10)
        self.refused(importer, ("01.pdf", b"x" * 11))

    def test_two_files_of_one_name(self, importer):
        self.refused(importer, ("01.md", FRONT), ("01.md", SECOND))

    def test_no_room_on_the_disk(self, importer, settings, tmp_path):
        (tmp_path / "file").write_text("")
        settings.DATA_DIR = tmp_path / "file"
        self.refused(importer, ("01.md", FRONT))

    @pytest.mark.parametrize("limit", ["MOST_UNPACKED_FILES", "MOST_UNPACKED_BYTES", "MOST_TEXT_BYTES"])
    def test_a_zip_that_unpacks_to_too_much(self, importer, monkeypatch, limit):
        monkeypatch.setattr(f"articles.importing.sources.{limit}", 1)
        _, response = preview(importer, ("a.zip", zipped(**{"01.md": FRONT, "02.md": SECOND})))
        assert not can_confirm(response)
        assert "a.zip" in response.text

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no zip"])
    def test_a_zip_that_is_none(self, importer, content):
        _, response = preview(importer, ("a.zip", content))
        assert not can_confirm(response)

    def test_a_file_that_lies_beside_the_program_is_not_read(self, importer, monkeypatch, tmp_path):
        (tmp_path / "secret.jpg").write_bytes(picture())
        monkeypatch.chdir(tmp_path)
        text = FRONT + "\n![密](secret.jpg)\n\n![密](../../secret.jpg)\n"
        bring(importer, ("01.md", text))
        assert not Picture.objects.exclude(image="").exists()


def test_a_paper_that_is_known_is_chosen(importer):
    make_newspaper()
    make_page(make_issue(pages=0), 1)
    bring(importer, ("01.md", FRONT), slug="", newspaper="qinghe")
    assert Part.objects.count() == 1
    assert Newspaper.objects.count() == 1
