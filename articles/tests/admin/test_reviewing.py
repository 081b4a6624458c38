"""三审三校 over HTTP: the page under review, the queue and the sheet, and what each role may do there."""

import datetime
import html

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.content import issue_content
from articles.editing import edited
from articles.models import Article, Author, Event, Issue, Newspaper, Part, Picture, Review, Stage
from articles.tests.admin.forms import fill_in
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_note,
    make_page,
    make_part,
    make_picture,
    make_pointer,
    publish,
)
from articles.tests.people import (
    CHIEF_EDITOR,
    IMPORTER,
    PAGE_EDITOR,
    REPORTER,
    SECTION_CHIEF,
    client_of,
    make_member,
)

from .costs import cost

pytestmark = pytest.mark.django_db

QUEUE = "/admin/articles/page/review-queue/"


@pytest.fixture
def issue():
    issue = make_issue(newspaper=make_newspaper(reviews_required=3), pages=2, number=128)
    first, second = issue.pages.all()
    article = make_article(
        first, body="全县动员。\n\n## 抢农时\n\n机声隆隆。", authors=["李明"], kicker="开春", deck="全县动员"
    )
    make_part(article, second, "接着说。", headline="春耕忙（续）")
    make_note(article)
    make_picture(article, caption="田间", credit="王芳 摄")
    Picture.objects.update(image="pictures/tian.gif", width=40, height=30)
    make_pointer(first, headline="大桥通车", target_label="2", article=make_article(second, "大桥通车"))
    return issue


@pytest.fixture
def first(issue):
    return issue.pages.first()


@pytest.fixture
def editor(issue):
    return client_of(make_member(PAGE_EDITOR, "bianji", first_name="陈静"))


@pytest.fixture
def section_chief(issue):
    return client_of(make_member(SECTION_CHIEF, "zhuren", first_name="周敏"))


@pytest.fixture
def chief(issue):
    return client_of(make_member(CHIEF_EDITOR, "zongbian", first_name="吴江"))


def review_of(page):
    return reverse("admin:articles_page_review", args=[page.pk])


def sheet_of(issue):
    return reverse("admin:articles_issue_approval_sheet", args=[issue.pk])


def sign(client, page, comment=""):
    """Open the page, read it, sign it."""
    return fill_in(client, review_of(page), comment=comment, verdict="passed")


def send_back(client, page, comment):
    return fill_in(client, review_of(page), comment=comment, verdict="returned")


def stages_of(page):
    return list(page.reviews.standing().values_list("stage", flat=True))


def write(issue, **fields):
    """Somebody else changes the story of the first page."""
    with edited(issue, actor="别人"):
        Article.objects.filter(headline="春耕备耕忙").update(**fields)


# --- signing ---------------------------------------------------------------------------------------


def test_three_people_sign_a_page(first, editor, section_chief, chief):
    for client in (editor, section_chief, chief):
        answer = sign(client, first, "看过")
        assert answer.status_code == 302
        assert answer.url == review_of(first)
    assert stages_of(first) == [Stage.FIRST, Stage.SECOND, Stage.FINAL]
    shown = chief.get(review_of(first)).text
    for name in ("陈静", "周敏", "吴江"):
        assert f"✓ {name}" in shown
    assert shown.count("stage-") == 3
    assert 'value="passed"' not in shown


@pytest.mark.parametrize("act", ["look", "sign"])
def test_whoever_reviews_a_page_that_is_deleted_meanwhile_is_told(first, editor, while_it_is_deleted, act):
    form = {"verdict": "passed", "seen": digest(first), "opened": timezone.now().isoformat()}
    with while_it_is_deleted(first):
        answer = editor.get(review_of(first)) if act == "look" else editor.post(review_of(first), form)
    assert answer.status_code == 302
    assert "已被删除" in editor.get(answer.url).text
    assert not Review.objects.exists()


def test_whoever_asks_for_the_sheet_of_an_issue_that_is_deleted_meanwhile_is_told(issue, editor, while_it_is_deleted):
    with while_it_is_deleted(issue):
        answer = editor.get(sheet_of(issue))
    assert "已被删除" in editor.get(answer.url).text


def test_looking_never_signs(first, editor):
    answer = editor.get(review_of(first), {"verdict": "passed", "comment": "看过", "seen": digest(first)})
    assert answer.status_code == 200
    assert not Review.objects.exists()
    assert not Event.objects.exists()


def digest(page):
    return issue_content(page.issue).page_digests[page.pk]


