"""The record as it is read: narrowed to what, whose, and when; and leading to what is still there."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.editing import record
from articles.models import Event
from articles.tests.factories import make_article, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db

RECORD = "/admin/articles/event/"


@pytest.fixture
def other_issue():
    return make_issue(newspaper=make_newspaper("yunzhou", "云州晚报"), pages=1)


@pytest.fixture
def events(issue, article, other_issue):
    """What two people did with two papers."""
    made = [
        record("changed", article, actor="李编辑", note="改了标题"),
        record("reordered", issue.pages.first(), actor="王编辑"),
        record("published", issue, actor="李编辑"),
        record("imported", other_issue, actor="导入"),
    ]
    Event.objects.filter(pk=made[0].pk).update(at=timezone.now() - datetime.timedelta(days=40))
    return made


def listed(client, **query):
    """The events that a list shows, oldest first."""
    return sorted(event.pk for event in client.get(RECORD, query).context["cl"].result_list)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [0, 1, 2, 3]),
        ({"action__exact": "reordered"}, [1]),
        ({"actor": "李编辑"}, [0, 2]),
        ({"q": "标题"}, [0]),
        ({"q": "云州晚报"}, [3]),
    ],
)
def test_the_record_is_narrowed(editor, events, query, found):
    assert listed(editor, **query) == [events[n].pk for n in found]


def test_the_record_is_narrowed_to_a_paper_an_issue_a_page_and_an_article(editor, events, issue, article):
    changed, reordered, published, _imported = (event.pk for event in events)
    assert listed(editor, issue__newspaper__id__exact=issue.newspaper_id) == [changed, reordered, published]
    assert listed(editor, issue=issue.pk) == [changed, reordered, published]
    assert listed(editor, page=issue.pages.first().pk) == [reordered]
    assert listed(editor, article=article.pk) == [changed]


def test_the_record_is_narrowed_to_a_day(editor, events):
    day = timezone.localtime(Event.objects.get(pk=events[0].pk).at)
    assert listed(editor, at__year=day.year, at__month=day.month, at__day=day.day) == [events[0].pk]
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert listed(editor, at__gte=str(today)) == [event.pk for event in events[1:]]


def test_each_event_leads_to_what_it_is_about(editor, events, issue, article):
    text = editor.get(RECORD).text
    for obj in (article, issue.pages.first(), issue):
        assert reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk]) in text


def test_of_what_is_gone_the_record_leads_to_what_it_said_last(editor, issue):
    gone, page = make_article(issue.pages.first(), "没有了的稿件"), make_page(issue, 9)
    editor.post(reverse("admin:articles_article_delete", args=[gone.pk]), {"post": "yes"})
    editor.post(reverse("admin:articles_page_delete", args=[page.pk]), {"post": "yes"})
    text = editor.get(RECORD).text
    last = reverse("admin:articles_issue_deleted_article", args=[issue.pk, gone.number])
    assert f'<a href="{last}">{issue} 没有了的稿件</a>' in text
    assert f'<a href="{reverse("admin:articles_issue_change", args=[issue.pk])}">{issue} 第9版</a>' in text
    # Once it is back, its events lead to it again.
    editor.post(last)
    again = issue.articles.get(number=gone.number)
    assert last not in editor.get(RECORD).text
    assert editor.get(last).url == reverse("admin:articles_article_change", args=[again.pk])
    assert {event.article for event in Event.objects.filter(article_number=gone.number)} == {again}


def test_what_is_about_nothing_that_is_left_is_told_without_a_link(editor, other_issue):
    record("deleted", other_issue, actor="总编")
    other_issue.delete()
    text = editor.get(RECORD).text
    assert '<td class="field-about">云州晚报 2026-03-05</td>' in text


def test_a_name_in_an_address_is_a_name_and_nothing_else(editor, events):
    answer = editor.get(RECORD, {"actor": "<script>alert(1)</script>"})
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.text
