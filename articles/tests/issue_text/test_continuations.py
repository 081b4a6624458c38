"""Jumps are paired by label, headline and wording, or stay open and are named."""

import datetime
import time

from articles.issue_text.continuations import fold_tail, join_documents, pair_continuations
from articles.issue_text.document import (
    ArticleText,
    AuthorName,
    Block,
    Continuation,
    IssueDocument,
    Note,
    PageText,
    Place,
    Series,
)
from articles.issue_text.labels import UNKNOWN_LABEL


def head(headline, on, text="", **fields):
    return ArticleText(headline, continues_on=on, body=[Block("paragraph", text)] if text else [], line=1, **fields)


def tail(headline, back, text="", **fields):
    return ArticleText(headline, continued_from=back, body=[Block("paragraph", text)] if text else [], line=1, **fields)


def issue(**pages):
    """issue(p1=[…], p2=[…])"""
    return IssueDocument(
        pages=[PageText(int(name[1:]), name[1:], articles=articles) for name, articles in pages.items()]
    )


def codes(document):
    return [problem.code for problem in document.problems]


def paired(document):
    pair_continuations(document)
    return [(tuple(origin), tuple(target)) for origin, target in document.continuations]


def test_both_labels_and_the_same_headline():
    document = issue(p1=[head("石桥通车", "2")], p2=[ArticleText("夜校"), tail("石桥通车", "1")])
    assert paired(document) == [((0, 0), (1, 1))]
    assert codes(document) == []


def test_labels_become_those_of_the_pages():
    document = issue(p01=[head("石桥通车", "2")], p02=[tail("", "1")])
    pair_continuations(document)
    assert document.pages[0].articles[0].continues_on == "02"
    assert document.pages[1].articles[0].continued_from == "01"


def test_several_jumps_between_two_pages():
    document = issue(
        p1=[head("石桥通车", "2"), head("春耕开始", "2"), head("夜校开课", "2")],
        p2=[tail("夜校", "1"), tail("春耕开始了", "1"), tail("", "1", "桥面宽八米。")],
    )
    document.pages[0].articles[2].headline = "山村夜校开课"
    document.pages[1].articles[0].headline = "山村夜校"
    assert paired(document) == [((0, 0), (1, 2)), ((0, 1), (1, 1)), ((0, 2), (1, 0))]


def test_wording_pairs_tails_without_headlines():
    bridge = "石桥横跨清河，桥面宽八米，老石匠说桥墩用的是青石。"
    school = "夜校每周三次课，教种菌菇和养蜂，老师来自农技站。"
    document = issue(
        p1=[head("甲题", "2", bridge), head("乙题", "2", school)],
        p2=[tail("", "1", "夜校的老师又来自农技站，教养蜂。"), tail("", "1", "老石匠抚着桥墩的青石，石桥横跨清河。")],
    )
    assert paired(document) == [((0, 0), (1, 1)), ((0, 1), (1, 0))]


def test_nothing_is_taken_when_nothing_speaks_for_it():
    document = issue(p1=[head("甲题", "2"), head("乙题", "2")], p2=[tail("", "1"), tail("", "1")])
    assert paired(document) == []
    assert codes(document) == ["ambiguous-jump", "ambiguous-jump"]


def test_generic_headlines_are_no_evidence():
    document = issue(p1=[head("图片新闻", "2"), head("简讯", "2")], p2=[tail("图片新闻", "1"), tail("", "1")])
    assert paired(document) == []


def test_a_chain_of_three_pages_in_any_order():
    middle = ArticleText("石桥通车", continued_from="1", continues_on="4")
    document = issue(p4=[tail("石桥通车", "2")], p1=[head("石桥通车", "2")], p2=[middle])
    assert paired(document) == [((1, 0), (2, 0)), ((2, 0), (0, 0))]
    assert list(document.stories()) == [[Place(1, 0), Place(2, 0), Place(0, 0)]]


def test_a_lost_number_is_guessed_and_said_so():
    document = issue(p1=[head("石桥通车", UNKNOWN_LABEL)], p2=[tail("石桥通车", "1")])
    assert paired(document) == [((0, 0), (1, 0))]
    assert codes(document) == ["guessed-jump"]
    assert document.pages[0].articles[0].continues_on == "2"


