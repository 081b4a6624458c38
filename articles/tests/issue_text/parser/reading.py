"""Short ways to read a page and to look at what was read."""

from articles.issue_text.document import ArticleText, IssueDocument
from articles.issue_text.hints import Hints
from articles.issue_text.parser import parse_issue

#: Running text of an invented village, long enough to be no crosshead.
PROSE = "清河两岸的人们等这座桥等了三十年，桥通的那一天，老人们早早来到桥头，孩子们在桥上跑来跑去。"
MORE = "镇里的老石匠说，桥墩用的都是后山的青石，一块一块抬下来，一块一块凿平，没有一块是将就的。"


def page(*lines: str) -> str:
    """Lines as a recognised page has them, a blank line between any two."""
    return "\n\n".join(lines)


def read(*lines: str, **hints) -> IssueDocument:
    return parse_issue(page(*lines), Hints(**({"page": "1"} | hints)))


def articles(*lines: str, **hints) -> list[ArticleText]:
    return [article for _, article in read(*lines, **hints).places()]


def only(*lines: str, **hints) -> ArticleText:
    (article,) = articles(*lines, **hints)
    return article


def body(article: ArticleText) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in article.body]


def kinds(article: ArticleText) -> list[str]:
    return [block.kind for block in article.body]


def names(article: ArticleText) -> list[tuple[str, str]]:
    return [(author.name, author.role) for author in article.authors]


def codes(document: IssueDocument) -> list[str]:
    return [problem.code for problem in document.problems]
