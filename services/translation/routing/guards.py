"""The breakers of this process: one for each engine, and one for each of its pairs, which may fail alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from services.kit.logs import get_logger
from services.kit.telemetry import TRANSLATION_BREAKER_OPEN
from services.translation.domain.engine import EngineAway, EngineRefused, QuotaSpent
from services.translation.domain.routing.breaker import CLOSED, LONGEST_ASKED, Breaker, BreakerState
from services.translation.domain.routing.candidate import Candidate
from services.translation.domain.routing.month import next_month

# (engine, pair); an empty pair is the engine as a whole.
Key = tuple[str, str]

log = get_logger(__name__)


class Hurried(EngineAway):
    """It had so little time that its silence says nothing of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an engine, or one of its pairs, is trusted: `wait` are wall seconds until one request may find out more,
    `why` it isn't trusted; `spent`: because it said that what was bought of it is used up."""

    state: BreakerState
    wait: float
    why: str
    spent: bool


class Guards:
    """Changed by one event loop; questions may come from any thread. `monotonic` is in wall seconds."""

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._now = now
        self._monotonic = monotonic
        self._breakers: dict[Key, Breaker] = {}
        # Why they aren't closed, and whether that is a quota. Not the errors: their traces hold customers' texts.
        self._opened_by: dict[Key, tuple[str, bool]] = {}

    def lets_through(self, candidate: Candidate) -> bool:
        now = self._monotonic()
        return all(self._of(key).lets_through(now) for key in _keys(candidate))

    def standing(self, engine: str, pair: str = "") -> Standing:
        now, key = self._monotonic(), (engine, pair)
        breaker, (why, spent) = self._of(key), self._opened_by.get(key, ("", False))
        return Standing(breaker.state(now), breaker.wait(now), why, spent)

    def is_spent(self, engine: str) -> bool:
        """Whether it said that what was bought of it is used up, and isn't asked for that."""
        return self.standing(engine).spent

    def may_be_back(self, engine: str) -> bool:
        """Whether its time is over, and nobody is finding out yet."""
        breaker, now = self._of((engine, "")), self._monotonic()
        return breaker.state(now) is BreakerState.HALF_OPEN and breaker.lets_through(now)

    def check(self, candidate: Candidate) -> None:
        """Raises EngineAway where the candidate is not to be asked now."""
        if not self.lets_through(candidate):
            now = self._monotonic()
            wait = max(self._of(key).wait(now) for key in _keys(candidate))
            raise EngineAway(candidate.engine.name, "it isn't asked, since it failed lately", wait or None)

    @contextmanager
    def passing(self, candidate: Candidate) -> Iterator[None]:
        """Around a request; what comes of it is noted. Raises EngineAway as `check` does."""
        self.check(candidate)
        probes = {key: self._pass(key) for key in _keys(candidate)}
        try:
            yield
        except EngineAway as away:
            for key, probe in probes.items():
                self._fail(key, probe, away)
            raise
        except EngineRefused:
            # It says no to a text, and is there.
            self._answer(probes)
            raise
        except BaseException:
            self._give_up(probes)
            raise
        self._answer(probes)

    @contextmanager
    def looking(self, engine: str) -> Iterator[None]:
        """Around a question to an engine whose time is over, so that no text has to find out that it is still away.
        That it answers doesn't say yet that it translates: the next text finds out."""
        key = (engine, "")
        self._pass(key)
        try:
            yield
        except EngineAway as away:
            self._fail(key, True, away)
            raise
        finally:
            self._give_up({key: True})

    def _of(self, key: Key) -> Breaker:
        return self._breakers.get(key, CLOSED)

    def _pass(self, key: Key) -> bool:
        """Whether it is a probe."""
        self._breakers[key] = passed = self._of(key).passed()
        return passed.probing

    def _answer(self, probes: dict[Key, bool]) -> None:
        for key, probe in probes.items():
            self._note(key, self._of(key).answered(probe))

    def _give_up(self, probes: dict[Key, bool]) -> None:
        for key, probe in probes.items():
            self._note(key, self._of(key).given_up(probe))

    def _fail(self, key: Key, probe: bool, away: EngineAway) -> None:
        """An engine that says when it will be back means all that it does."""
        wait, breaker = self._told(away), self._of(key)
        if isinstance(away, Hurried) or (wait is not None and key[1]):
            self._note(key, breaker.given_up(probe))
        else:
            self._note(key, breaker.failed(self._monotonic(), probe, wait), away)

    def _told(self, away: EngineAway) -> float | None:
        """Wall seconds that it has asked for. Where it is spent, it is asked each hour whether somebody has bought
        more, and in the new month at once."""
        if away.retry_after is None and isinstance(away, QuotaSpent):
            now = self._now()
            return min(LONGEST_ASKED, (next_month(now) - now).total_seconds())
        return away.retry_after

    def _note(self, key: Key, after: Breaker, away: EngineAway | None = None) -> None:
        before, self._breakers[key] = self._of(key), after
        if after.openings == before.openings:
            return
        engine, pair = key
        TRANSLATION_BREAKER_OPEN.labels(engine, pair).set(away is not None)
        if away is None:
            self._opened_by.pop(key, None)
            log.info("engine_trusted_again", engine=engine, pair=pair)
        else:
            self._opened_by[key] = (away.why, isinstance(away, QuotaSpent))
            wait = round(after.wait(self._monotonic()), 1)
            log.warning("engine_not_asked", engine=engine, pair=pair, why=away.why, seconds=wait, times=after.openings)


def _keys(candidate: Candidate) -> tuple[Key, Key]:
    name = candidate.engine.name
    return (name, ""), (name, f"{candidate.source}>{candidate.target}")
