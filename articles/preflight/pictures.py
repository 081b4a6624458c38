"""Pictures: the image, and what is said about it.

A missing image blocks: readers see a caption of nothing. What is missing in words warns.
"""

import re
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext

from ..models import Picture
from .findings import Finding, blocks, rule, warns
from .proof import Proof, Story

#: A caption that names who took or drew the picture: （新华社记者 甲摄）, 图：乙, 丙 供图, 资料图片.
_CREDITED = re.compile(r"摄|供图|图片|图[：:/]|画|绘|制图|作|书|刻|资料|发\W*$")
#: A caption of a sentence or two is known by its beginning.
_CALLED_BY = 30


@rule
def images(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        stored = {picture.name: picture for picture in story.pictures}
        for name in {**stored, **story.captions}:
            if story.page and not (name in stored and stored[name].image):
                message = gettext("The picture “%(name)s” has no image.") % {"name": _called(name, story)}
                yield blocks("picture-missing", message, story.article, story.page)


@rule
def words_of_pictures(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        for picture in story.pictures:
            if story.page and (missing := _missing(picture, story)):
                message = gettext("The picture “%(name)s” has no %(missing)s.")
                facts = {"name": _called(picture.name, story), "missing": gettext(", ").join(missing)}
                yield warns("picture-text", message % facts, story.article, story.page)


def _called(name: str, story: Story) -> str:
    """What an editor knows a picture by: its caption; only one without has nothing but the name of its file."""
    return Truncator(story.captions.get(name, "")).chars(_CALLED_BY) or name


def _missing(picture: Picture, story: Story) -> list[str]:
    caption = story.captions[picture.name]
    words = {
        gettext("caption"): caption,
        gettext("credit"): picture.credit or _CREDITED.search(caption) or _is_credited(story),
        gettext("alternative text"): picture.alt,
    }
    return [name for name, said in words.items() if not said]


def _is_credited(story: Story) -> bool:
    """Whether the photographer is named for all the article's pictures: 甲 摄影报道, 图/乙."""
    roles = [story.article.byline, *(byline.role for byline in story.bylines)]
    return any("摄" in role or "图" in role for role in roles)
