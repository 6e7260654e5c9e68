"""What the model of the ledger keeps of lots and orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

FOREVER = datetime.max.replace(tzinfo=UTC)


class No(Exception):
    """The reason with which the ledger refuses."""


@dataclass
class Lot:
    id: str
    pending: int
    available: int
    release: datetime | None
    expires: datetime | None
    expired: int = 0

    @property
    def rank(self) -> tuple[datetime, str]:
        return self.expires or FOREVER, self.id

    @property
    def due(self) -> datetime | None:
        if self.pending:
            return self.release
        return self.expires if self.available else None


@dataclass
class Line:
    """What an order line has earned. `lots` are the lots with the points that each was to keep of so much refunded."""

    paid: int
    refunded: int
    kept_at_first: int
    spend: int
    day: date
    lots: list[tuple[Lot, Callable[[int], int]]] = field(default_factory=list)

    def spend_left(self, refunded: int) -> int:
        return self.spend * (self.paid - refunded) // self.kept_at_first if self.kept_at_first else 0


@dataclass
class Order:
    """`told` is what was refunded before the delivery, by line; "" is the whole order."""

    told: Counter[str] = field(default_factory=Counter)
    lines: dict[str, Line] = field(default_factory=dict)
    release: datetime | None = None
    expires: datetime | None = None
