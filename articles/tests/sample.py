"""The sample edition in every state that readers meet, and all its public pages.

Whatever must hold for the whole site walks ``PAGES``; a test fails while an
address of the site is missing from it.
"""

import datetime
import shutil
import tempfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.urls import reverse
from taggit.models import Tag

from articles.models import Article, Author, Correction, Newspaper
from articles.tests.factories import make_article, make_issue, make_part, publish

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples" / "qinghe"
FIRST, SECOND = "2026-03-05", "2026-03-12"


def build() -> None:
    """Import the samples and add what no single day of a paper has all at once. The database must be empty."""
    import_samples(SAMPLES, "qinghe")
    import_without_page_pictures()
    add_about_authors_and_tags()
    add_a_correction()
    add_an_extra_edition()
    add_a_draft()


def import_samples(folder: Path, newspaper: str) -> None:
    call_command("import_issue", str(folder), newspaper=newspaper, publish=True, stdout=StringIO())


def import_without_page_pictures() -> None:
    """The first issue once more, in a newspaper of which there are texts only."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / FIRST
        shutil.copytree(SAMPLES / FIRST, copy, ignore=shutil.ignore_patterns("0*.webp", "0*.pdf", "0*.csv"))
        import_samples(copy, "wenben")
    Newspaper.objects.filter(slug="wenben").update(name="青禾日报文字版")


def add_about_authors_and_tags() -> None:
    Author.objects.filter(name="温书远").update(about="青禾日报记者，跑农业和乡镇新闻。", distinction="农业报道")
    for headline in ("一粒米的三次转身", "抢抓农时 稳住面积 让每一块好田都种上好粮"):
        article(headline).tags.add("粮食", "柳溪镇")


def add_a_correction() -> None:
    notice = Article.objects.get(issue__newspaper__slug="qinghe", issue__date=SECOND, headline="更正")
    Correction.objects.create(
        article=article("一粒米的三次转身"),
        text="文中“每斤卖到六块八”应为“每斤卖到六块六”。",
        date=datetime.date.fromisoformat(SECOND),
        printed_in=notice,
    )


def add_an_extra_edition() -> None:
    """A story that runs on to a page which nobody has imported, and one without any text."""
    issue = make_issue(date=datetime.date.fromisoformat(SECOND), edition="号外", pages=2)
    front, back = issue.pages.all()
    story = make_article(front, "禾溪两岸今起植树", "县植树办今天宣布。\n\n## 往哪里去\n\n到河边去。", authors=["程朗"])
    story.parts.update(continues_on="4")
    make_part(make_article(front, "", "没有标题的一则短讯。"), back, "它在第二版写完。")
    publish(issue)


def add_a_draft() -> None:
    """Nobody who reads may learn of it."""
    draft = make_issue(date=datetime.date(2026, 3, 19), pages=1)
    make_article(draft.pages.get(), "尚未签发的头条", "读者还不能看到这句话。", authors=["程朗"])


def article(headline: str, newspaper: str = "qinghe") -> Article:
    return Article.objects.filter(issue__newspaper__slug=newspaper).get(headline=headline)


def _at(name: str, *arguments) -> Callable[[], str]:
    return lambda: reverse(name, args=arguments)


#: Every page a reader can open, by what is shown there; the first word is the name of the address.
PAGES: dict[str, Callable[[], str]] = {
    "home": _at("home"),
    "newspaper": _at("newspaper", "qinghe"),
    "year": _at("year", "qinghe", "2026"),
    "month": _at("month", "qinghe", "2026-03"),
    "on_this_day": _at("on_this_day", "qinghe", "03-05"),
    "on_this_day, never": _at("on_this_day", "qinghe", "07-01"),
    "columns": _at("columns", "qinghe"),
    "column": _at("column", "qinghe", "微言"),
    "all_series": _at("all_series", "qinghe"),
    "series": _at("series", "qinghe", "行走禾溪"),
    "issue": _at("issue", "qinghe", SECOND),
    "issue, typeset": _at("issue", "wenben", FIRST),
    "issue, extra edition": _at("issue", "qinghe", f"{SECOND}-号外"),
    "page": _at("page", "qinghe", SECOND, "02"),
    "page, typeset": _at("page", "wenben", FIRST, "02"),
    "page, open jump": _at("page", "qinghe", f"{SECOND}-号外", "1"),
    "article": _at("article", "qinghe", FIRST, 2),
    "article, reprint with notes": lambda: article("老邮差的最后一程山路").get_absolute_url(),
    "article, series": lambda: article("源头有座瞭望台").get_absolute_url(),
    "article, picture story": lambda: article("图片新闻").get_absolute_url(),
    "article, without a headline": lambda: Article.objects.get(issue__edition="号外", headline="").get_absolute_url(),
    "authors": _at("authors"),
    "author": lambda: Author.objects.get(name="温书远").get_absolute_url(),
    "tags": _at("tags"),
    "tag": lambda: reverse("tag", args=[Tag.objects.get(name="粮食").slug]),
    "offline": _at("offline"),
    "report": _at("report", "qinghe", FIRST, 2),
    "report, passage": lambda: reverse("report", args=["qinghe", FIRST, 2]) + "?passage=还常常断货",
    "report_sent": _at("report_sent", "qinghe", FIRST, 2),
}

#: Addresses that answer with something else than a page.
NO_PAGES = {
    "article_card",
    "healthz",
    "robots",
    "media",
    "page_card",
    "picture",
    "manifest",
    "service_worker",
    "offline_issue",
    "short_code",
    "qr",
    "citation",
}


def addresses() -> dict[str, str]:
    return {name: address() for name, address in PAGES.items()}
