"""Whatever staff names — files, folders, zips — the files of an issue are found, or it is said why not."""

import os
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from articles.importing.sources import SourceEntry, SourceError, find_bundles


def write(folder, *names, data=b"# \xe9\x9d\x92\xe7\xa6\xbe"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(entries):
    return [entry.path.name for entry in entries]


def refused(*sources):
    with pytest.raises(SourceError) as caught:
        list(find_bundles(sources))
    return caught.value.problem


def test_files_named_one_by_one_are_one_bundle(tmp_path):
    write(tmp_path, "01.md", "02.md")
    (bundle,) = find_bundles([tmp_path / "01.md", tmp_path / "02.md"])
    assert names(bundle.texts) == ["01.md", "02.md"]


def test_a_folder_is_an_issue_with_what_lies_below_it(tmp_path):
    write(tmp_path, "02.md", "01.md", "photos/a.jpg", ".hidden.md", "01.pdf")
    (bundle,) = find_bundles([tmp_path])
    assert names(bundle.texts) == ["01.md", "02.md"]
    assert names(bundle.others) == ["01.pdf", "a.jpg"]


def test_a_folder_of_folders_is_several_issues_in_order(tmp_path):
    write(tmp_path, "2026-03-12/01.md", "2026-03-05/01.md", "2026-03-05/photos/a.jpg", "notes.pdf")
    first, second = find_bundles([tmp_path])
    assert [Path(bundle.name).name for bundle in (first, second)] == ["2026-03-05", "2026-03-12"]
    assert names(first.others) == ["a.jpg"]


def test_a_zip_is_like_the_folder_in_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "issue.zip", "w") as archive:
        archive.writestr("2026-03-05/01.md", "# 头条")
        archive.writestr("2026-03-05/photos/a.jpg", b"jpeg")
        archive.writestr("__MACOSX/2026-03-05/._01.md", b"")
    (bundle,) = find_bundles([tmp_path / "issue.zip"])
    assert bundle.texts[0].read().decode() == "# 头条"
    assert bundle.beside(str(bundle.texts[0].path), "photos/a.jpg").read() == b"jpeg"


