import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.models import Newspaper
from articles.pictures.variants import Variant


@pytest.mark.parametrize(
    "taken",
    [
        reverse("authors").split("/")[1],
        reverse("picture", args=[480, "name", "webp"]).split("/")[1],
        Variant("name", 480, "webp").stored_name.split("/")[0],
    ],
)
def test_no_newspaper_takes_what_the_site_itself_uses(taken):
    """Its pictures would else lie where everything may be deleted at any time, or its pages behind others."""
    with pytest.raises(ValidationError) as refused:
        Newspaper(slug=taken, name="青禾日报").clean_fields()

    assert "slug" in refused.value.error_dict
