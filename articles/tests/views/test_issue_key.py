import datetime
from urllib.parse import unquote

import pytest
from django.urls import resolve, reverse

from articles.views.issue_key import IssueKey


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/qinghe/2026-03-05/", IssueKey(datetime.date(2026, 3, 5))),
        ("/qinghe/2026-03-05-号外/", IssueKey(datetime.date(2026, 3, 5), "号外")),
        ("/qinghe/2026-03-05-增刊-2/", IssueKey(datetime.date(2026, 3, 5), "增刊-2")),
    ],
)
def test_an_address_names_a_day_and_an_edition(address, key):
    assert resolve(address).kwargs["key"] == key
    assert unquote(reverse("issue", args=["qinghe", key])) == address
    assert unquote(reverse("issue", args=["qinghe", str(key)])) == address
