"""What editors do with articles, told through the forms they do it with."""

import io
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Article, Author, Byline, Correction, EditorsNote, Part, Picture, Pointer
from articles.tests.admin.forms import Opened, errors_of, fill_in
from articles.tests.factories import (
    DAY,
    make_area,
    make_article,
    make_issue,
    make_newspaper,
    make_part,
    make_picture,
    make_pointer,
)
from articles.tests.people import REPORTER, client_of, make_member

pytestmark = pytest.mark.django_db


def form_of(obj):
    return reverse(f"admin:articles_{obj._meta.model_name}_change", args=[obj.pk])


def picture_file(name="photo.png", size=(4, 3), kind="PNG"):
    data = io.BytesIO()
    Image.new("RGB", size).save(data, kind)
    return SimpleUploadedFile(name, data.getvalue(), f"image/{kind.lower()}")


# Headlines and text


def test_an_editor_corrects_a_headline(editor, article):
    answer = fill_in(editor, form_of(article), headline="春耕忙")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.headline == "春耕忙"


def test_a_headline_typed_in_two_lines_is_stored_as_one(editor, article):
    fill_in(editor, form_of(article), headline="县委常委会召开会议\r\n研究春耕")
    article.refresh_from_db()
    assert article.headline == "县委常委会召开会议 研究春耕"


def test_saving_what_nobody_changed_changes_nothing(editor, article):
    part = article.parts.get()
    part.body = "第一段。\n\n## 小标题\n\n第二段。"
    part.save()
    fill_in(editor, form_of(article), headline="春耕忙")
    part.refresh_from_db()
    assert part.body == "第一段。\n\n## 小标题\n\n第二段。"
    (entry,) = editor.user.logentry_set.all()
    assert entry.get_change_message() == "Changed Headline (主题)."


def test_tags_are_typed_apart_by_chinese_commas(editor, article):
    fill_in(editor, form_of(article), tags="农业，春耕、青禾镇")
    assert sorted(article.tags.names()) == sorted(["农业", "春耕", "青禾镇"])


def test_a_tag_that_is_a_whole_sentence_is_refused(editor, article):
    answer = fill_in(editor, form_of(article), tags="长" * 101)
    assert errors_of(answer) == ["A tag has 100 characters at most."]


# People


def test_an_editor_puts_the_second_author_first(editor, article):
    first, second = article.bylines.all()
    fill_in(editor, form_of(article), bylines__0__position="2", bylines__1__position="1")
    assert list(article.bylines.all()) == [second, first]


def test_a_new_author_comes_after_the_others(editor, article):
    photographer = Author.objects.create(name="陈静")
    fill_in(
        editor,
        form_of(article),
        bylines__TOTAL_FORMS="3",
        bylines__2__author=photographer.pk,
        bylines__2__role="摄影",
        bylines__2__position="",
    )
    assert [str(byline) for byline in article.bylines.all()] == ["记者 李明", "记者 王芳", "摄影 陈静"]


def test_the_usual_roles_are_offered_and_any_other_may_be_typed(editor, article):
    text = editor.get(form_of(article)).text
    (offered,) = re.findall(r'<datalist id="byline-roles">(.*?)</datalist>', text)
    assert all(
        f'value="{role}"' in offered for role in ("记者", "通讯员", "摄影", "见习记者", "实习生", "特约记者", "编译")
    )
    assert re.search(r'name="bylines-0-role"[^>]* list="byline-roles"', text)
    fill_in(editor, form_of(article), bylines__0__role="本报特派")
    assert str(article.bylines.first()) == "本报特派 李明"


def test_an_author_is_taken_away(editor, article):
    fill_in(editor, form_of(article), bylines__0__DELETE="on")
    assert [byline.author.name for byline in article.bylines.all()] == ["王芳"]


def test_authors_are_found_by_a_part_of_their_name_or_its_pinyin(editor, article):
    url = reverse("admin:autocomplete") + "?app_label=articles&model_name=byline&field_name=author&term="
    assert [found["text"] for found in editor.get(url + "明").json()["results"]] == ["李明"]
    assert [found["text"] for found in editor.get(url + "wang").json()["results"]] == ["王芳"]


