"""Compensations of tickets become corrections, and those of coupons that are approved redemptions too."""

from __future__ import annotations

from heliodesk.loyalty.v1 import correction_events_pb2 as corrections
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit.stream import Stream, on
from services.loyalty.compensations.giving import Giving, correction_of
from services.loyalty.compensations.proposing import Proposing, proposed_as
from services.loyalty.corrections.documents import CORRECTIONS

GROUP = "loyalty-compensations"


def stream(proposing: Proposing, giving: Giving) -> Stream:
    return Stream(
        GROUP,
        [
            on(
                ticketing.CompensationGranted,
                CORRECTIONS,
                proposing.propose,
                route=proposed_as,
                prepare=proposing.judge,
            ),
            on(corrections.CorrectionApproved, CORRECTIONS, giving.note, route=correction_of, prepare=giving.give),
        ],
    )
