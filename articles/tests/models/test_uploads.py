"""How large a picture may be depends on what it is of."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models.uploads import check_photograph, check_picture


def picture(width, height):
    data = io.BytesIO()
    Image.new("1", (width, height)).save(data, "PNG")
    return SimpleUploadedFile("picture.png", data.getvalue(), "image/png")


def test_a_scanned_page_may_have_more_points_than_a_photograph():
    check_picture(picture(10_000, 6_000))
    with pytest.raises(ValidationError) as refused:
        check_photograph(picture(10_000, 6_000))
    assert refused.value.params == {"found": 60, "most": 50}


def test_a_photograph_as_a_press_camera_takes_it_is_no_trouble():
    check_photograph(picture(8_192, 5_464))
