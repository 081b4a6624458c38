import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models.short_code import code_of, read_code

ISSUES, NUMBERS = st.integers(1, 10**9), st.integers(1, 10**6)


@given(ISSUES, NUMBERS)
def test_a_code_names_its_article_in_either_case(issue, number):
    code = code_of(issue, number)
    assert read_code(code) == (issue, number)
    assert read_code(f" {code.upper()} ") == (issue, number)


@given(ISSUES, NUMBERS, st.data())
def test_one_slip_never_names_another_article(issue, number, data):
    code = code_of(issue, number)
    at = data.draw(st.integers(0, len(code) - 1))
    slip = data.draw(st.sampled_from("bcdfghjkmnpqrstvwxz0123456789"))
    wrong = code[:at] + slip + code[at + 1 :]
    assert wrong == code or read_code(wrong) is None


@given(ISSUES, NUMBERS, st.data())
def test_two_neighbours_swapped_never_name_another_article(issue, number, data):
    code = code_of(issue, number)
    at = data.draw(st.integers(0, len(code) - 2))
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert wrong == code or read_code(wrong) is None


@pytest.mark.parametrize("issue", [1, 18, 25_000])
def test_no_letter_stands_for_a_digit_nor_a_digit_for_a_letter(issue):
    """Every slip in every sign of some codes: where the number begins, chance seldom looks."""
    signs = "bcdfghjkmnpqrstvwxz0123456789"
    for number in (1, 48, 6100, 98765):
        code = code_of(issue, number)
        slips = [code[:at] + sign + code[at + 1 :] for at in range(len(code)) for sign in signs]
        assert {read_code(slip) for slip in slips} == {(issue, number), None}


def test_a_young_archive_has_very_short_codes():
    assert len(code_of(1, 1)) == 3
    assert len(code_of(25_000, 48)) <= 7


@pytest.mark.parametrize("code", ["", "a", "kmt", "12", "kmt0c", "kmt12", "kmt12一", "b1c", "kmt12x/", "é1b"])
def test_what_is_no_code_names_nothing(code):
    assert read_code(code) is None
