import pytest

from articles.models import Article, Author
from articles.tests.factories import make_article, make_issue
from articles.views.bylines import lead_in, linked, place_of


@pytest.mark.parametrize(
    ("byline", "place"),
    [
        ("本报讯（记者 程朗 方令仪）", "start"),
        ("本报讯 记者石磊报道：", "start"),
        ("星报讯", "start"),
        ("本报北京1月2日电（记者 甲）", "start"),
        ("据新华社北京2月1日电", "start"),
        ("本报记者 程朗", "line"),
        ("本报评论员", "line"),
        ("文/程朗 图/许禾", "line"),
        ("（白石镇　邱林）", "end"),
        ("", "line"),
    ],
)
def test_where_a_printed_byline_stands(byline, place):
    assert place_of(Article(byline=byline)) == place


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"byline": "本报讯 记者石磊报道"}, "本报讯 记者石磊报道："),
        ({"dateline": "新华社北京3月4日电"}, "新华社北京3月4日电"),
        ({"dateline": "本报上海1月4日电", "byline": "本报上海1月4日电（记者 甲）"}, "本报上海1月4日电（记者 甲）"),
        ({"dateline": "新华社北京3月4日电", "byline": "记者甲、乙"}, "新华社北京3月4日电（记者甲、乙）"),
        ({"dateline": "新华社北京3月4日电", "byline": "（记者甲）"}, "新华社北京3月4日电（记者甲）"),
        ({"dateline": "新华社北京3月4日电", "byline": "本报记者 甲"}, "新华社北京3月4日电"),
        ({"dateline": "甲地3月4日电", "byline": "本报讯（记者 甲）"}, "甲地3月4日电　本报讯（记者 甲）"),
    ],
)
def test_what_is_printed_in_front_of_the_text(fields, printed):
    assert lead_in(Article(**fields)) == printed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("printed", "names", "stretches", "others"),
    [
        ("本报记者 许　禾", ["许禾"], ["本报记者 ", "[许　禾]"], []),
        ("文/程朗 图/程朗朗", ["程朗", "程朗朗"], ["文/", "[程朗]", " 图/", "[程朗朗]"], []),
        ("记者 Li Wei", ["Li Wei"], ["记者 ", "[Li Wei]"], []),
        ("本报评论员", ["本报评论员", "程朗"], ["[本报评论员]"], ["程朗"]),
        ("本报编辑部", [], ["本报编辑部"], []),
        ("本报讯（记者 程朗）", ["程朗"], [], ["程朗"]),
        ("", ["程朗"], [], ["程朗"]),
    ],
)
def test_the_names_in_a_byline_lead_to_their_authors(printed, names, stretches, others):
    article = make_article(make_issue(pages=1).pages.get(), byline=printed, authors=names)

    named, people = linked(article)

    assert [f"[{text}]" if isinstance(author, Author) else text for text, author in named] == stretches
    assert [byline.author.name for byline in people] == others
