"""Lighthouse's scores of an edition, a page and an article on a phone, the median of three runs.

    python -m benchmarks.lighthouse [--runs 3] [--reports FOLDER] [PAGE…]

Serves the sample edition with gunicorn and measures it with Lighthouse's own mobile profile:
a slow phone on slow 4G. Needs Node 18.16 or newer with npm, which brings Lighthouse into
var/tools on first use, and a Chromium. Fails where a score is below 100.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from articles.tests.browser.conftest import ARGUMENTS, find_chromium
from scripts.sample_site import ROOT, sample_site

VERSION = "12.8.2"
TOOLS = ROOT / "var" / "tools" / f"lighthouse-{VERSION}"
TRIES = 3
PAGES = ["issue", "issue, typeset", "page", "page, typeset", "article"]
SCORES = {"performance": "perf", "accessibility": "a11y", "best-practices": "practices", "seo": "seo"}
METRICS = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "speed-index": "SI ms",
    "total-byte-weight": "bytes",
}


def lighthouse() -> Path:
    """Its command, installed once."""
    command = TOOLS / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        npm = shutil.which("npm") or sys.exit("npm is missing; install Node 18.16 or newer.")
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [npm, "install", "--silent", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"], cwd=TOOLS, check=True
        )
    return command


def measure(command: Path, address: str) -> dict:
    options = ["--quiet", "--output=json", f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}"]
    # On a busy machine a recording fails now and then; Lighthouse asks to be run again.
    for _ in range(TRIES):
        done = subprocess.run(
            [str(command), quote(address, safe=":/?=&%"), *options],
            env=os.environ | {"CHROME_PATH": find_chromium() or ""},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
    sys.exit(done.stderr)


def figures(report: dict) -> dict[str, float]:
    scores = {name: report["categories"][key]["score"] * 100 for key, name in SCORES.items()}
    return scores | {name: report["audits"][key]["numericValue"] for key, name in METRICS.items()}


def shortcomings(report: dict) -> list[str]:
    """The audits that cost points, or would if they counted."""
    counted = {ref["id"]: ref["weight"] for key in SCORES for ref in report["categories"][key]["auditRefs"]}
    low = [audit for audit in report["audits"].values() if audit["score"] is not None and audit["score"] < 0.9]
    return [f"{audit['id']} (weight {counted[audit['id']]})" for audit in low if audit["id"] in counted]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="PAGE", help="as named in articles/tests/sample.py")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--reports", type=Path, help="keep the last report of each page here")
    options = parser.parse_args()
    command = lighthouse()
    names = [*SCORES.values(), *METRICS.values()]
    print(f"Lighthouse {VERSION}, mobile, median of {options.runs}")
    print(f"{'':28}" + "".join(f"{name:>10}" for name in names))
    below = False
    with sample_site() as site:
        for page in options.pages:
            reports = [measure(command, site[page]) for _ in range(options.runs)]
            measured = [figures(report) for report in reports]
            medians = {name: statistics.median(run[name] for run in measured) for name in names}
            below |= any(medians[name] < 100 for name in SCORES.values())
            cells = "".join(f"{medians[name]:10.3f}" if name == "CLS" else f"{medians[name]:10.0f}" for name in names)
            print(f"{page:28}{cells}", flush=True)
            for line in shortcomings(reports[-1]):
                print(f"    {line}")
            if options.reports:
                options.reports.mkdir(parents=True, exist_ok=True)
                (options.reports / f"{page.replace(', ', '-')}.json").write_text(json.dumps(reports[-1]))
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
