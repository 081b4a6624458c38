"""``manage.py preflight``: what it prints, and how it ends."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.tests.factories import make_article, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db

LONG = "本县今年春耕面积增加。" * 20


@pytest.fixture
def issue():
    """Sound, but for an article that nobody signed."""
    issue = make_issue(number=128, newspaper=make_newspaper(cn_number="CN33-0001"))
    first, second = (make_page(issue, number, name="要闻", credits="责任编辑：甲") for number in (1, 2))
    make_article(first, "有人写的稿子", authors=["李明"])
    make_article(second, "谁写的稿子", body=LONG)
    return issue


def preflight(*args, **options):
    """What it printed, and its exit code."""
    out, code = StringIO(), 0
    try:
        call_command("preflight", *args, stdout=out, stderr=StringIO(), **options)
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        code = error.returncode
    return out.getvalue(), code


def test_what_only_warns_lets_the_issue_pass(issue):
    printed, code = preflight("qinghe", "2026-03-05")
    assert "第2版：要闻" in printed
    assert "谁写的稿子" in printed
    assert "no-byline" in printed
    assert "第1版" not in printed
    assert code == 0


def test_what_blocks_ends_it_with_1(issue):
    make_article(issue.pages.get(number=1), "没有正文", body="")
    printed, code = preflight("qinghe", "2026-03-05")
    assert printed.index("没有正文") < printed.index("谁写的稿子")
    assert code == 1


def test_a_sound_issue_is_said_to_be_one(issue):
    issue.pages.get(number=2).parts.get().article.delete()
    make_article(issue.pages.get(number=2))
    printed, code = preflight("qinghe", "2026-03-05")
    assert len(printed.splitlines()) == 1
    assert code == 0


def test_json_is_for_other_programs(issue):
    printed, code = preflight("qinghe", "2026-03-05", format="json")
    (finding,) = json.loads(printed)
    assert (finding["code"], finding["severity"], finding["page"]) == ("no-byline", "warns", "2")
    assert finding["subject"]["name"] == "谁写的稿子"
    assert finding["subject"]["model"] == "article"
    assert code == 0


def test_an_extra_edition_is_named_by_its_key(issue):
    extra = make_issue(edition="号外", pages=1)
    printed, code = preflight("qinghe", "2026-03-05-号外")
    assert "empty-page" in printed
    assert extra.pages.get().phrase in printed
    assert code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("qinghe", "2026-03-06"),
        ("nobody", "2026-03-05"),
        ("qinghe", "2026-03-05-晚刊"),
    ],
)
def test_an_issue_that_is_not_there_ends_it_with_2(issue, arguments):
    assert preflight(*arguments) == ("", 2)


@pytest.mark.parametrize("date", ["昨天", "2026-02-30", "2026-03-05号外", "2026-03-05-", ""])
def test_a_date_that_is_none_is_refused_with_a_sentence(issue, date):
    with pytest.raises(CommandError, match=date or "YYYY"):
        call_command("preflight", "qinghe", date)
