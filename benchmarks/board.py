"""What the board of a large issue costs beside a bare list of the admin, measured in one run.

    python -m benchmarks.board [--pages 24] [--articles 200]

The bare list is the stock one of the same issue's articles, a hundred on its
page as the stock admin has it, with nothing but their names. The two are asked
for in turn, so that whatever else the machine does slows both.
DATABASE_URL chooses the database, as for the site.
"""

import argparse
import itertools
import random
import statistics
import time

from . import newsprint
from .database import empty_database

ROUNDS = 60
#: The board may take so many times as long as the bare list.
MOST = 2.0


def fill(pages: int, articles: int):
    """An issue as a large paper makes one: stories over two pages, a few open jumps, signed by halves."""
    from articles.models import Article, Issue, Newspaper, Page, Part, Pointer

    chance = random.Random(24)
    newspaper = Newspaper.objects.create(slug="bench", name="青禾日报", reviews_required=3)
    issue = Issue.objects.create(newspaper=newspaper, date="2026-03-05", number=1)
    made = [Page(issue=issue, number=n, label=str(n), name="要闻") for n in range(1, pages + 1)]
    made = Page.objects.bulk_create(made)
    stories = Article.objects.bulk_create(
        Article(issue=issue, number=n, headline=newsprint.sentence(chance)[:18]) for n in range(1, articles + 1)
    )
    places = {page.pk: itertools.count(1) for page in made}
    parts = []
    for n, story in enumerate(stories):
        body = "\n\n".join("".join(newsprint.sentence(chance) for _ in range(4)) for _ in range(6))
        over = [made[n % pages], made[(n + 1) % pages]] if n % 5 == 0 else [made[n % pages]]
        for sequence, page in enumerate(over, 1):
            place = next(places[page.pk])
            parts.append(Part(article=story, page=page, sequence=sequence, position=place, body=body))
        parts[-1].continues_on = "99" if n % 40 == 1 else ""
    for part in parts:
        part.measure()
    Part.objects.bulk_create(parts)
    Pointer.objects.bulk_create(Pointer(page=made[0], order=n, headline="导读", article=None) for n in range(6))
    return issue


def bare_list(issue):
    """The stock list of the issue's articles, of an admin of its own."""
    from django.contrib.admin import AdminSite, ModelAdmin
    from django.urls import path

    from articles.models import Article

    class BareSite(AdminSite):
        def get_urls(self):
            # The desk's header leads there from every page.
            return [path("queue/", self.index, name="review_queue"), *super().get_urls()]

    site = BareSite(name="bare")
    site.register(Article, type("BareAdmin", (ModelAdmin,), {}))
    return site.urls


def measure(client, addresses: dict[str, str]) -> dict[str, tuple[float, int, int]]:
    """Median milliseconds, queries and bytes of each, asked for in turn."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent, asked, size = {name: [] for name in addresses}, {}, {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked[name], size[name] = len(queries), len(response.content)
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            start = time.perf_counter()
            client.get(address)
            spent[name].append(time.perf_counter() - start)
    return {name: (statistics.median(spent[name]) * 1000, asked[name], size[name]) for name in addresses}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    with empty_database() as vendor:
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.urls import path

        from newsroom import urls

        settings.ALLOWED_HOSTS.append("testserver")
        issue = fill(options.pages, options.articles)
        urls.urlpatterns.insert(0, path("bare/", bare_list(issue)))
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench"))
        addresses = {
            "bare list": "/bare/articles/article/",
            "desk's list": "/admin/articles/article/",
            "board": f"/admin/articles/issue/{issue.pk}/board/",
            # Asked for by the board's script once the board is there.
            "preflight": f"/admin/articles/issue/{issue.pk}/board/found/",
        }
        results = measure(client, addresses)
    print(f"database: {vendor}; {options.pages} pages, {options.articles} articles; median of {ROUNDS} requests")
    bare = results["bare list"][0]
    for name, (ms, asked, size) in results.items():
        print(f"{name:12}{ms:8.1f} ms {ms / bare:6.2f} × bare {asked:4} queries {size / 1000:7.0f} kB")
    if results["board"][0] > MOST * bare:
        raise SystemExit(f"The board takes more than {MOST} times as long as the bare list.")


if __name__ == "__main__":
    main()
