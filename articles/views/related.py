"""What else a reader of an article may want to read: by what it is about, and by who wrote it."""

from django.contrib.contenttypes.models import ContentType
from taggit.models import TaggedItem

from ..models import Article, Byline, Issue

#: How many are shown, and among how many of the latest by tag and by author they are looked for.
#: Bounded, because a tag or an author of many years has more articles than can be sorted for each reader.
SHOWN, LOOKED_AT = 6, 120


def related_to(article: Article, articles, user) -> list[Article]:
    """Of ``articles``, those that share a tag or a person with this one, newest first.

    An institution relates nothing: not all that 新华社 sends belongs together. The
    instalments of the same series are named in a list of their own.
    """
    people = {byline.author_id for byline in article.bylines.all() if not byline.author.institution}
    found = {*_of_tags(article.tags.all()), *_of_people(people)} - {article.pk}
    if not found:
        return []
    near = articles.filter(pk__in=found, issue__in=Issue.objects.visible_to(user))
    if article.series:
        near = near.exclude(series=article.series, issue__newspaper=article.issue.newspaper_id)
    near = near.select_related("issue__newspaper")
    return list(near.order_by("-issue__date", "issue__newspaper", "-issue__edition", "number")[:SHOWN])


def _of_tags(tags) -> list[int]:
    if not tags:
        return []
    kind = ContentType.objects.get_for_model(Article)
    items = TaggedItem.objects.filter(tag__in=[tag.pk for tag in tags], content_type=kind)
    return list(items.order_by("-pk").values_list("object_id", flat=True)[:LOOKED_AT])


def _of_people(people: set[int]) -> list[int]:
    if not people:
        return []
    bylines = Byline.objects.filter(author__in=people).order_by("-pk")
    return list(bylines.values_list("article", flat=True)[:LOOKED_AT])
