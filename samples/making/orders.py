"""A hundred orders and their facts: placed, paid, shipped, perhaps delayed, delivered, cancelled or refunded."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from samples.making.shop import DAY, HOUR, MINUTE, Customer, Shop

EPOCH = datetime(2026, 3, 2, tzinfo=UTC)
ORDERS, DELAYED, CANCELLED = 100, 15, 6


@dataclass
class Order:
    id: str
    customer: Customer
    item: str  # the first product's name
    lines: list[dict]
    total: int  # minor units
    at: dict[str, int] = field(default_factory=dict)  # fact -> seconds into the day
    conversations: int = 0


class OrderBook:
    """Makes the orders, and keeps the list of actions that tell of them."""

    def __init__(self, shop: Shop, rng: random.Random) -> None:
        self._shop, self._rng = shop, rng
        self.actions: list[dict] = []
        buyers = rng.sample(shop.customers, 60) + rng.sample(shop.customers, ORDERS - 60)
        fates = ["delayed"] * DELAYED + ["cancelled"] * CANCELLED + ["plain"] * (ORDERS - DELAYED - CANCELLED)
        rng.shuffle(fates)
        self.orders = [self._make(number, *each) for number, each in enumerate(zip(buyers, fates, strict=True), 1001)]

    def refund(self, order: Order, at: int, whole: bool) -> None:
        """Gives back everything, or one piece of the first line."""
        first = order.lines[0]
        lines = order.lines if whole else [{**first, "quantity": 1}]
        refund = {
            "refund_id": f"refund-{order.id}",
            "amount": sum(line["quantity"] * line["unit_price"] for line in lines),
            "lines": [{"line": line["line"], "quantity": line["quantity"]} for line in lines],
        }
        self._tell(order, "refunded", at, refund)

    def _make(self, number: int, customer: Customer, fate: str) -> Order:
        chosen = self._rng.sample(self._shop.products, self._rng.choice([1, 1, 1, 2, 2, 3]))
        lines = [self._line(index, product, customer.currency) for index, product in enumerate(chosen, start=1)]
        total = sum(line["quantity"] * line["unit_price"] for line in lines)
        order = Order(f"MW-{number}", customer, chosen[0]["name"], lines, total)
        placed_at = self._waking_time(customer)
        placed = {"customer": customer.id, "country": customer.country, "currency": customer.currency}
        self._tell(order, "placed", placed_at, {**placed, "total": total, "lines": lines})
        if fate == "cancelled":
            reason = self._rng.choice(self._shop.cancellations)
            self._tell(order, "cancelled", placed_at + self._rng.randint(HOUR, 3 * HOUR), {"reason": reason})
        else:
            self._send(order, placed_at, delayed=fate == "delayed")
        return order

    def _send(self, order: Order, placed_at: int, delayed: bool) -> None:
        rng = self._rng
        paid_at = placed_at + rng.randint(20, 5 * MINUTE)
        shipped_at = paid_at + rng.randint(60 * MINUTE, 150 * MINUTE)
        expected_at = shipped_at + rng.randint(3 * HOUR, 6 * HOUR)
        self._tell(order, "paid", paid_at, {})
        tracking = f"{rng.choice('KNTX')}{rng.randrange(10**9):09}"
        parcel = {"carrier": rng.choice(self._shop.carriers), "tracking_number": tracking}
        self._tell(order, "shipped", shipped_at, {**parcel, "expected_at": _instant(expected_at)})
        delivered_at = expected_at + rng.randint(-40 * MINUTE, 20 * MINUTE)
        if delayed:
            delivered_at = expected_at + rng.choice([3 * HOUR, 5 * HOUR, 26 * HOUR, 50 * HOUR])
            news = {"new_expected_at": _instant(delivered_at), "reason": rng.choice(self._shop.delays)}
            self._tell(order, "delayed", shipped_at + rng.randint(20 * MINUTE, 100 * MINUTE), news)
        if delivered_at < DAY - 10 * MINUTE:
            self._tell(order, "delivered", delivered_at, {})

    def _tell(self, order: Order, fact: str, at: int, content: dict) -> None:
        order.at[fact] = at
        fact_id = f"{order.id}-{fact}"
        self.actions.append({"at": at, "do": "order", "order": order.id, "fact_id": fact_id, fact: content})

    def _line(self, number: int, product: dict, currency: str) -> dict:
        quantity = self._rng.choice([1, 1, 1, 2])
        price = self._shop.price(product, currency)
        return {"line": number, "sku": product["sku"], "quantity": quantity, "unit_price": price}

    def _waking_time(self, customer: Customer) -> int:
        """Early enough for most parcels to arrive within the day."""
        while True:
            at = self._rng.randint(2 * MINUTE, 14 * HOUR)
            if customer.is_awake(at):
                return at


def _instant(seconds: int) -> str:
    return (EPOCH + timedelta(seconds=seconds // 900 * 900)).strftime("%Y-%m-%dT%H:%M:%SZ")