def refused(answer, comment):
    """The sentences of a refusal, which is shown with the comment that was typed."""
    assert answer.status_code == 200
    assert comment in answer.text
    assert 'role="alert"' in answer.text
    return answer.context["refused"]


def post(client, page, verdict="passed", comment="看过", **fields):
    """What a browser sends that shows the form longer than it should."""
    data = {"verdict": verdict, "comment": comment, "seen": digest(page), "opened": "2026-03-05T00:00:00+08:00"}
    return client.post(review_of(page), data | fields)


def test_the_same_person_does_not_sign_twice(first, editor):
    sign(editor, first)
    shown = editor.get(review_of(first))
    assert shown.context["obstacle"]
    assert 'value="passed"' not in shown.text
    assert refused(post(editor, first, comment="再看过"), "再看过") == [shown.context["obstacle"]]
    assert stages_of(first) == [Stage.FIRST]


def test_the_same_chief_does_not_sign_two_stages(first, chief):
    sign(chief, first)
    assert refused(post(chief, first), "看过")
    assert stages_of(first) == [Stage.FIRST]


def test_a_stage_is_signed_by_those_whose_it_is(first, editor, section_chief):
    sign(section_chief, first)
    assert refused(post(editor, first), "看过")
    assert stages_of(first) == [Stage.FIRST]


@pytest.mark.parametrize("role", [REPORTER, IMPORTER])
@pytest.mark.parametrize("verdict", ["passed", "returned"])
def test_a_forged_signature_is_forbidden_to_who_signs_no_pages(first, role, verdict):
    client = client_of(make_member(role, "qita"))
    shown = client.get(review_of(first))
    assert shown.status_code == 200
    assert "verdict-form" not in shown.text
    assert post(client, first, verdict).status_code == 403
    assert not Review.objects.exists()


def test_a_visitor_is_asked_to_log_in(first, client):
    for url in (review_of(first), sheet_of(first.issue), QUEUE):
        assert client.get(url).status_code == 302
    assert client.post(review_of(first), {"verdict": "passed"}).status_code == 302
    assert not Review.objects.exists()


def test_a_page_that_was_changed_meanwhile_is_shown_again_with_the_change(issue, first, editor):
    seen, opened = digest(first), datetime.datetime.now(datetime.UTC).isoformat()
    write(issue, deck="全县上下")
    answer = post(editor, first, seen=seen, opened=opened)
    assert refused(answer, "看过")
    assert "<del>动员</del>" in answer.text
    assert digest(first) in answer.text
    assert not Review.objects.exists()
    again = {name: answer.context["form"][name].value() for name in ("seen", "opened", "comment")}
    assert editor.post(review_of(first), again | {"verdict": "passed"}).status_code == 302
    assert Review.objects.get().comment == "看过"


@pytest.mark.parametrize("opened", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "gestern", ""])
@pytest.mark.parametrize("seen", ["0" * 64, "x", ""])
def test_a_form_that_was_tampered_with_signs_nothing(first, editor, opened, seen):
    assert refused(post(editor, first, opened=opened, seen=seen), "看过")
    assert not Review.objects.exists()


@pytest.mark.parametrize("comment", ["字" * 2001, "字\x00"])
def test_a_comment_that_cannot_be_stored_is_refused_with_a_sentence(first, editor, comment):
    answer = post(editor, first, comment=comment)
    assert answer.context["refused"]
    assert not Review.objects.exists()


def test_what_blocks_the_page_is_shown_as_a_link_and_lets_nobody_sign(issue, first, editor):
    Part.objects.filter(sequence=2).update(continues_on="7")
    second = issue.pages.get(label="2")
    shown = editor.get(review_of(second))
    (finding, url) = next(entry for entry in shown.context["findings"] if entry[0].blocks)
    assert url in shown.text
    assert editor.get(url).status_code == 200
    assert 'value="passed"' not in shown.text
    assert finding.sentence in refused(post(editor, second), "看过")
    assert sign(editor, first).status_code == 302


def test_every_finding_leads_to_where_it_is_mended(first, editor):
    first.pointers.update(article=None)
    Picture.objects.update(image="")
    findings = editor.get(review_of(first)).context["findings"]
    assert {finding.code for finding, _url in findings} >= {"unresolved-pointer", "picture-missing"}
    for _finding, url in findings:
        assert editor.get(url).status_code == 200


# --- sending back ----------------------------------------------------------------------------------


