"""What is kept of an article with every change, and how it is put back."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.content import article_content, digest_of
from articles.editing import edited
from articles.models import Article, ArticleVersion, Author, Part, Picture
from articles.tests.factories import (
    make_area,
    make_article,
    make_issue,
    make_note,
    make_page,
    make_part,
    make_picture,
)
from articles.versions import Change, keep, put_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A story from page 1 to page 2 with everything that an article can have."""
    first, second, _third = make_issue(pages=3).pages.all()
    article = make_article(
        first, authors=["李明", "王芳"], kicker="开春", deck="全县动员", series="春耕", series_number=2
    )
    make_part(article, second, "接着说。", headline="春耕（续）")
    make_note(article)
    make_picture(article, caption="田间")
    make_area(article.parts.get(sequence=1))
    article.tags.add("农业")
    return article


def change(article, **fields):
    with edited(article.issue, actor="陈静", note="改标题"):
        Article.objects.filter(pk=article.pk).update(**fields)


def kept(article_or_number):
    number = getattr(article_or_number, "number", article_or_number)
    return list(ArticleVersion.objects.filter(article_number=number).order_by("number"))


class TestKeeping:
    def test_the_first_change_keeps_what_was_there_before_it_too(self, article):
        before = article_content(article)
        change(article, headline="春耕忙")

        first, second = kept(article)
        assert (first.number, first.content, first.actor, first.note) == (1, before, "", "")
        assert (second.number, second.content["headline"], second.actor, second.note) == (2, "春耕忙", "陈静", "改标题")
        assert second.digest == digest_of(article_content(article))
        assert second.article == article

    def test_a_later_change_keeps_what_it_made_only(self, article):
        change(article, headline="春耕忙")
        change(article, headline="春耕正忙")
        assert [version.content["headline"] for version in kept(article)] == ["春耕备耕忙", "春耕忙", "春耕正忙"]

    def test_what_nobody_changed_is_not_kept_twice(self, article):
        change(article, headline="春耕忙")
        change(article, headline="春耕忙")
        assert len(kept(article)) == 2

    def test_what_was_said_once_before_is_a_new_version_all_the_same(self, article):
        change(article, headline="春耕忙")
        change(article, headline="春耕备耕忙")
        first, _second, third = kept(article)
        assert first.digest == third.digest

    def test_what_came_about_elsewhere_is_kept_before_the_next_change(self, article):
        change(article, headline="春耕忙")
        Author.objects.filter(name="李明").update(name="李鸣")
        change(article, headline="春耕正忙")
        assert [version.content["authors"][0]["name"] for version in kept(article)] == ["李明", "李明", "李鸣", "李鸣"]

    def test_a_new_article_has_one_version(self, article):
        with edited(article.issue, actor="陈静"):
            new = make_article(article.issue.pages.first(), "桥通了")
        (version,) = kept(new)
        assert (version.actor, version.content["headline"]) == ("陈静", "桥通了")

    def test_a_deleted_article_leaves_what_it_said_last_although_nobody_had_changed_it(self, article):
        before = article_content(article)
        with edited(article.issue, actor="陈静"):
            Article.objects.get(pk=article.pk).delete()
        (version,) = kept(article.number)
        assert (version.article, version.content) == (None, before)

    def test_the_versions_of_a_deleted_article_stay(self, article):
        change(article, headline="春耕忙")
        with edited(article.issue, actor="陈静"):
            Article.objects.get(pk=article.pk).delete()
        assert [version.content["headline"] for version in kept(article.number)] == ["春耕备耕忙", "春耕忙"]

    # SQLite takes so many rows at once.
    @pytest.mark.parametrize("count", [1, 40])
    def test_many_articles_are_kept_in_as_many_queries_as_one(self, article, count, django_assert_num_queries):
        articles = [Article.objects.create(issue=article.issue, number=1000 + n) for n in range(count)]
        content = article_content(article)
        changes = {row.pk: Change(row.number, content, content | {"headline": "春耕忙"}) for row in articles}
        with django_assert_num_queries(2):
            keep(article.issue, changes, "陈静")
        assert ArticleVersion.objects.count() == 2 * count


_LINE = st.text(st.characters(categories=("L", "N", "P"), exclude_characters="\x00"), max_size=12)
_TEXT = st.lists(st.text("春耕忙桥通。，a1", min_size=1, max_size=8), max_size=4).map("\n\n".join)
_FRACTION = st.sampled_from([0, 0.1, 1 / 3, 0.5, 1])
_AREA = st.lists(st.tuples(_FRACTION, _FRACTION).map(list), min_size=3, max_size=5)
_PART = st.fixed_dictionaries(
    {
        "kicker": _LINE,
        "headline": _LINE,
        "deck": _LINE,
        "body": _TEXT,
        "continues_on": st.sampled_from(["", "8", "A2"]),
        "continued_from": st.sampled_from(["", "7"]),
        "page": st.sampled_from(["1", "2", "3"]),
        "areas": st.lists(_AREA, max_size=2),
    }
)
_AUTHOR = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["李明", "王芳", "青禾"]),
        "distinction": st.sampled_from(["", "体育部"]),
        "institution": st.booleans(),
        "role": st.sampled_from(["", "记者", "摄影"]),
    }
)
_NOTE = st.fixed_dictionaries(
    {"position": st.sampled_from(["before", "within", "after"]), "text": st.text("按语。", min_size=1, max_size=5)}
)
_PICTURE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["甲.jpg", "乙.jpg", "photo.jpg"]),
        "caption": _LINE,
        "credit": _LINE,
        "alt": _LINE,
        "focal_x": _FRACTION,
        "focal_y": _FRACTION,
        "image": st.just(""),
    }
)
CONTENTS = st.fixed_dictionaries(
    dict.fromkeys(("kicker", "headline", "deck", "column", "series", "byline", "dateline", "source"), _LINE)
    | {
        "series_number": st.none() | st.integers(1, 99),
        "authors": st.lists(_AUTHOR, max_size=3),
        "tags": st.lists(st.sampled_from(["农业", "春耕", "青禾镇"]), unique=True).map(sorted),
        "notes": st.lists(_NOTE, max_size=2),
        "parts": st.lists(_PART, min_size=1, max_size=4),
        "pictures": st.lists(_PICTURE, max_size=3, unique_by=lambda picture: picture["name"]),
    }
)


