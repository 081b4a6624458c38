"""Lists and forms cost the same number of queries for one row and for fifty."""

import datetime
import hashlib

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import reports
from articles.editing import record
from articles.models import BatchFile, Correction, ImportBatch, Newspaper, Picture, SourceFile
from articles.tests.factories import (
    DAY,
    make_area,
    make_article,
    make_issue,
    make_newspaper,
    make_note,
    make_page,
    make_part,
    make_picture,
    make_pointer,
    publish,
)
from articles.tests.people import PAGE_EDITOR, REPORTER, client_of, make_member

# How often the admin asks does not depend on whom it asks.
pytestmark = pytest.mark.once

MANY = 50

LISTS = [
    "articles_article",
    "articles_author",
    "articles_correction",
    "articles_errorreport",
    "articles_importbatch",
    "articles_issue",
    "articles_newspaper",
    "articles_page",
    "articles_pointer",
    "articles_sourcefile",
    "articles_event",
    "taggit_tag",
]


def add_row(n):
    """One more of everything that has a list."""
    newspaper = make_newspaper(slug=f"paper-{n}", name=f"报{n}")
    issue = make_issue(DAY - datetime.timedelta(days=n), newspaper, pages=2)
    publish(issue)
    first, second = issue.pages.order_by("number")
    article = make_article(first, authors=[f"甲{n}", f"乙{n}"], column=f"栏{n}")
    make_part(article, second, "续。")
    article.tags.add(f"标签{n}")
    make_pointer(first, article=article)
    notice = make_article(second, "更正")
    Correction.objects.create(article=article, text=f"“甲{n}”应为“乙{n}”。", printed_in=notice)
    reports.receive(article, f"第{n}处", "续")
    user, _created = get_user_model().objects.get_or_create(username=f"xiaodui-{n}")
    reports.decide(reports.receive(article, "没有错"), "declined", user)
    add_import(issue, n)
    return issue


def add_import(issue, n):
    batch = ImportBatch.objects.create(issue=issue, actor="值班", report={"entries": [], "problems": []})
    source = SourceFile.objects.create(digest=hashlib.sha256(str(n).encode()).hexdigest(), content=b"1", size=1)
    BatchFile.objects.create(batch=batch, source=source, name="01.txt")


def cost(client, url):
    client.get(url)  # What is asked once and kept, such as content types.
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_with_one_row_and_with_fifty(editor, name):
    url = reverse(f"admin:{name}_changelist")
    add_row(0)
    few = cost(editor, url)
    for n in range(1, MANY):
        add_row(n)
    assert cost(editor, url) == few


def test_the_index_costs_the_same(editor):
    url = reverse("admin:index")
    add_row(0)
    few = cost(editor, url)
    for n in range(1, MANY):
        add_row(n)
    assert cost(editor, url) == few


def grow_article(issue, article, count):
    for _ in range(count):
        page = make_page(issue, 10 + article.parts.count())
        make_area(make_part(article, page, "续。", source_line=3))
        make_note(article)
        picture = make_picture(article, name=f"{page.label}.jpg")
        Picture.objects.filter(pk=picture.pk).update(image="甲.jpg", width=4, height=3)
        other = make_article(page, f"另{page.label}", authors=[f"丙{page.label}"])
        byline = other.bylines.get()
        byline.article = article
        byline.save()
        Correction.objects.create(article=article, text="更正。", printed_in=other)


def test_an_article_form_costs_the_same(editor, issue, article):
    url = reverse("admin:articles_article_change", args=[article.pk])
    add_import(issue, 0)
    grow_article(issue, article, 1)
    few = cost(editor, url)
    grow_article(issue, article, MANY - 1)
    assert cost(editor, url) == few


def test_a_page_form_costs_the_same(editor, issue):
    first, second = issue.pages.order_by("number")
    url = reverse("admin:articles_page_change", args=[first.pk])

    def grow(count):
        for _ in range(count):
            article = make_article(first)
            make_part(article, second, "续。")
            make_pointer(first, article=article)

    grow(1)
    few = cost(editor, url)
    grow(MANY - 1)
    assert cost(editor, url) == few


