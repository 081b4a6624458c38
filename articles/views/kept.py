"""What was counted over a whole archive, kept for the readers who come next.

To count the articles of every column is a walk through all of them, and the
answer changes with each issue only. So it is kept until somebody publishes or
withdraws anything, and for some minutes at most: an issue that was scheduled
becomes public by itself, and a correction is no event.
"""

from collections.abc import Callable

from django.core.cache import cache

from .. import models

_CHANGES_WHAT_IS_PUBLIC = [
    models.Event.Action.PUBLISHED,
    models.Event.Action.SCHEDULED,
    models.Event.Action.UNSCHEDULED,
    models.Event.Action.WITHDRAWN,
]
#: Seconds.
KEPT_FOR = 600


def kept(user, name: str, count: Callable):
    """What ``count`` returns, or returned to a reader before. The staff, who see drafts, count for themselves."""
    if user.is_authenticated:
        return count()
    coming_and_going = models.Event.objects.filter(action__in=_CHANGES_WHAT_IS_PUBLIC)
    last_event = coming_and_going.order_by("-pk").values_list("pk", flat=True).first()
    return cache.get_or_set(f"{name}:{last_event}", count, KEPT_FOR)
