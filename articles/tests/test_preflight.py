"""Before an issue goes out: each rule finds what it is for, and leaves in peace what only looks like it."""

import datetime

import pytest

from articles import preflight
from articles.models import Issue, Newspaper
from articles.preflight import read_proof
from articles.preflight.dates import wrong_days
from articles.preflight.language import doubled, unpaired

from .factories import (
    DAY,
    make_area,
    make_article,
    make_issue,
    make_newspaper,
    make_note,
    make_page,
    make_part,
    make_picture,
    make_pointer,
)

pytestmark = pytest.mark.django_db

LONG = "本县今年春耕面积增加。" * 20


@pytest.fixture
def sound():
    """An issue with nothing to find."""
    issue = make_issue(number=128, newspaper=make_newspaper(cn_number="CN33-0001"))
    first, second = (make_page(issue, number, credits="责任编辑：甲\n校对：乙") for number in (1, 2))
    article = make_article(first, body=LONG, authors=["李明"])
    make_part(article, second, "接着说。")
    make_pointer(first, article=article)
    return issue


@pytest.fixture
def first(sound):
    return sound.pages.get(number=1)


@pytest.fixture
def second(sound):
    return sound.pages.get(number=2)


@pytest.fixture
def story(sound):
    return sound.articles.get()


def found(issue):
    return {finding.code for finding in preflight.check(issue)}


def give_image(thing, field="image"):
    """As if a picture had been uploaded, which no rule opens."""
    size = {"image": ("width", "height"), "picture": ("picture_width", "picture_height")}[field]
    change(thing, **{field: "0a1b.webp", size[0]: 4, size[1]: 3})
    return thing


def make_open(page, headline, **jump):
    article = make_article(page, headline)
    article.parts.update(**jump)
    return article


def make_image(article, name="photo.jpg", **words):
    return give_image(make_picture(article, name, **words))


def the_one(issue):
    (finding,) = preflight.check(issue)
    return finding


def change(thing, **fields):
    type(thing).objects.filter(pk=thing.pk).update(**fields)


def test_a_sound_issue_has_no_finding(sound):
    assert preflight.check(sound) == []


# The masthead and the ledger


def test_a_masthead_without_cn_number(sound):
    change(sound.newspaper, cn_number="")
    finding = the_one(sound)
    assert (finding.code, finding.blocks, finding.subject) == ("cn-number", False, sound.newspaper)


def test_a_newspaper_that_nobody_named(sound):
    change(sound.newspaper, name="qinghe")
    assert found(sound) == {"newspaper-name"}


def test_a_missing_issue_number(sound):
    change(sound, number=None)
    assert found(sound) == {"issue-number"}


def test_an_extra_edition_has_no_number(sound):
    change(sound, number=None, edition="号外")
    assert found(sound) == set()


def before(sound, number, days=1, **fields):
    return make_issue(sound.date - datetime.timedelta(days=days), sound.newspaper, number=number, **fields)


@pytest.mark.parametrize(("number", "days"), [(127, 1), (127, 7), (100, 60)])
def test_numbers_in_order_are_left_in_peace(sound, number, days):
    before(sound, number, days)
    assert found(sound) == set()


@pytest.mark.parametrize(
    ("number", "days"), [(126, 1), (129, 1), (120, 9), (1, 60)], ids=["leap", "smaller", "missing", "impossible"]
)
def test_numbers_out_of_order(sound, number, days):
    earlier = before(sound, number, days)
    finding = the_one(sound)
    assert (finding.code, finding.blocks) == ("issue-number-order", False)
    assert str(number) in finding.message
    assert earlier.date.isoformat() in finding.message


def test_a_number_given_twice(sound):
    before(sound, 128)
    assert found(sound) == {"issue-number-twice"}


def test_extra_editions_and_other_newspapers_do_not_count(sound):
    before(sound, 128, edition="号外")
    make_issue(sound.date, make_newspaper("other", "别报"), number=128)
    assert found(sound) == set()


# Pages


