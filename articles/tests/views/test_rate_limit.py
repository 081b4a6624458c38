import time

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from articles.views.rate_limit import Limit, seconds_to_wait, sender_of


@pytest.fixture
def later(monkeypatch):
    """Let time pass for the cache."""
    now = time.time

    def later(seconds):
        monkeypatch.setattr(time, "time", lambda: now() + seconds)

    return later


def request_from(address="203.0.113.7", forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_so_many_times_are_allowed_and_no_more():
    limits = [Limit(2, 600)]

    assert [seconds_to_wait("甲", limits) for _ in range(4)] == [0, 0, 600, 600]
    assert seconds_to_wait("乙", limits) == 0


def test_each_time_counts_for_as_long_as_the_limit_lasts(later):
    limits = [Limit(2, 600)]
    seconds_to_wait("甲", limits)
    later(400)
    seconds_to_wait("甲", limits)

    later(599)
    assert seconds_to_wait("甲", limits) == 600
    later(601)
    assert [seconds_to_wait("甲", limits) for _ in range(2)] == [0, 600]


def test_the_strictest_limit_decides(later):
    limits = [Limit(1, 60), Limit(2, 3600)]

    assert [seconds_to_wait("甲", limits) for _ in range(2)] == [0, 60]
    later(61)
    assert seconds_to_wait("甲", limits) == 0
    later(122)
    assert seconds_to_wait("甲", limits) == 3600


def test_what_is_kept_tells_no_address_and_expires():
    seconds_to_wait(sender_of(request_from("203.0.113.7")), [Limit(1, 600)])

    assert len(cache._cache) == 1
    assert "203.0.113" not in str(cache._cache)
    assert None not in cache._expire_info.values()


def test_a_sender_is_another_one_tomorrow(monkeypatch):
    today = sender_of(request_from())
    assert sender_of(request_from()) == today

    monkeypatch.setattr("articles.views.rate_limit.timezone.localdate", lambda: "2001-01-01")

    assert sender_of(request_from()) != today


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("", "", True),
        ("unknown", "203.0.113.7", False),
        ("203.0.113.7:5093", "203.0.113.7:5094", True),
        ("203.0.113.7:5093", "203.0.113.8:5093", False),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::9", True),
        ("[", "[x", False),
    ],
)
def test_a_sender_is_an_address_or_a_network_of_addresses(one, other, same):
    assert (sender_of(request_from(one)) == sender_of(request_from(other))) is same


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        # Without a proxy anybody could write the header.
        (0, "198.51.100.1", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        (2, "1.2.3.4, 198.51.100.1, 192.0.2.9", "198.51.100.1"),
        # Fewer than our proxies add: it did not come through them.
        (2, "198.51.100.1", "10.0.0.1"),
    ],
)
def test_behind_proxies_the_address_is_the_one_that_the_outermost_saw(settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies

    assert sender_of(request_from("10.0.0.1", forwarded)) == sender_of_directly(settings, address)


def sender_of_directly(settings, address):
    settings.PROXY_COUNT = 0
    return sender_of(request_from(address))
