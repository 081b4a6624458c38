import datetime

import pytest
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains

from articles import workflow
from articles.models import Page
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_note,
    make_page,
    make_part,
    make_picture,
    make_pointer,
    publish,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = DAY + datetime.timedelta(days=1)


@pytest.fixture
def issue():
    newspaper = make_newspaper(cn_number="CN99-0001", sponsor="中共青禾县委", about="地址：青禾县城关镇\n每份1.00元")
    issue = make_issue(newspaper=newspaper, number=3128)
    make_page(issue, 1, "01", name="要闻", credits="责任编辑：白露\n校对：谷雨生、田小禾")
    make_page(issue, 2, "02", name="综合")
    return publish(issue)


def front(issue):
    return issue.pages.get(number=1)


def inner(issue):
    return issue.pages.get(number=2)


# --- what is printed -----------------------------------------------------------------------------


def test_the_masthead_says_what_the_paper_prints(reader, issue):
    response = reader.get("/qinghe/2026-03-05/")

    for printed in ("青禾日报", "2026年3月5日", "星期四", "今日2版", "总第3128期", "CN99-0001", "中共青禾县委主办"):
        assertContains(response, printed)
    assertContains(response, '农历丙午年<span class="held">正月十七</span> 惊蛰')
    assertContains(response, '<time datetime="2026-03-05">')


def test_the_masthead_stays_chinese_for_a_reader_with_english_buttons(reader, issue):
    response = reader.get("/qinghe/2026-03-05/", headers={"accept-language": "en"})

    assertContains(response, "星期四")
    assertContains(response, '<html lang="en">')


def test_the_front_page_is_set_with_its_text(reader, issue):
    make_article(
        front(issue),
        "抢抓农时 稳住面积",
        "昨日，现场会召开。\n\n## 田间\n\n秧苗正绿。",
        kicker="沈怀川强调",
        deck="春耕见闻",
        byline="本报讯（记者 程朗）",
    )

    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, '抢抓农时</span> <span class="phrase">稳住面积')
    assertContains(response, "沈怀川强调")
    assertContains(response, "——春耕见闻")
    html = response.content.decode()
    assertInHTML('<h3 class="crosshead">田间</h3>', html)
    assertInHTML('<p class="short"><span class="lead-in">本报讯（记者 程朗）</span>　昨日，现场会召开。</p>', html)


def test_page_credits_are_printed_with_the_page(reader, issue):
    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, "责任编辑：白露")
    assertContains(response, "校对：谷雨生　田小禾")


def test_pages_are_named_by_label_and_name(reader, issue):
    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, "第2版")
    assertContains(response, "综合")
    assertContains(response, 'href="/qinghe/2026-03-05/02/"')


def test_the_other_pages_show_their_headlines_but_not_their_text(reader, issue):
    article = make_article(inner(issue), "夜间开放满月", "晚上八点，灯还亮着。")

    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, f'<a href="{article.get_absolute_url()}">夜间开放满月</a>', html=True)
    assertNotContains(response, "灯还亮着")


def test_a_story_that_goes_on_inside_is_named_once(reader, story_across_pages):
    response = reader.get("/qinghe/2026-03-05/")

    link = f'<a href="{story_across_pages.get_absolute_url()}">一粒米的三次转身</a>'
    assertContains(response, link, count=1, html=True)


def test_editors_notes_and_pictures_stand_with_their_story(reader, issue):
    article = make_article(front(issue))
    make_note(article, "今天刊发此文。\n供各乡镇参考。")
    make_picture(article, caption="云水大桥通车。", credit="许禾 摄")

    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, "编者按")
    assertInHTML("<p>供各乡镇参考。</p>", response.content.decode())
    assertContains(response, "云水大桥通车。")
    assertContains(response, "许禾 摄")


def test_an_extra_edition_is_marked(reader):
    publish(make_issue(edition="号外", pages=1))

    response = reader.get("/qinghe/2026-03-05-号外/")

    assertContains(response, '<span class="masthead__edition">号外</span>', html=True)


def test_a_headline_with_markup_is_only_text(reader, issue):
    make_article(front(issue), "<script>alert(1)</script>", "<b>粗</b>\n\n> <i>引</i>", byline="<u>本报记者</u>")

    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")
    for markup in ("<script>alert", "<b>粗", "<i>引", "<u>"):
        assertNotContains(response, markup)


