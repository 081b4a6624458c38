"""Whatever is done at the desk is in the one record, once: who, what, with what."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from taggit.models import Tag

from articles.models import Author, Correction, Event
from articles.tests.admin.forms import fill_in
from articles.tests.factories import make_article, make_page, make_picture, make_pointer, publish
from articles.tests.people import PAGE_EDITOR, REPORTER, SECTION_CHIEF, client_of, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_editor(db):
    return client_of(make_member(PAGE_EDITOR, "bianji", first_name="敏", last_name="李"))


def address(what, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def form_of(obj):
    return address("change", obj, obj.pk)


def only_event() -> Event:
    return Event.objects.get()


def test_a_change_is_recorded_with_its_fields_and_leads_to_the_article(page_editor, article):
    fill_in(page_editor, form_of(article), headline="春耕忙")
    event = only_event()
    assert (event.action, event.user, event.actor) == ("changed", page_editor.user, "李敏")
    assert (event.issue, event.article, event.page) == (article.issue, article, None)
    assert event.subject == f"{article.issue} 春耕忙"
    assert event.note


def test_saving_what_nobody_changed_is_no_event(page_editor, article):
    fill_in(page_editor, form_of(article))
    assert not Event.objects.exists()


def test_an_article_begun_at_the_desk_is_recorded_as_its_writers(issue):
    reporter = client_of(make_member(REPORTER, "jizhe"))
    fill_in(reporter, f"{address('add', issue.articles.model)}?page={issue.pages.first().pk}", headline="新线路")
    event = only_event()
    assert (event.action, event.article.created_by, event.actor) == ("added", reporter.user, "jizhe")


def test_what_was_deleted_is_still_named(page_editor, article):
    issue, pointer = article.issue, make_pointer(article.parts.get().page)
    for obj in (pointer, article):
        page_editor.post(address("delete", obj, obj.pk), {"post": "yes"})
    of_article, of_pointer = Event.objects.all()
    assert (of_article.action, of_article.issue, of_article.article) == ("deleted", issue, None)
    assert of_article.subject == f"{issue} 春耕备耕忙"
    assert (of_pointer.issue, of_pointer.page) == (issue, issue.pages.first())
    assert of_pointer.subject.endswith("春耕备耕忙")


def test_each_of_many_that_are_deleted_together_is_recorded(page_editor, issue):
    articles = [make_article(issue.pages.first(), f"第{n}篇") for n in range(3)]
    data = {"action": "delete_selected", "_selected_action": [article.pk for article in articles], "post": "yes"}
    page_editor.post(address("changelist", articles[0]), data)
    assert sorted(Event.objects.values_list("action", "subject")) == [("deleted", f"{issue} 第{n}篇") for n in range(3)]


def test_a_deletion_that_is_refused_is_not_recorded(page_editor, issue):
    draft = make_article(make_page(issue, 3))
    publish(issue)
    Event.objects.all().delete()
    data = {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}
    answer = page_editor.post(address("changelist", draft), data, follow=True)
    assert "messagelist" in answer.text
    assert not Event.objects.exists()


def test_tags_made_one_are_recorded_as_merged(article):
    chief = client_of(make_member(SECTION_CHIEF, "zhuren"))
    article.tags.add("春耕", "春播")
    tags = {"action": "merge", "_selected_action": [tag.pk for tag in Tag.objects.all()], "confirmed": "yes"}
    chief.post(address("changelist", Tag), tags | {"name": "春播"})
    event = only_event()
    assert event.action == "merged"
    assert event.subject.endswith("春播")
    assert set(event.note.split("、")) == {"春耕", "春播"}


def test_a_correction_is_found_with_its_article(article):
    chief = client_of(make_member(SECTION_CHIEF, "zhuren"))
    url = f"{address('add', Correction)}?article={article.pk}"
    fill_in(chief, url, article=article.pk, text="应为三月。")
    event = only_event()
    assert (event.action, event.article, event.issue) == ("added", article, article.issue)


def test_what_belongs_to_no_issue_says_what_it_is(page_editor):
    fill_in(page_editor, address("add", Author), name="李明")
    event = only_event()
    assert event.issue is None
    assert event.subject == f"{str(Author._meta.verbose_name).capitalize()} 李明"


def test_who_gives_somebody_a_role_is_recorded(editor):
    user = make_member(REPORTER, "jizhe")
    fill_in(editor, reverse("admin:auth_user_change", args=[user.pk]), groups=Group.objects.get(name=PAGE_EDITOR).pk)
    event = only_event()
    assert (event.action, event.actor) == ("changed", "zongbian")
    assert event.subject.endswith("jizhe")


def test_publishing_and_withdrawing_are_recorded_once_each(editor, issue):
    issue.newspaper.reviews_required = 0
    issue.newspaper.save()
    for page in issue.pages.all():
        make_article(page, f"{page.label}版头条")
    chosen = {"_selected_action": issue.pk, "confirmed": "yes"}
    for action in ("publish", "withdraw"):
        editor.post(address("changelist", issue), chosen | {"action": action})
    assert list(Event.objects.values_list("action", "actor")) == [("withdrawn", "zongbian"), ("published", "zongbian")]


@pytest.mark.parametrize("kind", ["issue", "page"])
def test_the_history_of_a_form_is_its_part_of_the_record(page_editor, issue, kind):
    obj = {"issue": issue, "page": issue.pages.first()}[kind]
    history = address("history", obj, obj.pk)
    assert history in page_editor.get(form_of(obj)).text
    assert page_editor.get(history).url == f"{address('changelist', Event)}?{kind}={obj.pk}"


def test_the_versions_of_an_article_lead_to_its_part_of_the_record(page_editor, article):
    record = f"{address('changelist', Event)}?article={article.pk}"
    assert record in page_editor.get(address("history", article, article.pk)).text
    reporter = client_of(make_member(REPORTER, "jizhe"))
    assert record not in reporter.get(address("history", article, article.pk)).text


def test_the_record_names_fields_as_the_form_does(page_editor, article):
    picture = make_picture(article)
    with translation.override("zh-hans"):
        fill_in(page_editor, form_of(article), **{"pictures-0-alt": "田里的人"})
        label = str(capfirst(picture._meta.get_field("alt").verbose_name))
    assert label in only_event().note
    assert "Alternative" not in only_event().note


def test_after_saving_one_is_back_at_the_board(page_editor, article):
    board = address("board", article.issue, article.issue.pk)
    part = article.parts.get()
    assert fill_in(page_editor, form_of(article), headline="春耕忙").url == f"{board}#part-{part.pk}"
    assert fill_in(page_editor, form_of(part.page), name="要闻").url == f"{board}#page-{part.page_id}"


def test_after_saving_what_a_narrowed_list_led_to_one_is_back_at_the_list(page_editor, article):
    answer = fill_in(page_editor, f"{form_of(article)}?_changelist_filters=q%3D春耕", headline="春耕忙")
    assert answer.url.startswith(address("changelist", article))


def test_after_saving_a_reporter_is_back_at_the_own_articles(issue):
    reporter = client_of(make_member(REPORTER, "jizhe"))
    answer = fill_in(
        reporter, f"{address('add', issue.articles.model)}?page={issue.pages.first().pk}", headline="新线路"
    )
    place = f"article-{issue.articles.get(headline='新线路').pk}"
    assert answer.url == f"{reverse('admin:index')}#{place}"
    assert f'id="{place}"' in reporter.get(answer.url).text
