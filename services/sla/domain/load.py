"""How many conversations arrive, are answered and wait; and what is usual in an hour of the week.

Counts are kept by the minute in which things happened (not in which they were read); an hour is the sixty whole minutes
before an instant, so it hops by a minute. Minutes and hours are numbered since the epoch, in UTC.

The band of an hour is a prediction interval for counts. Arrivals of one hour of the week are Poisson at best, and most
often spread wider than that, so the prediction is negative binomial with the mean m and the variance f m (1 + 1/n): n
past weeks, f = max(1, s2 / m) their dispersion, m / n the uncertainty of m itself (Krishnamoorthy and Peng, "Improved
closed-form prediction intervals for binomial and Poisson distributions", 2011, for the Poisson case). Its quantile is
that of Cornish and Fisher's expansion to the skewness, which needs no sums and is right at low counts, where the normal
one is too narrow. Of five weeks or more the busiest is left out, so that a surge isn't usual ever after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt
from statistics import fmean, variance

HOURS_OF_WEEK = 168
WEEKS = 8
"""As many past weeks are asked."""
FEWEST_WEEKS = 3
"""Of fewer nothing is said to be usual."""
LEAVING_ONE_OUT = 5
"""Of as many weeks the busiest is left out."""
FEWEST_ARRIVALS = 10
"""Fewer in an hour are no surge, however few are usual."""
# One hour in ten thousand lies above the band by chance: about one a year for each language and region.
_Z = 3.719

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_REGION = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True, order=True)
class Crowd:
    """Customers who write in a language (BCP 47) and buy in a region (ISO 3166-1); empty: not known."""

    language: str = ""
    region: str = ""

    @classmethod
    def of(cls, language: str, region: str) -> Crowd:
        """What can't be a language or a region isn't known."""
        return cls(
            language if _LANGUAGE.fullmatch(language) else "",
            region if _REGION.fullmatch(region) else "",
        )

    def __str__(self) -> str:
        return f"{self.language}.{self.region}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of some span of time. `answers` are those replies for which a customer waited."""

    arrivals: int = 0
    replies: int = 0
    answers: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.arrivals + other.arrivals, self.replies + other.replies, self.answers + other.answers)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What became of a crowd lately: counts by minute, and how many of its tickets wait for an answer."""

    minutes: Mapping[int, Counts]
    waiting: int = 0

    def hour(self, at: datetime) -> Counts:
        """The sixty whole minutes before `at`."""
        end = minute_of(at)
        return sum((self.minutes[minute] for minute in self.minutes if end - 60 <= minute < end), Counts())

    def minute(self, at: datetime) -> Counts:
        """The last whole minute before `at`."""
        return self.minutes.get(minute_of(at) - 1, Counts())


def together(parts: Iterable[Traffic]) -> Traffic:
    """The sum of what was counted apart."""
    minutes: dict[int, Counts] = {}
    waiting = 0
    for part in parts:
        waiting += part.waiting
        for minute, counts in part.minutes.items():
            minutes[minute] = minutes.get(minute, Counts()) + counts
    # A part may have seen the answer of what another one has not counted yet.
    return Traffic(minutes, max(0, waiting))


@dataclass(frozen=True, slots=True)
class Band:
    """What is usual, and what no usual hour exceeds."""

    usual: float
    upper: float


def band(samples: Sequence[float]) -> Band | None:
    """From the arrivals in the same hour of past weeks. None: too few of them."""
    if len(samples) < FEWEST_WEEKS:
        return None
    asked = sorted(samples)[:-1] if len(samples) >= LEAVING_ONE_OUT else samples
    mean = fmean(asked)
    dispersion = max(1.0, variance(asked) / mean) if mean else 1.0
    return Band(mean, max(_upper(mean, dispersion * mean * (1 + 1 / len(asked))), FEWEST_ARRIVALS))


def _upper(mean: float, spread: float) -> float:
    """The quantile of the negative binomial distribution with this mean and this variance, which is no less."""
    if not mean:
        return 0.0
    # Its skewness is (2 spread / mean - 1) / deviation.
    return mean + _Z * sqrt(spread) + (_Z**2 - 1) / 6 * (2 * spread / mean - 1)


def samples(hours: Mapping[int, float], since: int, at: datetime) -> list[float]:
    """The arrivals of the hour before `at` in past weeks, the latest first. `hours` are whole ones: where nothing
    stands nobody came, and before the hour `since` nobody counted. An hour that lies in two has its share of both."""
    current = minute_of(at) // 60
    share = minute_of(at) % 60 / 60
    found = []
    for week in range(1, WEEKS + 1):
        now = current - week * HOURS_OF_WEEK
        before = now - 1
        if before < since:
            break
        found.append(hours.get(before, 0) * (1 - share) + hours.get(now, 0) * share)
    return found


def hours_asked(at: datetime) -> list[int]:
    """Those that `samples` reads."""
    current = minute_of(at) // 60
    return [current - week * HOURS_OF_WEEK - earlier for week in range(1, WEEKS + 1) for earlier in (0, 1)]


def minute_of(at: datetime) -> int:
    return (at - _EPOCH) // _MINUTE


def hour_of(at: datetime) -> int:
    return (at - _EPOCH) // _HOUR


def start_of_hour(hour: int) -> datetime:
    """UTC."""
    return _EPOCH + hour * _HOUR