def test_a_page_is_sent_back_with_a_comment(first, editor, section_chief):
    sign(editor, first)
    assert refused(post(section_chief, first, "returned", comment="  "), "")
    assert stages_of(first) == [Stage.FIRST]
    assert send_back(section_chief, first, "导语太长").status_code == 302
    assert stages_of(first) == []
    shown = editor.get(review_of(first)).text
    assert "导语太长" in shown
    assert "is-void" in shown


def test_an_unknown_verdict_is_none(first, editor):
    assert refused(post(editor, first, verdict="publish"), "看过")
    assert not Review.objects.exists()


# --- what is shown ---------------------------------------------------------------------------------


def test_the_proof_says_what_readers_will_read(issue, first, editor):
    shown = html.unescape(editor.get(review_of(first)).text)
    for text in ("开春", "春耕备耕忙", "全县动员。", "抢农时", "机声隆隆。", "记者　李明", "编者按", "田间", "王芳 摄"):
        assert text in shown, text
    for text in ("大桥通车", "今日导读", "总第128期", "下转第二版" if issue.newspaper.chinese_jumps else "下转第2版"):
        assert text in shown, text
    assert "接着说。" not in shown
    second = issue.pages.get(label="2")
    jump = f"{review_of(second)}#a1-2"
    assert jump in shown
    over_there = editor.get(review_of(second)).text
    assert 'id="a1-2"' in over_there
    assert "春耕忙（续）" in over_there
    assert "总第128期" not in over_there


def test_a_second_look_is_told_what_changed_sign_by_sign(issue, first, editor, section_chief):
    assert 'id="changes"' not in editor.get(review_of(first)).text
    sign(editor, first)
    assert "unchanged" in section_chief.get(review_of(first)).text
    sign(section_chief, first)
    write(issue, deck="全县上下")
    shown = editor.get(review_of(first)).text
    assert "<del>动员</del><ins>上下</ins>" in shown
    assert "别人" in shown
    sign(editor, first)
    assert "<ins>上下</ins>" in section_chief.get(review_of(first)).text
    since = first.reviews.standing().get()
    assert "unchanged" in section_chief.get(f"{review_of(first)}?since={since.pk}").text
    for nonsense in ("x", "99999999999999999999", str(since.pk + 1)):
        assert "<ins>上下</ins>" in section_chief.get(review_of(first), {"since": nonsense}).text


def test_what_an_article_holds_is_never_markup(issue, first, editor):
    sign(editor, first, "<b>好</b>")
    write(issue, headline="<script>alert(1)</script>")
    Article.objects.filter(number=1).update(kicker="<i>")
    shown = editor.get(review_of(first)).text
    assert "<script>alert" not in shown
    assert "<b>好</b>" not in shown


def test_opening_a_page_voids_what_was_changed_elsewhere_and_says_so(issue, first, editor, section_chief):
    sign(editor, first)
    Author.objects.update(name="李鸣")
    shown = section_chief.get(review_of(first))
    assert stages_of(first) == []
    assert [message.level_tag for message in shown.context["messages"]] == ["warning"]
    assert [row.is_next for row in shown.context["stages"]] == [True, False, False]
    assert "is-void" in shown.text
    assert not list(section_chief.get(review_of(first)).context["messages"])


@pytest.mark.parametrize("url_of", [review_of, lambda page: sheet_of(page.issue)])
def test_whoever_finds_a_scheduled_issue_changed_elsewhere_is_told_that_it_will_not_go_out(
    issue, first, editor, section_chief, chief, url_of
):
    for page in issue.pages.all():
        for client in (editor, section_chief, chief):
            sign(client, page)
    workflow.publish(issue, user=chief.user, at=timezone.now() + datetime.timedelta(hours=1))
    list(chief.get("/admin/").context["messages"])
    Author.objects.update(name="李鸣")
    shown = chief.get(url_of(first))
    assert len([message for message in shown.context["messages"] if message.level_tag == "warning"]) == 2
    assert Issue.objects.get().status == Issue.Status.DRAFT


def test_the_page_leads_on_to_the_next_that_waits(issue, first, editor):
    second = issue.pages.get(label="2")
    older = make_issue(DAY - datetime.timedelta(days=3), issue.newspaper, pages=1)
    assert editor.get(review_of(first)).context["next_waiting"] == second
    sign(editor, second)
    assert editor.get(review_of(first)).context["next_waiting"] == older.pages.get()


