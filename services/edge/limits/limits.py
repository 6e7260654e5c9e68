"""Rate limits: buckets in the memory of each process, for each credential and for its shop as a whole.

A bucket holds ten seconds' worth of calls and fills up at the rate. `reads` and `writes` are counted apart; a call that
is dearer than others (`calls_per_second` in its contract) has a bucket for each credential beside these. Processes
count by themselves: a shop that is spread over three of them gets up to three times its rate. What is kept is bounded:
the least recently used bucket goes, and an attacker's addresses push out nothing but one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic_ns

from services.edge.identity.caller import Caller, CallerKind
from services.edge.limits.buckets import Buckets, Quota
from services.edge.limits.rates import Rates, ShopRates, is_customer
from services.edge.limits.table import Table
from services.kit.errors import RefusalKind, Refused
from services.kit.frozen import frozen
from services.kit.telemetry import EDGE_LIMITED

_FAILURES_WINDOW = 60  # wall seconds
_MOST_CREDENTIALS = 50_000
_MOST_ADDRESSES = 20_000
# The last prefix of an IPv6 address that is given to one household, or one server.
_HOME = 64


@frozen
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


class Limits:
    """Used from one event loop. `shops` are the rates of the shops that have some of their own; `now` is in nanoseconds
    of a clock that nobody sets."""

    def __init__(
        self, usual: Rates, failures: int, shops: Mapping[str, ShopRates], now: Callable[[], int] = monotonic_ns
    ) -> None:
        self._usual = Table(usual, now)
        own = {tenant: rates for tenant, rates in shops.items() if rates != ShopRates()}
        self._shops = {tenant: Table(rates.over(usual), now) for tenant, rates in own.items()}
        # Of credentials that were good: salted hashes of the interpreter's, from which nothing can be told.
        self._good: set[int] = set()
        self._failures = Buckets(Quota(failures, _FAILURES_WINDOW), _MOST_ADDRESSES, now)

    def take(self, caller: Caller, route: str, writes: bool) -> Taken:
        """One call of this caller. `route` is the full name of the method."""
        under = self._shops.get(caller.tenant, self._usual).policies(route, is_customer(caller), writes)
        who = (caller.tenant, caller.kind is CallerKind.SYSTEM, caller.id)
        exceeded, wait, left = "", 0.0, []
        for policy, whose in ((under.route, who), (under.own, who), (under.shop, caller.tenant)):
            if policy is None:
                continue
            wait, told = policy.take(whose)
            left.append(told)
            if wait:
                exceeded = policy.name
                EDGE_LIMITED.labels(exceeded).inc()
                break
        headers = ((b"ratelimit-policy", under.told), (b"ratelimit", ", ".join(left).encode()))
        return Taken(headers, exceeded, wait)

    def may_try(self, token: str | None, address: str) -> None:
        """Raises Refused (LIMITED) where so many credentials from the address were no good that one more isn't looked
        at, unless it has been good before: an address may stand for a whole office."""
        if token is None or hash(token) in self._good:
            return
        if wait := self._failures.wait(_household(address)):
            raise _too_many_failures(wait)

    def was_good(self, token: str | None) -> None:
        """The credential was looked at, and somebody's."""
        if len(self._good) >= _MOST_CREDENTIALS:
            self._good.clear()
        self._good.add(hash(token))

    def failed(self, address: str) -> None:
        """A credential from the address was no good. Raises Refused (LIMITED) where there were too many."""
        if wait := self._failures.take(_household(address)).wait:
            raise _too_many_failures(wait)


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
