"""Plain forms of the desk: what somebody else stored meanwhile is not overwritten unseen."""

import pytest
from django.urls import reverse

from articles.models import Author, Correction, Newspaper
from articles.tests.admin.conftest import log_in
from articles.tests.admin.forms import Opened, errors_of
from articles.tests.factories import make_article, make_newspaper
from articles.tests.people import CHIEF_EDITOR, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db):
    """Another chief, who has the same form open."""
    return log_in(make_member(CHIEF_EDITOR, "fuzongbian"))


@pytest.fixture
def author(db):
    return Author.objects.create(name="李明", about="农业记者。")


def open_form(client, obj):
    return Opened(client, reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk]))


def test_one_who_saves_alone_is_not_asked(editor, author):
    mine = open_form(editor, author)
    assert mine.save(about="时政记者。").status_code == 302
    assert mine.save(about="时政记者。").status_code == 302
    assert Author.objects.get().about == "时政记者。"


def test_what_both_changed_is_told_and_saved_when_it_is_sent_once_more(editor, other, author):
    mine, theirs = open_form(editor, author), open_form(other, author)
    assert theirs.save(about="摄影记者。").status_code == 302

    again = mine.save(about="时政记者。")

    assert any("摄影记者。" in error for error in errors_of(again))
    assert Author.objects.get().about == "摄影记者。"
    assert "时政记者。" in again.text
    assert mine.take(again).save().status_code == 302
    assert Author.objects.get().about == "时政记者。"


def test_what_one_left_alone_is_taken_as_the_other_stored_it(editor, other, author):
    mine, theirs = open_form(editor, author), open_form(other, author)
    theirs.save(about="摄影记者。", institution="on")

    again = mine.save(distinction="县报")

    assert Author.objects.get().distinction == ""
    assert mine.take(again).save().status_code == 302
    stored = Author.objects.get()
    assert (stored.about, stored.institution, stored.distinction) == ("摄影记者。", True, "县报")


def test_a_second_look_is_not_enough_where_a_third_person_saved_since(editor, other, author):
    mine, theirs = open_form(editor, author), open_form(other, author)
    theirs.save(about="摄影记者。")
    mine.take(mine.save(about="时政记者。"))
    Author.objects.update(about="体育记者。")
    assert any("体育记者。" in error for error in errors_of(mine.save()))


def test_both_wrote_the_same(editor, other, author):
    mine, theirs = open_form(editor, author), open_form(other, author)
    theirs.save(about="摄影记者。")
    assert mine.save(about="摄影记者。").status_code == 302


def test_a_forged_or_missing_seal_overwrites_nothing_unseen(editor, author):
    mine = open_form(editor, author)
    for seal in ("", "made-up"):
        assert errors_of(mine.save(about="时政记者。", seen=seal))
    assert Author.objects.get().about == "农业记者。"


def test_a_choice_is_told_by_its_name(editor, other):
    paper = make_newspaper(reviews_required=0)
    mine, theirs = open_form(editor, paper), open_form(other, paper)
    theirs.save(reviews_required="3")
    again = mine.save(reviews_required="1")
    label = Newspaper.objects.get().get_reviews_required_display()
    assert any(str(label) in error for error in errors_of(again))
    assert Newspaper.objects.get().reviews_required == 3


def test_the_article_of_a_correction_is_told_by_its_headline(editor, other, issue):
    first, second, third = (make_article(issue.pages.first(), headline) for headline in ("春耕", "夏收", "秋种"))
    correction = Correction.objects.create(article=first, text="“甲”应为“乙”。")
    mine, theirs = open_form(editor, correction), open_form(other, correction)
    assert theirs.save(article=second.pk).status_code == 302
    assert any("夏收" in error for error in errors_of(mine.save(article=third.pk)))
    assert Correction.objects.get().article == second


def test_a_row_that_was_deleted_meanwhile_is_told_to_be_gone(editor, author):
    mine = open_form(editor, author)
    author.delete()
    answer = mine.save(about="时政记者。")
    assert answer.status_code == 302
    assert not Author.objects.exists()
