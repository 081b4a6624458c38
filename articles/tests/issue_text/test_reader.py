"""Bytes to text: the encodings that papers' files come in, and files that are no text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.issue_text.reader import UnreadableText, read_text

NEWS = "本报讯（记者 白小川）昨天上午，河口镇新修的石桥通车了。村民们说，以后去县城不用再绕路。"
TRADITIONAL = "本報訊（記者 白小川）昨天上午，河口鎮新修的石橋通車了。村民們說，以後去縣城不用再繞路。"
HEADLINES = ["河口石桥通车", "春耕开始了", "我县举行全民健身大会", "图书馆新馆昨日开放", "今日导读", "第2版 要闻"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_simplified_text_is_read_in_every_encoding(encoding):
    assert read_text(NEWS.encode(encoding)) == NEWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5"])
def test_traditional_text_is_read_in_every_encoding(encoding):
    assert read_text(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("headline", HEADLINES)
def test_even_a_headline_alone_is_read(headline, encoding):
    assert read_text(headline.encode(encoding)) == headline


def test_latin_text_is_read():
    assert read_text(b"The Harbour Gazette\nPage 2\n") == "The Harbour Gazette\nPage 2\n"


def test_line_ends_become_line_feeds():
    assert read_text("甲\r\n乙\r丙\u2028丁".encode()) == "甲\n乙\n丙\n丁"


def test_a_named_encoding_is_used_whatever_the_bytes_look_like():
    assert read_text(NEWS.encode("gb18030"), "gb18030") == NEWS


def test_one_damaged_byte_does_not_make_a_file_unreadable():
    assert "石桥通车" in read_text(NEWS.encode("gb18030") * 3 + b"\xff")


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [
        (b"", None, "empty-file"),
        (b" \r\n\t", None, "empty-file"),
        ("\ufeff \n".encode(), None, "empty-file"),
        (b"%PDF-1.7 ...", None, "binary-file"),
        (b"\x89PNG\r\n", None, "binary-file"),
        (b"abc\x01\x02\x03", None, "binary-file"),
        (NEWS.encode("gb18030"), "utf-8", "wrong-encoding"),
        (b"\xff\xfe\x00\xd8\x00\xd8", None, "wrong-encoding"),
        (b"text", "utf-9", "unknown-encoding"),
        (b"\x80\xff" * 40, None, "wrong-encoding"),
    ],
)
def test_what_cannot_be_read_says_why(data, encoding, code):
    with pytest.raises(UnreadableText) as caught:
        read_text(data, encoding)
    assert caught.value.problem.code == code
    assert caught.value.problem.message("zh-hans")


def test_a_wrong_encoding_names_the_line():
    with pytest.raises(UnreadableText) as caught:
        read_text(b"plain\n" + "河口".encode("gb18030"), "utf-8")
    assert caught.value.problem.line == 2


@given(st.binary(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_text_or_unreadable(data):
    try:
        text = read_text(data)
    except UnreadableText:
        return
    assert text.strip()
