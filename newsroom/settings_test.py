"""Settings of the test run: nothing is read from or written to the installation."""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-test-")
os.environ["DEBUG"] = "false"
os.environ.setdefault("SECRET_KEY", "only for tests")

from .settings import *  # noqa: F403
from .settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
