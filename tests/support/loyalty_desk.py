"""A shop with a loyalty programme, over HTTP: its members, their orders, and what becomes of their points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.kit.clock import from_setting
from services.kit.ids import new_id
from tests.integration.local.conftest import wait_until
from tests.support.edge import KEY, Edge, heliodesk

MEMBERS, ACCOUNTS = "/v1/loyalty/members", "/v1/loyalty/accounts"


@dataclass(frozen=True)
class Line:
    """`price` is that of one piece, in minor units of the order's currency."""

    sku: str
    quantity: int
    price: int


def money(minor_units: int, currency: str = "EUR") -> dict[str, Any]:
    return {"minor_units": minor_units, "currency": currency}


def lines_of(lines: tuple[Line, ...], currency: str) -> list[dict[str, Any]]:
    """Numbered from 1."""
    return [
        {"line_id": str(number), "sku": line.sku, "quantity": line.quantity, "unit_price": money(line.price, currency)}
        for number, line in enumerate(lines, 1)
    ]


class Desk:
    """`env` is the environment of the services, `key` that of the shop."""

    def __init__(self, env: Mapping[str, str], key: str = KEY) -> None:
        self.edge = Edge(env, key)
        self._env = env
        self._key = key
        self._clock = from_setting(env["HELIODESK_CLOCK"])

    def command(self, *arguments: str) -> tuple[int, str]:
        """`heliodesk loyalty ...`: how it ended, and all that it said."""
        done = heliodesk(self._env, "loyalty", *arguments)
        return done.returncode, done.stdout + done.stderr

    def publish(self, file: str) -> tuple[int, str]:
        return self.command("publish", file, "--key", self._key)

    # --- time

    def in_days(self, days: float) -> str:
        """RFC 3339, counted from now by the platform's clock."""
        return (self._clock.now() + timedelta(days=days)).isoformat()

    def wait_past(self, instant: str) -> None:
        wait_until(lambda: self._clock.now() > datetime.fromisoformat(instant), 60)

    # --- members and their orders

    def join(self, market: str = "DE", zone: str = "Europe/Berlin", language: str = "de") -> str:
        """A member of its own, with an e-mail address that nobody else has."""
        member = f"cust-{new_id()}"
        profile = {"market": market, "zone": zone, "language": language, "email": f"{member}@example.com"}
        self.edge.patch(f"{MEMBERS}/{member}", profile)
        return member

    def tell(self, order: str, **fact: Any) -> None:
        """One fact of an order: `shipped={}`."""
        self.edge.post(f"/v1/orders/{order}/facts", {"fact_id": new_id(), **fact})

    def deliver(self, member: str, *lines: Line, country: str = "DE", currency: str = "EUR") -> str:
        """An order that was placed, shipped and delivered: its id, once the account has its points."""
        order = f"order-{new_id()}"
        told, total = lines_of(lines, currency), sum(line.quantity * line.price for line in lines)
        placed = {"customer_id": member, "country": country, "lines": told, "total": money(total, currency)}
        self.tell(order, placed=placed)
        self.tell(order, shipped={"carrier": "Northway"})
        self.tell(order, delivered={})
        self.wait_for(member, "earn", order)
        return order

    # --- accounts

    def account(self, member: str) -> dict[str, Any]:
        return self.edge.get(f"{ACCOUNTS}/{member}")["account"]

    def becomes(self, member: str, **facts: Any) -> dict[str, Any]:
        """The account once it has these: `spendable=710`."""
        found = self.edge.becomes(
            f"{ACCOUNTS}/{member}", lambda found: facts.items() <= found.get("account", {}).items()
        )
        return found["account"]

    def wait_for(self, member: str, kind: str, order: str, source: str = "order") -> list[dict[str, Any]]:
        """Entries of this kind and source about an order, once there are any."""

        def of_order(found: dict[str, Any]) -> list[dict[str, Any]]:
            wanted = {"kind": kind, "order_id": order, "source": source}
            return [one for one in found.get("entries", ()) if wanted.items() <= one.items()]

        return of_order(self.edge.becomes(f"{ACCOUNTS}/{member}/entries", of_order))

    def held(self, member: str) -> dict[str, tuple[int, str]]:
        """What can be spent of each lot, and when it expires."""
        return {one["lot_id"]: (one["available"], one["expires_at"]) for one in self.account(member)["lots"]}

    def redeem(self, member: str, reward: str, key: str = "") -> dict[str, Any]:
        return self.edge.post(f"{ACCOUNTS}/{member}/redemptions", {"reward_id": reward}, key=key)["redemption"]

    def granted(self, points: int) -> str:
        """A member who was given points that can be spent now."""
        member = self.join()
        grant = {"customer_id": member, "points": points, "kind": "grant", "reason": "welcome", "actor": new_id()}
        self.edge.post("/v1/loyalty/corrections", grant)
        self.becomes(member, spendable=points)
        return member
