"""Fail unless every JUnit report named on the command line holds tests, all run and all passed."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def check(path: Path) -> tuple[str, list[str]]:
    """One line about a report, and what is wrong in it."""
    # The report was written by the test run just before; nobody else's XML is read.
    cases = list(ElementTree.parse(path).iter("testcase"))  # noqa: S314
    wrong = []
    for case in cases:
        name = f"{case.get('classname')}::{case.get('name')}"
        wrong += [
            f"{outcome.tag}: {name} {outcome.get('message') or ''}"
            for outcome in case
            if outcome.tag in ("skipped", "failure", "error")
        ]
    if not cases:
        wrong.append(f"{path}: no test ran")
    return f"{path}: {len(cases)} tests, {len(wrong)} skipped or failed", wrong


def main(paths: list[str]) -> int:
    found = []
    for path in map(Path, paths):
        if not path.exists():
            found.append(f"{path}: not written")
            continue
        line, wrong = check(path)
        print(line)
        found += wrong
    for line in found:
        print(line)
    return 1 if found or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
