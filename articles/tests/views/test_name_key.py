from urllib.parse import unquote, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from hypothesis import example, given
from hypothesis import strategies as st

#: What a database stores: anything but NUL and halves of characters.
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=100)


@given(NAMES)
@example("政/经")
@example("..")
@example(".")
@example("100%25")
@example("~2F")
@example("a\nb")
@example(" 微言 ")
@example("《禾溪》?#;")
def test_every_name_has_an_address_that_leads_back_to_it(name):
    address = reverse("column", args=["qinghe", name])
    parts = urlsplit(address)
    segments = parts.path.strip("/").split("/")
    match = resolve(unquote(parts.path))

    assert (match.url_name, match.kwargs["name"]) == ("column", name)
    # Nothing that browsers or proxies would rewrite.
    assert (segments[:-1], parts.query, parts.fragment) == (["qinghe", "columns"], "", "")
    assert not unquote(segments[-1]).startswith(".")
    assert not any(encoded in segments[-1].upper() for encoded in ("%25", "%2F", "%5C", "%0"))


def test_common_names_look_as_they_are():
    assert unquote(reverse("column", args=["qinghe", "微言"])) == "/qinghe/columns/微言/"
    assert unquote(reverse("series", args=["qinghe", "行走禾溪（3.15）"])) == "/qinghe/series/行走禾溪（3.15）/"


@pytest.mark.parametrize("segment", ["~00", "\0", "~41", "~2f", "~zz", ".", "a%b"])
def test_a_name_has_one_address_only(segment):
    with pytest.raises(Resolver404):
        resolve(f"/qinghe/columns/{segment}/")


def test_tags_have_words_of_any_script_as_addresses():
    assert resolve("/tags/粮食_1/").kwargs == {"slug": "粮食_1"}
    with pytest.raises(Resolver404):
        resolve("/tags/\0/")
