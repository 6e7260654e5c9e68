"""Rate limits: buckets in the memory of each process, for each credential and for its shop as a whole.

A bucket holds ten seconds' worth of calls and fills up at the rate; `reads` and `writes` are counted apart. Processes
count by themselves: a shop that is spread over three of them gets up to three times its rate. What is kept is bounded:
the least recently used bucket goes, and an attacker's addresses push out nothing but one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import monotonic_ns

from services.edge.identity.caller import Caller
from services.edge.limits.buckets import Buckets, Quota
from services.edge.limits.rates import Rates, ShopRates, is_customer
from services.kit.errors import RefusalKind, Refused
from services.kit.telemetry import EDGE_LIMITED

# Wall seconds.
_WINDOW = 10
_FAILURES_WINDOW = 60
_MOST_CALLERS = 50_000
_MOST_ADDRESSES = 20_000
# The last prefix of an IPv6 address that is given to one household, or one server.
_HOME = 64


@dataclass(frozen=True, slots=True)
class Taken:
    """What a call has taken. `headers` tell the caller of its limits, `exceeded` is the name of the one that said no
    (empty: none), to be tried again after `retry_after` wall seconds."""

    headers: tuple[tuple[bytes, bytes], ...]
    exceeded: str = ""
    retry_after: float = 0.0

    def check(self) -> None:
        """Raises Refused (LIMITED)."""
        if self.exceeded:
            raise limited(self.exceeded, self.retry_after)


class _Policy:
    """One rate, with a bucket for each who comes under it."""

    def __init__(self, name: str, rate: int, now: Callable[[], int]) -> None:
        quota = Quota(rate * _WINDOW, _WINDOW)
        self.name = name
        self.told = f'"{name}";q={quota.amount};w={quota.window}'
        self._buckets = Buckets(quota, _MOST_CALLERS, now)

    def take(self, who: str) -> tuple[float, str]:
        """(wall seconds until it isn't too much, what is left as the header tells it)."""
        draw = self._buckets.take(who)
        return draw.wait, f'"{self.name}";r={draw.left};t={ceil(draw.full_in)}'


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two that a call comes under."""

    own: _Policy
    shop: _Policy
    told: bytes


class Limits:
    """Used from one event loop. `shops` are the rates of the shops that have some of their own; `now` is in nanoseconds
    of a clock that nobody sets."""

    def __init__(
        self, usual: Rates, failures: int, shops: Mapping[str, ShopRates], now: Callable[[], int] = monotonic_ns
    ) -> None:
        self._usual = _pairs(usual, now)
        own = {tenant: rates for tenant, rates in shops.items() if rates != ShopRates()}
        self._shops = {tenant: _pairs(rates.over(usual), now) for tenant, rates in own.items()}
        # Of credentials that were good: salted hashes of the interpreter's, from which nothing can be told.
        self._good: set[int] = set()
        self._failures = Buckets(Quota(failures, _FAILURES_WINDOW), _MOST_ADDRESSES, now)

    def take(self, caller: Caller, writes: bool) -> Taken:
        """One call of this caller."""
        pair = self._shops.get(caller.tenant, self._usual)[is_customer(caller), writes]
        wait, left = pair.own.take(f"{caller.tenant} {caller.kind} {caller.id}")
        name = pair.own.name
        if not wait:
            wait, of_shop = pair.shop.take(caller.tenant)
            name, left = pair.shop.name, f"{left}, {of_shop}"
        headers = ((b"ratelimit-policy", pair.told), (b"ratelimit", left.encode()))
        if wait:
            EDGE_LIMITED.labels(name).inc()
            return Taken(headers, name, wait)
        return Taken(headers)

    def may_try(self, token: str | None, address: str) -> None:
        """Raises Refused (LIMITED) where so many credentials from the address were no good that one more isn't looked
        at, unless it has been good before: an address may stand for a whole office."""
        if token is None or hash(token) in self._good:
            return
        if wait := self._failures.wait(_household(address)):
            raise _too_many_failures(wait)

    def was_good(self, token: str | None) -> None:
        """The credential was looked at, and somebody's."""
        if len(self._good) >= _MOST_CALLERS:
            self._good.clear()
        self._good.add(hash(token))

    def failed(self, address: str) -> None:
        """A credential from the address was no good. Raises Refused (LIMITED) where there were too many."""
        if wait := self._failures.take(_household(address)).wait:
            raise _too_many_failures(wait)


def _pairs(rates: Rates, now: Callable[[], int]) -> dict[tuple[bool, bool], _Pair]:
    """By (whether a customer calls, whether it writes)."""
    made = {}
    for writes, what in ((False, "reads"), (True, "writes")):
        shop = _Policy(f"shop-{what}", getattr(rates, f"shop_{what}"), now)
        for customer, name in ((False, what), (True, f"customer_{what}")):
            own = _Policy(name.replace("_", "-"), getattr(rates, name), now)
            made[customer, writes] = _Pair(own, shop, f"{own.told}, {shop.told}".encode())
    return made


def _too_many_failures(wait: float) -> Refused:
    EDGE_LIMITED.labels("failures").inc()
    return limited("failures", wait)


def limited(name: str, retry_after: float) -> Refused:
    """Too much for now, by the limit of this name."""
    message = f"too many calls: the limit {name} is reached"
    return Refused("RATE_LIMITED", message, RefusalKind.LIMITED, retry_after=retry_after)


def _household(address: str) -> str:
    """Whom the address stands for: of IPv6 everybody has as many as they like."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _HOME), strict=False))