def test_an_issue_without_pages_says_so(reader):
    publish(make_issue())

    assertContains(reader.get("/qinghe/2026-03-05/"), 'class="nothing"')


# --- where it leads ------------------------------------------------------------------------------


def test_a_pointer_leads_to_its_article(reader, issue):
    article = make_article(inner(issue), "源头有座瞭望台")
    make_pointer(front(issue), "源头有座瞭望台", "2", article, series="行走禾溪", series_number=1)

    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, "今日导读")
    assertContains(response, "行走禾溪①")
    pointer = f'<span class="pointers__headline"><a href="{article.get_absolute_url()}">源头有座瞭望台</a></span>'
    assertInHTML(pointer, response.content.decode())


def test_a_pointer_without_an_article_leads_to_its_page(reader, issue):
    make_pointer(front(issue), "惊蛰", "2版".removesuffix("版"))

    response = reader.get("/qinghe/2026-03-05/")

    pointer = '<span class="pointers__headline"><a href="/qinghe/2026-03-05/02/">惊蛰</a></span>'
    assertInHTML(pointer, response.content.decode())


def test_a_pointer_to_nowhere_is_printed_without_a_link(reader, issue):
    make_pointer(front(issue), "惊蛰", "8")

    response = reader.get("/qinghe/2026-03-05/")

    assertInHTML('<span class="pointers__headline">惊蛰</span>', response.content.decode())


def test_the_issues_before_and_after_are_at_hand(reader, issue):
    make_issue(DAY - datetime.timedelta(days=3), published=True)
    make_issue(DAY - datetime.timedelta(days=9), published=True)
    make_issue(edition="号外", published=True)
    make_issue(NEXT_DAY, published=True)
    make_issue(DAY - datetime.timedelta(days=1), newspaper=make_newspaper("yunzhou", "云州晚报"), published=True)

    response = reader.get("/qinghe/2026-03-05/")

    assert response.context["earlier"].key == "2026-03-02"
    assert response.context["later"].key == "2026-03-05-号外"
    assertContains(response, 'rel="prev" href="/qinghe/2026-03-02/"')


def test_an_issue_leads_to_its_month_and_to_the_same_day_of_other_years(reader, issue):
    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, 'href="/qinghe/2026-03/"')
    assertContains(response, 'href="/qinghe/on/03-05/"')


def test_the_canonical_address_names_the_host(reader, issue):
    response = reader.get("/qinghe/2026-03-05/", {"utm_source": "x"})

    assertContains(response, '<link rel="canonical" href="http://testserver/qinghe/2026-03-05/">', html=True)


# --- who may see it ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/nowhere/2026-03-05/", "/qinghe/2026-03-06/", "/qinghe/2026-03-05-号外/"])
def test_what_does_not_exist_is_not_found(reader, issue, address):
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-00-00", "2026-3-5", "２０２６-03-05"])
def test_a_day_that_the_calendar_does_not_have_is_not_found(reader, issue, day):
    assert reader.get(f"/qinghe/{day}/").status_code == 404


def test_a_draft_is_for_editors_only(reader, outsider, editor):
    make_issue(pages=1)

    assert reader.get("/qinghe/2026-03-05/").status_code == 404
    assert outsider.get("/qinghe/2026-03-05/").status_code == 404
    assertContains(editor.get("/qinghe/2026-03-05/"), 'class="not-public"')


def test_who_may_look_at_drafts_sees_all_of_them(page_editor):
    article = make_article(make_issue(pages=1).pages.get(), "尚未见报")

    for address in ("/qinghe/2026-03-05/", "/qinghe/2026-03-05/1/", article.get_absolute_url()):
        assertContains(page_editor.get(address), "尚未见报")
        assertContains(page_editor.get(address), 'class="not-public"')


def test_a_public_issue_has_no_banner(editor, issue):
    assertNotContains(editor.get("/qinghe/2026-03-05/"), 'class="not-public"')


def test_an_issue_that_is_not_due_yet_is_for_editors_only(reader, editor):
    publish(make_issue(pages=1), at=datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC))

    assert reader.get("/qinghe/2026-03-05/").status_code == 404
    assertContains(editor.get("/qinghe/2026-03-05/"), "2099")


