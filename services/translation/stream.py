"""What translation hears: every message of a customer, and every reply to one."""

from __future__ import annotations

import asyncio

from heliodesk.ticketing.v1.events_pb2 import MessageReceived, ReplySent

from services.kit.envelope import Envelope
from services.kit.ids import document_id
from services.kit.store import Store
from services.kit.stream import Stream, on
from services.translation import handlers
from services.translation.documents import TRANSLATIONS
from services.translation.domain.translation import MessageTranslation
from services.translation.handlers import Finding
from services.translation.messages import Messages


def stream(messages: Messages, store: Store[MessageTranslation]) -> Stream:
    """A message is translated once, whatever the ticket that it belongs to goes through: its id is the business key."""

    async def is_known(message_id: str, envelope: Envelope) -> bool:
        """A replay asks no engine: what they did has been paid for."""
        return await asyncio.to_thread(store.get, document_id(envelope.tenant, message_id)) is not None

    async def received(event: MessageReceived, envelope: Envelope) -> Finding | None:
        if await is_known(event.message_id, envelope):
            return None
        return await messages.received(envelope.tenant, event.text)

    async def replied(event: ReplySent, envelope: Envelope) -> Finding | None:
        if await is_known(event.message_id, envelope):
            return None
        return await messages.replied(envelope.tenant, event.text, event.customer_language)

    return Stream(
        "translation",
        [
            on(
                MessageReceived,
                TRANSLATIONS,
                handlers.on_message_received,
                route=lambda event: event.message_id,
                prepare=received,
            ),
            on(
                ReplySent,
                TRANSLATIONS,
                handlers.on_reply_sent,
                route=lambda event: event.message_id,
                prepare=replied,
            ),
        ],
    )
