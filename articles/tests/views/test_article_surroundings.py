"""Around an article: what corrects it, how to cite it, and the way back to it from paper."""

import datetime

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains

from articles.models import Correction
from articles.tests.factories import DAY, make_article, make_issue, make_page, make_part

pytestmark = pytest.mark.django_db

STORY = "/qinghe/2026-03-05/article/1/"
NOTICE = "/qinghe/2026-03-06/article/1/"


@pytest.fixture
def article():
    return make_article(make_issue(pages=1, published=True).pages.get(), "全县造林", authors=["许禾"])


def notice_of(article, published=True):
    issue = make_issue(DAY + datetime.timedelta(days=1), pages=1, published=published)
    notice = make_article(issue.pages.get(), "更正启事")
    return Correction.objects.create(article=article, text="应为二千亩。\n谨致歉意。", date=DAY, printed_in=notice)


def test_a_correction_is_read_above_the_text_with_the_way_to_its_notice(reader, article):
    notice_of(article)
    html = reader.get(STORY).content.decode()

    assertInHTML("<p>应为二千亩。</p>", html)
    assertInHTML("<p>谨致歉意。</p>", html)
    assertInHTML(f'<a href="{NOTICE}">见2026年3月6日《更正启事》</a>', html)
    assert html.rindex("应为二千亩") < html.rindex("本县今年春耕面积增加")


def test_a_notice_leads_to_what_it_corrects(reader, article):
    notice_of(article)
    html = reader.get(NOTICE).content.decode()

    assertInHTML('<h2 class="corrections__title" id="corrected-title">本文更正</h2>', html)
    assertInHTML(f'<a href="{STORY}">全县造林</a>', html)


def test_a_notice_that_is_not_public_yet_is_not_told_of(reader, editor, article):
    notice_of(article, published=False)

    assertNotContains(reader.get(STORY), "更正")
    assertContains(editor.get(STORY), "更正启事")


def test_a_notice_names_nothing_that_is_not_public(reader, editor, article):
    hidden = make_article(make_page(article.issue, 2), "未签发的题")
    notice_of(hidden)

    assertNotContains(reader.get(NOTICE), "未签发")
    assertContains(editor.get(NOTICE), "未签发的题")


def test_an_article_without_corrections_says_nothing_of_them(reader, article):
    assertNotContains(reader.get(STORY), "corrections")


def test_column_series_and_tags_lead_to_what_else_there_is(reader, article):
    article.column, article.series, article.series_number = "微言", "行走/禾溪", 3
    article.save()
    article.tags.add("粮食")

    response = reader.get(article.get_absolute_url())

    assertContains(response, 'href="/qinghe/columns/%E5%BE%AE%E8%A8%80/"')
    assertContains(response, 'href="/qinghe/series/%E8%A1%8C%E8%B5%B0~2F%E7%A6%BE%E6%BA%AA/"')
    assertContains(response, 'rel="tag" href="/tags/%E7%B2%AE%E9%A3%9F/"')


def test_the_references_are_those_of_the_standard(reader, article):
    html = reader.get(STORY).content.decode()

    assertContains(reader.get(STORY), "许禾. 全县造林[N]. 青禾日报, 2026-03-05(1).")
    assert f"全县造林[N/OL]. 青禾日报, 2026-03-05(1)[{timezone.localdate()}]. http://testserver{STORY}." in html
    for form in ("bib", "ris"):
        assert f'href="{STORY}cite.{form}"' in html


def test_paper_leads_back_to_the_article(reader, article):
    html = reader.get(STORY).content.decode()

    assertInHTML(f'<p class="way-back__address">http://testserver/a/{article.short_code}/</p>', html)
    assert html.count('<svg class="qr"') == 1


def test_a_correction_does_not_change_the_reference(reader, article):
    before = reader.get(STORY).context["cited_in_print"]
    notice_of(article)
    assert reader.get(STORY).context["cited_in_print"] == before


def test_of_an_opening_that_is_not_public_the_reference_names_nobody(reader, article):
    hidden = make_article(make_page(article.issue, 2), "未签发的题", authors=["未签发的人"])
    make_part(hidden, article.issue.pages.first(), "已签发的下文。", headline="桥通了（续）")

    assert (
        reader.get(hidden.get_absolute_url()).context["cited_in_print"] == "桥通了（续）[N]. 青禾日报, 2026-03-05(1)."
    )
