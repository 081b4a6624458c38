"""The command as staff runs it: what it prints, what it stores, how it ends."""

import datetime
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from PIL import Image

from articles import workflow
from articles.importing import pipeline
from articles.models import Article, Event, Issue, Newspaper, Page, Part, Picture
from articles.tests.factories import make_signature

FRONT = """# 春耕备耕忙

本报讯(记者 李明 王芳)连日来,青禾县各乡镇抢抓农时,全力推进春耕备耕工作,田间地头一派繁忙景象。

全县计划种植早稻一万二千亩,目前已完成育秧八成。
"""
SECOND = """# 夜色更美了

本报讯(记者 赵新)三月的夜晚,河滨步道灯光亮起,散步的居民多了起来。
"""
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def front(tmp_path):
    return _write(tmp_path / "01.md", FRONT)


def _write(path, text):
    path.write_text(text, "utf-8")
    return path


def run(*arguments):
    """What the command prints to standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_issue", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refuse(*arguments, status=1):
    """Everything the command says when it refuses."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_issue", *map(str, arguments), stdout=out, stderr=err)
    assert caught.value.returncode == status
    return f"{out.getvalue()}\n{err.getvalue()}\n{caught.value}"


NAMED = ("--newspaper", "qinghe", "--date", "2026-03-05")


class TestDryRun:
    """Needs no database: these tests have none."""

    def test_prints_a_tree_with_line_numbers(self, front):
        out, _ = run(front, "--dry-run", *NAMED)
        assert "    1 ▪ 春耕备耕忙" in out
        assert "李明（记者）　王芳（记者）" in out

    def test_tells_what_is_wrong_with_a_list_of_hot_areas(self, front, tmp_path):
        _write(tmp_path / "01.areas.csv", 'article,corners\n9,"0,0 1,0 1,1"\n')
        out, _ = run(front, "--dry-run", *NAMED)
        assert "01.areas.csv:2: " in out
        assert "areas-article" in out

    def test_prints_exactly_one_document_as_json(self, front):
        out, _ = run(front, "--dry-run", "--format", "json")
        document = json.loads(out)
        assert document["newspaper"] is None
        assert document["pages"][0]["articles"][0]["headline"] == "春耕备耕忙"

    def test_what_it_prints_reads_back_to_the_same(self, front, tmp_path):
        out, _ = run(front, "--dry-run", "--format", "json", *NAMED)
        again, _ = run(_write(tmp_path / "again.json", out), "--dry-run", "--format", "json")
        first, second = json.loads(out), json.loads(again)
        # Each names the file that it was read from itself.
        assert [page.pop("file")[-5:] for page in first["pages"] + second["pages"]] == ["01.md", ".json"]
        assert first["pages"] == second["pages"]
        assert (first["date"], first["newspaper"]) == (second["date"], second["newspaper"])

    def test_errors_end_it_with_status_one(self, tmp_path):
        assert "empty-file" in refuse(_write(tmp_path / "01.md", ""), "--dry-run")

    def test_several_issues_are_no_single_json(self, tmp_path):
        for day in ("2026-03-05", "2026-03-12"):
            (tmp_path / day).mkdir()
            _write(tmp_path / day / "01.md", FRONT)
        refuse(tmp_path, "--dry-run", "--format", "json", status=2)
        out, _ = run(tmp_path, "--dry-run")
        assert out.count("▪ 春耕备耕忙") == 2

    def test_cannot_publish(self, front):
        refuse(front, "--dry-run", "--publish", status=2)