@pytest.mark.parametrize("term", ["wenshuyi", "wen shu yi", "wsy", "wenshy", "WSY", "ws", "w shu"])
def test_authors_are_found_by_the_letters_of_their_pinyin_without_spaces(editor, article, term):
    for name in ("文书怡", "王淑英", "温世友", "苏文怡"):
        Author.objects.create(name=name)
    url = reverse("admin:autocomplete") + "?app_label=articles&model_name=byline&field_name=author&term="
    found = {found["text"] for found in editor.get(url + term).json()["results"]}
    assert "文书怡" in found
    assert "苏文怡" not in found
    assert ("王淑英" in found) == (term.lower() in ("wsy", "ws", "w shu"))


# Notes


def test_an_editor_adds_a_note(editor, article):
    fill_in(
        editor,
        form_of(article),
        editors_notes__TOTAL_FORMS="1",
        editors_notes__0__text="今天刊发此文。",
        editors_notes__0__position="after",
    )
    note = EditorsNote.objects.get()
    assert (note.article, note.text, note.position) == (article, "今天刊发此文。", "after")


# Parts


def test_what_one_may_not_add_is_shown_once_there_is_some(issue):
    reporter = client_of(make_member(REPORTER, "jizhe"))
    article = make_article(issue.pages.first(), created_by=reporter.user)
    first = Opened(reporter, form_of(article))
    assert not [name for name in first.data if name.startswith(("editors_notes-", "corrections-"))]
    Correction.objects.create(article=article, text="第二段有误。", date=DAY)
    # It came after the form was opened, and does not keep it from being saved.
    assert first.save(headline="春耕忙").status_code == 302
    assert "第二段有误。" in reporter.get(form_of(article)).text


def test_two_parts_of_a_story_change_places(editor, issue, article):
    second = make_part(article, issue.pages.last(), "续。")
    first = article.parts.get(sequence=1)
    answer = fill_in(editor, form_of(article), parts__0__sequence="2", parts__1__sequence="1")
    assert answer.status_code == 302
    assert list(article.parts.order_by("sequence")) == [second, first]


def test_two_parts_on_one_page_change_places(editor, article):
    page = article.parts.get().page
    first, second = article.parts.get(), make_part(article, page, "续。")
    answer = fill_in(editor, form_of(article), parts__0__position="2", parts__1__position="1")
    assert answer.status_code == 302
    assert list(page.parts.order_by("position")) == [second, first]


def test_a_part_moves_to_the_end_of_another_page(editor, issue, article):
    other = make_article(issue.pages.last(), "别的")
    fill_in(editor, form_of(article), parts__0__page=issue.pages.last().pk, parts__0__position="")
    part = article.parts.get()
    assert (part.page, part.position, part.sequence) == (issue.pages.last(), 2, 1)
    assert other.parts.get().position == 1


def test_a_part_takes_the_place_of_one_that_is_deleted_with_it(editor, article):
    page = article.parts.get().page
    make_part(article, page, "续。")
    data = {"parts__0__DELETE": "on", "parts__1__position": "1", "parts__1__sequence": "1"}
    answer = fill_in(editor, form_of(article), **data)
    assert answer.status_code == 302
    part = article.parts.get()
    assert (part.body, part.position, part.sequence) == ("续。", 1, 1)


def test_a_place_that_another_article_has_is_refused_by_its_name(editor, article):
    page = article.parts.get().page
    make_article(page, "乡村振兴")
    answer = fill_in(editor, form_of(article), parts__0__position="2")
    assert errors_of(answer) == ["Place 2 on this page is taken by “乡村振兴”; leave it empty to stand last."]
    assert article.parts.get().position == 1


def test_two_parts_with_one_number_are_refused(editor, issue, article):
    make_part(article, issue.pages.last())
    answer = fill_in(editor, form_of(article), parts__1__sequence="1")
    assert errors_of(answer) == ["Two parts are number 1; each needs its own."]


def test_a_page_of_another_issue_is_refused(editor, article):
    foreign = make_issue(newspaper=make_newspaper("other", "别报"), pages=1).pages.get()
    answer = fill_in(editor, form_of(article), parts__0__page=foreign.pk)
    assert errors_of(answer) == ["This page belongs to another issue than the article."]


