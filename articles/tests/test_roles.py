"""Each cell of the matrix in docs/roles.md, tried over HTTP: what is allowed happens, what is not changes nothing."""

import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles import reports, workflow
from articles.content import issue_content
from articles.editing import edited
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    DistinctAuthors,
    EditorsNote,
    ErrorReport,
    Event,
    ImportBatch,
    Issue,
    Newspaper,
    Page,
    Pointer,
    Review,
    SourceFile,
    Stage,
)
from articles.models.review import STAGES
from articles.permissions import ROLES
from articles.tests.admin.forms import filled_in
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_part,
    make_pointer,
    publish,
)
from articles.tests.people import client_of, make_member

# Each cell is a handful of requests; what depends on the database is asked of both in test_permissions.py.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

SUPERUSER = "系统管理员"
COLUMNS = [*ROLES, SUPERUSER]
DOCUMENT = Path(__file__).parents[2] / "docs" / "roles.md"


def read_matrix() -> dict[str, dict[str, bool]]:
    """The table of docs/roles.md: action -> column -> whether the role may."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    head = lines.index("| 事项 | Action | " + " | ".join(COLUMNS) + " |")
    matrix = {}
    for line in lines[head + 2 :]:
        if not line.startswith("|"):
            break
        _chinese, name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        assert set(cells) <= {"●", "–"}, line
        matrix[name] = dict(zip(COLUMNS, (cell == "●" for cell in cells), strict=True))
    return matrix


MATRIX = read_matrix()
#: Action -> what is tried: a function of the desk and a client.
TRIED = {}


def tries(action):
    def register(function):
        assert action not in TRIED, action
        TRIED[action] = function
        return function

    return register


# --- a desk at work ----------------------------------------------------------------------------------


class Desk:
    """A paper with an issue in work, one of its pages signed; one with its readers; and one that was withdrawn."""

    def __init__(self):
        self.clients = {role: client_of(make_member(role, f"m{n}")) for n, role in enumerate(ROLES)}
        self.clients[SUPERUSER] = client_of(User.objects.create_superuser("root"))
        self.paper = make_newspaper(reviews_required=3)
        self.spare_paper = make_newspaper("yunzhou", "云州晚报")
        self.draft = make_issue(newspaper=self.paper, pages=2)
        self.page, self.signed_page = self.draft.pages.order_by("number")
        self.public = make_issue(DAY - datetime.timedelta(days=1), self.paper, pages=1)
        self.public_page = self.public.pages.get()
        self.withdrawn = make_issue(DAY - datetime.timedelta(days=2), self.paper, pages=1)
        self.ready = make_issue(newspaper=make_newspaper("beihe", "北河周刊"), pages=1, number=12)
        make_article(self.ready.pages.get(), authors=["张伟"])
        self._write()
        self._rewrite()
        self.laid_out, self.public_laid_out = (self._lay_out(days) for days in (11, 12))
        self.scheduled = self._lay_out(13)
        self.reviewed = self._review(make_newspaper("nanling", "南岭日报", reviews_required=3))
        self.drawn = [make_page(issue, 3) for issue in (self.draft, self.public)]
        for page in self.drawn:
            Page.objects.filter(pk=page.pk).update(picture="03.jpg", picture_width=100, picture_height=150)
            make_article(page, "图片新闻")
        for issue in (self.public, self.public_laid_out, self.withdrawn):
            publish(issue)
        publish(self.scheduled, at=timezone.now() + datetime.timedelta(days=1))
        workflow.withdraw(self.withdrawn, actor="总编")
        digest = issue_content(self.draft).page_digests[self.signed_page.pk]
        Review.objects.create(page=self.signed_page, stage="first", verdict="passed", reviewer="编辑", digest=digest)
        self._forms, self.seen = {}, {}
        self.stored = everything()

    def _write(self):
        places = {"draft": self.page, "signed": self.signed_page, "public": self.public_page}
        self.own = {
            (where, role): make_article(page, f"{role}的稿件", created_by=client.user)
            for where, page in places.items()
            for role, client in self.clients.items()
        }
        self.others = {where: make_article(page, "别人的稿件") for where, page in places.items()}
        self.gone = make_article(self.withdrawn.pages.get())
        self.notice = make_article(self.page, "更正")
        self.pointer, self.public_pointer = make_pointer(self.page), make_pointer(self.public_page)
        self.correction = Correction.objects.create(article=self.others["public"], text="“甲”应为“乙”。")
        self.report = reports.receive(self.others["public"], "错字")
        self.author, self.new_author, self.unused_author = (Author.objects.create(name=name) for name in "甲乙丙")
        self.same_author = Author.objects.create(name="记者乙")
        Byline.objects.create(article=self.others["public"], author=self.author)
        Byline.objects.create(article=self.others["draft"], author=self.new_author)
        self.tag, self.other_tag = Tag.objects.create(name="春耕"), Tag.objects.create(name="春播")
        self.others["public"].tags.add(self.tag)
        self.batch = ImportBatch.objects.create(issue=self.draft, actor="值班")
        self.source = SourceFile.objects.create(digest="0" * 64, content=b"1", size=1)
        self.event = Event.objects.create(action="changed", issue=self.draft, subject="稿件", actor="编辑")

    def _rewrite(self):
        """Articles have two versions, and some of them were deleted."""
        self.deleted = {}
        for where, page in {"draft": self.page, "public": self.public_page}.items():
            deleted = make_article(page, "删掉的稿件")
            self.deleted[where] = page.issue, deleted.number
            written = [article.pk for (there, _role), article in self.own.items() if there == where]
            with edited(page.issue, actor="编辑"):
                Article.objects.filter(pk__in=[*written, self.others[where].pk]).update(deck="改过的副题")
                deleted.delete()

    def _lay_out(self, days):
        """An issue of two pages: a story of two paragraphs lies on the first, another one runs over both."""
        issue = make_issue(DAY + datetime.timedelta(days=days), self.paper, pages=2)
        first, second = issue.pages.order_by("number")
        make_article(first, "长稿", "本县今年春耕面积增加。\n\n农机已经下田。")
        make_part(make_article(first, "转版稿"), second, "续完。")
        return issue

    def _review(self, paper):
        """A page for each stage of its review, signed by others up to there."""
        issue = make_issue(newspaper=paper, pages=3)
        for page in issue.pages.all():
            make_article(page, authors=["张伟"])
        digests, pages = issue_content(issue).page_digests, {}
        for signed, (stage, page) in enumerate(zip(Stage, issue.pages.order_by("number"), strict=True)):
            pages[stage] = page
            for former in STAGES[3][:signed]:
                Review.objects.create(
                    page=page, stage=former, verdict="passed", reviewer="编辑", digest=digests[page.pk]
                )
        return pages

    def own_of(self, client, where="draft"):
        return next(self.own[where, role] for role, other in self.clients.items() if other is client)

    def submit(self, client, url, **changes):
        return client.post(url, self.filled_in(client, url, **changes))

    def filled_in(self, client, url, **changes):
        """What a form says that is offered and filled in, or forged where it is not."""
        shown = client.get(url) if self.may else None
        if shown is None or 'name="_save"' not in shown.text:
            shown = self._forms.get(url) or self.clients[SUPERUSER].get(url)
            self._forms[url] = shown
        return filled_in(client, url, shown, **changes)

    def change(self, client, obj, **changes):
        return self.submit(client, form_of(obj), **changes), is_now(obj, **changes)

    def delete(self, client, obj):
        answer = client.post(address("delete", obj, obj.pk), {"post": "yes"})
        return answer, not type(obj).objects.filter(pk=obj.pk).exists()

    def act(self, client, action, *objects, **data):
        data = {"action": action, "_selected_action": [obj.pk for obj in objects], **data}
        return client.post(address("changelist", objects[0]), data)


def address(what, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def form_of(obj):
    return address("change", obj, obj.pk)


def is_now(obj, **values):
    return type(obj).objects.filter(pk=obj.pk, **values).exists()


def everything():
    """All that is stored, but for the moment at which a row was last saved, and what is in no record."""
    stored = {}
    for label in ("articles", "taggit", "auth"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            names = [field.attname for field in model._meta.concrete_fields if field.name != "updated_at"]
            stored[model] = list(model._base_manager.order_by("pk").values_list(*names))
    return stored


def is_refusal(client, answer) -> bool:
    """Whether an answer says, in a sentence, that something was not done."""
    if answer.status_code == 302:
        answer = client.get(answer.url)
    if answer.status_code == 403:
        return "notice__box" in answer.text or bool(answer.context["reasons"])
    return any(mark in answer.text for mark in ('class="error"', 'class="warning"', 'class="errorlist', "errornote"))


# --- the test ----------------------------------------------------------------------------------------


def test_all_that_the_table_names_is_tried_and_nothing_else():
    assert set(TRIED) == set(MATRIX)


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker):
    """One desk for all attempts, since each of them is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk()
        transaction.set_rollback(True)


