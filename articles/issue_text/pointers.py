"""Where a front-page pointer (今日导读) leads."""

from .document import ArticleText, IssueDocument, Place, Teaser
from .labels import same_label
from .likeness import is_generic, likeness

#: Headlines at least this alike are taken for the same.
_SURE = 0.6
#: How far the likeliest article must lead the next.
_LEAD = 0.15


def teaser_target(document: IssueDocument, teaser: Teaser) -> Place | None:
    """The article that a pointer announces, by its page label and the likeness of the headlines.

    None when the page is missing, when no headline is alike, or when two are
    equally so. Continuations are never meant.
    """
    if teaser.page is None or is_generic(teaser.headline):
        return None
    ranked = sorted(
        (
            (_likeness(teaser, article), place)
            for place, article in document.places()
            if same_label(document.pages[place.page].label, teaser.page) and article.continued_from is None
        ),
        key=lambda item: (-item[0], item[1]),
    )
    if not ranked or ranked[0][0] < _SURE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD:
        return None
    return ranked[0][1]


def _likeness(teaser: Teaser, article: ArticleText) -> float:
    """Pointers may carry the headline, or kicker and headline, or a shortened form of either."""
    whole = f"{article.kicker}{article.headline}"
    return max(
        likeness(teaser.headline, article.headline),
        likeness(teaser.headline, whole),
        likeness(f"{teaser.kicker}{teaser.headline}", whole),
        0.95 * likeness(teaser.headline, article.deck) if article.deck else 0.0,
    )
