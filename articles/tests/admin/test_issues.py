"""What editors do with newspapers, issues and pages."""

import datetime
import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects
from taggit.models import Tag

from articles import workflow
from articles.admin import base
from articles.models import Article, BatchFile, Event, ImportBatch, Issue, Newspaper, Page, Part, SourceFile
from articles.tests.admin.forms import errors_of, fill_in
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
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, SECTION_CHIEF, client_of, make_member

pytestmark = pytest.mark.django_db

ISSUES = "/admin/articles/issue/"
#: Queries of the page that asks before one issue is published.
ASKING = 36


def form_of(obj):
    return reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk])


def act(client, action, *objects, url=ISSUES, follow=False, **data):
    chosen = {"action": action, "_selected_action": [obj.pk for obj in objects], **data}
    return client.post(url, chosen, follow=follow)


# Publishing


@pytest.fixture
def filled(issue):
    """The issue with a story on each page, so that nothing is in the way of its readers."""
    for page in issue.pages.all():
        make_article(page, f"{page.label}版头条", authors=["李明"])
    return issue


@pytest.fixture
def chief(db):
    return client_of(make_member(CHIEF_EDITOR, "wujiang", first_name="吴江"))


def publication(client, action, *objects, **data):
    """The page that asks before an issue is published; nothing is acted on before it is confirmed."""
    answer = act(client, action, *objects, **data)
    assert answer.status_code == 200
    return answer