@pytest.mark.parametrize("action", MATRIX)
def test_each_role_may_do_what_the_table_says_and_nothing_else(desk, action):
    said = MATRIX[action]
    assert {column: tried(desk, column, TRIED[action], said[column]) for column in COLUMNS} == said


def tried(desk, column, attempt, may) -> bool:
    """Whether it could be done. What is refused is refused with a sentence, and changes nothing.

    Who ``may`` do it fills in the form that is offered; anybody else forges one.
    """
    client = desk.clients[column]
    desk.may = may
    # What was told of an earlier attempt says nothing of this one.
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer, happened = attempt(desk, client)
        if not happened:
            assert answer is None or is_refusal(client, answer), f"{column} was told nothing"
            assert everything() == desk.stored, f"{column} changed something all the same"
        transaction.set_rollback(True)
    return happened


def opened(client, *urls):
    """Pages are open to a role, or none of them is; opening one changes nothing anyway."""
    answers = [client.get(url) for url in urls]
    codes = {answer.status_code for answer in answers}
    assert codes in ({200}, {403}), [(url, answer.status_code) for url, answer in zip(urls, answers, strict=True)]
    return answers[0], codes == {200}


def kinds(*objects):
    """The list of each of these, and its form."""
    return [url for obj in objects for url in (address("changelist", obj), form_of(obj))]


