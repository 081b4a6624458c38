from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from .. import models
from ..pictures import cards
from . import lookup, typesetting
from .issue_key import IssueKey
from .page_card import card_response
from .reader_page import reader_page


@reader_page
def article_card(request, newspaper: str, key: IssueKey, number: int):
    """The picture beside a link to the article; whoever asks is shown what everybody may see."""
    anybody = AnonymousUser()
    issue = lookup.get_issue(anybody, newspaper, key)
    article = get_object_or_404(models.Article.objects.published(), issue=issue, number=number)
    article.issue = issue
    pieces = typesetting.pieces_of(article, lookup.pages_of(issue, anybody))
    pages = [piece.part.page for piece in pieces]
    return card_response(cards.of_article(article, pages, first_areas(pieces), pictures_of(pieces)))


def first_areas(pieces: list[typesetting.Piece]) -> list[models.HotArea]:
    """The hot areas of the first part that lies on a page with a picture."""
    pictured = next((piece.part for piece in pieces if piece.part.page.picture), None)
    return list(pictured.hot_areas.all()) if pictured else []


def pictures_of(pieces: list[typesetting.Piece]) -> list[models.Picture]:
    """Those that the public parts of the story show, in their order."""
    figures = [figure for piece in pieces for figure in (*piece.figures, *(line.figure for line in piece.lines))]
    return [figure.picture for figure in figures if figure and figure.picture and figure.picture.image]
