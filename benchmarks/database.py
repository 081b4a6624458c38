"""An empty database of the kind that DATABASE_URL names, made for the run and deleted after it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# As for tests: nothing is read from or written to the installation.
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings_test"


@contextmanager
def empty_database() -> Iterator[str]:
    """Yield the vendor's name, sqlite or postgresql. On SQLite the database is a file, as in production."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        import django

        django.setup()
        from django.db import connection

        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3"
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield connection.vendor
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
