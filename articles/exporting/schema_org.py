"""What machines are told of the paper, in the words of schema.org.

Plain dicts, one for each thing, made of what readers may see: whoever calls hands in no
page and no text that is not public. Every address is made absolute by ``site``.
"""

import json
from collections.abc import Callable, Iterable

from django.utils.timezone import localtime

from ..models import Article, Author, Correction, Issue, Newspaper, Page, Picture
from .citations import writers_of

LANGUAGE = "zh-Hans"

#: An address of the site, from the one below its root.
Site = Callable[[str], str]

# In a data block of HTML, nothing may look like the end of it or like an entity.
_HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def as_json(things: Iterable[dict]) -> str:
    """The things as JSON-LD that can stand in a page as it is."""
    document = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_HARMLESS)


def thing(kind: str, **properties) -> dict:
    """A thing of a type, without the properties of which nothing is known."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def breadcrumbs(site: Site, *steps: tuple[str, str]) -> dict:
    """The way down to a page, as names with addresses."""
    items = [
        thing("ListItem", position=position, name=name, item={"@id": site(url)})
        for position, (name, url) in enumerate(steps, 1)
    ]
    return thing("BreadcrumbList", itemListElement=items)


# --- newspaper, issue, page ------------------------------------------------------------------------


def newspaper_thing(newspaper: Newspaper, site: Site) -> dict:
    return thing(
        "Newspaper",
        name=newspaper.name,
        url=site(newspaper.get_absolute_url()),
        identifier=newspaper.cn_number
        and thing("PropertyValue", name="国内统一连续出版物号", value=newspaper.cn_number),
        publisher=publisher_thing(newspaper, site),
        inLanguage=LANGUAGE,
    )


def publisher_thing(newspaper: Newspaper, site: Site) -> dict:
    """Who brings the newspaper out; the one who stands behind it, 主办单位, as its parent."""
    parent = newspaper.sponsor and thing("Organization", name=newspaper.sponsor)
    url = site(newspaper.get_absolute_url())
    return thing("NewsMediaOrganization", name=newspaper.name, url=url, parentOrganization=parent)


def issue_thing(issue: Issue, site: Site, contents: Iterable[tuple[Page, list[Article]]] = ()) -> dict:
    """An issue; with its pages and their articles where ``contents`` has them."""
    return thing(
        "PublicationIssue",
        name=name_of(issue),
        issueNumber=str(issue.number or ""),
        datePublished=issue.date.isoformat(),
        url=site(issue.get_absolute_url()),
        inLanguage=LANGUAGE,
        isAccessibleForFree=True,
        isPartOf=newspaper_thing(issue.newspaper, site),
        hasPart=[page_thing(page, articles, site) for page, articles in contents],
    )


def name_of(issue: Issue) -> str:
    """青禾日报 2026年3月5日 号外"""
    day = f"{issue.date.year}年{issue.date.month}月{issue.date.day}日"
    return f"{issue.newspaper.name} {day} {issue.edition}".strip()


def page_thing(page: Page, articles: Iterable[Article], site: Site) -> dict:
    return thing(
        "WebPage",
        name=page.title,
        url=site(page.get_absolute_url()),
        primaryImageOfPage=page.picture and thing("ImageObject", contentUrl=site(page.picture.url)),
        hasPart=[entry_thing(article, site) for article in articles],
    )


def entry_thing(article: Article, site: Site) -> dict:
    """An article in a list."""
    return thing("NewsArticle", headline=article.headline, url=site(article.get_absolute_url()))


# --- article ---------------------------------------------------------------------------------------


def article_thing(
    article: Article,
    site: Site,
    *,
    headline: str,
    subheads: Iterable[str],
    pages: list[Page],
    opens: bool,
    characters: int,
    pictures: Iterable[Picture],
    corrections: Iterable[Correction],
) -> dict:
    """An article as far as it lies on ``pages``; of its opening nothing is told unless it ``opens`` there."""
    issue, url = article.issue, site(article.get_absolute_url())
    labels = [page.label for page in pages]
    return thing(
        "NewsArticle",
        headline=headline,
        alternativeHeadline=[line for line in subheads if line],
        url=url,
        mainEntityOfPage=url,
        datePublished=issue.date.isoformat(),
        dateModified=_modified(article),
        inLanguage=LANGUAGE,
        isAccessibleForFree=True,
        wordCount=characters,
        pageStart=labels[0] if labels else "",
        pageEnd=labels[-1] if labels else "",
        printPage=", ".join(labels),
        printSection=pages[0].name if pages else "",
        printEdition=issue.edition,
        image=[image_thing(picture, site) for picture in pictures],
        correction=[correction_thing(correction, site) for correction in corrections],
        publisher=publisher_thing(issue.newspaper, site),
        isPartOf=issue_thing(issue, site),
        **(_of_opening(article, site) if opens else {}),
    )


def _of_opening(article: Article, site: Site) -> dict:
    writers = [byline.author for byline in writers_of(article)]
    others = [byline.author for byline in article.bylines.all() if byline.author not in writers]
    return {
        "author": [author_thing(author, site) for author in dict.fromkeys(writers)],
        "contributor": [author_thing(author, site) for author in dict.fromkeys(others)],
        "articleSection": article.column,
        "dateline": article.dateline,
        "keywords": [tag.name for tag in article.tags.all()],
        "isBasedOn": article.source and _source_thing(article.source),
    }


def _source_thing(name: str) -> dict:
    """What a reprint was taken from: of the other paper's article only the paper is known."""
    return thing("NewsArticle", publisher=thing("Organization", name=name))


def _modified(article: Article) -> str:
    """When the article was last changed under its readers' eyes; what was done before it came out does not count."""
    since = article.issue.publish_at
    if since is None or article.updated_at <= since:
        return ""
    return localtime(article.updated_at).isoformat(timespec="seconds")


def author_thing(author: Author, site: Site) -> dict:
    kind = "Organization" if author.institution else "Person"
    return thing(kind, name=author.name, url=site(author.get_absolute_url()))


def image_thing(picture: Picture, site: Site) -> dict:
    return thing("ImageObject", contentUrl=site(picture.image.url), caption=picture.caption, creditText=picture.credit)


def correction_thing(correction: Correction, site: Site) -> dict:
    notice = correction.printed_in
    return thing(
        "CorrectionComment",
        text=correction.text,
        datePublished=correction.date.isoformat(),
        url=site(notice.get_absolute_url()) if notice else "",
    )


def profile_thing(author: Author, site: Site) -> dict:
    """The page of an author."""
    return thing("ProfilePage", url=site(author.get_absolute_url()), mainEntity=author_thing(author, site))
