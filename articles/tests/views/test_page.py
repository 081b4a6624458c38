import pytest
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains, assertRedirects

from articles.models import Newspaper, Page
from articles.models.newspaper import JumpStyle
from articles.tests.factories import make_article, make_issue, make_note, make_page, make_part, make_picture, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    issue = make_issue()
    page = make_page(issue, 1, "01", name="要闻", credits="责任编辑：白露")
    publish(issue)
    return page


def test_a_page_carries_its_stories_whole(reader, page):
    make_article(page, "山塘清淤", "12座山塘完成清淤。\n\n第二批即将开工。")
    make_article(page, "山歌进课堂", "山歌响起来了。")

    response = reader.get("/qinghe/2026-03-05/01/")

    for printed in ("第1版", "要闻", "责任编辑：白露", "山塘清淤", "第二批即将开工。", "山歌响起来了。"):
        assertContains(response, printed)


def test_the_jump_leads_to_the_other_part_in_both_directions(reader, story_across_pages):
    first, second = reader.get("/qinghe/2026-03-05/1/"), reader.get("/qinghe/2026-03-05/2/")

    assertContains(first, '<a href="/qinghe/2026-03-05/2/#a1-2">下转第二版</a>', html=True)
    assertContains(first, 'id="a1-1"')
    assertContains(second, '<a href="/qinghe/2026-03-05/1/#a1-1">上接第一版</a>', html=True)
    assertContains(second, 'id="a1-2"')


def test_each_page_has_its_own_part_only(reader, story_across_pages):
    assertNotContains(reader.get("/qinghe/2026-03-05/1/"), "好价钱")
    assertNotContains(reader.get("/qinghe/2026-03-05/2/"), "好稻谷有了")


def test_a_part_that_begins_within_a_sentence_is_not_indented(reader, story_across_pages):
    assertContains(reader.get("/qinghe/2026-03-05/2/"), '<p class="goes-on">')


def test_jump_lines_follow_the_papers_style(reader, story_across_pages):
    Newspaper.objects.update(jump_style=JumpStyle.ARABIC)

    assertContains(reader.get("/qinghe/2026-03-05/1/"), "下转第2版")


def test_an_open_jump_is_printed_without_a_link(reader, page):
    article = make_article(page)
    article.parts.update(continues_on="7", continued_from="5")

    html = reader.get("/qinghe/2026-03-05/01/").content.decode()

    assertInHTML('<p class="jump jump--out">（下转第七版）</p>', html)
    assertInHTML('<span class="jump jump--in">（上接第五版）</span>', html)


def test_the_headline_of_a_continuation_is_the_one_printed_there(reader, story_across_pages):
    story_across_pages.parts.filter(sequence=2).update(headline="三次转身")

    response = reader.get("/qinghe/2026-03-05/2/")

    assertContains(response, f'<a href="{story_across_pages.get_absolute_url()}">三次转身</a>', html=True)
    assertNotContains(response, "——柳溪镇产业链观察")


def test_notes_stand_before_within_and_after(reader, story_across_pages):
    for position in ("before", "within", "after"):
        make_note(story_across_pages, f"按语{position}", position)

    first, second = reader.get("/qinghe/2026-03-05/1/"), reader.get("/qinghe/2026-03-05/2/")

    html = first.content.decode()
    assert html.index("按语before") < html.index("好稻谷有了") < html.index("按语within")
    assertNotContains(first, "按语after")
    assertContains(second, "按语after")
    assertContains(second, "编后")


def test_a_picture_is_where_the_text_places_it(reader, page):
    article = make_article(page, body="春天来了。\n\n![](bridge.jpg)\n\n桥通了。")
    make_picture(article, "bridge.jpg", caption="云水大桥。")
    make_picture(article, "tea.jpg", caption="早春茶。")

    html = reader.get("/qinghe/2026-03-05/01/").content.decode()

    assert html.index("早春茶。") < html.index("春天来了。") < html.index("云水大桥。") < html.index("桥通了。")
    assert html.count("云水大桥。") == 1


