import datetime
import re

import pytest
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains, assertRedirects

from articles.models import Author, Byline, Correction, FormerNumber, Page
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_note,
    make_page,
    make_part,
    make_picture,
    publish,
)

pytestmark = pytest.mark.django_db

STORY = "/qinghe/2026-03-05/article/1/"


@pytest.fixture
def page():
    return make_issue(pages=1, published=True).pages.get()


def test_a_story_is_read_whole_across_its_jump(reader, story_across_pages):
    response = reader.get(STORY)

    assertContains(response, "好稻谷有了，却卖不出")
    assertContains(response, "好价钱。后来米厂办了起来。")
    assertContains(response, '<h1 class="headline">一粒米的三次转身</h1>', html=True)
    assertContains(response, "——柳溪镇产业链观察")


def test_a_mark_leads_to_either_page_where_the_story_crosses(reader, story_across_pages):
    html = reader.get(STORY).content.decode()

    assertInHTML('<a href="/qinghe/2026-03-05/2/#a1-2">下转第二版</a>', html, count=1)
    assertInHTML('<a href="/qinghe/2026-03-05/1/#a1-1">上接第一版</a>', html, count=1)


def text_of(html):
    """Paragraphs, crossheads and marks of pages, one after the other."""
    found = re.findall(r'<(?:p|h3)( class="(?:goes-on|short|crosshead|page-mark)")?>(.*?)</(?:p|h3)>', html, re.DOTALL)
    return [re.sub(r"<.*?>", "", text) for _, text in found]


def test_a_paragraph_that_a_page_cut_is_whole_and_the_mark_stands_below_it(reader, story_across_pages):
    assert text_of(reader.get(STORY).content.decode())[:2] == [
        "好稻谷有了，却卖不出好价钱。后来米厂办了起来。",
        "下转第二版上接第一版",
    ]


def test_a_paragraph_over_three_pages_is_whole(reader):
    issue = make_issue(pages=3, published=True)
    first, second, third = issue.pages.all()
    article = make_article(first, body="## 起\n\n老街里从晚上七点起一盏一盏亮起来的灯，照着两千多")
    make_part(article, second, "盏灯下的生意，照着摊主和等着下班的人们带着孩子回家的")
    make_part(article, third, "路。\n\n灯灭了。")

    assert text_of(reader.get(STORY).content.decode())[:5] == [
        "起",
        "老街里从晚上七点起一盏一盏亮起来的灯，照着两千多盏灯下的生意，照着摊主和等着下班的人们带着孩子回家的路。",
        "下转第二版上接第一版",
        "下转第三版上接第二版",
        "灯灭了。",
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("好稻谷有了。", "米厂办了起来。"),
        ("一条田埂", "把两块田分开"),
        ("## 第一次转身", "米厂办了起来。"),
    ],
)
def test_a_page_that_ends_with_a_paragraph_or_a_verse_cuts_nothing(reader, above, below):
    issue = make_issue(pages=2, published=True)
    article = make_article(issue.pages.first(), body=above)
    make_part(article, issue.pages.last(), below)

    texts = text_of(reader.get(STORY).content.decode())
    assert texts[:3] == [above.removeprefix("## "), "下转第二版上接第一版", below]


def test_a_sentence_does_not_run_over_a_page_that_is_not_public(reader, editor, page):
    second, third = make_page(page.issue, 2), make_page(page.issue, 3, status=Page.Status.PUBLISHED)
    article = make_article(page, body="好稻谷有了，却卖不出")
    make_part(article, second, "未签发的好价钱，米厂办得")
    make_part(article, third, "红红火火。")

    assert text_of(reader.get(STORY).content.decode())[:3] == [
        "好稻谷有了，却卖不出",
        "下转第二版上接第二版",
        "红红火火。",
    ]
    # An editor sees where the draft begins.
    assert "好稻谷有了，却卖不出" in text_of(editor.get(STORY).content.decode())


