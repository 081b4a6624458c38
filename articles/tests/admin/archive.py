"""A newspaper at work, and the address of everything that the desk shows of it."""

import datetime
import hashlib
from urllib.parse import urlencode

from django.contrib.auth.models import Group
from django.urls import reverse
from taggit.models import Tag

from articles import reports
from articles.content import article_content, digest_of, issue_contents
from articles.editing import record
from articles.models import (
    ArticleVersion,
    Author,
    BatchFile,
    Correction,
    ErrorReport,
    Event,
    ImportBatch,
    Picture,
    Pointer,
    Review,
    SourceFile,
)
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
)
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member


class Archive:
    """A newspaper under review that grows in every direction: its issues, the first of them, and its first article."""

    def __init__(self):
        self.newspaper = make_newspaper(reviews_required=3)
        self.issue = make_issue(DAY, self.newspaper, pages=1, number=128)
        self.page = self.issue.pages.get()
        self.whole = make_page(self.issue, 900)
        self.article = make_article(self.page, authors=["李明"], column="田野", series="春耕", series_number=2)
        self.editor = make_member(PAGE_EDITOR, "bianji", first_name="陈静")
        self.reporter = make_member(REPORTER, "jizhe", first_name="李明")
        self.section_chief = make_member(SECTION_CHIEF, "zhuren", first_name="周敏")
        self.chief = make_member(CHIEF_EDITOR, "zongbianji", first_name="吴江")
        self.content = article_content(self.article)
        self.add_version(self.article, self.article.number, 1)
        self.size = 0
        self.gone = 1000

    def grow(self, size):
        for n in range(self.size, size):
            page = self.add_to_the_issue(n)
            self.add_to_the_article(n, page)
            self.add_version(self.article, self.article.number, n + 2)
            self.add_version(None, self.gone + n, 1)
            self.add_an_issue(n)
        self.size = size
        # So that all signatures hold.
        digests = {}
        for content in issue_contents(self.newspaper.issues.all()).values():
            digests |= content.page_digests
        for review in Review.objects.all():
            Review.objects.filter(pk=review.pk).update(digest=digests[review.page_id])

    def add_to_the_issue(self, n):
        page = make_page(self.issue, n + 2, name="要闻")
        article = make_article(
            page, f"第{n}条消息", "他说：“种得多。", authors=[f"甲{n}"], series="春耕", number=5 * n + 2
        )
        make_area(make_part(article, self.page, "续。", continues_on="99"))
        make_article(page, f"记者的第{n}条", created_by=self.reporter, number=5 * n + 3)
        make_pointer(self.page, f"导读{n}", article=article)
        make_area(article.parts.first())
        self.add_review(page, "passed", self.editor)
        self.add_review(page, "returned", self.chief)
        make_article(self.whole, f"不转版的第{n}条", authors=[f"丁{n}"], number=5 * n + 6)
        self.add_import(self.issue, n)
        return page

    def add_to_the_article(self, n, page):
        article = self.article
        make_area(make_part(article, page, "续。", source_line=3))
        make_note(article)
        picture = make_picture(article, name=f"{n}.jpg")
        Picture.objects.filter(pk=picture.pk).update(image="甲.jpg", width=4, height=3)
        other = make_article(page, f"另{n}", authors=[f"丙{n}"], number=5 * n + 4)
        other.bylines.update(article=article)
        article.tags.add(f"标签{n}")
        notice = make_article(page, f"更正{n}", number=5 * n + 5)
        Correction.objects.create(article=article, text=f"“甲{n}”应为“乙{n}”。", printed_in=notice)
        reports.receive(article, f"第{n}处", "续")
        reports.decide(reports.receive(article, f"没有错{n}"), "declined", self.editor)
        record("changed", article, self.editor)

    def add_version(self, article, article_number, number):
        ArticleVersion.objects.create(
            issue=self.issue,
            article=article,
            article_number=article_number,
            number=number,
            content=self.content | {"headline": f"春耕{number}"},
            digest=digest_of({"n": number}),
        )

    def add_an_issue(self, n):
        issue = make_issue(DAY + datetime.timedelta(days=n + 1), self.newspaper, pages=2, number=129 + n)
        first, second = issue.pages.all()
        article = make_article(first, f"头条{n}", authors=[f"李 明{n}", f"李明{n}"], column=f"栏{n}")
        article.tags.add(f"另一个标签{n}")
        make_part(article, second, "续。")
        self.add_review(first, "passed", self.editor)
        self.add_review(second, "returned", self.chief)
        make_newspaper(slug=f"paper-{n}", name=f"报{n}")
        make_member(REPORTER, f"jizhe-{n}")

    def add_review(self, page, verdict, user):
        Review.objects.create(page=page, stage="first", verdict=verdict, user=user, reviewer="编辑", digest="-")

    def add_import(self, issue, n):
        batch = ImportBatch.objects.create(issue=issue, actor="值班", report={"entries": [], "problems": []})
        source = SourceFile.objects.create(digest=hashlib.sha256(str(n).encode()).hexdigest(), content=b"1", size=1)
        BatchFile.objects.create(batch=batch, source=source, name="01.txt")


