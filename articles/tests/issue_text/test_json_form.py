"""Documents as JSON: what is written is read back, and what is wrong is named by its place."""

import copy
import datetime
import json

import pytest

from articles.issue_text.document import (
    ArticleText,
    AuthorName,
    Block,
    Continuation,
    Credit,
    IssueDocument,
    Note,
    PageText,
    Place,
    Series,
    Teaser,
)
from articles.issue_text.json_form import DocumentError, dump_json, load_json
from articles.issue_text.problems import Problem


def whole_document() -> IssueDocument:
    """A document in which every field says something."""
    story = ArticleText(
        headline="石桥通车",
        kicker="历时三年",
        deck="清河两岸见闻",
        column="乡路",
        series=Series("老街新事", 2),
        byline="本报记者 白小川",
        authors=[AuthorName("白小川", "记者"), AuthorName("本报评论员", "评论员", institution=True)],
        dateline="清河电",
        source="河口日报",
        editors_notes=[Note("before", "桥通了。\n路也通了。")],
        body=[
            Block("paragraph", "桥面宽八米。", [5, 7]),
            Block("crosshead", "桥头"),
            Block("quote", "桥是大家的。"),
            Block("picture", "新桥。", name="图1", credit="甲 摄", alt="一座石桥"),
            Block("separator"),
        ],
        tags=["交通"],
        continues_on="2",
        number=3,
        line=4,
    )
    tail = ArticleText(continued_from="1", body=[Block("paragraph", "桥下有船。")])
    return IssueDocument(
        newspaper="hekou",
        date=datetime.date(2021, 2, 20),
        number=4127,
        edition="号外",
        title="河口日报",
        cn_number="CN33-0123",
        sponsor="河口县融媒体中心",
        pages=[
            PageText(1, "1", "要闻", [Credit("校对", ["赵一鸣"])], [story], [Teaser("桥下有船", "2", "夜航")], "p1.md"),
            PageText(2, "2", articles=[tail]),
        ],
        continuations=[Continuation(Place(0, 0), Place(1, 0))],
    )


def test_what_is_written_is_read_back():
    document = whole_document()
    assert load_json(dump_json(document)) == document
    assert dump_json(load_json(dump_json(document))) == dump_json(document)


def test_an_empty_document_is_read_back():
    assert load_json(dump_json(IssueDocument())) == IssueDocument()


def test_problems_are_written_in_the_language_asked_for():
    document = IssueDocument(problems=[Problem("no-date", 1)])
    (problem,) = json.loads(dump_json(document, "en"))["problems"]
    assert (problem["severity"], problem["code"], problem["line"]) == ("warning", "no-date", 1)
    assert problem["message"].startswith("No date")
    assert load_json(dump_json(document)).problems == []


#: Path of a value in the JSON, what is put there, and the place that the error names.
BROKEN = [
    (["pages"], 1, "pages"),
    (["pages"], [1], "pages"),
    (["newspaper"], 1, "newspaper"),
    (["number"], True, "number"),
    (["number"], 0, "number"),
    (["date"], "2021-02-30", "date"),
    (["date"], 20210220, "date"),
    (["title"], "河口\x00日报", "title"),
    (["title"], "\ud800", "title"),
    (["pages", 0, "number"], None, "pages[0].number"),
    (["pages", 0, "label"], " ", "pages[0].label"),
    (["pages", 1, "label"], "01", "pages[1].label"),
    (["pages", 1, "number"], 1, "pages[1].number"),
    (["pages", 0, "articles"], None, "pages[0].articles"),
    (["pages", 0, "credits", 0, "names"], "赵一鸣", "pages[0].credits[0].names"),
    (["pages", 0, "teasers", 0, "headline"], "", "pages[0].teasers[0].headline"),
    (["pages", 0, "articles", 0, "authors", 0, "institution"], 1, "pages[0].articles[0].authors[0].institution"),
    (["pages", 0, "articles", 0, "series"], "老街新事", "pages[0].articles[0].series"),
    (["pages", 0, "articles", 0, "editors_notes", 0, "text"], 1, "pages[0].articles[0].editors_notes[0].text"),
    (
        ["pages", 0, "articles", 0, "editors_notes", 0, "position"],
        "above",
        "pages[0].articles[0].editors_notes[0].position",
    ),
    (["pages", 0, "articles", 0, "body", 0, "kind"], "table", "pages[0].articles[0].body[0].kind"),
    (["pages", 0, "articles", 0, "body", 0, "text"], None, "pages[0].articles[0].body[0].text"),
    (["pages", 0, "articles", 0, "body", 0, "lines"], ["5"], "pages[0].articles[0].body[0].lines"),
    (["pages", 0, "articles", 0, "body", 3, "name"], "图(1)", "pages[0].articles[0].body[3].name"),
    (["continuations", 0, "from"], None, "continuations[0].from"),
    (["continuations", 0, "to", "page"], 9, "continuations[0].to"),
    (["continuations", 0, "to", "article"], 9, "continuations[0].to"),
    (["continuations", 0, "to"], {"page": 1, "article": 0}, "continuations"),
]


@pytest.mark.parametrize(("path", "value", "where"), BROKEN)
def test_what_is_wrong_is_named_by_its_place(path, value, where):
    data = json.loads(dump_json(whole_document()))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(DocumentError) as caught:
        load_json(json.dumps(data))
    assert caught.value.where == where
    assert set(caught.value.sentences) == {"zh", "en"}


def test_an_article_goes_on_in_one_place_only():
    data = json.loads(dump_json(whole_document()))
    data["continuations"].append(copy.deepcopy(data["continuations"][0]))
    with pytest.raises(DocumentError, match="used twice"):
        load_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000])
def test_other_texts_are_no_documents(text):
    with pytest.raises(DocumentError) as caught:
        load_json(text)
    assert caught.value.where == ""
