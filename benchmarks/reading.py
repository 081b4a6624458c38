"""What a reader's page costs beside a bare Django view, with one issue stored and with a thousand.

    python -m benchmarks.reading [--issues 1000]

DATABASE_URL chooses the database, as for the site.
"""

import argparse
import statistics
import time

from .database import empty_database
from .importing import read_all, sources


def bare_view(request):
    from django.http import HttpResponse

    return HttpResponse("<!doctype html><title>bare</title><p>bare")


def publish_all() -> None:
    from articles import workflow
    from articles.models import Issue

    for issue in Issue.objects.exclude(status=Issue.Status.PUBLISHED):
        workflow.publish(issue, actor="benchmark", unreviewed=True)


def measure(client, address: str, times: int = 60) -> tuple[float, int]:
    """Median milliseconds and number of queries of a request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    # Counted now: the next request empties the log.
    asked = len(queries)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(address)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1000, asked


def addresses() -> dict[str, str]:
    from django.urls import reverse

    from articles.models import Author, Issue

    issue = Issue.objects.select_related("newspaper").earliest("date")
    page, article = issue.pages.first(), issue.articles.first()
    article.tags.add("春耕")
    newspaper = issue.newspaper.slug
    return {
        "home": "/",
        "newspaper": issue.newspaper.get_absolute_url(),
        "issue": issue.get_absolute_url(),
        "page": page.get_absolute_url(),
        "article": article.get_absolute_url(),
        "year": reverse("year", args=[newspaper, issue.date.year]),
        "month": reverse("month", args=[newspaper, issue.date]),
        "on_this_day": reverse("on_this_day", args=[newspaper, issue.date]),
        "author": Author.objects.filter(articles=article).first().get_absolute_url(),
        "authors": reverse("authors"),
        "tag": reverse("tag", args=[article.tags.get().slug]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", type=int, default=1000, help="issues in the large archive")
    options = parser.parse_args()
    with empty_database() as vendor:
        from django.conf import settings
        from django.test import Client
        from django.urls import path

        from articles.importing.pipeline import import_issues
        from newsroom import urls

        settings.ALLOWED_HOSTS.append("testserver")
        urls.urlpatterns.insert(0, path("bare/", bare_view))
        client = Client()
        results = {}
        for number in (1, options.issues):
            import_issues(read_all(sources(number)), actor="benchmark", publish=True)
            publish_all()
            results[number] = {name: measure(client, address) for name, address in addresses().items()}
            results[number]["bare"] = measure(client, "/bare/")
    print(f"database: {vendor}; median of 60 requests")
    print(f"{'':12}" + "".join(f"{f'{number} issues':>36}" for number in results))
    for name in results[1]:
        cells = [
            f"{ms:8.2f} ms {ms / results[number]['bare'][0]:6.1f} × bare {queries:3} queries"
            for number in results
            for ms, queries in [results[number][name]]
        ]
        print(f"{name:12}" + "  ".join(f"{cell:>36}" for cell in cells))


if __name__ == "__main__":
    main()
