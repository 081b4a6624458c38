"""Hot areas (热区): none over that of another article, and none forgotten. The page's text is read without them."""

from collections.abc import Iterator

from django.utils.translation import gettext

from ..models import Page
from ..polygons import overlapping
from .findings import Finding, rule, warns
from .proof import Proof, Story


@rule
def overlapping_areas(proof: Proof) -> Iterator[Finding]:
    for page in proof.pages:
        lying = proof.by_page[page.pk]
        stories = {story.article.pk: story for story, _ in lying}
        areas = [(story.article.pk, points) for story, part in lying for points in story.areas[part.pk]]
        for one, other in overlapping(areas):
            message = gettext("Its area in the picture of the page lies over that of “%(other)s”.")
            message %= {"other": stories[other].article}
            yield warns("areas-overlap", message, stories[one].article, page)


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
