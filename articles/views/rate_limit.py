"""How often somebody may do something, without knowing who they are.

What is counted lies in the default cache only and expires there. ``locmem``,
the default, is one cache per process: with several processes the limits are as
many times as high, unless CACHE_URL names a cache that they share.
"""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Limit(NamedTuple):
    """``most`` times in any ``seconds``."""

    most: int
    seconds: int


def seconds_to_wait(who: str, limits: list[Limit]) -> int:
    """Count one more time for ``who``: 0 if every limit allows it, else after how long it will at the latest."""
    return next((limit.seconds for limit in limits if not _is_counted(who, limit)), 0)


def _is_counted(who: str, limit: Limit) -> bool:
    # A limit is a row of places, each taken for as long as the limit lasts. `add` is the one thing
    # that every cache does at once or not at all; a counter would begin anew, or never end, in some.
    keys = (f"limit:{who}:{limit.seconds}:{place}" for place in range(limit.most))
    return any(cache.add(key, True, timeout=limit.seconds) for key in keys)


def sender_of(request) -> str:
    """One and the same for a sender on one day; with neither key nor cache it tells nothing of them."""
    what = f"{timezone.localdate()} {_network_of(_address_of(request))}"
    return salted_hmac("articles.views.rate_limit", what, algorithm="sha256").hexdigest()


def _address_of(request) -> str:
    """The client's address.

    Behind proxies it is the one that the outermost of ours saw: each adds an
    address to the right, and what stands further left was made up by whoever liked to.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    known = forwarded[-settings.PROXY_COUNT].strip() if 0 < settings.PROXY_COUNT <= len(forwarded) else ""
    return known or request.META.get("REMOTE_ADDR", "")


def _network_of(address: str) -> str:
    """IPv6 gives everybody a network of addresses to choose from, and so is counted by the network."""
    # Some proxies add the port, which is another one each time: 203.0.113.7:5093, [2001:db8::7]:5093.
    has_port = address.startswith("[") or address.count(":") == 1
    try:
        found = ip_address(urlsplit(f"//{address}").hostname if has_port else address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
