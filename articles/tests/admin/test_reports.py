"""What the desk does with readers' reports, and with corrections."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles import reports
from articles.models import Correction, ErrorReport
from articles.tests.admin.conftest import log_in
from articles.tests.admin.forms import errors_of, fill_in
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper, make_note, make_part, make_picture

pytestmark = pytest.mark.django_db

QUEUE = "/admin/articles/errorreport/"


@pytest.fixture
def report(article):
    return reports.receive(article, "“面积”应为“面积。”", "春耕面积")


def form_of(obj):
    return reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk])


def act(client, action, *objects):
    return client.post(QUEUE, {"action": action, "_selected_action": [obj.pk for obj in objects]}, follow=True)


def press(client, report, button, **changes):
    """Send the report's form by one of its own buttons."""
    return fill_in(client, form_of(report), **{button: "1", **changes})


def listed(client, **query):
    return list(client.get(QUEUE, query).context["cl"].result_list)


# The queue


def test_open_reports_come_first_and_the_newest_of_them_before_the_others(editor, article):
    made = [reports.receive(article, text) for text in ("一", "二", "三", "四")]
    reports.decide(made[3], "declined", editor.user)
    reports.decide(made[0], "mended", editor.user)

    assert [report.message for report in listed(editor)] == ["三", "二", "四", "一"]
    assert [report.message for report in listed(editor, status__exact="open")] == ["三", "二"]


def test_the_queue_leads_to_the_article_at_the_desk_and_in_public(editor, report):
    page = editor.get(QUEUE).text

    assert form_of(report.article) in page
    assert report.article.get_absolute_url() in page
    assert "春耕面积" in page


def test_reports_are_found_by_newspaper_article_and_words(editor, report):
    other = make_article(make_issue(newspaper=make_newspaper("other", "别报"), pages=1).pages.get(), "另一篇")
    foreign = reports.receive(other, "日期不对")

    assert listed(editor, article__issue__newspaper__id__exact=report.article.issue.newspaper_id) == [report]
    assert listed(editor, article__id__exact=other.pk) == [foreign]
    assert listed(editor, q="日期") == listed(editor, q="另一篇") == [foreign]


def test_several_reports_are_closed_at_once(editor, article):
    made = [reports.receive(article, text) for text in ("一", "二")]

    assert "2 reports are now" in act(editor, "declined", *made).text

    for report in ErrorReport.objects.all():
        assert (report.status, report.handled_by) == ("declined", editor.user)
    assert editor.user.logentry_set.count() == 2


def test_who_closed_a_report_first_is_the_one_who_dealt_with_it(editor, report, django_user_model):
    first = django_user_model.objects.create_user("xiaodui")
    reports.decide(report, "mended", first)

    act(editor, "mended", report)

    report.refresh_from_db()
    assert report.handled_by == first


def test_a_report_that_was_closed_by_mistake_is_opened_again(editor, report):
    act(editor, "declined", report)
    act(editor, "reopen", report)

    report.refresh_from_db()
    assert (report.status, report.handled_by, report.handled_at) == ("open", None, None)


# The form


@pytest.mark.parametrize(("button", "status"), [("_mended", "mended"), ("_declined", "declined")])
def test_a_report_is_closed_from_its_form_together_with_a_note(editor, report, button, status):
    press(editor, report, button, answer="已核对原稿。")

    report.refresh_from_db()
    assert (report.status, report.handled_by, report.answer) == (status, editor.user, "已核对原稿。")
    assert report.handled_at
    assert f'name="{button}"' not in editor.get(form_of(report)).text


def test_a_note_alone_closes_nothing(editor, report):
    fill_in(editor, form_of(report), answer="问过记者，等回音。", status="mended", message="改了", passage="改了")

    report.refresh_from_db()
    assert (report.status, report.answer, report.handled_at) == ("open", "问过记者，等回音。", None)
    assert (report.message, report.passage) == ("“面积”应为“面积。”", "春耕面积")


def test_the_passage_is_shown_where_it_stands(editor, issue, article):
    make_part(article, issue.pages.last(), "开头一句。\n\n## 小标题\n\n下文里有错子。", headline="续篇之题")
    make_note(article, "编后之言。")
    make_picture(article, caption="图上之景。")
    article.byline, article.kicker = "本报讯（记者 李明）", "引题之文"
    article.save()
    expected = {
        "错子": "下文里有<mark>错子</mark>。",
        "李明）\n\n本县": "<mark>李明）\n本县</mark>今年春耕面积增加。",
        "续篇": "<mark>续篇</mark>之题",
        "引题": "<mark>引题</mark>之文",
        "编后": "<mark>编后</mark>之言。",
        "图上": "<mark>图上</mark>之景。",
    }
    for passage, shown in expected.items():
        page = editor.get(form_of(reports.receive(article, "错了", passage))).text
        assert shown in page, passage
    assert "第2版" in editor.get(form_of(reports.receive(article, "错了", "错子"))).text