def test_the_text_may_give_a_picture_another_caption(reader, page):
    article = make_article(page, body="![桥头人山人海。](bridge.jpg)")
    make_picture(article, "bridge.jpg", caption="云水大桥。")

    response = reader.get("/qinghe/2026-03-05/01/")

    assertContains(response, "桥头人山人海。")
    assertNotContains(response, "云水大桥。")


def test_the_picture_of_the_page_and_its_pdf_are_offered(reader, page):
    Page.objects.update(picture="qinghe/01.webp", picture_width=1000, picture_height=1400, pdf="qinghe/01.pdf")

    response = reader.get("/qinghe/2026-03-05/01/")

    assertContains(response, 'src="/media/qinghe/01.webp"')
    assertContains(response, 'href="/media/qinghe/01.pdf"')


def test_a_page_without_text_says_so(reader, page):
    assertContains(reader.get("/qinghe/2026-03-05/01/"), 'class="nothing"')


@pytest.mark.parametrize("label", ["1", "001"])
def test_another_way_to_write_the_label_leads_to_the_page(reader, page, label):
    response = reader.get(f"/qinghe/2026-03-05/{label}/")

    assertRedirects(response, "/qinghe/2026-03-05/01/", status_code=301)


def test_letters_of_a_label_may_be_small(reader):
    issue = make_issue()
    make_page(issue, 1, "A1")
    publish(issue)

    assertRedirects(reader.get("/qinghe/2026-03-05/a01/"), "/qinghe/2026-03-05/A1/", status_code=301)


def test_a_page_that_does_not_exist_is_not_found(reader, page):
    assert reader.get("/qinghe/2026-03-05/02/").status_code == 404


def test_the_pages_before_and_after_are_at_hand(reader):
    make_issue(pages=3, published=True)

    response = reader.get("/qinghe/2026-03-05/2/")

    assertContains(response, 'rel="prev" href="/qinghe/2026-03-05/1/"')
    assertContains(response, 'rel="next" href="/qinghe/2026-03-05/3/"')
    assertNotContains(reader.get("/qinghe/2026-03-05/1/"), 'rel="prev"')


def test_a_page_of_a_draft_is_for_editors_only(reader, outsider, editor):
    make_issue(pages=1)

    assert reader.get("/qinghe/2026-03-05/1/").status_code == 404
    assert outsider.get("/qinghe/2026-03-05/1/").status_code == 404
    assertContains(editor.get("/qinghe/2026-03-05/1/"), 'class="not-public"')


def test_a_page_not_signed_off_is_for_editors_only(reader, editor, page):
    make_page(page.issue, 2, "02")

    assert reader.get("/qinghe/2026-03-05/02/").status_code == 404
    assert reader.get("/qinghe/2026-03-05/2/").status_code == 404
    assertNotContains(reader.get("/qinghe/2026-03-05/01/"), 'rel="next"')
    assertContains(editor.get("/qinghe/2026-03-05/02/"), 'class="not-public"')


def test_a_picture_that_a_hidden_part_places_is_not_shown_elsewhere(reader, page):
    article = make_article(page, "桥通了", "上文。")
    make_part(article, make_page(page.issue, 2, "02"), "![](secret.jpg)")
    make_picture(article, "secret.jpg", caption="未签发的图。")

    assertNotContains(reader.get("/qinghe/2026-03-05/01/"), "未签发的图")


@pytest.mark.parametrize("stories", [1, 12])
def test_a_page_costs_the_same_however_much_is_on_it(reader, django_assert_num_queries, stories):
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    for number in range(stories):
        article = make_article(first, f"第{number}条", authors=["程朗", "罗大田"])
        make_part(article, second, "下文。")
        make_note(article)
        make_picture(article, caption="图")
    publish(issue)

    with django_assert_num_queries(9):
        reader.get("/qinghe/2026-03-05/1/")


def test_a_headline_is_escaped_once(reader):
    issue = make_issue()
    make_article(make_page(issue), "研发&生产 <两手抓>")
    publish(issue)
    text = reader.get(issue.pages.get().get_absolute_url()).content.decode()
    assert "研发&amp;生产" in text
    assert "&lt;两手抓&gt;" in text
    assert "amp;amp" not in text
