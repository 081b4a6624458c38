"""One person under two spellings: found, merged without losing a byline, and led on from the former address."""

import datetime
import threading
import time

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from articles import names, versions, workflow
from articles.content import article_content
from articles.editing import edited
from articles.models import Author, Byline, DistinctAuthors, Event, FormerAuthor, Issue, Review
from articles.names import Reason
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_signature,
    publish,
)
from articles.tests.importing.documents import issue as document
from articles.tests.importing.documents import page, read, story
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, SECTION_CHIEF, make_member
from articles.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper_page():
    return make_issue(pages=1).pages.get()


@pytest.fixture
def chief():
    return make_member(SECTION_CHIEF, "zhuren")


def found():
    """The candidates as reason, who, and who it may be."""
    named = dict(Author.objects.values_list("pk", "name"))
    return [(c.reason, named[c.author], *(named[pk] for pk in c.others)) for c in names.candidates()]


def author(name, **fields):
    return Author.objects.create(name=name, **fields)


def bylines(article):
    rows = article.bylines.select_related("author").order_by("position", "pk")
    return [(row.author.name, row.role) for row in rows]


class TestFinding:
    @pytest.mark.parametrize(
        ("one", "other", "reason"),
        [
            ("李明", "李　明", Reason.SAME),
            ("阿依古丽·买买提", "阿依古丽•买买提", Reason.SAME),
            ("Li Ming", "Ｌi Ｍing", Reason.SAME),
            ("陈书远", "陳書遠", Reason.VARIANT),
            ("李明", "黎明", Reason.SOUND),
            ("温书远", "温书瑶", Reason.ONE_SIGN),
            ("郝学文", "实习记者郝学文", Reason.ROLE),
            ("郝学文", "郝学文 摄", Reason.ROLE),
        ],
    )
    def test_two_spellings_of_one_person_are_told_with_the_reason(self, paper_page, one, other, reason):
        for _ in range(3):
            make_article(paper_page, authors=[one, "康涛"])
        make_article(paper_page, authors=[other, "康涛"])
        assert (reason, other, one) in found()

    def test_a_person_and_an_institution_of_one_name_are_told(self, paper_page):
        make_article(paper_page, authors=["青禾"])
        author("青禾", institution=True)
        assert found() == [(Reason.KIND, "青禾", "青禾")]

    def test_two_names_run_together_are_told_with_both(self, paper_page):
        make_article(paper_page, authors=["郝学文", "康涛"])
        make_article(paper_page, authors=["实习记者郝学文康涛"])
        assert found() == [(Reason.TOGETHER, "实习记者郝学文康涛", "郝学文", "康涛")]

    def test_a_role_before_a_name_that_is_not_known_is_told_alone(self):
        author("本报记者郝学文")
        assert found() == [(Reason.ROLE, "本报记者郝学文")]

    def test_the_surest_come_first(self, paper_page):
        make_article(paper_page, authors=["温书远", "康涛"])
        for name in ("温书瑶", "温淑远", "温 书远"):
            make_article(paper_page, authors=[name, "康涛"])
        reasons = [reason for reason, *_ in found()]
        assert reasons[0] == Reason.SAME
        assert reasons.index(Reason.SOUND) < reasons.index(Reason.ONE_SIGN)

    @pytest.mark.parametrize(("one", "other"), [("王建国", "王建军"), ("李明", "黎明"), ("温书远", "陈书远")])
    def test_who_signed_beside_another_is_another(self, paper_page, one, other):
        make_article(paper_page, authors=[one, other])
        assert found() == []

    def test_alike_names_without_anything_in_common_are_not_told(self, paper_page):
        other = make_issue(newspaper=make_newspaper("other", "别报"), pages=1).pages.get()
        make_article(paper_page, authors=["温书远"])
        make_article(other, authors=["温书瑶", "文书远"])
        assert found() == []

    def test_namesakes_that_somebody_told_apart_are_not_told(self):
        author("李明")
        author("李明", distinction="体育部")
        author("李 明", distinction="农业部")
        assert [who for _, *who in found()] == [["李 明", "李明"]]

    def test_what_was_denied_is_not_told_again(self, chief):
        one, other = author("李明"), author("李　明")
        assert found()
        names.tell_apart(other, [one], chief)
        names.tell_apart(one, [other], chief)
        assert found() == []
        assert DistinctAuthors.objects.get().user == chief

    def test_ordinary_names_of_a_whole_desk_are_not_told(self, paper_page):
        for name in ("王芳", "张伟", "陈静", "欧阳文华", "本报评论员", "任正文", "方摄"):
            make_article(paper_page, authors=[name])
        assert found() == []

    @pytest.mark.parametrize("people", [1, 50])
    def test_it_costs_the_same_with_many_authors(self, paper_page, people):
        for n in range(people):
            make_article(paper_page, authors=[f"李明{n}", f"李 明{n}"])
        with CaptureQueriesContext(connection) as queries:
            names.candidates()
        assert len(queries) == 6