class TestPuttingBack:
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(content=CONTENTS)
    def test_an_article_says_again_whatever_is_put_back(self, article, content):
        with transaction.atomic():
            put_back(article, content)
        assert article_content(article) == content

    def test_nothing_is_written_twice_that_is_the_same_already(self, article):
        rows = list(Part.objects.values()), list(Picture.objects.values()), list(article.parts.first().hot_areas.all())
        put_back(article, article_content(article))
        assert rows == (
            list(Part.objects.values()),
            list(Picture.objects.values()),
            list(article.parts.first().hot_areas.all()),
        )

    def test_a_picture_has_its_former_file_again(self, article):
        picture = article.pictures.get()
        picture.image.save("甲.png", ContentFile(_png(4, 3)))
        before = article_content(article)
        picture.image.save("乙.png", ContentFile(_png(8, 8)))
        put_back(article, before)
        picture.refresh_from_db()
        assert (picture.image.name, picture.width, picture.height) == (before["pictures"][0]["image"], 4, 3)

    def test_a_picture_whose_file_is_gone_is_told_with_its_name(self, article):
        content = article_content(article)
        content["pictures"][0]["image"] = "qinghe/2026-03-05/gone.jpg"
        with pytest.raises(ValidationError, match=r"photo\.jpg"):
            put_back(article, content)

    def test_a_page_that_is_gone_is_told(self, article):
        content = article_content(article)
        article.parts.get(page__label="2").delete()
        article.issue.pages.get(label="2").delete()
        with pytest.raises(ValidationError, match="2"):
            put_back(article, content)

    @pytest.mark.parametrize(
        ("part", "wrong"),
        [
            ("authors", [{"name": "李明", "distinction": "", "institution": False, "role": "长" * 41}]),
            ("tags", ["长" * 101]),
            ("notes", [{"position": "beside", "text": "按"}]),
            ("notes", [{"position": "before", "text": ""}]),
            ("headline", "长" * 501),
            (
                "pictures",
                [{"name": "a(b)", "caption": "", "credit": "", "alt": "", "focal_x": 2, "focal_y": 0, "image": ""}],
            ),
        ],
    )
    def test_what_no_form_would_have_taken_is_refused(self, article, part, wrong):
        with pytest.raises(ValidationError):
            put_back(article, article_content(article) | {part: wrong})

    def test_two_pictures_of_one_name_are_refused(self, article):
        content = article_content(article)
        with pytest.raises(ValidationError, match=r"photo\.jpg"):
            put_back(article, content | {"pictures": content["pictures"] * 2})

    def test_a_part_that_stays_on_its_page_stays_in_its_place(self, article):
        first = article.issue.pages.first()
        make_article(first, "桥通了")
        first.reorder(list(first.parts.order_by("-position").values_list("pk", flat=True)))
        content = article_content(article)
        change(article, headline="春耕忙")
        put_back(article, content)
        assert [part.article.headline for part in first.parts.order_by("position")] == ["桥通了", "春耕备耕忙"]

    def test_a_part_that_comes_back_to_a_page_stands_last(self, article):
        content = article_content(article)
        first, third = article.issue.pages.get(label="1"), article.issue.pages.get(label="3")
        article.parts.filter(sequence=1).update(page=third, position=1)
        make_article(first, "桥通了")
        put_back(article, content)
        assert [part.article.headline for part in first.parts.order_by("position")] == ["桥通了", "春耕备耕忙"]

    def test_a_later_import_still_sees_that_an_editor_wrote(self, article):
        """Also where a part before it was taken away: rows are known by their pages."""
        Part.objects.filter(sequence=1).update(source_digest="file 1", stored_digest="said 1")
        Part.objects.filter(sequence=2).update(source_digest="file 2", stored_digest="said 2")
        content = article_content(article)
        article.parts.filter(sequence=1).delete()
        article.parts.update(sequence=1)
        put_back(article, content)
        first, second = article.parts.order_by("sequence")
        assert (first.source_digest, first.stored_digest) == ("", "")
        assert (second.source_digest, second.stored_digest) == ("file 2", "said 2")
        assert article_content(article) == content

    def test_hot_areas_of_a_part_that_was_cut_come_back(self, article):
        content = article_content(article)
        make_part(article, make_page(article.issue, 4), "再续。")
        article.parts.get(sequence=1).hot_areas.all().delete()
        put_back(article, content)
        assert article_content(article) == content


def _png(width, height):
    data = io.BytesIO()
    Image.new("RGB", (width, height)).save(data, "PNG")
    return data.getvalue()