# --- what is seen ------------------------------------------------------------------------------------


@tries("See the desk")
def _(desk, client):
    return opened(client, reverse("admin:index"))


@tries("See what is made")
def _(desk, client):
    things = [desk.draft, desk.page, desk.others["draft"], desk.pointer, desk.correction, desk.author, desk.tag]
    return opened(client, *kinds(*things, desk.paper))


@tries("See readers’ reports")
def _(desk, client):
    return opened(client, *kinds(desk.report))


@tries("See imports")
def _(desk, client):
    return opened(client, *kinds(desk.batch, desk.source), address("download", desk.source, desk.source.pk))


@tries("See the record")
def _(desk, client):
    return opened(client, *kinds(desk.event))


@tries("See users")
def _(desk, client):
    return opened(client, *kinds(client.user, Group.objects.first()))


# --- articles ----------------------------------------------------------------------------------------


def write(desk, client, page):
    url = f"{address('add', Article)}?page={page.pk}"
    answer = desk.submit(client, url, headline="新线路开通", parts__0__body="昨日开通。")
    return answer, Article.objects.filter(headline="新线路开通", created_by=client.user, parts__page=page).exists()


@tries("Write an article")
def _(desk, client):
    return write(desk, client, desk.page)


@tries("Add an article to a signed page")
def _(desk, client):
    return write(desk, client, desk.signed_page)


@tries("Add an article to a public page")
def _(desk, client):
    return write(desk, client, desk.public_page)


@tries("Change an own article")
def _(desk, client):
    return desk.change(client, desk.own_of(client), headline="春耕忙")