def test_an_issue_without_pages():
    issue = make_issue(number=1, newspaper=make_newspaper(cn_number="CN33-0001"))
    assert (the_one(issue).code, the_one(issue).blocks) == ("no-pages", True)


def test_a_missing_page(sound):
    make_article(make_page(sound, 4, credits="责任编辑：甲"), "第四版的头条")
    numbers = next(finding for finding in preflight.check(sound) if finding.code == "page-order")
    assert "1、2、4" in numbers.message
    assert found(sound) == {"page-order", "page-count"}


def test_pages_in_a_wrong_order(first, second, sound):
    change(first, number=3)
    sound.articles.all().delete()
    assert "page-order" in found(sound)


def test_sections_count_each_for_itself(sound):
    for number, label in enumerate(("A1", "A2", "B1", "B2", "特刊"), 3):
        make_article(make_page(sound, number, label, credits="责任编辑：甲"), f"第{label}版的头条")
    assert found(sound) == set()


def test_an_extra_edition_may_be_printed_on_one_side():
    issue = make_issue(edition="号外", newspaper=make_newspaper(cn_number="CN33-0001"))
    make_article(make_page(issue, credits="责任编辑：甲"))
    assert found(issue) == set()


@pytest.fixture
def nothing_on_the_second(second):
    second.parts.all().delete()
    second.issue.pages.get(number=1).pointers.all().delete()


@pytest.mark.usefixtures("nothing_on_the_second")
def test_an_empty_page(sound, second):
    finding = the_one(sound)
    assert (finding.code, finding.blocks, finding.subject, finding.page) == ("empty-page", True, second, second)


@pytest.mark.usefixtures("nothing_on_the_second")
def test_a_page_of_advertising_is_its_picture(sound, second):
    give_image(second, "picture")
    assert found(sound) == set()


@pytest.mark.usefixtures("nothing_on_the_second")
def test_a_page_may_be_there_as_a_pdf_alone(sound, second):
    change(second, pdf="2.pdf")
    assert found(sound) == set()


def test_a_page_that_does_not_name_its_editor(sound, second):
    change(second, credits="校对：乙")
    assert (the_one(sound).code, the_one(sound).page) == ("no-page-editor", second)


@pytest.mark.parametrize("credits", ["责任编辑：甲", "本版编辑：甲", "责编：甲"])
def test_a_page_editor_by_any_name(sound, second, credits):
    change(second, credits=credits)
    assert found(sound) == set()


def test_a_paper_that_names_no_page_editors_is_told_once(sound):
    sound.pages.update(credits="")
    assert (the_one(sound).code, the_one(sound).page) == ("no-page-editor", None)


# Jumps and pointers


def test_a_jump_to_a_page_that_is_not_there_names_article_and_page(sound, first):
    article = make_open(first, "未完的通讯", continues_on="3")
    finding = the_one(sound)
    assert (finding.code, finding.blocks, finding.subject) == ("open-jump", True, article)
    assert "未完的通讯" in str(finding)
    assert "第3版" in str(finding)


def test_a_jump_whose_other_end_is_found_neither(sound, second):
    make_open(second, "半截子通讯", continued_from="1")
    assert "第1版" in the_one(sound).message


def test_the_two_ends_of_a_jump_are_shown_to_each_other(sound, first, second):
    make_open(first, "一粒米的三次转身", continues_on="2")
    make_open(second, "米的转身", continued_from="01")
    one, other = preflight.check(sound)
    assert "米的转身" in one.message
    assert "一粒米的三次转身" in other.message


def test_a_jump_that_lost_its_number(sound, first):
    make_open(first, "不知下落", continues_on="?")
    finding = the_one(sound)
    assert finding.code == "open-jump"
    assert "第?版" not in finding.message


def test_a_story_that_goes_on_on_an_earlier_page(sound, first, second):
    make_part(make_article(second, "倒着走的通讯"), first, "回到头版。")
    finding = the_one(sound)
    assert (finding.code, finding.blocks, finding.page) == ("crossed-jump", True, second)


