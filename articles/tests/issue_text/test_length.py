import pytest

from articles.issue_text.length import count_characters, length_of


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("春耕备耕忙。", 6),
        ("“好！”", 4),
        ("C位 2,000元，增长3.5%", 8),
        ("５月１日", 4),
        ("a b　c\n", 3),
        ("", 0),
        ("it's state-of-the-art", 2),
    ],
)
def test_characters_are_counted_as_papers_do(text, characters):
    assert count_characters(text) == characters


def test_a_body_is_as_long_as_what_it_prints_itself():
    body = "## 小标题\n\n> 引文。\n\n![河滨步道](river.jpg)\n\n---\n\n\\---\n\n正文两千字，\n接着说。"
    assert length_of(body) == len("小标题引文。正文两千字，接着说。")
