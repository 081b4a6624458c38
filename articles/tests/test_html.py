"""vnu reports no error and no warning on any public page, in either language, nor on the style sheets."""

import os
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from articles import workflow
from articles.tests.factories import make_issue
from scripts import check_html

pytestmark = pytest.mark.site

STATIC = Path(__file__).resolve().parents[2] / "static"
LANGUAGES = ("zh-CN", "en")


def html_of(address, language):
    request = Request(quote(address, safe=":/?=&%"), headers={"Accept-Language": language})
    with urlopen(request) as response:
        return response.read()


def check(paths):
    try:
        return check_html.messages(paths)
    except check_html.Missing as missing:
        reason = f"NO PAGE WAS CHECKED BY VNU: {missing} is missing."
        (pytest.fail if os.environ.get("REQUIRE_VNU") == "1" else pytest.skip)(reason)


def test_the_checker_finds_nothing(site, tmp_path):
    for number, (name, address) in enumerate(site.pages.items()):
        for language in LANGUAGES:
            path = tmp_path / f"{number}-{name.replace(', ', '-').replace(' ', '-')}.{language}.html"
            path.write_bytes(html_of(site.url + address, language))
    ours = [path for folder in ("articles", "admin_desk") for path in (STATIC / folder).rglob("*")]

    assert check([*tmp_path.iterdir(), *(path for path in ours if path.suffix in (".css", ".svg"))]) == []


@pytest.mark.django_db
def test_the_checker_finds_nothing_in_the_notice_of_a_withdrawn_issue(client, tmp_path):
    issue = make_issue(pages=1, published=True)
    workflow.withdraw(issue, actor="总编", notice="本期有重大差错，现予收回。\n谨向读者致歉。")
    for language in LANGUAGES:
        response = client.get(issue.get_absolute_url(), headers={"accept-language": language})
        assert response.status_code == 410
        (tmp_path / f"withdrawn.{language}.html").write_bytes(response.content)

    assert check(list(tmp_path.iterdir())) == []


def test_the_checker_would_find_something(tmp_path):
    html, css = tmp_path / "wrong.html", tmp_path / "wrong.css"
    html.write_text("<!doctype html><html lang=zh-Hans><title>报</title><p><h1>甲</h1></p>")
    css.write_text("p { colour: red }")

    assert {line.split(":")[0] for line in check([html, css])} == {"wrong.html", "wrong.css"}
