from types import SimpleNamespace

from articles.models import Article, Part, Picture
from articles.views.typesetting import Figure, Line, Piece, as_lead, rows_of


def piece(length=100, figures=()):
    lines = [Line("paragraph", "字" * 50) for _ in range(length // 50)]
    return Piece(Article(number=1), Part(sequence=1), opens=True, closes=True, lines=lines, figures=list(figures))


def figure(width, height):
    return Figure("", Picture(image="a.jpg", width=width, height=height))


def test_short_stories_share_a_row_and_a_long_one_has_its_own():
    second, brief, another, long, last = pieces = [piece(n) for n in (400, 100, 400, 900, 100)]

    assert rows_of(pieces) == [[second], [brief, another], [long], [last]]


def test_short_stories_only():
    pieces = [piece(100), piece(200)]

    assert rows_of(pieces) == [pieces]


def test_a_row_has_no_more_short_stories_than_a_window_shows():
    rows = rows_of([piece(100) for _ in range(25)])

    assert [len(row) for row in rows] == [12, 12, 1]


def test_a_long_text_is_set_in_stretches_of_about_the_same_length():
    long = piece(5000)

    lengths = [sum(len(line.text) for line in stretch) for stretch in long.stretches]

    assert sum(lengths) == 5000
    assert lengths == [1250] * 4
    assert piece(1300).stretches == [piece(1300).lines]
    assert piece(0).stretches == [[]]


def test_a_stretch_ends_before_a_crosshead():
    long = piece(2600)
    long.lines.insert(24, Line("crosshead", "二、怎么办"))

    first, second = long.stretches

    assert [line.kind for line in first] == ["paragraph"] * 24
    assert second[0].kind == "crosshead"


def test_the_text_beside_a_picture_is_about_as_high_as_the_picture():
    lead = piece(2000, [figure(1500, 1000)])

    beside = sum(len(line.text) for line in lead.beside)

    assert 400 <= beside <= 560
    assert len(lead.beside) + len(lead.below) == len(lead.lines)


def test_a_lead_of_a_few_lines_is_brief():
    assert piece(150).is_brief
    assert not piece(200).is_brief


def test_without_a_picture_the_text_runs_on_at_once():
    assert piece(500).beside == []
    assert piece(500, [Figure("只有说明。")]).beside == []


def test_a_short_text_stands_beside_its_picture_whole():
    assert piece(100, [figure(1500, 1000)]).below == []


def test_a_picture_is_tall_or_wide():
    assert figure(600, 900).is_tall
    assert not figure(900, 600).is_tall
    assert not Figure("说明", SimpleNamespace(width=None, height=None, image="")).is_tall


def test_the_first_picture_of_a_lead_story_opens_it():
    lead = piece(100)
    lead.lines[1:1] = [Line("picture", figure=Figure("只有说明。")), Line("picture", figure=figure(900, 600))]

    as_lead(lead)

    assert [found.picture.width for found in lead.figures] == [900]
    assert [line.kind for line in lead.lines] == ["paragraph", "picture", "paragraph"]


def test_a_lead_story_keeps_the_picture_above_it():
    lead = piece(100, [figure(900, 600)])
    lead.lines.append(Line("picture", figure=figure(300, 200)))

    assert [found.picture.width for found in as_lead(lead).figures] == [900]