def test_a_story_that_goes_on_on_its_own_page(sound, first):
    make_part(make_article(first, "原地踏步"), first, "还在头版。")
    assert found(sound) == {"crossed-jump"}


def test_a_pointer_that_leads_nowhere(sound, first):
    make_pointer(first, "不知所指")
    finding = the_one(sound)
    assert (finding.code, finding.blocks, finding.page) == ("unresolved-pointer", False, first)
    assert "不知所指" in finding.message


def test_a_pointer_to_another_page_than_its_article_is_on(sound, first):
    make_pointer(first, "版次有误", target_label="3", article=make_article(first, "头版的消息"))
    finding = the_one(sound)
    assert finding.code == "pointer-page"
    assert "第3版" in finding.message
    assert "第1版" in finding.message


@pytest.mark.parametrize("label", ["1", "02", ""])
def test_a_pointer_to_any_page_of_its_story(sound, first, story, label):
    make_pointer(first, target_label=label, article=story)
    assert found(sound) == set()


# Articles


def test_no_headline_and_no_text(sound, first):
    make_article(first, headline="", body="")
    assert [(f.code, f.blocks) for f in preflight.check(sound)] == [("no-text", True), ("no-headline", False)]


def test_a_story_that_goes_on_elsewhere_begins_at_least_with_its_headline(sound, first, story):
    change(story.parts.get(sequence=1), body="")
    make_image(story, caption="茶农在采茶。甲 摄", alt="茶园")
    assert found(sound) == set()
    change(story, headline="")
    findings = [(f.code, f.page.label) for f in preflight.check(sound) if f.blocks]
    assert findings == [("no-text", "1")]


def test_a_continuation_without_text(sound, story):
    change(story.parts.get(sequence=2), body="")
    assert (the_one(sound).code, the_one(sound).page.label) == ("no-text", "2")


def test_a_picture_with_its_caption_is_a_story(sound, first):
    article = make_article(first, "图片新闻", body="")
    make_image(article, caption="茶农在采茶。甲 摄", alt="茶园")
    assert found(sound) == set()


def test_an_article_on_no_page(sound, first):
    article = make_article(first, "掉下来的稿子")
    article.parts.all().delete()
    finding = the_one(sound)
    assert (finding.code, finding.page) == ("no-page", None)
    assert "掉下来的稿子" in finding.sentence


def test_a_long_story_by_nobody(sound, first):
    make_article(first, "谁写的", body=LONG)
    assert found(sound) == {"no-byline"}