@tries("Sign and tag an own article")
def _(desk, client):
    article, row = desk.own_of(client), {"bylines__TOTAL_FORMS": "1", "bylines__0__author": desk.new_author.pk}
    answer = desk.submit(client, form_of(article), **row, tags="春耕，秋收")
    return answer, is_now(article, authors=desk.new_author, tags__name="秋收")


@tries("Add an editor’s note")
def _(desk, client):
    article = desk.own_of(client)
    note = {
        "editors_notes__TOTAL_FORMS": "1",
        "editors_notes__0__text": "供参考。",
        "editors_notes__0__position": "after",
    }
    answer = desk.submit(client, form_of(article), **note)
    happened = EditorsNote.objects.exists()
    # A reporter’s form has no such field, and what is sent for one is passed over.
    offered = "editors_notes-__prefix__-text" in client.get(form_of(article)).text
    assert offered == happened
    return answer if happened else None, happened


@tries("Change another’s article")
def _(desk, client):
    return desk.change(client, desk.others["draft"], headline="春耕忙")


@tries("Change an own article on a signed page")
def _(desk, client):
    return desk.change(client, desk.own_of(client, "signed"), headline="春耕忙")


@tries("Change another’s article on a signed page")
def _(desk, client):
    return desk.change(client, desk.others["signed"], headline="春耕忙")


@tries("Move an own article to a signed page")
def _(desk, client):
    article = desk.own_of(client)
    answer = desk.submit(client, form_of(article), parts__0__page=desk.signed_page.pk, parts__0__position="")
    return answer, is_now(article, parts__page=desk.signed_page)


@tries("Change an own public article")
def _(desk, client):
    return desk.change(client, desk.own_of(client, "public"), headline="春耕忙")


@tries("Change another’s public article")
def _(desk, client):
    return desk.change(client, desk.others["public"], headline="春耕忙")


@tries("Delete an own article")
def _(desk, client):
    return desk.delete(client, desk.own_of(client))


@tries("Delete another’s article")
def _(desk, client):
    return desk.delete(client, desk.others["draft"])


def delete_in_list(desk, client, *articles):
    answer = desk.act(client, "delete_selected", *articles, post="yes")
    return answer, not Article.objects.filter(pk__in=[article.pk for article in articles]).exists()


@tries("Delete articles in the list")
def _(desk, client):
    return delete_in_list(desk, client, desk.own_of(client), desk.others["draft"])


@tries("Delete a public article")
def _(desk, client):
    return desk.delete(client, desk.own_of(client, "public"))


@tries("Delete public articles in the list")
def _(desk, client):
    return delete_in_list(desk, client, desk.own_of(client), desk.own_of(client, "public"))


@tries("Delete an article that was withdrawn")
def _(desk, client):
    return desk.delete(client, desk.gone)


@tries("Change a scheduled article")
def _(desk, client):
    return desk.change(client, desk.scheduled.articles.get(headline="长稿"), headline="春耕忙")


def preview(desk, client, url, *args):
    """The page of what is typed, stored nowhere."""
    query = url.partition("?")[2]
    data = desk.filled_in(client, url, headline="新线路开通", parts__0__body="昨日开通。")
    answer = client.post(f"{address('preview', Article, *args)}?{query}", data)
    return answer, answer.status_code == 200 and "<h1" in answer.text and "新线路开通" in answer.text


@tries("Preview a new article")
def _(desk, client):
    return preview(desk, client, f"{address('add', Article)}?page={desk.page.pk}")


@tries("Preview an own article")
def _(desk, client):
    article = desk.own_of(client)
    return preview(desk, client, form_of(article), article.pk)


@tries("Preview another’s article")
def _(desk, client):
    return preview(desk, client, form_of(desk.others["draft"]), desk.others["draft"].pk)


@tries("Paste into an article")
def _(desk, client):
    pasted = SimpleUploadedFile("html", "<h2>春耕</h2><p>已忙。</p>".encode(), "text/html")
    answer = client.post(address("paste", Article), {"html": pasted})
    return answer, answer.status_code == 200 and answer.json()["text"] == "## 春耕\n\n已忙。"


# --- versions, and what was deleted ------------------------------------------------------------------


