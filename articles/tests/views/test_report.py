import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains, assertRedirects

from articles import workflow
from articles.models import ErrorReport, Newspaper
from articles.tests.factories import make_article, make_issue, make_note, make_page, make_part, make_picture

pytestmark = pytest.mark.django_db

STORY = "/qinghe/2026-03-05/article/1/"
FORM = f"{STORY}report/"
SENT = f"{FORM}sent/"

MESSAGE = "“备根”应为“备耕”。"


@pytest.fixture
def reader():
    """One who reads English, in which these tests are written."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def page():
    return make_issue(pages=1, published=True).pages.get()


@pytest.fixture
def article(page):
    return make_article(page, "春耕备耕忙", "本县今年春耕备根面积增加。\n\n各乡镇抢抓农时。")


def send(client, message=MESSAGE, passage="", url=FORM, **data):
    return client.post(url, {"message": message, "passage": passage, "website": "", **data})


# --- the link ------------------------------------------------------------------------------------


def test_the_article_leads_to_the_form_and_sets_no_cookie(reader, article):
    response = reader.get(STORY)

    html = response.content.decode()
    assertInHTML(f'<a id="report-link" href="{FORM}" rel="nofollow">Report an error</a>', html)
    assert not response.cookies
    assert "no-store" not in response.headers["Cache-Control"]


def test_a_newspaper_that_takes_no_reports_has_neither_link_nor_form(reader, article):
    Newspaper.objects.update(takes_error_reports=False)

    assertNotContains(reader.get(STORY), "report-link")
    assert reader.get(FORM).status_code == 404
    assert reader.get(SENT).status_code == 404
    assert send(reader).status_code == 404
    assert not ErrorReport.objects.exists()


# --- the form ------------------------------------------------------------------------------------


def test_the_form_names_the_article(reader, article):
    response = reader.get(FORM)

    assertContains(response, f'<a href="{STORY}">春耕备耕忙</a>', html=True)
    assertContains(response, '<meta name="robots" content="noindex">', html=True)
    assert "no-store" in response.headers["Cache-Control"]


def test_the_one_cookie_of_a_reader_ends_with_the_browser(reader, article):
    (cookie,) = reader.get(FORM).cookies.values()

    assert cookie.key == "csrftoken"
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_a_selected_passage_is_filled_in_and_shown_where_it_stands(reader, article):
    response = reader.get(FORM, {"passage": "备根"})

    assertContains(response, "本县今年春耕<mark>备根</mark>面积增加。")
    assert response.context["form"]["passage"].value() == "备根"


def test_a_passage_may_run_over_all_that_is_printed(reader, page):
    article = make_article(page, "桥通了", "第一段。\n\n![](a.jpg)", byline="本报讯（记者 程朗）", deck="柳溪镇纪事")
    make_picture(article, "a.jpg", caption="新桥全景。", image="a.jpg", width=3, height=2)
    make_note(article, "今日刊发此文。")

    for passage in ("桥通了", "——柳溪镇纪事", "程朗） 第一段", "新桥全景", "今日刊发"):
        assertContains(reader.get(FORM, {"passage": passage}), "<mark>")


def test_a_passage_that_is_not_in_the_text_may_be_reported_all_the_same(reader, article):
    response = reader.get(FORM, {"passage": "已经改掉的话"})

    assertNotContains(response, "<mark>")
    assertContains(response, "This passage is not in the text")
    assert send(reader, passage="已经改掉的话").status_code == 302


def test_a_passage_on_a_hidden_page_is_not_shown(reader, page):
    article = make_article(page, "桥通了", "上文。")
    make_part(article, make_page(page.issue, 2), "未签发的下文。", headline="未签发的题")
    make_note(article, "未签发的编后。", "after")

    assertNotContains(reader.get(FORM, {"passage": "发的"}), "未签")


def test_a_story_that_opens_on_a_hidden_page_is_named_as_its_public_part_is(reader, page):
    article = make_article(make_page(page.issue, 2), "未签发的题", "未签发的上文。", kicker="未签发的引题")
    make_part(article, page, "已签发的下文。", headline="桥通了（续）")

    response = reader.get(FORM, {"passage": "发的"})

    assertNotContains(response, "未签")
    assertContains(response, "桥通了（续）")
    assertContains(response, "已签<mark>发的</mark>下文。")


def test_markup_in_a_passage_is_only_text(reader, article):
    html = reader.get(FORM, {"passage": '</textarea><script>x</script>"'}).content.decode()

    assert "<script>x" not in html
    assert "&lt;/textarea&gt;&lt;script&gt;x" in html


def test_a_passage_longer_than_there_is_room_for_is_cut(reader, article):
    response = reader.get(FORM, {"passage": "长" * 5000})

    assert response.context["form"]["passage"].value() == "长" * 300


def test_what_is_printed_is_chinese_between_the_words_of_the_interface(reader, article):
    html = reader.get(FORM, {"passage": "备根"}).content.decode()

    assert '<html lang="en">' in html
    assert '<p class="report__article" lang="zh-Hans">' in html
    assert '<blockquote class="report__found" lang="zh-Hans">' in html


# --- sending it ----------------------------------------------------------------------------------


def test_a_report_is_sent_and_thanked_for(reader, article):
    response = send(reader, passage="备根")

    assertRedirects(response, SENT)
    report = ErrorReport.objects.get()
    assert (report.article, report.passage, report.message) == (article, "备根", MESSAGE)
    thanks = reader.get(SENT)
    assertContains(thanks, "Thank you")
    assertContains(thanks, f'href="{STORY}"')
    assertContains(thanks, '<meta name="robots" content="noindex">', html=True)
    assert "no-store" in thanks.headers["Cache-Control"]


def test_the_same_text_twice_is_stored_once(reader, article):
    send(reader)
    assertRedirects(send(reader), SENT)

    assert ErrorReport.objects.count() == 1


def test_a_form_from_another_site_is_refused_with_a_way_out(article):
    reader = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})

    response = send(reader)
    assertContains(response, "has not been sent", status_code=403)
    assert not ErrorReport.objects.exists()

    reader.get(FORM)
    assertRedirects(send(reader, csrfmiddlewaretoken=reader.cookies["csrftoken"].value), SENT)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"message": ""}, "This field is required."),
        ({"message": " \u3000\n\x07 "}, "This field is required."),
        ({"message": "长" * 1001}, "at most 1000 characters"),
        ({"passage": "长" * 301}, "at most 300 characters"),
        ({"message": "看 http://a.example https://b.example www.c.example"}, "two links at most"),
        ({"message": "看 http://a.example", "passage": "https://b.example http://c.example"}, "two links at most"),
        ({"website": "http://spam.example"}, "a field that is not for you"),
    ],
)
def test_what_cannot_be_a_report_is_refused_with_a_sentence_and_given_back(reader, article, data, sentence):
    typed = {"message": MESSAGE, "passage": "春耕", "website": ""} | data

    response = reader.post(FORM, typed)

    assertContains(response, sentence)
    assert response.context["form"]["passage"].value() == typed["passage"]
    assert response.context["form"]["message"].value() == typed["message"]
    assertNotContains(response, "spam.example")
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"), [("长" * 1000, "长" * 1000), ("甲\r\n" * 499 + "乙丙", "甲\n" * 499 + "乙丙")]
)
def test_as_much_as_a_browser_lets_one_type_is_taken(reader, article, typed, stored):
    assertRedirects(send(reader, message=typed), SENT)

    assert ErrorReport.objects.get().message == stored


def test_what_fills_a_whole_request_is_refused_as_well(reader, article):
    response = send(reader, message="长" * 300_000, passage="春" * 300_000)

    assertContains(response, "at most 300 characters")
    assert not ErrorReport.objects.exists()


def test_control_characters_are_left_out(reader, article):
    send(reader, message="一\x00二\x1b[31m三\u202e四\r\n\r\n五\u200d", passage="春\x00耕\r\n\r\n备耕")

    report = ErrorReport.objects.get()
    assert report.message == "一二[31m三四\n\n五\u200d"
    assert report.passage == "春耕 备耕"


def test_two_links_are_allowed(reader, article):
    assertRedirects(send(reader, message="见 https://a.example 和 https://b.example"), SENT)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_else_can_be_done_with_the_form(reader, article, method):
    assert getattr(reader, method)(FORM).status_code == 405


# --- how often -----------------------------------------------------------------------------------


def test_who_sends_many_is_asked_to_wait_and_loses_nothing(reader, article):
    for number in range(5):
        assertRedirects(send(reader, f"第{number}处"), SENT)

    response = send(reader, "第六处", passage="备根")

    assertContains(response, "please send it again in 10 minutes", status_code=429)
    assert response.headers["Retry-After"] == "600"
    assert response.context["form"]["message"].value() == "第六处"
    assert response.context["form"]["passage"].value() == "备根"
    assert ErrorReport.objects.count() == 5
    assertRedirects(reader.post(FORM, {"message": "别人的"}, REMOTE_ADDR="203.0.113.9"), SENT)


def test_what_was_refused_is_not_counted(reader, article):
    for _ in range(9):
        send(reader, "")

    assertRedirects(send(reader), SENT)


def test_an_article_takes_only_so_many_from_everybody_together(reader, article):
    for number in range(20):
        reader.post(FORM, {"message": f"第{number}处"}, REMOTE_ADDR=f"203.0.113.{number}")

    assertContains(
        reader.post(FORM, {"message": "又"}, REMOTE_ADDR="198.51.100.1"), "again in 1 hour.", status_code=429
    )
    other = make_article(article.parts.get().page, "别的")
    assert reader.post(f"{other.get_absolute_url()}report/", {"message": "又"}, REMOTE_ADDR="198.51.100.1").url


# --- what may be reported ------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "answer"), [("reader", 410), ("editor", 404)])
def test_only_what_is_published_can_be_reported(request, who, answer, article):
    client = request.getfixturevalue(who)
    workflow.withdraw(article.issue, actor="总编")

    assert client.get(FORM).status_code == answer
    assert client.get(SENT).status_code == answer
    assert send(client).status_code == answer
    assert not ErrorReport.objects.exists()


def test_an_editor_finds_no_link_on_a_draft(editor, article):
    workflow.withdraw(article.issue, actor="总编")

    assertNotContains(editor.get(STORY), "report-link")


@pytest.mark.parametrize(
    "url",
    ["/qinghe/2026-03-05/article/9/report/", "/qinghe/2026-03-06/article/1/report/", "/x/2026-03-05/article/1/report/"],
)
def test_what_does_not_exist_cannot_be_reported(reader, article, url):
    assert reader.get(url).status_code == 404
    assert send(reader, url=url).status_code == 404


# --- what it costs -------------------------------------------------------------------------------


@pytest.mark.parametrize(("parts", "reports"), [(1, 0), (4, 25)])
def test_the_form_costs_the_same_however_long_the_article_is(reader, django_assert_num_queries, parts, reports):
    issue = make_issue(pages=parts)
    pages = list(issue.pages.all())
    article = make_article(pages[0], authors=["程朗", "罗大田"])
    for page in pages[1:]:
        make_part(article, page, "下文。")
    make_note(article)
    make_picture(article)
    for number in range(reports):
        ErrorReport.objects.create(article=article, message=str(number))
    workflow.publish(issue, actor="总编", unreviewed=True)

    with django_assert_num_queries(6):
        reader.get(FORM, {"passage": "下文"})
