"""What translation hears: every message of a customer."""

from __future__ import annotations

from typing import Any

from heliodesk.ticketing.v1.events_pb2 import MessageReceived

from services.kit.envelope import Envelope
from services.kit.stream import Stream, on
from services.translation import handlers
from services.translation.documents import TRANSLATIONS
from services.translation.translator import Finding, Translator


def stream(translator: Translator) -> Stream:
    """A message is translated once, whatever the ticket that it belongs to goes through: its id is the business key."""

    async def find_out(event: Any, envelope: Envelope) -> Finding:
        return await translator.find_out(event.text)

    return Stream(
        "translation",
        [
            on(
                MessageReceived,
                TRANSLATIONS,
                handlers.on_message_received,
                route=lambda event: event.message_id,
                prepare=find_out,
            )
        ],
    )