class TestMerging:
    def test_all_bylines_go_over(self, paper_page, chief):
        articles = [make_article(paper_page, authors=["王芳", "李　明"]) for _ in range(3)]
        gone, stays = Author.objects.get(name="李　明"), author("李明")
        told = names.merge(gone, [stays], chief)
        assert told.articles == 3
        assert [bylines(article) for article in articles] == [[("王芳", "记者"), ("李明", "记者")]] * 3
        assert not Author.objects.filter(name="李　明").exists()

    def test_an_article_in_which_both_stood_keeps_one_byline_of_a_role(self, paper_page, chief):
        article = make_article(paper_page, authors=["李　明", "王芳", "李明"])
        names.merge(Author.objects.get(name="李　明"), [Author.objects.get(name="李明")], chief)
        assert bylines(article) == [("李明", "记者"), ("王芳", "记者")]

    def test_who_wrote_and_photographed_keeps_both_roles(self, paper_page, chief):
        article = make_article(paper_page, authors=["李明"])
        gone = author("李　明")
        Byline.objects.create(article=article, author=gone, role="摄影", position=1)
        Byline.objects.create(article=article, author=gone, role="", position=2)
        names.merge(gone, [Author.objects.get(name="李明")], chief)
        assert bylines(article) == [("李明", "记者"), ("李明", "摄影")]

    def test_a_role_in_the_name_becomes_the_role(self, paper_page, chief):
        article = make_article(paper_page)
        gone, stays = author("实习记者郝学文"), author("郝学文")
        Byline.objects.create(article=article, author=gone)
        names.merge(gone, [stays], chief)
        assert bylines(article) == [("郝学文", "实习记者")]

    def test_two_names_run_together_are_parted(self, paper_page, chief):
        article = make_article(paper_page, authors=["王芳", "郝学文康涛", "陈静"])
        gone = Author.objects.get(name="郝学文康涛")
        names.merge(gone, [author("郝学文"), author("康涛")], chief)
        assert [name for name, _ in bylines(article)] == ["王芳", "郝学文", "康涛", "陈静"]

    def test_what_was_known_of_who_went_is_kept(self, chief):
        gone, stays = author("李　明", about="跑农业。", distinction="农业部"), author("李明")
        names.merge(gone, [stays], chief)
        stays.refresh_from_db()
        assert (stays.about, stays.distinction) == ("跑农业。", "农业部")

    def test_a_distinction_that_a_namesake_has_is_not_taken(self, chief):
        author("李明", distinction="农业部")
        gone, stays = author("李　明", distinction="农业部"), author("李明")
        names.merge(gone, [stays], chief)
        stays.refresh_from_db()
        assert stays.distinction == ""

    def test_it_is_recorded_with_the_articles(self, paper_page, chief):
        make_article(paper_page, authors=["李　明"])
        names.merge(Author.objects.get(name="李　明"), [author("李明")], chief)
        event = Event.objects.get(action=Event.Action.MERGED)
        assert (event.user, event.subject) == (chief, "李　明 → 李明")
        assert "qinghe 2026-03-05 #1 记者" in event.note

    def test_former_addresses_and_answers_go_over_too(self, chief):
        first, second, third, other = (author(name) for name in ("李　明", "李 明", "李明", "黎明"))
        names.tell_apart(second, [other], chief)
        names.merge(first, [second], chief)
        names.merge(second, [third], chief)
        assert set(FormerAuthor.objects.values_list("number", "author")) == {
            (first_number, third.pk) for first_number in FormerAuthor.objects.values_list("number", flat=True)
        }
        assert FormerAuthor.objects.count() == 2
        answer = DistinctAuthors.objects.get()
        assert {answer.one, answer.other} == {third, other}

    def test_nothing_is_done_with_one_who_is_gone_or_the_same(self, chief):
        gone, stays = author("李　明"), author("李明")
        with pytest.raises(Refused):
            names.merge(stays, [stays], chief)
        Author.objects.filter(pk=gone.pk).delete()
        with pytest.raises(Refused):
            names.merge(gone, [stays], chief)
        assert Author.objects.get() == stays

    def test_if_it_fails_nothing_was_done(self, paper_page, chief, monkeypatch):
        article = make_article(paper_page, authors=["李　明"])

        def fail(*args):
            raise RuntimeError

        monkeypatch.setattr(names, "_keep_fields", fail)
        with pytest.raises(RuntimeError):
            names.merge(Author.objects.get(name="李　明"), [author("李明")], chief)
        assert bylines(article) == [("李　明", "记者")]

    @pytest.mark.parametrize("articles", [1, 50])
    def test_a_merge_costs_the_same_however_much_they_wrote(self, paper_page, chief, articles, of_references):
        for _ in range(articles):
            make_article(paper_page, authors=["李　明"])
        gone, stays = Author.objects.get(name="李　明"), author("李明")
        with CaptureQueriesContext(connection) as queries:
            names.merge(gone, [stays], chief)
        assert len(queries) == COST_OF_A_MERGE + of_references


