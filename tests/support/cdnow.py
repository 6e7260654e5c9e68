"""The purchases of the customers of CDNOW, 1997 and 1998 (the public data set, as the package `lifetimes` ships it), as
orders with random refunds; and what their accounts must say, worked out from the purchases alone.

A purchase of several pieces has two lines: all pieces but one, and the last one. It is delivered at noon (UTC) of its
day. One in eight is refunded, in part, wholly, by line, or in two steps, within 90 days; some of these refunds are told
before the delivery.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.common.v1.types_pb2 import Money

from services.kit.instants import to_timestamp
from services.loyalty.domain.programme.specs import (
    Benefits,
    EarnBand,
    EarnRule,
    MarketTerms,
    PointValue,
    ProgrammeSpec,
    Tier,
    TierLadder,
)
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from services.loyalty.domain.rates import Rounding
from services.loyalty.domain.words import DebtPolicy

PROGRAMME = ProgrammeSpec(
    currency="USD",
    point_value=PointValue(minor_units=1, points=1),
    markets=(MarketTerms("US", return_days=30, validity_months=12, zone="America/New_York"),),
    default_market="US",
    debt_policy=DebtPolicy.CARRY,
    earn_rules=(EarnRule("base", (EarnBand(0, 0, 1, 100),), Rounding.DOWN),),
    tiers=TierLadder(
        TierMeasure.SPEND,
        TierWindow.DAYS,
        (Tier("silver", 5_000, Benefits(earn_percent=120)), Tier("gold", 20_000, Benefits(earn_percent=150))),
        length=180,
        grace_days=14,
    ),
)
DAY = timedelta(days=1)
WINDOW, GRACE = 180 * DAY, 14 * DAY
RANKS = ["", "silver", "gold"]
LAST_DAY = date(1998, 6, 30)
NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Purchase:
    customer: str
    order: str
    day: date
    pieces: int
    cents: int

    @property
    def lines(self) -> dict[str, int]:
        """What was paid for each, in cents: the odd cent goes where most of one is missing, else to the first."""
        if self.pieces == 1:
            return {"all": self.cents}
        if self.cents < self.pieces:
            return {"others": self.cents, "last": 0}
        last = Fraction(self.cents, self.pieces)
        return {"others": self.cents - round_half_down(last), "last": round_half_down(last)}


@dataclass(frozen=True)
class Refund:
    purchase: Purchase
    number: int
    day: date
    cents: int
    so_far: int
    line: str = ""


Happening = Purchase | Refund


def round_half_down(amount: Fraction) -> int:
    return -(-(2 * amount.numerator - amount.denominator) // (2 * amount.denominator))


def purchases(every: int) -> list[Purchase]:
    """Of one in `every` customers; those of nothing are left out."""
    package = find_spec("lifetimes")
    assert package and package.submodule_search_locations
    path = Path(package.submodule_search_locations[0]) / "datasets" / "CDNOW_master.txt"
    found = []
    for number, row in enumerate(path.read_text().splitlines()[1:]):
        customer, day, pieces, dollars = row.split()
        cents = round(Fraction(dollars) * 100)
        if int(customer) % every == 0 and cents:
            on = datetime.strptime(day, "%Y%m%d").date()
            found.append(Purchase(f"c{customer}", f"o{number}", on, max(1, int(pieces)), cents))
    return found


def refunds_of(purchase: Purchase, chance: random.Random) -> list[Refund]:
    if chance.random() >= 0.125:
        return []
    day = purchase.day + chance.choice([0, *range(1, 91)]) * DAY
    lines = purchase.lines
    way = chance.choice(["part", "whole", "line", "steps"])
    if way == "line" and lines.get("last"):
        return [Refund(purchase, 1, day, lines["last"], lines["last"], "last")]
    part = chance.randint(1, purchase.cents)
    if way == "part":
        return [Refund(purchase, 1, day, part, part)]
    if way == "steps" and part < purchase.cents:
        rest = purchase.cents - part
        return [Refund(purchase, 1, day, part, part), Refund(purchase, 2, day + 7 * DAY, rest, purchase.cents)]
    return [Refund(purchase, 1, day, purchase.cents, purchase.cents)]


def days_of(found: list[Purchase], seed: int) -> Iterator[tuple[datetime, list[Happening]]]:
    """What happens on each day on which something does; a refund of the day of its delivery is told before it."""
    chance = random.Random(seed)
    by_day: defaultdict[date, list[Happening]] = defaultdict(list)
    for one in found:
        refunds = refunds_of(one, chance)
        same_day = [refund for refund in refunds if refund.day == one.day]
        by_day[one.day] += [*same_day, one]
        for refund in refunds:
            if refund not in same_day:
                by_day[refund.day].append(refund)
    for day in sorted(by_day):
        yield noon(day), by_day[day]


def event_of(one: Happening) -> commerce.OrderDelivered | commerce.OrderRefunded:
    """As the edge tells it."""
    if isinstance(one, Purchase):
        piece = usd(one.cents // one.pieces)
        quantities = {"all": 1, "others": one.pieces - 1, "last": 1}
        delivered = commerce.OrderDelivered(
            order_id=one.order, customer_id=one.customer, total=usd(one.cents), delivered_at=to_timestamp(noon(one.day))
        )
        for line in one.lines:
            delivered.lines.add(line_id=line, sku="cd", quantity=quantities[line], unit_price=piece)
        return delivered
    bought = one.purchase
    refunded = commerce.OrderRefunded(
        order_id=bought.order,
        customer_id=bought.customer,
        refund_id=f"r{one.number}",
        amount=usd(one.cents),
        refunded_total=usd(one.so_far),
        order_total=usd(bought.cents),
        refunded_at=to_timestamp(noon(one.day)),
    )
    if one.line:
        refunded.lines.add(line_id=one.line, amount=usd(one.cents))
    return refunded


def usd(cents: int) -> Money:
    return Money(minor_units=cents, currency="USD")


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


# --- what must come of it


@dataclass
class Lot:
    """Of an order line. Of `paid` cents that lie behind `offset`, `refunded` went back."""

    day: date
    rate: Fraction
    offset: int
    paid: int
    refunded: int = 0

    @property
    def points(self) -> int:
        end = self.offset + self.paid - self.refunded
        return int(self.rate * end) - int(self.rate * self.offset)

    @property
    def expires(self) -> datetime:
        """New York's midnight at the end of the day, a year later."""
        return datetime.combine(self.day.replace(year=self.day.year + 1) + DAY, time(), NEW_YORK)


