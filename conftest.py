"""Makes the checkout's own folder importable, so that tests reach scripts/ as well; keeps tests apart."""

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: no test here depends on time.
settings.register_profile("newsroom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("newsroom")


@pytest.fixture(autouse=True)
def _default_language():
    """A request in another language leaves it active in its thread, for whatever test comes next."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_cache():
    """What one test has counted is no business of the next."""
    yield
    cache.clear()
