"""Hot areas (热区): none over that of another article, and none forgotten. The page's text is read without them."""

import itertools
from collections.abc import Iterator

from django.utils.translation import gettext

from ..models import Page
from . import geometry
from .findings import Finding, rule, warns
from .proof import Points, Proof, Story

#: Areas touch where columns do, and a hand is not exact: only from this share of the smaller one on it is told.
TOUCHING = 0.05


@rule
def overlapping_areas(proof: Proof) -> Iterator[Finding]:
    for page in proof.pages:
        for (one, mine), (other, theirs) in itertools.combinations(proof.by_page[page.pk], 2):
            if one is not other and _overlap(one.areas[mine.pk], other.areas[theirs.pk]):
                message = gettext("Its area in the picture of the page lies over that of “%(other)s”.")
                yield warns("areas-overlap", message % {"other": other.article}, one.article, page)


def _overlap(mine: list[Points], theirs: list[Points]) -> bool:
    return any(geometry.overlap(one, other) > TOUCHING for one, other in itertools.product(mine, theirs))


@rule
def forgotten_areas(proof: Proof) -> Iterator[Finding]:
    """Where some articles of a pictured page have an area, all have."""
    for page in proof.pages:
        lying = proof.by_page[page.pk]
        if page.picture and any(story.areas[part.pk] for story, part in lying):
            yield from (_forgotten(story, page) for story, part in lying if not story.areas[part.pk])


def _forgotten(story: Story, page: Page) -> Finding:
    message = gettext("It has no area in the picture of the page, though other articles have.")
    return warns("no-area", message, story.article, page)