def test_an_article_is_written_from_its_page(editor, issue):
    page = issue.pages.last()
    url = f"{reverse('admin:articles_article_add')}?page={page.pk}"
    answer = fill_in(editor, url, headline="新线路开通", parts__0__body="昨日开通。")
    assert answer.status_code == 302
    article = Article.objects.get()
    part = article.parts.get()
    assert (article.issue, article.number, article.headline) == (issue, 1, "新线路开通")
    assert (part.page, part.position, part.sequence, part.body) == (page, 1, 1, "昨日开通。")


def test_the_page_is_kept_even_if_there_is_no_text_yet(editor, issue):
    page = issue.pages.last()
    fill_in(editor, f"{reverse('admin:articles_article_add')}?page={page.pk}", headline="图片新闻")
    assert Part.objects.get().page == page


def test_an_article_without_an_issue_first_asks_for_one(editor, issue):
    answer = fill_in(editor, reverse("admin:articles_article_add"), headline="新线路开通", issue=issue.pk)
    assert answer.url == form_of(Article.objects.get())


@pytest.mark.parametrize("query", ["page=x", "page=999", "issue=x", "issue=999", "page=²"])
def test_a_wrong_address_for_a_new_article_asks_for_the_issue(editor, query):
    assert editor.get(f"{reverse('admin:articles_article_add')}?{query}").status_code == 200


def test_one_who_may_change_articles_but_no_parts_corrects_the_headline(trainee, issue, article):
    make_part(article, issue.pages.last(), "续。")
    answer = fill_in(trainee, form_of(article), headline="春耕忙")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.parts.count()) == ("春耕忙", 2)


def test_one_who_may_only_add_parts_adds_one(trainee, issue, article):
    trainee.user.user_permissions.add(Permission.objects.get(codename="add_part"))
    data = {"parts__TOTAL_FORMS": "2", "parts__1__page": issue.pages.last().pk, "parts__1__body": "续。"}
    fill_in(trainee, form_of(article), parts__INITIAL_FORMS="1", **data)
    assert [(part.sequence, part.position) for part in article.parts.order_by("sequence")] == [(1, 1), (2, 1)]


def test_the_clash_is_told_where_it_was_made(editor, issue, article):
    first = issue.pages.first()
    make_part(article, first, "续。")
    answer = fill_in(editor, form_of(article), parts__0__position="2")
    (inline,) = [formset for formset in answer.context["inline_admin_formsets"] if formset.opts.model is Part]
    assert [list(form.errors) for form in inline.formset.forms] == [["position"], []]


# Pictures


def test_a_picture_is_added_under_the_name_of_its_file(editor, article):
    fill_in(editor, form_of(article), pictures__TOTAL_FORMS="1", pictures__0__image=picture_file("田(间).png"))
    picture = Picture.objects.get()
    assert (picture.name, picture.width, picture.height) == ("田-间-.png", 4, 3)


def test_a_file_that_is_no_picture_is_refused(editor, article):
    file = SimpleUploadedFile("photo.jpg", b"GIF? no.", "image/jpeg")
    answer = fill_in(editor, form_of(article), pictures__TOTAL_FORMS="1", pictures__0__image=file)
    assert "This is no picture that can be read, or one too large to be opened." in errors_of(answer)
    assert not Picture.objects.exists()


def test_a_picture_that_browsers_do_not_show_is_refused(editor, article):
    file = picture_file("photo.tif", kind="TIFF")
    answer = fill_in(editor, form_of(article), pictures__TOTAL_FORMS="1", pictures__0__image=file)
    assert any("JPEG, PNG, WebP or GIF" in error for error in errors_of(answer))


def test_a_gigantic_picture_is_refused_and_all_else_is_kept_on_the_form(editor, article):
    file = picture_file(size=(10_000, 6_000))
    typed = {"headline": "春耕忙", "parts__0__body": "刚写的一段。", "pictures__0__caption": "田间"}
    answer = fill_in(editor, form_of(article), pictures__TOTAL_FORMS="1", pictures__0__image=file, **typed)
    assert "The picture has 60 million points; scale it down to 50 million at most." in errors_of(answer)
    assert all(text in answer.text for text in typed.values())
    assert not Picture.objects.exists()


