"""What a process says of itself: is it ready for work, and is it alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from services.kit.telemetry import PART_NOT_READY

_STARTING = "starting"


class Health:
    """Readiness is the sum of named parts (`kafka`, `store`, `consumer`), each of them fine or with a reason why not.
    Liveness is progress: a loop that has begun to beat goes on beating, or a restart is due. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reasons: dict[str, str] = {}
        self._due: dict[str, float] = {}
        self._listeners: list[Callable[[bool], None]] = []

    def starting(self, name: str) -> None:
        """The part is known, and not ready yet."""
        self._set(name, _STARTING)

    def ok(self, name: str) -> None:
        """The part can work."""
        self._set(name, None)

    def failing(self, name: str, why: str) -> None:
        """The part can't work now. The process isn't ready; a restart wouldn't help, so it stays alive."""
        self._set(name, why)

    def beat(self, name: str, within: float = 60.0) -> None:
        """The part's loop has gone round, and will again in less than this many wall seconds."""
        with self._lock:
            self._due[name] = time.monotonic() + within

    def ended(self, name: str) -> None:
        """The part's loop has ended as it should: nobody waits for its beat any more."""
        with self._lock:
            self._due.pop(name, None)

    def on_change(self, listener: Callable[[bool], None]) -> Callable[[], None]:
        """Calls the listener with the readiness, now and after every change, in the thread that makes the change, until
        the answered function is called."""
        with self._lock:
            self._listeners.append(listener)
            ready = not self._reasons
        listener(ready)
        return lambda: self._listeners.remove(listener)

    def ready(self) -> bool:
        """Whether every part can work."""
        return not self._reasons

    def alive(self) -> bool:
        """Whether every loop beats."""
        return not self.stuck()

    def stuck(self) -> list[str]:
        """The loops that are late with their beat."""
        now = time.monotonic()
        with self._lock:
            return [name for name, due in self._due.items() if due < now]

    def report(self) -> dict:
        """`{"ready": bool, "reasons": {part: why}}`."""
        with self._lock:
            return {"ready": not self._reasons, "reasons": dict(self._reasons)}

    def _set(self, name: str, why: str | None) -> None:
        with self._lock:
            if self._reasons.get(name) == why:
                return
            if why is None:
                del self._reasons[name]
            else:
                self._reasons[name] = why
            PART_NOT_READY.labels(name).set(why is not None)
            ready, listeners = not self._reasons, tuple(self._listeners)
        for listener in listeners:
            listener(ready)
