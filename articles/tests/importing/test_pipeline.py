"""What staff may rely on when an issue is imported, again, corrected, or page by page."""

import datetime
import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext, override

from articles import layout
from articles.content import article_content
from articles.editing import bring_back, edited, restore
from articles.importing import pipeline
from articles.importing.pipeline import import_issue
from articles.importing.storing import apply_plan
from articles.issue_text.document import AuthorName, Block, Credit, Note
from articles.models import (
    Article,
    ArticleVersion,
    Author,
    Byline,
    Event,
    FormerNumber,
    ImportBatch,
    Issue,
    Newspaper,
    Page,
    Part,
    Pointer,
)
from articles.tests.factories import make_signature, publish
from articles.tests.people import PAGE_EDITOR, make_member
from articles.workflow import Refused

from .documents import DAY, issue, page, read, story

pytestmark = pytest.mark.django_db

#: Queries of an import into an issue that is there, of new articles and of changed ones.
FIRST, SECOND = 74, 76


def bring(*pages, publish=False, **fields):
    return import_issue(read(issue(*pages, **fields), files=[("01.md", b"x")]), actor="值班员", publish=publish)


def rows():
    """Everything that an import may change, for comparison."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Newspaper, Issue, Page, Article, Part, Author, Pointer, ImportBatch, FormerNumber)
    }


def headlines(label="1"):
    parts = Part.objects.filter(page__label=label).order_by("position").select_related("article")
    return [part.article.headline for part in parts]


def codes(result):
    return {problem.code for problem in result.problems}


class TestFirstImport:
    def test_an_unknown_newspaper_is_made_from_its_masthead_and_told(self):
        result = bring(page(1, story("春耕备耕忙")), cn_number="CN33-0001", number=128)
        newspaper = Newspaper.objects.get()
        assert result.new_newspaper
        assert (newspaper.slug, newspaper.name, newspaper.cn_number) == ("qinghe", "青禾日报", "CN33-0001")
        assert Issue.objects.get().number == 128

    def test_everything_arrives_as_a_draft(self):
        bring(page(1, story("春耕备耕忙")))
        assert not Issue.objects.published().exists()
        assert not Article.objects.published().exists()

    def test_articles_lie_on_their_pages_in_order(self):
        bring(page(1, story("头条"), story("二条")), page(2, story("民生")))
        assert headlines("1") == ["头条", "二条"]
        assert headlines("2") == ["民生"]
        assert list(Article.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]

    def test_one_author_of_two_articles_is_one_person(self):
        bring(page(1, story("头条", authors=("李明", "王芳")), story("二条", authors=("李明",))))
        assert Author.objects.count() == 2
        assert Author.objects.get(name="李明").articles.count() == 2
        assert Author.objects.get(name="李明").sort_key == "li ming"

    def test_a_person_and_an_institution_of_one_name_are_two(self):
        text = story("头条", authors=("青禾",))
        text.authors.append(AuthorName("青禾", "", institution=True))
        bring(page(1, text))
        assert Author.objects.filter(name="青禾").count() == 2

    def test_notes_and_pictures_hang_on_their_article(self):
        text = story("头条", editors_notes=[Note("before", "特予转载。")])
        text.body.append(Block("picture", "梯田春色", name="photos/a.jpg", credit="李明 摄"))
        result = bring(page(1, text))
        article = Article.objects.get()
        assert article.editors_notes.get().text == "特予转载。"
        assert (article.pictures.get().caption, article.pictures.get().credit) == ("梯田春色", "李明 摄")
        assert "![](photos/a.jpg)" in article.parts.get().body
        assert "picture-missing" in codes(result)

    def test_a_pointer_leads_to_its_article(self):
        bring(page(1, story("头条"), teasers=[("夜色更美了", "2")]), page(2, story("夜色更美了")))
        assert Pointer.objects.get().article.headline == "夜色更美了"

    def test_the_batch_keeps_the_bytes_and_who_brought_them(self):
        bring(page(1, story("头条")))
        batch = ImportBatch.objects.get()
        assert batch.actor == "值班员"
        assert bytes(batch.sources.get().content) == b"x"
        assert [entry["outcome"] for entry in batch.report["entries"]] == ["new"]


class TestRefusal:
    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"date": None}, "date-unknown"),
            ({"newspaper": None}, "newspaper-unknown"),
            ({"newspaper": "青禾日报"}, "newspaper-unknown"),
            ({"newspaper": "admin"}, "newspaper-slug"),
            ({"edition": "a b"}, "edition-unusable"),
        ],
    )
    def test_nothing_is_stored_without(self, fields, code):
        result = bring(page(1, story("头条")), **fields)
        assert code in codes(result)
        assert not result.stored
        assert not Newspaper.objects.exists()

    def test_a_headline_that_does_not_fit_names_its_line(self):
        result = bring(page(1, story("长" * 501, line=7)))
        problem = next(p for p in result.problems if p.code == "text-too-long")
        assert (problem.line, problem.file) == (7, "01.md")
        assert "501" in problem.message()
        assert not Issue.objects.exists()

    def test_a_label_that_cannot_be_an_address(self):
        assert "label-unusable" in codes(bring(page(1, story("头条"), label="1/2")))

    def test_a_paper_is_not_imported_into_another_one(self):
        bring(page(1, story("头条")))
        Newspaper.objects.update(cn_number="CN33-0001")
        other = {"title": "云州晚报", "cn_number": "CN99-0777"}
        assert codes(bring(page(2, story("民生")), **other)) >= {"newspaper-other"}
        # Without a number, or with the paper's own, the name alone may have been recognised wrongly.
        for number in ("", "CN33-0001"):
            result = bring(page(2, story("民生")), **(other | {"cn_number": number}))
            assert result.stored
            assert "newspaper-name-differs" in codes(result)

    def test_a_known_newspaper_is_found_by_its_name(self):
        bring(page(1, story("头条")))
        assert bring(page(2, story("民生")), newspaper="青禾日报").stored
        assert Issue.objects.count() == 1


class TestSecondImport:
    def test_the_same_file_changes_nothing(self):
        def pages():
            return page(1, story("头条"), teasers=[("民生", "2")], name="要闻"), page(2, story("民生"))

        bring(*pages())
        before = rows()
        result = bring(*pages())
        assert not result.wrote
        assert rows() == before

    def test_a_correction_reaches_what_nobody_touched(self):
        bring(page(1, story("头条", "旧文。"), story("二条")))
        result = bring(page(1, story("头条", "新文。", authors=("王芳",)), story("二条")))
        assert (result.outcomes["updated"], result.outcomes["same"], result.outcomes["removed"]) == (1, 1, 0)
        article = Article.objects.get(headline="头条")
        assert article.parts.get().body == "新文。"
        assert [byline.author.name for byline in article.bylines.all()] == ["王芳"]

    def test_a_corrected_headline_is_the_same_article(self):
        text = "青禾县今年计划种植早稻一万二千亩，目前已完成育秧。"
        bring(page(1, story("春耕备耕忙", text)))
        bring(page(1, story("春耕备耕正忙", text)))
        assert Article.objects.get().headline == "春耕备耕正忙"

    def test_what_an_editor_wrote_is_kept_and_the_clash_is_told(self):
        bring(page(1, story("头条", "旧文。")))
        Article.objects.update(headline="编辑改过的头条")
        result = bring(page(1, story("头条", "新文。", line=3)))
        assert Article.objects.get().headline == "编辑改过的头条"
        assert Part.objects.get().body == "旧文。"
        problem = next(p for p in result.problems if p.code == "conflict")
        assert problem.line == 3

    def test_the_old_file_does_not_undo_an_editor(self):
        bring(page(1, story("头条", "旧文。")))
        Article.objects.update(headline="编辑改过的头条")
        result = bring(page(1, story("头条", "旧文。")))
        assert result.outcomes["kept"] == 1
        assert headlines() == ["编辑改过的头条"]

    def test_the_same_change_in_the_file_and_by_an_editor_is_no_clash(self):
        bring(page(1, story("头条", "旧文。")))
        Part.objects.update(body="新文。")
        result = bring(page(1, story("头条", "新文。")))
        assert result.outcomes["same"] == 1
        assert bring(page(1, story("头条", "更新的文。"))).outcomes["updated"] == 1

    def test_an_article_moved_by_an_editor_is_not_doubled(self):
        bring(page(1, story("头条"), story("二条", "另一条消息。")), page(2, story("民生")))
        moved = Part.objects.get(article__headline="二条")
        Part.objects.filter(pk=moved.pk).update(page=Page.objects.get(label="2"), position=9)
        bring(page(1, story("头条"), story("二条", "另一条消息。")))
        assert headlines("1") == ["头条"]
        assert headlines("2") == ["民生", "二条"]

    def test_what_the_file_lost_goes_unless_it_was_edited(self):
        bring(page(1, story("头条"), story("二条", "第二条。"), story("三条", "第三条。")))
        Article.objects.filter(headline="三条").update(deck="编辑加的副题")
        result = bring(page(1, story("头条")))
        assert headlines() == ["头条", "三条"]
        assert "kept-edited" in codes(result)
        assert not Article.objects.filter(headline="二条").exists()

    def test_an_article_written_in_the_admin_stays(self):
        bring(page(1, story("头条")))
        own = Article.objects.create(issue=Issue.objects.get(), headline="编辑部自采")
        Part.objects.create(article=own, page=Page.objects.get(), position=2, body="自采。")
        bring(page(1, story("头条"), story("二条", "第二条。")))
        assert headlines() == ["头条", "二条", "编辑部自采"]

    def test_new_articles_come_after_their_predecessor(self):
        bring(page(1, story("甲", "甲文。"), story("丙", "丙文。")))
        bring(page(1, story("甲", "甲文。"), story("乙", "乙文。"), story("丙", "丙文。")))
        assert headlines() == ["甲", "乙", "丙"]

    def test_editors_page_name_is_kept(self):
        bring(page(1, story("头条"), name="要闻"))
        Page.objects.update(name="时政")
        assert "page-conflict" in codes(bring(page(1, story("头条"), name="综合")))
        assert Page.objects.get().name == "时政"

    def test_a_public_page_changes_only_when_asked(self):
        bring(page(1, story("头条", "旧文。")))
        publish(Issue.objects.get())
        result = bring(page(1, story("头条", "新文。")))
        assert "published-page" in codes(result)
        assert Part.objects.get().body == "旧文。"
        assert bring(page(1, story("头条", "新文。")), publish=True).stored
        assert Part.objects.get().body == "新文。"

    def test_a_late_page_of_a_public_issue_is_a_draft(self):
        bring(page(1, story("头条")))
        publish(Issue.objects.get())
        assert bring(page(2, story("民生"))).stored
        assert [part.article.headline for part in Part.objects.published()] == ["头条"]

    def test_two_numbers_for_one_issue(self):
        bring(page(1, story("头条")), number=128)
        assert "number-differs" in codes(bring(page(1, story("头条")), number=129))
        assert Issue.objects.get().number == 128


class TestPageByPage:
    head = staticmethod(lambda: story("专班助力攻坚", "前半。", continues_on="2"))
    tail = staticmethod(lambda: story("专班助力攻坚", "后半。", authors=("赵新",), continued_from="1"))

    def test_an_open_jump_keeps_the_label_it_names(self):
        bring(page(1, self.head()))
        assert Part.objects.get().continues_on == "2"

    @pytest.mark.parametrize("front_first", [True, False])
    def test_the_second_page_closes_the_jump(self, front_first):
        pages = [page(1, self.head()), page(2, self.tail())]
        for one in pages if front_first else reversed(pages):
            bring(one)
        article = Article.objects.get()
        assert [(part.page.label, part.body) for part in article.parts.all()] == [("1", "前半。"), ("2", "后半。")]
        assert not Part.objects.open_jumps().exists()
        assert [byline.author.name for byline in article.bylines.all()] == ["李明", "赵新"]

    def test_pages_one_by_one_or_together_give_the_same(self):
        bring(page(1, self.head()))
        bring(page(2, self.tail()))
        result = bring(page(1, self.head()), page(2, self.tail()))
        assert not result.wrote

    def test_the_first_page_again_takes_nothing_from_the_second(self):
        bring(page(1, self.head()), page(2, self.tail()))
        bring(page(1, story("专班助力攻坚", "改过的前半。", continues_on="2")))
        article = Article.objects.get()
        assert [byline.author.name for byline in article.bylines.all()] == ["李明", "赵新"]
        assert [part.body for part in article.parts.all()] == ["改过的前半。", "后半。"]

    def test_the_address_of_an_absorbed_tail_leads_on(self):
        bring(page(2, self.tail()), page(3, story("副刊")))
        number = Article.objects.get(headline="专班助力攻坚").number
        bring(page(1, self.head()))
        # The article that was there keeps its address; nothing has to be led on.
        assert Article.objects.get(headline="专班助力攻坚").number == number

    def test_of_two_articles_that_become_one_the_first_keeps_its_address(self):
        bring(page(1, story("专班助力攻坚", "前半。")), page(2, story("专班助力攻坚", "后半。")))
        second = Article.objects.order_by("number").last()
        bring(page(1, self.head()), page(2, self.tail()))
        assert FormerNumber.objects.get().number == second.number
        assert FormerNumber.objects.get().article == Article.objects.get()

    def test_a_pointer_finds_its_article_when_the_page_comes(self):
        bring(page(1, story("头条"), teasers=[("夜色更美了", "2")]))
        assert Pointer.objects.get().article is None
        bring(page(2, story("夜色更美了")))
        assert Pointer.objects.get().article.headline == "夜色更美了"

    def test_numbers_are_never_given_twice(self):
        bring(page(1, story("甲", "甲文。"), story("乙", "乙文。")))
        bring(page(1, story("甲", "甲文。")))
        bring(page(2, story("丙", "丙文。")))
        assert Article.objects.get(headline="丙").number == 3


class TestCorrectionsOfAllKinds:
    def test_a_page_with_new_pointers_and_credits(self):
        bring(page(1, story("头条"), teasers=[("旧导读", "2")], credits=[Credit("责任编辑", ["王芳"])]))
        bring(page(1, story("头条"), teasers=[("新导读", "3")], credits=[Credit("责任编辑", ["李明"])]))
        assert [(p.headline, p.target_label) for p in Pointer.objects.all()] == [("新导读", "3")]
        assert Page.objects.get().credits == "责任编辑：李明"

    def test_notes_tags_and_pictures_follow_the_file(self):
        before = story("头条", "文字。", editors_notes=[Note("before", "旧按语。")], tags=["农业"])
        before.body += [Block("picture", "旧说明", name="a.jpg"), Block("picture", "别的", name="b.jpg")]
        after = story("头条", "文字。", editors_notes=[Note("after", "新编后。")], tags=["水利"])
        after.body += [Block("picture", "新说明", name="a.jpg")]
        bring(page(1, before))
        bring(page(1, after))
        article = Article.objects.get()
        assert [(note.position, note.text) for note in article.editors_notes.all()] == [("after", "新编后。")]
        assert [tag.name for tag in article.tags.all()] == ["水利"]
        assert [(picture.name, picture.caption) for picture in article.pictures.all()] == [("a.jpg", "新说明")]

    def test_pictures_without_a_name_get_one_each(self):
        text = story("头条")
        text.body += [Block("picture", "甲"), Block("picture", "乙", name="图1"), Block("picture", "丙")]
        bring(page(1, text))
        pictures = Article.objects.get().pictures
        assert [(p.name, p.caption) for p in pictures.all()] == [("图2", "甲"), ("图1", "乙"), ("图3", "丙")]

    def test_one_picture_placed_twice_keeps_both_captions(self):
        text = story("头条")
        text.body += [Block("picture", "远看", name="a.jpg"), Block("picture", "近看", name="a.jpg")]
        bring(page(1, text))
        assert Article.objects.get().pictures.get().caption == "远看"
        assert "![近看](a.jpg)" in Part.objects.get().body

    def test_namesakes_are_told(self):
        Author.objects.create(name="李明", distinction="体育部")
        Author.objects.create(name="李明")
        result = bring(page(1, story("头条")))
        assert "namesakes" in codes(result)
        assert Article.objects.get().authors.get().distinction == ""

    def test_a_running_number_that_another_day_has(self):
        bring(page(1, story("头条")), number=128)
        result = bring(page(1, story("头条")), number=128, date=DAY.replace(day=6))
        assert "number-taken" in codes(result)
        assert result.stored

    def test_a_story_whose_head_went_away_begins_with_its_tail(self):
        head, tail = TestPageByPage.head(), TestPageByPage.tail()
        bring(page(1, head, story("二条", "二条。")), page(2, tail))
        bring(page(1, story("二条", "二条。")))
        assert headlines("1") == ["二条"]
        article = Article.objects.get(parts__page__label="2")
        assert (article.headline, article.parts.get().headline) == ("专班助力攻坚", "")

    def test_a_clash_names_every_field_that_differs(self):
        bring(page(1, story("头条", "旧文。")))
        Article.objects.update(headline="编辑改过的头条")
        new = story("头条", "新文。", authors=("王芳",), deck="副", editors_notes=[Note("before", "按语。")])
        (problem,) = [p for p in bring(page(1, new)).problems if p.code == "conflict"]
        for name in ("主题", "副题", "作者", "编者按", "正文"):
            assert name in problem.message()


class TestMovedAndRelabelled:
    """Articles and pages that are not where they were."""

    @staticmethod
    def both():
        return page(1, story("甲", "甲的正文。")), page(2, story("乙", "乙的正文。"), story("丙", "丙的正文。"))

    def move(self, headline, label, position):
        Part.objects.filter(article__headline=headline).update(page=Page.objects.get(label=label), position=position)

    def test_the_file_moves_an_article_to_another_page(self):
        bring(page(1, story("甲", "甲的正文。"), story("乙", "乙的正文。")), page(2, story("丙", "丙的正文。")))
        number = Article.objects.get(headline="乙").number
        bring(*self.both())
        assert (headlines("1"), headlines("2")) == (["甲"], ["乙", "丙"])
        assert Article.objects.get(headline="乙").number == number

    @pytest.mark.parametrize(("headline", "label"), [("乙", "1"), ("甲", "2")])
    def test_an_editors_move_survives_the_same_file(self, headline, label):
        bring(*self.both())
        self.move(headline, label, 9)
        before = headlines("1"), headlines("2")
        result = bring(*self.both())
        assert not result.wrote
        assert (headlines("1"), headlines("2")) == before

    def test_an_editors_move_survives_a_corrected_file_of_the_other_page(self):
        bring(*self.both())
        self.move("甲", "2", 9)
        bring(page(2, story("乙", "乙的新正文。"), story("丙", "丙的正文。")))
        assert headlines("2") == ["乙", "丙", "甲"]

    def test_a_moved_article_that_its_file_lost_is_kept_and_told(self):
        bring(*self.both())
        self.move("乙", "1", 9)
        result = bring(page(2, story("丙", "丙的正文。")))
        assert headlines("1") == ["甲", "乙"]
        assert "kept-edited" in codes(result)

    def test_the_same_notice_on_two_pages_is_two_articles(self):
        def notice():
            return story("公益广告", "节约用水，从我做起，从身边小事做起。")

        bring(page(2, notice(), story("乙", "乙的正文。")))
        bring(page(3, notice()))
        assert headlines("2") == ["公益广告", "乙"]
        assert headlines("3") == ["公益广告"]

    def test_a_page_imported_under_a_wrong_label_is_told_when_the_right_one_comes(self):
        bring(page(1, story("甲", "甲的正文。"), story("乙", "乙的正文。")))
        result = bring(page(2, story("甲", "甲的正文。"), story("乙", "乙的正文。")))
        assert headlines("2") == ["甲", "乙"]
        assert "page-repeated" in codes(result)

    def test_a_page_that_an_editor_relabelled_is_the_same_page(self):
        bring(*self.both())
        Page.objects.filter(label="1").update(label="头版")
        assert not bring(*self.both()).wrote
        bring(page(1, story("甲", "甲的新正文。")))
        assert Page.objects.count() == 2
        assert Part.objects.get(page__label="头版").body == "甲的新正文。"

    def test_pages_of_two_sections_have_different_places(self):
        bring(page(1, story("甲", "甲的正文。")))
        bring(page(1, story("乙", "乙的正文。"), label="A1"))
        assert sorted(Page.objects.values_list("number", flat=True)) == [1, 2]


class TestCorrectedJumps:
    """The file had a jump mark wrong, and now has it right."""

    def test_another_page(self):
        bring(page(1, story("专班", "前半。", continues_on="2")))
        bring(page(1, story("专班", "前半。", continues_on="3")))
        assert Part.objects.get().continues_on == "3"

    def test_no_jump_at_all(self):
        bring(page(1, story("专班", "前半。", continues_on="2")))
        bring(page(1, story("专班", "前半。")))
        assert not Part.objects.open_jumps().exists()

    def test_two_stories_wrongly_joined_come_apart(self):
        bring(
            page(1, story("春耕忙", "前半。", continues_on="2")), page(2, story("春耕忙", "后半。", continued_from="1"))
        )
        assert Article.objects.count() == 1
        bring(page(1, story("春耕忙", "前半。")), page(2, story("春耕忙", "后半。")))
        assert Article.objects.count() == 2
        assert not Part.objects.open_jumps().exists()

    def test_a_mark_that_an_editor_cleared_does_not_come_back_with_the_old_file(self):
        bring(page(1, story("专班", "前半。", continues_on="2")))
        Part.objects.update(continues_on="")
        bring(page(1, story("专班", "前半。", continues_on="2")))
        assert Part.objects.get().continues_on == ""

    def test_a_wrong_label_in_the_newsroom_keeps_no_page_out(self):
        bring(page(1, story("专班", "前半。")))
        Part.objects.update(continues_on="1")
        result = bring(page(2, story("民生", "百姓。")))
        assert result.stored
        assert "stored-jump" in codes(result)

    def test_a_corrected_name_replaces_the_wrong_one_while_the_jump_is_open(self):
        bring(page(1, story("专班", "前半。", authors=("李名",), continues_on="2")))
        bring(page(1, story("专班", "前半。", authors=("李明",), continues_on="2")))
        assert [byline.author.name for byline in Article.objects.get().bylines.all()] == ["李明"]

    def test_with_the_tail_stored_nothing_is_taken_away_and_that_is_told(self):
        bring(page(1, TestPageByPage.head()), page(2, TestPageByPage.tail()))
        result = bring(page(1, story("专班助力攻坚", "前半。", authors=("李名",), continues_on="2")))
        assert [byline.author.name for byline in Article.objects.get().bylines.all()] == ["李名", "李明", "赵新"]
        assert "kept-from-tail" in codes(result)


class TestEditorsWorkAroundTheText:
    """What editors do to an imported article beside its words."""

    @staticmethod
    def pictured(*captions):
        text = story("头条", "文字。")
        text.body += [Block("picture", caption) for caption in captions]
        return page(1, text)

    def test_an_uploaded_picture_stays_with_its_caption(self):
        bring(self.pictured("梯田"))
        Article.objects.get().pictures.update(image="qinghe/terraces.jpg", width=40, height=30)
        bring(self.pictured("县长", "梯田"))
        pictures = {picture.caption: picture.image.name for picture in Article.objects.get().pictures.all()}
        assert pictures == {"县长": "", "梯田": "qinghe/terraces.jpg"}

    def test_an_uploaded_picture_that_the_file_drops_is_kept_and_told(self):
        bring(self.pictured("梯田"))
        Article.objects.get().pictures.update(image="qinghe/terraces.jpg", width=40, height=30)
        result = bring(self.pictured())
        assert Article.objects.get().pictures.get().image.name == "qinghe/terraces.jpg"
        assert "picture-kept" in codes(result)

    def test_a_pointer_keeps_the_article_that_an_editor_chose(self):
        bring(page(1, story("头条"), teasers=[("今天的好消息", "2")]), page(2, story("民生", "百姓。")))
        chosen = Article.objects.get(headline="民生")
        Pointer.objects.update(article=chosen)
        credits = [Credit("责任编辑", ["王芳"])]
        bring(page(1, story("头条"), teasers=[("今天的好消息", "2")], credits=credits))
        assert Pointer.objects.get().article == chosen

    def test_a_byline_keeps_the_namesake_that_an_editor_chose(self):
        bring(page(1, story("头条", "旧文。")))
        chosen = Author.objects.create(name="李明", distinction="体育部")
        Byline.objects.update(author=chosen)
        bring(page(1, story("头条", "新文。")))
        assert Byline.objects.get().author == chosen


class TestWhatEditorsTookOut:
    """What an editor deleted or joined does not come back with the same file."""

    def files(self, text="接着说。"):
        return (
            page(1, story("头条", "开头。", continues_on="2"), story("另一篇", "水库加固完工。")),
            page(2, story("头条", text, authors=(), continued_from="1")),
        )

    @pytest.fixture
    def editor(self):
        return make_member(PAGE_EDITOR, "bianji")

    def delete(self, editor, **which):
        with edited(Issue.objects.get(), editor):
            Article.objects.filter(**which).delete()

    def test_a_deleted_article_is_left_out_and_told_however_often_the_file_comes(self, editor):
        bring(*self.files())
        self.delete(editor, headline="另一篇")
        for _again in range(2):
            result = bring(*self.files())
            assert headlines("1") == ["头条"]
            assert result.outcomes["left-out"] == 1
            assert codes(result) == {"left-out"}
        # The same with a change elsewhere, after which that file is the last one.
        for text in ("接着说完。", "接着都说完。"):
            assert bring(*self.files(text)).outcomes["left-out"] == 1
            assert headlines("1") == ["头条"]
        assert [entry["outcome"] for entry in ImportBatch.objects.first().report["entries"]].count("left-out") == 1

    def test_a_deleted_story_with_a_jump_is_left_out_whole(self, editor):
        bring(*self.files())
        self.delete(editor, headline="头条")
        assert bring(*self.files()).outcomes["left-out"] == 2
        assert headlines("2") == []
        # Also where its pages come one by one.
        assert bring(self.files()[1]).outcomes["left-out"] == 1
        assert Part.objects.count() == 1

    def test_a_part_that_was_joined_does_not_come_twice(self, editor):
        bring(*self.files())
        layout.join(Article.objects.get(headline="头条").parts.first(), editor)
        before = rows()
        result = bring(*self.files())
        assert (result.wrote, codes(result)) == (False, {"left-out"})
        assert rows() == before
        assert Part.objects.get(article__headline="头条").body == "开头。\n\n接着说。"

    def test_a_part_that_was_joined_and_changed_in_the_file_is_told_and_left_out(self, editor):
        tail_text = "第二天一早，乡亲们又到渡口来送他们，船开出很远，岸上的人还没有散去。"
        bring(*self.files(tail_text))
        layout.join(Article.objects.get(headline="头条").parts.first(), editor)
        before = rows()
        first, second = self.files(tail_text.replace("乡亲们", "镇上的乡亲"))
        first.articles[0].body[0].text = "新的开头。"
        result = bring(first, second)
        assert headlines("2") == []
        # The record alone is new, in which editors look up what was not taken.
        del before["ImportBatch"]
        assert {name: kept for name, kept in rows().items() if name != "ImportBatch"} == before
        told = {problem.code: problem for problem in result.problems}
        assert told.keys() == {"conflict", "joined-conflict"}
        # What the file changed, not what the editor did.
        (head,) = [entry for entry in result.plan.entries if entry.refused]
        (tail,) = result.plan.left_out
        assert [(field.before, field.after) for field in head.refused] == [("开头。", "新的开头。")]
        assert [field.key for field in tail.refused] == ["parts:1:body"]
        assert ("+", "镇上的") in tail.refused[0].pieces

        entries = {row["headline"] + row["page"]: row for row in ImportBatch.objects.first().report["entries"]}
        assert entries["头条1"]["refused"] == [{"key": "parts:1:body", "before": "开头。", "after": "新的开头。"}]
        assert entries["头条2"]["article"] == Article.objects.get(headline="头条").number
        # Nothing of it is forgotten, however often it comes; and what is told already makes no new record.
        again = bring(*self.files(tail_text.replace("乡亲们", "镇上的乡亲")))
        assert codes(again) == {"joined-conflict"}
        batches = ImportBatch.objects.count()
        bring(*self.files(tail_text.replace("乡亲们", "镇上的乡亲")))
        assert ImportBatch.objects.count() == batches
        # The file as it was is no news.
        assert codes(bring(*self.files(tail_text))) == {"left-out"}

    def test_what_an_editor_put_in_by_hand_is_told_no_more(self, editor):
        bring(*self.files("第二天一早，乡亲们来送他们。"))
        article = Article.objects.get(headline="头条")
        layout.join(article.parts.first(), editor)
        corrected = "第二天一早，镇上的乡亲来送他们。"
        assert codes(bring(*self.files(corrected))) == {"joined-conflict"}
        with edited(Issue.objects.get(), editor):
            article.parts.update(body=f"开头。\n\n{corrected}")
        result = bring(*self.files(corrected))
        assert (result.outcomes["left-out"], codes(result)) == (1, set())

    def test_a_part_that_was_joined_and_written_anew_is_told_too(self, editor):
        bring(*self.files())
        layout.join(Article.objects.get(headline="头条").parts.first(), editor)
        result = bring(*self.files("整段都换了，一个字也和从前的不同。"))
        assert headlines("2") == []
        assert codes(result) == {"joined-conflict"}
        # A page that comes alone is known by what it says.
        assert codes(bring(self.files("接着说话。")[1])) == {"joined-conflict"}

    def test_a_jump_that_was_open_so_far_finds_its_other_end(self, editor):
        first, second = self.files()
        bring(first)
        with edited(Issue.objects.get(), editor):
            Part.objects.filter(article__headline="头条").update(body="改过的开头。")
        bring(first, second)
        assert headlines("2") == ["头条"]

    def test_what_comes_back_as_another_text_has_its_number_its_versions_and_its_record(self, editor):
        bring(*self.files())
        number = Article.objects.get(headline="另一篇").number
        self.delete(editor, headline="另一篇")
        first, second = self.files()
        first.articles[1] = story("另一篇", "水库加固完工，昨天通过验收。")
        result = bring(first, second)
        again = Article.objects.get(headline="另一篇")
        assert again.number == number
        assert codes(result) == {"come-back"}
        assert {version.article for version in ArticleVersion.objects.filter(article_number=number)} == {again}
        assert [event.article for event in Event.objects.filter(action="deleted")] == [again]

    def test_a_page_that_was_deleted_brings_its_articles_back_under_their_numbers(self, editor):
        files = page(1, story("头条")), page(2, story("桥通了", "大桥通车。"), story("水稳了", "水库加固。"))
        bring(*files)
        before = dict(Article.objects.values_list("headline", "number"))
        self.delete(editor, parts__page__label="2")
        with edited(Issue.objects.get(), editor):
            Page.objects.get(label="2").delete()
        result = bring(files[1])
        assert dict(Article.objects.values_list("headline", "number")) == before
        assert codes(result) == {"come-back"}

    def test_a_part_that_was_joined_does_not_come_back_with_its_page(self, editor):
        first, second = self.files()
        second.articles.append(story("桥通了", "大桥通车。"))
        bring(first, second)
        layout.join(Article.objects.get(headline="头条").parts.first(), editor)
        self.delete(editor, headline="桥通了")
        with edited(Issue.objects.get(), editor):
            Page.objects.get(label="2").delete()
        result = bring(first, second)
        assert (result.outcomes["left-out"], result.outcomes["new"]) == (1, 1)
        assert headlines("2") == ["桥通了"]
        assert Part.objects.get(article__headline="头条").body == "开头。\n\n接着说。"

    def test_what_was_imported_under_a_wrong_label_and_deleted_comes_under_the_right_one(self, editor):
        bring(page(1, story("头条")), page(22, story("桥通了", "大桥通车。")))
        self.delete(editor, parts__page__label="22")
        with edited(Issue.objects.get(), editor):
            Page.objects.get(label="22").delete()
        bring(page(2, story("桥通了", "大桥通车。")))
        assert headlines("2") == ["桥通了"]

    def test_what_a_file_dropped_and_has_again_comes_back(self):
        first, second = page(1, story("头条"), story("另一篇", "水库加固完工。")), page(1, story("头条"))
        for files in (first, second, first):
            bring(files)
        assert headlines("1") == ["头条", "另一篇"]

    def test_a_page_that_came_empty_dropped_its_articles_itself(self):
        first, second = page(1, story("头条")), page(2, story("桥通了", "大桥通车。"))
        for files in (
            (first, second),
            (page(1, story("头条")), page(2)),
            (first, page(2, story("桥通了", "大桥通车。"))),
        ):
            result = bring(*files)
        assert (headlines("2"), result.outcomes["left-out"]) == (["桥通了"], 0)

    def test_a_second_text_that_is_the_same_is_new_to_the_file(self):
        notice = ("公告", "今晚停水，请提前储备。")
        bring(page(1, story("头条"), story(*notice)))
        result = bring(page(1, story("头条"), story(*notice), story(*notice)))
        assert (headlines("1"), result.outcomes["left-out"]) == (["头条", "公告", "公告"], 0)

    def test_one_of_two_that_are_the_same_stays_out_once_it_was_deleted(self, editor):
        notice = ("公告", "今晚停水，请提前储备。")
        bring(page(1, story("头条"), story(*notice), story(*notice)))
        self.delete(editor, pk=Article.objects.filter(headline="公告").last().pk)
        result = bring(page(1, story("头条"), story(*notice), story(*notice)))
        assert (headlines("1"), result.outcomes["left-out"]) == (["头条", "公告"], 1)

    def test_another_article_under_an_everyday_headline_is_another_one(self, editor):
        bring(page(1, story("头条"), story("图片新闻", "牡丹花在公园里开了，游人很多。")))
        former = Article.objects.get(headline="图片新闻").number
        self.delete(editor, headline="图片新闻")
        result = bring(page(1, story("头条"), story("图片新闻", "消防队员在河边演练抽水。")))
        assert Article.objects.get(headline="图片新闻").number != former
        assert "come-back" not in codes(result)

    def test_a_brief_whose_words_another_article_has_comes_back_with_its_page(self, editor):
        bring(page(1, story("头条", "全县春耕。水已放到田头。")), page(2, story("预告", "全县春耕。")))
        self.delete(editor, headline="预告")
        with edited(Issue.objects.get(), editor):
            Page.objects.get(label="2").delete()
        bring(page(1, story("头条", "全县春耕。水已放到田头。")), page(2, story("预告", "全县春耕。")))
        assert headlines("2") == ["预告"]

    def test_what_was_left_out_and_is_restored_is_known_again(self, editor):
        bring(*self.files())
        article = Article.objects.get(headline="另一篇")
        content = article_content(article)
        self.delete(editor, pk=article.pk)
        bring(*self.files())
        bring_back(Issue.objects.get(), article.number, content, editor)
        result = bring(*self.files())
        assert headlines("1") == ["头条", "另一篇"]
        assert (result.outcomes["left-out"], codes(result)) == (0, set())


class TestWhatWasDeletedAndRestored:
    """It is known again, as if it had never been away: what editors made of it, and where it lay."""

    @pytest.fixture
    def editor(self):
        return make_member(PAGE_EDITOR, "bianji")

    @pytest.fixture
    def files(self):
        return page(1, story("头条", "开头。"), story("另一篇", "水库加固完工。")), page(
            2, story("桥通了", "大桥通车。")
        )

    @staticmethod
    def restored(editor, which, homes=None, **change):
        article = Article.objects.get(headline=which)
        with edited(Issue.objects.get(), editor):
            Article.objects.filter(pk=article.pk).update(**change)
        content = article_content(article)
        with edited(Issue.objects.get(), editor):
            article.delete()
            for label in homes or {}:
                Page.objects.get(label=label).delete()
        bring_back(Issue.objects.get(), article.number, content, editor, homes)

    def test_the_same_file_is_no_news_for_what_an_editor_changed(self, editor, files):
        bring(*files)
        self.restored(editor, "头条", headline="改过的头条")
        result = bring(*files)
        assert (result.outcomes["kept"], result.outcomes["conflict"], codes(result)) == (1, 0, set())
        # It lies where it lay.
        assert headlines("1") == ["改过的头条", "另一篇"]

    def test_what_lies_on_another_page_now_does_not_come_twice(self, editor, files):
        bring(*files)
        self.restored(editor, "桥通了", homes={"2": "1"}, headline="天堑变通途")
        result = bring(*files)
        assert headlines("1") == ["头条", "另一篇", "天堑变通途"]
        assert headlines("2") == []
        assert result.outcomes["new"] == 0

    def test_a_changed_file_is_compared_with_what_it_said_before(self, editor, files):
        bring(*files)
        self.restored(editor, "头条", headline="改过的头条")
        first, second = files
        first.articles[0] = story("头条", "新的开头。")
        (entry,) = bring(first, second).plan.not_taken
        assert [(field.before, field.after) for field in entry.refused] == [("开头。", "新的开头。")]

    def test_a_version_from_before_a_joining_has_its_parts_known_again(self, editor):
        def files():
            return (
                page(1, story("头条", "开头。", continues_on="2")),
                page(2, story("头条", "接着说。", continued_from="1")),
            )

        bring(*files())
        article = Article.objects.get()
        with edited(Issue.objects.get(), editor):
            article.parts.filter(sequence=2).update(body="改过的后文。")
        layout.join(article.parts.first(), editor)
        version = article.versions.get(number=2)
        assert len(version.content["parts"]) == 2
        restore(version, editor)
        result = bring(*files())
        assert (result.outcomes["kept"], codes(result)) == (1, set())


class TestVersions:
    """What an import does to articles that are there is kept as an editor's change is."""

    @staticmethod
    def kept(number=1):
        versions = ArticleVersion.objects.filter(article_number=number).order_by("number")
        return [(version.actor, version.content["parts"][0]["body"]) for version in versions]

    def test_a_first_import_keeps_none_since_the_files_are_kept(self):
        bring(page(1, story("头条", "旧文。")))
        assert self.kept() == []

    def test_the_same_file_again_keeps_none(self):
        bring(page(1, story("头条", "旧文。")))
        bring(page(1, story("头条", "旧文。")))
        assert self.kept() == []

    def test_a_corrected_file_keeps_what_was_there_and_what_it_made_of_it(self):
        bring(page(1, story("头条", "旧文。")))
        bring(page(1, story("头条", "新文。")))
        assert self.kept() == [("值班员", "旧文。"), ("值班员", "新文。")]
        versions = ArticleVersion.objects.order_by("number")
        assert {version.note for version in versions} == {gettext("import")}
        # The first one is as old as the article, not as what came after it.
        assert versions[0].at == Article.objects.get().created_at < ImportBatch.objects.earliest("at").at

    def test_what_an_editor_wrote_is_a_version_of_his_and_comes_back_whatever_is_imported(self):
        bring(page(1, story("头条", "旧文。")))
        article, editor = Article.objects.get(), get_user_model().objects.create_user("bianji", is_superuser=True)
        with edited(article.issue, editor):
            article.parts.update(body="编辑的文。")
        bring(page(1, story("头条", "旧文。", deck="副题")))
        bring(page(1, story("全然不同", "别的。")))
        assert ("bianji", "编辑的文。") in self.kept()
        restore(ArticleVersion.objects.get(actor="bianji"), editor)
        assert Article.objects.get(number=1).parts.get().body == "编辑的文。"

    def test_an_article_that_the_file_lost_can_be_restored(self):
        bring(page(1, story("头条"), story("二条", "别的。")))
        bring(page(1, story("头条")))
        assert Article.objects.count() == 1
        editor = get_user_model().objects.create_superuser("zongbian")
        lost = ArticleVersion.objects.get(article_number=2)
        bring_back(lost.issue, 2, lost.content, editor)
        assert headlines("1") == ["头条", "二条"]

    def test_after_a_version_was_restored_an_import_still_sees_that_an_editor_wrote(self):
        bring(page(1, story("头条", "旧文。")))
        article, editor = Article.objects.get(), get_user_model().objects.create_superuser("zongbian")
        for body in ("编辑的文。", "又改的文。"):
            with edited(article.issue, editor):
                article.parts.update(body=body)
        restore(ArticleVersion.objects.get(number=2), editor)
        result = bring(page(1, story("头条", "新文。")))
        assert article.parts.get().body == "编辑的文。"
        assert "conflict" in codes(result)


