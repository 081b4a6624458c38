"""What is asked of the site as a whole brings its own database, or none, so it runs once, whatever the database is."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.once)