@pytest.mark.parametrize(
    "fields",
    [
        {"authors": ["李明"]},
        {"byline": "本报评论员"},
        {"dateline": "新华社北京3月4日电"},
        {"source": "云州晚报"},
        {"body": "短讯一则。"},
        {"body": f"{LONG}（甲 乙）"},
        {"body": f"{LONG}———编者"},
        {"headline": "天气预报（3月5日）"},
        {"headline": "公益广告"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_story_that_is_signed_or_needs_no_author(sound, first, fields):
    make_article(first, **{"headline": "有人负责的稿子", "body": LONG, **fields})
    assert found(sound) == set()


def test_the_reporter_under_a_reprint_is_the_other_papers(sound, first):
    make_article(first, "转来的通讯", byline="本报记者 甲", source="云州晚报")
    assert "云州晚报" in the_one(sound).message


@pytest.mark.parametrize("fields", [{"byline": "记者 甲", "source": "云州晚报"}, {"byline": "本报记者 甲"}])
def test_a_reprint_by_its_own_name(sound, first, fields):
    make_article(first, "转来的通讯", **fields)
    assert found(sound) == set()


def test_a_note_that_misspells_the_headline(sound, first):
    article = make_article(first, "老邮差的最后一程山路", source="云州晚报")
    make_note(article, "《云州晚报》刊发了《老邮差的最后一段山路》一文，本报今天予以转载。")
    assert found(sound) == {"note-title"}


@pytest.mark.parametrize("title", ["老邮差的最后一程山路", "最后一程山路", "禾溪志"])
def test_a_note_that_names_the_headline_or_another_work(sound, first, title):
    make_note(make_article(first, "老邮差的最后一程山路"), f"《云州晚报》刊发了《{title}》一文。")
    assert found(sound) == set()


def test_the_second_instalment_without_the_first(sound, first):
    make_article(first, "源头有座瞭望台", series="行走禾溪", series_number=2)
    assert found(sound) == {"series-gap"}


def test_an_instalment_follows_that_of_an_earlier_issue(sound, first):
    earlier = before(sound, 127, pages=1)
    make_article(earlier.pages.get(), "从渡口出发", series="行走禾溪", series_number=1)
    make_article(first, "源头有座瞭望台", series="行走禾溪", series_number=2)
    assert found(sound) == set()


def test_an_instalment_of_another_newspaper_or_of_tomorrow_is_none(sound, first):
    other = make_issue(sound.date, make_newspaper("other", "别报"), pages=1)
    tomorrow = make_issue(sound.date + datetime.timedelta(days=1), sound.newspaper, pages=1)
    for issue in (other, tomorrow):
        make_article(issue.pages.get(), "从渡口出发", series="行走禾溪", series_number=1)
    make_article(first, "源头有座瞭望台", series="行走禾溪", series_number=2)
    assert found(sound) == {"series-gap"}


def test_an_instalment_that_is_there_twice(sound, first):
    for headline in ("从渡口出发", "源头有座瞭望台"):
        make_article(first, headline, series="行走禾溪", series_number=1)
    assert [finding.code for finding in preflight.check(sound)] == ["series-twice"] * 2


def test_the_same_headline_twice(sound, first, second):
    make_article(first, "全县植树忙起来")
    make_article(second, "全县植树忙起来")
    assert [finding.code for finding in preflight.check(sound)] == ["headline-twice"] * 2


@pytest.mark.parametrize("headline", ["图片新闻", "更正", "寻物启事"])
def test_headlines_that_recur(sound, first, headline):
    make_article(first, headline)
    make_article(first, headline)
    assert found(sound) == set()


# Pictures


def test_a_picture_without_image(sound, story):
    make_picture(story, caption="茶农在采茶。甲 摄", alt="茶园")
    assert (the_one(sound).code, the_one(sound).blocks) == ("picture-missing", True)


def test_a_picture_that_the_text_places_and_nobody_delivered(sound, story):
    change(story.parts.get(sequence=1), body=f"{LONG}\n\n![茶农在采茶](tea.jpg)")
    assert the_one(sound).code == "picture-missing"


@pytest.mark.parametrize(("caption", "named"), [("茶农在采茶。", "“茶农在采茶。”"), ("茶农在采茶。" * 10, "采茶…”")])
def test_a_picture_has_one_name_in_all_that_is_said_of_it(sound, story, caption, named):
    make_picture(story, caption=caption)
    findings = preflight.check(sound)
    assert {finding.code for finding in findings} == {"picture-missing", "picture-text"}
    assert all(named in finding.message for finding in findings)


def test_a_picture_of_which_nothing_is_said(sound, story):
    make_image(story)
    finding = the_one(sound)
    assert (finding.code, finding.blocks) == ("picture-text", False)


@pytest.mark.parametrize(
    "words",
    [{"caption": "采茶", "credit": "甲", "alt": "茶园"}, {"caption": "采茶（新华社记者 甲摄）", "alt": "茶园"}],
    ids=["apart", "in the caption"],
)
def test_a_picture_of_which_all_is_said(sound, story, words):
    make_image(story, **words)
    assert found(sound) == set()


def test_the_photographer_may_stand_in_the_byline_and_the_caption_in_the_text(sound, story):
    change(story, byline="甲 摄影报道")
    change(story.parts.get(sequence=1), body=f"{LONG}\n\n![茶农在采茶](tea.jpg)")
    make_image(story, "tea.jpg", alt="茶园")
    assert found(sound) == set()


# Hot areas


def test_areas_over_each_other(sound, first, story):
    make_area(story.parts.first(), 0.1, 0.1, 0.5, 0.5)
    make_area(make_article(first, "压着别人").parts.get(), 0.3, 0.3, 0.7, 0.7)
    assert found(sound) == {"areas-overlap"}


def test_areas_that_touch_or_belong_together(sound, first, story):
    make_area(story.parts.first(), 0.1, 0.1, 0.5, 0.5)
    make_area(story.parts.first(), 0.3, 0.3, 0.5, 0.6)
    make_area(make_article(first, "挨着别人").parts.get(), 0.499, 0.1, 0.9, 0.5)
    assert found(sound) == set()


def test_an_article_whose_area_was_forgotten(sound, first, story):
    give_image(first, "picture")
    make_area(story.parts.first())
    article = make_article(first, "忘了画的稿子")
    assert (the_one(sound).code, the_one(sound).subject) == ("no-area", article)


@pytest.mark.parametrize(("pictured", "areas"), [(True, 0), (False, 1)])
def test_a_page_without_areas_or_without_a_picture_forgot_none(sound, first, story, pictured, areas):
    if pictured:
        give_image(first, "picture")
    for _ in range(areas):
        make_area(story.parts.first())
    make_article(first, "没有热区的稿子")
    assert found(sound) == set()


# Slips of the pen


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("unpaired-sign", "他说：“今年种得多。"),
        ("doubled-word", "育秧的的工厂开工了。"),
        ("doubled-sign", "育秧工厂开工了。。今年种得多。"),
        ("half-width-sign", "育秧工厂开工了,今年种得多。"),
        ("half-width-sign", "育秧工厂开工了.今年种得多。"),
        ("no-such-day", "2月30日，育秧工厂开工。"),
        ("wrong-weekday", "3月5日（星期三），育秧工厂开工。"),
    ],
)
def test_a_slip_is_found_in_a_text_and_shown_with_its_surroundings(sound, first, code, body):
    make_article(first, "有差错的稿子", body)
    finding = the_one(sound)
    assert (finding.code, finding.blocks, finding.page) == (code, False, first)


def test_a_slip_is_found_in_headline_caption_and_note_too(sound, first):
    make_note(make_article(first, "抢抓农时的的一年"), "今天刊发此文,供各乡镇参考。")
    make_image(make_article(first, "茶山新绿"), caption="“茶山。甲 摄", alt="茶山")
    assert found(sound) == {"doubled-word", "half-width-sign", "unpaired-sign"}


def test_a_quotation_across_pages_is_whole(sound, first, second):
    make_part(make_article(first, "说了一半", "他说：“今年种得"), second, "比去年多。”")
    assert found(sound) == set()


@pytest.mark.parametrize(
    "text",
    [
        "“今年种得多，‘双抢’早。”",
        "（一）要快；（二）要好。1）种子。\n2）化肥。",
        "“第一段话。\n“第二段话。\n“第三段话。”",
        "O’Brien’s 农场，’98 迎新春",
        "见《农民日报》（3月4日）",
        "(half and 半)【甲】「乙『丙』」",
    ],
)
def test_quotes_and_brackets_in_pairs(text):
    assert unpaired(text) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("他说“种得多。", "“"),
        ("种得多”，他说。", "”"),
        ("《农民日报（3月4日）说", "《"),
        ("第一段“话。\n第二段话。", "“"),
        ("（见《农民日报）》", "《"),
        ("以育秧为主要业务的工厂）", "）"),
    ],
)
def test_quotes_and_brackets_alone(text, where):
    assert where in unpaired(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "的的",
        "他做了了那件",
        "以及以及",
        "这这里",
        "开始了了。",
        "在在这里",
        "它它",
        "工厂被被淹",
        "然而而今",
        "正在在家",
    ],
)
def test_doubled_words(text):
    assert doubled(text)