def test_a_picture_of_too_many_bytes_is_refused(editor, article, monkeypatch):
    monkeypatch.setattr("articles.models.uploads.MOST_PICTURE_BYTES", 10)
    answer = fill_in(editor, form_of(article), pictures__TOTAL_FORMS="1", pictures__0__image=picture_file())
    assert any("at most 0 MB can be stored" in error for error in errors_of(answer))


def test_a_picture_without_file_and_name_is_asked_for_one(editor, article):
    answer = fill_in(editor, form_of(article), pictures__TOTAL_FORMS="1", pictures__0__caption="春耕")
    assert errors_of(answer) == ["Choose a file, or give the name by which the text places the picture."]


def test_pictures_change_their_order(editor, article):
    first, second = make_picture(article, "甲.jpg", order=1), make_picture(article, "乙.jpg", order=2)
    fill_in(editor, form_of(article), pictures__0__order="2", pictures__1__order="1")
    assert list(article.pictures.all()) == [second, first]


# Pointers


def test_an_editor_resolves_a_pointer(editor, issue, article):
    pointer = make_pointer(issue.pages.first(), "春耕", "1")
    fill_in(editor, form_of(issue.pages.first()), pointers__0__article=article.pk)
    pointer.refresh_from_db()
    assert pointer.article == article


def test_a_pointer_is_offered_the_articles_of_its_own_issue(editor, issue, article):
    foreign = make_issue(newspaper=make_newspaper("other", "别报"), pages=1)
    make_article(foreign.pages.get(), "春耕别报")
    url = f"{reverse('admin:autocomplete')}?issue={issue.pk}&app_label=articles&model_name=pointer&field_name=article"
    assert [found["text"] for found in editor.get(f"{url}&term=春耕").json()["results"]] == ["春耕备耕忙（2026-03-05）"]
    make_pointer(issue.pages.first())
    assert f"/admin/autocomplete/?issue={issue.pk}" in editor.get(form_of(issue.pages.first())).text


def test_a_pointer_to_another_issue_is_refused(editor, issue):
    foreign = make_article(make_issue(newspaper=make_newspaper("other", "别报"), pages=1).pages.get())
    pointer = make_pointer(issue.pages.first())
    answer = fill_in(editor, form_of(issue.pages.first()), pointers__0__article=foreign.pk)
    assert errors_of(answer) == ["This article belongs to another issue than the pointer."]
    answer = fill_in(editor, form_of(pointer), article=foreign.pk)
    assert errors_of(answer) == ["This article belongs to another issue than the pointer."]


def test_unresolved_pointers_are_listed(editor, issue, article):
    make_pointer(issue.pages.first(), "找到的", article=article)
    make_pointer(issue.pages.first(), "没找到的")
    page = editor.get(reverse("admin:articles_pointer_changelist"), {"resolved": "0"}).text
    assert "没找到的" in page
    assert "找到的" not in page.replace("没找到的", "")
    assert Pointer.objects.count() == 2


# Lists


def test_a_word_of_two_characters_is_found_in_the_text(editor, issue, article):
    make_article(issue.pages.last(), "别的", body="非遗进校园。")
    page = editor.get(reverse("admin:articles_article_changelist"), {"q": "非遗"})
    assert [found.headline for found in page.context["cl"].result_list] == ["别的"]


def test_every_word_searched_for_has_to_be_there(editor, issue, article):
    make_part(article, issue.pages.last(), "乡镇在行动。")

    def found(words):
        page = editor.get(reverse("admin:articles_article_changelist"), {"q": words})
        return [article.headline for article in page.context["cl"].result_list]

    assert found("春耕 王芳") == found("本县　乡镇") == ["春耕备耕忙"]
    assert found("春耕 赵六") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"open_jump": "1"}, ["待续"]),
        ({"open_jump": "0"}, ["春耕备耕忙"]),
        ({"with_author": "0"}, ["待续"]),
        ({"with_author": "1"}, ["春耕备耕忙"]),
        ({"column": "微言"}, ["待续"]),
    ],
)
def test_articles_are_filtered(editor, issue, article, query, expected):
    waiting = make_article(issue.pages.last(), "待续", column="微言")
    waiting.parts.update(continues_on="4")
    page = editor.get(reverse("admin:articles_article_changelist"), query)
    assert [found.headline for found in page.context["cl"].result_list] == expected


