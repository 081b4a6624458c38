"""Who may do what at the desk: the roles, and what depends on who wrote a thing and where it stands.

Everything here answers with a sentence for whoever is refused; an empty one means yes.
"""

from collections.abc import Sequence

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from .models import Article, Author, Correction, Event, Issue, Page, Pointer, Review, Stage

#: What the desk shows; everybody there sees drafts.
_SEEN = [
    "newspaper",
    "issue",
    "page",
    "article",
    "articleversion",
    "part",
    "byline",
    "author",
    "editorsnote",
    "pointer",
    "picture",
    "correction",
    "review",
]


def _each(actions: str, *models: str) -> list[str]:
    return [f"articles.{action}_{model}" for model in models for action in actions.split()]


_SEE = [*_each("view", *_SEEN), "taggit.view_tag"]
_WRITE = [
    *_each("add change", "article", "part"),
    *_each("add change delete", "byline", "picture"),
    "articles.add_author",
    "taggit.add_tag",
]
_EDIT = [
    "articles.change_any_article",
    *_each("delete", "article", "part"),
    *_each("add change delete", "page", "pointer", "editorsnote"),
    *_each("add change", "issue", "correction"),
    "articles.change_author",
    *_each("view change", "errorreport"),
    *_each("view", "event", "importbatch", "sourcefile"),
    "articles.import_issue",
    "articles.sign_first_page",
]
_LEAD = [
    "articles.sign_second_page",
    "articles.change_public_issue",
    "articles.merge_author",
    "articles.count_author",
    *_each("delete", "author", "correction"),
    *("taggit.change_tag", "taggit.delete_tag"),
]
_DECIDE = [
    "articles.sign_final_page",
    "articles.publish_issue",
    *_each("add change", "newspaper"),
    *_each("delete", "issue"),
]
_IMPORT = ["articles.import_issue", *_each("view", "importbatch", "sourcefile")]

#: The groups that a new installation has, and what each may; ``migrations/0005_roles.py`` makes them.
ROLES = {
    "记者": [*_SEE, *_WRITE],
    "责任编辑": [*_SEE, *_WRITE, *_EDIT],
    "部门主任": [*_SEE, *_WRITE, *_EDIT, *_LEAD],
    "总编辑": [*_SEE, *_WRITE, *_EDIT, *_LEAD, *_DECIDE],
    "导入员": [*_SEE, *_IMPORT],
}

#: What an article's content has in rows -> the model that each row is one of.
_ROWS = {"authors": "byline", "notes": "editorsnote", "parts": "part", "pictures": "picture"}
#: Stage of review -> the permission to sign it.
_SIGNING = {
    Stage.FIRST: "articles.sign_first_page",
    Stage.SECOND: "articles.sign_second_page",
    Stage.FINAL: "articles.sign_final_page",
}


def may_sign(user, stage: str) -> bool:
    return user.has_perm(_SIGNING[Stage(stage)])


def may_sign_any(user) -> bool:
    return any(map(user.has_perm, _SIGNING.values()))


# --- what stands where, and who may touch it there ----------------------------------------------------


def _out(page: str = "") -> Q:
    """A page, reached by this path, was published, or will be at a set time."""
    return Q(**{f"{page}status": Page.Status.PUBLISHED, f"{page}issue__status": Issue.Status.PUBLISHED})


def _withdrawn(issue: str = "") -> Q:
    """An issue, reached by this path, was withdrawn, even if it was prepared anew since."""
    return Q(**{f"{issue}status": Issue.Status.WITHDRAWN}) | Q(**{f"{issue}events__action": Event.Action.WITHDRAWN})


#: The path from a thing to the pages on which readers meet it.
_PAGES = {Page: "", Article: "parts__page__", Pointer: "page__", Author: "articles__parts__page__"}

#: The condition under which readers see a thing, or will at a set time.
_WITH_READERS = {model: _out(path) for model, path in _PAGES.items()} | {
    Issue: Q(status=Issue.Status.PUBLISHED),
    # One that is printed is told with its notice, never before.
    Correction: _out("article__parts__page__") & (Q(printed_in=None) | _out("printed_in__parts__page__")),
}
#: The condition under which they once saw it: its address is known, and a withdrawal deletes nothing.
_ONCE_WITH_READERS = {model: _out(path) | _withdrawn(f"{path}issue__") for model, path in _PAGES.items()} | {
    Issue: Q(status=Issue.Status.PUBLISHED) | _withdrawn(),
}


def obstacle_to_changing(user, thing: Model) -> str:
    """Why this user may not change this thing, whatever has a form; empty if there is nothing in the way."""
    if not user.has_perm(f"{thing._meta.app_label}.change_{thing._meta.model_name}"):
        return gettext("Your role does not include this change.")
    if isinstance(thing, Article) and (obstacle := _obstacle_to_writing(user, thing)):
        return obstacle
    obstacle = obstacle_to_changing_public(user)
    return obstacle if obstacle and _any(_WITH_READERS, [thing]) else ""


