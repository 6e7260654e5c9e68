"""Notices that Kafka has stopped answering a consumer, which the client itself never tells: it polls on, and finds
nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer

from services.kit.health import Health

# A fetch is answered within fractions of a second, with nothing where there is nothing.
_PATIENCE = 5.0


class Silence:
    """Keeps one part of readiness. `listen` after every poll; `heard` after whatever else has taken its time."""

    def __init__(self, health: Health, part: str) -> None:
        self._health = health
        self._part = part
        self._last_answer = 0
        self._heard_at = time.monotonic()
        self._broken_off = False

    def listen(self, consumer: AIOKafkaConsumer, read: Mapping[Any, Any]) -> None:
        owned = consumer.assignment()
        last_answer = max((consumer.last_poll_timestamp(place) or 0 for place in owned), default=0)
        # Who owns nothing asks for nothing, and isn't answered.
        unasked = not owned and not self._broken_off
        if read or unasked or last_answer != self._last_answer:
            self._last_answer = last_answer
            self.heard()
        elif not self._broken_off and time.monotonic() - self._heard_at > _PATIENCE:
            self._broken_off = True
            self._health.failing(self._part, "Kafka is away: it answers no fetch")

    def heard(self) -> None:
        self._heard_at = time.monotonic()
        if self._broken_off:
            self._broken_off = False
            self._health.ok(self._part)
