"""Check HTML, CSS and SVG files with vnu, the Nu Html Checker that the W3C's own service runs.

    python scripts/check_html.py FILE…

Prints its errors and warnings, and fails if there is one. Needs Java; the
checker itself comes from npm once and is kept in var/tools.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
TOOLS = Path(__file__).resolve().parent.parent / "var" / "tools"

#: Properties that are right but newer than what the checker knows of CSS, or known to it in an older form.
NEWER = {
    "column-height",  # Multi-column Layout 2
    "column-wrap",  # Multi-column Layout 2
    "field-sizing",  # Basic User Interface 4
    "mask",  # Masking 1, with a size behind the position
    "scroll-initial-target",  # Scroll Snap 2
    "text-spacing-trim",  # Text 4, trim-both
    "vector-effect",  # SVG 2
}


class Missing(Exception):
    """What the checker needs and this machine does not have."""


def messages(paths: Iterable[Path]) -> list[str]:
    """Every error and warning about the files, with file name and line."""
    options = ["--also-check-css", "--also-check-svg", "--skip-info-messages", "--format", "json"]
    command = [*checker(), *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stderr)["messages"]
    except ValueError:
        raise RuntimeError(done.stderr) from None
    return [_line(message) for message in found if not _is_newer(message)]


def _is_newer(message: dict) -> bool:
    if named := re.match(r"CSS: “([a-z-]+)”: ", message["message"]):
        return named[1] in NEWER
    # A selector of the Custom Highlight API, which the checker cannot read.
    return message["message"] == "CSS: Parse Error." and "::highlight(" in _source_line(message)


def _source_line(message: dict) -> str:
    path = Path(unquote(urlsplit(message["url"]).path))
    return path.read_text("utf-8").splitlines()[message["lastLine"] - 1]


def _line(message: dict) -> str:
    name = Path(message.get("url", "")).name
    return f"{name}:{message.get('lastLine', 0)}: {message['message']} {message.get('extract', '')}".strip()


def checker() -> list[str]:
    java = shutil.which("java")
    if java is None:
        raise Missing("Java (default-jre-headless)")
    return [java, "-jar", str(jar())]


def jar() -> Path:
    path = TOOLS / f"vnu-{VERSION}.jar"
    if not path.exists():
        fetch(path)
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise RuntimeError(f"{path} is not the file that was expected; delete it.")
    return path


def fetch(path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("npm")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        done = subprocess.run(
            [npm, "pack", f"vnu-jar@{VERSION}", "--silent"], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Missing(f"vnu-jar {VERSION} from npm: {done.stderr.strip()}")
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            (Path(folder) / path.name).write_bytes(package.extractfile("package/build/dist/vnu.jar").read())
        os.replace(Path(folder) / path.name, path)


def main() -> int:
    try:
        found = messages(map(Path, sys.argv[1:]))
    except Missing as missing:
        sys.exit(f"缺少 {missing}，未能检查。\n{missing} is missing, so nothing was checked.")
    print("\n".join(found) or "No error and no warning.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
