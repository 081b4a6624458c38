"""What else a reader of an article may want to read: by what it is about, and by who wrote it."""

from django.contrib.contenttypes.models import ContentType
from taggit.models import TaggedItem

from ..models import Article, Byline

#: How many are shown, and among how many of the latest by each tag and person they are looked for.
#: Bounded, because a tag or an author of many years has more articles than can be sorted for each reader.
SHOWN, LOOKED_AT = 6, 24
#: An article with more of either is about everything.
_TAGS, _PEOPLE = 8, 8


def related_to(article: Article, user) -> list[Article]:
    """Articles that share a tag or a person with this one, newest first.

    An institution relates nothing: not all that 新华社 sends belongs together. The
    instalments of the same series are named in a list of their own.
    """
    found = set(_candidates(article)) - {article.pk}
    if not found:
        return []
    near = Article.objects.opening_to(user).filter(pk__in=found)
    if article.series:
        near = near.exclude(series=article.series, issue__newspaper=article.issue.newspaper_id)
    near = near.select_related("issue__newspaper")
    return list(near.order_by("-issue__date", "issue__newspaper", "-issue__edition", "number")[:SHOWN])


def _candidates(article: Article) -> list[int]:
    """Keys of the latest articles of each tag and each person, in one query."""
    tagged = TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(Article))
    people = [byline.author_id for byline in article.bylines.all() if not byline.author.institution]
    latest = [_latest(tagged.filter(tag=tag.pk), "object_id") for tag in article.tags.all()[:_TAGS]]
    latest += [_latest(Byline.objects.filter(author=pk), "article_id") for pk in dict.fromkeys(people[:_PEOPLE])]
    if not latest:
        return []
    return [pk for (pk,) in latest[0].union(*latest[1:], all=True)]


def _latest(rows, column: str):
    """The ``column`` of the last of them: each tag by itself, which is read from the end of an index, not sorted."""
    last = rows.order_by("-pk").values("pk")[:LOOKED_AT]
    return rows.model.objects.filter(pk__in=last).order_by().values_list(column)
