"""Image files and PDFs that lie beside the texts."""

import io
from pathlib import PurePosixPath

import pytest
from PIL import Image

from articles.importing.pipeline import import_issue
from articles.importing.sources import Bundle, SourceEntry
from articles.issue_text.document import Block
from articles.models import ImportBatch, Issue, Page, Picture
from articles.tests.factories import publish

from .documents import issue, page, read, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def jpeg(width=40, height=30):
    data = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(data, "JPEG")
    return data.getvalue()


def bring(files=None, **options):
    """Import a page that places photos/a.jpg, with the given files beside its text."""
    text = story("头条")
    text.body.append(Block("picture", "梯田春色", name="photos/a.jpg", lines=[9]))
    others = [beside(name, data) for name, data in (files or {}).items()]
    return import_issue(read(issue(page(1, text)), bundle=Bundle("test", others=others)), actor="值班员", **options)


def beside(name, data):
    return SourceEntry(PurePosixPath(name), len(data), lambda: data)


def codes(result):
    return {problem.code for problem in result.problems}


def test_pictures_and_page_matter_are_stored_under_names_made_of_their_content(media):
    bring(files={"photos/a.jpg": jpeg(), "01.jpg": jpeg(300, 400), "01.pdf": b"%PDF-1.7 ..."})
    picture, first = Picture.objects.get(), Page.objects.get()
    assert (picture.width, picture.height) == (40, 30)
    assert (first.picture_width, first.picture_height) == (300, 400)
    assert first.pdf.read() == b"%PDF-1.7 ..."
    first.pdf.close()
    assert picture.image.name.startswith("qinghe/2026-03-05/")
    assert len(PurePosixPath(picture.image.name).stem) == 20


def test_a_missing_picture_is_told_with_its_line():
    (problem,) = [p for p in bring().problems if p.code == "picture-missing"]
    assert (problem.line, problem.file) == (9, "01.md")


def test_a_picture_that_comes_later_is_filled_in():
    bring()
    assert not Picture.objects.get().image
    result = bring(files={"photos/a.jpg": jpeg()})
    assert Picture.objects.get().image
    assert result.stored
    assert ImportBatch.objects.count() == 2


def test_a_picture_that_an_editor_uploaded_stays():
    bring(files={"photos/a.jpg": jpeg()})
    before = Picture.objects.get().image.name
    bring(files={"photos/a.jpg": jpeg(80, 60)})
    assert Picture.objects.get().image.name == before


@pytest.mark.parametrize("data", [b"", b"no picture", jpeg()[:60]])
def test_what_is_no_picture_is_told_and_left_out(data):
    result = bring(files={"photos/a.jpg": data, "01.pdf": b"no pdf"})
    assert "picture-unreadable" in codes(result)
    assert not Picture.objects.get().image
    assert not Page.objects.get().pdf


def test_a_picture_too_large_to_be_one_is_told():
    text = story("头条")
    text.body.append(Block("picture", "梯田春色", name="a.jpg"))
    huge = SourceEntry(PurePosixPath("a.jpg"), 2**40, lambda: pytest.fail("was opened"))
    result = import_issue(read(issue(page(1, text)), bundle=Bundle("test", others=[huge])), actor="值班员")
    assert "picture-unreadable" in codes(result)
    assert result.stored


def test_the_pdf_of_the_whole_issue_lies_beside_its_pages():
    bring(files={"issue.pdf": b"%PDF-1.7 all pages"})
    stored = Issue.objects.get()
    assert stored.pdf.read() == b"%PDF-1.7 all pages"
    stored.pdf.close()
    assert not Page.objects.get().pdf

    before = stored.pdf.name
    assert not bring(files={"issue.pdf": b"%PDF-1.7 other"}).wrote
    assert Issue.objects.get().pdf.name == before


def test_what_is_no_pdf_of_an_issue_is_told_and_left_out():
    assert "picture-unreadable" in codes(bring(files={"issue.pdf": b"no pdf"}))
    assert not Issue.objects.get().pdf


def test_a_public_issue_gets_its_pdf_only_with_publish():
    bring()
    publish(Issue.objects.get())
    files = {"issue.pdf": b"%PDF-1.7 all pages"}

    assert "published-issue" in codes(bring(files))
    assert not Issue.objects.get().pdf

    assert bring(files, publish=True).stored
    assert Issue.objects.get().pdf
