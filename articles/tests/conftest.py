import pytest
from django.contrib.auth import get_user_model
from django.db import connection


def pytest_collection_modifyitems(config, items):
    """Leave out, instead of skipping, what the chosen database cannot be asked."""
    if connection.vendor == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("postgres")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture
def reader(client):
    """Somebody who opens the website."""
    return client


@pytest.fixture
def editor(db):
    """A client logged in as one who may do everything in the admin."""
    from django.test import Client

    user = get_user_model().objects.create_superuser("zongbian", password="zongbian-password")
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture(scope="session")
def site():
    """The sample edition on a server of its own: ``site["article"]`` is the address of a page of PAGES."""
    from scripts.sample_site import sample_site

    with sample_site() as site:
        yield site


@pytest.fixture
def of_references() -> int:
    """Queries by which an act checks that nobody deleted meanwhile what it refers to: on PostgreSQL alone."""
    return 2 if connection.vendor == "postgresql" else 0
