"""What counts towards a tier: what a member spent, earned and ordered, by day."""

from __future__ import annotations

from datetime import date, datetime
from struct import Struct

from services.kit.frozen import frozen

# So many days with activity are remembered: a window may be as many days long.
REMEMBERED_DAYS = 800
# The day's ordinal, spend, points, orders: all of a member's days are read and written with the account.
_ROW = Struct("<iqqi")


@frozen
class Counts:
    """What an entry adds to, or a refund takes from, the `day` (ISO, in the member's zone) of the order: `spend` in
    minor units of the programme's currency."""

    day: str
    spend: int = 0
    points: int = 0
    orders: int = 0


@frozen
class Activity:
    """The days that had any, oldest first, as rows of fixed width; and the sums of the whole life."""

    rows: bytes = b""
    spend: int = 0
    points: int = 0
    orders: int = 0

    @property
    def days(self) -> tuple[Counts, ...]:
        return tuple(
            Counts(date.fromordinal(day).isoformat(), spend, points, orders)
            for day, spend, points, orders in _ROW.iter_unpack(self.rows)
        )

    def plus(self, counts: Counts) -> Activity:
        rows, day = self.rows, date.fromisoformat(counts.day).toordinal()
        # Mostly it is the newest.
        place = len(rows)
        while place and _ROW.unpack_from(rows, place - _ROW.size)[0] > day:
            place -= _ROW.size
        spend, points, orders, before = counts.spend, counts.points, counts.orders, place
        if place and _ROW.unpack_from(rows, place - _ROW.size)[0] == day:
            before -= _ROW.size
            _, known_spend, known_points, known_orders = _ROW.unpack_from(rows, before)
            spend, points, orders = spend + known_spend, points + known_points, orders + known_orders
        rows = (rows[:before] + _ROW.pack(day, spend, points, orders) + rows[place:])[-REMEMBERED_DAYS * _ROW.size :]
        return Activity(rows, self.spend + counts.spend, self.points + counts.points, self.orders + counts.orders)

    def between(self, first: str, last: str) -> Counts:
        """The sums of the days from `first` to `last` (ISO), both included."""
        low = self._place(date.fromisoformat(first).toordinal())
        high = self._place(date.fromisoformat(last).toordinal() + 1)
        if low == high:
            return Counts(last)
        _, spend, points, orders = zip(*_ROW.iter_unpack(self.rows[low:high]), strict=True)
        return Counts(last, sum(spend), sum(points), sum(orders))

    def _place(self, day: int) -> int:
        """Where the rows of this day (an ordinal) and of later ones begin."""
        low, high = 0, len(self.rows) // _ROW.size
        while low < high:
            middle = (low + high) // 2
            if _ROW.unpack_from(self.rows, middle * _ROW.size)[0] < day:
                low = middle + 1
            else:
                high = middle
        return low * _ROW.size


@frozen
class TierStanding:
    """The tier that a member has (empty: none), since when, and when it is looked at again (UTC; None: never)."""

    tier: str = ""
    since: datetime | None = None
    review_at: datetime | None = None
