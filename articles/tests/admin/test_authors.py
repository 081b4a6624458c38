"""Authors at the desk: who may be one person, merging, and what a month's contributions come to."""

import csv
import datetime
import io
import threading

import pytest
from django.db import connection
from django.urls import reverse

from articles import names
from articles.models import Author, Byline, DistinctAuthors
from articles.tests.factories import DAY, make_article, make_issue, make_newspaper
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, SECTION_CHIEF, client_of, make_member

pytestmark = pytest.mark.django_db

SAME, MERGE, DISTINCT, COUNT = (
    reverse(f"admin:articles_author_{name}") for name in ("candidates", "merge", "distinct", "count")
)


@pytest.fixture
def chief():
    return client_of(make_member(SECTION_CHIEF, "zhuren"))


@pytest.fixture
def pair():
    page = make_issue(pages=1, published=True).pages.get()
    make_article(page, "春耕忙", authors=["李明"])
    make_article(page, "夏收忙", body="一二三四。", authors=["李　明"])
    return Author.objects.get(name="李　明"), Author.objects.get(name="李明")


def test_two_spellings_are_listed_with_their_articles_and_the_ways_to_merge(chief, pair):
    gone, stays = pair
    html = chief.get(SAME).text
    for link in (f"author={gone.pk}&amp;into={stays.pk}", f"author={stays.pk}&amp;into={gone.pk}"):
        assert link in html
    assert f"authors__id__exact={gone.pk}" in html


def test_the_page_that_asks_names_the_articles_and_changes_nothing(chief, pair):
    gone, stays = pair
    html = chief.get(MERGE, {"author": gone.pk, "into": stays.pk}).text
    assert "春耕忙" in html
    assert "夏收忙" in html
    assert Author.objects.count() == 2


def test_a_merge_that_was_confirmed_is_done(chief, pair):
    gone, stays = pair
    response = chief.post(MERGE, {"author": gone.pk, "into": stays.pk}, follow=True)
    assert response.redirect_chain[0][0] == SAME
    assert Author.objects.get() == stays
    assert stays.articles.count() == 2


def test_a_merge_that_is_refused_is_asked_again_with_the_reason(chief, pair, monkeypatch):
    def refuse(*args):
        raise names.Refused("不行")

    monkeypatch.setattr(names, "merge", refuse)
    gone, stays = pair
    response = chief.post(MERGE, {"author": gone.pk, "into": stays.pk})
    assert "不行" in response.text
    assert response.status_code == 200


@pytest.mark.parametrize("data", [{}, {"author": "1"}, {"author": "x", "into": "²"}, {"author": 9**30, "into": "7"}])
def test_addresses_that_name_nobody_lead_back(chief, pair, data):
    for send in (chief.get, chief.post):
        assert send(MERGE, data).url == SAME


def test_one_person_is_not_merged_with_itself(chief, pair):
    response = chief.post(MERGE, {"author": pair[0].pk, "into": pair[0].pk})
    assert response.url == SAME
    assert Author.objects.count() == 2


def test_what_is_not_the_same_is_remembered(chief, pair):
    chief.post(DISTINCT, {"author": [author.pk for author in pair], "p": "1"})
    assert DistinctAuthors.objects.get().user == chief.user
    assert f"authors__id__exact={pair[0].pk}" not in chief.get(SAME).text
    assert chief.get(DISTINCT).status_code == 405


def test_two_authors_of_the_list_are_merged_and_not_three(chief, pair):
    listed = reverse("admin:articles_author_changelist")
    chosen = {"action": "merge", "_selected_action": [author.pk for author in pair]}
    assert chief.post(listed, chosen).url.startswith(MERGE)
    third = Author.objects.create(name="王芳")
    chosen["_selected_action"].append(third.pk)
    assert chief.post(listed, chosen).url != MERGE
    assert Author.objects.count() == 3


@pytest.mark.parametrize("role", [SECTION_CHIEF, CHIEF_EDITOR])
def test_those_who_may_merge_and_count_find_the_way(role):
    client = client_of(make_member(role, "lingdao"))
    html = client.get(reverse("admin:articles_author_changelist")).text
    for url in (SAME, COUNT):
        assert url in html
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("role", [REPORTER, PAGE_EDITOR, IMPORTER])
def test_others_neither_merge_nor_count(role, pair):
    client = client_of(make_member(role, "bieren"))
    html = client.get(reverse("admin:articles_author_changelist")).text
    for url in (SAME, COUNT):
        assert url not in html
        assert client.get(url).status_code == 403
    data = {"author": pair[0].pk, "into": pair[1].pk}
    assert client.get(MERGE, data).status_code == 403
    assert client.post(MERGE, data).status_code == 403
    assert client.post(DISTINCT, data).status_code == 403
    assert Author.objects.count() == 2