def test_a_passage_that_is_gone_is_shown_as_it_came(editor, article):
    page = editor.get(form_of(reports.receive(article, "错了", "早已改掉"))).text

    assert "早已改掉" in page
    assert "Not in the text as it stands now." in page


def test_what_a_reader_wrote_is_only_text(editor, article):
    report = reports.receive(article, "<script>x</script>", "<b>粗</b>")

    for page in (editor.get(form_of(report)).text, editor.get(QUEUE).text):
        assert "<script>x" not in page
        assert "<b>粗" not in page


def test_a_correction_is_begun_from_a_report(editor, report):
    page = editor.get(form_of(report))
    url = page.context["correction_url"]
    assert parse_qs(urlsplit(url).query)["text"] == ["“春耕面积”应为“”。"]

    fill_in(editor, url, text="“春耕面积”应为“春耕总面积”。")

    correction = Correction.objects.get()
    assert (correction.article, correction.text) == (report.article, "“春耕面积”应为“春耕总面积”。")


def test_reports_are_written_by_readers_only(editor, report):
    assert editor.get(f"{QUEUE}add/").status_code == 403


# Permissions


def test_one_who_may_only_look_closes_nothing(trainee, report):
    page = trainee.get(form_of(report)).text
    assert "春耕面积" in page
    assert 'name="_mended"' not in page
    assert "correction/add" not in page
    assert trainee.post(form_of(report), {"_mended": "1"}).status_code == 403
    act(trainee, "mended", report)
    report.refresh_from_db()
    assert report.status == "open"


def test_one_who_may_not_see_reports_is_told_of_none(django_user_model, report):
    user = django_user_model.objects.create_user("staff", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_issue"))
    stranger = log_in(user)

    assert "errorreport" not in stranger.get("/admin/").text
    assert stranger.get(QUEUE).status_code == 403
    assert stranger.get(form_of(report)).status_code == 403


def test_the_index_says_how_many_reports_are_open(editor, article):
    assert "error report of a reader" not in editor.get("/admin/").text
    made = [reports.receive(article, text) for text in ("一", "二", "三")]
    reports.decide(made[0], "mended", editor.user)

    page = editor.get("/admin/").text

    assert "2 error reports of readers are open" in page
    assert f"{QUEUE}?status__exact=open" in page


# Corrections


def test_a_correction_is_added_on_the_article(editor, issue, article):
    notice = make_article(make_issue(DAY + datetime.timedelta(days=1), pages=1).pages.get(), "更正")
    fill_in(
        editor,
        form_of(article),
        corrections__TOTAL_FORMS="1",
        corrections__0__text="“面积”应为“总面积”。\r\n特此更正。",
        corrections__0__date="2026-03-06",
        corrections__0__printed_in=notice.pk,
    )

    correction = article.corrections.get()
    assert correction.text == "“面积”应为“总面积”。\n特此更正。"
    assert (correction.date, correction.printed_in) == (datetime.date(2026, 3, 6), notice)
    assert "更正（2026-03-06）" in editor.get(form_of(article)).text


def test_an_article_is_not_the_notice_that_corrects_it(editor, article):
    answer = fill_in(
        editor,
        form_of(article),
        corrections__TOTAL_FORMS="1",
        corrections__0__text="错了。",
        corrections__0__printed_in=article.pk,
    )

    assert errors_of(answer)
    assert not Correction.objects.exists()


def test_as_the_notice_only_what_could_be_one_is_offered(editor, issue, article):
    def notice(days, newspaper=None):
        page = make_issue(DAY + datetime.timedelta(days=days), newspaper, pages=1).pages.get()
        return make_article(page, "更正")

    notice(-1)
    notice(2)
    notice(1)
    notice(1, make_newspaper("other", "别报"))
    article.headline = "更正之外"
    article.save()
    url = reverse("admin:autocomplete")
    query = {"app_label": "articles", "model_name": "correction", "field_name": "printed_in", "term": "更正"}

    def offered(**more):
        return [found["text"] for found in editor.get(url, query | more).json()["results"]]

    assert f"?corrects={article.pk}" in editor.get(form_of(article)).text
    assert offered(corrects=article.pk) == ["更正（2026-03-07）", "更正（2026-03-06）"]
    assert len(offered()) == len(offered(corrects="0")) == len(offered(corrects="x")) == 5


def test_people_of_the_desk_are_offered_by_their_names(editor):
    """Django's own admins know nothing of how this desk names what is chosen."""
    query = {"app_label": "articles", "model_name": "errorreport", "field_name": "handled_by", "term": ""}

    found = editor.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [choice["text"] for choice in found] == [editor.user.get_username()]


def test_corrections_have_a_list_of_their_own(editor, article):
    correction = Correction.objects.create(article=article, text="“面积”应为“总面积”。")

    page = editor.get("/admin/articles/correction/", {"q": "春耕备耕忙"}).text
    assert form_of(correction) in page

    fill_in(editor, form_of(correction), text="“面积”应为“播种面积”。")
    correction.refresh_from_db()
    assert correction.text == "“面积”应为“播种面积”。"
    assert f"?corrects={article.pk}" in editor.get(form_of(correction)).text
