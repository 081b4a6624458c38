"""Pictures come in fitting sizes, and nothing moves while they load."""

from pathlib import Path

import pytest
from django.core.management import call_command

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "qinghe" / "2026-03-12"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: How much of what is seen has moved, summed up as long as the page is open.
MOVED = """
window.moved = [];
new PerformanceObserver((list) => window.moved.push(...list.getEntries().map((shift) => shift.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(autouse=True)
def edition(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("import_issue", str(SAMPLE), newspaper="qinghe", publish=True, verbosity=0)


def looked_through(open_page, path, width):
    """The page after somebody scrolled to its end and all its pictures came."""
    page = open_page("/offline/", width=width)
    page.add_init_script(MOVED)
    page.goto(page.url.replace("/offline/", path), wait_until="networkidle")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("[...document.images].every((image) => image.complete && image.naturalWidth)")
    return page


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/", 390),
        ("/qinghe/", 1440),
        ("/qinghe/2026-03-12/03/", 390),
        ("/qinghe/2026-03-12/03/", 1440),
        ("/qinghe/2026-03-12/article/1/", 390),
    ],
)
def test_nothing_moves_while_pictures_load(open_page, path, width):
    page = looked_through(open_page, path, width)

    assert page.evaluate("document.images.length") > 0
    assert page.evaluate("window.moved") == []


@pytest.mark.parametrize(("width", "density", "fitting"), [(390, 1, 480), (390, 2, 960), (1440, 1, 680)])
def test_a_browser_takes_the_width_and_format_that_fit(open_page, width, density, fitting):
    page = open_page("/qinghe/2026-03-12/01/", width=width, device_scale_factor=density)

    page.wait_for_function("document.images[0].currentSrc")
    assert page.evaluate("new URL(document.images[0].currentSrc).pathname").startswith(f"/pictures/{fitting}/")
    assert page.evaluate("document.images[0].currentSrc").endswith(".avif")