def zipped(folder, *names):
    with zipfile.ZipFile(folder / "issue.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"...")
    return folder / "issue.zip"


def passed_over(bundle):
    return [(problem.code, Path(problem.file).name) for problem in bundle.passed_over]


def test_a_zip_whose_names_lead_up_or_to_the_root_is_read_all_the_same(tmp_path):
    (bundle,) = find_bundles([zipped(tmp_path, "../5/01.md", "../5/01.jpg", "/5/02.md")])
    assert names(bundle.texts) == ["01.md", "02.md"]
    assert bundle.beside(str(bundle.texts[0].path), "01.jpg")


def test_no_name_leads_out_of_a_zip(tmp_path):
    (bundle,) = find_bundles([zipped(tmp_path, "5/01.md", "//5/02.md", "../5/03.md", "..")])
    assert [entry.path.name for entry in bundle.texts] == ["01.md", "02.md", "03.md"]


def test_what_is_hidden_is_told_but_for_what_macs_leave_behind(tmp_path):
    rubbish = ["__MACOSX/._01.md", ".DS_Store", "5/._01.md"]
    (bundle,) = find_bundles([zipped(tmp_path, "5/01.md", "5/.02.md", "5/.git/config", *rubbish)])
    assert passed_over(bundle) == [("file-hidden", ".02.md"), ("file-hidden", ".git")]
    write(tmp_path / "folder", "5/01.md", "5/.02.md", "5/.git/config", *rubbish)
    (bundle,) = find_bundles([tmp_path / "folder"])
    # A hidden folder is not looked into.
    assert passed_over(bundle) == [("file-hidden", ".02.md"), ("file-hidden", ".git")]


def test_what_lies_in_folders_beside_the_texts_is_found_by_its_name(tmp_path):
    source = zipped(tmp_path, "text/01.md", "text/02.md", "pages/01.jpg", "photos/a.jpg", "photos/b.jpg", "scans/b.jpg")
    (bundle,) = find_bundles([source])
    text = str(bundle.texts[0].path)
    assert bundle.beside(text, "01.jpg").path.parts[-2:] == ("pages", "01.jpg")
    assert bundle.beside(text, "photos/a.jpg")
    assert bundle.beside(text, "images/a.jpg")
    # Two of one name: only its folder tells which.
    assert bundle.beside(text, "b.jpg") is None
    assert bundle.beside(text, "scans/b.jpg")


def test_what_lies_beside_the_texts_of_several_issues_is_nobodys_and_told(tmp_path):
    source = zipped(tmp_path, "5/text/01.md", "5/pages/01.jpg", "12/text/01.md", "12/pages/01.jpg", "all.pdf")
    first, second = find_bundles([source])
    assert [str(bundle.others[0].path.parent.parent.name) for bundle in (first, second)] == ["12", "5"]
    assert [passed_over(bundle) for bundle in (first, second)] == [[("file-astray", "all.pdf")], []]


def test_a_zip_from_chinese_windows_keeps_its_names(tmp_path):
    # Written without the mark for UTF-8, as Windows does.
    raw, path = "第2版.md".encode("gb18030"), tmp_path / "gbk.zip"
    with zipfile.ZipFile(path, "w") as archive:
        plain = zipfile.ZipInfo("x" * len(raw))
        archive.writestr(plain, "# 头条")
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    (bundle,) = find_bundles([path])
    assert names(bundle.texts) == ["第2版.md"]


def test_a_zip_with_a_password_is_refused(tmp_path):
    path = tmp_path / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01.md", "# 头条")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    assert refused(path).code == "bad-zip"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short"])
def test_a_broken_zip_is_refused(tmp_path, content):
    (tmp_path / "issue.zip").write_bytes(content)
    assert refused(tmp_path / "issue.zip").code == "bad-zip"


def test_a_zip_damaged_inside_says_which_file(tmp_path):
    path = tmp_path / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01.md", "# 头条与正文")
    path.write_bytes(path.read_bytes().replace("头条".encode(), "头尾".encode(), 1))
    (bundle,) = find_bundles([path])
    with pytest.raises(SourceError) as caught:
        bundle.texts[0].read()
    assert caught.value.problem.code == "file-unreadable"
    assert caught.value.problem.file.endswith("01.md")


def test_a_missing_path_is_named(tmp_path):
    problem = refused(tmp_path / "nowhere.md")
    assert problem.code == "file-unreadable"
    assert problem.file.endswith("nowhere.md")


def test_a_folder_without_texts_is_named(tmp_path):
    write(tmp_path, "a.jpg")
    assert refused(tmp_path).code == "nothing-to-read"
    assert refused(tmp_path / "a.jpg").code == "nothing-to-read"


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    assert refused(tmp_path / "pipe.md").code == "file-unreadable"


def test_a_file_that_cannot_be_read_says_so():
    # For root no permission helps, so the file system's answer is given here.
    def denied():
        raise PermissionError(13, "Permission denied")

    entry = SourceEntry(PurePosixPath("01.md"), 1, denied)
    with pytest.raises(SourceError) as caught:
        entry.read()
    assert caught.value.problem.code == "file-unreadable"


def test_a_file_far_too_large_is_not_even_opened():
    entry = SourceEntry(PurePosixPath("01.md"), 65 * 1024**2, lambda: pytest.fail("was opened"))
    with pytest.raises(SourceError) as caught:
        entry.read()
    assert "65 MB" in caught.value.problem.message()


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/secret.jpg", "photos/../../secret.jpg", "photos"])
def test_a_text_places_only_pictures_that_came_with_it(tmp_path, name):
    write(tmp_path, "issue/01.md", "secret.jpg")
    (bundle,) = find_bundles([tmp_path / "issue" / "01.md"])
    assert bundle.beside(str(bundle.texts[0].path), name) is None


def test_a_file_named_by_itself_finds_the_pictures_beside_it(tmp_path):
    write(tmp_path, "01.md", "photos/a.jpg")
    (bundle,) = find_bundles([tmp_path / "01.md"])
    assert bundle.beside(str(tmp_path / "01.md"), "photos/a.jpg").path.name == "a.jpg"
    assert bundle.beside(str(tmp_path / "01.md"), "photos/b.jpg") is None