def test_crossed_labels_are_paired_by_headline_and_reported():
    document = issue(p1=[head("石桥通车", "3")], p2=[tail("石桥通车", "1")], p3=[])
    assert paired(document) == [((0, 0), (1, 0))]
    assert codes(document) == ["crossed-jump"]


def test_unlike_headlines_are_reported():
    document = issue(p1=[head("石桥通车", "2")], p2=[tail("夜校开课啦", "1")])
    assert paired(document) == [((0, 0), (1, 0))]
    assert codes(document) == ["unlike-headlines"]


def test_open_ends_are_named():
    document = issue(p1=[head("石桥通车", "2")], p3=[tail("", "1", "夜校开课。")])
    assert paired(document) == []
    assert codes(document) == ["open-jump", "one-sided-tail"]
    assert "夜校开课。" in document.problems[1].message()
    assert document.pages[0].articles[0].continues_on == "2"


def test_impossible_labels_are_errors():
    document = issue(p1=[head("甲", "1"), head("乙", "0"), tail("丙", "1")])
    assert paired(document) == []
    assert codes(document) == ["impossible-jump"] * 3


def test_a_second_call_changes_nothing():
    document = issue(p1=[head("石桥通车", "2"), head("夜校", "3")], p2=[tail("石桥通车", "1", byline="白小川")])
    pair_continuations(document)
    before = (list(document.continuations), codes(document), document.pages[0].articles[0].byline)
    pair_continuations(document)
    assert (list(document.continuations), codes(document), document.pages[0].articles[0].byline) == before


def test_pairs_that_were_made_stay_and_broken_ones_go():
    document = issue(p1=[head("甲题", "2"), head("乙题", "2")], p2=[tail("", "1"), tail("", "1")])
    document.continuations = [Continuation(Place(0, 0), Place(1, 1)), Continuation(Place(0, 0), Place(7, 7))]
    assert paired(document) == [((0, 0), (1, 1)), ((0, 1), (1, 0))]


def test_no_ring_is_ever_made():
    one = ArticleText("石桥通车", continues_on="2", continued_from="2")
    other = ArticleText("石桥通车", continues_on="1", continued_from="1")
    document = issue(p1=[one], p2=[other])
    assert len(paired(document)) == 1
    assert "ambiguous-jump" in codes(document)


def test_a_broken_file_with_endless_jumps_is_not_compared():
    document = issue(p1=[head("甲", "2") for _ in range(300)], p2=[tail("乙", "1") for _ in range(300)])
    assert paired(document) == []
    assert len(document.problems) == 600


def test_what_belongs_to_the_story_is_folded_onto_its_head():
    first = ArticleText("石桥通车", byline="本报记者 白小川", authors=[AuthorName("白小川", "记者")], tags=["交通"])
    rest = ArticleText(
        "",
        byline="赵一鸣",
        authors=[AuthorName("白小川", "记者"), AuthorName("赵一鸣")],
        dateline="本报河口2月1日电",
        source="清河晚报",
        series=Series("乡路", 2),
        tags=["交通", "乡村"],
        editors_notes=[Note("before", "桥是怎样修成的。"), Note("after", "路还长。")],
    )
    fold_tail(first, rest)
    assert [author.name for author in first.authors] == ["白小川", "赵一鸣"]
    assert first.byline == "本报记者 白小川 赵一鸣"
    assert (first.dateline, first.source, first.series) == ("本报河口2月1日电", "清河晚报", Series("乡路", 2))
    assert first.tags == ["交通", "乡村"]
    assert [note.position for note in first.editors_notes] == ["within", "after"]
    assert rest == ArticleText("")


def test_equal_facts_are_folded_once():
    first = ArticleText("甲", source="清河晚报", editors_notes=[Note("before", "按。")])
    fold_tail(first, rest := ArticleText("", source="清河晚报", editors_notes=[Note("before", "按。")]))
    assert (first.source, len(first.editors_notes), rest.source) == ("清河晚报", 1, "")


