"""The Faust app that counts: one agent over the tickets' events, with its tables."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import faust
from google.protobuf.message import DecodeError

from services.kit import telemetry
from services.kit.brokers import access_to
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.logs import get_logger
from services.kit.topics import Topic
from services.sla.domain.conversation import Conversation, Happening, Known, Replied, take
from services.sla.domain.load import Crowd
from services.sla.domain.wait import error_ratio, verdict
from services.sla.load.happenings import TYPES, happening
from services.sla.load.tables import Tables

Foretell = Callable[[str, Crowd, datetime], Awaitable[timedelta | None]]
"""(tenant, crowd, at) -> the wait that a conversation which begins then is told. None: it is told nothing."""

_BUFFERED = 5_000

log = get_logger(__name__)


def faust_app(group: str, bootstrap_servers: str) -> faust.App:
    """An app that lives in the loop of whoever starts it: without a web server, and without a disk. Faust insists on a
    folder all the same."""
    return faust.App(
        group,
        **_connection(bootstrap_servers),
        store="memory://",
        datadir=Path(tempfile.gettempdir()) / f"heliodesk-{group}",
        web_enabled=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        consumer_auto_offset_reset="earliest",
        broker_commit_interval=1.0,
        # Without a pause before it sends, each change would be a request of its own.
        producer_linger=0.05,
    )


def _connection(bootstrap_servers: str) -> dict[str, Any]:
    """As kit/brokers tells the other libraries. Raises OSError."""
    access = access_to(bootstrap_servers)
    found: dict[str, Any] = {"broker": [f"kafka://{server}" for server in bootstrap_servers.split(",")]}
    if access.login is not None:
        found["broker_credentials"] = faust.SASLCredentials(
            mechanism=access.login.mechanism,
            username=access.login.username,
            password=access.login.password(),
            ssl_context=access.tls(),
        )
    elif access.is_locked:
        found["broker_credentials"] = faust.SSLCredentials(access.tls())
    return found


class Counting:
    """One life of the app: it can be started once."""

    def __init__(self, group: str, bootstrap_servers: str, topic: Topic, foretell: Foretell) -> None:
        self.app = faust_app(group, bootstrap_servers)
        self.tables = Tables(self.app, topic.partitions)
        self.read: dict[int, int] = {}
        """By partition, the offset after the last record that was counted since this app began."""
        self._topic = topic
        self._group = group
        self._foretell = foretell
        # Of changes on their way to the changelogs; it logs a warning each time that there are more.
        self.app.producer.buffer.max_messages = _BUFFERED
        source = self.app.topic(
            topic.name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
        )
        self.app.agent(source, name="count")(self._count)

    async def _count(self, stream: faust.StreamT[bytes]) -> None:
        async for event in stream.events():
            try:
                outcome = await self._take(event)
            except (Refused, DecodeError) as unreadable:
                outcome = "unreadable"
                log.warning(
                    "unreadable_event",
                    partition=event.message.partition,
                    offset=event.message.offset,
                    why=str(unreadable),
                )
            except Exception:
                # An exception that gets out ends the agent and acknowledges the event all the same.
                outcome = "failed"
                log.exception("not_counted", partition=event.message.partition, offset=event.message.offset)
            telemetry.CONSUMER_EVENTS.labels(self._group, "", outcome).inc()
            self.read[event.message.partition] = event.message.offset + 1

    async def _take(self, event: Any) -> str:
        envelope = Envelope.from_headers(dict(event.headers).items())
        kind = TYPES.get(envelope.type)
        if kind is None:
            return "skipped"
        told = happening(kind.FromString(event.value))
        ticket, partition, at = f"{envelope.tenant}/{envelope.subject}", event.message.partition, envelope.time
        before = self.tables.conversation(ticket) or Conversation(partition, 0, at)
        if envelope.sequence is not None and envelope.sequence <= before.sequence:
            return "repeated"
        after, effects = (before, ()) if told is None else take(before, told, at)
        for effect in effects:
            self.tables.add(envelope.tenant, partition, effect)
        if told is not None:
            after = await self._judged(envelope.tenant, after, told, at, first=not before.answered)
        if effects or after != before:
            # Last: where the process dies in between, the event is counted twice rather than not at all. One that has
            # changed nothing may come again: it would change nothing once more.
            sequence = envelope.sequence or before.sequence
            self.tables.keep(ticket, replace(after, sequence=sequence, touched_at=max(at, before.touched_at)))
        return "applied"

    async def _judged(
        self, tenant: str, conversation: Conversation, told: Happening, at: datetime, *, first: bool
    ) -> Conversation:
        """An estimate is made when the language becomes known, and is judged by the first answer."""
        if isinstance(told, Known) and told.language and conversation.waiting and conversation.told is None:
            wait = await self._foretell(tenant, conversation.crowd, at)
            return conversation if wait is None else replace(conversation, told=wait, told_at=at)
        if isinstance(told, Replied) and first and conversation.told is not None and conversation.told_at is not None:
            actual = max(at - conversation.told_at, timedelta(0))
            telemetry.SLA_WAIT_ESTIMATE_ERROR_RATIO.observe(error_ratio(conversation.told, actual))
            telemetry.SLA_WAIT_ESTIMATES.labels(verdict(conversation.told, actual)).inc()
        return conversation