def test_a_page_that_is_not_there_is_told_as_everywhere_on_the_desk(chief):
    for name in ("page_review", "issue_approval_sheet"):
        answer = chief.get(reverse(f"admin:articles_{name}", args=[4711]))
        assert answer.status_code == 302
        assert answer.url == reverse("admin:index")


# --- a newspaper's number of reviews ---------------------------------------------------------------


@pytest.mark.parametrize("required", [0, 1, 2, 3])
def test_as_many_stages_are_shown_as_the_newspaper_asks_for(issue, first, chief, required):
    Newspaper.objects.update(reviews_required=required)
    shown = chief.get(review_of(first))
    assert len(shown.context["stages"]) == required
    assert ("no-reviews" in shown.text) == (required == 0)
    assert ("verdict-form" in shown.text) == (required > 0)
    assert bool(refused(post(chief, first), "看过") if required == 0 else sign(chief, first)) is True
    assert Review.objects.count() == bool(required)
    form = chief.get(reverse("admin:articles_page_change", args=[first.pk])).text
    assert (f'class="review-link" href="{review_of(first)}"' in form) == (required > 0)
    sheet = chief.get(sheet_of(issue))
    assert len(sheet.context["stages"]) == required
    assert ("no-reviews" in sheet.text) == (required == 0)


def test_fewer_reviews_let_a_chief_sign_whose_signature_is_asked_for_no_more(issue, first, editor, chief):
    sign(editor, first)
    sign(chief, first)
    Newspaper.objects.update(reviews_required=2)
    shown = chief.get(review_of(first))
    assert [review.stage for review in shown.context["other_reviews"]] == [Stage.SECOND]
    assert sign(chief, first).status_code == 302
    assert stages_of(first) == [Stage.FIRST, Stage.FINAL]


# --- the queue -------------------------------------------------------------------------------------


def test_the_queue_shows_what_waits_for_me_and_why(issue, first, editor, section_chief):
    Part.objects.filter(page__label="2").delete()
    issue.pages.get(label="2").delete()
    second = make_page(issue, 2)
    sign(editor, first)
    send_back(editor, second, "缺图")
    queue = section_chief.get(QUEUE)
    assert [entry.page for entry in queue.context["entries"]] == [first]
    assert "✓" in queue.text
    assert "陈静" in queue.text
    assert [entry.returned.comment for entry in queue.context["returned"]] == ["缺图"]
    write(issue, deck="全县上下")
    queue = section_chief.get(QUEUE)
    (entry,) = queue.context["entries"]
    assert (entry.page, entry.signatures) == (first, [])
    assert [review.reviewer for review in entry.voided] == ["陈静"]


def test_a_page_that_was_mended_waits_with_the_comment_for_which_it_was_sent_back(issue, first, editor):
    send_back(editor, first, "副题不妥")
    write(issue, deck="全县上下")
    (entry, _other) = editor.get(QUEUE).context["entries"]
    assert (entry.page, entry.returned.comment) == (first, "副题不妥")
    assert "副题不妥" in editor.get(QUEUE).text


def test_the_queue_is_narrowed_to_one_stage(issue, first, editor, chief):
    sign(editor, first)
    everything = chief.get(QUEUE)
    assert everything.context["total"] == 2
    assert [(value, count) for value, _label, count in everything.context["stages"]] == [("first", 1), ("second", 1)]
    narrowed = chief.get(QUEUE, {"stage": "second"})
    assert [entry.page for entry in narrowed.context["entries"]] == [first]
    assert chief.get(QUEUE, {"stage": "nonsense", "p": "nonsense"}).status_code == 200


def test_who_signs_no_pages_has_an_empty_queue_and_no_link_to_it(issue):
    reporter = client_of(make_member(REPORTER, "jizhe"))
    queue = reporter.get(QUEUE)
    assert queue.status_code == 200
    assert not queue.context["entries"]
    assert QUEUE not in reporter.get("/admin/").text


def test_who_may_not_see_pages_sees_no_queue(issue, django_user_model):
    stranger = client_of(django_user_model.objects.create_user("lukoren", is_staff=True))
    for url in (QUEUE, review_of(issue.pages.first()), sheet_of(issue)):
        assert stranger.get(url).status_code == 403


def test_the_desk_counts_what_waits_and_leads_there(issue, first, editor, section_chief):
    shown = section_chief.get("/admin/")
    assert shown.context["waiting_for_review"] == 2
    assert shown.text.count(QUEUE) == 2  # In the header and in the desk itself.
    send_back(editor, first, "缺图")
    shown = section_chief.get("/admin/")
    assert (shown.context["waiting_for_review"], shown.context["sent_back"]) == (1, 1)


