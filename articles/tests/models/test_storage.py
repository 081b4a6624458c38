"""What is known of a stored picture is stored with it, so that nothing opens it again for that."""

import pytest
from django.core.files.base import ContentFile

from articles.models import Page
from articles.tests.factories import make_issue
from articles.tests.pictures.drawing import drawing, file_of

pytestmark = pytest.mark.django_db


def test_a_picture_keeps_its_size_whether_or_not_its_content_has_a_name(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    for page, name in zip(make_issue(pages=2).pages.all(), (None, "01.jpg"), strict=True):
        page.picture.save("01.jpg", ContentFile(file_of(drawing((100, 150))), name=name))
    assert list(Page.objects.values_list("picture_width", "picture_height")) == [(100, 150), (100, 150)]