def test_the_citation_names_paper_day_and_pages(reader, story_across_pages):
    response = reader.get(STORY)

    assertContains(response, "《青禾日报》")
    assertContains(response, "2026年3月5日")
    assertContains(response, '<a href="/qinghe/2026-03-05/2/">第2版</a>', html=True)


def test_what_belongs_to_the_story_is_printed(reader, page):
    article = make_article(
        page,
        kicker="春分时节",
        column="微言",
        series="行走禾溪",
        series_number=2,
        dateline="新华社北京电",
        source="云州晚报",
    )
    article.tags.add("春耕")

    response = reader.get(STORY)

    for printed in ("春分时节", "微言", "行走禾溪②", "新华社北京电", "原载《云州晚报》", "春耕"):
        assertContains(response, printed)


def test_the_printed_byline_leads_to_its_authors(reader, page):
    article = make_article(page, authors=["许禾", "石磊"], byline="本报记者 许　禾 通讯员 石　磊")
    pk = article.authors.get(name="许禾").pk

    html = reader.get(STORY).content.decode()

    assertInHTML(f'<a rel="author" href="/authors/{pk}/">许　禾</a>', html)
    assert "本报记者 <a" in html


def test_authors_whom_the_printed_byline_does_not_name_follow_with_their_roles(reader, page):
    article = make_article(page, byline="本报记者 程朗", authors=["程朗"])
    commentator = Author.objects.create(name="本报评论员", institution=True)
    Byline.objects.create(article=article, author=commentator, role="执笔", position=1)

    response = reader.get(STORY)

    assertContains(response, f'<a rel="author" href="/authors/{commentator.pk}/">本报评论员</a>', html=True)
    assertContains(response, "执笔")


def test_a_byline_within_the_text_stays_there_and_its_authors_are_named_above(reader, page):
    make_article(page, body="全县造林。", byline="本报讯（记者 程朗）", authors=["程朗"])

    html = reader.get(STORY).content.decode()

    assertInHTML('<p class="short"><span class="lead-in">本报讯（记者 程朗）</span>　全县造林。</p>', html)
    assert html.index('rel="author"') < html.index("lead-in")


def test_a_signature_stands_at_the_end(reader, story_across_pages):
    story_across_pages.byline = "（白石镇　邱林）"
    story_across_pages.save()

    html = reader.get(STORY).content.decode()

    assert html.index("后来米厂办了起来") < html.index('<p class="signature">（白石镇　邱林）</p>')


def test_notes_stand_before_within_and_after(reader, page):
    article = make_article(page, body="第一段。\n\n第二段。")
    for position in ("after", "within", "before"):
        make_note(article, f"按语{position}", position)

    html = reader.get(STORY).content.decode().partition("<main")[2]

    printed = ["按语before", "第一段。", "按语within", "第二段。", "按语after"]
    assert sorted(printed, key=html.index) == printed


def test_every_kind_of_block_is_set(reader, page):
    article = make_article(
        page, body="段落。\n\n## 小标题\n\n> 引文\n\n---\n\n![](a.jpg)\n\n![只有说明。](missing.jpg)"
    )
    make_picture(article, "a.jpg", image="a.jpg", width=300, height=200, caption="说明。", credit="甲 摄", alt="一座桥")

    html = reader.get(STORY).content.decode()

    assertInHTML('<h3 class="crosshead">小标题</h3>', html)
    assertInHTML("<blockquote><p>引文</p></blockquote>", html)
    assertInHTML('<hr class="separator">', html)
    assertInHTML('<img src="/media/a.jpg" alt="一座桥" width="300" height="200" loading="lazy" decoding="async">', html)
    assertInHTML('<figcaption>说明。 <span class="figure__credit">甲 摄</span></figcaption>', html)
    assertInHTML('<figure class="figure figure--missing"><figcaption>只有说明。</figcaption></figure>', html)


def test_a_picture_of_which_nothing_came_leaves_no_frame(reader, page):
    make_article(page, body="正文。\n\n![](gone.jpg)")

    assertNotContains(reader.get(STORY), "<figure")