@pytest.mark.parametrize(
    "text",
    [
        "以增收为目的的活动",
        "的的确确",
        "为了了解情况",
        "不了了之",
        "人人天天常常刚刚",
        "参与与支持",
        "现在在村里",
        "共和国和和美美",
        "于是是非非都过去了",
        "一把把锄头",
        "普及及时",
        "对于由于干旱",
    ],
)
def test_words_that_are_doubled_on_purpose(text):
    assert not doubled(text)


def slips(text, today=DAY):
    return [slip.text for slip in wrong_days(text, today)]


@pytest.mark.parametrize(
    "text",
    ["3月5日（星期三）", "2026年3月5日 周三。", "３月５日星期日", "2025年3月5日（星期四）", "2月30日", "2025年2月29日"],
)
def test_days_that_cannot_be(text):
    assert len(slips(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "3月5日（星期四）",
        "2025年3月5日（星期三）",
        "12月31日（星期三）",
        "3月5日周一鸣说",
        "3月2日星期一至星期五",
        "2月29日",
        "农历2月30日",
        "1998.6月5日",
    ],
)
def test_days_that_can_be(text):
    assert slips(text) == []


def test_about_new_year_a_day_is_that_of_the_nearest_year():
    assert slips("1月1日（星期五）", datetime.date(2026, 12, 30)) == []
    assert slips("1月1日（星期四）", datetime.date(2026, 12, 30)) == ["1月1日（星期四）"]


