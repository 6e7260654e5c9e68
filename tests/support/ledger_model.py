"""What the books of one account must say, worked out from the rules of tests/support/loyal_shops.TIERED by plain
arithmetic on mutable things, in another way than the ledger does it.

It keeps a `journal`: of each entry its kind, points and debt. Everything happens to it as it does to the ledger; where
that refuses, `No` is raised, and the caller throws this copy away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from services.kit.ids import derived_id
from tests.support.ledger_arithmetic import (
    DAY,
    GRACE,
    MARKETS,
    MOST_OF_AUTUMN,
    MULTIPLIER,
    RANKS,
    RULES,
    TIERS,
    WINDOW,
    WORTH,
    keeping,
    later,
    midnight_after,
    shared,
    spread,
)
from tests.support.ledger_paper import Line, Lot, No, Order


class Model:
    def __init__(self, account_id: str, waives: bool) -> None:
        self.account_id = account_id
        self.waives = waives
        self.journal: list[tuple[str, int, int]] = []
        self.lots: dict[str, Lot] = {}
        self.debt = 0
        self.orders: defaultdict[str, Order] = defaultdict(Order)
        self.spent: dict[str, list[tuple[str, int]]] = {}
        self.given_back: set[str] = set()
        self.credits: dict[str, tuple[Lot, int]] = {}
        self.autumn = 0
        self.wishes: list[tuple[str, str]] = []
        self.days: Counter[date] = Counter()
        self.tier, self.review_at = "", None
        self.zone, self.market = "", ""

    # --- what it says

    @property
    def available(self) -> int:
        return sum(lot.available for lot in self.lots.values())

    @property
    def balance(self) -> int:
        return sum(lot.pending for lot in self.lots.values()) + self.available - self.debt

    @property
    def open_lots(self) -> list[tuple[str, int, int]]:
        found = sorted((lot for lot in self.lots.values() if lot.pending or lot.available), key=lambda lot: lot.rank)
        return [(lot.id, lot.pending, lot.available) for lot in found]

    @property
    def next_at(self) -> datetime | None:
        dues = [self.review_at, *(lot.due for lot in self.lots.values())]
        return min((due for due in dues if due), default=None)

    # --- what happens

    def earn(
        self, order_id: str, total: int, currency: str, lines: list[tuple[str, str, int]], country: str, at: datetime
    ) -> None:
        """`lines`: id, SKU, price of all pieces."""
        lines, order = lines or [("", "", total)], self.orders[order_id]
        paid = dict(zip((one[0] for one in lines), shared(total, [one[2] for one in lines]), strict=True))
        back = spread(order.told, paid)
        if total == sum(back.values()):
            return
        market = country or self.market or "DE"
        window, months, zone = MARKETS[market]
        zone = self.zone or zone
        last = later(at.astimezone(ZoneInfo(zone)).date(), months)
        order.release, order.expires = at + window * DAY, midnight_after(last, zone) if months else None
        day = at.astimezone(ZoneInfo(self._home)).date()
        before: Counter[object] = Counter()
        bonuses = []
        for line_id, sku, _ in lines:
            rate, rounded = RULES[sku[:1] if sku[:1] in "hu" else ""]
            rate *= WORTH[currency] * MULTIPLIER[self.tier]
            kept = keeping(rate, rounded, before[rate, rounded], paid[line_id])
            before[rate, rounded] += paid[line_id]
            money = paid[line_id] - back[line_id]
            line = Line(paid[line_id], back[line_id], money, floor(money * WORTH[currency]), day)
            order.lines[line_id] = line
            line.lots.append((self._open(kept(back[line_id]), order, at), kept))
            self.days[day] += line.spend
            if sku.startswith("h") and money:
                bonuses.append((line, kept(back[line_id]) // 2))
            if money and self.tier == "gold":
                self.wishes.append((order_id, line_id))
        for line, points in bonuses:
            points = min(points, MOST_OF_AUTUMN - self.autumn)
            if points:
                self.autumn += points
                self._bonus(line, points, order, at)
        self._promote(at)

    def claw_back(self, order_id: str, amount: int, told: dict[str, int]) -> None:
        order = self.orders[order_id]
        parts = Counter(told)
        parts[""] += amount - sum(told.values())
        if not order.lines:
            order.told += parts
            self.journal.extend([("clawback", 0, 0)] * len([one for one in parts.values() if one]))
            return
        left = {line_id: line.paid - line.refunded for line_id, line in order.lines.items()}
        if amount > sum(left.values()):
            raise No("REFUND_TOO_LARGE")
        owed = self.debt
        for line_id, part in spread(parts, left).items():
            if part:
                self._refund(order.lines[line_id], part)
        if self.waives and self.debt > owed:
            self.journal.append(("waive", self.debt - owed, owed - self.debt))
            self.debt = owed

    def grant_bonus(self, order_id: str, line_id: str, points: int, at: datetime) -> None:
        order = self.orders[order_id]
        self._bonus(order.lines[line_id], points, order, at)

    def credit(self, name: str, points: int, at: datetime, waits: datetime | None, expires: datetime | None) -> None:
        if points <= 0:
            raise No("BAD_POINTS")
        order = Order(release=waits, expires=expires)
        self.credits[name] = self._open(points, order, at), points

    def withdraw(self, name: str) -> None:
        if name in self.credits:
            lot, points = self.credits[name]
            self._take(lot, points, of_expired=False)

    def debit(self, points: int) -> None:
        if points <= 0:
            raise No("BAD_POINTS")
        missing = points
        for lot in sorted(self.lots.values(), key=lambda lot: lot.rank):
            for kind in ("available", "pending"):
                part = min(missing, getattr(lot, kind))
                setattr(lot, kind, getattr(lot, kind) - part)
                missing -= part
        self.debt += missing
        self.journal.append(("correct", -points, missing))

    def redeem(self, redemption_id: str, points: int, at: datetime) -> None:
        self.pass_to(at)
        if points > max(0, self.available - self.debt):
            raise No("NOT_ENOUGH_POINTS")
        self.spent[redemption_id] = self._spend(points)
        self.journal.append(("redeem", -points, 0))

    def restore(self, redemption_id: str) -> None:
        if redemption_id not in self.spent or redemption_id in self.given_back:
            return
        self.given_back.add(redemption_id)
        parts = self.spent[redemption_id]
        for lot_id, points in parts:
            self.lots[lot_id].available += points
        self.journal.append(("restore", sum(points for _, points in parts), 0))
        self._settle()

    def abandon(self) -> None:
        self.journal.append(("abandon", 0, 0))

    def set_profile(self, zone: str, market: str) -> None:
        self.zone, self.market = zone, market
        self.journal.append(("profile", 0, 0))

    def pass_to(self, now: datetime) -> None:
        while (due := self.next_at) and due <= now:
            lots = sorted((lot for lot in self.lots.values() if lot.due == due), key=lambda lot: lot.rank)
            if not lots:
                self._review(due)
            elif lots[0].pending:
                lots[0].available, lots[0].pending = lots[0].pending, 0
                self.journal.append(("release", 0, 0))
                self._settle()
            else:
                self._settle()
                points, lots[0].available = lots[0].available, 0
                lots[0].expired += points
                if points:
                    self.journal.append(("expire", -points, 0))

    # --- how

    def _open(self, points: int, terms: Order, at: datetime) -> Lot:
        self.journal.append(("earn", points, 0))
        lot_id = derived_id("entry", self.account_id, str(len(self.journal)))
        waits = terms.release is not None and terms.release > at
        lot = Lot(lot_id, points * waits, points * (not waits), terms.release, terms.expires)
        self.lots[lot_id] = lot
        if points and not waits:
            self._settle()
        return lot

    def _bonus(self, line: Line, points: int, order: Order, at: datetime) -> None:
        kept = keeping(Fraction(points, line.kept_at_first), floor, 0, line.paid)
        line.lots.append((self._open(kept(line.refunded), order, at), kept))

    def _refund(self, line: Line, part: int) -> None:
        after = line.refunded + part
        for place, (lot, kept) in enumerate(line.lots):
            points = kept(line.refunded) - kept(after)
            # The base remembers the money, whatever it has earned.
            if points or not place:
                self._take(lot, points, of_expired=True)
        self.days[line.day] -= line.spend_left(line.refunded) - line.spend_left(after)
        line.refunded = after

    def _take(self, lot: Lot, points: int, *, of_expired: bool) -> None:
        rest = points
        for kind in ("pending", "available"):
            part = min(rest, getattr(lot, kind))
            setattr(lot, kind, getattr(lot, kind) - part)
            rest -= part
        gone = min(rest, lot.expired) if of_expired else 0
        lot.expired -= gone
        self.debt += rest - gone
        self.journal.append(("clawback", gone - points, rest - gone))

    def _spend(self, points: int) -> list[tuple[str, int]]:
        parts = []
        for lot in sorted(self.lots.values(), key=lambda lot: lot.rank):
            part = min(points, lot.available)
            if part:
                lot.available -= part
                points -= part
                parts.append((lot.id, part))
        return parts

    def _settle(self) -> None:
        points = min(self.debt, self.available)
        if points:
            self._spend(points)
            self.debt -= points
            self.journal.append(("settle", 0, -points))

    # --- tiers

    @property
    def _home(self) -> str:
        return self.zone or MARKETS[self.market or "DE"][2]

    def _reached(self, today: date) -> str:
        spend = sum(spend for day, spend in self.days.items() if today - WINDOW < day <= today)
        return [tier for tier, threshold in TIERS.items() if not tier or spend >= threshold][-1]

    def _promote(self, at: datetime) -> None:
        today = at.astimezone(ZoneInfo(self._home)).date()
        reached = self._reached(today)
        if RANKS.index(reached) > RANKS.index(self.tier):
            self.tier = reached
            self.review_at = midnight_after(today + WINDOW + GRACE, self._home)
            self.journal.append(("tier", 0, 0))

    def _review(self, at: datetime) -> None:
        zone = ZoneInfo(self._home)
        today = at.astimezone(zone).date()
        ended = (at - timedelta(microseconds=1)).astimezone(zone).date() - GRACE
        ranks = [RANKS.index(self._reached(day)) for day in (today, ended)]
        self.tier = RANKS[min(RANKS.index(self.tier), max(ranks))]
        self.review_at = midnight_after(ended + WINDOW + GRACE, self._home) if self.tier else None
        self.journal.append(("tier", 0, 0))
