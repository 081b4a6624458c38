"""A real Chromium for tests marked ``browser``.

The system's browser is used, so that nothing is downloaded: ``CHROMIUM`` names
one, else it is looked for. Without one these tests are skipped, loudly, and
fail where ``REQUIRE_BROWSER=1`` says that they must run.
"""

import os
import shutil
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

HERE = Path(__file__).parent

#: The one without windows comes first: it does the same with a third less work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: No window, no sandbox (containers have none), and nothing sent to anybody.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process less to start for each window.
    "--in-process-gpu",
    "--renderer-process-limit=2",
    "--no-first-run",
)


def pytest_collection_modifyitems(items):
    """A browser knows of no database; what it asks for over HTTP is tested on each of them elsewhere."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.once)


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser():
    executable = find_chromium()
    if executable is None:
        reason = "NO BROWSER TEST HAS RUN: no Chromium was found; install one or set CHROMIUM to its path."
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread until the session ends, and Django takes
    # whatever runs beside it for asynchronous code, also in the tests that follow.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def live_server(live_server):
    """The site, served for one test: what is still being answered when its browser has gone is waited for.

    What answers on finds no database, or the connection of another thread, and fails whatever test comes next.
    """
    yield live_server
    # Connections are accepted in their order: once this one is answered, all are in the hands of a thread.
    with urlopen(f"{live_server}/robots.txt") as answer:
        answer.read()
    answering = [thread for thread in threading.enumerate() if thread.name.endswith("(process_request_thread)")]
    for thread in answering:
        thread.join(timeout=10)
    assert not any(thread.is_alive() for thread in answering), "a browser was left open"


@pytest.fixture
def open_page(browser, live_server):
    """Open an address of the site in a window of a given width; whatever the browser complains about fails the test."""
    contexts, complaints = [], []

    def open_page(path="/", width=1440, height=900, **options):
        # A service worker would go on fetching a whole issue while its test is taken down.
        options = {"service_workers": "block"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_desk(open_page, live_server):
    """Open an address of the admin in a window of its own, in which ``user`` is logged in."""
    from django.conf import settings
    from django.test import Client

    def open_desk(user, path="/admin/", width=1440, **options):
        # A page that names its icon: for one that does not, the browser asks for /favicon.ico and complains.
        page = open_page("/admin/login/", width, **options)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return open_desk
