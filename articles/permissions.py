"""Who may do what at the desk: the roles, and what depends on who wrote a thing and where it stands.

Everything here answers with a sentence for whoever is refused; an empty one means yes.
"""

from django.utils.translation import gettext

from .models import Article, Issue, Page, Part, Review, Stage

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
    *_each("add change", "article", "part", "author"),
    *_each("add change delete", "byline", "picture"),
    "taggit.add_tag",
]
_EDIT = [
    "articles.change_any_article",
    *_each("delete", "article", "part"),
    *_each("add change delete", "page", "pointer", "editorsnote"),
    *_each("add change", "issue", "correction"),
    *_each("view change", "errorreport"),
    *_each("view", "event", "importbatch", "sourcefile"),
    "articles.import_issue",
    "articles.sign_first_page",
    "taggit.change_tag",
]
_LEAD = [
    "articles.sign_second_page",
    "articles.change_public_issue",
    "articles.merge_author",
    "articles.count_author",
    *_each("delete", "author", "correction"),
    "taggit.delete_tag",
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


def obstacle_to_changing(user, thing: Article | Page | Issue) -> str:
    """Why this user may not change this article, page or issue; empty if there is nothing in the way."""
    if not user.has_perm(f"articles.change_{thing._meta.model_name}"):
        return gettext("Your role does not include this change.")
    pages = _pages_of(thing)
    if isinstance(thing, Article) and (obstacle := _obstacle_to_writing(user, thing, pages)):
        return obstacle
    if any(map(is_out, pages)):
        return obstacle_to_changing_public(user)
    return ""


def obstacle_to_changing_public(user) -> str:
    if user.has_perm("articles.change_public_issue"):
        return ""
    return gettext("This was published; only those who may change what readers see can change it now.")


def obstacle_to_changing_signed(user) -> str:
    if user.has_perm("articles.change_any_article"):
        return ""
    return gettext("The page was signed; ask its editor for the change.")


def is_out(page: Page) -> bool:
    """Whether the page was published, or will be at a set time; ``page.issue`` should be fetched."""
    return page.status == Page.Status.PUBLISHED and page.issue.status == Issue.Status.PUBLISHED


def _obstacle_to_writing(user, article: Article, pages: list[Page]) -> str:
    if user.has_perm("articles.change_any_article"):
        return ""
    if article.created_by_id != user.pk:
        return gettext("This article is another’s; ask its page editor for the change.")
    if Review.objects.standing().filter(page__in=pages).exists():
        return obstacle_to_changing_signed(user)
    return ""


def _pages_of(thing) -> list[Page]:
    if isinstance(thing, Page):
        return [thing]
    if isinstance(thing, Article):
        parts = Part.objects.filter(article=thing).select_related("page__issue")
        return [part.page for part in parts]
    return []