@tries("Compare versions")
def _(desk, client):
    article = desk.others["public"]
    compared = f"{address('compare', article, article.pk)}?a=1&b=2"
    return opened(
        client, address("versions", article, article.pk), address("version", article, article.pk, 1), compared
    )


def restore(client, article):
    url = address("version", article, article.pk, 1)
    answer = client.post(url, {"seen": client.get(url).context["seen"]})
    return answer, is_now(article, deck="")


@tries("Restore a version of an own article")
def _(desk, client):
    return restore(client, desk.own_of(client))


@tries("Restore a version of another’s article")
def _(desk, client):
    return restore(client, desk.others["draft"])


@tries("Restore a version of a public article")
def _(desk, client):
    return restore(client, desk.own_of(client, "public"))


@tries("See deleted articles")
def _(desk, client):
    issue, number = desk.deleted["draft"]
    return opened(client, address("deleted", issue, issue.pk), address("deleted_article", issue, issue.pk, number))


def bring_back(desk, client, where):
    issue, number = desk.deleted[where]
    answer = client.post(address("deleted_article", issue, issue.pk, number))
    return answer, issue.articles.filter(number=number).exists()


@tries("Bring back a deleted article")
def _(desk, client):
    return bring_back(desk, client, "draft")


@tries("Bring back an article to a public page")
def _(desk, client):
    return bring_back(desk, client, "public")


# --- pages, pointers, corrections --------------------------------------------------------------------


@tries("Add a page")
def _(desk, client):
    url = f"{address('add', Page)}?issue={desk.draft.pk}"
    return desk.submit(client, url, name="副刊"), desk.draft.pages.filter(name="副刊").exists()


@tries("Change a page")
def _(desk, client):
    last = desk.page.parts.order_by("position").last()
    number = desk.page.parts.count() - 1
    answer = desk.submit(client, form_of(desk.page), name="要闻", **{f"parts__{number}__position": "0"})
    return answer, is_now(desk.page, name="要闻") and desk.page.parts.order_by("position").first() == last


@tries("Change a public page")
def _(desk, client):
    return desk.change(client, desk.public_page, name="要闻")


@tries("Delete a page")
def _(desk, client):
    return desk.delete(client, desk.page)


@tries("Delete a public page")
def _(desk, client):
    return desk.delete(client, desk.public_page)


def draw(desk, client, page):
    url = address("areas", page, page.pk)
    seen, part = client.get(url).context["seen"], page.parts.get()
    answer = client.post(url, {"seen": seen, "part": part.pk, "corners": "0.1,0.1 0.9,0.1 0.9,0.4 0.1,0.4"})
    return answer, part.hot_areas.exists()


@tries("Draw hot areas")
def _(desk, client):
    return draw(desk, client, desk.drawn[0])


@tries("Draw hot areas of a public page")
def _(desk, client):
    return draw(desk, client, desk.drawn[1])


def point(desk, client, page):
    answer = desk.submit(client, address("add", Pointer), page=page.pk, headline="新线路", target_label="2")
    return answer, page.pointers.filter(headline="新线路").exists()


@tries("Add a pointer")
def _(desk, client):
    return point(desk, client, desk.page)


@tries("Change a pointer")
def _(desk, client):
    return desk.change(client, desk.pointer, headline="新线路", page=desk.page.pk)


@tries("Delete a pointer")
def _(desk, client):
    return desk.delete(client, desk.pointer)


@tries("Add a pointer to a public page")
def _(desk, client):
    return point(desk, client, desk.public_page)


@tries("Change a public pointer")
def _(desk, client):
    return desk.change(client, desk.public_pointer, headline="新线路", page=desk.public_page.pk)


@tries("Delete a public pointer")
def _(desk, client):
    return desk.delete(client, desk.public_pointer)


def correct(desk, client, **fields):
    article = desk.others["public"]
    url = f"{address('add', Correction)}?article={article.pk}"
    answer = desk.submit(client, url, article=article.pk, text="应为三月。", **fields)
    return answer, article.corrections.filter(text="应为三月。").exists()


