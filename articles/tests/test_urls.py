"""What the site's own addresses begin with, no newspaper may be called."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from articles.models.newspaper import RESERVED_SLUGS, validate_newspaper_slug


def first_segments():
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern):
            yield str(pattern.pattern).split("/")[0]
        else:
            yield from (str(found.pattern).split("/")[0] for found in pattern.url_patterns)


def test_the_first_part_of_every_address_of_the_site_is_reserved():
    taken = {segment for segment in first_segments() if re.fullmatch(r"[-\w]+", segment)}

    assert {"admin", "authors", "tags", "a", "offline"} <= taken
    assert taken <= RESERVED_SLUGS


@pytest.mark.parametrize("slug", ["tags", "Authors"])
def test_a_newspaper_cannot_take_an_address_of_the_site(slug):
    with pytest.raises(ValidationError):
        validate_newspaper_slug(slug)
