import datetime

import pytest
from django.utils import timezone

from articles import reports
from articles.models import ErrorReport

from .factories import make_article, make_issue

OPEN, MENDED, DECLINED = ErrorReport.Status


@pytest.fixture
def article(db):
    return make_article(make_issue(pages=1, published=True).pages.get())


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("xiaodui", password="xiaodui-password")


def test_a_report_waits_in_the_queue(article):
    report = reports.receive(article, "“备根”应为“备耕”。", "春根")

    report.refresh_from_db()
    assert (report.article, report.passage, report.message) == (article, "春根", "“备根”应为“备耕”。")
    assert (report.status, report.handled_by, report.handled_at) == (OPEN, None, None)


def test_nothing_that_is_stored_could_tell_who_sent_it():
    fields = {field.name for field in ErrorReport._meta.get_fields()}

    assert fields == {
        "id",
        "article",
        "passage",
        "message",
        "created_at",
        "status",
        "answer",
        "handled_by",
        "handled_at",
    }


def test_the_same_report_is_stored_once_while_it_is_open(article, user):
    first = reports.receive(article, "错字", "春根")
    assert reports.receive(article, "错字", "春根") == first
    assert reports.receive(article, "错字", "春") != first

    reports.decide(first, DECLINED, user)

    assert reports.receive(article, "错字", "春根") != first


def test_dealing_with_a_report_says_who_did_and_when(article, user):
    right, wrong = reports.receive(article, "错字"), reports.receive(article, "没有错")

    reports.decide(right, MENDED, user)
    reports.decide(wrong, DECLINED, user)

    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (right.status, right.handled_by) == (MENDED, user)
    assert (wrong.status, wrong.handled_by) == (DECLINED, user)
    assert timezone.now() - right.handled_at < datetime.timedelta(minutes=1)


def test_a_report_that_was_closed_by_mistake_is_opened_again(article, user):
    report = reports.receive(article, "错字")
    reports.decide(report, DECLINED, user)

    reports.decide(report, OPEN, user)

    report.refresh_from_db()
    assert (report.status, report.handled_by, report.handled_at) == (OPEN, None, None)


@pytest.mark.parametrize("occasion", ["another is closed", "another arrives"])
def test_a_report_is_forgotten_half_a_year_after_it_was_dealt_with(article, user, occasion):
    def closed(message, days):
        report = reports.receive(article, message)
        reports.decide(report, MENDED, user)
        handled_at = timezone.now() - datetime.timedelta(days=days)
        ErrorReport.objects.filter(pk=report.pk).update(handled_at=handled_at)

    other = reports.receive(article, "另一处")
    waiting = reports.receive(article, "放了很久没人看")
    ErrorReport.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - datetime.timedelta(days=999))
    closed("不久前的", 179)
    closed("很久前的", 181)

    if occasion == "another is closed":
        reports.decide(other, MENDED, user)
    else:
        reports.receive(article, "又一处")

    left = set(ErrorReport.objects.values_list("message", flat=True)) - {"又一处"}
    assert left == {"另一处", "放了很久没人看", "不久前的"}


# --- the passage in its context ------------------------------------------------------------------

TEXT = "一粒米的三次转身\n本报讯（记者 程朗）　好稻谷有了，却卖不出好价钱。\n" + "前" * 70 + "错子" + "后" * 70


def test_a_passage_stands_between_what_is_around_it():
    assert reports.in_context(TEXT, "却卖不出") == ("本报讯（记者 程朗）　好稻谷有了，", "却卖不出", "好价钱。")


def test_of_a_long_paragraph_only_the_surroundings_are_shown():
    assert reports.in_context(TEXT, "错子") == ("…" + "前" * 60, "错子", "后" * 60 + "…")


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("程朗） 好稻谷", "程朗）　好稻谷"),
        ("转身\n\n本报讯", "转身\n本报讯"),
        ("好 稻 谷", "好稻谷"),
        ("（记者程朗）", "（记者 程朗）"),
    ],
)
def test_spaces_and_line_ends_do_not_matter(passage, found):
    assert reports.in_context(TEXT, passage).passage == found


@pytest.mark.parametrize("passage", ["", "  \n", "没有这句话", "好稻谷.有了", "(记者"])
def test_what_is_not_in_the_text_is_not_found(passage):
    assert reports.in_context(TEXT, passage) is None
