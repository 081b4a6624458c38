"""Articles parted from each other, and read in their parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.issue_text.document import Note, Series
from articles.issue_text.hints import Hints
from articles.issue_text.labels import UNKNOWN_LABEL
from articles.issue_text.parser import parse_issue
from articles.issue_text.parser.paragraphs import is_verse
from articles.issue_text.reader import UnreadableText, read_text
from articles.issue_text.writer import write_issue

from .reading import MORE, PROSE, articles, body, codes, kinds, names, only, read


def headlines(*lines):
    return [article.headline for article in articles(*lines)]


# --- headlines ---------------------------------------------------------------------------------------


def test_an_article_in_all_its_parts():
    article = only(
        "# 白小川调研时强调 守住底线 不误农时",
        "——二论春耕生产",
        "本报评论员",
        PROSE,
    )
    assert (article.kicker, article.headline) == ("白小川调研时强调", "守住底线 不误农时")
    assert (article.deck, article.series) == ("二论春耕生产", Series("论春耕生产", 2))
    assert names(article) == [("本报评论员", "评论员")]
    assert article.authors[0].institution
    assert body(article) == [("paragraph", PROSE)]
    assert article.line == 1


def test_a_kicker_of_its_own_heading():
    article = only("# 全县春耕生产现场会在河口召开", "# 守住底线 不误农时", "本报讯（记者 白小川）" + PROSE)
    assert (article.kicker, article.headline) == ("全县春耕生产现场会在河口召开", "守住底线 不误农时")


def test_a_kicker_without_a_mark_above_its_headline():
    first, second = articles(
        "# 石桥通车", "本报记者 白小川", PROSE, "县长调研春耕时强调", "# 守住底线", "本报记者 赵一鸣", MORE
    )
    assert second.kicker == "县长调研春耕时强调"
    assert kinds(first) == ["paragraph"]


def test_decks_below_the_headline():
    article = only("# 石桥通车", "清河两岸从此相连", "本报讯（记者 白小川）" + PROSE)
    assert article.deck == "清河两岸从此相连"
    article = only("# 石桥通车", "（二〇二一年二月二十日）", "白小川", PROSE)
    assert article.deck == "（二〇二一年二月二十日）"
    assert names(article) == [("白小川", "")]


def test_a_heading_that_ends_a_sentence_is_no_kicker():
    assert headlines("# 祝大家新春快乐。", "# 石桥通车", PROSE) == ["祝大家新春快乐。", "石桥通车"]


def test_levels_mean_little():
    assert headlines("# 石桥通车", "本报记者 白小川", PROSE, "# 夜校开课", "本报讯（记者 赵一鸣）" + MORE) == [
        "石桥通车",
        "夜校开课",
    ]


@pytest.mark.parametrize("mark", ["#", "###"])
def test_crossheads_that_recognition_took_for_headings(mark):
    section = "桥修好了，清河两岸的老人们在桥头看孩子们跑来跑去，说的还是等桥的三十年。"
    article = only(
        "# 清河有座桥", "本报记者 白小川", PROSE, f"{mark} 桥头的老人", section, f"{mark} 桥上的孩子", section
    )
    assert kinds(article) == ["paragraph", "crosshead", "paragraph", "crosshead", "paragraph"]


def test_numbered_headings_are_crossheads():
    article = only("# 清河有座桥", "一、来历", PROSE, "# 二、去路", MORE)
    assert kinds(article) == ["crosshead", "paragraph", "crosshead", "paragraph"]
    article = only("# 清河有座桥", "# 一、来历", PROSE, "# 二、去路", MORE)
    assert article.headline == "清河有座桥"


def test_generic_headings_always_open_an_item():
    assert headlines("# 清河有座桥", "本报记者 白小川", PROSE, "# 图片新闻", "图为新桥。（赵一鸣摄）") == [
        "清河有座桥",
        "图片新闻",
    ]


def test_a_heading_over_a_picture_opens_an_item():
    assert headlines("# 清河有座桥", "本报记者 白小川", PROSE, "# 桥头", "桥头的早市。 赵一鸣 摄") == [
        "清河有座桥",
        "桥头",
    ]


def test_bylines_as_headings():
    article = only("# 清河有座桥", "——清河两岸见闻", "# 白小川", PROSE)
    assert names(article) == [("白小川", "")]
    assert names(only("# 清河有座桥", "# 本报记者 白小川", PROSE)) == [("白小川", "记者")]


def test_a_headline_without_mark_before_a_byline():
    first, second = articles("# 石桥通车", "本报记者 白小川", PROSE, "夜校开课", "本报讯（记者 赵一鸣）" + MORE)
    assert (first.headline, second.headline) == ("石桥通车", "夜校开课")
    assert "headline-guessed" in codes(
        read("# 石桥通车", "本报记者 白小川", PROSE, "夜校开课", "本报讯（记者 赵一鸣）" + MORE)
    )


def test_a_pictures_headline_without_mark():
    assert headlines(
        "# 石桥通车",
        "本报记者 白小川",
        PROSE,
        "桥头早市",
        "图为清河石桥桥头的早市，天刚亮就有人来了，卖菜的、卖鱼的都有。（赵一鸣摄）",
    ) == [
        "石桥通车",
        "桥头早市",
    ]


def test_a_page_without_any_heading_mark():
    first, second, third = articles(
        *("石桥通车", "清河两岸从此相连", "本报记者 白小川", PROSE, "老石匠的心愿", MORE),
        *("夜校开课", "赵一鸣", PROSE),
        *("更正", PROSE),
    )
    assert (first.headline, first.deck, names(first)) == ("石桥通车", "清河两岸从此相连", [("白小川", "记者")])
    assert kinds(first) == ["paragraph", "crosshead", "paragraph"]
    assert (second.headline, names(second)) == ("夜校开课", [("赵一鸣", "")])
    assert third.headline == "更正"


def test_text_without_a_headline_is_said_so():
    document = read(PROSE, MORE)
    assert document.pages[0].articles[0].headline == ""
    assert "no-headline" in codes(document)


def test_a_headline_without_text_is_said_so():
    assert "no-text" in codes(read("# 石桥通车"))


# --- people ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["本报记者 白小川 赵一鸣", PROSE], [("白小川", "记者"), ("赵一鸣", "记者")]),
        (["白小川 李　明", PROSE], [("白小川", ""), ("李明", "")]),
        (["粒沙", PROSE], [("粒沙", "")]),
        (["河口县农业局局长白小川", PROSE], [("白小川", "")]),
        (["河口县农业技术委员会", PROSE], [("河口县农业技术委员会", "")]),
        ([PROSE + "（白小川 赵一鸣）"], [("白小川", ""), ("赵一鸣", "")]),
        ([PROSE, "（白小川）"], [("白小川", "")]),
        ([PROSE, "本报记者 白小川"], [("白小川", "记者")]),
        ([PROSE, "本报记者 白小川", MORE], [("白小川", "记者")]),
        (["本报讯（记者 白小川）" + PROSE, MORE + "（赵一鸣）"], [("白小川", "记者")]),
        (
            ["图为新桥的桥头，清河两岸的人们都来了，桥上站满了人。（赵一鸣摄）", "本报讯（记者 白小川）" + PROSE],
            [("白小川", "记者")],
        ),
        (["本报讯 记者从县交通局获悉：" + PROSE], []),
        ([PROSE + "（赵一鸣摄）"], []),
    ],
)
def test_authors(lines, authors):
    assert names(only("# 河口石桥通车", *lines)) == authors


def test_bylines_are_kept_as_printed_and_cut_from_the_text():
    article = only("# 石桥通车", "新华社河口2月1日电(记者白小川)" + PROSE)
    assert (article.dateline, article.byline) == ("新华社河口2月1日电", "记者白小川")
    assert body(article) == [("paragraph", PROSE)]


def test_a_lead_alone_on_its_line():
    article = only("# 石桥通车", "新华社河口2月1日电", PROSE)
    assert (article.dateline, body(article)) == ("新华社河口2月1日电", [("paragraph", PROSE)])


def test_the_first_signature_ends_the_story_and_briefs_keep_theirs():
    article = only("# 简讯两则", PROSE + "（白小川）", "本报讯 " + MORE + "（赵一鸣）")
    assert names(article) == [("白小川", "")]
    assert article.body[-1].text.endswith("（赵一鸣）")


def test_briefs_under_a_picture_name_nobody():
    assert names(only("# 图片新闻", "（赵一鸣摄）", "本报讯 " + MORE + "（白小川）")) == []
    assert names(only("# 新桥", "图为新桥。", "（赵一鸣摄）", "本报讯 " + MORE + "（白小川）")) == []


def test_datelines_and_sources_at_the_end():
    assert only("# 石桥通车", PROSE + "（新华社河口2月1日电）").dateline == "新华社河口2月1日电"
    assert only("# 石桥通车", PROSE + "（原载《清河晚报》）").source == "清河晚报"


def test_a_reprint_is_known_by_its_note():
    article = only("编者按:《清河晚报》头版刊发长篇通讯,现予转载。", "# 石桥通车", "本报记者 白小川", PROSE)
    assert article.source == "清河晚报"
    assert article.editors_notes == [Note("before", "《清河晚报》头版刊发长篇通讯，现予转载。")]
    assert only("编者按：现转载新华社通讯。", "# 石桥通车", PROSE).source == "新华社"


def test_a_latin_article():
    article = only(
        "# New bridge opens", "By MARY OLSEN", "Staff Writer", "“We waited,” said the mason, who is 71.", "He is glad."
    )
    assert (article.byline, names(article)) == ("By MARY OLSEN, Staff Writer", [("Mary Olsen", "")])
    assert body(article)[0][1] == "“We waited,” said the mason, who is 71."


# --- notes -------------------------------------------------------------------------------------------


def test_a_note_belongs_to_the_headline_below_it():
    first, second = articles(
        "# 石桥通车", "本报记者 白小川", PROSE, "编者按：夜校开课了。", "# 夜校开课", "本报记者 赵一鸣", MORE
    )
    assert first.editors_notes == []
    assert second.editors_notes == [Note("before", "夜校开课了。")]


def test_a_note_between_headline_and_text():
    article = only("# 石桥通车", "编者按：桥通了。", "本报记者 白小川", PROSE)
    assert (article.editors_notes, names(article)) == ([Note("before", "桥通了。")], [("白小川", "记者")])
    article = only("# 石桥通车", "本报记者 白小川", "编者按 “桥通了。”", PROSE)
    assert article.editors_notes == [Note("before", "“桥通了。”")]


def test_a_label_alone_and_a_signed_note_of_two_paragraphs():
    article = only("# 石桥通车", "编者按", "桥通了。", "路还长。", "——编者", "本报记者 白小川", PROSE)
    assert article.editors_notes == [Note("before", "桥通了。\n路还长。")]


def test_a_label_as_a_heading():
    first, second = articles(
        "# 石桥通车", "本报记者 白小川", PROSE, "# 编者按", MORE, "# 夜校开课", "本报记者 赵一鸣", PROSE
    )
    assert second.editors_notes == [Note("before", MORE)]
    assert len(first.body) == 1


def test_notes_within_and_after():
    article = only("# 石桥通车", "本报记者 白小川", PROSE, "编者按：桥通了。", MORE)
    assert article.editors_notes == [Note("within", "桥通了。")]
    article = only("# 石桥通车", "本报记者 白小川", PROSE, "编后：桥通了，", "路还长。")
    assert article.editors_notes == [Note("after", "桥通了，路还长。")]
    assert kinds(article) == ["paragraph"]


def test_a_note_alone_on_the_page_is_handed_on():
    (article,) = articles("编者按：桥通了。", "# 石桥通车", PROSE)
    assert article.editors_notes == [Note("before", "桥通了。")]


# --- jumps -------------------------------------------------------------------------------------------


def test_jump_marks_leave_the_text():
    article = only("# 石桥通车", "本报记者 白小川", PROSE[:-1], "（下转第二版）")
    assert article.continues_on == "2"
    assert body(article) == [("paragraph", PROSE[:-1])]


def test_text_below_a_jump_is_another_articles():
    first, second = articles("# 石桥通车", PROSE + "（下转第二版）", "本报讯（记者 赵一鸣）" + MORE)
    assert (first.continues_on, second.headline, names(second)) == ("2", "", [("赵一鸣", "记者")])


@pytest.mark.parametrize(
    "lines",
    [
        ["# 石桥通车", "（上接第一版）" + MORE],
        ["# 石桥通车", "（上接第一版）", MORE],
        ["（上接第一版）", "# 石桥通车", MORE],
        ["# （上接第一版）", "# 石桥通车", MORE],
        ["# 石桥通车（上接第一版）", MORE],
    ],
)
def test_tails_with_a_headline(lines):
    first, second = articles("# 夜校开课", "本报记者 白小川", PROSE, *lines, page="2")
    assert (second.headline, second.continued_from, body(second)) == ("石桥通车", "1", [("paragraph", MORE)])
    assert first.continued_from is None


def test_tails_without_a_headline():
    first, second = articles("（上接第一版）" + MORE, "# 夜校开课", "本报记者 白小川", PROSE, page="2")
    assert (first.headline, first.continued_from) == ("", "1")
    assert second.continued_from is None


def test_an_empty_tail_keeps_its_headline_apart():
    first, second = articles("# 石桥通车", "（上接第一版）", "# 夜校开课", "本报记者 白小川", PROSE, page="2")
    assert (first.headline, first.continued_from, second.headline) == ("石桥通车", "1", "夜校开课")


def test_lost_numbers_and_several_tails():
    made = articles("（上接第 版）" + MORE, "（上接第一版）" + PROSE, page="2")
    assert [article.continued_from for article in made] == [UNKNOWN_LABEL, "1"]


def test_a_mark_alone_is_an_empty_part():
    assert articles("（上接第一版）", page="2")[0].continued_from == "1"


def test_parts_of_one_file_are_paired():
    document = read(
        "第1版",
        "# 石桥通车",
        "本报记者 白小川",
        PROSE,
        "（下转第二版）",
        "第2版",
        "（上接第一版）" + MORE + "（赵一鸣）",
        page=None,
    )
    assert [(tuple(origin), tuple(target)) for origin, target in document.continuations] == [((0, 0), (1, 0))]
    assert names(document.pages[0].articles[0]) == [("白小川", "记者"), ("赵一鸣", "")]


# --- the text ----------------------------------------------------------------------------------------


def test_column_breaks_are_healed_and_recorded():
    document = read("# 石桥通车", "本报记者 白小川", PROSE[:20], PROSE[20:], MORE)
    article = document.pages[0].articles[0]
    assert [block.text for block in article.body] == [PROSE, MORE]
    assert article.body[0].lines == [5, 7]
    (problem,) = [problem for problem in document.problems if problem.code == "joined-paragraphs"]
    assert problem.details["count"] == 1


def test_crossheads_stay_apart():
    article = only("# 石桥通车", "本报记者 白小川", PROSE, "老石匠的心愿", "在后山，" + MORE)
    assert kinds(article) == ["paragraph", "crosshead", "paragraph"]


def test_verse_and_lists_stay_as_they_are():
    verse = ["清河的水", "流过石桥", "流过老石匠的梦", "流向远方"]
    assert body(only("# 清河", "白小川", *verse)) == [("paragraph", line) for line in verse]
    products = [
        "河口食品有限责任公司“清河”牌桥头酱油五百毫升装",
        "清河镇合作社“石匠”牌山泉豆腐礼盒",
        "后山农场“青石”牌高山有机绿茶一级品",
        "桥头酒坊“渡口”牌陈年高粱白酒",
    ]
    assert kinds(only("# 抽查合格产品名单", PROSE, *products)) == ["paragraph"] * 5


def test_pictures_quotes_and_separators():
    article = only("# 石桥通车", "本报记者 白小川", PROSE, "![新桥](bridge.jpg)", "> 等了三十年。", "---", MORE)
    assert kinds(article) == ["paragraph", "picture", "quote", "separator", "paragraph"]
    assert article.body[1].name == "bridge.jpg"


def test_a_picture_takes_the_caption_below_it_and_names_the_photographer():
    article = only(
        "# 石桥通车", "本报记者 白小川", PROSE, "![](bridge.jpg)", "新修的石桥横跨清河。 本报记者 赵一鸣 摄", MORE
    )
    picture = article.body[1]
    assert (picture.text, picture.name, picture.credit) == ("新修的石桥横跨清河。", "bridge.jpg", "本报记者 赵一鸣 摄")
    assert names(article) == [("白小川", "记者"), ("赵一鸣", "摄影")]
    assert kinds(article) == ["paragraph", "picture", "paragraph"]


def test_a_picture_keeps_its_own_caption_and_gets_a_name():
    article = only("# 石桥通车", "本报记者 白小川", PROSE, "![新桥（赵一鸣摄）]()", MORE)
    assert (article.body[1].text, article.body[1].name, article.body[1].credit) == ("新桥", "图2", "赵一鸣摄")


def test_poems_of_one_group_are_one_article():
    article = only("# 清河（外一首）", "白小川", "清河的水", "流过石桥", "# 石匠", "青石的手", "凿着月光")
    assert kinds(article) == ["paragraph", "paragraph", "crosshead", "paragraph", "paragraph"]


def test_notices_open_items_of_their_own():
    assert headlines(
        "# 清河有座桥", "本报记者 白小川", PROSE, "# 关于桥头路段交通管制的通告", PROSE, "# 广 告", MORE
    ) == [
        "清河有座桥",
        "关于桥头路段交通管制的通告",
        "广告",
    ]


def test_a_kicker_that_is_the_series_is_dropped():
    article = only("# 因为有路系列①", "# 夜市亮了", "本报记者 白小川", PROSE)
    assert (article.kicker, article.headline, article.series) == ("", "夜市亮了", Series("因为有路", 1))


def test_questions_and_captions_are_no_crossheads():
    article = only("# 石桥通车", "本报记者 白小川", PROSE, "记者：桥怎么样", "很好。" + MORE, "图为新桥", MORE)
    assert "crosshead" not in kinds(article)


# --- properties --------------------------------------------------------------------------------------

_BITS = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "第1版",
            "第二版",
            "A1",
            "（下转第二版）",
            "(上接第一版)",
            "下转第",
            "本报讯（记者 白小川 赵一鸣）",
            "新华社河口2月1日电",
        ),
        *(
            "编者按：",
            "编后",
            "今日导读",
            "2版",
            "——",
            "责任编辑：白小川",
            "2021年2月20日",
            "星期六",
            "总第3期",
            "《河口日报》",
            "（白小川）",
        ),
        *(
            "记者",
            "摄",
            "。",
            "，",
            "“",
            "”",
            "\n",
            "\n\n",
            "　　",
            "春天来了",
            "白小川 赵一鸣",
            "Page 3",
            "Continued on A4",
            "By MARY OLSEN",
        ),
        *(
            "数字报文本 1\n",
            "【版】01\n",
            "【文章】\n",
            "标题：x\n",
            "正文：\n",
            "![",
            "](",
            ")",
            "\\",
            "专栏:",
            "文/",
            "图：",
            "①",
            "（上）",
            "二论",
        ),
        *(PROSE, MORE[:30], "老石匠的心愿", "一、", "**", "本報訊", "、", "：", "…", "---\n", "> ", "更正", "图为"),
    ]
)
texts = st.lists(st.one_of(_BITS, st.text(max_size=3)), max_size=30).map("".join)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_what_was_read_is_valid(text):
    document = parse_issue(text, Hints(page="1"))
    for problem in document.problems:
        assert problem.message("zh-hans")
        assert problem.message("en")
    for _, article in document.places():
        for part in (article.headline, article.kicker, article.deck, article.column, article.byline, article.dateline):
            assert part == part.strip()
            assert len(part.splitlines()) <= 1
        assert all(author.name == author.name.strip() != "" for author in article.authors)
    assert parse_issue(write_issue(document)) == document


@given(texts, st.sampled_from(["utf-8", "gb18030", "big5", "utf-16", "utf-16-le"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(text, encoding):
    try:
        decoded = read_text(text.encode(encoding, "replace"))
    except UnreadableText:
        return
    assert parse_issue(decoded) is not None


def test_a_lone_crosshead_of_a_story_that_jumps():
    story = [
        "# 清河有座桥",
        "本报记者 白小川",
        PROSE,
        "# 好桥修在渡口",
        "夜里下了雨，山上的水涨起来了。",
        "（下转第二版）",
    ]
    article = only(*story)
    assert kinds(article) == ["paragraph", "crosshead", "paragraph"]
    assert article.continues_on == "2"


def test_a_run_of_short_headings_is_one_articles():
    run = [part for title in ("雨天", "石匠们的午饭", "修到河心") for part in (f"# {title}", "山上落下的东西很多。")]
    assert len(articles("# 清河有座桥", "本报记者 白小川", PROSE, *run)) == 1
    assert (
        len(articles("# 清河有座桥", "本报记者 白小川", PROSE, *run[:2], "# 读信：路灯该换了", "山上落下的东西很多。"))
        == 3
    )


def test_artists_of_the_works_that_an_item_shows():
    shown = only("# 青溪画院新作选登", "１、归溪（油画）（林晓舟）", "２、桥上人家（中国画）　沈 木")
    assert names(shown) == [("林晓舟", "油画"), ("沈木", "中国画")]
    assert body(shown) == [("paragraph", "１、归溪（油画）（林晓舟）"), ("paragraph", "２、桥上人家（中国画）　沈 木")]


def test_the_artist_of_the_work_below_a_text_is_named_beside_its_author():
    article = only(
        "# 画里清溪", "青石 周远山", PROSE, MORE, "图片：", "归溪（油画）（林晓舟）", "石桥（套色木刻）（何木 沈溪）"
    )
    assert names(article) == [("青石", ""), ("周远山", ""), ("何木", "套色木刻"), ("沈溪", "套色木刻")]
    assert [text for _, text in body(article)][-1] == "石桥（套色木刻）（何木 沈溪）"


def test_a_work_and_its_artist_in_one_headline():
    first, second = articles("# 石桥（国画）　周山", "# 清河桥通车", "本报记者 林晓舟", PROSE)
    assert (first.headline, names(first)) == ("石桥（国画）", [("周山", "国画")])
    assert names(second) == [("林晓舟", "记者")]


def test_a_jump_to_several_pages_is_reported():
    document = read("# 清河桥通车", "本报记者 林晓舟", f"{PROSE}（下转三、四版）")
    assert document.pages[0].articles[0].continues_on == "3"
    assert "several-jumps" in codes(document)
    (problem,) = (problem for problem in document.problems if problem.code == "several-jumps")
    assert "第4版" in problem.message()


def test_what_stands_under_the_label_of_an_advertisement_is_no_byline():
    advertisement = only("# 广　告", "清河县船运公司公告", PROSE)
    assert (advertisement.headline, advertisement.deck, names(advertisement)) == ("广告", "清河县船运公司公告", [])


def test_local_bodies_sign_under_the_headline_and_at_the_end():
    reminder = only("# 秋收提醒", "县农业农村局", PROSE, MORE)
    assert [(author.name, author.institution) for author in reminder.authors] == [("县农业农村局", True)]
    proverbs = only("# 清河农谚", PROSE, MORE, "（县文化馆　整理）")
    assert names(proverbs) == [("县文化馆", "整理")]
    assert body(proverbs) == [("paragraph", PROSE), ("paragraph", MORE)]


def test_the_paper_signs_its_own_correction():
    correction = only("# 更正", PROSE, "本报编辑部")
    assert [(author.name, author.institution) for author in correction.authors] == [("本报编辑部", True)]
    assert body(correction) == [("paragraph", PROSE)]


def test_text_cut_off_by_a_jump_is_no_headline():
    first, second = articles(
        "清河石桥今天通车",
        "◆白小川 报道",
        PROSE,
        "镇里的老石匠说，桥墩用的都是后山的青石，一块一块抬下来，一块一块凿平，没有一●文转第4页",
        "后山新添茶亭",
        "（青石镇12日讯）" + MORE,
    )
    assert (first.headline, first.continues_on, len(first.body)) == ("清河石桥今天通车", "4", 2)
    assert (second.headline, second.dateline) == ("后山新添茶亭", "青石镇12日讯")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A pen name under a heading opens an article, though the story above has a byline.
        (["# 清河有座桥", "本报记者 白小川", PROSE, "# 山不会空白", "粒砂", MORE], ["清河有座桥", "山不会空白"]),
        # A mark between two headings: the first is a tail of which nothing else is printed.
        (["# 老街新生", "（上接第一版）", "# 石桥通车", "本报记者 白小川", PROSE], ["老街新生", "石桥通车"]),
        # A heading with nothing below it is no crosshead.
        (["# 清河有座桥", "本报记者 白小川", PROSE, "# 山里的路"], ["清河有座桥", "山里的路"]),
        # A signature closes the article, so what follows is another.
        (["# 清河有座桥", f"{PROSE}（白小川）", "# 山里的路", MORE, PROSE], ["清河有座桥", "山里的路"]),
        # A line without # that a deck follows.
        (
            ["# 清河有座桥", "本报记者 白小川", PROSE, "山里的路", "——石匠何大山的一天", MORE],
            ["清河有座桥", "山里的路"],
        ),
        # The same line right below the headline is not looked at.
        (["# 清河有座桥", "山里的路", "——石匠何大山的一天", MORE], ["清河有座桥"]),
        # Runs of headings end at a notice.
        (["# 清河有座桥", "本报记者 白小川", PROSE, "# 桥墩", MORE, "# 启事", PROSE], ["清河有座桥", "桥墩", "启事"]),
        (
            ["# 清河有座桥", "本报记者 白小川", PROSE, "# 桥墩：石", MORE, "# 桥面", PROSE],
            ["清河有座桥", "桥墩：石", "桥面"],
        ),
        # Pages without any mark: a jump, a generic headline and a signature part articles.
        (["清河有座桥", "本报记者 白小川", f"{PROSE}（下转第二版）", "山里的路", MORE], ["清河有座桥", "山里的路"]),
        (["清河有座桥", "本报记者 白小川", PROSE, "简讯", MORE], ["清河有座桥", "简讯"]),
        (["清河有座桥", f"{PROSE}（白小川）", "山里的路", MORE], ["清河有座桥", "山里的路"]),
        (["清河有座桥", "本报记者 白小川", PROSE, "山里的路", "——石匠的一天", MORE], ["清河有座桥", "山里的路"]),
        (["清河有座桥", "本报记者 白小川", PROSE, "山里的路", "何大山 白小川", MORE], ["清河有座桥", "山里的路"]),
    ],
)
def test_where_articles_begin(lines, expected):
    assert headlines(*lines) == expected


@pytest.mark.parametrize(
    ("line", "kicker"),
    [
        ("县长白小川调研时强调", "县长白小川调研时强调"),
        ("清河在哪里。山在哪里", ""),
        ("白小川 赵一鸣", ""),
        ("图为新桥", ""),
        ("1、桥墩", ""),
    ],
)
def test_lines_that_may_be_the_kicker_of_the_article_below(line, kicker):
    below = articles("# 清河有座桥", "本报记者 白小川", PROSE, line, "# 守住底线", "本报讯 " + MORE)[-1]
    assert (below.kicker, below.headline) == (kicker, "守住底线")


def test_notes_that_stay_with_the_article_above():
    first, second = articles("# 清河有座桥", PROSE, "编后：桥通了。", "# 山里的路", "本报讯 " + MORE)
    assert ([note.position for note in first.editors_notes], second.editors_notes) == (["after"], [])
    first, second = articles(
        "# 清河有座桥", "本报记者 白小川", PROSE, "编者按：桥通了。", "本报讯 " + MORE, "# 山里的路", "本报讯 " + MORE
    )
    assert [note.text for note in first.editors_notes] == ["桥通了。"]


def test_a_line_above_a_caption_that_went_to_its_picture():
    article = only(
        "# 清河有座桥", PROSE, "![](桥.jpg)", "图为新桥", "![](路.jpg)", "图为新路。（白小川摄）", "山里的路", MORE
    )
    assert [block.text for block in article.body if block.kind == "picture"] == ["图为新桥", "图为新路。"]
    assert is_verse("") is False


def test_a_groups_headline_and_note_belong_to_the_article_below():
    above, first = articles(
        "# 清河有座桥",
        "白小川",
        PROSE,
        "# “老物件”征文选登",
        "编者按：来稿很多，陆续选登。",
        "# 一盏马灯",
        "何大山",
        MORE,
    )
    assert above.headline == "清河有座桥"
    assert (first.headline, first.column, names(first)) == ("一盏马灯", "“老物件”征文选登", [("何大山", "")])
    assert [note.text for note in first.editors_notes] == ["来稿很多，陆续选登。"]


def test_the_signature_of_a_readers_letter_is_not_the_kicker_of_what_follows():
    letter, news = articles("# 老街的路灯该修了", PROSE, "北门街居民 郑有田", "# 春季消防检查开始", MORE)
    assert (letter.byline, names(letter)) == ("北门街居民 郑有田", [("郑有田", "居民")])
    assert (news.kicker, news.headline) == ("", "春季消防检查开始")
