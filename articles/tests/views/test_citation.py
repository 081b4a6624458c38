import pytest
from pytest_django.asserts import assertContains, assertRedirects

from articles.models import FormerNumber
from articles.tests.factories import make_article, make_issue, make_page, make_part, publish

pytestmark = pytest.mark.django_db

STORY = "/qinghe/2026-03-05/article/1/"


@pytest.fixture
def article():
    return make_article(make_issue(pages=1, published=True).pages.get(), "一粒米的三次转身", authors=["许禾"])


def test_a_bibtex_file_is_handed_over(reader, article):
    response = reader.get(f"{STORY}cite.bib")

    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    name = f"qinghe-2026-03-05-{article.short_code}.bib"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assertContains(response, "title = {{一粒米的三次转身}}")
    assertContains(response, f"url = {{http://testserver{STORY}}}")


def test_a_ris_file_is_handed_over(reader, article):
    response = reader.get(f"{STORY}cite.ris")

    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert response["Content-Disposition"].endswith('.ris"')
    assert "TI  - 一粒米的三次转身\r\n" in response.content.decode()


def test_another_form_is_not_found(reader, article):
    assert reader.get(f"{STORY}cite.docx").status_code == 404


def test_a_former_address_leads_to_the_file_too(reader, article):
    FormerNumber.objects.create(issue=article.issue, number=9, article=article)
    article.issue.newspaper.slug = "qh"
    article.issue.newspaper.save()

    former = "/qinghe/2026-03-05/article/9/cite.ris"
    assertRedirects(reader.get(former), "/qh/2026-03-05/article/1/cite.ris", status_code=301)


def test_a_draft_is_not_cited(reader, editor):
    make_article(make_issue(pages=1).pages.get())
    assert reader.get(f"{STORY}cite.bib").status_code == 404
    assert editor.get(f"{STORY}cite.bib").status_code == 200


def test_of_a_story_that_opens_on_a_hidden_page_only_the_rest_is_cited(reader, article):
    hidden = make_article(make_page(article.issue, 2), "未签发的题", authors=["未签发的人"], column="未签发的栏目")
    make_part(hidden, article.issue.pages.first(), "已签发的下文。", headline="桥通了（续）")

    text = reader.get(f"{hidden.get_absolute_url()}cite.ris").content.decode()

    assert "未签发" not in text
    assert "TI  - 桥通了（续）\r\n" in text
    assert "SP  - 1\r\n" in text


@pytest.mark.parametrize("parts", [1, 4])
def test_a_file_costs_the_same_however_long_the_story_is(reader, django_assert_num_queries, parts):
    issue = make_issue(pages=parts)
    article = make_article(issue.pages.first(), authors=["许禾", "石磊"])
    for page in issue.pages.all()[1:]:
        make_part(article, page, "下文。")
    publish(issue)

    with django_assert_num_queries(7):
        reader.get(f"{STORY}cite.bib")