def test_markup_is_only_text(reader, page):
    article = make_article(
        page, "<script>x</script>", "<b>粗</b>", kicker="<i>", deck="<i>", byline="<u>记者</u>", series="<s>"
    )
    make_note(article, "<em>")
    make_picture(article, caption='"><img src=x>')

    html = reader.get(STORY).content.decode()

    for markup in ("<script>x", "<b>", "<i>", "<u>", "<s>", "<em>", "<img src=x"):
        assert markup not in html


def test_an_article_without_a_headline_has_an_address_all_the_same(reader, page):
    make_article(page, headline="")

    assert reader.get(STORY).status_code == 200


def test_the_articles_before_and_after_follow_the_pages(reader):
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    late = make_article(second, "二版头条")
    make_article(first, "一版头条")
    publish(issue)

    response = reader.get(late.get_absolute_url())

    assert str(response.context["previous"]) == "一版头条"
    assert response.context["following"] is None
    assertContains(response, 'rel="prev" href="/qinghe/2026-03-05/article/2/"')


def test_the_other_instalments_of_the_series_are_named(reader, page):
    article = make_article(page, "源头", series="行走禾溪", series_number=1)
    other_day = make_issue(DAY + datetime.timedelta(days=7), pages=1, published=True)
    make_article(other_day.pages.get(), "船娘", series="行走禾溪", series_number=2)
    draft = make_issue(DAY + datetime.timedelta(days=8), pages=1)
    make_article(draft.pages.get(), "草稿里的一篇", series="行走禾溪", series_number=3)
    elsewhere = make_issue(newspaper=make_newspaper("yunzhou", "云州晚报"), pages=1, published=True)
    make_article(elsewhere.pages.get(), "别家的一篇", series="行走禾溪", series_number=4)

    response = reader.get(article.get_absolute_url())

    assert [str(entry) for entry in response.context["instalments"]] == ["船娘"]
    assertContains(response, "②船娘")
    assertNotContains(response, "草稿里的一篇")


# --- addresses are permanent ---------------------------------------------------------------------


def test_a_former_number_leads_to_the_article_it_became_part_of(reader, page):
    article = make_article(page)
    FormerNumber.objects.create(issue=page.issue, number=9, article=article)

    assertRedirects(reader.get("/qinghe/2026-03-05/article/9/"), STORY, status_code=301)


def test_a_former_number_of_a_hidden_article_is_not_found(reader, page):
    hidden = make_article(make_page(page.issue, 2))
    FormerNumber.objects.create(issue=page.issue, number=9, article=hidden)

    assert reader.get("/qinghe/2026-03-05/article/9/").status_code == 404


def test_a_number_that_was_never_given_is_not_found(reader, page):
    assert reader.get("/qinghe/2026-03-05/article/7/").status_code == 404


# --- who may see it ------------------------------------------------------------------------------


def test_an_article_of_a_draft_is_for_editors_only(reader, outsider, editor):
    make_article(make_issue(pages=1).pages.get())

    assert reader.get(STORY).status_code == 404
    assert outsider.get(STORY).status_code == 404
    assertContains(editor.get(STORY), 'class="not-public"')


def test_an_article_on_a_page_not_signed_off_is_for_editors_only(reader, editor, page):
    article = make_article(make_page(page.issue, 2))

    assert reader.get(article.get_absolute_url()).status_code == 404
    assertContains(editor.get(article.get_absolute_url()), 'class="not-public"')


def test_a_part_on_a_hidden_page_does_not_leak(reader, editor, page):
    article = make_article(page, "桥通了", "上文。")
    make_part(article, make_page(page.issue, 2), "未签发的下文。\n\n![](secret.jpg)", headline="未签发的题")
    make_picture(article, "secret.jpg", caption="未签发的图。")
    make_note(article, "未签发的编后。", "after")

    response = reader.get(STORY)

    assertNotContains(response, "未签发")
    assertInHTML('<p class="jump jump--out">（下转第二版）</p>', response.content.decode())
    assertContains(editor.get(STORY), "未签发的下文。")
    assertContains(editor.get(STORY), 'class="draft-mark"')


