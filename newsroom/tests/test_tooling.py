"""The commands and scripts that a fresh clone is tried and checked with."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def run(*command, **environment):
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def report(path, body):
    path.write_text(f'<testsuites><testsuite name="pytest">{body}</testsuite></testsuites>')
    return path


@needs_make
def test_make_help_names_every_documented_command():
    done = run("make", "help")

    commands = {line.split()[0] for line in done.stdout.splitlines()}
    assert commands >= {"setup", "demo", "test", "lint", "format", "messages", "lock", "clean", "help"}


@needs_make
def test_setup_without_a_recent_python_says_what_to_do(tmp_path):
    done = run("make", "--no-print-directory", "setup", f"VENV={tmp_path}/venv", "PYTHONS=no-such-python")

    assert done.returncode != 0
    assert "没有找到 Python 3.11" in done.stderr
    assert "No Python 3.11 or newer was found" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_locks_name_versions_and_no_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert "://" not in text
        assert all(re.match(r"[a-z0-9-]+==[0-9a-z.]+( ;|$)", line) for line in lines), name


def test_the_lock_holds_what_is_asked_for():
    for name in ("requirements", "requirements-dev"):
        asked = re.findall(r"^([a-z][a-z0-9-]+)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
        locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / f"{name}.txt").read_text(), re.MULTILINE)
        assert set(asked) <= set(locked)


def test_a_busy_port_is_named_before_anything_is_done():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        done = run(sys.executable, "scripts/demo_login.py", "--check-port", port)

    assert done.returncode == 1
    assert f"make demo PORT={port + 1}" in done.stderr


def test_a_command_runs_on_the_server_that_the_environment_names():
    url = "postgres://reader@db.example/qinghe"
    show = [sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])"]

    done = run(sys.executable, "scripts/with_postgres.py", *show, TEST_DATABASE_URL=url)

    assert done.stdout.strip() == url


def test_a_command_gets_a_server_of_its_own_that_is_gone_afterwards():
    script = "import os, psycopg; url = os.environ['DATABASE_URL'].removeprefix('postgres://postgres@/'); "
    script += "host, name = url.rsplit('/', 1); print(host); "
    script += "c = psycopg.connect(host=host, dbname=name, user='postgres'); "
    script += "print(c.execute(\"SELECT lower('É春')\").fetchone()[0])"

    done = run(sys.executable, "scripts/with_postgres.py", sys.executable, "-c", script, TEST_DATABASE_URL="")

    assert done.returncode == 0, done.stderr
    folder, lowered = done.stdout.split()
    assert lowered == "é春"
    assert not Path(folder).exists()


def test_the_commands_own_failure_is_passed_on():
    done = run(
        sys.executable, "scripts/with_postgres.py", sys.executable, "-c", "raise SystemExit(7)", TEST_DATABASE_URL="x"
    )

    assert done.returncode == 7


PASSED = '<testcase classname="t" name="test_one"/>'
SKIPPED = '<testcase classname="t" name="test_two"><skipped type="pytest.skip" message="no browser"/></testcase>'
FAILED = '<testcase classname="t" name="test_three"><failure message="assert 0"/></testcase>'


@pytest.mark.parametrize(
    ("body", "status"),
    [(PASSED, 0), (PASSED + SKIPPED, 1), (PASSED + FAILED, 1), ("", 1)],
    ids=["passed", "skipped", "failed", "no test"],
)
def test_reports_are_refused_where_a_test_was_skipped_or_failed(tmp_path, body, status):
    path = report(tmp_path / "report.xml", body)

    assert run(sys.executable, "scripts/check_reports.py", path).returncode == status


def test_a_missing_report_is_refused(tmp_path):
    done = run(sys.executable, "scripts/check_reports.py", tmp_path / "none.xml")

    assert done.returncode == 1
    assert "not written" in done.stdout
