"""An exported issue, imported into an empty database, exports to the same bytes."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, reject, settings
from hypothesis.extra.django import TestCase

from articles.exporting.formats import WRITERS, export_issue
from articles.importing.pipeline import import_issue
from articles.importing.reading import ReadingOptions, ReadIssue, read_bundle
from articles.importing.sources import Bundle, find_bundles
from articles.issue_text.document import Credit, IssueDocument, Note, Series
from articles.issue_text.json_form import DocumentError, dump_json, load_json
from articles.models import Article, Author, Issue, Newspaper, Picture
from articles.tests.importing.documents import DAY, issue, page, read, story
from articles.tests.issue_text.strategies import documents

SUFFIXES = {"json": ".json", "text": ".md"}


def empty_the_database():
    Issue.objects.all().delete()
    Newspaper.objects.all().delete()
    Author.objects.all().delete()


def import_file(path) -> Issue:
    (bundle,) = find_bundles([path])
    (found,) = read_bundle(bundle, ReadingOptions())
    result = import_issue(found, actor="值班员")
    assert result.stored, [problem.message() for problem in result.problems]
    return result.issue


def rich_issue() -> Issue:
    """An imported issue with everything in it, and with what editors added."""
    head = story("专班助力攻坚", "前半。", continues_on="2", kicker="一线见闻", deck="来自河口镇的报告", column="微言")
    head.series, head.source, head.byline = Series("在变", 2), "云州日报", "本报讯（记者 李明）"
    head.editors_notes = [Note("before", "第一段。\n第二段。"), Note("after", "编后。")]
    tail = story("专班助力攻坚（续）", "# 不是标题", "> 不是引文", "---", authors=("赵新",), continued_from="1")
    open_end = story("未完", "前文。", continues_on="8")
    front = page(1, head, open_end, name="要闻", credits=[Credit("责任编辑", ["王芳"])], teasers=[("民生事", "2")])
    document = issue(front, page(2, tail, story("民生事", "百姓。")), number=128, edition="号外", cn_number="CN33-0001")
    made = import_issue(read(document), actor="值班员").issue
    article = Article.objects.get(headline="专班助力攻坚")
    article.tags.add("农业", "专班")
    Picture.objects.create(article=article, name="photos/a.jpg", caption="梯田（春）", credit="李明 摄", alt="梯田")
    part = article.parts.first()
    part.body += "\r\n\r\n## 小标题\r\n\r\n![](photos/a.jpg)\r\n\r\n> 引文\r\n\r\n---"
    part.save()
    return Issue.objects.get(pk=made.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("form", sorted(WRITERS))
def test_export_import_export_gives_the_same_bytes(form, tmp_path):
    first = export_issue(rich_issue(), form)
    empty_the_database()
    (tmp_path / f"issue{SUFFIXES[form]}").write_text(first, "utf-8")
    again = import_file(tmp_path / f"issue{SUFFIXES[form]}")
    assert export_issue(again, form) == first


@pytest.mark.django_db
def test_both_forms_say_the_same(tmp_path):
    made = rich_issue()
    for form, suffix in SUFFIXES.items():
        (tmp_path / f"{form}{suffix}").write_text(export_issue(made, form), "utf-8")
    empty_the_database()
    from_json = export_issue(import_file(tmp_path / "json.json"), "text")
    empty_the_database()
    assert export_issue(import_file(tmp_path / "text.md"), "text") == from_json


@pytest.mark.django_db
def test_article_numbers_survive_so_addresses_do():
    made = rich_issue()
    made.articles.order_by("number").first().delete()
    numbers = sorted(made.articles.values_list("number", flat=True))
    text = export_issue(Issue.objects.get(), "json")
    assert [f'"number": {number},' in text for number in numbers] == [True] * len(numbers)


@pytest.mark.django_db
def test_the_command_writes_to_standard_output(capsys):
    rich_issue()
    call_command("export_issue", "qinghe", DAY.isoformat(), "--edition", "号外")
    assert "专班助力攻坚" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_says_that_there_is_no_such_issue():
    with pytest.raises(CommandError, match="2026-03-05"):
        call_command("export_issue", "qinghe", "2026-03-05")


class TestAnyDocument(TestCase):
    """Whatever a document says, storing it and exporting it settles after one round."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(documents())
    def test_store_export_store_export(self, document: IssueDocument):
        document.newspaper, document.date, document.edition = "qinghe", DAY, ""
        for number, page_ in enumerate(document.pages, 1):
            page_.number, page_.label = number, str(number)
        try:
            document = load_json(dump_json(document).replace("\\u0000", "零"))
        except DocumentError:
            reject()
        result = import_issue(ReadIssue(document, Bundle("test")), actor="值班员")
        if not result.stored:
            # A jump to page 0, say: refused as it should be.
            assert {p.code for p in result.problems if p.severity == "error"} <= {
                "impossible-jump",
                "text-too-long",
                "no-pages",
            }
            reject()
        first = export_issue(Issue.objects.get(), "json")
        text = export_issue(Issue.objects.get(), "text")
        empty_the_database()
        assert import_issue(ReadIssue(load_json(first), Bundle("test")), actor="值班员").stored
        assert export_issue(Issue.objects.get(), "json") == first
        assert export_issue(Issue.objects.get(), "text") == text
        empty_the_database()
