"""One batch of a consumer: messages become works, works are decided and saved in one hop, outcomes are sorted."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from aiokafka.structs import ConsumerRecord
from google.protobuf.message import DecodeError
from prometheus_client import Histogram

from services.kit import telemetry
from services.kit.aggregate import Change, Kind, Outcome, Part, Source, Verdict, Work
from services.kit.envelope import Envelope
from services.kit.errors import Away, Refused
from services.kit.ids import document_id
from services.kit.logs import get_logger
from services.kit.store import Pending, Store
from services.kit.stream import Context, Route, Stream
from services.kit.telemetry import SpanName

# How many `prepare` steps (calls to providers) run at once.
_PREPARING = 8

log = get_logger(__name__)


@dataclass(slots=True)
class Task:
    """A message on its way through the batch. `refusal`: why it can't be handled; `kind` None: nobody cares."""

    record: ConsumerRecord
    envelope: Envelope | None = None
    event: Any = None
    route: Route | None = None
    kind: Kind[Any] | None = None
    aggregate_id: str = ""
    part: Part | None = None
    source: Source | None = None
    refusal: Refused | None = None
    prepared: Any = None
    held_since: float | None = None
    accept_gap: bool = False

    @property
    def type(self) -> str:
        return self.envelope.type if self.envelope else "unreadable"


@dataclass(slots=True)
class BatchResult:
    """What became of a batch: tasks that failed for good, tasks that wait for a predecessor, and what to publish."""

    failed: list[Task] = field(default_factory=list)
    gaps: list[Task] = field(default_factory=list)
    done: int = 0
    pending: list[Pending] = field(default_factory=list)


def decode(stream: Stream, record: ConsumerRecord) -> Task:
    """Reads envelope and event. Never raises: what can't be read is a task with a refusal."""
    task = Task(record)
    try:
        task.envelope = envelope = Envelope.from_headers(record.headers)
        topic = stream.topics[record.topic]
        _address(task, stream, envelope)
        message = topic.message(envelope.type)
        if message is None:
            raise Refused("UNKNOWN_TYPE", f"{envelope.type} doesn't belong on {record.topic}")
        task.event = message.FromString(record.value or b"")
        route = stream.by_type.get(envelope.type)
        aggregate_id = route.aggregate_id(envelope, task.event) if route else ""
        if route and aggregate_id:
            task.route, task.kind, task.aggregate_id = route, route.kind, aggregate_id
            task.part = route.part(task.event, envelope) if route.part else None
    except Refused as refusal:
        task.refusal = refusal
    except (DecodeError, ValueError, OverflowError) as error:
        task.refusal = Refused("UNDECODABLE", f"{type(error).__name__}: {error}")
    return task


def _address(task: Task, stream: Stream, envelope: Envelope) -> None:
    """Whoever follows the topic keeps its mark, whether or not it cares for this event, or could read it."""
    kind = stream.followers.get(task.record.topic)
    if kind is None:
        return
    if envelope.sequence is None:
        raise Refused("ENVELOPE_INCOMPLETE", "headers lack ce_sequence")
    task.aggregate_id = document_id(envelope.tenant, envelope.subject)
    task.kind = kind
    task.source = Source(task.record.topic, envelope.sequence)


async def prepare(tasks: Iterable[Task]) -> None:
    """Does the I/O that handlers asked for. Raises Away."""
    gate = asyncio.Semaphore(_PREPARING)

    async def one(task: Task) -> None:
        async with gate:
            try:
                envelope = task.envelope
                with telemetry.span(
                    SpanName.EVENT_PREPARE, envelope.traceparent, type=task.type, tenant=envelope.tenant
                ):
                    task.prepared = await task.route.prepare(task.event, envelope)
            except Refused as refusal:
                task.refusal = refusal

    wanted = [task for task in tasks if task.route and task.route.prepare and not task.refusal and not task.prepared]
    if not wanted:
        return
    results = await asyncio.gather(*(one(task) for task in wanted), return_exceptions=True)
    for task, result in zip(wanted, results, strict=True):
        if isinstance(result, Away):
            raise result
        if isinstance(result, BaseException):
            task.refusal = _crash(task, result)


def run(
    tasks: list[Task], stores: Mapping[str, Store[Any]], now: datetime, stages: Counter[str] | None = None
) -> BatchResult:
    """Decides and saves all. Synchronous: call it in a thread. Raises Away."""
    result = BatchResult()
    by_kind: dict[str, list[Task]] = {}
    for task in tasks:
        if task.kind is not None and task.aggregate_id and (task.refusal is None or task.source is not None):
            by_kind.setdefault(task.kind.name, []).append(task)
        elif task.refusal is not None:
            result.failed.append(task)
        else:
            result.done += 1
    for name, group in by_kind.items():
        works = [_work(task, now) for task in group]
        outcomes, pending = stores[name].run(works, stages)
        result.pending.extend(pending)
        for task, outcome in zip(group, outcomes, strict=True):
            _sort(task, outcome, result)
    return result


def _work(task: Task, now: datetime) -> Work[Any]:
    traceparent = task.envelope.traceparent if task.envelope else ""
    keys = task.route.keys if task.route and not task.refusal else None
    about = task.route.about if task.route and not task.refusal else None
    return Work(
        id=task.aggregate_id,
        decide=lambda state: _decide(task, state, now),
        source=task.source,
        accept_gap=task.accept_gap,
        part=task.part,
        traceparent=traceparent,
        keys=keys(task.event) if keys else (),
        about=about(task.event) if about else (),
        event=task.type,
    )


def _decide(task: Task, state: Any, now: datetime) -> Change[Any] | None:
    if task.refusal is not None:
        raise task.refusal
    if task.route is None or task.envelope is None:
        return None
    started = time.perf_counter()
    outcome = "crashed"
    try:
        change = task.route.handler(state, task.event, Context(task.envelope, now, task.prepared))
        outcome = "decided"
        return change
    except Refused:
        outcome = "refused"
        raise
    except Exception as error:
        # A handler that crashes would crash again: the message is put aside, unless most of them crash.
        raise _crash(task, error) from error
    finally:
        handler = task.route.handler
        seconds = _handler_seconds(handler.__module__, handler.__name__, outcome)
        seconds.observe(time.perf_counter() - started, telemetry.exemplar())


@lru_cache(maxsize=1024)
def _handler_seconds(module: str, name: str, outcome: str) -> Histogram:
    # `services.<service>...` is where it stands.
    return telemetry.HANDLER_SECONDS.labels("".join(module.split(".")[1:2]), name, outcome)


def _crash(task: Task, error: BaseException) -> Refused:
    log.error("handler_crashed", type=task.type, error=type(error).__name__, exc_info=error)
    return Refused("HANDLER_CRASHED", f"{type(error).__name__}: {error}")


def _sort(task: Task, outcome: Outcome[Any], result: BatchResult) -> None:
    if outcome.verdict is Verdict.REFUSED:
        task.refusal = outcome.refusal
        result.failed.append(task)
    elif outcome.verdict is Verdict.GAP:
        result.gaps.append(task)
    else:
        result.done += 1
