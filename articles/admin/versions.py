"""Nobody's work is lost: a newer version is not written over, every version is listed, and any one comes back."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .. import permissions
from ..comparing import Choice, Unchosen, choices, differences, name_of, readable, readable_part, resolved
from ..content import article_content, digest_of
from ..editing import Outdated, Refused, bring_back, restore, rewrite
from ..issue_text.labels import page_phrase
from ..models import Article, ArticleVersion, Event, Issue
from ..models.short_code import read_code
from ..versions import deleted, homeless
from ..workflow import Gone
from .base import change_url
from .drafts import remember_saved
from .typed import NOTHING_SAID, Typed, number_in, plain, read_typed

#: Versions on one page of their list.
_LISTED = 50
#: What was typed travels through the browser sealed, so that what comes back is what was read.
_SALT = "articles.admin.versions"


class ArticleVersionsMixin:
    """For the admin of articles: the form knows which version it shows, and what came after it is never overwritten."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/versions/", wrap(self.versions_view), name="articles_article_versions"),
            path("<int:pk>/versions/compare/", wrap(self.compare_view), name="articles_article_compare"),
            path("<int:pk>/versions/<int:number>/", wrap(self.version_view), name="articles_article_version"),
            path("<int:pk>/resolve/", wrap(self.resolve_view), name="articles_article_resolve"),
            path("bring-back/", wrap(self.bring_back_view), name="articles_article_bring_back"),
            *super().get_urls(),
        ]

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        article = self.get_object(request, unquote(object_id))
        if request.method == "POST" and article is None and self.has_change_permission(request):
            return self._gone(request)
        context = {**(extra_context or {}), **self._seen(request, article)}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except PermissionDenied:
            if obstacle := self._lost_right(request, article):
                return self._too_late(request, article, obstacle)
            raise

    def _seen(self, request, article) -> dict:
        """What tells, when the form comes back, what it was opened with."""
        if request.method == "POST":
            # What was typed is still based on what was seen first.
            return {name: request.POST.get(name, "") for name in ("seen", "seen_as")}
        if article is None or not self.has_change_permission(request, article):
            return {}
        # Before anything of the form is read: what is stored after this moment counts as newer.
        return {"seen": digest_of(article_content(article)), "seen_as": article.short_code}

    def _lost_right(self, request, article) -> str:
        """Why somebody who may change articles may not change this one any more, if it was he who typed it."""
        if request.method != "POST" or article is None or not request.user.has_perm("articles.change_article"):
            return ""
        return permissions.obstacle_to_changing(request.user, article)

    def refuse_outdated(self, request, object_id):
        request.edit.refuse_outdated(int(unquote(object_id)), request.POST.get("seen", ""))

    def answer_refusal(self, refusal, request, object_id, form_url, extra_context):
        if isinstance(refusal, Gone):
            return self._gone(request)
        if not isinstance(refusal, Outdated):
            return super().answer_refusal(refusal, request, object_id, form_url, extra_context)
        article = self.get_object(request, unquote(object_id))
        if article is None or refusal.stored is None:
            return self._gone(request)
        base = _version_of(article.issue_id, article.number, request.POST.get("seen", ""))
        typed = _typed(request, article.issue, base.content if base else refusal.stored)
        if typed.content == refusal.stored and not typed.left:
            # Sent twice, or both wrote the same.
            remember_saved(request)
            self.message_user(request, _("This is what is stored already."), messages.SUCCESS)
            return HttpResponseRedirect(change_url(article))
        return self._conflict(request, article, _Clash(base, refusal.stored, typed))

    # Two versions, and the choice between them

    def resolve_view(self, request, pk):
        """Store what was chosen of two versions, if no third one came meanwhile."""
        article = self.get_object(request, str(pk))
        sent = _unsealed(request.POST.get("typed", ""))
        if request.method != "POST" or sent is None:
            return self._nothing_to_resolve(request, article, pk)
        typed = Typed(sent["content"], sent["left"])
        if article is None:
            return self._gone(request, typed, sent["issue"], sent["number"])
        if (article.issue_id, article.number) != (sent["issue"], sent["number"]):
            return self._nothing_to_resolve(request, article, pk)
        if not self.has_change_permission(request, article):
            if obstacle := self._lost_right(request, article):
                return self._too_late(request, article, obstacle, typed)
            raise PermissionDenied
        return self._resolve(request, article, typed)

    def _resolve(self, request, article, typed):
        post, stored = request.POST, article_content(article)
        base = _version_of(article.issue_id, article.number, post.get("base", ""))
        clash = _Clash(base, stored, typed, *_chosen(post))
        seen = post.get("seen", "")
        if digest_of(stored) != seen:
            return self._conflict(request, article, _clash_again(clash, article, seen), [_changed_again()])
        try:
            edit = rewrite(article, clash.resolved(), request.user, seen, note=_("two versions made one"))
        except Unchosen as unchosen:
            clash.unchosen = set(unchosen.keys)
            return self._conflict(request, article, clash, [_("Choose where both of you changed the same.")])
        except Gone:
            return self._gone(request, typed, article.issue_id, article.number)
        except Outdated as outdated:
            if outdated.stored is None:
                return self._gone(request, typed, article.issue_id, article.number)
            clash = _Clash(clash.base, outdated.stored, typed, clash.sides, clash.own)
            return self._conflict(request, article, clash, [_changed_again()])
        except Refused as refusal:
            return self._conflict(request, article, clash, refusal.reasons)
        remember_saved(request)
        self._tell(request, _("“%(article)s” was stored as you chose.") % {"article": _named(article)}, edit)
        for sentence in typed.left:
            self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(change_url(article))

    def _nothing_to_resolve(self, request, article, pk):
        if request.method == "POST":
            self.message_user(request, _("What was typed did not arrive whole; nothing was stored."), messages.ERROR)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        return HttpResponseRedirect(change_url(article))

    def _conflict(self, request, article, clash, errors=()):
        # Nothing is to be chosen where this user may write nothing.
        clash.typed.content = permissions.within_rights(request.user, clash.typed.content, clash.stored)
        theirs = _version_of(article.issue_id, article.number, digest_of(clash.stored))
        context = {
            **self._context(request, article, _("Somebody else stored this article meanwhile")),
            "rows": list(clash.rows()),
            "clash": clash,
            "theirs": theirs,
            "seen": digest_of(clash.stored),
            "base_digest": clash.base.digest if clash.base else "",
            "typed": _sealed(clash.typed, article.issue_id, article.number),
            "draft": request.POST.get("draft", ""),
            "reasons": errors,
            "several_parts": len({len(content["parts"]) for content in clash.contents if content}) > 1,
        }
        return TemplateResponse(request, "admin/articles/article/conflict.html", context)

    # What was typed, where it cannot be stored

    def _gone(self, request, typed=None, issue=None, number=None, errors=()):
        """The article was deleted while somebody wrote: what was typed, to be copied or to bring it back with."""
        if typed is None:
            issue, number = read_code(request.POST.get("seen_as", "")) or (None, None)
            of = Issue.objects.filter(pk=issue).first()
            base = _version_of(issue, number, request.POST.get("seen", "")) if of else None
            typed = _typed(request, of, base.content if base else NOTHING_SAID)
        known = Issue.objects.filter(pk=issue).first() if issue else None
        context = {
            **(_homeless(known, typed.content, request.POST) if known else {}),
            "reasons": errors or [_("The article was deleted while you had it open. What you typed is here.")],
            "may_bring_back": known is not None and _may_bring_back(request.user),
            "is_gone": known is not None,
            "sealed": _sealed(typed, issue, number),
            "draft": request.POST.get("draft", ""),
        }
        return self._typed_page(request, None, typed, context)

    def _too_late(self, request, article, reason, typed=None):
        if typed is None:
            base = _version_of(article.issue_id, article.number, request.POST.get("seen", ""))
            typed = _typed(request, article.issue, base.content if base else article_content(article))
        return self._typed_page(request, article, typed, {"reasons": [reason]}, status=403)

    def _typed_page(self, request, article, typed, context, status=200):
        context = {
            **self._context(request, article, _("What you typed was not stored")),
            "fields": _as_text(typed.content),
            "left": typed.left,
            **context,
        }
        return TemplateResponse(request, "admin/articles/article/typed.html", context, status=status)

    def bring_back_view(self, request):
        """Make a deleted article again, with what somebody had typed into its form."""
        sent = _unsealed(request.POST.get("typed", ""))
        if not _may_bring_back(request.user):
            raise PermissionDenied
        if sent is None or not sent["issue"]:
            self.message_user(request, _("What was typed did not arrive whole; nothing was stored."), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        typed = Typed(sent["content"], sent["left"])
        issue = Issue.objects.filter(pk=sent["issue"]).first()
        if issue is None:
            return self._gone(request, typed, errors=[_("Its issue was deleted, too.")])
        try:
            article, edit = bring_back(issue, sent["number"], typed.content, request.user, _homes(request.POST))
        except Refused as refusal:
            return self._gone(request, typed, issue.pk, sent["number"], refusal.reasons)
        remember_saved(request)
        self._tell(request, _("“%(article)s” is there again.") % {"article": _named(article)}, edit)
        return HttpResponseRedirect(change_url(article))

    # History

    def history_view(self, request, object_id, extra_context=None):
        """All versions instead of the stock list, which says that something was changed, but not what."""
        number = number_in(unquote(object_id))
        if number is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self.versions_view(request, number)

    def versions_view(self, request, pk):
        article = self._to_look_at(request, pk)
        versions = _versions_of(article)
        page = Paginator(versions, _LISTED).get_page(request.GET.get("p"))
        context = {
            **self._context(request, article, _("Versions")),
            "page": page,
            "rows": list(_with_size(list(page), versions)),
            "sees_events": request.user.has_perm("articles.view_event"),
        }
        return TemplateResponse(request, "admin/articles/article/versions.html", context)

    def compare_view(self, request, pk):
        """Two versions of an article, the older one first; without a number, what is stored now."""
        article = self._to_look_at(request, pk)
        numbers = sorted(filter(None, (number_in(request.GET.get(name)) for name in ("a", "b"))))
        found = {version.number: version for version in _versions_of(article).filter(number__in=numbers)}
        if not numbers or any(number not in found for number in numbers):
            self.message_user(request, _("Choose two versions to compare."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[pk]))
        older, newer = found[numbers[0]], found[numbers[-1]]
        title = _("Versions %(a)d and %(b)d") % {"a": older.number, "b": newer.number}
        context = {"older": older, "newer": newer, "differences": differences(older.content, newer.content)}
        return self._version_page(request, article, title, context)

    def version_view(self, request, pk, number):
        """What would be otherwise if a version were restored; and, if it was asked for, restoring it."""
        article = self._to_look_at(request, pk)
        version = get_object_or_404(_versions_of(article), number=number)
        may_restore = self.has_change_permission(request, article)
        reasons = []
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            try:
                edit = restore(version, request.user, request.POST.get("seen", ""), _homes(request.POST))
            except Gone:
                return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
            except Refused as refusal:
                reasons = refusal.reasons
            else:
                done = _("“%(article)s” says again what it said in version %(n)d.")
                self._tell(request, done % {"article": _named(article), "n": number}, edit)
                return HttpResponseRedirect(change_url(article))
        stored = article_content(article)
        context = {
            "newer": version,
            "differences": differences(stored, version.content),
            "seen": digest_of(stored),
            "may_restore": may_restore and digest_of(stored) != version.digest,
            "is_stored": digest_of(stored) == version.digest,
            "reasons": reasons,
            **_homeless(article.issue, version.content, request.POST),
        }
        return self._version_page(request, article, _("Version %(n)d") % {"n": number}, context)

    def _version_page(self, request, article, title, context):
        context = {**self._context(request, article, title), **context}
        return TemplateResponse(request, "admin/articles/article/version.html", context)

    def _to_look_at(self, request, pk) -> Article:
        article = get_object_or_404(Article.objects.select_related("issue__newspaper"), pk=pk)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def _tell(self, request, done, edit):
        self.message_user(request, done, messages.SUCCESS)
        for warning in edit.warnings:
            self.message_user(request, warning, messages.WARNING)

    def _context(self, request, article, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": article,
            "article": article,
            "title": title,
            "subtitle": _named(article) if article else None,
        }


class DeletedArticlesMixin:
    """For the admin of issues: the articles that were deleted, and the way back."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/deleted/", wrap(self.deleted_view), name="articles_issue_deleted"),
            path(
                "<int:pk>/deleted/<int:number>/", wrap(self.deleted_article_view), name="articles_issue_deleted_article"
            ),
            *super().get_urls(),
        ]

    def deleted_view(self, request, pk):
        issue = self._issue_to_look_at(request, pk)
        page = Paginator(_deleted(issue), _LISTED).get_page(request.GET.get("p"))
        context = {
            **self._deleted_context(request, issue, _("Deleted articles")),
            "page": page,
        }
        return TemplateResponse(request, "admin/articles/issue/deleted.html", context)

    def deleted_article_view(self, request, pk, number):
        """What a deleted article said last, or in the version asked for; and, if it was asked for, bringing it back."""
        issue = self._issue_to_look_at(request, pk)
        versions = ArticleVersion.objects.filter(issue=issue, article_number=number)
        # It may be there again, or have become part of another; the record still leads here.
        is_it = Q(number=number) | Q(former_numbers__number=number)
        if there := issue.articles.filter(is_it).first():
            return HttpResponseRedirect(change_url(there))
        wanted = number_in(request.GET.get("version"))
        version = versions.filter(number=wanted).first() if wanted else versions.first()
        if version is None:
            raise Http404
        reasons = []
        if request.method == "POST":
            if not _may_bring_back(request.user):
                raise PermissionDenied
            try:
                article, edit = bring_back(issue, number, version.content, request.user, _homes(request.POST))
            except Refused as refusal:
                reasons = refusal.reasons
            else:
                done = _("“%(article)s” is there again.") % {"article": _named(article)}
                self.message_user(request, done, messages.SUCCESS)
                for warning in edit.warnings:
                    self.message_user(request, warning, messages.WARNING)
                return HttpResponseRedirect(change_url(article))
        context = {
            **self._deleted_context(request, issue, version.content["headline"] or _("(no headline)")),
            "last": _deleted(issue).filter(article_number=number).first(),
            "version": version,
            "versions": versions.defer("content"),
            "fields": _as_text(version.content),
            "may_restore": _may_bring_back(request.user),
            "reasons": reasons,
            **_homeless(issue, version.content, request.POST),
        }
        return TemplateResponse(request, "admin/articles/issue/deleted_article.html", context)

    def _issue_to_look_at(self, request, pk) -> Issue:
        issue = get_object_or_404(Issue.objects.select_related("newspaper"), pk=pk)
        if not (self.has_view_or_change_permission(request, issue) and request.user.has_perm("articles.view_article")):
            raise PermissionDenied
        return issue

    def _deleted_context(self, request, issue, title) -> dict:
        return {**self.admin_site.each_context(request), "opts": self.opts, "issue": issue, "title": title}


# --- a clash ---------------------------------------------------------------------------------------


class _Clash:
    """What was there when a form was opened, what is stored now, what was typed, and what was chosen of it so far."""

    def __init__(self, base: ArticleVersion | None, stored: dict, typed: Typed, sides=None, own=None):
        self.base, self.stored, self.typed = base, stored, typed
        self.sides, self.own = sides or {}, own or {}
        self.unchosen: set[str] = set()

    @property
    def contents(self) -> tuple[dict | None, dict, dict]:
        return (self.base.content if self.base else None), self.stored, self.typed.content

    def resolved(self) -> dict:
        return resolved(*self.contents, self.sides, self.own)

    def rows(self):
        for choice in choices(*self.contents):
            yield _ChoiceRow(
                choice,
                self.sides.get(choice.key) or choice.preselected or "",
                self.own.get(choice.key, choice.proposed if choice.is_text else ""),
                choice.key in self.unchosen,
            )


class _ChoiceRow:
    def __init__(self, choice: Choice, side: str, own: str, is_unchosen: bool):
        self.choice, self.side, self.own, self.is_unchosen = choice, str(side), own, is_unchosen
        self.id = slugify(choice.key.replace(":", "-"))


def _clash_again(clash: _Clash, article: Article, seen: str) -> _Clash:
    """A third version came while somebody chose between two: what was chosen so far is compared with it."""
    shown = _version_of(article.issue_id, article.number, seen)
    if shown is None:
        return clash
    try:
        content = resolved(clash.contents[0], shown.content, clash.typed.content, clash.sides, clash.own)
    except Unchosen:
        return clash
    return _Clash(shown, clash.stored, Typed(content, clash.typed.left))


def _changed_again() -> str:
    return _("It was changed once more while you chose. Nothing was stored; this is how it stands now.")


def _chosen(post) -> tuple[dict[str, str], dict[str, str]]:
    sides = {key.removeprefix("choice-"): post[key] for key in post if key.startswith("choice-")}
    own = {key.removeprefix("own-"): plain(post[key]) for key in post if key.startswith("own-")}
    return sides, own


# --- what was typed --------------------------------------------------------------------------------


def _typed(request, issue, base: dict) -> Typed:
    return read_typed(request.POST, request.FILES, issue, base, request.user)


def _sealed(typed: Typed, issue: int | None, number: int | None) -> str:
    return signing.dumps(asdict(typed) | {"issue": issue, "number": number}, salt=_SALT, compress=True)


def _unsealed(text: str) -> dict | None:
    try:
        return signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None


def _as_text(content: dict) -> list[tuple[str, str]]:
    """A content as texts that can be read and copied, by the names of its fields."""
    made = []
    for key, value in content.items():
        if key == "parts":
            several = len(value) > 1
            made += [_part_as_text(name_of(f"parts:{n}", several), part) for n, part in enumerate(value, 1)]
        else:
            made.append((name_of(key), readable(key, value)))
    return [(name, text) for name, text in made if text]


def _part_as_text(name: str, part: dict) -> tuple[str, str]:
    """The page stands in the name, so that the text can be copied as it is."""
    return f"{name}（{readable('parts:1:page', part['page'])}）", readable_part({**part, "page": ""})


# --- pages that are gone ---------------------------------------------------------------------------


def _homeless(issue: Issue, content: dict, post) -> dict:
    """What is asked where pages are gone: on which page the text of each shall lie, and what was chosen before."""
    labels = homeless(issue, content)
    homes = list(issue.pages.all()) if labels else []
    chosen = _homes(post)
    return {
        "homeless": [(label, page_phrase(label, chinese=False), chosen.get(label, "")) for label in labels],
        "homes": homes,
        "lacks_page": len(homes) == 1 < len(content["parts"]) and issue.pk,
    }


def _homes(post) -> dict[str, str]:
    return {key.removeprefix("home-"): post[key] for key in post if key.startswith("home-")}


# --- versions --------------------------------------------------------------------------------------


def _versions_of(article: Article):
    """An article's versions, by its number: those from before it was deleted once belong to it too."""
    return ArticleVersion.objects.filter(issue=article.issue_id, article_number=article.number)


def _version_of(issue: int, number: int, digest: str) -> ArticleVersion | None:
    """The last version with this digest."""
    return ArticleVersion.objects.filter(issue=issue, article_number=number, digest=digest).first()


def _with_size(listed: list[ArticleVersion], versions):
    """Each version with how many signs came and went since the one before it."""
    before = versions.filter(number__lt=listed[-1].number).first() if listed else None
    for version, former in zip(listed, [*listed[1:], before], strict=False):
        found = differences(former.content, version.content) if former else []
        yield {
            "version": version,
            "former": former,
            "came": sum(one.came for one in found),
            "went": sum(one.went for one in found),
            "fields": [one.name for one in found],
        }


def _deleted(issue: Issue) -> QuerySet:
    """What was deleted last comes first, with what the record says of it."""
    told = {"deleted_at": _deletion("at"), "deleted_by": _deletion("actor"), "deleted_note": _deletion("note")}
    return deleted(issue).annotate(**told).order_by(Coalesce("deleted_at", "at").desc(), "-article_number")


def _deletion(what: str) -> Subquery:
    """What the record says of an article's last deletion."""
    events = Event.objects.filter(
        issue=OuterRef("issue"), article_number=OuterRef("article_number"), action=Event.Action.DELETED
    )
    return Subquery(events.values(what)[:1])


def _may_bring_back(user) -> bool:
    """To undo a deletion is for those who may delete."""
    return user.has_perms(["articles.add_article", "articles.delete_article"])


def _named(article: Article) -> str:
    return str(Article.objects.only("headline").get(pk=article.pk))
