"""Serve the sample edition as a newspaper's server would: with gunicorn, and files collected and compressed.

    python scripts/sample_site.py      prints the address of each of its pages and serves until Ctrl+C

Everything lies in a temporary folder and is gone afterwards.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

PREPARE = """
import json, sys, django
django.setup()
from django.core.management import call_command
from articles.tests import sample
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
sample.build()
json.dump(sample.addresses(), sys.stdout)
"""


class Site(NamedTuple):
    url: str
    #: What is shown -> its address.
    pages: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.url + self.pages[name]


@contextmanager
def sample_site() -> Iterator[Site]:
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-sample-") as folder,
        socket.create_server(("127.0.0.1", 0)) as door,
    ):
        environment = settings_for(folder)
        prepared = subprocess.run(
            [sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        # Whoever connects while gunicorn starts waits at the door, so nothing has to ask whether it is ready.
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", f"fd://{door.fileno()}"]
        command += ["--workers", "1", "--threads", "8", "--log-level", "warning", "--graceful-timeout", "1"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[door.fileno()])
        try:
            yield Site(f"http://127.0.0.1:{door.getsockname()[1]}", json.loads(prepared.stdout))
        finally:
            server.terminate()
            server.wait()


def settings_for(folder: str) -> dict[str, str]:
    """The environment of a site of its own, whatever the installation's .env says."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATA_DIR": folder,
        "MEDIA_ROOT": f"{folder}/media",
        "MEDIA_URL": "media/",
        "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
        "CACHE_URL": "locmemcache://sample",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SECRET_KEY": "only for the sample",
        "DEBUG": "false",
        "BEHIND_TLS_PROXY": "false",
        "LANGUAGE_CODE": "zh-hans",
        "TIME_ZONE": "Asia/Shanghai",
    }


def main() -> None:
    with sample_site() as site:
        width = max(map(len, site.pages))
        print("\n".join(f"{name:{width}}  {site[name]}" for name in site.pages), flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
