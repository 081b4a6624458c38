"""Any valid document, for properties that hold for all of them."""

from hypothesis import strategies as st

from articles.issue_text.document import (
    BLOCK_KINDS,
    NOTE_POSITIONS,
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
from articles.issue_text.exact_form import BREAKS

#: Characters that a careless writer or reader of text stumbles over.
_TRICKY = "\\|｜#>![](){}【】：:—-“”《》。，、  \u3000\xa0\u200ba1甲乙正文标题版\U0001f600"

_characters = st.one_of(
    st.sampled_from(_TRICKY), st.characters(exclude_categories=["Cs"], exclude_characters=f"{BREAKS}\0")
)


def _is_text(text: str) -> bool:
    return text == text.strip() and len(text.splitlines()) <= 1


lines = st.text(_characters, max_size=12).filter(_is_text)
filled = lines.filter(bool)
numbers = st.integers(1, 9999)
labels = st.one_of(st.from_regex(r"[A-D]?0?[1-9][0-9]?", fullmatch=True), filled)
series = st.builds(Series, filled, st.none() | numbers)
authors = st.builds(AuthorName, filled, lines, st.booleans())
notes = st.builds(Note, st.sampled_from(NOTE_POSITIONS), st.lists(filled, min_size=1, max_size=3).map("\n".join))


@st.composite
def blocks(draw) -> Block:
    kind = draw(st.sampled_from(BLOCK_KINDS))
    if kind == "separator":
        return Block(kind)
    if kind == "picture":
        return Block(kind, draw(lines), name=draw(lines), credit=draw(lines), alt=draw(lines))
    return Block(kind, draw(filled))


articles = st.builds(
    ArticleText,
    headline=lines,
    kicker=lines,
    deck=lines,
    column=lines,
    series=st.none() | series,
    byline=lines,
    authors=st.lists(authors, max_size=2),
    dateline=lines,
    source=lines,
    editors_notes=st.lists(notes, max_size=2),
    body=st.lists(blocks(), max_size=4),
    tags=st.lists(filled, max_size=2),
    continues_on=st.none() | lines,
    continued_from=st.none() | lines,
    number=st.none() | numbers,
)
teasers = st.builds(Teaser, filled, st.none() | lines, lines, st.none() | series)
credits = st.builds(Credit, filled, st.lists(filled, max_size=3))


@st.composite
def documents(draw) -> IssueDocument:
    """Whole documents, continuations between any two of their articles."""
    document = IssueDocument(
        newspaper=draw(st.none() | lines),
        date=draw(st.none() | st.dates()),
        number=draw(st.none() | numbers),
        edition=draw(lines),
        title=draw(lines),
        cn_number=draw(lines),
        sponsor=draw(lines),
    )
    for label in draw(st.lists(labels, max_size=3, unique=True)):
        document.pages.append(
            PageText(
                draw(numbers),
                label,
                draw(lines),
                draw(st.lists(credits, max_size=2)),
                draw(st.lists(articles, max_size=2)),
                draw(st.lists(teasers, max_size=2)),
            )
        )
    places = [place for place, _ in document.places()]
    if len(places) > 1:
        ends = draw(st.permutations(places))
        document.continuations = [Continuation(Place(*ends[0]), Place(*ends[1]))]
    return document