def local(moment):
    """A moment as a browser's field for it sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def in_hours(hours):
    return timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(hours=hours)


@pytest.mark.usefixtures("filled")
def test_an_editor_publishes_an_issue_after_being_asked(editor, issue):
    question = act(editor, "publish", issue)
    assert "become visible to everybody" in question.text
    issue.refresh_from_db()
    assert issue.status == Issue.Status.DRAFT

    act(editor, "publish", issue, confirmed="yes", note="夜班签发")
    issue.refresh_from_db()
    assert issue.is_public
    assert set(issue.pages.values_list("status", flat=True)) == {Page.Status.PUBLISHED}
    event = issue.events.get()
    assert (event.action, event.user, event.actor, event.note) == ("published", editor.user, "zongbian", "夜班签发")


@pytest.mark.usefixtures("filled")
def test_an_issue_is_published_for_tomorrow_morning(editor, issue):
    at = timezone.localtime() + datetime.timedelta(days=1)
    act(editor, "schedule", issue, confirmed="yes", at=at.strftime("%Y-%m-%dT%H:%M"))
    issue.refresh_from_db()
    assert issue.publish_at == at.replace(second=0, microsecond=0)
    assert not issue.is_public
    assert "scheduled" in editor.get(ISSUES).text


def test_the_desk_says_which_issue_goes_out_and_when(chief, filled):
    at = timezone.localtime(in_hours(5))
    board = reverse("admin:articles_issue_board", args=[filled.pk])
    act(chief, "schedule", filled, confirmed="yes", at=local(at))
    told = chief.get(board).text
    assert f"已定时，{at:%Y-%m-%d %H:%M} 自动公开：{filled}。" in told
    assert f"{at:%Y-%m-%d %H:%M}</span></dd>" in chief.get(board).text
    assert f"{at.month}-{at.day} {at:%H:%M}" in chief.get(reverse("admin:index")).text

    act(chief, "publish", filled, confirmed="yes")
    assert f"已发布：{filled}。" in chief.get(board).text
    act(chief, "withdraw", filled, confirmed="yes")
    assert f"已撤回：{filled}。" in chief.get(board).text


def test_another_moment_is_chosen_beginning_with_the_present_one_and_never_by_leaving_it_out(chief, filled):
    first = in_hours(5)
    act(chief, "schedule", filled, confirmed="yes", at=local(first))
    assert f'value="{local(first)}"' in publication(chief, "schedule", filled).text

    question = publication(chief, "schedule", filled, confirmed="yes", at="")
    assert "这个字段是必填项。" in errors_of(question)
    filled.refresh_from_db()
    assert (filled.publish_at, filled.is_public) == (first, False)


def test_issues_of_different_moments_are_asked_for_one_without_a_proposal(chief, filled):
    other = make_issue(filled.date + datetime.timedelta(days=1), filled.newspaper, pages=1)
    act(chief, "schedule", filled, confirmed="yes", at=local(in_hours(5)))
    assert publication(chief, "schedule", filled, other).context["form"]["at"].value() is None


def test_no_more_issues_are_published_at_once_than_can_be_looked_through(editor, issue):
    issues = [issue, *(make_issue(DAY + datetime.timedelta(days=n), issue.newspaper) for n in range(1, 51))]
    answer = act(editor, "publish", *issues, confirmed="yes")
    assert answer.status_code == 302
    assert "Choose 50 issues at most" in editor.get(ISSUES).text
    assert not Issue.objects.exclude(status=Issue.Status.DRAFT).exists()


def test_a_moment_that_is_none_is_asked_for_again(editor, issue):
    question = act(editor, "schedule", issue, confirmed="yes", at="明早")
    assert "Enter a valid date/time." in errors_of(question)
    assert not issue.events.exists()


def test_an_editor_withdraws_an_issue(editor, issue):
    publish(issue)
    assert "no longer find" in act(editor, "withdraw", issue).text
    act(editor, "withdraw", issue, confirmed="yes", note="头条有误")
    issue.refresh_from_db()
    assert issue.status == Issue.Status.WITHDRAWN
    assert issue.events.first().note == "头条有误"


def test_the_form_offers_what_can_be_done_with_the_issue(editor, issue):
    assert 'value="publish"' in editor.get(form_of(issue)).text
    publish(issue)
    page = editor.get(form_of(issue)).text
    assert 'value="withdraw"' in page
    assert 'value="publish"' not in page


@pytest.mark.usefixtures("filled")
def test_a_page_that_was_added_later_is_published_too(editor, issue):
    publish(issue)
    since = issue.publish_at
    make_article(make_page(issue, 3))
    assert 'value="publish"' in editor.get(form_of(issue)).text
    act(editor, "publish", issue, confirmed="yes")
    issue.refresh_from_db()
    assert issue.publish_at == since
    assert not issue.pages.filter(status=Page.Status.DRAFT).exists()


def test_one_who_may_not_change_issues_publishes_none(trainee, issue):
    act(trainee, "publish", issue, confirmed="yes")
    issue.refresh_from_db()
    assert issue.status == Issue.Status.DRAFT
    assert not Event.objects.exists()
    assert 'value="publish"' not in trainee.get(form_of(issue)).text
    assert 'value="publish"' not in trainee.get(ISSUES).text


def test_a_form_cannot_write_a_status(editor, issue):
    fill_in(editor, form_of(issue), status="published", publish_at="2026-03-05", number="8200")
    issue.refresh_from_db()
    assert (issue.status, issue.publish_at, issue.number) == (Issue.Status.DRAFT, None, 8200)


def test_what_blocks_is_shown_with_the_way_to_mend_it_and_nothing_can_be_sent(chief, issue):
    first, second = issue.pages.all()
    article = make_article(first, "半截子通讯", authors=["李明"])
    article.parts.update(continues_on="2")
    page = publication(chief, "publish", issue)
    assert f'href="{form_of(article)}"' in page.text
    assert f'href="{form_of(second)}"' in page.text
    assert re.search(r'<input type="submit"[^>]* disabled', page.text)

    refused = publication(chief, "publish", issue, confirmed="yes")
    assert 'role="alert"' in refused.text
    issue.refresh_from_db()
    assert issue.status == Issue.Status.DRAFT
    assert not issue.events.exists()


def test_what_only_warns_is_shown_and_left_to_a_person(chief, filled):
    page = publication(chief, "publish", filled)
    assert f'href="{form_of(filled.newspaper)}"' in page.text
    assert not re.search(r'<input type="submit"[^>]* disabled', page.text)
    act(chief, "publish", filled, confirmed="yes")
    filled.refresh_from_db()
    assert filled.is_public


def test_missing_and_void_signatures_are_shown_page_by_page(chief, filled):
    Newspaper.objects.update(reviews_required=2)
    first, second = Page.objects.order_by("number")
    workflow.sign(first, make_member(PAGE_EDITOR, "chenjing", first_name="陈静"))
    workflow.sign(first, chief.user)
    story = first.parts.get().article
    fill_in(chief, form_of(story), headline="改了的头条")

    page = publication(chief, "publish", filled)
    for unsigned in (first, second):
        assert f'href="{reverse("admin:articles_page_review", args=[unsigned.pk])}"' in page.text
    assert "陈静" in page.text
    assert re.search(r'<input type="submit"[^>]* disabled', page.text)


def test_several_issues_go_out_together_or_not_at_all(chief, filled):
    other = make_issue(filled.date + datetime.timedelta(days=1), filled.newspaper, pages=1)
    refused = publication(chief, "publish", filled, other, confirmed="yes")
    assert f"issue-{other.pk}" in refused.text
    assert not Issue.objects.published().exists()
    assert not Event.objects.exists()

    make_article(other.pages.get(), authors=["李明"])
    act(chief, "publish", filled, other, confirmed="yes")
    assert Issue.objects.published().count() == 2


def test_a_moment_that_has_passed_is_refused_and_what_was_typed_stays(chief, filled):
    asked = local(in_hours(-1))
    page = publication(chief, "schedule", filled, confirmed="yes", at=asked, note="夜班签发")
    assert "这个时间已经过去" in page.text
    assert 'aria-invalid="true"' in page.text
    assert f'value="{asked}"' in page.text
    assert 'value="夜班签发"' in page.text
    filled.refresh_from_db()
    assert filled.status == Issue.Status.DRAFT


def test_the_moment_is_that_of_a_named_time_zone(chief, filled):
    assert "Asia/Shanghai, UTC+08:00" in publication(chief, "schedule", filled).text


def test_a_scheduled_issue_is_taken_off_the_schedule_or_moved(chief, filled):
    act(chief, "schedule", filled, confirmed="yes", at=local(in_hours(5)))
    form = chief.get(form_of(filled)).text
    assert 'value="unschedule"' in form
    assert 'value="withdraw"' not in form
    act(chief, "schedule", filled, confirmed="yes", at=local(in_hours(7)))
    filled.refresh_from_db()
    assert filled.publish_at == in_hours(7)

    assert publication(chief, "unschedule", filled).context["action"] == "unschedule"
    act(chief, "unschedule", filled, confirmed="yes", note="等头条")
    filled.refresh_from_db()
    assert (filled.status, filled.publish_at) == (Issue.Status.DRAFT, None)
    event = filled.events.first()
    assert (event.action, event.actor, event.note) == ("unscheduled", "吴江", "等头条")


@pytest.mark.parametrize("action", ["unschedule", "withdraw"])
def test_what_cannot_be_done_with_a_draft_is_refused_with_a_sentence(chief, filled, action):
    assert publication(chief, action, filled, confirmed="yes").text.count('class="errornote"') == 1
    assert not filled.events.exists()


def test_an_issue_that_is_deleted_meanwhile_is_named_and_the_others_are_asked_for_again(
    chief, filled, while_it_is_deleted
):
    other = make_issue(filled.date + datetime.timedelta(days=1), filled.newspaper, pages=1)
    make_article(other.pages.get(), authors=["李明"])
    with while_it_is_deleted(filled, depth=2):
        page = publication(chief, "publish", filled, other, confirmed="yes")
    assert f"{filled} 已被他人删除" in page.text
    assert [entry.issue for entry in page.context["entries"]] == [other]
    assert not Issue.objects.published().exists()

    with while_it_is_deleted(other, depth=2):
        answer = act(chief, "publish", other, confirmed="yes")
    assert f"{other} 已被他人删除" in chief.get(answer.url).text
    answer = act(chief, "publish", other, confirmed="yes")
    assert "所选的刊期已被删除" in chief.get(answer.url).text


def test_a_notice_for_readers_is_kept(chief, filled):
    publish(filled)
    act(chief, "withdraw", filled, confirmed="yes", note="头条有误", notice="本期因印制事故收回。")
    filled.refresh_from_db()
    assert filled.notice == "本期因印制事故收回。"


@pytest.mark.parametrize("role", [PAGE_EDITOR, SECTION_CHIEF])
@pytest.mark.parametrize("action", ["publish", "schedule", "unschedule", "withdraw"])
def test_only_the_chief_editor_decides_what_readers_get(role, action, filled):
    client = client_of(make_member(role, "qita"))
    if action == "withdraw":
        publish(filled)
    if action == "unschedule":
        workflow.publish(filled, actor="测试", at=in_hours(5))
    before = filled.events.count()
    assert f'value="{action}"' not in client.get(form_of(filled)).text
    act(client, action, filled, confirmed="yes")
    status = filled.status
    filled.refresh_from_db()
    assert filled.status == status
    assert filled.events.count() == before


@pytest.mark.parametrize("articles", [1, 50])
def test_asking_costs_the_same_for_any_size_of_an_issue(chief, issue, articles, django_assert_num_queries):
    for page in issue.pages.all():
        for number in range(articles):
            make_article(page, f"第{number}条", body="", authors=["李明"])
    Newspaper.objects.update(reviews_required=3)
    with django_assert_num_queries(ASKING):
        publication(chief, "publish", issue)


# Permissions


def test_one_who_may_only_look_changes_nothing(trainee, issue):
    assert trainee.get(form_of(issue)).status_code == 200
    assert trainee.post(form_of(issue), {"number": "1"}).status_code == 403
    assert trainee.get(reverse("admin:articles_issue_add")).status_code == 403


def test_a_stranger_is_asked_to_log_in(client, issue):
    assert client.get(form_of(issue)).url.startswith("/admin/login/")


def test_one_who_may_only_look_sees_every_form(trainee, issue):
    article = make_article(issue.pages.first(), authors=["李明"])
    make_pointer(issue.pages.first(), article=article)
    objects = [issue, issue.newspaper, issue.pages.first(), article.authors.get(), issue.pages.first().pointers.get()]
    for obj in objects:
        page = trainee.get(form_of(obj))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text


# What an address is made of


def test_a_wrong_day_or_label_is_mended_and_the_old_address_keeps_leading_there(editor, reader, issue):
    publish(issue)
    fill_in(editor, form_of(issue), date="2026-03-06", edition="号外", pages__0__label="9")

    assert_leads(reader, "/qinghe/2026-03-05/", "/qinghe/2026-03-06-号外/")
    assert_leads(reader, "/qinghe/2026-03-05/1/", "/qinghe/2026-03-06-号外/9/")


def test_a_page_relabelled_on_its_own_form_is_found_under_its_former_label(editor, reader, issue):
    publish(issue)
    fill_in(editor, form_of(issue.pages.first()), label="A1")
    assert_leads(reader, "/qinghe/2026-03-05/1/", "/qinghe/2026-03-05/A1/")


def test_an_issue_stays_with_its_newspaper_once_readers_have_it(editor, issue):
    other = make_newspaper(slug="yunzhou", name="云州晚报")
    publish(issue)
    fill_in(editor, form_of(issue), newspaper=other.pk)
    issue.refresh_from_db()
    assert issue.newspaper.slug == "qinghe"


def test_the_former_address_of_a_newspaper_keeps_leading_there(editor, reader, issue):
    publish(issue)
    fill_in(editor, form_of(issue.newspaper), slug="qh")

    assert_leads(reader, "/qinghe/?page=1", "/qh/?page=1")
    assert_leads(reader, "/qinghe/2026-03-05/1/", "/qh/2026-03-05/1/")


def assert_leads(client, former, present):
    assertRedirects(client.get(former), quote(present, safe="/?="), status_code=301)


@pytest.mark.parametrize("slug", ["admin", "search", "青禾", "a b"])
def test_an_address_that_cannot_be_one_is_refused(editor, slug):
    answer = fill_in(editor, reverse("admin:articles_newspaper_add"), name="青禾日报", slug=slug)
    assert errors_of(answer)
    assert not Newspaper.objects.exists()


def test_a_second_issue_of_a_day_is_refused_unless_it_is_an_extra(editor, issue):
    url = reverse("admin:articles_issue_add")
    same = {"newspaper": issue.newspaper.pk, "date": "2026-03-05"}
    assert errors_of(fill_in(editor, url, **same))
    answer = fill_in(editor, url, **same, edition="号外")
    assert answer.url == form_of(Issue.objects.get(edition="号外"))


# Pages


def test_pages_are_added_on_the_issue(editor, issue):
    data = {"pages__TOTAL_FORMS": "3", "pages__2__number": "3", "pages__2__label": "A3", "pages__2__name": "副刊"}
    fill_in(editor, form_of(issue), **data)
    assert issue.pages.get(label="A3").title == "第A3版：副刊"


def test_the_pages_of_an_issue_are_listed_by_themselves(editor, issue):
    make_issue(issue.date, make_newspaper("other", "别报"), pages=1)
    answer = editor.get(reverse("admin:articles_page_changelist"), {"issue__id__exact": issue.pk})
    assert list(answer.context["cl"].result_list) == list(issue.pages.all())


def test_issues_are_listed_by_the_status_that_is_shown(editor, issue):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    days = {}
    for offset, (state, at) in enumerate({"published": None, "scheduled": tomorrow, "withdrawn": None}.items(), 1):
        other = make_issue(issue.date + datetime.timedelta(days=offset), pages=1)
        publish(other, at)
        if state == "withdrawn":
            workflow.withdraw(other, actor="测试")
        days[state] = [other]
    for state, issues in {**days, "draft": [issue], "anything": Issue.objects.newest_first()}.items():
        answer = editor.get(reverse("admin:articles_issue_changelist"), {"state": state})
        assert list(answer.context["cl"].result_list) == list(issues)


def test_a_label_twice_is_refused(editor, issue):
    answer = fill_in(editor, form_of(issue), pages__1__label="1")
    assert errors_of(answer)


def test_a_page_takes_its_articles_in_another_order(editor, issue):
    page = issue.pages.first()
    for headline in ("甲", "乙", "丙"):
        make_article(page, headline)
    fill_in(editor, form_of(page), parts__0__position="3", parts__1__position="1", parts__2__position="2")
    assert [part.article.headline for part in page.parts.order_by("position")] == ["乙", "丙", "甲"]


def test_an_article_that_came_meanwhile_keeps_its_place(editor, issue):
    page = issue.pages.first()
    first, second = make_article(page, "甲"), make_article(page, "乙")
    opened = editor.get(form_of(page))
    assert first.headline in opened.text
    make_article(page, "丙")
    data = {"parts__0__position": "2", "parts__1__position": "1"}
    fill_in(editor, form_of(page), **data, parts__2__position="3")
    assert [part.article for part in page.parts.order_by("position")][:2] == [second, first]


def test_a_pdf_that_is_none_is_refused(editor, issue):
    file = SimpleUploadedFile("page.pdf", b"<html>", "application/pdf")
    answer = fill_in(editor, form_of(issue.pages.first()), pdf=file)
    assert errors_of(answer) == ["This is no PDF; export the page as PDF and choose that file."]


def test_a_pdf_is_stored(editor, issue):
    page = issue.pages.first()
    fill_in(editor, form_of(page), pdf=SimpleUploadedFile("page.PDF", b"%PDF-1.7\n", "application/pdf"))
    page.refresh_from_db()
    assert page.pdf.name.endswith(".pdf")


def test_the_pdf_of_a_whole_issue_is_stored(editor, issue):
    assert 'name="pdf" accept="application/pdf"' in editor.get(form_of(issue)).text
    answer = fill_in(editor, form_of(issue), pdf=SimpleUploadedFile("issue.pdf", b"<html>", "application/pdf"))
    assert errors_of(answer) == ["This is no PDF; export the page as PDF and choose that file."]

    fill_in(editor, form_of(issue), pdf=SimpleUploadedFile("issue.pdf", b"%PDF-1.7\n", "application/pdf"))
    issue.refresh_from_db()
    assert issue.pdf.name.endswith(".pdf")


def test_a_newspaper_may_take_no_reports_of_its_readers(editor, issue):
    assert Newspaper.objects.get().takes_error_reports
    fill_in(editor, form_of(issue.newspaper), takes_error_reports="")
    assert not Newspaper.objects.get().takes_error_reports


def test_a_page_offers_the_way_to_its_neighbours_and_to_a_new_article(editor, issue):
    first, second = issue.pages.all()
    page = editor.get(form_of(first)).text
    assert form_of(second) in page
    assert f"/admin/articles/article/add/?page={first.pk}" in page


def delete_page(client, page, **data):
    return client.post(reverse("admin:articles_page_delete", args=[page.pk]), {"post": "yes"}, **data)


def test_deleting_a_page_names_the_articles_that_go_with_it(editor, issue):
    page = issue.pages.last()
    make_article(page, "水库除险")
    make_article(issue.pages.first(), "春耕备耕忙")
    answer = editor.get(reverse("admin:articles_page_delete", args=[page.pk]))
    assert "水库除险" in answer.text
    assert "春耕备耕忙" not in answer.text
    assert Article.objects.count() == 2


def test_deleting_what_readers_see_says_so(editor, chief, issue):
    page = issue.pages.last()
    url = reverse("admin:articles_page_delete", args=[page.pk])
    assert "Readers see this" not in editor.get(url).text
    assert "can be restored to another page" in editor.get(url).text
    Page.objects.update(status=Page.Status.PUBLISHED)
    Issue.objects.update(status=Issue.Status.PUBLISHED, publish_at=timezone.now())
    assert "读者正在看到它" in chief.get(url).text
    pages = reverse("admin:articles_page_changelist")
    assert "读者正在看到它" in act(chief, "delete_selected", page, url=pages).text


def test_what_goes_with_a_page_is_named_in_the_language_of_the_desk(editor, issue):
    page = issue.pages.last()
    page.former_labels.create(issue=issue, label="3")
    answer = editor.get(reverse("admin:articles_page_delete", args=[page.pk]), headers={"accept-language": "zh-hans"})
    assert "曾用版次" in answer.text


def test_the_articles_of_a_deleted_page_can_be_restored(editor, issue):
    page = issue.pages.last()
    article = make_article(page, "水库除险", "水库加固完工。")
    answer = delete_page(editor, page)

    assert answer.url == reverse("admin:articles_issue_board", args=[issue.pk])
    shown = editor.get(answer.url).text
    deleted = reverse("admin:articles_issue_deleted", args=[issue.pk])
    assert "1 article was deleted" in shown
    assert deleted in shown
    assert not Article.objects.exists()
    told = Event.objects.filter(action="deleted").order_by("pk").values_list("subject", "article_number", "note")
    assert list(told) == [
        (f"{issue} 第2版", None, ""),
        (f"{issue} 水库除险", article.number, "with 第2版"),
    ]
    assert "水库除险" in editor.get(deleted).text


def test_a_page_from_which_a_story_runs_over_is_not_deleted(editor, issue):
    first, second = issue.pages.all()
    make_part(make_article(first, "水库除险"), second, "完工之后。")
    for page, other in ((first, "第2版"), (second, "第1版")):
        answer = delete_page(editor, page, follow=True)
        assert f"“水库除险” runs over to {other}" in answer.text
    pages = reverse("admin:articles_page_changelist")
    assert "runs over to" in act(editor, "delete_selected", first, url=pages, post="yes", follow=True).text
    assert Part.objects.count() == 2
    # Both together lose no end.
    act(editor, "delete_selected", first, second, url=pages, post="yes")
    assert not Page.objects.exists()
    assert not Article.objects.exists()
    assert Event.objects.get(article_number__isnull=False).note == "with 第1版, 第2版"


def test_a_story_that_runs_over_meanwhile_keeps_its_page(editor, issue, monkeypatch):
    first, second = issue.pages.all()
    article = make_article(first, "水库除险")
    begin = base.edited

    def cut_then_begin(*args, **kwargs):
        make_part(article, second, "完工之后。")
        return begin(*args, **kwargs)

    monkeypatch.setattr(base, "edited", cut_then_begin)
    assert "runs over to" in delete_page(editor, first, follow=True).text
    assert Page.objects.count() == 2


@pytest.mark.parametrize("taken", ["1", "01"])
def test_a_page_does_not_take_the_label_of_another(editor, issue, taken):
    page = issue.pages.last()
    assert errors_of(fill_in(editor, form_of(page), label=taken)) == ["This issue already has a page with this label."]
    page.refresh_from_db()
    assert page.label == "2"


def test_no_part_of_a_story_is_number_nought(editor, issue):
    article = make_article(issue.pages.first())
    assert errors_of(fill_in(editor, form_of(article), parts__0__sequence="0"))
    assert article.parts.get().sequence == 1


def test_the_form_of_an_issue_gives_no_two_pages_one_label(editor, issue):
    fill_in(editor, form_of(issue), pages__1__label="01")
    assert [page.label for page in issue.pages.all()] == ["1", "2"]
    fill_in(editor, form_of(issue), pages__1__label="02")
    assert [page.label for page in issue.pages.all()] == ["1", "02"]


def test_no_page_is_deleted_in_the_form_of_its_issue(editor, issue):
    assert "DELETE" not in editor.get(reverse("admin:articles_issue_change", args=[issue.pk])).text


def test_who_deletes_an_article_returns_to_the_board(editor, issue):
    article = make_article(issue.pages.first())
    url = reverse("admin:articles_article_delete", args=[article.pk])
    board = reverse("admin:articles_issue_board", args=[issue.pk])
    assert editor.post(url, {"post": "yes"}).url == board
    again = make_article(issue.pages.first())
    url = reverse("admin:articles_article_delete", args=[again.pk]) + "?_changelist_filters=q%3D春耕"
    assert editor.post(url, {"post": "yes"}).url.startswith(reverse("admin:articles_article_changelist"))


def test_a_newspaper_with_issues_is_not_deleted(editor, issue):
    url = reverse("admin:articles_newspaper_delete", args=[issue.newspaper.pk])
    assert "Issues: 1" in editor.get(url).text
    editor.post(url, {"post": "yes"})
    assert Newspaper.objects.exists()


def test_a_draft_is_deleted_with_its_record(editor, issue):
    publish(issue)
    editor.post(reverse("admin:articles_issue_delete", args=[issue.pk]), {"post": "yes"})
    assert not Issue.objects.exists()


def test_one_without_permission_deletes_nothing(trainee, issue):
    assert trainee.post(reverse("admin:articles_issue_delete", args=[issue.pk]), {"post": "yes"}).status_code == 403


# Records


def test_the_record_of_an_issue_names_what_of_it_was_changed(editor, issue):
    article = make_article(issue.pages.first(), "水库除险")
    editor.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    publish(issue)
    page = re.sub(r"<[^>]+>", "", editor.get(form_of(issue)).text)
    assert f"deleted {editor.user.username} 水库除险" in page


@pytest.fixture
def batch(issue):
    report = {
        "entries": [
            {"page": "1", "file": "1.md", "line": 3, "headline": "春耕", "outcome": "new", "joined": [[3, 4]]},
            {"page": "1", "file": "1.md", "line": 9, "headline": "", "outcome": "odd", "joined": []},
        ],
        "problems": [
            {"code": "empty-file", "severity": "error", "file": "2.md", "line": 1, "details": {}},
            {"code": "no-longer-known", "severity": "note", "file": "", "line": None, "details": {}},
            {"code": "dates-differ", "severity": "error", "file": "2.md", "line": 1, "details": {}},
        ],
    }
    batch = ImportBatch.objects.create(issue=issue, actor="值班", report=report)
    source = SourceFile.objects.create(digest="a" * 64, content="一".encode(), size=3)
    BatchFile.objects.create(batch=batch, source=source, name="0305/青禾 1.md")
    return batch


def test_the_report_of_an_import_is_read(editor, batch):
    page = editor.get(form_of(batch)).text
    assert "The file is empty; check what was exported." in page
    assert "no-longer-known" in page
    assert "1.md:3" in page
    assert "3+4" in page
    assert 'type="submit"' not in page.split("<main")[1]


def test_the_source_is_downloaded_as_it_came(editor, batch):
    answer = editor.get(reverse("admin:articles_sourcefile_download", args=[SourceFile.objects.get().pk]))
    assert answer.content == "一".encode()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert editor.get(reverse("admin:articles_sourcefile_download", args=[0])).status_code == 404


def test_the_source_is_not_for_everybody(client, django_user_model, batch):
    url = reverse("admin:articles_sourcefile_download", args=[SourceFile.objects.get().pk])
    assert client.get(url).status_code == 302
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("model", ["importbatch", "sourcefile", "event"])
def test_records_are_read_only(editor, issue, batch, model):
    publish(issue)
    objects = {"importbatch": batch, "sourcefile": SourceFile.objects.get(), "event": issue.events.get()}
    url = form_of(objects[model])
    assert editor.get(url).status_code == 200
    assert editor.post(url, {"actor": "别人"}).status_code == 403
    assert editor.get(reverse(f"admin:articles_{model}_add")).status_code == 403
    assert editor.post(reverse(f"admin:articles_{model}_delete", args=[objects[model].pk])).status_code == 403


# Tags


def test_tags_that_mean_the_same_are_made_one(editor, issue):
    one, other = make_article(issue.pages.first()), make_article(issue.pages.last())
    one.tags.add("农业", "三农")
    other.tags.add("三农")
    url = reverse("admin:taggit_tag_changelist")
    tags = list(Tag.objects.all())
    assert "get the one that stays" in act(editor, "merge", *tags, url=url).text
    act(editor, "merge", *tags, url=url, confirmed="yes", name="农业")
    assert list(Tag.objects.values_list("name", flat=True)) == ["农业"]
    assert list(one.tags.names()) == list(other.tags.names()) == ["农业"]


def test_one_who_may_not_change_tags_merges_none(trainee, issue):
    make_article(issue.pages.first()).tags.add("农业", "三农")
    answer = act(trainee, "merge", *Tag.objects.all(), url=reverse("admin:taggit_tag_changelist"), confirmed="yes")
    assert answer.status_code == 403
    assert Tag.objects.count() == 2


# The whole


def test_the_index_leads_to_the_latest_pages(editor, issue):
    page = editor.get(reverse("admin:index")).text
    assert form_of(issue.pages.first()) in page
    assert "Newsroom" in page


def test_one_who_may_not_see_issues_is_told_of_none(client, django_user_model, issue):
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))
    assert issue.newspaper.name not in client.get(reverse("admin:index")).text


def test_the_models_stand_in_the_order_of_a_paper(editor):
    first = editor.get(reverse("admin:index")).context["app_list"][0]
    assert [model["object_name"] for model in first["models"]][:3] == ["Issue", "Article", "Page"]


def test_nothing_inline_stands_in_the_way_of_the_policy(editor, issue):
    make_article(issue.pages.first())
    for url in ("/admin/", ISSUES, form_of(issue), form_of(issue.pages.first()), form_of(issue.articles.first())):
        page = editor.get(url)
        assert "style-src 'self'" in page.headers["Content-Security-Policy"]
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert "<script>" not in page.text


def test_the_admin_speaks_chinese(editor, issue):
    make_newspaper()
    page = editor.get(ISSUES, headers={"accept-language": "zh-CN"}).text
    assert "选择" in page


def test_issues_are_locked_in_one_order_however_a_list_is_sorted(editor, monkeypatch):
    """Else two people who delete from the same two issues would wait for each other."""
    locked = []
    monkeypatch.setattr(workflow, "lock", lambda issue, lock=workflow.lock: (locked.append(issue.pk), lock(issue)))
    first, second = make_issue(pages=1), make_issue(DAY + datetime.timedelta(days=1), pages=1)
    articles = [make_article(issue.pages.get()) for issue in (first, second)]
    data = {"action": "delete_selected", "_selected_action": [article.pk for article in articles], "post": "yes"}
    editor.post(reverse("admin:articles_article_changelist"), data)
    assert locked == [first.pk, second.pk]
    editor.post(
        reverse("admin:articles_issue_changelist"),
        {"action": "publish", "_selected_action": [first.pk, second.pk], "confirmed": "1"},
    )
    assert locked == [first.pk, second.pk] * 2
