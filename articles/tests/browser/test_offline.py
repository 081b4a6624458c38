"""Reading without a network: what was read stays on the device, and what is withdrawn goes."""

import re
import time
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from articles import workflow
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_part,
    make_picture,
    publish,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ISSUE = "/qinghe/2026-03-05/"
#: The addresses of the issues that the device keeps.
KEPT = """caches.match("/offline/shelf.json")
    .then(found => found ? found.json() : [])
    .then(all => all.map(one => one.address))"""


@pytest.fixture(autouse=True)
def issue():
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    make_part(make_article(first, "一粒米的三次转身", "好稻谷有了，却卖不出"), second, "好价钱。")
    make_article(second, "桃花开了")
    return publish(issue)


@pytest.fixture
def open_device(browser, live_server):
    """A browser that keeps things. That a page is not found or not reached is no fault here, an exception is."""
    contexts, errors = [], []

    def open_device(path=ISSUE, width=1440):
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        until(page, "navigator.serviceWorker.controller !== null", True)
        return page

    yield open_device
    for context in contexts:
        context.close()
    assert errors == []


def until(page, expression, expected):
    """Wait for what the worker does by itself."""
    for _ in range(100):
        found = page.evaluate(expression)
        if found == expected:
            return
        time.sleep(0.1)
    assert found == expected


def cached(page, address):
    return page.evaluate("address => caches.match(address, { ignoreVary: true }).then(Boolean)", address)


@pytest.mark.parametrize("width", [390, 1440])
def test_an_issue_that_was_opened_is_read_without_a_network(open_device, width):
    page = open_device(width=width)
    until(page, KEPT, [ISSUE])

    page.context.set_offline(True)

    page.goto(ISSUE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("青禾日报")
    page.get_by_role("link", name="下转第2版").or_(page.get_by_role("link", name="下转第二版")).first.click()
    page.wait_for_url("**/2/#a1-2")
    page.get_by_role("link", name="桃花开了").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("桃花开了")
    # In its type and colours, and with its scripts.
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(252, 250, 245)"
    page.locator(".comfort summary").click()
    page.locator("input[name=theme][value=dark]").check()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 22, 19)"


@pytest.mark.parametrize("width", [390, 1440])
def test_pictures_are_kept_in_one_width_and_shown_for_every_other(open_device, issue, width):
    photo = BytesIO()
    Image.effect_noise((1800, 1200), 40).save(photo, "JPEG")
    article = issue.articles.get(number=2)
    make_picture(article, image=ContentFile(photo.getvalue(), "photo.jpg"), alt="桃花", caption="禾溪两岸桃花开。")
    page = open_device(f"{ISSUE}article/1/", width)
    until(page, KEPT, [ISSUE])

    page.context.set_offline(True)
    page.goto(f"{ISSUE}article/2/")

    picture = "document.querySelector('.figure img')"
    until(page, f"{picture}.complete && {picture}.naturalWidth > 0", True)
    chosen = page.evaluate(f"new URL({picture}.currentSrc).pathname")
    assert chosen.startswith("/pictures/")
    # As WebP, which every browser shows that keeps issues, in the width that is enough.
    assert not cached(page, chosen)
    assert cached(page, re.sub(r"^/pictures/\d+(.*)\.avif$", r"/pictures/960\1.webp", chosen))


def test_what_is_not_kept_is_said_with_what_is(open_device):
    make_issue(DAY.replace(day=12), pages=1, published=True)
    page = open_device()
    until(page, KEPT, [ISSUE])
    page.context.set_offline(True)

    page.goto("/qinghe/2026-03-12/")
    page.locator(".kept a").click()
    page.wait_for_url(f"**{ISSUE}")

    page.goto("/")
    page.wait_for_url(f"**{ISSUE}")


def test_the_last_three_issues_are_kept(open_device):
    for day in (6, 7, 8):
        make_issue(DAY.replace(day=day), pages=1, published=True)
    page = open_device()
    until(page, KEPT, [ISSUE])
    for day in (6, 7):
        page.goto(f"/qinghe/2026-03-0{day}/")
        until(page, f"{KEPT}.then(all => all[0])", f"/qinghe/2026-03-0{day}/")
    page.goto(ISSUE)
    until(page, f"{KEPT}.then(all => all[0])", ISSUE)
    page.goto("/qinghe/2026-03-08/")

    until(page, KEPT, ["/qinghe/2026-03-08/", ISSUE, "/qinghe/2026-03-07/"])
    assert not cached(page, "/qinghe/2026-03-06/")
    assert cached(page, f"{ISSUE}article/2/")