# --- a month -----------------------------------------------------------------------------------------


def table(client, **data):
    response = client.get(COUNT, {"month": "2026-03", "format": "csv", **data})
    assert response.content.startswith("\ufeff".encode())
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_month_is_shown_and_downloaded(chief, pair):
    html = chief.get(COUNT, {"month": "2026-03"}).text
    assert 'class="count"' in html
    assert ["李　明", "记者", "1", "1", "5", "5", "0"] in table(chief)


def test_an_author_of_two_roles_is_asked_for_as_one_row(chief):
    article = make_article(make_issue(pages=1, published=True).pages.get(), authors=["康涛"])
    Byline.objects.create(article=article, author=Author.objects.get(), role="摄影", position=1)
    assert [row[:2] for row in table(chief, o="-role")[1:]] == [["康涛", "记者"], ["康涛", "摄影"]]
    assert [row[:3] for row in table(chief, together="on")[1:]] == [["康涛", "摄影、记者", "1"]]
    # The order and the file that are asked for next are of the same rows.
    assert chief.get(COUNT, {"month": "2026-03", "together": "on"}).text.count("together=on") == 7 + 1


def test_the_table_is_put_into_another_order(chief, pair):
    rising = [row[4] for row in table(chief, o="characters")[1:]]
    assert rising == sorted(rising, key=int)
    assert [row[4] for row in table(chief, o="-characters")[1:]] == rising[::-1]
    assert 'aria-sort="descending"' in chief.get(COUNT, {"month": "2026-03", "o": "-characters"}).text
    assert table(chief, o="无此列") == table(chief)


@pytest.mark.parametrize("name", ["=1+1", "+86", "-李", "@SUM(A1)", "＝1", "\t=1"])
def test_a_name_that_looks_like_a_formula_stays_a_name(chief, name):
    make_article(make_issue(pages=1, published=True).pages.get(), authors=[name])
    assert table(chief)[1][0] == f"'{name}"


def test_last_month_is_asked_for_at_first(chief, pair):
    response = chief.get(COUNT)
    assert response.context["form"].data["newspaper"] == make_newspaper().pk
    assert response.context["form"].is_valid()


def test_an_archive_is_counted_in_the_last_month_that_it_has(chief, pair):
    assert chief.get(COUNT).context["form"].data["month"] == f"{DAY:%Y-%m}"
    old = make_newspaper("jiubao", "旧报")
    make_issue(datetime.date(1998, 1, 5), old)
    assert chief.get(COUNT, {"newspaper": old.pk}).context["form"].data["month"] == "1998-01"


@pytest.mark.parametrize(
    "data",
    [
        *({"month": month} for month in ("三月", "2026-13", "9999-12")),
        *({"newspaper": paper} for paper in ("999", "x", "9" * 20)),
    ],
)
def test_a_month_or_paper_that_is_none_gets_a_sentence(chief, pair, data):
    response = chief.get(COUNT, {"month": "2026-03"} | data)
    assert response.status_code == 200
    assert 'class="errorlist"' in response.text


def test_without_a_newspaper_there_is_nothing_to_count(chief):
    assert chief.get(COUNT).status_code == 200


def test_drafts_are_counted_on_request(chief):
    make_article(make_issue(pages=1).pages.get(), authors=["李明"])
    assert len(table(chief)) == 1
    assert len(table(chief, drafts="on")) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_author_whom_somebody_names_at_that_moment_is_not_deleted():
    author = Author.objects.create(name="李明")
    article = make_article(make_issue(pages=1).pages.get())
    chief = client_of(make_member(SECTION_CHIEF, "zhuren"))

    def name_him():
        try:
            Byline.objects.create(article=article, author=author)
        finally:
            connection.close()

    def name_him_before_he_goes(execute, sql, *args):
        if sql.startswith('DELETE FROM "articles_author"'):
            somebody = threading.Thread(target=name_him)
            somebody.start()
            somebody.join(20)
        return execute(sql, *args)

    with connection.execute_wrapper(name_him_before_he_goes):
        chosen = {"action": "delete_selected", "_selected_action": [author.pk], "post": "yes"}
        answer = chief.post(reverse("admin:articles_author_changelist"), chosen, follow=True)
    assert "刚被别人改动" in answer.text
    assert article.bylines.get().author == author
