"""Articles: what stands above them, who wrote them, what they belong to.

Nothing under a headline blocks, for readers would think that the text was lost. An article
without a headline or an author may be meant so, and an equal one may be another story.
"""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext

from ..issue_text.labels import chinese_number
from ..issue_text.likeness import is_advertisement, is_generic, likeness
from .findings import Finding, blocks, rule, warns
from .proof import Proof, Story

#: So many characters are a brief, a notice or a filler, which nobody signs.
BRIEF = 150
#: A headline of so few characters is a heading that recurs, such as 天气 or 寻物启事.
_TELLING = 5
#: Two headlines so alike are meant to be the same.
_NEARLY_EQUAL = 0.6

_TITLE = re.compile(r"《([^《》]+)》")
_BRACKETED = re.compile(r"（[^（）]*）$")
#: What says that a text is signed though its byline was not recognised: （甲 乙） or 甲 摄 at its end.
_SIGNED = re.compile(r"(（[^（）]{2,40}）|[（(]?\S{0,12}(摄|画|供稿|整理|报道|撰稿)[）)]?|[—–-]+\s?编者)$")


@rule
def articles_on_pages(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        if not story.parts:
            message = gettext("The article “%(headline)s” is on no page; readers will not see it.")
            yield warns("no-page", message % {"headline": story.article}, story.article)


@rule
def headlines(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        if story.parts and not story.article.headline:
            yield warns("no-headline", gettext("The article has no headline."), story.article, story.page)


@rule
def texts(proof: Proof) -> Iterator[Finding]:
    """Each part has text. A picture with a caption is a story too, and so is a note (编者按) by itself.

    A story that goes on elsewhere begins at least with its headline, else nobody follows it.
    """
    for story in proof.stories:
        begins = story.article.headline or len(story.parts) == 1
        for part in story.parts:
            if part.blocks or (part is story.parts[0] and begins and (_tells_by_picture(story) or story.notes)):
                continue
            message = gettext("There is no text under this headline.")
            if part is story.parts[0] and not begins:
                message = gettext("Where this story begins there is neither a headline nor text.")
            yield blocks("no-text", message, story.article, part.page)


def _tells_by_picture(story: Story) -> bool:
    return any(picture.image or story.captions[picture.name] for picture in story.pictures)


@rule
def bylines(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        if story.parts and not _is_signed(story) and not _needs_no_author(story):
            message = gettext("Nobody is named as its author: neither byline nor dateline nor source.")
            yield warns("no-byline", message, story.article, story.page)


def _is_signed(story: Story) -> bool:
    article = story.article
    signed = article.byline or article.dateline or article.source or story.bylines
    return bool(signed) or _SIGNED.search(story.text) is not None


def _needs_no_author(story: Story) -> bool:
    """Briefs, notices and advertisements have none; a picture story is its photographer's."""
    headline = _BRACKETED.sub("", story.article.headline)
    return len(story.text) < BRIEF or is_generic(headline) or is_advertisement(headline)


@rule
def reprints(proof: Proof) -> Iterator[Finding]:
    """Under a reprint 「本报记者」 means the other paper's."""
    for story in proof.stories:
        article = story.article
        if article.source and article.source != proof.issue.newspaper.name and "本报" in article.byline:
            message = gettext(
                "It is reprinted from %(source)s, and its byline says 本报: there that is the other paper."
            )
            yield warns("reprint-byline", message % {"source": article.source}, article, story.page)


@rule
def titles_in_notes(proof: Proof) -> Iterator[Finding]:
    """The title that a note (编者按) gives an article is its headline: one that nearly is has a slip in it."""
    for story in proof.stories:
        headline = story.article.headline
        for title in (title for note in story.notes for title in _TITLE.findall(note.text)):
            if _NEARLY_EQUAL <= likeness(title, headline) < 0.9:
                message = gettext("The note calls it 《%(title)s》, but its headline is “%(headline)s”.")
                facts = {"title": title, "headline": headline}
                yield warns("note-title", message % facts, story.article, story.page)


@rule
def instalments(proof: Proof) -> Iterator[Finding]:
    """② follows on ①: the instalment before is stored, and none is there twice."""
    for story in proof.stories:
        series, number = story.article.series, story.article.series_number
        if not series or number is None:
            continue
        stored = proof.instalments[series]
        facts = {"series": series, "number": _numeral(number), "before": _numeral(number - 1)}
        if number > 1 and number - 1 not in stored:
            message = gettext("It is %(number)s of the series “%(series)s”, but %(before)s has not appeared.") % facts
            yield warns("series-gap", message, story.article, story.page)
        if stored.count(number) > 1:
            message = gettext("The series “%(series)s” has %(number)s more than once.") % facts
            yield warns("series-twice", message, story.article, story.page)


def _numeral(number: int) -> str:
    """第三篇, as people speak of instalments."""
    return f"第{chinese_number(number) if 0 < number < 1000 else number}篇"


@rule
def equal_headlines(proof: Proof) -> Iterator[Finding]:
    """An article that is there twice, or a continuation that was not recognised as one."""
    told = [story for story in proof.stories if _tells(story.article.headline)]
    times = Counter(story.article.headline for story in told)
    for story in told:
        if story.page and times[story.article.headline] > 1:
            message = gettext("Another article of this issue has the same headline.")
            yield warns("headline-twice", message, story.article, story.page)


def _tells(headline: str) -> bool:
    return len(headline) >= _TELLING and not is_generic(headline) and not is_advertisement(headline)
