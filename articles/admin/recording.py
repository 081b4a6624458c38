"""Writing the one record of who did what, from every form and list of the desk."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from ..models import Article, Event, Issue, Page
from ..workflow import name_of

#: What the record can be narrowed to, and by which parameter of its list.
_NARROWED = {Issue: "issue", Page: "page", Article: "article"}


def record_url(obj) -> str:
    """The record of what was done with an issue, a page or an article."""
    return f"{reverse('admin:articles_event_changelist')}?{_NARROWED[type(obj)]}={obj.pk}"


class Recorded:
    """For admins: whatever is added, changed or deleted through them is in the record, once."""

    def issue_of(self, obj) -> Issue | None:
        """The issue whose pages say something else when this is changed; None for what is on no page."""
        return obj if isinstance(obj, Issue) else getattr(obj, "issue", None)

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        self.keep_record(request, Event.Action.ADDED, [obj])
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, _in_words(message))
        # Saving what nobody changed is no event.
        if message:
            self.keep_record(request, Event.Action.CHANGED, [obj], entry.get_change_message())
        return entry

    def log_deletions(self, request, queryset):
        entries = super().log_deletions(request, queryset)
        # An article's deletion is recorded by the act, which may have deleted its page.
        if self.model is not Article:
            self.keep_record(request, Event.Action.DELETED, queryset)
        return entries

    def keep_record(self, request, action, objs, note="") -> None:
        Event.objects.bulk_create(self._event(request, action, obj, note) for obj in objs)

    def _event(self, request, action, obj, note) -> Event:
        page, article = _where(obj)
        issue = self.issue_of(obj) or (article and article.issue)
        return Event(
            action=action,
            issue=issue,
            page=page,
            article=article,
            article_number=article and article.number,
            subject=_subject(obj, issue)[:300],
            user=request.user,
            actor=name_of(request.user)[:150],
            note=note,
        )

    def history_view(self, request, object_id, extra_context=None):
        # There is one record; the stock history would be a second one that knows less.
        obj = self.get_object(request, object_id)
        if obj and type(obj) in _NARROWED and request.user.has_perm("articles.view_event"):
            return HttpResponseRedirect(record_url(obj))
        return super().history_view(request, object_id, extra_context)


def _in_words(message):
    """The change with the names of its fields as the forms show them.

    Django translates a label that it has begun with a capital letter, which is another text than the catalogue has.
    """
    for change in message if isinstance(message, list) else []:
        for facts in change.values():
            if "fields" in facts:
                facts["fields"] = [_label(name) for name in facts["fields"]]
    return message


def _label(name: str) -> str:
    known = gettext(name)
    return known if known != name else capfirst(gettext(name[:1].lower() + name[1:]))


def _where(obj) -> tuple[Page | None, Article | None]:
    """The page or the article at which one finds what an event is about."""
    page = obj if isinstance(obj, Page) else getattr(obj, "page", None)
    article = obj if isinstance(obj, Article) else getattr(obj, "article", None)
    return page, None if page else article


def _subject(obj, issue) -> str:
    """What it was, in words that tell as much when it is gone."""
    if isinstance(obj, Issue | Page):
        return str(obj)
    named = str(obj) if isinstance(obj, Article) else f"{capfirst(obj._meta.verbose_name)} {obj}"
    return f"{issue} {named}" if issue else named