@tries("Prepare a correction for a later issue")
def _(desk, client):
    return correct(desk, client, printed_in=desk.notice.pk)


@tries("Correct a public article at once")
def _(desk, client):
    return correct(desk, client)


@tries("Change a public correction")
def _(desk, client):
    return desk.change(client, desk.correction, text="应为三月。", article=desk.correction.article_id)


@tries("Delete a correction")
def _(desk, client):
    return desk.delete(client, desk.correction)


# --- the board ---------------------------------------------------------------------------------------


@tries("See the board")
def _(desk, client):
    return opened(client, *(address(f"board{what}", desk.draft, desk.draft.pk) for what in ("", "_found")))


def act_on_board(client, act, issue, *args, **data):
    return client.post(address(f"board_{act}", issue, issue.pk, *args), data)


def turned(things):
    """These in the opposite order, as it is asked for and as it is looked at afterwards."""
    order = [thing.pk for thing in things][::-1]
    return order, {"order": ",".join(map(str, order)), "seen": ",".join(map(str, order[::-1]))}


def order_pages(client, issue):
    order, data = turned(issue.pages.order_by("number"))
    answer = act_on_board(client, "pages", issue, **data)
    return answer, list(issue.pages.order_by("number").values_list("pk", flat=True)) == order


def order_articles(client, issue):
    page = issue.pages.get(label="1")
    order, data = turned(page.parts.order_by("position"))
    answer = act_on_board(client, "order", issue, page.pk, **data)
    return answer, list(page.parts.order_by("position").values_list("pk", flat=True)) == order


def part_of(issue, headline):
    return issue.articles.get(headline=headline).parts.order_by("sequence").first()


def move(client, issue):
    part, page = part_of(issue, "长稿"), issue.pages.get(label="2")
    return act_on_board(client, "move", issue, part.pk, page=page.pk), is_now(part, page=page)


def cut(client, issue):
    part, page = part_of(issue, "长稿"), issue.pages.get(label="2")
    answer = act_on_board(client, "cut", issue, part.pk, after=1, page=page.pk)
    return answer, part.article.parts.filter(page=page).exists()


def join(client, issue):
    part = part_of(issue, "转版稿")
    return act_on_board(client, "join", issue, part.pk), part.article.parts.count() == 1


@tries("Reorder pages")
def _(desk, client):
    return order_pages(client, desk.laid_out)


@tries("Reorder public pages")
def _(desk, client):
    return order_pages(client, desk.public_laid_out)


@tries("Reorder articles on a page")
def _(desk, client):
    return order_articles(client, desk.laid_out)


@tries("Reorder articles on a public page")
def _(desk, client):
    return order_articles(client, desk.public_laid_out)


@tries("Move an article to another page")
def _(desk, client):
    return move(client, desk.laid_out)


@tries("Move a public article to another page")
def _(desk, client):
    return move(client, desk.public_laid_out)


@tries("Cut a story")
def _(desk, client):
    return cut(client, desk.laid_out)


@tries("Cut a public story")
def _(desk, client):
    return cut(client, desk.public_laid_out)


@tries("Join a story")
def _(desk, client):
    return join(client, desk.laid_out)


@tries("Join a public story")
def _(desk, client):
    return join(client, desk.public_laid_out)


# --- reviewing ---------------------------------------------------------------------------------------


@tries("See the queue")
def _(desk, client):
    return opened(client, reverse("admin:review_queue"))


@tries("See a page’s review")
def _(desk, client):
    return opened(client, *(address("review", page, page.pk) for page in (desk.page, desk.signed_page)))


@tries("See the approval sheet")
def _(desk, client):
    return opened(client, address("approval_sheet", desk.draft, desk.draft.pk))


def give_verdict(desk, client, stage, verdict):
    page = desk.reviewed[stage]
    url = address("review", page, page.pk)
    shown = client.get(url).context["form"].initial
    answer = client.post(url, {**shown, "verdict": verdict, "comment": "标题与正文不符。"})
    return answer, page.reviews.filter(stage=stage, verdict=verdict, user=client.user).exists()