# --- the sheet -------------------------------------------------------------------------------------


def test_the_sheet_tells_who_signed_and_what_became_void(issue, first, editor, section_chief, chief):
    first.credits = "责任编辑：陈静\n校对：孙丽、何勇"
    first.save()
    sign(editor, first, "标题已核")
    send_back(section_chief, first, "缺图")
    sign(editor, first)
    write(issue, deck="全县上下")
    for client in (editor, section_chief, chief):
        sign(client, first)
    sheet = chief.get(sheet_of(issue))
    row, other = sheet.context["rows"]
    assert [stage.signature.reviewer for stage in row.stages] == ["陈静", "周敏", "吴江"]
    assert [stage.signature for stage in other.stages] == [None, None, None]
    assert row.fingerprint == digest(first)[:8]
    assert row.proofreadings == [("一校", "孙丽"), ("二校", "何勇"), ("三校", "")]
    for text in ("《青禾日报》审签单", "总第 128 期", row.fingerprint, "标题已核", "缺图", "未签", "别人"):
        assert text in sheet.text, text
    assert sheet.text.count("作废") == 2


def test_credits_may_name_each_proofreading(first):
    from articles.admin.reviewing import proofreadings_of

    first.credits = "一校：孙丽\n二校：何勇、钱进\n三校：郑秋"
    assert proofreadings_of(first) == [("一校", "孙丽"), ("二校", "何勇、钱进"), ("三校", "郑秋")]
    first.credits = "校对：甲、乙、丙、丁"
    assert [who for _name, who in proofreadings_of(first)] == ["", "", ""]


def test_the_sheet_never_shows_a_signature_that_does_not_hold(issue, first, editor, chief):
    sign(editor, first)
    Author.objects.update(name="李鸣")
    assert [stage.signature for stage in chief.get(sheet_of(issue)).context["rows"][0].stages] == [None] * 3


def test_the_issue_form_tells_how_far_its_review_has_come(issue, first, editor, section_chief, chief):
    sign(editor, first)
    shown = chief.get(reverse("admin:articles_issue_change", args=[issue.pk]))
    assert (shown.context["pages_signed"], shown.context["pages_to_sign"]) == (0, 2)
    assert sheet_of(issue) in shown.text
    assert f'<a href="{review_of(first)}">1 / 3</a>' in shown.text
    for client in (section_chief, chief):
        sign(client, first)
    assert chief.get(reverse("admin:articles_issue_change", args=[issue.pk])).context["pages_signed"] == 1


# --- what it costs ---------------------------------------------------------------------------------


def test_the_queue_shows_fifty_pages_and_leads_to_the_rest(issue, editor):
    for number in range(3, 54):
        make_page(issue, number)
    first, second = editor.get(QUEUE), editor.get(QUEUE, {"p": 2})
    assert len(first.context["entries"]) == 50
    assert 'rel="next"' in first.text
    assert len(second.context["entries"]) == 3
    assert 'rel="prev"' in second.text


def test_a_page_under_review_costs_the_same_with_one_article_and_with_fifty(issue, first, editor, section_chief):
    def grow(count):
        for n in range(count):
            story = make_article(first, f"稿{n}", authors=[f"甲{n}"])
            make_part(story, issue.pages.get(label="2"), "续。")
            make_note(story)
            make_picture(story, caption="图")

    def change():
        sign(editor, first)
        with edited(issue, actor="别人"):
            Part.objects.filter(page=first).update(body="改了。")

    Picture.objects.update(image="pictures/tian.gif")
    grow(1)
    Picture.objects.filter(image="").update(image="pictures/tian.gif", width=4, height=3)
    change()
    section_chief.get(review_of(first))
    few = cost(section_chief, review_of(first))
    grow(49)
    Picture.objects.filter(image="").update(image="pictures/tian.gif", width=4, height=3)
    Part.objects.filter(page=first).update(body="原来。")
    change()
    assert cost(section_chief, review_of(first)) == few


def test_a_public_issue_is_reviewed_again_without_leaving_its_readers(issue, first, editor, section_chief, chief):
    for page in issue.pages.all():
        for client in (editor, section_chief, chief):
            sign(client, page)
    publish(issue)
    write(issue, deck="全县上下")
    assert [entry.page for entry in editor.get(QUEUE).context["entries"]] == [first]
    assert sign(editor, first).status_code == 302
    assert Issue.objects.published().exists()