def test_the_articles_of_an_author_are_listed(editor, issue, article):
    make_article(issue.pages.last(), "别的", authors=["张伟"])
    author = Author.objects.get(name="李明")
    page = editor.get(reverse("admin:articles_article_changelist"), {"authors__id__exact": author.pk})
    assert [found.headline for found in page.context["cl"].result_list] == ["春耕备耕忙"]
    authors = editor.get(reverse("admin:articles_author_changelist")).text
    assert f"authors__id__exact={author.pk}" in authors


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(editor, article):
    for query in ("issue__id__exact=x", "authors__id__exact=x", "open_jump=7"):
        answer = editor.get(f"{reverse('admin:articles_article_changelist')}?{query}")
        assert answer.status_code in (200, 302)


# Facts


def test_the_form_tells_the_address_the_jumps_and_the_source(editor, issue, article):
    make_part(article, issue.pages.last(), source_line=41)
    page = editor.get(form_of(article)).text
    assert article.get_absolute_url() in page
    assert "（下转第二版）" in page
    assert "（上接第一版）" in page


def test_an_author_is_given_a_sort_key(editor):
    url = reverse("admin:articles_author_add")
    fill_in(editor, url, name="李明")
    assert Author.objects.get().sort_key == "li ming"
    answer = fill_in(editor, url, name="李明")
    assert any("tell the two apart" in error for error in errors_of(answer))


def test_an_author_who_signed_articles_is_not_deleted(editor, article):
    author = article.authors.first()
    url = reverse("admin:articles_author_delete", args=[author.pk])
    assert "Bylines: 1" in editor.get(url).text
    editor.post(url, {"post": "yes"})
    assert Byline.objects.filter(author=author).exists()


# Hot areas

SQUARE = "0.1,0.2 0.4,0.2 0.4,0.5 0.1,0.5"
POINTS = [[0.1, 0.2], [0.4, 0.2], [0.4, 0.5], [0.1, 0.5]]


def test_an_editor_draws_the_areas_of_a_part(editor, article):
    answer = fill_in(editor, form_of(article), parts__0__areas=f"{SQUARE}\r\n\r\n0,0 1,0 1,1\r\n")

    assert answer.status_code == 302
    assert [area.points for area in article.parts.get().hot_areas.all()] == [POINTS, [[0, 0], [1, 0], [1, 1]]]


def test_areas_that_nobody_changed_stay_the_same_rows(editor, article):
    area = make_area(article.parts.get(), 1 / 3, 0.1, 0.5, 0.25)

    fill_in(editor, form_of(article), headline="春耕忙")

    assert article.parts.get().hot_areas.get() == area
    (entry,) = editor.user.logentry_set.all()
    assert entry.get_change_message() == "Changed Headline (主题)."


def test_areas_are_taken_away_again(editor, article):
    make_area(article.parts.get())

    fill_in(editor, form_of(article), parts__0__areas="")

    assert not article.parts.get().hot_areas.exists()


@pytest.mark.parametrize("wrong", ["0.1,0.2 0.4,0.2", "0,0 1,0 1,1.5", "0,0 1,0 三,1"])
def test_wrong_corners_are_told_with_their_line_and_change_nothing(editor, article, wrong):
    area = make_area(article.parts.get())

    answer = fill_in(editor, form_of(article), parts__0__areas=f"{SQUARE}\n{wrong}")

    assert any("Line 2" in error for error in errors_of(answer))
    assert article.parts.get().hot_areas.get() == area


def test_who_may_only_look_sees_the_areas(trainee, article):
    trainee.user.user_permissions.clear()
    trainee.user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    make_area(article.parts.get(), 0.1, 0.2, 0.4, 0.5)

    assert SQUARE in trainee.get(form_of(article)).text


def test_a_page_says_of_each_article_how_many_areas_it_has(editor, article):
    for _ in range(3):
        make_area(article.parts.get())

    text = editor.get(form_of(article.parts.get().page)).text

    assert re.findall(r'field-areas">\s*<p>(.*?)</p>', text) == ["3"]
