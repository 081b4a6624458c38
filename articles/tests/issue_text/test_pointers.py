"""Where front-page pointers lead."""

from articles.issue_text.document import ArticleText, IssueDocument, PageText, Place, Teaser
from articles.issue_text.pointers import teaser_target


def issue(*headlines, label="2"):
    articles = [ArticleText(headline) if isinstance(headline, str) else headline for headline in headlines]
    return IssueDocument(pages=[PageText(1, "1"), PageText(2, label, articles=articles)])


def test_a_pointer_finds_its_headline():
    document = issue("镇里办起夜校", "河口石桥通车")
    assert teaser_target(document, Teaser("河口石桥通车", "02")) == Place(1, 1)


def test_a_shortened_pointer_finds_it_too():
    assert teaser_target(issue("夜校", "河口石桥昨日通车"), Teaser("石桥昨日通车", "2")) == Place(1, 1)


def test_kicker_and_deck_count():
    assert teaser_target(issue(ArticleText("走起来", kicker="石桥通车")), Teaser("走起来", "2", "石桥通车")) == Place(
        1, 0
    )
    assert teaser_target(
        issue(ArticleText("走起来", deck="河口石桥昨日通车")), Teaser("河口石桥昨日通车", "2")
    ) == Place(1, 0)


def test_no_answer_when_unsure():
    assert teaser_target(issue("河口石桥通车", "河口石桥通车"), Teaser("河口石桥通车", "2")) is None
    assert teaser_target(issue("镇里办起夜校"), Teaser("河口石桥通车", "2")) is None
    assert teaser_target(issue("河口石桥通车"), Teaser("河口石桥通车", "3")) is None
    assert teaser_target(issue("河口石桥通车"), Teaser("河口石桥通车")) is None
    assert teaser_target(issue("图片新闻"), Teaser("图片新闻", "2")) is None
    assert teaser_target(issue(ArticleText("河口石桥通车", continued_from="1")), Teaser("河口石桥通车", "2")) is None
