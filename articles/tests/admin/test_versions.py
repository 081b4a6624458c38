"""Nobody's work is lost: what two people do with one article, told through the forms they do it with."""

import html
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import layout, workflow
from articles.content import article_content, digest_of
from articles.editing import bring_back, edited, restore
from articles.models import Article, ArticleVersion, Author, Correction, Event, FormerNumber, Issue, Part
from articles.tests.admin.conftest import log_in
from articles.tests.admin.forms import Opened, _read, fill_in
from articles.tests.factories import (
    make_area,
    make_article,
    make_note,
    make_part,
    make_picture,
    make_pointer,
)
from articles.tests.people import PAGE_EDITOR, REPORTER, SECTION_CHIEF, make_member

pytestmark = pytest.mark.django_db


def form_of(obj):
    return reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk])


def opened(client, obj):
    return Opened(client, form_of(obj))


def choose(client, page, **choices):
    """Choose on the page that shows both versions; ``own`` leads to texts written anew."""
    own = {f"own-{key}": text for key, text in choices.pop("own", {}).items()}
    sides = {f"choice-{key.replace('__', ':')}": side for key, side in choices.items()}
    action = re.search(r'action="([^"]+/resolve/)"', page.text)[1]
    return client.post(action, _read(page).data | sides | own)


def rows(page):
    return {row.choice.key: row.side for row in page.context["rows"]}


def marked(text):
    """What is struck out and what is underlined, as it is seen."""
    text = re.sub(r'<span class="visually-hidden said-only">.*?</span>', "", text)
    return [html.unescape(found) for found in re.findall(r"<(?:ins|del)>(.*?)</(?:ins|del)>", text, re.DOTALL)]


@pytest.fixture
def other(db):
    """Somebody else at the desk."""
    return log_in(make_member(PAGE_EDITOR, "chenjing", last_name="陈静"))


