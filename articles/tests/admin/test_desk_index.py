"""The first page of the desk: for each role what it comes for."""

import pytest
from django.urls import reverse

from articles.models import Review
from articles.tests.admin.forms import fill_in
from articles.tests.factories import make_article, make_issue, make_newspaper, publish
from articles.tests.people import IMPORTER, PAGE_EDITOR, REPORTER, client_of, make_member

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


@pytest.fixture
def reporter(db):
    return client_of(make_member(REPORTER, "jizhe"))


def own_work(client):
    """The headlines under “my articles”, each with its state; None where there is no such part."""
    context = client.get(INDEX).context
    if "own_articles" not in context:
        return None
    return {article.headline: (article.is_signed, article.is_out) for article in context["own_articles"]}


def test_a_reporter_sees_the_own_articles_and_how_far_each_has_come(reporter, issue):
    first, second = issue.pages.all()
    out = make_issue(newspaper=make_newspaper("out", "云州晚报"), pages=1)
    for headline, page in (("在写", first), ("已审签", second), ("已见报", out.pages.get())):
        make_article(page, headline, created_by=reporter.user)
    make_article(first, "别人的")
    publish(out)
    Review.objects.create(page=second, stage="first", verdict="passed", reviewer="编辑", digest="-")

    assert own_work(reporter) == {"在写": (False, False), "已审签": (True, False), "已见报": (False, True)}
    mine = reporter.get(reverse("admin:articles_article_changelist"), {"mine": "1"}).context["cl"].result_list
    assert sorted(article.headline for article in mine) == sorted(own_work(reporter))


def test_a_reporter_is_led_to_write_for_the_issues_in_work(reporter, issue):
    out = make_issue(newspaper=make_newspaper("out", "云州晚报"), pages=1, published=True)
    text = reporter.get(INDEX).text
    write = f"{reverse('admin:articles_article_add')}?issue="
    assert f'href="{write}{issue.pk}"' in text
    assert f'href="{write}{out.pk}"' not in text
    assert reporter.get(f"{write}{issue.pk}").status_code == 200


def test_a_reporter_without_an_issue_to_write_for_is_told_so(reporter):
    assert own_work(reporter) == {}
    assert 'class="addlink"' not in reporter.get(INDEX).text.split("own-work")[1].split("</section>")[0]


@pytest.mark.parametrize("role", [PAGE_EDITOR, IMPORTER])
def test_others_see_the_latest_issues_and_no_part_of_their_own(issue, role):
    member = client_of(make_member(role, "bieren"))
    assert own_work(member) is None
    assert str(issue) in member.get(INDEX).text


def test_everybody_sees_what_they_did_last_and_not_what_others_did(issue):
    editor, other = (client_of(make_member(PAGE_EDITOR, name)) for name in ("bianji", "bieren"))
    article = make_article(issue.pages.first(), "春耕忙")
    fill_in(editor, reverse("admin:articles_article_change", args=[article.pk]), headline="春耕正忙")
    assert [event.article for event in editor.get(INDEX).context["own_events"]] == [article]
    assert list(other.get(INDEX).context["own_events"]) == []


def test_one_is_greeted_by_the_whole_name(db):
    member = client_of(make_member(PAGE_EDITOR, "bianji", last_name="白", first_name="露"))
    assert "<strong>白露</strong>" in member.get(INDEX).text
