"""JSON logs on stdout, one object a line: time (wall clock), level, service, event, tenant, trace_id and what the
caller adds. Never what customers wrote."""

from __future__ import annotations

import logging
import sys
import time
import traceback

import orjson
import structlog

from services.kit import telemetry
from services.kit.clock import SystemClock

_wall = SystemClock()


def configure(service: str, level: str = "info") -> None:
    """Makes every log line of the process, the libraries' too, one JSON object. Call it once, first."""

    def stamp(_, __, line: dict) -> dict:
        line["time"] = _wall.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line["service"] = service
        return line

    extra = structlog.stdlib.ExtraAdder(allow=["times_left_out"])
    shared = [stamp, structlog.stdlib.add_log_level, _add_context]
    threshold = getattr(logging, level.upper())
    structlog.configure(
        processors=[*shared, _add_error, structlog.processors.JSONRenderer(_to_text)],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name, extra],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _add_error,
                structlog.processors.JSONRenderer(_to_text),
            ],
        )
    )
    handler.addFilter(Seldom())
    # Libraries speak up only when something is wrong; their everyday chatter is not ours to keep.
    logging.basicConfig(handlers=[handler], level=max(threshold, logging.WARNING), force=True)


class Seldom(logging.Filter):
    """Lets a library say the same thing once in ten seconds: a client without its broker says it a thousand times."""

    _SILENCE = 10.0

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], float] = {}
        self._left_out: dict[tuple[str, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        key, now = (record.name, str(record.msg)), time.monotonic()
        if now - self._said.get(key, -self._SILENCE) < self._SILENCE:
            self._left_out[key] = self._left_out.get(key, 0) + 1
            return False
        self._said[key] = now
        if left_out := self._left_out.pop(key, 0):
            record.times_left_out = left_out
        return True


def get_logger(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger whose lines carry `component: name`."""
    return structlog.get_logger(component=name)


def _add_context(_, __, line: dict) -> dict:
    span = telemetry.current_span()
    if span is not None:
        line.setdefault("trace_id", span.trace_id)
        if span.tenant:
            line.setdefault("tenant", span.tenant)
    return line


def _add_error(_, __, line: dict) -> dict:
    """Which error, from where, and what caused it. Its message is cut: a long one quotes somebody's data."""
    given = line.pop("exc_info", None)
    if not given:
        return line
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else sys.exc_info()[1]
    if error is None:
        return line
    line["stack"] = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    chain = []
    while error is not None:
        chain.append(f"{type(error).__name__}: {str(error)[:200]}")
        error = error.__cause__
    line["error"] = " <- ".join(chain)
    return line


def _to_text(line: dict, **_) -> str:
    return orjson.dumps(line, default=str).decode()
