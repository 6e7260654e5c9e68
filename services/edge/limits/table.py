"""Which limits a call comes under: of its route, of its caller, of the shop."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil

from services.edge.limits.buckets import Buckets, Quota
from services.edge.limits.rates import Rates

# Wall seconds.
_WINDOW = 10
_MOST_CALLERS = 50_000
_MOST_CALLERS_OF_A_ROUTE = 10_000


class Policy:
    """One rate, with a bucket for each who comes under it."""

    def __init__(self, name: str, rate: int, now: Callable[[], int], most: int) -> None:
        quota = Quota(rate * _WINDOW, _WINDOW)
        self.name = name
        self.told = f'"{name}";q={quota.amount};w={quota.window}'
        self._buckets = Buckets(quota, most, now)

    def take(self, who: Hashable) -> tuple[float, str]:
        """(wall seconds until it isn't too much, what is left as the header tells it)."""
        draw = self._buckets.take(who)
        return draw.wait, f'"{self.name}";r={draw.left};t={ceil(draw.full_in)}'


@dataclass(frozen=True, slots=True)
class Policies:
    """What one call comes under, in this order; `route` where it has a limit of its own."""

    route: Policy | None
    own: Policy
    shop: Policy
    told: bytes


class Table:
    """The policies of one shop, or of all that have none of their own."""

    def __init__(self, rates: Rates, now: Callable[[], int]) -> None:
        self._now = now
        self._classes = {
            name: self._policy(name, getattr(rates, name.replace("-", "_")), _MOST_CALLERS)
            for name in ("reads", "writes", "customer-reads", "customer-writes", "shop-reads", "shop-writes")
        }
        self._routes = {
            name: self._policy("route", rate, _MOST_CALLERS_OF_A_ROUTE) for name, rate in rates.routes.items()
        }
        self._found: dict[tuple[str, bool, bool], Policies] = {}

    def policies(self, route: str, customer: bool, writes: bool) -> Policies:
        """Of a call that a customer makes, or somebody else."""
        found = self._found.get((route, customer, writes))
        if found is None:
            found = self._found[route, customer, writes] = self._together(route, customer, writes)
        return found

    def _together(self, route: str, customer: bool, writes: bool) -> Policies:
        what = "writes" if writes else "reads"
        own, shop = self._classes[f"customer-{what}" if customer else what], self._classes[f"shop-{what}"]
        of_route = self._routes.get(route)
        told = ", ".join(policy.told for policy in (of_route, own, shop) if policy is not None)
        return Policies(of_route, own, shop, told.encode())

    def _policy(self, name: str, rate: int, most: int) -> Policy:
        return Policy(name, rate, self._now, most)
