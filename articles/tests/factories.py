"""An invented county paper for tests: 《青禾日报》 of 青禾县. Each function saves what it returns."""

import datetime

from articles import workflow
from articles.content import issue_content
from articles.models import (
    Article,
    Author,
    Byline,
    EditorsNote,
    HotArea,
    Issue,
    Newspaper,
    Page,
    Part,
    Picture,
    Pointer,
    Review,
)

DAY = datetime.date(2026, 3, 5)


def make_newspaper(slug="qinghe", name="青禾日报", **fields):
    defaults = {"name": name, "reviews_required": 0, **fields}
    newspaper, _ = Newspaper.objects.get_or_create(slug=slug, defaults=defaults)
    return newspaper


def make_issue(date=DAY, newspaper=None, published=False, pages=0, **fields):
    """An issue with ``pages`` empty pages labelled 1, 2, …"""
    issue = Issue.objects.create(newspaper=newspaper or make_newspaper(), date=date, **fields)
    for number in range(1, pages + 1):
        make_page(issue, number)
    if published:
        publish(issue)
    return issue


def make_page(issue, number=1, label=None, **fields):
    return Page.objects.create(issue=issue, number=number, label=label or str(number), **fields)


def make_article(page, headline="春耕备耕忙", body="本县今年春耕面积增加。", authors=(), **fields):
    """An article with one part at the end of ``page``; ``authors`` are names of reporters."""
    article = Article.objects.create(issue=page.issue, headline=headline, **fields)
    make_part(article, page, body)
    for position, name in enumerate(authors):
        author, _ = Author.objects.get_or_create(name=name)
        Byline.objects.create(article=article, author=author, role="记者", position=position)
    return article


def make_part(article, page, body="", **fields):
    """The next part of ``article``, at the end of ``page``."""
    return Part.objects.create(
        article=article,
        page=page,
        body=body,
        sequence=article.parts.count() + 1,
        position=page.parts.count() + 1,
        **fields,
    )


def make_note(article, text="今天刊发此文，供各乡镇参考。", position="before"):
    return EditorsNote.objects.create(article=article, text=text, position=position)


def make_pointer(page, headline="春耕备耕忙", target_label="2", article=None, **fields):
    return Pointer.objects.create(
        page=page, headline=headline, target_label=target_label, article=article, order=page.pointers.count(), **fields
    )


def make_picture(article, name="photo.jpg", **fields):
    return Picture.objects.create(article=article, name=name, **fields)


def make_area(part, left=0.1, top=0.1, right=0.5, bottom=0.5):
    """A rectangle of the page's picture; the next one of ``part``."""
    points = [[left, top], [right, top], [right, bottom], [left, bottom]]
    return HotArea.objects.create(part=part, points=points, order=part.hot_areas.count())


def make_signature(page, user=None, stage="first"):
    """A signature for what the page says now."""
    digest = issue_content(page.issue).page_digests[page.pk]
    return Review.objects.create(page=page, stage=stage, verdict="passed", user=user, reviewer="编辑", digest=digest)


def publish(issue, at=None):
    """Give the issue to its readers as it is, whatever preflight says of it."""
    workflow.publish(issue, actor="测试", at=at, unreviewed=True)
    return issue
