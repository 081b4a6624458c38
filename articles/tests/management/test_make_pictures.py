import datetime

import pytest
from django.core.management import CommandError, call_command

from articles.tests import factories
from articles.tests.pictures.conftest import media  # noqa: F401
from articles.tests.pictures.drawing import drawing, file_of, upload


@pytest.fixture
def issue(db):
    """An issue with a page 600 points wide, and a photograph 300 points wide in its article."""
    return make_pictured_issue()


def make_pictured_issue(**fields):
    issue = factories.make_issue(pages=1, **fields)
    page = issue.pages.get()
    page.picture = upload(file_of(drawing((600, 900))))
    page.save()
    article = factories.make_article(page)
    factories.make_picture(article, image=upload(file_of(drawing((300, 200)))))
    return issue


def files(media):  # noqa: F811
    return {str(path.relative_to(media / "variants")) for path in (media / "variants").rglob("*") if path.is_file()}


def test_every_missing_size_and_format_is_made(issue, media, capsys):  # noqa: F811
    call_command("make_pictures")

    page, photo = issue.pages.get().picture.name, issue.articles.get().pictures.get().image.name
    assert files(media) == {
        *(f"{width}/{page}.{form}" for width in (240, 480, 600) for form in ("avif", "webp")),
        *(f"{width}/{photo}.{form}" for width in (240, 300) for form in ("avif", "webp")),
    }
    assert "10" in capsys.readouterr().out


@pytest.mark.usefixtures("issue")
def test_a_second_run_makes_nothing(media, capsys):  # noqa: F811
    call_command("make_pictures")
    before = {path: path.stat().st_mtime_ns for path in media.rglob("*")}
    capsys.readouterr()

    call_command("make_pictures")

    assert {path: path.stat().st_mtime_ns for path in media.rglob("*")} == before
    assert "0" in capsys.readouterr().out


def test_only_the_issues_named_are_looked_at(issue, media):  # noqa: F811
    make_pictured_issue(date=datetime.date(2026, 3, 12))
    make_pictured_issue(newspaper=factories.make_newspaper("baishi", "白石报"))

    call_command("make_pictures", "qinghe", "2026-03-12")
    assert {name.split("/")[1:3] == ["qinghe", "2026-03-12"] for name in files(media)} == {True}

    call_command("make_pictures", "qinghe")
    assert {"/".join(name.split("/")[1:3]) for name in files(media)} == {"qinghe/2026-03-05", "qinghe/2026-03-12"}


def test_a_broken_picture_is_named_and_stops_nothing(issue, media, capsys):  # noqa: F811
    page = issue.pages.get().picture.name
    (media / page).write_bytes(b"no picture")

    call_command("make_pictures")

    assert page in capsys.readouterr().err
    assert len(files(media)) == 4


@pytest.mark.django_db
def test_an_unknown_newspaper_is_told():
    with pytest.raises(CommandError, match="qinhe"):
        call_command("make_pictures", "qinhe")


@pytest.mark.django_db
@pytest.mark.usefixtures("issue")
def test_what_is_no_day_is_told():
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command("make_pictures", "qinghe", "5 March")