class TestAClash:
    def test_saving_over_a_newer_version_is_refused_and_shows_both(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕备耕甚忙")

        assert page.status_code == 200
        article.refresh_from_db()
        assert article.headline == "春耕正忙"
        assert rows(page) == {"headline": ""}
        assert page.context["theirs"].actor == "陈静"
        assert "陈静" in page.text
        assert "春耕备耕忙" in page.text
        assert {"正", "甚"} <= set(marked(page.text))

    def test_the_choice_is_stored_and_both_are_in_the_history(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        answer = choose(editor, mine.save(headline="春耕甚忙"), headline="mine")

        assert answer.status_code == 302
        headlines = ArticleVersion.objects.order_by("number").values_list("content__headline", flat=True)
        assert list(headlines) == ["春耕备耕忙", "春耕正忙", "春耕甚忙"]
        assert ArticleVersion.objects.first().user == editor.user
        assert Event.objects.first().action == Event.Action.CHANGED

    def test_it_may_be_written_anew(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        choose(editor, mine.save(headline="春耕甚忙"), headline="own", own={"headline": "春耕正甚忙\r\n全县"})
        article.refresh_from_db()
        assert article.headline == "春耕正甚忙 全县"

    def test_what_only_one_of_them_changed_is_chosen_already(self, editor, other, article):
        author = Author.objects.create(name="赵六")
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙", bylines__0__author=author.pk)
        page = mine.save(parts__0__body="改了。", tags="农业")
        assert rows(page) == {
            "headline": "theirs",
            "authors": "theirs",
            "tags": "mine",
            "parts:1:body": "mine",
        }
        choose(editor, page)
        content = article_content(Article.objects.get(pk=article.pk))
        assert (content["headline"], content["tags"], content["parts"][0]["body"]) == ("春耕正忙", ["农业"], "改了。")
        assert [author["name"] for author in content["authors"]] == ["赵六", "王芳"]

    def test_the_draft_counts_as_saved_once_the_choice_is_stored(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙", draft="a1b2c3")
        page = choose(editor, page)
        assert "a1b2c3" not in editor.session.get("saved_drafts", [])
        choose(editor, page, headline="mine")
        assert "a1b2c3" in editor.session["saved_drafts"]
        assert 'data-saved-drafts="a1b2c3"' in editor.get(form_of(article)).text

    def test_changes_of_different_paragraphs_are_offered_together(self, editor, other, article):
        article.parts.update(body="甲。\n\n乙。\n\n丙。")
        mine = opened(editor, article)
        fill_in(other, form_of(article), parts__0__body="子。\r\n\r\n乙。\r\n\r\n丙。")
        page = mine.save(parts__0__body="甲。\r\n\r\n乙。\r\n\r\n丑。")
        choose(editor, page, parts__1__body="own")
        assert article.parts.get().body == "子。\n\n乙。\n\n丑。"

    def test_where_nothing_was_chosen_it_is_asked_again_and_all_stays(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙", deck="甲")
        page = choose(editor, mine.save(headline="春耕甚忙", deck="乙"), deck="mine", own={"headline": "写了一半"})
        assert page.status_code == 200
        assert [row.choice.key for row in page.context["rows"] if row.is_unchosen] == ["headline"]
        assert rows(page) == {"headline": "", "deck": "mine"}
        assert "写了一半" in page.text
        choose(editor, page, headline="theirs")
        article.refresh_from_db()
        assert (article.headline, article.deck) == ("春耕正忙", "乙")

    def test_what_cannot_be_stored_is_told_and_all_stays(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), deck="甲")
        page = mine.save(headline="长" * 600)
        page = choose(editor, page)
        assert page.status_code == 200
        assert any("500" in reason for reason in page.context["reasons"])
        assert "长" * 600 in page.text
        choose(editor, page, headline="own", own={"headline": "短"})
        article.refresh_from_db()
        assert (article.headline, article.deck) == ("短", "甲")

    def test_a_third_version_that_comes_meanwhile_is_not_overwritten_either(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙", deck="甲")
        page = mine.save(headline="春耕甚忙")
        fill_in(other, form_of(article), headline="春耕大忙")
        page = choose(editor, page, headline="mine")

        assert page.status_code == 200
        article.refresh_from_db()
        assert article.headline == "春耕大忙"
        # What was chosen so far is what is compared now.
        assert rows(page) == {"headline": ""}
        assert page.context["clash"].base.content["headline"] == "春耕正忙"
        choose(editor, page, headline="mine")
        article.refresh_from_db()
        assert (article.headline, article.deck) == ("春耕甚忙", "甲")

    def test_a_third_version_before_all_was_chosen_loses_nothing(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙", deck="甲")
        page = mine.save(headline="春耕甚忙", deck="乙")
        fill_in(other, form_of(article), headline="春耕大忙")
        page = choose(editor, page, deck="mine")
        assert rows(page) == {"headline": "", "deck": "mine"}
        choose(editor, page, headline="mine")
        article.refresh_from_db()
        assert (article.headline, article.deck) == ("春耕甚忙", "乙")

    def test_who_sends_a_form_twice_is_not_asked(self, editor, article):
        mine = opened(editor, article)
        assert mine.save(headline="春耕甚忙", tags="农业").status_code == 302
        assert mine.save(headline="春耕甚忙", tags="农业").status_code == 302
        assert ArticleVersion.objects.count() == 2

    def test_a_form_with_a_mistake_is_still_based_on_what_it_was_opened_with(self, editor, other, article):
        mine = opened(editor, article)
        page = mine.save(tags="长" * 101)
        mine.data = {name: value for name, value in _read(page).data.items() if "__prefix__" not in name}
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙", tags="农业")
        assert rows(page) == {"headline": "", "tags": "mine"}

    def test_a_form_that_does_not_say_what_it_was_opened_with_overwrites_nothing(self, editor, article):
        mine = opened(editor, article)
        mine.data["seen"] = "0" * 64
        page = mine.save(headline="春耕甚忙")
        assert rows(page) == {"headline": ""}
        choose(editor, page, headline="mine")
        article.refresh_from_db()
        assert article.headline == "春耕甚忙"

    def test_what_was_typed_is_not_taken_from_somebody_who_forges_it(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙")
        data = _read(page).data
        answer = editor.post(
            reverse("admin:articles_article_resolve", args=[article.pk]), data | {"typed": data["typed"][:-3] + "xxx"}
        )
        assert answer.status_code == 302
        article.refresh_from_db()
        assert article.headline == "春耕正忙"

    def test_an_address_of_a_choice_opened_by_itself_leads_to_the_article(self, editor, article):
        answer = editor.get(reverse("admin:articles_article_resolve", args=[article.pk]))
        assert answer.url == form_of(article)

    def test_signatures_that_the_choice_voids_are_told(self, editor, other, article):
        article.issue.newspaper.reviews_required = 1
        article.issue.newspaper.save()
        mine = opened(editor, article)
        fill_in(other, form_of(article), deck="甲")
        page = mine.save(headline="春耕甚忙")
        workflow.sign(article.parts.get().page, editor.user)
        answer = choose(editor, page)
        page = editor.get(answer.url)
        assert any("signature" in str(message) for message in page.context["messages"])


class TestRights:
    @pytest.fixture
    def reporter(self):
        return log_in(make_member(REPORTER, "jizhe"))

    @pytest.fixture
    def own(self, issue, reporter):
        return make_article(issue.pages.first(), "甲", created_by=reporter.user)

    def test_a_note_is_not_chosen_away_by_who_writes_no_notes(self, editor, reporter, own):
        mine = opened(reporter, own)
        added = {"editors_notes__TOTAL_FORMS": "1", "editors_notes__0__text": "编者按语。"}
        fill_in(editor, form_of(own), editors_notes__0__position="before", headline="乙", **added)
        page = mine.save(headline="丙")
        assert 'name="choice-notes"' not in page.text
        data = _read(page).data | {"choice-notes": "mine", "choice-headline": "mine"}
        reporter.post(reverse("admin:articles_article_resolve", args=[own.pk]), data)
        own.refresh_from_db()
        assert (own.headline, own.editors_notes.count()) == ("丙", 1)

    def test_a_note_stays_when_an_old_version_is_restored_by_who_writes_no_notes(self, editor, reporter, own):
        fill_in(editor, form_of(own), headline="乙")
        added = {"editors_notes__TOTAL_FORMS": "1", "editors_notes__0__text": "编者按语。"}
        fill_in(editor, form_of(own), editors_notes__0__position="before", **added)
        restore(ArticleVersion.objects.filter(article=own).earliest("number"), reporter.user)
        own.refresh_from_db()
        assert (own.headline, own.editors_notes.count()) == ("甲", 1)

    def test_what_was_typed_for_another_article_is_not_stored(self, editor, reporter, issue, own):
        other = make_article(issue.pages.first(), "别的", created_by=reporter.user)
        mine = opened(reporter, own)
        fill_in(editor, form_of(own), headline="乙")
        data = _read(mine.save(headline="丙")).data
        data |= {"seen": digest_of(article_content(other)), "base": "", "choice-headline": "mine"}
        reporter.post(reverse("admin:articles_article_resolve", args=[other.pk]), data)
        other.refresh_from_db()
        assert other.headline == "别的"


class TestTheRestOfAnArticle:
    """Rows that were there, that are new, and that were taken away by one of them."""

    @pytest.fixture(autouse=True)
    def more(self, article, issue):
        make_note(article, "按语。")
        make_note(article, "编后。", position="after")
        make_picture(article, "甲.jpg", caption="田间", order=1)
        make_picture(article, "乙.jpg", caption="水边", order=2)
        make_area(article.parts.get())
        article.tags.add("农业")

    def clash(self, editor, other, article, **changes):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        return mine.save(**changes)

    def test_what_was_not_touched_is_not_asked(self, editor, other, article):
        assert rows(self.clash(editor, other, article)) == {"headline": "theirs"}

    def test_rows_change_their_order_come_and_go(self, editor, other, article):
        photographer = Author.objects.create(name="赵六")
        page = self.clash(
            editor,
            other,
            article,
            bylines__0__DELETE="on",
            bylines__TOTAL_FORMS="3",
            bylines__2__author=photographer.pk,
            bylines__2__role="摄影",
            editors_notes__0__order="5",
            editors_notes__1__order="1",
            pictures__1__DELETE="on",
            pictures__0__caption="田野",
            parts__0__areas="0,0 1,0 1,1",
        )
        assert set(rows(page)) == {"headline", "authors", "notes", "pictures", "parts:1:areas"}
        choose(editor, page)
        content = article_content(article)
        assert [(author["role"], author["name"]) for author in content["authors"]] == [
            ("记者", "王芳"),
            ("摄影", "赵六"),
        ]
        assert [note["text"] for note in content["notes"]] == ["编后。", "按语。"]
        assert [picture["caption"] for picture in content["pictures"]] == ["田野"]
        assert content["parts"][0]["areas"] == [[[0, 0], [1, 0], [1, 1]]]
        assert content["headline"] == "春耕正忙"

    def test_rows_that_the_other_one_deleted_are_shown_and_can_come_back(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(
            other, form_of(article), bylines__1__DELETE="on", pictures__0__DELETE="on", editors_notes__0__DELETE="on"
        )
        page = mine.save(bylines__1__role="通讯员", pictures__0__credit="王芳 摄")
        assert rows(page) == {"authors": "", "notes": "theirs", "pictures": ""}
        choose(editor, page, authors="mine", pictures="mine")
        content = article_content(article)
        assert [author["role"] for author in content["authors"]] == ["记者", "通讯员"]
        assert [picture["credit"] for picture in content["pictures"]] == ["王芳 摄", ""]
        assert [note["text"] for note in content["notes"]] == ["编后。"]

    def test_a_new_part_comes_along(self, editor, other, article, issue):
        page = self.clash(
            editor,
            other,
            article,
            parts__TOTAL_FORMS="2",
            parts__1__page=issue.pages.last().pk,
            parts__1__body="接着说。",
        )
        assert rows(page) == {"headline": "theirs", "parts:2": "mine"}
        choose(editor, page)
        assert [(part.page.label, part.body) for part in article.parts.order_by("sequence")][1] == ("2", "接着说。")

    def test_a_file_a_correction_and_a_wrong_number_cannot_come_along_and_are_told(self, editor, other, article):
        page = self.clash(
            editor,
            other,
            article,
            pictures__TOTAL_FORMS="3",
            pictures__2__image=SimpleUploadedFile("丙.png", b"-", "image/png"),
            pictures__2__caption="丰收",
            corrections__TOTAL_FORMS="1",
            corrections__0__text="“甲”应为“乙”。",
            series_number="三",
            parts__0__areas="0,0",
        )
        told = " ".join(page.context["clash"].typed.left)
        assert all(word in told for word in ("丙.png", "“甲”应为“乙”。", "三", "3"))
        answer = choose(editor, page)
        assert article.pictures.get(name="丙.png").caption == "丰收"
        assert not Correction.objects.exists()
        assert "“甲”应为“乙”。" in html.unescape(editor.get(answer.url).text)

    @pytest.mark.parametrize(("text", "told"), [("“甲”应为“乙”。", 0), ("“丙”应为“乙”。", 1)])
    def test_a_correction_is_called_lost_if_it_is_not_stored_already(self, editor, other, article, text, told):
        Correction.objects.create(article=article, text="“甲”应为“乙”。")
        page = self.clash(editor, other, article, corrections__0__text=text)
        assert len(page.context["clash"].typed.left) == told

    def test_a_form_of_which_half_is_missing_loses_nothing_of_the_other_half(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        mine.data = {"seen": mine.data["seen"], "seen_as": mine.data["seen_as"], "deck": "乙"}
        page = mine.save()
        assert rows(page) == {"headline": "theirs", "deck": "mine"}

    @pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30, "²", "\x00"])
    def test_nonsense_is_read_as_far_as_it_makes_sense(self, editor, other, article, nonsense):
        names = ["parts__0__page", "parts__0__sequence", "bylines__0__author", "pictures__0__focal_x", "series_number"]
        page = self.clash(editor, other, article, **dict.fromkeys([*names, "parts__TOTAL_FORMS"], nonsense))
        assert page.status_code == 200
        assert rows(page)["headline"] == "theirs"

    def test_who_may_not_write_notes_takes_none_away_and_adds_none(self, other, issue):
        reporter = log_in(make_member(REPORTER, "jizhe"))
        article = make_article(issue.pages.first(), created_by=reporter.user)
        make_note(article, "编者的话")
        mine = opened(reporter, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙")
        assert rows(page) == {"headline": ""}

        forged = {"editors_notes-TOTAL_FORMS": "2", "editors_notes-1-text": "记者的话", "editors_notes-1-order": "2"}
        page = mine.save(headline="春耕甚忙", **forged)
        assert rows(page) == {"headline": ""}
        choose(reporter, page, headline="mine")
        content = article_content(article)
        assert (content["headline"], [note["text"] for note in content["notes"]]) == ("春耕甚忙", ["编者的话"])

    def test_who_may_not_delete_parts_takes_none_away(self, other, issue):
        reporter = log_in(make_member(REPORTER, "jizhe"))
        article = make_article(issue.pages.first(), created_by=reporter.user)
        make_part(article, issue.pages.last(), "后半。")
        mine = opened(reporter, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙", parts__1__DELETE="on")
        assert rows(page) == {"headline": ""}

    def test_a_sign_that_no_database_holds_is_dropped_from_the_tags(self, editor, other, article):
        page = self.clash(editor, other, article, tags="农\x00业")
        assert page.context["clash"].typed.content["tags"] == ["农业"]

    def test_pieces_are_told_to_those_who_listen(self, editor, other, article):
        page = self.clash(editor, other, article, parts__0__body="改了。")
        assert page.text.count("<ins>") == page.text.count("[put in:")
        assert page.text.count("<del>") == page.text.count("[taken out:") > 0


class TestTheBoard:
    def test_an_article_that_was_moved_meanwhile_keeps_its_new_page_and_what_was_typed(
        self, editor, other, article, issue
    ):
        mine = opened(editor, article)
        layout.move(article.parts.get(), issue.pages.last(), other.user)
        page = mine.save(parts__0__body="改了。")
        assert rows(page) == {"parts:1:page": "theirs", "parts:1:body": "mine"}
        choose(editor, page)
        part = article.parts.get()
        assert (part.page.label, part.body) == ("2", "改了。")

    def test_a_story_that_was_cut_meanwhile_asks_for_both_ends(self, editor, other, article, issue):
        article.parts.update(body="甲。\n\n乙。")
        mine = opened(editor, article)
        layout.cut(article.parts.get(), 1, issue.pages.last(), other.user)
        page = mine.save(parts__0__body="甲。\r\n\r\n乙，改。")
        assert rows(page) == {"parts:1:body": "", "parts:2": "theirs"}
        assert page.context["several_parts"]
        choose(
            editor,
            page,
            **{"parts:1:body": "theirs", "parts:2": "own"},
            own={"parts:2": "乙，改。"},
        )
        assert list(article.parts.order_by("sequence").values_list("body", flat=True)) == ["甲。", "乙，改。"]

    def test_putting_a_page_in_another_order_disturbs_nobody(self, editor, other, article, issue):
        first = issue.pages.first()
        make_article(first, "桥通了")
        mine = opened(editor, article)
        layout.reorder_parts(first, list(first.parts.order_by("-position").values_list("pk", flat=True)), other.user)
        answer = mine.save(headline="春耕甚忙", parts__0__position="")
        assert answer.status_code == 302


class TestWhatCannotBeStored:
    def test_an_article_deleted_meanwhile_shows_what_was_typed_and_can_be_restored_with_it(
        self, editor, other, article
    ):
        mine = opened(editor, article)
        other.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        page = mine.save(headline="春耕甚忙", parts__0__body="写了一晚上。")
        assert page.status_code == 200
        assert "写了一晚上。" in page.text
        assert not Article.objects.exists()

        answer = editor.post(reverse("admin:articles_article_bring_back"), _read(page).data)
        again = Article.objects.get()
        assert answer.url == form_of(again)
        assert (again.number, again.headline) == (article.number, "春耕甚忙")
        assert again.parts.get().body == "写了一晚上。"
        assert [author.name for author in again.authors.order_by("bylines__position")] == ["李明", "王芳"]
        assert ArticleVersion.objects.filter(article=again).count() == 2

    def test_one_deleted_while_two_versions_are_compared_too(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙")
        other.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        page = choose(editor, page, headline="mine")
        assert "春耕甚忙" in page.text
        editor.post(reverse("admin:articles_article_bring_back"), _read(page).data)
        assert Article.objects.get().headline == "春耕甚忙"

    @pytest.mark.parametrize("thing", ["article", "issue"])
    def test_one_deleted_while_the_choice_is_stored_shows_what_was_typed(
        self, editor, other, article, while_it_is_deleted, thing
    ):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙")
        with while_it_is_deleted(article if thing == "article" else article.issue):
            page = choose(editor, page, headline="mine")
        assert "春耕甚忙" in page.text
        assert not Article.objects.exists()

    @pytest.mark.parametrize("thing", ["article", "issue"])
    def test_one_deleted_while_a_former_version_is_restored_stays_deleted(
        self, editor, other, article, while_it_is_deleted, thing
    ):
        fill_in(other, form_of(article), headline="春耕正忙")
        version = reverse("admin:articles_article_version", args=[article.pk, 1])
        seen = editor.get(version).context["seen"]
        with while_it_is_deleted(article if thing == "article" else article.issue):
            answer = editor.post(version, {"seen": seen})
        assert "deleted" in editor.get(answer.url).text
        assert not Article.objects.exists()

    def test_restored_by_two_it_is_there_once(self, editor, other, article):
        mine = opened(editor, article)
        other.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        page = mine.save(headline="春耕甚忙")
        version = ArticleVersion.objects.get()
        bring_back(version.issue, version.article_number, version.content, other.user)
        page = editor.post(reverse("admin:articles_article_bring_back"), _read(page).data)
        assert page.status_code == 200
        assert "春耕甚忙" in page.text
        assert Article.objects.count() == 1

    def test_who_may_not_delete_is_shown_his_text_and_no_button(self, other, issue):
        reporter = log_in(make_member(REPORTER, "jizhe"))
        article = make_article(issue.pages.first(), created_by=reporter.user)
        mine = opened(reporter, article)
        other.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        page = mine.save(parts__0__body="写了一晚上。")
        assert "写了一晚上。" in page.text
        assert "bring_back_form" not in page.text
        answer = reporter.post(reverse("admin:articles_article_bring_back"), {"typed": page.context["sealed"]})
        assert answer.status_code == 403
        assert not Article.objects.exists()

    def test_an_article_of_an_issue_that_was_deleted_shows_what_was_typed(self, editor, article, issue):
        mine = opened(editor, article)
        issue.delete()
        page = mine.save(parts__0__body="写了一晚上。")
        assert "写了一晚上。" in page.text
        assert "bring_back_form" not in page.text

    def test_what_was_signed_while_a_reporter_wrote_shows_him_his_text_and_why(self, issue):
        reporter, signer = log_in(make_member(REPORTER, "jizhe")), make_member(SECTION_CHIEF, "zhuren")
        issue.newspaper.reviews_required = 3
        issue.newspaper.save()
        article = make_article(issue.pages.first(), created_by=reporter.user)
        mine = opened(reporter, article)
        workflow.sign(issue.pages.first(), signer)
        page = mine.save(parts__0__body="写了一晚上。")
        assert page.status_code == 403
        assert "写了一晚上。" in page.text
        assert page.context["reasons"]
        assert article.parts.get().body == "本县今年春耕面积增加。"

    def test_what_was_published_meanwhile_too(self, other, article, issue):
        mine = opened(other, article)
        workflow.publish(issue, actor="总编辑", unreviewed=True)
        page = mine.save(parts__0__body="写了一晚上。")
        assert page.status_code == 403
        assert "写了一晚上。" in page.text

    def test_a_forged_choice_by_one_without_the_right_is_refused(self, editor, other, article):
        mine = opened(editor, article)
        fill_in(other, form_of(article), headline="春耕正忙")
        page = mine.save(headline="春耕甚忙")
        viewer = log_in(make_member("导入员", "daoru"))
        assert choose(viewer, page, headline="mine").status_code == 403
        article.refresh_from_db()
        assert article.headline == "春耕正忙"


class TestHistory:
    def versions(self, article):
        return reverse("admin:articles_article_versions", args=[article.pk])

    def version(self, article, number):
        return reverse("admin:articles_article_version", args=[article.pk, number])

    def test_every_version_is_listed_with_who_when_and_how_much(self, editor, other, article):
        fill_in(other, form_of(article), headline="春耕正忙")
        fill_in(editor, form_of(article), tags="农业")
        page = editor.get(self.versions(article))
        told = [(row["version"].number, row["version"].actor, row["came"], row["went"]) for row in page.context["rows"]]
        assert told == [(3, "zongbian", 0, 0), (2, "陈静", 1, 2), (1, "", 0, 0)]

    def test_the_history_of_the_form_is_this_list(self, editor, article):
        fill_in(editor, form_of(article), headline="春耕正忙")
        assert reverse("admin:articles_article_history", args=[article.pk]) in editor.get(form_of(article)).text
        page = editor.get(reverse("admin:articles_article_history", args=[article.pk]))
        assert self.version(article, 2) in page.text

    def test_an_article_nobody_changed_says_so(self, editor, article):
        assert editor.get(self.versions(article)).context["rows"] == []

    def test_a_new_article_has_a_first_version_with_who_wrote_it(self, other, issue):
        page = issue.pages.first()
        answer = fill_in(
            other, reverse("admin:articles_article_add") + f"?page={page.pk}", headline="新稿", parts__0__body="正文。"
        )
        assert answer.status_code == 302
        version = ArticleVersion.objects.get()
        assert (version.number, version.actor, version.content["parts"][0]["body"]) == (1, "陈静", "正文。")

    def test_any_two_are_compared(self, editor, article):
        for headline in ("春耕正忙", "春耕甚忙", "春耕大忙"):
            fill_in(editor, form_of(article), headline=headline)
        compare = reverse("admin:articles_article_compare", args=[article.pk])
        page = editor.get(compare, {"a": "4", "b": "2"})
        assert marked(page.text) == ["正", "大"]
        for nonsense in ({}, {"a": "9", "b": "1"}, {"a": "x"}):
            assert editor.get(compare, nonsense).url == self.versions(article)

    def test_an_old_version_is_restored_after_a_look_at_what_that_changes(self, editor, article):
        before = article_content(article)
        fill_in(editor, form_of(article), headline="春耕正忙")
        page = editor.get(self.version(article, 1))
        assert marked(page.text) == ["正", "备耕"]
        assert editor.post(self.version(article, 1), {"seen": page.context["seen"]}).status_code == 302
        assert article_content(article) == before
        assert ArticleVersion.objects.count() == 3

    def test_what_changed_since_that_look_is_shown_first(self, editor, other, article):
        fill_in(editor, form_of(article), headline="春耕正忙")
        page = editor.get(self.version(article, 1))
        fill_in(other, form_of(article), headline="春耕甚忙")
        page = editor.post(self.version(article, 1), {"seen": page.context["seen"]})
        assert page.context["reasons"]
        article.refresh_from_db()
        assert article.headline == "春耕甚忙"

    def test_what_the_article_says_now_is_not_offered_to_be_restored(self, editor, article):
        fill_in(editor, form_of(article), headline="春耕正忙")
        assert "restore_form" not in editor.get(self.version(article, 2)).text

    def test_who_may_only_look_may_not_restore(self, editor, article):
        fill_in(editor, form_of(article), headline="春耕正忙")
        viewer = log_in(make_member("导入员", "daoru"))
        page = viewer.get(self.version(article, 1))
        assert page.status_code == 200
        assert "restore_form" not in page.text
        assert viewer.post(self.version(article, 1), {"seen": page.context["seen"]}).status_code == 403
        article.refresh_from_db()
        assert article.headline == "春耕正忙"

    def test_who_may_not_see_articles_sees_no_version(self, trainee, article):
        trainee.user.user_permissions.clear()
        trainee.user.user_permissions.set(Permission.objects.filter(codename="view_author"))
        for url in (self.versions(article), self.version(article, 1)):
            assert trainee.get(url).status_code in (403, 404)

    def test_versions_that_there_are_not_are_not_found(self, editor, article):
        assert editor.get(self.version(article, 7)).status_code == 404
        assert editor.get(reverse("admin:articles_article_versions", args=[7777])).status_code == 404

    def test_many_versions_cost_as_many_queries_as_few_and_come_page_by_page(self, editor, article):
        def change(n):
            with edited(article.issue, editor.user):
                Article.objects.filter(pk=article.pk).update(headline=f"春耕{n}")

        def costs():
            made = []
            for url in (self.versions(article), self.version(article, 1)):
                editor.get(url)
                with CaptureQueriesContext(connection) as queries:
                    assert editor.get(url).status_code == 200
                made.append(len(queries))
            return made

        change(0)
        few = costs()
        for n in range(1, 60):
            change(n)
        more = costs()
        # The older neighbour of a page's last version is one query more.
        assert more[0] <= few[0]
        assert more[1] == few[1]
        page = editor.get(self.versions(article))
        assert len(page.context["rows"]) == 50
        last = editor.get(self.versions(article), {"p": "2"}).context["rows"]
        assert [row["version"].number for row in last] == list(range(11, 0, -1))


class TestDeletedArticles:
    def deleted(self, issue):
        return reverse("admin:articles_issue_deleted", args=[issue.pk])

    def one(self, issue, number):
        return reverse("admin:articles_issue_deleted_article", args=[issue.pk, number])

    def delete(self, client, article):
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    def test_they_are_listed_with_what_they_said_last_and_come_back_with_their_number(self, editor, article, issue):
        fill_in(editor, form_of(article), headline="春耕正忙")
        self.delete(editor, article)
        assert self.deleted(issue) in editor.get(form_of(issue)).text
        page = editor.get(self.deleted(issue))
        assert [version.content["headline"] for version in page.context["page"]] == ["春耕正忙"]
        assert self.one(issue, article.number) in page.text

        answer = editor.post(self.one(issue, article.number))
        again = Article.objects.get()
        assert answer.url == form_of(again)
        assert (again.number, again.headline) == (article.number, "春耕正忙")
        assert not list(editor.get(self.deleted(issue)).context["page"])

    def test_an_older_version_of_it_may_be_chosen(self, editor, article, issue):
        fill_in(editor, form_of(article), headline="春耕正忙")
        self.delete(editor, article)
        url = f"{self.one(issue, article.number)}?version=1"
        assert "春耕备耕忙" in editor.get(url).text
        editor.post(url)
        assert Article.objects.get().headline == "春耕备耕忙"

    def test_one_that_cannot_come_back_is_told_why(self, editor, article, issue):
        self.delete(editor, article)
        issue.pages.first().delete()
        page = editor.post(self.one(issue, article.number))
        assert page.status_code == 200
        assert page.context["reasons"]
        assert not Article.objects.exists()

    def test_who_may_not_delete_may_not_undo_it(self, editor, article, issue):
        self.delete(editor, article)
        reporter = log_in(make_member(REPORTER, "jizhe"))
        assert "restore_form" not in reporter.get(self.one(issue, article.number)).text
        assert reporter.post(self.one(issue, article.number)).status_code == 403
        assert not Article.objects.exists()

    def test_one_that_is_there_is_led_to_and_one_that_never_was_is_not_found(self, editor, article, issue):
        FormerNumber.objects.create(issue=issue, number=98, article=article)
        for number in (article.number, 98):
            assert editor.get(self.one(issue, number)).url == form_of(article)
        assert editor.get(self.one(issue, 99)).status_code == 404

    def test_who_deleted_it_and_when_is_told(self, editor, article, issue):
        self.delete(editor, article)
        event = Event.objects.get(action="deleted")
        listed = editor.get(self.deleted(issue)).context["page"][0]
        assert (listed.deleted_at, listed.deleted_by, listed.deleted_note) == (event.at, editor.user.username, "")
        assert f"{editor.user.username} deleted it on" in editor.get(self.one(issue, article.number)).text

    def test_where_its_page_is_gone_another_one_is_chosen(self, editor, article, issue):
        self.delete(editor, article)
        issue.pages.get(label="1").delete()
        url = self.one(issue, article.number)
        assert editor.get(url).context["homeless"] == [("1", "第1版", "")]
        assert "choose another page" in editor.post(url, {"home-1": ""}).context["reasons"][0]
        assert "choose another page" in editor.post(url, {"home-1": "7"}).context["reasons"][0]
        assert editor.post(url, {"home-1": "7"}).context["homeless"] == [("1", "第1版", "7")]
        editor.post(url, {"home-1": "2"})
        assert [part.page.label for part in Article.objects.get().parts.all()] == ["2"]

    def test_a_story_of_two_pages_asks_for_a_page_where_one_alone_is_left(self, editor, article, issue):
        _, second = issue.pages.all()
        make_part(article, second, "后一段。")
        self.delete(editor, article)
        second.delete()
        url = self.one(issue, article.number)
        adding = f"{reverse('admin:articles_page_add')}?issue={issue.pk}"
        assert adding in editor.get(url).text
        assert "would lie on 第1版" in editor.post(url, {"home-2": "1"}).context["reasons"][0]
        issue.pages.create(number=3, label="3")
        assert adding not in editor.get(url).text
        editor.post(url, {"home-2": "3"})
        assert [part.page.label for part in Article.objects.get().parts.all()] == ["1", "3"]
        assert Event.objects.get(action="restored").note == "第2版 put on 第3版"

    def test_a_page_that_is_there_again_is_no_other_one(self, editor, article, issue):
        self.delete(editor, article)
        editor.post(self.one(issue, article.number), {"home-1": "2"})
        assert [part.page.label for part in Article.objects.get().parts.all()] == ["1"]
        assert Event.objects.get(action="restored").note == ""


class TestAPage:
    @pytest.fixture
    def first(self, issue):
        page = issue.pages.first()
        make_article(page, "桥通了")
        make_pointer(page, "看二版", "2")
        return page

    def test_saving_over_what_another_stored_is_refused_and_the_typed_stays_in_the_form(self, editor, other, first):
        mine = opened(editor, first)
        fill_in(other, form_of(first), name="要闻", pointers__0__headline="请看二版")
        page = mine.save(name="头版", credits="责任编辑：李明")

        assert page.status_code == 200
        first.refresh_from_db()
        assert (first.name, first.credits) == ("要闻", "")
        assert {found.key for found in page.context["newer"]["differences"]} == {"name", "credits", "pointers"}
        assert "陈静" in page.text
        shown = _read(page).data
        assert (shown["name"], shown["credits"]) == ("头版", "责任编辑：李明")

        mine.data = {name: value for name, value in shown.items() if "__prefix__" not in name}
        assert mine.save().status_code == 302
        first.refresh_from_db()
        assert (first.name, first.credits) == ("头版", "责任编辑：李明")

    def test_it_is_refused_again_if_it_was_changed_once_more(self, editor, other, first):
        mine = opened(editor, first)
        fill_in(other, form_of(first), name="要闻")
        shown = _read(mine.save(name="头版")).data
        mine.data = {name: value for name, value in shown.items() if "__prefix__" not in name}
        fill_in(other, form_of(first), name="综合")
        assert mine.save().status_code == 200
        first.refresh_from_db()
        assert first.name == "综合"

    def test_a_pointer_that_the_other_one_deleted_is_new_again(self, editor, other, first):
        mine = opened(editor, first)
        fill_in(other, form_of(first), pointers__0__DELETE="on")
        shown = _read(mine.save(pointers__0__headline="请看二版")).data
        assert not first.pointers.exists()
        mine.data = {name: value for name, value in shown.items() if "__prefix__" not in name}
        assert mine.save().status_code == 302
        assert [pointer.headline for pointer in first.pointers.all()] == ["请看二版"]

    def test_an_article_that_left_the_page_meanwhile_does_not_come_back(self, editor, other, first, issue):
        make_article(first, "春耕")
        mine = opened(editor, first)
        layout.move(first.parts.get(article__headline="春耕"), issue.pages.last(), other.user)
        shown = _read(mine.save(name="头版", parts__0__position="2", parts__1__position="1")).data
        mine.data = {name: value for name, value in shown.items() if "__prefix__" not in name}
        assert mine.save().status_code == 302
        first.refresh_from_db()
        assert first.name == "头版"
        assert Part.objects.get(article__headline="春耕").page == issue.pages.last()

    def test_who_writes_the_articles_does_not_disturb_who_makes_the_page(self, editor, other, first):
        mine = opened(editor, first)
        fill_in(other, form_of(Article.objects.get(headline="桥通了")), parts__0__body="改了。")
        assert mine.save(name="头版").status_code == 302

    def test_a_page_deleted_or_published_meanwhile_shows_what_was_typed(self, editor, other, first, issue):
        published, gone = opened(other, first), opened(other, issue.pages.last())
        workflow.publish(issue, actor="总编辑", unreviewed=True)
        answer = published.save(credits="责任编辑：李明", pointers__0__headline="请看二版")
        assert answer.status_code == 403
        assert all(text in answer.text for text in ("责任编辑：李明", "请看二版"))
        first.refresh_from_db()
        assert first.credits == ""

        issue.pages.last().delete()
        answer = gone.save(credits="责任编辑：王芳")
        assert answer.status_code == 200
        assert "责任编辑：王芳" in answer.text

    def test_who_sends_a_form_twice_is_not_asked(self, editor, first):
        mine = opened(editor, first)
        new = {"pointers__TOTAL_FORMS": "2", "pointers__1__headline": "看三版", "pointers__1__target_label": "3"}
        assert mine.save(name="头版", **new).status_code == 302
        assert mine.save(name="头版", **new).status_code == 302
        assert first.pointers.count() == 2


class TestAnIssue:
    def test_saving_over_what_another_stored_is_refused_and_the_typed_stays_in_the_form(self, editor, other, issue):
        mine = opened(editor, issue)
        fill_in(other, form_of(issue.pages.first()), name="要闻")
        page = mine.save(number="128")

        assert page.status_code == 200
        assert issue.pages.first().name == "要闻"
        assert {found.key for found in page.context["newer"]["differences"]} == {"number", "pages"}
        assert "陈静" in page.text
        shown = _read(page).data
        assert (shown["number"], shown["pages-0-name"]) == ("128", "")

        mine.data = {name: value for name, value in shown.items() if "__prefix__" not in name}
        assert mine.save(pages__0__name="要闻").status_code == 302
        issue.refresh_from_db()
        assert (issue.number, issue.pages.first().name) == (128, "要闻")

    def test_a_page_deleted_meanwhile_does_not_come_back(self, editor, other, issue):
        mine = opened(editor, issue)
        issue.pages.last().delete()
        shown = _read(mine.save(number="128")).data
        mine.data = {name: value for name, value in shown.items() if "__prefix__" not in name}
        assert mine.save().status_code == 302
        assert [page.label for page in issue.pages.all()] == ["1"]

    def test_who_writes_the_articles_disturbs_nobody_and_who_sends_it_twice_is_not_asked(self, editor, other, article):
        mine = opened(editor, article.issue)
        fill_in(other, form_of(article), headline="春耕正忙")
        assert mine.save(number="128").status_code == 302
        assert mine.save(number="128").status_code == 302
        article.issue.refresh_from_db()
        assert article.issue.number == 128

    def test_who_lost_the_right_while_writing_gets_back_what_was_typed(self, issue):
        editor = log_in(make_member(PAGE_EDITOR, "bianji"))
        mine = opened(editor, issue)
        workflow.publish(issue, actor="总编辑", unreviewed=True)
        answer = mine.save(number="128", pages__0__name="要闻")
        assert answer.status_code == 403
        assert answer.context["reasons"]
        assert "128" in answer.text
        assert "要闻" in answer.text
        issue.refresh_from_db()
        assert issue.number is None

    def test_one_that_was_deleted_meanwhile_gives_back_what_was_typed(self, editor, issue):
        mine = opened(editor, issue)
        issue.delete()
        answer = mine.save(number="128")
        assert answer.status_code == 200
        assert "128" in answer.text
        assert not Issue.objects.exists()