def test_the_form_of_a_report_costs_the_same(editor, issue, article):
    report = reports.receive(article, "错字", "不在文中")
    url = reverse("admin:articles_errorreport_change", args=[report.pk])
    few = cost(editor, url)
    grow_article(issue, article, MANY)
    for number in range(MANY):
        reports.receive(article, str(number))
    assert cost(editor, url) == few


def test_an_issue_form_costs_the_same(editor):
    issue = make_issue(pages=1)
    publish(issue)
    add_import(issue, 0)
    url = reverse("admin:articles_issue_change", args=[issue.pk])
    few = cost(editor, url)
    for n in range(2, MANY + 1):
        make_article(make_page(issue, n))
        publish(issue)
        add_import(issue, n)
    assert cost(editor, url) == few


def test_forms_of_a_newspaper_and_of_an_author_cost_the_same(editor, article):
    newspaper = reverse("admin:articles_newspaper_change", args=[Newspaper.objects.get().pk])
    author = reverse("admin:articles_author_change", args=[article.authors.first().pk])
    few = cost(editor, newspaper), cost(editor, author)
    for n in range(1, MANY):
        issue = make_issue(DAY - datetime.timedelta(days=n), pages=1)
        make_article(issue.pages.get(), authors=["李明"])
    assert (cost(editor, newspaper), cost(editor, author)) == few


@pytest.mark.parametrize("kind", ["issue", "page", "newspaper"])
def test_asking_before_a_deletion_costs_the_same(editor, kind):
    issue = make_issue(pages=1)
    page = issue.pages.get()
    obj = {"issue": issue, "page": page, "newspaper": issue.newspaper}[kind]
    url = reverse(f"admin:articles_{kind}_delete", args=[obj.pk])
    make_article(page, authors=["李明"])
    few = cost(editor, url)
    for n in range(1, MANY):
        make_article(page, authors=[f"甲{n}"])
    assert cost(editor, url) == few


@pytest.mark.parametrize("target", ["article", "author", "page", "issue", "notice"])
def test_autocompletes_cost_the_same(editor, target):
    sources = {
        "article": ("pointer", "article"),
        "author": ("byline", "author"),
        "page": ("pointer", "page"),
        "issue": ("article", "issue"),
        "notice": ("correction", "printed_in"),
    }
    model, field = sources[target]
    url = f"{reverse('admin:autocomplete')}?app_label=articles&model_name={model}&field_name={field}&term="
    add_row(0)
    few = cost(editor, url)
    for n in range(1, MANY):
        add_row(n)
    assert cost(editor, url) == few


def test_the_record_of_an_article_costs_the_same(editor, article):
    url = reverse("admin:articles_event_changelist") + f"?article={article.pk}"
    record("changed", article, editor.user)
    few = cost(editor, url)
    for _ in range(1, MANY):
        record("changed", article, editor.user)
    assert cost(editor, url) == few


def test_the_index_costs_a_reporter_the_same(issue):
    reporter = client_of(make_member(REPORTER, "jizhe"))

    def write(count):
        for _ in range(count):
            article = make_article(issue.pages.first(), created_by=reporter.user)
            make_part(article, issue.pages.last())

    write(1)
    few = cost(reporter, reverse("admin:index"))
    write(MANY - 1)
    assert cost(reporter, reverse("admin:index")) == few


def test_asking_before_many_articles_are_deleted_costs_a_page_editor_the_same(issue):
    """Whether one of them was published is asked once."""
    editor = client_of(make_member(PAGE_EDITOR, "bianji"))
    articles = [make_article(issue.pages.first()) for _ in range(MANY)]

    def cost_of_asking(chosen):
        data = {"action": "delete_selected", "_selected_action": [article.pk for article in chosen]}
        with CaptureQueriesContext(connection) as queries:
            assert "post" in editor.post(reverse("admin:articles_article_changelist"), data).text
        return len(queries)

    cost_of_asking(articles[:1])
    assert cost_of_asking(articles[:1]) == cost_of_asking(articles)