class TestWhatHangsOnIt:
    def test_signatures_on_pages_that_wait_become_void_and_the_schedule_is_left(self, chief):
        issue = make_issue(newspaper=make_newspaper(reviews_required=1), pages=1)
        page = issue.pages.get()
        make_article(page, authors=["李　明"])
        workflow.sign(page, make_member(CHIEF_EDITOR, "zongbian"))
        workflow.publish(issue, actor="测试", at=datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC), unreviewed=True)
        gone, stays = Author.objects.get(name="李　明"), author("李明")

        told = names.consequences_of(gone)
        assert (told.pages, told.out, told.signatures, told.scheduled) == (1, 1, 1, [issue])
        names.merge(gone, [stays], chief)
        assert not Review.objects.standing().exists()
        assert Issue.objects.get().status == Issue.Status.DRAFT

    def test_signatures_on_public_pages_become_void_too_and_readers_keep_the_pages(self, chief):
        issue = make_issue(newspaper=make_newspaper(reviews_required=1), pages=1)
        page = issue.pages.get()
        make_article(page, authors=["李　明"])
        workflow.sign(page, make_member(CHIEF_EDITOR, "zongbian"))
        publish(issue)
        gone = Author.objects.get(name="李　明")
        assert names.consequences_of(gone).signatures_out == [Review.objects.get().pk]
        names.merge(gone, [author("李明")], chief)
        assert Review.objects.get().voided_by == workflow.name_of(chief)
        assert Event.objects.get(action=Event.Action.VOIDED).issue == issue
        assert Issue.objects.published().exists()

    def test_public_bylines_are_changed_by_those_who_may_change_what_readers_see(self, paper_page):
        make_article(paper_page, authors=["李　明"])
        publish(paper_page.issue)
        gone, stays = Author.objects.get(name="李　明"), author("李明")
        with pytest.raises(Refused):
            names.merge(gone, [stays], make_member(PAGE_EDITOR, "bianji"))
        assert Author.objects.filter(pk=gone.pk).exists()

    def test_an_old_version_that_is_put_back_names_the_person_that_it_was(self, paper_page, chief):
        article = make_article(paper_page, authors=["李　明"])
        before = article_content(article)
        names.merge(Author.objects.get(name="李　明"), [author("李明")], chief)
        versions.put_back(article, before)
        assert bylines(article) == [("李明", "记者")]
        assert Author.objects.count() == 1

    def test_a_file_that_has_the_former_name_is_understood(self, chief):
        from articles.importing.pipeline import import_issue

        def bring(day=DAY):
            text = document(page(1, story("春耕忙", authors=("李朋", "李明"))), date=day)
            return import_issue(read(text, files=[("01.md", b"x")]), actor="值班员")

        bring()
        names.merge(Author.objects.get(name="李朋"), [Author.objects.get(name="李明")], chief)
        again = bring()
        assert dict(again.outcomes)["same"] == 1
        following = bring(DAY + datetime.timedelta(days=1))
        assert "former-name" in {problem.code for problem in following.problems}
        assert Author.objects.get().articles.count() == 2

        author("李朋")
        bring(DAY + datetime.timedelta(days=2))
        assert Author.objects.get(name="李朋").articles.count() == 1