# --- several files ---------------------------------------------------------------------------------

DAY = datetime.date(2021, 2, 20)


def file(label, *articles, **fields):
    fields = {"date": DAY, "newspaper": "hekou"} | fields
    return IssueDocument(pages=[PageText(1, label, articles=list(articles), file=f"{label}.md")], **fields)


def test_pages_of_several_files_are_put_in_order_and_paired():
    joined = join_documents(
        [file("2", tail("石桥通车", "1")), file("1", head("石桥通车", "2"), number=7, title="河口日报")]
    )
    assert [(page.number, page.label) for page in joined.pages] == [(1, "1"), (2, "2")]
    assert joined.continuations == [Continuation(Place(0, 0), Place(1, 0))]
    assert (joined.date, joined.number, joined.newspaper, joined.title) == (DAY, 7, "hekou", "河口日报")
    assert joined.problems == []


def test_pairs_within_a_file_move_with_their_pages():
    both = issue(p3=[head("石桥通车", "4")], p4=[tail("石桥通车", "3")])
    pair_continuations(both)
    joined = join_documents([both, file("1", ArticleText("夜校"))])
    assert joined.continuations == [Continuation(Place(1, 0), Place(2, 0))]


def test_sections_share_no_numbers():
    joined = join_documents([file("A1"), file("1"), file("B1")])
    assert [page.number for page in joined.pages] == [1, 2, 3]


def test_a_page_in_two_files_is_an_error_that_names_both():
    joined = join_documents([file("1"), file("01")])
    assert [page.label for page in joined.pages] == ["1"]
    assert codes(joined) == ["double-page"]
    assert "1.md" in joined.problems[0].message()
    assert "01.md" in joined.problems[0].message()


def test_files_of_different_issues_are_errors():
    other = file("2", date=datetime.date(2021, 2, 21), number=8, newspaper="qinghe")
    joined = join_documents([file("1", number=7), other])
    assert codes(joined) == ["date-contradiction", "number-contradiction", "newspaper-contradiction"]
    assert joined.date == DAY


def test_one_file_with_a_date_is_enough():
    from articles.issue_text.problems import Problem

    undated = file("2", date=None)
    undated.problems.append(Problem("no-date"))
    assert codes(join_documents([undated, file("1")])) == []


def test_a_ring_of_jumps_is_opened_and_reported():
    document = issue(p1=[ArticleText("石桥")], p2=[ArticleText("夜校")], p3=[ArticleText("春耕")])
    places = [Place(page, 0) for page in range(3)]
    document.continuations = [Continuation(places[i], places[(i + 1) % 3]) for i in range(3)]
    assert paired(document) == [((0, 0), (1, 0)), ((1, 0), (2, 0))]
    assert codes(document) == ["dropped-jump"]
    assert list(document.stories()) == [places]
    pair_continuations(document)
    assert codes(document) == ["dropped-jump"]


def test_links_that_clash_or_lead_nowhere_are_reported():
    document = issue(p1=[ArticleText("石桥")], p2=[ArticleText("夜校"), ArticleText("春耕")])
    one, two, three, none = Place(0, 0), Place(1, 0), Place(1, 1), Place(7, 0)
    ends = [(one, two), (one, three), (three, two), (three, none), (three, three)]
    document.continuations = [Continuation(*link) for link in ends]
    assert paired(document) == [((0, 0), (1, 0))]
    assert codes(document) == ["dropped-jump"] * 4
    assert document.problems[2].message("en")


def test_many_jumps_with_other_headlines_take_no_time():
    text = "清河两岸的人们等这座桥等了三十年，桥通的那一天，老人们早早来到桥头。"
    heads = [head(f"第{chr(0x4E00 + 7 * i)}座石桥通车", "2", text * 20) for i in range(50)]
    tails = [tail(f"夜校{chr(0x5E00 + 9 * i)}开课", "1", text * 20) for i in range(50)]
    started = time.process_time()
    pair_continuations(issue(p1=heads, p2=tails))
    assert time.process_time() - started < 5
