"""`make demo`, from an empty data folder to a login that works; run twice, since it may be."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
#: Far more than it takes: a busy machine is no fault of the demo.
SECONDS_TO_START = 180

pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo(data, port, output):
    """Run the demo, wait until it answers, and stop it as Ctrl+C does."""
    # What the tests set must not reach it: it is tried as a newcomer would.
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"DATA_DIR": str(data), "PORT": str(port), "VENV": str(Path(sys.executable).parent.parent)}
    # As a file, because nobody reads while the site runs, and a full pipe would stop it.
    with output.open("w") as file:
        process = subprocess.Popen(
            [ROOT / "scripts" / "demo.sh"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(process, f"http://127.0.0.1:{port}/healthz", output)
        yield output.read_text()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=120)


def wait_for(process, url, output):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert process.poll() is None, output.read_text()
        try:
            with urllib.request.urlopen(url, timeout=20):
                return
        except OSError:
            # Refused, or accepted before anybody answers.
            time.sleep(0.2)
    pytest.fail(f"no answer within {SECONDS_TO_START} s:\n{output.read_text()}")


def text_of(answer):
    with answer:
        return answer.read().decode()


def log_in(site, name, password):
    """The first page of the admin after a login by its form."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = text_of(browser.open(f"{site}/admin/login/?next=/admin/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {"username": name, "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    request = urllib.request.Request(f"{site}/admin/login/", urllib.parse.urlencode(form).encode())
    request.add_header("Referer", f"{site}/admin/login/")
    return text_of(browser.open(request))


def test_the_demo_shows_the_sample_issues_and_a_login_that_works(tmp_path):
    port = free_port()
    site = f"http://127.0.0.1:{port}"

    with demo(tmp_path / "data", port, tmp_path / "first") as said:
        assert f"{site}/\n" in said
        password = re.search(r"密码 Password\s+(\S+)", said)[1]
        assert "青禾日报" in text_of(urllib.request.urlopen(f"{site}/"))
        assert "源头有座瞭望台" in text_of(urllib.request.urlopen(f"{site}/qinghe/2026-03-05/"))
        assert "logout" in log_in(site, "demo", password)
        assert "2026-03-13" in log_in(site, "bianji", password)

    with demo(tmp_path / "data", port, tmp_path / "again") as said:
        assert re.search(r"密码 Password\s+(\S+)", said)[1] == password
        assert "logout" in log_in(site, "demo", password)