@pytest.mark.django_db
class TestStoring:
    def test_stores_drafts_and_says_what_it_did(self, front):
        out, _ = run(front, *NAMED)
        assert "新增 1" in out
        assert Part.objects.get().page.label == "01"
        assert not Issue.objects.published().exists()

    def test_a_folder_is_one_issue(self, front, tmp_path):
        _write(tmp_path / "02.md", SECOND)
        run(tmp_path, *NAMED)
        assert list(Page.objects.values_list("label", flat=True)) == ["01", "02"]
        assert Article.objects.count() == 2

    def test_day_and_page_come_from_the_names_of_folder_and_file(self, tmp_path):
        folder = tmp_path / "2026-03-05"
        folder.mkdir()
        _write(folder / "第2版.md", SECOND)
        run(folder, "--newspaper", "qinghe")
        assert str(Issue.objects.get().date) == "2026-03-05"
        assert Page.objects.get().label == "2"

    def test_the_second_run_says_that_nothing_is_new(self, front):
        run(front, *NAMED)
        out, _ = run(front, *NAMED)
        assert "没有新内容" in out

    def test_it_says_which_signatures_it_voided(self, front):
        run(front, *NAMED)
        make_signature(Page.objects.get())
        _write(front, FRONT.replace("李明", "李名"))
        out, _ = run(front, *NAMED)
        assert "改动使第1版的 1 个审签作废" in out
        make_signature(Page.objects.get())
        _write(front, FRONT)
        out, _ = run(front, *NAMED, "--format", "json")
        assert json.loads(out)["issues"][0]["warnings"] == ["改动使第1版的 1 个审签作废，须重新审签。"]

    def test_publishing_is_recorded_and_preflight_is_printed(self, front):
        out, _ = run(front, *NAMED, "--publish")
        assert "issue-number" in out
        assert "/qinghe/2026-03-05/" in out
        assert Event.objects.get(action="published").actor
        assert Article.objects.published().count() == 1

    def test_the_report_as_json(self, front):
        out, _ = run(front, *NAMED, "--format", "json")
        report = json.loads(out)
        assert report["stored"] is True
        assert report["issues"][0]["outcomes"]["new"] == 1

    def test_pictures_beside_the_text_come_along(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path / "media"
        (tmp_path / "issue").mkdir()
        _write(tmp_path / "issue" / "01.md", FRONT + "\n![梯田春色](a.jpg)\n")
        Image.new("RGB", (40, 30), "green").save(tmp_path / "issue" / "a.jpg")
        Image.new("RGB", (300, 400), "white").save(tmp_path / "issue" / "01.png")
        run(tmp_path / "issue", *NAMED)
        picture = Picture.objects.get()
        assert (picture.caption, picture.width, picture.height) == ("梯田春色", 40, 30)
        assert Page.objects.get().picture_height == 400

    def test_a_picture_that_is_none_is_told_and_left_out(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path / "media"
        _write(tmp_path / "01.md", FRONT + "\n![梯田春色](a.jpg)\n")
        (tmp_path / "a.jpg").write_bytes(b"no picture")
        out, _ = run(tmp_path / "01.md", *NAMED)
        assert "picture-unreadable" in out
        assert Picture.objects.get().image == ""

    def test_issues_named_together_are_stored_together_or_not_at_all(self, tmp_path):
        for day, text in (("2026-03-05", FRONT), ("2026-03-12", "")):
            (tmp_path / day).mkdir()
            _write(tmp_path / day / "01.md", text)
        said = refuse(tmp_path, "--newspaper", "qinghe")
        assert "2026-03-12" in said
        assert not Newspaper.objects.exists()


@pytest.mark.django_db
class TestPublishing:
    def test_a_page_that_came_later_is_published_by_the_same_file(self, front, tmp_path):
        run(front, *NAMED, "--publish")
        second = _write(tmp_path / "02.md", SECOND)
        run(second, *NAMED)
        assert Article.objects.published().count() == 1
        run(second, *NAMED, "--publish")
        assert Article.objects.published().count() == 2

    def test_an_issue_scheduled_for_later_is_public_at_once(self, front):
        run(front, *NAMED)
        workflow.publish(
            Issue.objects.get(), actor="总编", at=timezone.now() + datetime.timedelta(days=3), unreviewed=True
        )
        run(front, *NAMED, "--publish")
        assert Issue.objects.get().is_public

    def test_a_withdrawn_issue_stays_withdrawn(self, front):
        run(front, *NAMED, "--publish")
        workflow.withdraw(Issue.objects.get(), actor="总编")
        assert "withdrawn-issue" in refuse(front, *NAMED, "--publish")
        assert Issue.objects.get().status == Issue.Status.WITHDRAWN

    def test_nothing_is_called_published_that_a_later_error_took_back(self, tmp_path):
        for day, text in (("2026-03-05", FRONT), ("2026-03-12", "")):
            (tmp_path / day).mkdir()
            _write(tmp_path / day / "01.md", text)
        said = refuse(tmp_path, "--newspaper", "qinghe", "--publish")
        assert "/qinghe/2026-03-05/" not in said
        assert "新增" not in said

    def test_new_pictures_do_not_reach_a_public_page_unasked(self, front, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path / "media"
        run(front, *NAMED, "--publish")
        Image.new("RGB", (300, 400), "white").save(tmp_path / "01.png")
        assert "published-page" in refuse(front, *NAMED)
        assert not Page.objects.get().picture
        run(front, *NAMED, "--publish")
        assert Page.objects.get().picture


@pytest.mark.django_db
class TestBadInput:
    """Each ends with a clear message, status 1 or 2, and a database exactly as it was."""

    @pytest.fixture(autouse=True)
    def as_before(self):
        yield
        assert not Newspaper.objects.exists()
        assert not Issue.objects.exists()
        assert not Article.objects.exists()

    @pytest.mark.parametrize(
        ("content", "code"),
        [(b"", "empty-file"), (b" \n\n\t\n", "empty-file"), (bytes(range(256)) * 40, "binary-file")],
    )
    def test_no_text(self, tmp_path, content, code):
        path = tmp_path / "01.md"
        path.write_bytes(content)
        said = refuse(path, *NAMED)
        assert code in said
        assert "01.md" in said

    @pytest.mark.slow
    def test_a_line_of_fifty_megabytes(self, tmp_path):
        path = tmp_path / "01.md"
        path.write_bytes(("稿" * 17_000_000).encode())
        assert "01.md:1:" in refuse(path, *NAMED)

    def test_the_wrong_encoding(self, tmp_path):
        path = tmp_path / "01.md"
        path.write_bytes(FRONT.encode("gb18030"))
        said = refuse(path, *NAMED, "--encoding", "utf-8")
        assert "wrong-encoding" in said
        assert "01.md" in said

    def test_an_encoding_that_does_not_exist(self, front):
        assert "utf-99" in refuse(front, *NAMED, "--encoding", "utf-99")

    def test_a_page_without_any_heading_or_article(self, tmp_path):
        said = refuse(_write(tmp_path / "01.md", "01版：要闻\n\n责任编辑：李明\n"), *NAMED)
        assert "01.md" in said

    def test_two_pages_of_one_label(self, tmp_path):
        first = _write(tmp_path / "01.md", FRONT)
        second = _write(tmp_path / "1.txt", SECOND)
        said = refuse(first, second, *NAMED)
        assert "double-page" in said
        assert "01.md" in said
        assert "1.txt" in said

    def test_a_day_in_the_text_that_is_not_the_one_asked_for(self, tmp_path):
        path = _write(tmp_path / "01.md", f"青禾日报 2026年3月6日 星期五\n\n{FRONT}")
        said = refuse(path, *NAMED)
        assert "2026-03-06" in said
        assert "2026-03-05" in said
        assert "01.md:1:" in said

    def test_a_day_that_does_not_exist(self, front):
        refuse(front, "--newspaper", "qinghe", "--date", "2026-02-30")

    def test_no_day_at_all(self, tmp_path):
        assert "--date" in refuse(_write(tmp_path / "x.md", FRONT), "--newspaper", "qinghe", "--page", "1")

    def test_a_missing_path(self, tmp_path):
        assert "nowhere.md" in refuse(tmp_path / "nowhere.md", *NAMED)

    def test_one_label_for_several_files(self, front, tmp_path):
        second = _write(tmp_path / "02.md", SECOND)
        refuse(front, second, *NAMED, "--page", "1", status=2)

    @pytest.mark.parametrize(
        ("document", "code"),
        [
            ({"pages": []}, "no-pages"),
            ({"pages": [{"number": 40000, "label": "1", "articles": []}]}, "number-out-of-range"),
            ({"pages": [{"number": 1, "label": "1", "articles": [{"number": 2147483647}]}]}, "number-out-of-range"),
            ({"pages": [{"number": 1, "label": "1", "articles": []}, {"number": 2, "label": "01"}]}, "bad-json"),
        ],
    )
    def test_json_that_no_database_could_hold(self, tmp_path, document, code):
        path = _write(tmp_path / "issue.json", json.dumps(document))
        assert code in refuse(path, *NAMED)

    def test_a_json_number_of_thousands_of_digits(self, tmp_path):
        assert "bad-json" in refuse(_write(tmp_path / "issue.json", "9" * 6000), *NAMED)

    def test_json_that_is_no_document(self, tmp_path):
        path = _write(tmp_path / "issue.json", '{"pages": [{"label": 1}]}')
        assert "pages[0]" in refuse(path)

    @pytest.mark.parametrize(
        "failure",
        [OSError(28, "No space left on device"), DatabaseError("database or disk is full"), KeyboardInterrupt()],
    )
    def test_a_failure_in_the_middle(self, front, monkeypatch, failure):
        def fail(*arguments):
            raise failure

        monkeypatch.setattr(pipeline, "_record", fail)
        refuse(front, *NAMED)

    def test_pictures_stored_before_a_failure_are_taken_back(self, tmp_path, monkeypatch, settings):
        settings.MEDIA_ROOT = tmp_path / "media"
        _write(tmp_path / "01.md", FRONT + "\n![梯田春色](a.jpg)\n")
        Image.new("RGB", (40, 30), "green").save(tmp_path / "a.jpg")
        monkeypatch.setattr(pipeline, "_record", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(tmp_path / "01.md", *NAMED)
        assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_nothing_is_stored(tmp_path, how):
    """A process of its own, on its own SQLite file, stopped while it writes."""
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], check=True, env=environment)
    for day in range(1, 32):
        folder = tmp_path / "archive" / f"2026-03-{day:02}"
        folder.mkdir(parents=True)
        _write(folder / "01.md", "".join(FRONT.replace("春耕备耕忙", f"春耕{n}") for n in range(200)))
    process = subprocess.Popen(
        [*manage, "import_issue", str(tmp_path / "archive"), "--newspaper", "qinghe"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Where the tests run in the background of a shell, interruptions are ignored, and that is handed on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (tmp_path / "newsroom.sqlite3-wal").exists() or (tmp_path / "newsroom.sqlite3-wal").stat().st_size == 0:
        time.sleep(0.01)
        assert process.poll() is None, "it ended before it could be stopped"
    # Again and again, as people press Ctrl+C: Python drops an interruption that comes while it tidies up.
    while process.poll() is None:
        process.send_signal(how)
        time.sleep(0.2)
    assert process.returncode != 0
    count = "from articles.models import Newspaper; print(Newspaper.objects.count())"
    shell = subprocess.run([*manage, "shell", "-v0", "-c", count], env=environment, capture_output=True, text=True)
    assert shell.stdout.strip() == "0", shell.stderr


@pytest.mark.django_db
def test_json_cannot_bring_files_from_elsewhere(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "secret").mkdir()
    (tmp_path / "issue").mkdir()
    (tmp_path / "secret" / "payroll.pdf").write_bytes(b"%PDF-1.7")
    page = {"number": 1, "label": "1", "file": str(tmp_path / "secret" / "payroll.md"), "articles": []}
    run(_write(tmp_path / "issue" / "x.json", json.dumps({"pages": [page]})), *NAMED)
    assert not Page.objects.get().pdf


@pytest.mark.django_db
def test_a_file_name_in_another_encoding_is_read_and_printed(tmp_path):
    name = os.fsencode(tmp_path) + b"/" + "第2版.md".encode("gb18030")
    with open(name, "w", encoding="utf-8") as file:
        file.write(SECOND)
    run(tmp_path, *NAMED)
    assert Page.objects.get().label == "2"


def test_a_terminal_of_another_encoding_ends_nothing(tmp_path):
    environment = os.environ | {"PYTHONIOENCODING": "gbk", "DATA_DIR": str(tmp_path)}
    text = FRONT.replace("春耕备耕忙", "𠮷祥")
    command = [sys.executable, "manage.py", "import_issue", _write(tmp_path / "01.md", text), "--dry-run"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0
    assert "祥".encode("gbk") in done.stdout
    done = subprocess.run([*command, "--format", "json"], cwd=ROOT, env=environment, capture_output=True)
    assert "𠮷祥" in done.stdout.decode("utf-8")