@dataclass
class Member:
    """One customer's account, as somebody would keep it on paper."""

    lots: dict[tuple[str, str], Lot] = field(default_factory=dict)
    early: defaultdict[str, list[Refund]] = field(default_factory=lambda: defaultdict(list))
    spent: Counter[date] = field(default_factory=Counter)
    tier: str = ""
    looked_at: date | None = None
    """The day at whose end the tier is looked at again."""

    def take(self, one: Happening) -> None:
        self.pass_to(one.day)
        if isinstance(one, Refund):
            self._refund(one)
            return
        percent = {"": 100, "silver": 120, "gold": 150}[self.tier]
        early = self.early.pop(one.order, [])
        if sum(refund.cents for refund in early) == one.cents:
            return
        offset = 0
        for line, paid in one.lines.items():
            self.lots[one.order, line] = Lot(one.day, Fraction(percent, 10_000), offset, paid)
            offset += paid
        self.spent[one.day] += one.cents
        for refund in early:
            self._refund(refund)
        reached = self._reached(one.day)
        if RANKS.index(reached) > RANKS.index(self.tier):
            self.tier, self.looked_at = reached, one.day + WINDOW + GRACE

    def _refund(self, one: Refund) -> None:
        lots = {line: lot for (order, line), lot in self.lots.items() if order == one.purchase.order}
        if not lots:
            self.early[one.purchase.order].append(one)
            return
        self.spent[one.purchase.day] -= one.cents
        if one.line:
            lots[one.line].refunded += one.cents
            return
        left = {line: lot.paid - lot.refunded for line, lot in lots.items()}
        exact = {line: Fraction(one.cents * cents, sum(left.values())) for line, cents in left.items()}
        missing = one.cents - sum(map(int, exact.values()))
        for line in sorted(exact, key=lambda line: int(exact[line]) - exact[line]):
            lots[line].refunded += int(exact[line]) + (missing > 0)
            missing -= 1

    def pass_to(self, day: date) -> None:
        """Noon (UTC) of the day, in the morning of New York."""
        while self.looked_at and self.looked_at < day:
            ended = self.looked_at - GRACE
            kept = max((self._reached(self.looked_at + DAY), self._reached(ended)), key=RANKS.index)
            self.tier = min((self.tier, kept), key=RANKS.index)
            self.looked_at = ended + WINDOW + GRACE if self.tier else None

    def _reached(self, today: date) -> str:
        spent = sum(cents for day, cents in self.spent.items() if today - WINDOW < day <= today)
        return RANKS[(spent >= 5_000) + (spent >= 20_000)]

    def open_lots(self, now: datetime) -> list[tuple[datetime, bool, int]]:
        """(when it expires, whether it is pending, points)."""
        return sorted(
            (lot.expires, now < noon(lot.day) + 30 * DAY, lot.points)
            for lot in self.lots.values()
            if lot.points and now < lot.expires
        )

    def expired(self, now: datetime) -> int:
        return sum(lot.points for lot in self.lots.values() if now >= lot.expires)