def objects(archive):
    """One of each thing that has a form at the desk, by the name that its addresses begin with."""
    return {
        "articles_article": archive.article,
        "articles_author": archive.article.authors.first(),
        "articles_correction": Correction.objects.earliest("pk"),
        "articles_errorreport": ErrorReport.objects.earliest("pk"),
        "articles_event": Event.objects.earliest("pk"),
        "articles_importbatch": ImportBatch.objects.earliest("pk"),
        "articles_issue": archive.issue,
        "articles_newspaper": archive.newspaper,
        "articles_page": archive.page,
        "articles_pointer": Pointer.objects.earliest("pk"),
        "articles_sourcefile": SourceFile.objects.earliest("pk"),
        "auth_group": Group.objects.earliest("pk"),
        "auth_user": archive.editor,
        "taggit_tag": Tag.objects.earliest("pk"),
    }


def own_pages(archive):
    """The addresses of pages besides lists and forms, by their names."""
    issue, page, article = archive.issue.pk, archive.page.pk, archive.article.pk
    authors = Author.objects.order_by("pk").values_list("pk", flat=True)
    addresses = {
        "index": [],
        "app_list": ["articles"],
        "password_change": [],
        "review_queue": [],
        "articles_issue_board": [issue],
        "articles_issue_board_found": [issue],
        "articles_issue_approval_sheet": [issue],
        "articles_issue_deleted": [issue],
        "articles_issue_deleted_article": [issue, archive.gone],
        "articles_issue_import": [],
        "articles_page_areas": [page],
        "articles_page_review": [page],
        "articles_article_versions": [article],
        "articles_article_version": [article, 1],
        "articles_article_compare": [article],
        "articles_author_candidates": [],
        "articles_author_merge": [],
        "articles_author_count": [],
    }
    questions = {
        "articles_article_compare": {"a": 1, "b": 2},
        "articles_author_merge": {"author": authors[0], "into": authors[1:3]},
        "articles_author_count": {"newspaper": archive.newspaper.pk, "month": f"{DAY:%Y-%m}"},
    }
    for name, arguments in addresses.items():
        question = urlencode(questions.get(name, {}), doseq=True)
        yield name, f"{reverse(f'admin:{name}', args=arguments)}?{question}"


#: Model and field that an autocomplete fills.
CHOICES = [("pointer", "article"), ("byline", "author"), ("pointer", "page"), ("article", "issue")]


def views(archive):
    """Everything that the desk shows: its name, and the address."""
    for name, obj in objects(archive).items():
        yield f"{name}_changelist", reverse(f"admin:{name}_changelist")
        yield f"{name}_add", reverse(f"admin:{name}_add")
        yield f"{name}_change", reverse(f"admin:{name}_change", args=[obj.pk])
        yield f"{name}_delete", reverse(f"admin:{name}_delete", args=[obj.pk])
    yield "articles_page_delete with its stories", reverse("admin:articles_page_delete", args=[archive.whole.pk])
    yield from own_pages(archive)
    yield "search", f"{reverse('admin:articles_article_changelist')}?q=春"
    yield "record", f"{reverse('admin:articles_event_changelist')}?article={archive.article.pk}"
    for model, field in [*CHOICES, ("correction", "printed_in")]:
        question = {"app_label": "articles", "model_name": model, "field_name": field, "term": ""}
        yield f"autocomplete {model}.{field}", f"{reverse('admin:autocomplete')}?{urlencode(question)}"
