"""Files of a bundle become documents, one for each day, with every error kept."""

import datetime
from pathlib import PurePosixPath

from articles.importing.reading import ReadingOptions, read_bundle
from articles.importing.sources import Bundle, SourceEntry, SourceError
from articles.issue_text.problems import Problem

from .documents import DAY

TEXT = "# 春耕备耕忙\n\n全县春耕备耕工作有序展开，目前已完成育秧八成。\n"


def entry(name, text=TEXT):
    data = text if isinstance(text, bytes) else text.encode()
    return SourceEntry(PurePosixPath(name), len(data), lambda: data)


def bundle(*entries, others=(), loose=False):
    return Bundle("test", list(entries), list(others), loose)


def codes(read):
    return {problem.code for problem in read.document.problems}


def test_pages_of_one_day_are_one_issue_in_page_order():
    (read,) = read_bundle(bundle(entry("2026-03-05/02.md"), entry("2026-03-05/01.md")))
    assert [page.label for page in read.document.pages] == ["01", "02"]
    assert read.document.date == DAY
    assert [name for name, _ in read.files] == ["2026-03-05/02.md", "2026-03-05/01.md"]


def test_several_days_in_one_folder_are_several_issues():
    days = [read.document.date.day for read in read_bundle(bundle(entry("20260305-p1.md"), entry("20260312-p1.md")))]
    assert days == [5, 12]


def test_a_page_without_a_day_belongs_to_the_only_day_there_is():
    (read,) = read_bundle(bundle(entry("20260305-p1.md"), entry("第2版.md")))
    assert [page.label for page in read.document.pages] == ["1", "2"]


def test_what_staff_says_wins_over_names():
    options = ReadingOptions(newspaper="qinghe", date=datetime.date(2026, 3, 6), page="A1", number=9)
    (read,) = read_bundle(bundle(entry("other-20260305-p1.md")), options)
    document = read.document
    assert (document.newspaper, document.number, document.pages[0].label) == ("qinghe", 9, "A1")
    assert document.date == options.date


def test_an_error_in_one_file_keeps_the_reading_of_the_others():
    (read,) = read_bundle(bundle(entry("20260305-p1.md"), entry("20260305-p2.md", b"")))
    assert "empty-file" in codes(read)
    assert read.has_errors
    assert len(read.document.pages) == 1


def test_a_file_that_cannot_be_read_is_an_error_with_its_name():
    def fail():
        raise OSError(5, "Input/output error")

    (read,) = read_bundle(bundle(SourceEntry(PurePosixPath("p1.md"), 1, fail)))
    (problem,) = read.document.problems
    assert (problem.code, problem.file) == ("file-unreadable", "p1.md")


def test_json_is_read_and_options_complete_it():
    text = '{"pages": [{"number": 1, "label": "1", "articles": [{"headline": "头条"}]}]}'
    options = ReadingOptions(newspaper="qinghe", date=DAY, number=3)
    (read,) = read_bundle(bundle(entry("issue.json", text)), options)
    assert (read.document.newspaper, read.document.date, read.document.number) == ("qinghe", DAY, 3)


def test_json_of_another_day_is_an_error():
    text = '{"date": "2026-03-06", "pages": []}'
    (read,) = read_bundle(bundle(entry("issue.json", text)), ReadingOptions(date=DAY))
    assert "dates-differ" in codes(read)


def test_broken_json_names_its_line():
    (read,) = read_bundle(bundle(entry("issue.json", '{\n"pages": [,]}')))
    (problem,) = read.document.problems
    assert (problem.code, problem.line) == ("bad-json", 2)


def test_what_lies_beside_and_is_not_used_is_told():
    others = [entry("2026-03-05/notes.odg"), entry("2026-03-05/a.jpg"), entry("2026-03-05/01.pdf")]
    text = TEXT + "\n![梯田](a.jpg)\n"
    (read,) = read_bundle(bundle(entry("2026-03-05/01.md", text), others=others))
    unused = [problem.file for problem in read.document.problems if problem.code == "file-not-text"]
    assert unused == ["2026-03-05/notes.odg"]
    assert read.picture("2026-03-05/01.md", "a.jpg")
    assert read.picture("2026-03-05/01.md", "图1") is None
    assert read.page_matter("2026-03-05/01.md")[1].path.name == "01.pdf"


def test_a_picture_that_no_text_names_is_told_how_it_is_used():
    (read,) = read_bundle(bundle(entry("5/01.md"), others=[entry("5/ok.jpg", b"...")]))
    (problem,) = [problem for problem in read.document.problems if problem.file == "5/ok.jpg"]
    assert problem.code == "file-unused"
    assert "01.jpg" in problem.message("zh-hans")


def test_what_was_passed_over_is_told():
    sent = bundle(entry("5/01.md"))
    sent.passed_over = [Problem("file-hidden", file="5/.02.md")]
    (read,) = read_bundle(sent)
    assert sent.passed_over[0] in read.document.problems


def test_source_errors_read_well():
    assert "No page text" in str(SourceError(Problem("nothing-to-read")))


def test_what_lies_beside_a_page_and_beside_its_issue_is_found():
    names = ["5/01.webp", "5/01.pdf", "5/01.areas.csv", "5/issue.pdf", "5/notes.csv"]
    (read,) = read_bundle(bundle(entry("5/01.md"), others=[entry(name, b"...") for name in names]))
    assert str(read.areas("5/01.md").path) == "5/01.areas.csv"
    assert str(read.pdf.path) == "5/issue.pdf"
    assert [problem.file for problem in read.document.problems if problem.code == "file-unused"] == ["5/notes.csv"]


def test_the_pdf_of_a_folder_with_two_issues_is_neithers():
    texts = [entry("20260305-p1.md"), entry("20260312-p1.md")]
    first, second = read_bundle(bundle(*texts, others=[entry("issue.pdf", b"...")]))
    assert first.pdf is None
    assert second.pdf is None
    assert "file-unused" in codes(first)


def test_issues_in_folders_of_their_own_have_their_own_pdf():
    texts = [entry("a/20260305-p1.md"), entry("b/20260312-p1.md")]
    others = [entry("a/issue.pdf", b"..."), entry("b/issue.pdf", b"...")]
    assert [str(read.pdf.path) for read in read_bundle(bundle(*texts, others=others))] == ["a/issue.pdf", "b/issue.pdf"]
