"""Rules about what has to be there: greeting, closing, an apology that is strong enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.translation.domain.tone.reading import Reading
from services.translation.domain.tone.rules.base import Hit, Rule, found

# Lines that count as the start and as the end of a letter: a signature may have a name, a team, a shop, an address.
_OPENING, _SIGNATURE = 3, 7


class Where(StrEnum):
    START = "start"
    END = "end"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Required(Rule):
    """One of `any` is said, where it belongs, or with `closings` one of the profile's; `when`: only in a text that says
    one of these."""

    any: tuple[str, ...] = ()
    where: Where = Where.ANYWHERE
    when: tuple[str, ...] = ()
    closings: bool = False

    def hits(self, reading: Reading) -> Iterator[Hit]:
        lines = reading.lines()
        if not lines or (self.when and not found(self.when, reading.plain)):
            return
        start, end = _region(lines, self.where)
        if self.closings and _has_closing(reading, start, end):
            return
        if not found(self.any, reading.plain, start, end):
            yield _missing(lines, self.where)

    def expressions(self) -> Iterator[str]:
        yield from (*self.any, *self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Rule):
    """Who opens in one way closes in a way that goes with it: 拝啓 and 敬具, Dear Sir and Yours faithfully."""

    opening: tuple[str, ...]
    closing: tuple[str, ...]

    def hits(self, reading: Reading) -> Iterator[Hit]:
        lines = reading.lines()
        if not lines:
            return
        opened = found(self.opening, reading.plain, *_region(lines, Where.START))
        if opened and not found(self.closing, reading.plain, *_region(lines, Where.END)):
            yield Hit(*opened[0])

    def expressions(self) -> Iterator[str]:
        yield from (*self.opening, *self.closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology(Rule):
    """`scale` has what is said, from the weakest to the strongest: what is said reaches `least`, counted from 1, and
    isn't above `most` (0: no bound). The place is the weak or the excessive word, or the start where there is none."""

    scale: tuple[tuple[str, ...], ...]
    least: int
    most: int = 0

    def hits(self, reading: Reading) -> Iterator[Hit]:
        lines = reading.lines()
        if not lines:
            return
        levels = [found(step, reading.plain) for step in self.scale]
        reached = max((number for number, places in enumerate(levels, 1) if places), default=0)
        if reached < self.least:
            yield Hit(*levels[reached - 1][0]) if reached else _missing(lines, Where.START)
        elif self.most and reached > self.most:
            yield Hit(*levels[reached - 1][0])

    def expressions(self) -> Iterator[str]:
        for step in self.scale:
            yield from step


def _has_closing(reading: Reading, start: int, end: int) -> bool:
    said = reading.named[start:end].casefold()
    return any(one.casefold() in said for one in reading.closings)


def _region(lines: tuple[tuple[int, int], ...], where: Where) -> tuple[int, int]:
    match where:
        case Where.START:
            return lines[0][0], lines[:_OPENING][-1][1]
        case Where.END:
            return lines[-_SIGNATURE:][0][0], lines[-1][1]
    return lines[0][0], lines[-1][1]


def _missing(lines: tuple[tuple[int, int], ...], where: Where) -> Hit:
    """Where it should stand: before the first line, or after the last."""
    place = lines[-1][1] if where is Where.END else lines[0][0]
    return Hit(place, place)