@tries("Sign the first review")
def _(desk, client):
    return give_verdict(desk, client, Stage.FIRST, "passed")


@tries("Sign the second review")
def _(desk, client):
    return give_verdict(desk, client, Stage.SECOND, "passed")


@tries("Sign the final review")
def _(desk, client):
    return give_verdict(desk, client, Stage.FINAL, "passed")


@tries("Send a page back")
def _(desk, client):
    return give_verdict(desk, client, Stage.FINAL, "returned")


# --- readers’ reports, authors, tags -----------------------------------------------------------------


@tries("Close a reader’s report")
def _(desk, client):
    answer = desk.submit(client, form_of(desk.report), _mended="1")
    return answer, is_now(desk.report, status=ErrorReport.Status.MENDED)


@tries("Close reports in the list")
def _(desk, client):
    return desk.act(client, "declined", desk.report), is_now(desk.report, status=ErrorReport.Status.DECLINED)


@tries("Add an author")
def _(desk, client):
    return desk.submit(client, address("add", Author), name="丁"), Author.objects.filter(name="丁").exists()


@tries("Change an author not yet public")
def _(desk, client):
    return desk.change(client, desk.new_author, name="丁")


@tries("Change a public author")
def _(desk, client):
    return desk.change(client, desk.author, name="丁")


@tries("Delete an author")
def _(desk, client):
    return desk.delete(client, desk.unused_author)


@tries("See who may be the same author")
def _(desk, client):
    merging = f"{address('merge', Author)}?author={desk.same_author.pk}&into={desk.new_author.pk}"
    return opened(client, address("candidates", Author), merging)


def merge(desk, client, author):
    answer = client.post(address("merge", Author), {"author": author.pk, "into": desk.unused_author.pk})
    return answer, not is_now(author) and desk.unused_author.articles.exists()


@tries("Merge authors")
def _(desk, client):
    return merge(desk, client, desk.new_author)


@tries("Merge a public author")
def _(desk, client):
    return merge(desk, client, desk.author)


@tries("Tell two authors apart")
def _(desk, client):
    two = [desk.same_author.pk, desk.new_author.pk]
    return client.post(address("distinct", Author), {"author": two}), DistinctAuthors.objects.exists()


@tries("Count a month’s contributions")
def _(desk, client):
    count = f"{address('count', Author)}?newspaper={desk.paper.pk}&month=2026-03"
    return opened(client, count, f"{count}&format=csv")


@tries("Add a tag")
def _(desk, client):
    return desk.submit(client, address("add", Tag), name="秋收"), Tag.objects.filter(name="秋收").exists()


@tries("Rename a tag")
def _(desk, client):
    return desk.change(client, desk.tag, name="秋收")


@tries("Merge tags")
def _(desk, client):
    answer = desk.act(client, "merge", desk.tag, desk.other_tag, confirmed="yes", name="春播")
    return answer, desk.others["public"].tags.filter(name="春播").exists()


@tries("Delete a tag")
def _(desk, client):
    return desk.delete(client, desk.other_tag)


# --- issues and newspapers ---------------------------------------------------------------------------


@tries("Add an issue")
def _(desk, client):
    answer = desk.submit(client, address("add", Issue), newspaper=desk.paper.pk, date="2026-03-06")
    return answer, Issue.objects.filter(newspaper=desk.paper, date="2026-03-06").exists()


@tries("Change an issue")
def _(desk, client):
    return desk.change(client, desk.draft, number="8200")


@tries("Change a public issue")
def _(desk, client):
    return desk.change(client, desk.public, number="8200")


@tries("Delete an issue")
def _(desk, client):
    return desk.delete(client, desk.draft)


@tries("Publish")
def _(desk, client):
    answer = desk.act(client, "publish", desk.ready, confirmed="yes")
    return answer, Issue.objects.published().filter(pk=desk.ready.pk).exists()