def test_a_withdrawn_issue_disappears(open_device, issue):
    page = open_device()
    until(page, KEPT, [ISSUE])
    page.context.set_offline(True)
    workflow.withdraw(issue, actor="测试")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")

    until(page, KEPT, [])
    for address in (ISSUE, f"{ISSUE}1/", f"{ISSUE}article/1/"):
        assert not cached(page, address)


def test_whoever_opens_a_story_of_a_withdrawn_issue_keeps_nothing_of_it(open_device, issue):
    page = open_device(f"{ISSUE}article/1/")
    until(page, KEPT, [ISSUE])
    workflow.withdraw(issue, actor="测试")

    page.reload()

    until(page, KEPT, [])
    assert not cached(page, f"{ISSUE}article/2/")


def test_an_extra_edition_is_kept_by_its_own_address(open_device):
    extra = make_issue(edition="号外", pages=1)
    make_article(extra.pages.get(), "禾溪两岸今起植树")
    publish(extra)
    page = open_device(extra.get_absolute_url())
    until(page, KEPT, [extra.get_absolute_url()])

    page.context.set_offline(True)
    page.goto(f"{extra.get_absolute_url()}article/1/")
    expect(page.get_by_role("heading", level=1)).to_have_text("禾溪两岸今起植树")


def test_a_page_that_is_gone_is_not_read_again(open_device, issue):
    page = open_device(f"{ISSUE}article/2/")
    until(page, KEPT, [ISSUE])
    issue.articles.get(number=2).delete()
    page.reload()
    until(page, f"caches.match('{ISSUE}article/2/').then(Boolean)", False)
    assert cached(page, f"{ISSUE}article/1/")


def test_a_correction_replaces_what_was_kept(open_device, issue):
    page = open_device()
    until(page, KEPT, [ISSUE])
    issue.articles.filter(number=2).update(headline="桃花全开了")
    # Longer ago than any cache may answer by itself.
    page.evaluate("address => fetch(address, { cache: 'reload' })", f"{ISSUE}article/2/")
    page.goto(f"{ISSUE}article/2/")
    stored = f"caches.match('{ISSUE}article/2/', {{ignoreVary: true}}).then(found => found.text())"
    until(page, f"{stored}.then(html => html.includes('桃花全开了'))", True)


def test_drafts_are_never_kept(open_device, issue):
    make_article(make_page(issue, 3), "还没签发的稿子")
    page = open_device()
    until(page, KEPT, [ISSUE])

    assert not cached(page, f"{ISSUE}3/")
    assert not cached(page, f"{ISSUE}article/3/")


def test_what_an_editor_sees_is_never_kept(open_device, issue, editor):
    make_article(make_page(issue, 3), "还没签发的稿子")
    make_issue(DAY.replace(day=12), newspaper=make_newspaper(), pages=1)
    page = open_device()
    until(page, KEPT, [ISSUE])
    page.context.add_cookies(
        [{"name": "sessionid", "value": editor.cookies["sessionid"].value, "domain": "localhost", "path": "/"}]
    )

    for path in ("/admin/", "/qinghe/2026-03-12/", f"{ISSUE}3/", ISSUE, f"{ISSUE}1/"):
        assert page.goto(path).status == 200
        page.wait_for_load_state("networkidle")

    kept = page.evaluate(
        """async () => {
            const texts = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    const path = new URL(request.url).pathname;
                    texts.push(path, path.startsWith("/static/") ? "" : await (await cache.match(request)).text());
                }
            }
            return texts.join("\\n");
        }"""
    )
    assert ISSUE in kept
    assert "/admin/" not in [line for line in kept.splitlines() if line.startswith("/")]
    assert "还没签发的稿子" not in kept
    assert "2026-03-12" not in kept


def test_the_desk_is_not_answered_for(open_device):
    page = open_device()
    until(page, KEPT, [ISSUE])
    page.context.set_offline(True)

    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/admin/")


def test_a_reader_may_keep_nothing(open_device):
    page = open_device()
    until(page, KEPT, [ISSUE])
    page.locator(".comfort summary").click()
    page.locator("input[name=keep][value=nothing]").check()
    until(page, KEPT, [])

    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(KEPT) == []
    assert not cached(page, ISSUE)


def test_an_issue_is_removed_from_the_device(open_device):
    page = open_device()
    until(page, KEPT, [ISSUE])
    page.goto("/offline/")

    page.locator(".kept button").click()

    expect(page.locator(".kept li")).to_have_count(0)
    expect(page.locator(".kept-nothing")).to_be_visible()
    assert not cached(page, ISSUE)


def test_without_a_script_the_page_for_no_network_says_what_it_needs(open_page):
    page = open_page("/offline/", java_script_enabled=False)

    expect(page.locator("noscript p")).to_be_visible()