def test_a_first_part_on_a_hidden_page_does_not_leak(reader, page):
    article = make_article(make_page(page.issue, 2), "桥通了", "未签发的上文。", byline="本报讯（记者 程朗）")
    make_note(article, "未签发的编者按。")
    make_part(article, page, "已签发的下文。")

    response = reader.get(STORY)

    assertNotContains(response, "未签发")
    assertContains(response, "已签发的下文。")
    assertInHTML('<p class="page-mark"><span>上接第二版</span></p>', response.content.decode())


def test_the_head_of_a_story_that_opens_on_a_hidden_page_does_not_leak(reader, editor, page):
    fields = ("kicker", "deck", "column", "series", "byline", "dateline", "source")
    hidden = make_page(page.issue, 2)
    article = make_article(hidden, "未签发的题", authors=["未签发的人"], **{name: f"未签发{name}" for name in fields})
    article.tags.add("未签发的标签")
    make_part(article, page, "已签发的下文。", kicker="续引题", headline="桥通了（续）", deck="续副题")

    response = reader.get(STORY)

    assertNotContains(response, "未签发")
    for printed in ("续引题", "桥通了（续）", "续副题", "已签发的下文。"):
        assertContains(response, printed)
    assertContains(editor.get(STORY), "未签发的标签")


@pytest.mark.parametrize("headline", ["", "桥通了（续）"])
def test_nothing_names_a_story_by_an_opening_on_a_hidden_page(reader, editor, headline):
    issue = make_issue(pages=1)
    tail_on = issue.pages.get()
    hidden = make_article(make_page(issue, 2), "未签发的题", series="桥", series_number=1, authors=["程朗"])
    hidden.tags.add("大桥")
    make_part(hidden, tail_on, "已签发的下文。", headline=headline)
    other = make_article(tail_on, "桥头", series="桥", series_number=2, authors=["程朗"])
    other.tags.add("大桥")
    notice = make_article(tail_on, "更正")
    Correction.objects.create(article=hidden, text="应为二座。", date=DAY, printed_in=notice)
    publish(issue)
    Page.objects.filter(number=2).update(status="draft")
    author = Author.objects.get(name="程朗")

    for known in (hidden, other, notice, author, tail_on, issue, issue.newspaper):
        response = reader.get(known.get_absolute_url())
        assert response.status_code == 200
        assertNotContains(response, "未签发")
    for below in ("report/", "cite.bib", "cite.ris"):
        assertNotContains(reader.get(f"{hidden.get_absolute_url()}{below}"), "未签发")
    assertNotContains(reader.get("/"), "未签发")
    for known in (hidden, other, notice, author):
        assertContains(editor.get(known.get_absolute_url()), "未签发的题")


# --- what it costs -------------------------------------------------------------------------------


@pytest.mark.parametrize(("parts", "others"), [(1, 0), (4, 25)])
def test_an_article_costs_the_same_however_long_it_is(reader, django_assert_num_queries, parts, others):
    issue = make_issue(pages=parts)
    pages = list(issue.pages.all())
    article = make_article(pages[0], series="行走禾溪", authors=["程朗", "罗大田"])
    for page in pages[1:]:
        make_part(article, page, "下文。")
    make_note(article)
    make_picture(article)
    article.tags.add("春耕", "乡村")
    for _ in range(others):
        make_article(pages[0], series="行走禾溪")
    publish(issue)

    with django_assert_num_queries(13):
        reader.get(STORY)


def test_a_long_series_shows_the_instalments_nearest_to_this_one(reader):
    issue = make_issue()
    page = make_page(issue)
    made = [make_article(page, f"第{n}篇之题", series="禾溪行", series_number=n) for n in range(1, 41)]
    make_article(page, "未编号之题", series="禾溪行")
    publish(issue)
    text = reader.get(made[-1].get_absolute_url()).content.decode()
    assert "第39篇之题" in text
    assert "第2篇之题" not in text