def test_what_was_decided_for_readers_while_an_import_was_planned_stays(monkeypatch):
    bring(page(1, story("头条")))
    publish(Issue.objects.get())

    def withdrawn_at_this_moment(plan):
        Issue.objects.update(status=Issue.Status.WITHDRAWN)
        apply_plan(plan)

    monkeypatch.setattr(pipeline, "apply_plan", withdrawn_at_this_moment)
    bring(page(1, story("头条"), story("二条")), number=128, publish=True)
    issue = Issue.objects.get()
    assert (issue.status, issue.number) == (Issue.Status.WITHDRAWN, 128)


def test_the_record_says_in_the_language_of_the_desk_what_was_brought():
    with override("zh-hans"):
        import_issue(read(issue(page(1, story("头条"), story("二条")))), "导入员")
    told = Event.objects.get(action=Event.Action.IMPORTED).note
    assert "2" in told
    assert not re.search("[a-z]", told)


def test_a_running_number_that_comes_later_is_stored():
    bring(page(1, story("头条")))
    assert bring(page(1, story("头条")), number=128).wrote
    assert Issue.objects.get().number == 128


@pytest.mark.parametrize("articles", [5, 50])
def test_storing_costs_the_same_number_of_queries(articles, django_assert_num_queries, of_references):
    def texts(body):
        made = [story(f"第{n}条", f"{body}{n}。", tags=[f"标签{n % 5}"]) for n in range(articles)]
        for text in made:
            text.body.append(Block("picture", f"说明{body}", name="图1"))
            text.editors_notes.append(Note("before", f"按语{body}"))
        return page(1, *made)

    bring(page(2, *(story(f"标签{n}", tags=[f"标签{n}"]) for n in range(5))))
    with django_assert_num_queries(FIRST + of_references):
        bring(texts("新闻"))
    with django_assert_num_queries(SECOND + of_references):
        bring(texts("改过的新闻"))


@pytest.mark.parametrize("outdated", [False, True])
def test_what_waits_for_its_moment_is_closed_to_imports_though_a_signature_is_void(outdated):
    bring(page(1, story("头条")), page(2, story("二条", "别的。")))
    Newspaper.objects.update(reviews_required=1)
    author = Author.objects.create(name="田野")
    Byline.objects.create(article=Article.objects.get(headline="头条"), author=author)
    stored = Issue.objects.get()
    for signed in stored.pages.all():
        make_signature(signed, stage="final")
    publish(stored, at=timezone.now() + datetime.timedelta(hours=5))
    if outdated:
        Author.objects.filter(pk=author.pk).update(name="田晔")
    editor = make_member(PAGE_EDITOR, "bianji")
    with pytest.raises(Refused):
        import_issue(read(issue(page(2, story("二条", "改了。")))), "李编辑", editor)
    assert Part.objects.get(article__headline="二条").body == "别的。"
