"""One act of the desk: alone, whole or not at all, and with all its consequences."""

import threading
import time

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.content import article_content, digest_of, issue_content
from articles.editing import Outdated, Refused, bring_back, edited, restore, rewrite
from articles.models import Article, ArticleVersion, Author, Event, FormerNumber, Issue, Page, Review
from articles.tests.factories import make_area, make_article, make_issue, make_newspaper, make_page, make_part
from articles.tests.people import CHIEF_EDITOR, PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member
from articles.workflow import Gone

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_editor():
    return make_member(PAGE_EDITOR, "bianji", last_name="陈静")


@pytest.fixture
def chief():
    return make_member(CHIEF_EDITOR, "zongbian")


@pytest.fixture
def issue():
    """Two pages, reviewed once; a story runs from the first to the second, which has another one."""
    issue = make_issue(newspaper=make_newspaper(reviews_required=1), pages=2, number=128)
    first, second = issue.pages.all()
    make_part(make_article(first), second, "接着说。")
    make_article(second, "桥通了")
    return issue


@pytest.fixture
def article(issue):
    return issue.articles.get(headline="春耕备耕忙")


def rename(article, headline):
    Article.objects.filter(pk=article.pk).update(headline=headline)


def versions_of(article):
    return ArticleVersion.objects.filter(article_number=article.number)


