"""Makes the checkout's own folder importable, so that tests reach scripts/ as well; keeps tests apart."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _default_language():
    """A request in another language leaves it active in its thread, for whatever test comes next."""
    yield
    translation.deactivate()
