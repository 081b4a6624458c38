"""Jumps (下转, 上接) and pointers (导读): both ends, and where they lead.

A jump that leads nowhere, back, or to its own page blocks: the reader who follows it loses the story.
A pointer only warns: its page is found without it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext

from ..issue_text.labels import UNKNOWN_LABEL, page_phrase, same_label
from ..models import Part
from .findings import Finding, blocks, rule, warns
from .proof import Proof


@rule
def open_jumps(proof: Proof) -> Iterator[Finding]:
    for story in proof.stories:
        for part in story.parts:
            for label in filter(None, (part.continues_on, part.continued_from)):
                yield blocks("open-jump", _other_end(proof, part, label), story.article, part.page)


def _other_end(proof: Proof, part: Part, label: str) -> str:
    """What is known of the end of a jump that has not been found."""
    if label == UNKNOWN_LABEL:
        return gettext("Its jump line lost the number of its page; find the other end, or delete the jump.")
    named = {"page": page_phrase(label, chinese=False)}
    if not any(same_label(page.label, label) for page in proof.pages):
        return gettext("Its jump leads to %(page)s, which this issue does not have.") % named
    if other := _answer(proof, part, label):
        facts = named | {"headline": other}
        return gettext("The other end of its jump, on %(page)s, seems to be “%(headline)s”; join the two.") % facts
    return gettext("The other end of its jump, on %(page)s, has not been found.") % named


def _answer(proof: Proof, part: Part, label: str) -> str:
    """The one article on the other page that jumps to or from this one's page."""
    names = "continued_from" if part.continues_on else "continues_on"
    answers = [
        story.article
        for story in proof.stories
        for other in story.parts
        if other.article is not part.article
        and same_label(other.page.label, label)
        and (back := getattr(other, names))
        and same_label(back, part.page.label)
    ]
    return str(answers[0]) if len(answers) == 1 else ""


@rule
def jumps_that_lead_back(proof: Proof) -> Iterator[Finding]:
    for story, part, following in proof.jumps:
        here, there = proof.place_of[part.page_id], proof.place_of[following.page_id]
        named = {"from": part.page.phrase, "to": following.page.phrase}
        if there < here:
            message = gettext("It goes on on an earlier page: from %(from)s to %(to)s.") % named
            yield blocks("crossed-jump", message, story.article, part.page)
        elif there == here:
            message = gettext("It goes on on the page it is on, %(from)s; join the two parts.") % named
            yield blocks("crossed-jump", message, story.article, part.page)


@rule
def unresolved_pointers(proof: Proof) -> Iterator[Finding]:
    for pointer in proof.pointers:
        if pointer.article_id is None:
            message = gettext("The pointer “%(headline)s” leads to no article.") % {"headline": pointer.headline}
            yield warns("unresolved-pointer", message, pointer, pointer.page)


@rule
def pointers_to_another_page(proof: Proof) -> Iterator[Finding]:
    stories = {story.article.pk: story for story in proof.stories}
    for pointer in proof.pointers:
        story = stories.get(pointer.article_id)
        if not story or not pointer.target_label:
            continue
        if not any(same_label(part.page.label, pointer.target_label) for part in story.parts):
            facts = {
                "headline": pointer.headline,
                "page": pointer.target_phrase,
                "pages": "、".join(part.page.phrase for part in story.parts),
            }
            message = gettext("The pointer “%(headline)s” names %(page)s, but its article is on %(pages)s.")
            yield warns("pointer-page", message % facts, pointer, pointer.page)
