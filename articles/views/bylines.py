"""The byline as printed: where it stands, and whom it names."""

import re

from ..models import Article, Author, Byline

#: A byline that opens the text: 本报讯（记者 甲）, 星报讯, 本报北京1月2日电.
_OPENS_THE_TEXT = re.compile(r"[^，。]{0,16}(讯|电)(?=$|[\s（(【记通])")
#: The names that belong to a dateline: 新华社北京3月4日电（记者甲、乙）.
_REPORTERS = re.compile(r"[（(]?(记者|通讯员|见习|实习)")
_SPACES = re.compile(r"[ 　]")


def place_of(article: Article) -> str:
    """Where the printed byline stands: at the text's ``start``, at its ``end``, or on a ``line`` of its own."""
    if article.dateline and _REPORTERS.match(article.byline):
        return "start"
    if article.byline.startswith(("（", "(")):
        return "end"
    return "start" if _OPENS_THE_TEXT.match(article.byline) else "line"


def lead_in(article: Article) -> str:
    """本报讯（记者 甲） or 新华社北京1月2日电, whichever are printed in front of the first paragraph."""
    byline = article.byline if place_of(article) == "start" else ""
    if byline.endswith("报道"):
        byline += "："
    if not byline or article.dateline in byline:
        return byline or article.dateline
    if _REPORTERS.match(byline):
        return f"{article.dateline}（{byline.strip('（()）')}）"
    return f"{article.dateline}　{byline}"


def linked(article: Article) -> tuple[list[tuple[str, Author | None]], list[Byline]]:
    """The printed byline in stretches, some of them an author's name, and the people whom it does not name.

    A byline that stands within the text is printed there; all its people are returned instead.
    """
    people = list(article.bylines.all())
    if not article.byline or place_of(article) != "line":
        return [], people
    authors = {_SPACES.sub("", byline.author.name): byline.author for byline in people}
    # Two characters are padded to the width of three: 许　禾.
    names = [r"[ 　]*".join(map(re.escape, name)) for name in sorted(authors, key=len, reverse=True)]
    stretches = re.split(f"({'|'.join(names)})", article.byline) if names else [article.byline]
    named = [(text, authors.get(_SPACES.sub("", text))) for text in stretches if text]
    found = {author for _, author in named if author}
    return named, [byline for byline in people if byline.author not in found]