@tries("Schedule")
def _(desk, client):
    at = timezone.localtime() + datetime.timedelta(days=1)
    answer = desk.act(client, "schedule", desk.ready, confirmed="yes", at=at.strftime("%Y-%m-%dT%H:%M"))
    return answer, Issue.objects.get(pk=desk.ready.pk).is_scheduled


@tries("Publish what is not signed by all")
def _(desk, client):
    answer = desk.act(client, "publish", desk.draft, confirmed="yes")
    return answer, Issue.objects.published().filter(pk=desk.draft.pk).exists()


@tries("Take off the schedule")
def _(desk, client):
    answer = desk.act(client, "unschedule", desk.scheduled, confirmed="yes")
    return answer, is_now(desk.scheduled, status=Issue.Status.DRAFT)


@tries("Withdraw")
def _(desk, client):
    answer = desk.act(client, "withdraw", desk.public, confirmed="yes")
    return answer, is_now(desk.public, status=Issue.Status.WITHDRAWN)


@tries("Add a newspaper")
def _(desk, client):
    answer = desk.submit(client, address("add", Newspaper), name="南山报", slug="nanshan")
    return answer, Newspaper.objects.filter(slug="nanshan").exists()


@tries("Change a newspaper")
def _(desk, client):
    return desk.change(client, desk.paper, reviews_required="0")


@tries("Delete a newspaper")
def _(desk, client):
    return desk.delete(client, desk.spare_paper)


# --- importing ---------------------------------------------------------------------------------------


def bring(desk, client, date, label="1"):
    """Send a file and confirm what becomes of it, also where only a superuser is shown that."""
    sent = send(desk, client, date, label)
    if sent.status_code == 403:
        return sent, False
    if (date, label) not in desk.seen:
        root = desk.clients[SUPERUSER]
        shown = root.get(f"{send(desk, root, date, label).url}?publish=1").context["shown"]
        desk.seen[date, label] = shown.fingerprint
    answer = client.post(sent.url, {"_store": "1", "seen": desk.seen[date, label], "publish": "1"})
    imported = Article.objects.filter(issue__date=date, headline="新线路开通", parts__page__label=label)
    return answer, imported.exists()


def send(desk, client, date, label):
    file = SimpleUploadedFile("page.md", "# 新线路开通\n\n昨日开通。\n".encode())
    data = {"files": [file], "newspaper": desk.paper.slug, "date": date, "page": label}
    return client.post(address("import", Issue), data)


@tries("Import a new issue")
def _(desk, client):
    return bring(desk, client, "2026-04-01")


@tries("Import over a page in work")
def _(desk, client):
    return bring(desk, client, desk.draft.date)


@tries("Import over a signed page")
def _(desk, client):
    return bring(desk, client, desk.draft.date, desk.signed_page.label)


@tries("Import over a scheduled page")
def _(desk, client):
    return bring(desk, client, desk.scheduled.date)


@tries("Import over a public page")
def _(desk, client):
    return bring(desk, client, desk.public.date)


# --- users, and what nobody changes ------------------------------------------------------------------


@tries("Add a user")
def _(desk, client):
    names = {"username": "xinren", "password1": "gong-cheng-7", "password2": "gong-cheng-7"}
    answer = desk.submit(client, address("add", User), **names)
    return answer, User.objects.filter(username="xinren").exists()


@tries("Change a user")
def _(desk, client):
    chiefs = Group.objects.get(name="总编辑")
    answer = desk.submit(client, form_of(client.user), groups=chiefs.pk, first_name="总")
    return answer, is_now(client.user, first_name="总", groups=chiefs)


@tries("Change a group")
def _(desk, client):
    return desk.change(client, Group.objects.get(name="记者"), name="编辑部")


def touch(client, obj):
    """Delete it, or change it: neither is offered to anybody, so there is no form to be forged."""
    answers = [
        client.post(form_of(obj), {"actor": "别人"}),
        client.post(address("delete", obj, obj.pk), {"post": "yes"}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    return answers[0], not is_now(obj, actor=obj.actor)


@tries("Change the record")
def _(desk, client):
    return touch(client, desk.event)


@tries("Change an import")
def _(desk, client):
    return touch(client, desk.batch)