def obstacle_to_deleting(user, things: Sequence[Model]) -> str:
    """Why this user may not delete these, all of one kind; the price is one query, however many they are."""
    kind = things[0]._meta
    if not user.has_perm(f"{kind.app_label}.delete_{kind.model_name}"):
        return gettext("Your role does not include this deletion.")
    if user.has_perm("articles.change_public_issue") or not _any(_ONCE_WITH_READERS, things):
        return ""
    return gettext("This was published; only those who may change what readers see can delete it.")


def are_with_readers(things: Sequence[Model]) -> bool:
    """Whether readers see one of these, all of one kind, or will at a set time."""
    return _any(_WITH_READERS, things)


def _any(conditions: dict[type[Model], Q], things: Sequence[Model]) -> bool:
    """Whether one of these things, all of one kind, meets the condition of its kind."""
    model = type(things[0])
    rows = model._base_manager.filter(pk__in=[thing.pk for thing in things])
    return model in conditions and rows.filter(conditions[model]).exists()


def obstacle_to_changing_public(user) -> str:
    if user.has_perm("articles.change_public_issue"):
        return ""
    return gettext("This is published or scheduled; only those who may change what readers see can change it now.")


def obstacle_to_changing_signed(user) -> str:
    if user.has_perm("articles.change_any_article"):
        return ""
    return gettext("The page was signed; ask its editor for the change.")


def closed_pages(issue: Issue, user) -> dict[int, str]:
    """The pages of an issue that this user may not make say anything else: by primary key, and why."""
    if not user.has_perm("articles.change_article"):
        return dict.fromkeys(
            issue.pages.values_list("pk", flat=True), gettext("Your role does not include this change.")
        )
    return closed_to_imports(issue, user)


def closed_to_imports(issue: Issue, user) -> dict[int, str]:
    """The pages that an import of this user may not change: whoever imports need not be one who writes."""
    closed = {}
    if obstacle := obstacle_to_changing_signed(user):
        signed = Review.objects.standing().filter(page__issue=issue)
        closed |= dict.fromkeys(signed.values_list("page", flat=True), obstacle)
    if obstacle := obstacle_to_changing_public(user):
        out = issue.pages.filter(_out())
        closed |= dict.fromkeys(out.values_list("pk", flat=True), obstacle)
    return closed


def closed_articles(issue: Issue, user) -> dict[int, str]:
    """The articles of an issue that are others’, to whoever writes only the own: by primary key, and why."""
    if user.has_perm("articles.change_any_article"):
        return {}
    others = issue.articles.exclude(created_by=user)
    return dict.fromkeys(others.values_list("pk", flat=True), _of_another())


def rights_to_rows(user, key: str) -> set[str]:
    """What of “add”, “change” and “delete” this user may do with the rows of an article's content under ``key``."""
    return {action for action in ("add", "change", "delete") if user.has_perm(f"articles.{action}_{_ROWS[key]}")}


def within_rights(user, content: dict, stored: dict) -> dict:
    """What an article shall say, with all of it as it is stored in which this user may write nothing."""
    return {**content, **{key: stored[key] for key in _ROWS if not rights_to_rows(user, key)}}


def open_pages(user, pages: QuerySet) -> QuerySet:
    """Those of these pages to which this user may add something."""
    return pages.exclude(_out()) if obstacle_to_changing_public(user) else pages


def open_issues(user, issues: QuerySet) -> QuerySet:
    """Those of these issues to which this user may add something: to a published one, only if a page came late."""
    if not obstacle_to_changing_public(user):
        return issues
    late = Page.objects.filter(issue=OuterRef("pk"), status=Page.Status.DRAFT)
    return issues.filter(~_WITH_READERS[Issue] | Exists(late))


def writes_own_articles(user) -> bool:
    """Whether these are all that the user writes."""
    return user.has_perm("articles.add_article") and not user.has_perm("articles.change_any_article")


def own_articles(user) -> QuerySet:
    """What the user wrote at the desk, newest first; each with ``is_signed`` and ``is_out``, which close it to him."""
    pages = Page.objects.filter(parts__article=OuterRef("pk"))
    signed = Review.objects.standing().filter(page__parts__article=OuterRef("pk"))
    articles = Article.objects.filter(created_by=user).order_by("-issue__date", "-pk")
    return articles.annotate(is_signed=Exists(signed), is_out=Exists(pages.filter(_out())))


def is_out(page: Page) -> bool:
    """Whether the page was published, or will be at a set time; ``page.issue`` should be fetched."""
    return page.status == Page.Status.PUBLISHED and page.issue.status == Issue.Status.PUBLISHED


def _obstacle_to_writing(user, article: Article) -> str:
    if user.has_perm("articles.change_any_article"):
        return ""
    if article.created_by_id != user.pk:
        return _of_another()
    if Review.objects.standing().filter(page__parts__article=article).exists():
        return obstacle_to_changing_signed(user)
    return ""


def _of_another() -> str:
    return gettext("This article is another’s; ask its page editor for the change.")
