"""The catalogue of problems: stable codes, sentences in both languages."""

import string

import pytest

from articles.issue_text.problems import KINDS, Problem


@pytest.mark.parametrize("code", KINDS)
def test_every_problem_speaks_both_languages(code):
    kind = KINDS[code]
    assert kind.severity in ("error", "warning", "note")
    fields = {name for _, name, _, _ in string.Formatter().parse(kind.zh + kind.en) if name}
    problem = Problem(code, 3, details=dict.fromkeys(fields, "x"))
    assert problem.severity == kind.severity
    assert problem.message("zh-hans") != problem.message("en")
