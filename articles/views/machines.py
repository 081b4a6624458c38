"""What a page tells machines besides its text: linked data, and how to show it where somebody shares it.

Machines do not log in. Whoever has logged in may see drafts, and of those nothing is told.
"""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from .. import models
from ..exporting import schema_org
from ..pictures import cards
from .article_card import pictures_of
from .typesetting import Piece

#: As much of a text as the places where it is shared show of it.
_SHOWN = 120


@dataclass
class Card:
    """The picture beside a link, where one is offered."""

    url: str
    alt: str
    width, height = cards.SIZE


@dataclass
class Told:
    """For the head of a page: ``things`` of schema.org, and what the Open Graph protocol asks for."""

    title: str
    url: str
    things: list[dict]
    description: str = ""
    site_name: str = ""
    kind: str = "website"
    #: Properties of an article: the day it was published, its section, its tags.
    properties: list[tuple[str, str]] = field(default_factory=list)
    card: Card | None = None

    @property
    def linked_data(self) -> SafeString:
        return mark_safe(schema_org.as_json(self.things))


def tells_of_issue(request, issue: models.Issue, outline, url: str = "") -> Told | None:
    if request.user.is_authenticated:
        return None
    site = request.build_absolute_uri
    name = schema_org.name_of(issue)
    front = outline[0][0] if outline else None
    return Told(
        title=name,
        url=site(url or issue.get_absolute_url()),
        description=_shortened("　".join(article.headline for _, articles in outline[:1] for article in articles)),
        site_name=issue.newspaper.name,
        card=_card(front, name, site, front.picture) if front else None,
        things=[
            schema_org.issue_thing(issue, site, outline),
            schema_org.breadcrumbs(site, *_way_to(issue)),
        ],
    )


def tells_of_page(request, page: models.Page, pieces: list[Piece]) -> Told | None:
    if request.user.is_authenticated:
        return None
    site = request.build_absolute_uri
    return Told(
        title=f"{page.title} · {schema_org.name_of(page.issue)}",
        url=site(page.get_absolute_url()),
        description=_shortened("　".join(piece.headline for piece in pieces)),
        site_name=page.issue.newspaper.name,
        card=_card(page, page.title, site, page.picture),
        things=[
            schema_org.page_thing(page, [piece.article for piece in pieces], site)
            | {"isPartOf": schema_org.issue_thing(page.issue, site)},
            schema_org.breadcrumbs(site, *_way_to(page.issue), (page.title, page.get_absolute_url())),
        ],
    )


def tells_of_article(request, article: models.Article, pieces: list[Piece], corrections) -> Told | None:
    if request.user.is_authenticated or not pieces:
        return None
    site, issue, first = request.build_absolute_uri, article.issue, pieces[0]
    title = first.headline or schema_org.name_of(issue)
    pages = list(dict.fromkeys(piece.part.page for piece in pieces))
    pictures = pictures_of(pieces)
    card = _card(article, title, site, *(page.picture for page in pages), *(picture.image for picture in pictures))
    told = schema_org.article_thing(
        article,
        site,
        headline=first.headline,
        subheads=(first.kicker, first.deck),
        pages=pages,
        opens=first.opens,
        characters=sum(piece.part.characters for piece in pieces),
        pictures=pictures,
        corrections=corrections,
    )
    return Told(
        title=title,
        url=told["url"],
        description=_shortened(next((line.text for piece in pieces for line in piece.lines if line.text), "")),
        site_name=issue.newspaper.name,
        kind="article",
        card=card,
        properties=_article_properties(told),
        things=[
            told,
            schema_org.breadcrumbs(
                site,
                *_way_to(issue),
                (first.part.page.title, first.part.page.get_absolute_url()),
                (title, article.get_absolute_url()),
            ),
        ],
    )


def tells_of_newspaper(request, newspaper: models.Newspaper, listed) -> Told | None:
    if request.user.is_authenticated:
        return None
    site = request.build_absolute_uri
    return Told(
        title=newspaper.name,
        url=site(_address_of_list(newspaper, listed)),
        description=newspaper.motto,
        site_name=newspaper.name,
        things=[schema_org.newspaper_thing(newspaper, site)],
    )


def tells_of_author(request, author: models.Author, listed) -> Told | None:
    if request.user.is_authenticated:
        return None
    site = request.build_absolute_uri
    return Told(
        title=author.name,
        url=site(_address_of_list(author, listed)),
        description=_shortened(author.about),
        kind="website" if author.institution else "profile",
        things=[schema_org.profile_thing(author, site)],
    )


def _address_of_list(owner, listed) -> str:
    """The address of a list's page; the first has that of its owner."""
    url = owner.get_absolute_url()
    return f"{url}?page={listed.number}" if listed.number > 1 else url


def _way_to(issue: models.Issue) -> list[tuple[str, str]]:
    return [
        (issue.newspaper.name, issue.newspaper.get_absolute_url()),
        (issue.date.isoformat() + (f" {issue.edition}" if issue.edition else ""), issue.get_absolute_url()),
    ]


def _card(of: models.Page | models.Article, name: str, site, *images) -> Card | None:
    """The card that lies beside the address of a page or an article with these images."""
    return Card(site(f"{of.get_absolute_url()}card.jpg"), name) if cards.is_offered(*images) else None


def _article_properties(told: dict) -> list[tuple[str, str]]:
    properties = [("article:published_time", told["datePublished"])]
    if modified := told.get("dateModified"):
        properties.append(("article:modified_time", modified))
    properties += [("article:author", author["url"]) for author in told.get("author", ())]
    if section := told.get("articleSection"):
        properties.append(("article:section", section))
    return properties + [("article:tag", tag) for tag in told.get("keywords", ())]


def _shortened(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(_SHOWN)