def test_a_withdrawn_issue_is_gone_for_readers(reader, issue):
    workflow.withdraw(issue, actor="测试")

    assert reader.get("/qinghe/2026-03-05/").status_code == 410


def test_a_page_that_is_not_signed_off_stays_hidden(reader, editor, issue):
    page = make_page(issue, 3, "03", name="未签发")
    make_article(page, "未签发的稿件")

    response = reader.get("/qinghe/2026-03-05/")
    assertContains(response, "今日2版")
    assertNotContains(response, "未签发")
    assertContains(editor.get("/qinghe/2026-03-05/"), "未签发的稿件")


def test_a_jump_to_a_hidden_page_is_printed_without_a_link(reader, editor, issue):
    article = make_article(front(issue))
    make_part(article, make_page(issue, 3, "03"), "未签发的下文。")

    response = reader.get("/qinghe/2026-03-05/")

    assertInHTML('<p class="jump jump--out">（下转第三版）</p>', response.content.decode())
    assertNotContains(response, "未签发的下文")
    assertContains(editor.get("/qinghe/2026-03-05/"), 'href="/qinghe/2026-03-05/03/#a1-2"')


def test_a_pointer_to_a_hidden_article_leads_nowhere(reader, issue):
    article = make_article(make_page(issue, 3, "03"), "未签发")
    make_pointer(front(issue), "惊蛰", "3", article)

    response = reader.get("/qinghe/2026-03-05/")

    assertNotContains(response, article.get_absolute_url())
    assertInHTML('<span class="pointers__headline">惊蛰</span>', response.content.decode())


def test_the_neighbours_of_an_issue_are_public_too(reader, editor, issue):
    make_issue(NEXT_DAY)

    assert reader.get("/qinghe/2026-03-05/").context["later"] is None
    assert editor.get("/qinghe/2026-03-05/").context["later"].date == NEXT_DAY


# --- what it costs -------------------------------------------------------------------------------


def fill(issue, stories):
    """The front page and every other page with ``stories`` rich ones, each running over two pages."""
    pages = list(issue.pages.all())
    for page in pages:
        for number in range(stories):
            article = make_article(page, f"第{number}条", "![](a)\n\n正文。", authors=["程朗", "罗大田"])
            make_note(article)
            make_picture(article, "a", caption="图")
            make_part(article, pages[-1], "下文。")
            make_pointer(page, f"第{number}条", "2", article)


@pytest.mark.parametrize(("pages", "stories", "issues"), [(2, 1, 1), (6, 4, 40)])
def test_an_issue_costs_the_same_however_much_there_is(reader, django_assert_num_queries, pages, stories, issues):
    issue = make_issue(pages=pages)
    fill(issue, stories)
    publish(issue)
    for number in range(1, issues):
        make_issue(DAY - datetime.timedelta(days=number), published=True, pages=1)

    with django_assert_num_queries(11):
        reader.get("/qinghe/2026-03-05/")


def test_pictures_of_pages_are_shown_where_there_are_some(reader, issue):
    assertNotContains(reader.get("/qinghe/2026-03-05/"), 'class="facsimiles"')
    Page.objects.filter(pk=front(issue).pk).update(picture="qinghe/01.webp", picture_width=1000, picture_height=1400)

    response = reader.get("/qinghe/2026-03-05/")

    assertContains(response, 'src="/media/qinghe/01.webp"')


def test_a_story_that_opens_on_a_hidden_page_is_named_by_its_tail(reader, issue):
    hidden = make_page(issue, 9, "09")
    article = make_article(hidden, "未签发的题", kicker="未签发的引题", deck="未签发的副题")
    make_part(article, issue.pages.all()[1], "下文。", headline="米香飘出柳溪")
    make_article(issue.pages.all()[1], "次条")

    assertContains(reader.get("/qinghe/2026-03-05/"), "米香飘出柳溪")
    assertNotContains(reader.get("/qinghe/2026-03-05/"), "未签发")
    assertContains(reader.get("/qinghe/2026-03-05/article/2/"), "米香飘出柳溪")
    assertNotContains(reader.get("/qinghe/2026-03-05/article/2/"), "未签发")
