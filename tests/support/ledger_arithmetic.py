"""The terms of tests/support/loyal_shops.TIERED as plain numbers; shares, days and roundings, without any of the
ledger's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WORTH = {"EUR": Fraction(1), "JPY": Fraction(100, 162)}
RULES: dict[str, tuple[Fraction, Callable[[Fraction], int]]] = {
    "h": (Fraction(7, 100), round),  # Python rounds halves of fractions to the even one
    "u": (Fraction(1, 90), ceil),
    "": (Fraction(3, 100), floor),
}
MARKETS = {"DE": (14, 12, "Europe/Berlin"), "US": (30, 6, "America/New_York"), "JP": (0, 0, "Asia/Tokyo")}
TIERS = {"": 0, "silver": 20_000, "gold": 60_000}
RANKS = list(TIERS)
MULTIPLIER = {"": Fraction(1), "silver": Fraction(5, 4), "gold": Fraction(3, 2)}
WINDOW, GRACE = 90 * DAY, 10 * DAY
MOST_OF_AUTUMN = 400


def keeping(rate: Fraction, rounded: Callable[[Fraction], int], offset: int, paid: int) -> Callable[[int], int]:
    """Points of what is left of `paid`, which lies behind `offset`, once so much was refunded."""
    return lambda refunded: rounded(rate * (offset + paid - refunded)) - rounded(rate * offset)


def shared(whole: int, weights: list[int]) -> list[int]:
    """One unit after the other to whom most of one is missing."""
    total = sum(weights)
    if not total:
        return [whole] + [0] * (len(weights) - 1)
    exact = [Fraction(whole * weight, total) for weight in weights]
    shares = [floor(one) for one in exact]
    while sum(shares) < whole:
        missing = [one - had for one, had in zip(exact, shares, strict=True)]
        shares[missing.index(max(missing))] += 1
    return shares


def spread(told: Counter[str], left: dict[str, int]) -> dict[str, int]:
    """What was told of a line, as far as it goes; the rest by what is left of all."""
    parts = {line_id: min(told[line_id], money) for line_id, money in left.items()}
    rest = sum(told.values()) - sum(parts.values())
    more = shared(rest, [money - parts[line_id] for line_id, money in left.items()])
    return {line_id: part + extra for (line_id, part), extra in zip(parts.items(), more, strict=True)}


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def midnight_after(day: date, zone: str) -> datetime:
    """At which the local day ends. (No zone here has its clocks changed at midnight.)"""
    return datetime.combine(day + DAY, time(), ZoneInfo(zone)).astimezone(UTC)