#: Queries of a merge without signatures.
COST_OF_A_MERGE = 21


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_merge_and_an_article_that_gets_the_author_meanwhile_do_not_wait_for_each_other():
    issue = make_issue(pages=1, newspaper=make_newspaper(reviews_required=3))
    article = make_article(issue.pages.get(), authors=["李　明"])
    workflow.sign(issue.pages.get(), make_member(PAGE_EDITOR, "bianji"))
    goes, stays = Author.objects.get(), author("李明")
    entered, failed = threading.Event(), []

    def merge():
        entered.wait(10)
        try:
            names.merge(goes, [stays], make_member(SECTION_CHIEF, "zhuren"))
        except Exception as error:
            failed.append(error)
        finally:
            close_old_connections()
            connection.close()

    other = threading.Thread(target=merge)
    other.start()
    with edited(issue, make_member(CHIEF_EDITOR, "zongbian")):
        entered.set()
        time.sleep(0.5)
        Byline.objects.create(article=article, author=goes, role="摄影", position=1)
    other.join(20)
    assert failed == []
    assert bylines(article) == [("李明", "记者"), ("李明", "摄影")]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_names_an_author_that_is_merged_at_that_moment_is_told():
    issue = make_issue(pages=1)
    article = make_article(issue.pages.get())
    goes, stays = author("李　明"), author("李明")

    def merge():
        try:
            names.merge(goes, [stays], make_member(SECTION_CHIEF, "zhuren"))
        finally:
            connection.close()

    def name_the_author():
        with edited(issue, make_member(CHIEF_EDITOR, "zongbian")):
            Byline.objects.create(article=article, author=goes, role="记者", position=0)
            other.start()
            other.join(20)

    other = threading.Thread(target=merge)
    with pytest.raises(Refused, match="作者"):
        name_the_author()
    assert list(Author.objects.values_list("name", flat=True)) == ["李明"]
    assert bylines(article) == []


def test_a_signature_that_is_void_already_is_not_voided_by_a_merge():
    issue = make_issue(pages=1, newspaper=make_newspaper(reviews_required=1))
    make_article(first := issue.pages.get(), authors=["李明"])
    make_signature(first)
    publish(issue)
    Author.objects.update(name="李铭")
    make_article(late := make_page(issue, 2), authors=["李铭"])
    make_signature(late)
    chief = make_member(CHIEF_EDITOR, "zongbian", last_name="沈", first_name="砚秋")
    names.merge(Author.objects.get(), [Author.objects.create(name="王芳")], chief)
    assert Event.objects.filter(action=Event.Action.VOIDED).count() == 2
    assert {review.page: review.voided_by for review in Review.objects.all()} == {first: "", late: "沈砚秋"}
