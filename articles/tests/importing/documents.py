"""Documents of the invented 《青禾日报》, as a parser would give them."""

import datetime

from articles.importing.reading import ReadIssue
from articles.importing.sources import Bundle
from articles.issue_text.document import ArticleText, AuthorName, Block, IssueDocument, PageText, Teaser

DAY = datetime.date(2026, 3, 5)


def story(headline, *paragraphs, authors=("李明",), **fields):
    """An article of paragraphs by reporters."""
    return ArticleText(
        headline=headline,
        authors=[AuthorName(name, "记者") for name in authors],
        body=[Block("paragraph", text) for text in paragraphs or ("全县春耕备耕工作有序展开。",)],
        **fields,
    )


def page(number, *articles, teasers=(), **fields):
    teasers = [Teaser(headline, label) for headline, label in teasers]
    fields.setdefault("label", str(number))
    return PageText(number=number, articles=list(articles), teasers=teasers, file=f"{number:02}.md", **fields)


def issue(*pages, **fields):
    fields = {"newspaper": "qinghe", "date": DAY, "title": "青禾日报", **fields}
    return IssueDocument(pages=list(pages), **fields)


def read(document, files=(), bundle=None):
    return ReadIssue(document, bundle or Bundle("test"), list(files))
