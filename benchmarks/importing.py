"""How fast issues are read and stored, beside a raw bulk insert of the same rows.

    python -m benchmarks.importing [--issues 50]

DATABASE_URL chooses the database, as for the site. Prints the speed of the
parser, the speed of parsing and storing, what that costs beside inserting the
same rows with nothing else done, and how much memory an archive of twice and
four times the size takes.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import PurePosixPath

from . import newsprint
from .database import empty_database

ROOT = __file__.rsplit("/", 2)[0]


def sources(number: int):
    """Issues as the importer finds them, made one at a time."""
    from articles.importing.sources import Bundle, SourceEntry

    for date, text in newsprint.issues(number):
        data = text.encode()
        yield Bundle(str(date), [SourceEntry(PurePosixPath(f"{date}.md"), len(data), lambda data=data: data)])


def read_all(bundles):
    from articles.importing.reading import ReadingOptions, read_bundle

    for bundle in bundles:
        yield from read_bundle(bundle, ReadingOptions(newspaper="bench"))


def measure_parsing(number: int) -> tuple[float, int]:
    """Seconds on the processor for parsing alone, and bytes parsed."""
    from articles.issue_text.parser import parse_issue

    texts = [text for _, text in newsprint.issues(number)]
    size = sum(len(text.encode()) for text in texts)
    start = time.process_time()
    for text in texts:
        parse_issue(text)
    return time.process_time() - start, size


def measure_importing(bundles) -> float:
    """Seconds for reading and storing the bundles, in this process and the database together."""
    from articles.importing.pipeline import import_issues

    start = time.perf_counter()
    if not import_issues(read_all(bundles), actor="benchmark"):
        raise SystemExit("The benchmark's own pages were refused.")
    return time.perf_counter() - start


def measure_raw_insert() -> float:
    """Seconds for inserting the stored rows once more, as they are, one model and issue at a time."""
    from django.db import transaction

    from articles.models import Article, Byline, Issue, Newspaper, Page, Part

    newspaper = Newspaper.objects.create(slug="raw", name="raw")
    batches = []
    for issue in Issue.objects.filter(newspaper__slug="bench").order_by("pk"):
        rows = {
            Page: list(issue.pages.all()),
            Article: list(issue.articles.all()),
            Part: list(Part.objects.filter(page__issue=issue)),
            Byline: list(Byline.objects.filter(article__issue=issue)),
        }
        batches.append((issue, rows))
    start = time.perf_counter()
    with transaction.atomic():
        for issue, rows in batches:
            _insert_again(issue, newspaper, rows)
    return time.perf_counter() - start


def _insert_again(issue, newspaper, rows) -> None:
    issue.pk, issue.newspaper = None, newspaper
    issue.save(force_insert=True)
    again: dict[tuple, object] = {}
    for model, old in rows.items():
        keys = [row.pk for row in old]
        for row in old:
            row.pk = None
            for name, parent in (("issue", None), ("page", "Page"), ("article", "Article")):
                if hasattr(row, f"{name}_id"):
                    value = issue if parent is None else again[parent, getattr(row, f"{name}_id")]
                    setattr(row, name, value)
        model.objects.bulk_create(old)
        again |= {(model.__name__, key): row for key, row in zip(keys, old, strict=True)}


def peak_memory(number: int) -> int:
    """Most memory, in MB, that a process of its own takes to import ``number`` issues."""
    command = [sys.executable, "-m", "benchmarks.importing", "--issues", str(number), "--memory"]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", type=int, default=50, help="issues of 4 pages with 10 articles each")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with empty_database() as vendor:
        if options.memory:
            # Made one at a time, as files are read: only what the importer keeps counts.
            measure_importing(sources(options.issues))
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
            return
        seconds = measure_importing(list(sources(options.issues)))
        raw = measure_raw_insert()
        parsing, size = measure_parsing(options.issues)
    articles = options.issues * 40
    print(f"database                      {vendor}")
    print(f"articles                      {articles}, {size / articles / 3:.0f} characters each")
    print(f"parsing                       {size / parsing / 1e6:.1f} MB of text a second")
    print(f"parsing and storing           {articles / seconds:.0f} articles a second")
    print(f"raw bulk insert of the rows   {articles / raw:.0f} articles a second")
    print(f"importing / raw bulk insert   {seconds / raw:.1f} times the time")
    small, large = peak_memory(options.issues), peak_memory(options.issues * 4)
    print(
        f"memory for {options.issues} and {options.issues * 4} issues".ljust(30)
        + f"{small} MB and {large} MB: {large / small:.2f} times"
    )


if __name__ == "__main__":
    main()
