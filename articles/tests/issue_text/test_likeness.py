"""Headlines of one story, shortened or not."""

import pytest

from articles.issue_text.likeness import is_generic, likeness


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("河口石桥通车", "河口石桥，通车！", 1, 1),
        ("河口石桥昨日通车", "石桥昨日通车", 0.9, 0.9),
        ("河口石桥昨日通车", "镇里办起夜校", 0, 0.2),
        ("河口石桥昨日通车", "石桥昨天通了车", 0.2, 0.8),
        ("", "河口", 0, 0),
        ("河口", "石桥", 0, 0),
    ],
)
def test_likeness(one, other, least, most):
    assert least <= likeness(one, other) <= most


def test_generic_headlines_are_known():
    assert is_generic("图片新闻")
    assert is_generic("简讯：")
    assert not is_generic("石桥通车")
