"""What draws hear: points that members have paid for entries."""

from __future__ import annotations

from heliodesk.loyalty.v1 import events_pb2

from services.kit.stream import Stream, on
from services.loyalty.domain.draws.secrets import DrawSecrets
from services.loyalty.draws.documents import DRAWS
from services.loyalty.draws.handlers import EntryHandlers

GROUP = "loyalty-draws"


def stream(secrets: DrawSecrets) -> Stream:
    entries = EntryHandlers(secrets)
    return Stream(
        GROUP,
        [on(events_pb2.PointsRedeemed, DRAWS, entries.receive, route=lambda event: event.draw_id, part=entries.part)],
    )