class TestOneAct:
    def test_it_is_one_transaction_in_which_the_issue_is_locked(
        self, issue, page_editor, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(100) as queries, edited(issue, page_editor):
            assert connection.in_atomic_block
        if connection.features.has_select_for_update:
            locking = [query["sql"] for query in queries.captured_queries if "FOR UPDATE" in query["sql"]]
            assert "articles_issue" in locking[0]

    def test_it_tells_what_it_changed(self, issue, article, page_editor):
        first, second = issue.pages.all()
        with edited(issue, page_editor) as edit:
            article.parts.filter(sequence=2).update(body="改了。")
        assert (edit.pages, set(edit.articles)) == ({second.pk}, {article.pk})
        assert first.pk not in edit.pages

    def test_what_fails_half_way_leaves_nothing_behind(self, issue, article, page_editor):
        def fail():
            with edited(issue, page_editor):
                rename(article, "春耕忙")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        article.refresh_from_db()
        assert article.headline == "春耕备耕忙"
        assert not ArticleVersion.objects.exists()

    def test_what_changed_nothing_keeps_nothing(self, issue, page_editor):
        with edited(issue, page_editor) as edit:
            pass
        assert (edit.articles, edit.pages, edit.warnings) == ({}, set(), [])
        assert not ArticleVersion.objects.exists()

    def test_a_version_says_who_wrote_it_and_why(self, issue, article, page_editor):
        with edited(issue, page_editor, note="改标题"):
            rename(article, "春耕忙")
        version = versions_of(article).first()
        assert (version.user, version.actor, version.note) == (page_editor, "陈静", "改标题")

    def test_it_costs_the_same_however_large_the_issue_is(self, issue, article, page_editor):
        def cost(headline):
            with CaptureQueriesContext(connection) as queries, edited(issue, page_editor):
                rename(article, headline)
            return len(queries)

        few = cost("春耕忙")
        for _ in range(30):
            make_article(issue.pages.first(), authors=["李明"])
        for n in range(10):
            cost(f"春耕{n}")
        assert cost("春耕正忙") <= few


class TestSignatures:
    def test_what_was_changed_elsewhere_is_not_blamed_on_whoever_edits_next(self, issue, article, page_editor, chief):
        first, second = issue.pages.all()
        make_article(second, "渠修好了", authors=["李明"])
        for page in (first, second):
            workflow.sign(page, chief)
        Author.objects.update(name="李鸣")
        with edited(issue, page_editor) as edit:
            make_article(first, "灯亮了")
        assert [review.page for review in edit.voided] == [first]
        assert [review.page for review in edit.outdated] == [second]
        assert list(Review.objects.order_by("page").values_list("voided_by", flat=True)) == ["陈静", ""]
        assert [first.phrase in edit.warnings[0], second.phrase in edit.warnings[0]] == [True, False]
        assert second.phrase in edit.warnings[1]

    def test_a_change_voids_those_of_the_pages_it_touches_and_says_so(self, issue, article, page_editor, chief):
        first, second = issue.pages.all()
        for page in (first, second):
            workflow.sign(page, chief)
        with edited(issue, page_editor) as edit:
            issue.articles.get(headline="桥通了").parts.update(body="改了。")
        assert [review.page for review in edit.voided] == [second]
        assert Review.objects.standing().get().page == first
        assert len(edit.warnings) == 1
        assert second.phrase in edit.warnings[0]

    def test_a_scheduled_issue_is_taken_off_the_schedule(self, issue, article, page_editor, chief):
        for page in issue.pages.all():
            workflow.sign(page, chief)
        workflow.publish(issue, user=chief, at=timezone.now() + timezone.timedelta(hours=1))
        with edited(issue, make_member(SECTION_CHIEF, "zhuren")) as edit:
            rename(article, "春耕忙")
        assert edit.unscheduled
        assert len(edit.warnings) == 2
        issue.refresh_from_db()
        assert issue.status == Issue.Status.DRAFT


class TestRights:
    def test_what_was_published_meanwhile_is_not_changed_by_who_may_not(self, issue, article, page_editor):
        workflow.publish(issue, actor="总编辑", unreviewed=True)
        with pytest.raises(Refused), edited(issue, page_editor):
            rename(article, "春耕忙")
        article.refresh_from_db()
        assert article.headline == "春耕备耕忙"
        assert not ArticleVersion.objects.exists()
        with edited(issue, make_member(SECTION_CHIEF, "zhuren")):
            rename(article, "春耕忙")

    def test_what_was_signed_meanwhile_is_not_changed_by_a_reporter(self, issue, article, chief, page_editor):
        reporter = make_member(REPORTER, "jizhe")
        issue.articles.update(created_by=reporter)
        workflow.sign(issue.pages.first(), chief)
        with pytest.raises(Refused), edited(issue, reporter):
            rename(article, "春耕忙")
        assert Review.objects.standing().count() == 1
        with edited(issue, reporter):
            issue.articles.get(headline="桥通了").parts.update(body="改了。")
        with edited(issue, page_editor):
            rename(article, "春耕忙")

    def test_a_command_is_nobody_and_may(self, issue, article):
        workflow.publish(issue, actor="总编辑", unreviewed=True)
        with edited(issue, actor="值班员"):
            rename(article, "春耕忙")
        assert versions_of(article).first().actor == "值班员"


class TestRewriting:
    def test_what_was_seen_is_rewritten(self, article, page_editor):
        seen = article_content(article)
        rewrite(article, seen | {"headline": "春耕忙"}, page_editor, digest_of(seen))
        assert article_content(article) == seen | {"headline": "春耕忙"}
        assert Event.objects.first().action == Event.Action.CHANGED

    def test_what_is_newer_than_seen_is_not_and_is_told(self, article, page_editor):
        seen = article_content(article)
        rename(article, "春耕正忙")
        with pytest.raises(Outdated) as outdated:
            rewrite(article, seen | {"headline": "春耕忙"}, page_editor, digest_of(seen))
        assert outdated.value.stored == seen | {"headline": "春耕正忙"}
        assert not ArticleVersion.objects.exists()

    def test_what_cannot_be_stored_is_refused_with_the_name_of_the_field(self, article, page_editor):
        seen = article_content(article)
        with pytest.raises(Refused) as refused:
            rewrite(article, seen | {"headline": "长" * 501, "deck": "好"}, page_editor, digest_of(seen))
        assert str(Article._meta.get_field("headline").verbose_name) in refused.value.reasons[0]
        assert article_content(article) == seen


class TestRestoring:
    def test_an_article_says_again_what_it_said_and_that_is_a_version_too(self, issue, article, page_editor):
        before = article_content(article)
        with edited(issue, page_editor):
            rename(article, "春耕忙")
        restore(versions_of(article).get(number=1), page_editor)
        assert article_content(article) == before
        last = versions_of(article).first()
        assert (last.number, last.content, last.user) == (3, before, page_editor)
        event = Event.objects.first()
        assert (event.action, event.article, event.note) == (Event.Action.RESTORED, article, last.note)

    def test_what_changed_since_it_was_looked_at_is_not_overwritten(self, issue, article, page_editor):
        seen = digest_of(article_content(article))
        with edited(issue, page_editor):
            rename(article, "春耕忙")
        with pytest.raises(Outdated):
            restore(versions_of(article).get(number=1), page_editor, seen)

    def test_a_version_whose_page_is_gone_is_refused_and_changes_nothing(self, issue, article, page_editor):
        with edited(issue, page_editor):
            rename(article, "春耕忙")
            Article.objects.filter(parts__page__label="2").exclude(pk=article.pk).delete()
            article.parts.filter(page__label="2").delete()
            issue.pages.get(label="2").delete()
        with pytest.raises(Refused):
            restore(versions_of(article).get(number=1), page_editor)
        article.refresh_from_db()
        assert article.headline == "春耕忙"
        assert not Event.objects.filter(action=Event.Action.RESTORED).exists()

    def test_text_of_a_page_that_is_gone_comes_to_the_page_that_is_chosen(self, issue, article, page_editor):
        for part in article.parts.all():
            make_area(part)
        before = article_content(article)
        make_page(issue, 3)
        with edited(issue, page_editor):
            Article.objects.all().delete()
            issue.pages.get(label="2").delete()
        with pytest.raises(Refused):
            bring_back(issue, article.number, before, page_editor, {"2": "1"})
        again, _edit = bring_back(issue, article.number, before, page_editor, {"2": "3"})
        assert [part.page.label for part in again.parts.all()] == ["1", "3"]
        # Areas are places in the picture of the page that is gone.
        assert [len(part["areas"]) for part in before["parts"]] == [1, 1]
        assert [len(part["areas"]) for part in article_content(again)["parts"]] == [1, 0]

    def test_a_page_is_known_by_any_label_that_names_it(self, issue, article, page_editor):
        before = article_content(article)
        with edited(issue, page_editor):
            article.delete()
            issue.pages.filter(label="2").update(label="02")
        again, _edit = bring_back(issue, article.number, before, page_editor)
        assert [part.page.label for part in again.parts.all()] == ["1", "02"]

    def test_a_deleted_article_comes_back_under_its_number_with_its_versions(self, issue, article, page_editor):
        before, number = article_content(article), article.number
        with edited(issue, page_editor):
            Article.objects.get(pk=article.pk).delete()
        with pytest.raises(Gone):
            restore(versions_of(article).get(), page_editor)
        bring_back(issue, number, before, page_editor)
        again = issue.articles.get(number=number)
        assert article_content(again) == before
        assert [version.article for version in versions_of(again)] == [again]
        assert Event.objects.first().article == again

    def test_who_began_it_still_is_who_began_it(self, issue, page_editor):
        reporter = make_member(REPORTER, "jizhe")
        with edited(issue, reporter):
            article = make_article(issue.pages.first(), "稿件", created_by=reporter)
        with edited(issue, page_editor):
            Article.objects.get(pk=article.pk).delete()
        again, _edit = bring_back(issue, article.number, versions_of(article).first().content, page_editor)
        assert again.created_by == reporter

    def test_an_article_that_is_there_is_not_brought_back(self, issue, article, page_editor):
        with pytest.raises(Refused):
            bring_back(issue, article.number, article_content(article), page_editor)
        assert issue.articles.count() == 2

    def test_a_number_that_leads_to_another_article_by_now_is_not_taken_from_it(self, issue, article, page_editor):
        content, number = article_content(article), article.number
        with edited(issue, page_editor):
            Article.objects.get(pk=article.pk).delete()
        FormerNumber.objects.create(issue=issue, number=number, article=issue.articles.get())
        again, _edit = bring_back(issue, number, content, page_editor)
        assert again.number != number
        assert article_content(again) == content

    def test_nothing_comes_back_to_a_published_page_without_the_right(self, issue, article, page_editor):
        content = article_content(article)
        with edited(issue, page_editor):
            Article.objects.get(pk=article.pk).delete()
        workflow.publish(issue, actor="总编辑", unreviewed=True)
        with pytest.raises(Refused):
            bring_back(issue, article.number, content, page_editor)
        assert issue.articles.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_comes_second_waits_and_sees_what_the_first_one_stored():
    article = make_article(make_issue(pages=1).pages.get())
    seen, refused = digest_of(article_content(article)), []
    entered = threading.Event()

    def second():
        entered.wait(10)
        try:
            rewrite(article, article_content(article) | {"deck": "全县动员"}, make_member(PAGE_EDITOR, "er"), seen)
        except Outdated as outdated:
            refused.append(outdated.stored["headline"])
        finally:
            close_old_connections()
            connection.close()

    other = threading.Thread(target=second)
    other.start()
    with edited(article.issue, make_member(PAGE_EDITOR, "yi")):
        entered.set()
        time.sleep(0.3)
        rename(article, "春耕忙")
    other.join(20)
    assert refused == ["春耕忙"]
    assert Page.objects.count() == 1
    assert issue_content(article.issue).articles[article.pk]["deck"] == ""