# The whole


def test_findings_come_page_after_page_and_on_each_first_what_blocks(sound, first, second):
    change(sound, number=None)
    make_article(second, headline="", body="")
    make_article(first, "头版的缺稿", body="")
    assert [(f.page and f.page.label, f.code) for f in preflight.check(sound)] == [
        (None, "issue-number"),
        ("1", "no-text"),
        ("2", "no-text"),
        ("2", "no-headline"),
    ]


def test_every_finding_is_about_something_that_can_be_opened_and_mended(sound, first):
    make_pointer(first, "不知所指")
    make_article(first, headline="", body="")
    change(sound.newspaper, cn_number="")
    assert {type(finding.subject).__name__ for finding in preflight.check(sound)} == {
        "Newspaper",
        "Article",
        "Pointer",
    }


def test_an_issue_is_checked_as_it_is_stored(sound):
    stale = Issue.objects.get(pk=sound.pk)
    Newspaper.objects.update(cn_number="")
    Issue.objects.update(number=None)
    assert found(stale) == {"cn-number", "issue-number"}


def fill(issue, articles):
    first = issue.pages.get(number=1)
    for number in range(articles):
        article = make_article(first, f"第{number}条消息", "他说：“种得多。", authors=["李明"], series="春耕")
        article.parts.update(continues_on="3")
        make_pointer(first, "不知所指")
        make_picture(article)
        make_note(article)
        make_area(article.parts.get())


QUERIES = 10


@pytest.mark.parametrize("articles", [1, 50])
def test_costs_the_same_number_of_queries(sound, articles, django_assert_num_queries):
    fill(sound, articles)
    with django_assert_num_queries(QUERIES):
        preflight.check(sound)


def test_several_issues_cost_the_same_and_are_found_the_same(sound, django_assert_num_queries):
    issues = [
        sound,
        make_issue(DAY + datetime.timedelta(days=1), number=sound.number, pages=1),
        make_issue(DAY + datetime.timedelta(days=9), pages=1),
    ]
    for issue in issues:
        fill(issue, 2)
    alone = {issue.pk: preflight.check(issue) for issue in issues}
    # One more for the issues before these, where there are any.
    with django_assert_num_queries(QUERIES + 1):
        assert preflight.check_all(issues) == alone
    assert all(alone.values())


def test_the_rules_ask_the_database_for_nothing(sound, django_assert_num_queries):
    fill(sound, 3)
    proof = read_proof(sound)
    with django_assert_num_queries(0):
        assert [finding.sentence for finding in preflight.check_proof(proof)]
