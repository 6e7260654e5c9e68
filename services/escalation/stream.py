"""Which events escalation cares for. A case follows its ticket and the ticket's clocks; escalations are started, and
called off, by what cases decide."""

from __future__ import annotations

from typing import Any

from heliodesk.escalation.v1 import case_events_pb2 as decided
from heliodesk.escalation.v1 import events_pb2 as escalation
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.sla.v1 import load_events_pb2 as load
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.escalation.books import ChainBooks
from services.escalation.documents import CASES, ESCALATIONS
from services.escalation.domain.case import CRISIS
from services.escalation.domain.chain import ChainBook
from services.escalation.handlers import causes, facts, runs
from services.kit.envelope import Envelope
from services.kit.stream import Route, Stream, on

GROUP = "escalation"


def routes(books: ChainBooks) -> list[Route]:
    async def chains(event: Any, envelope: Envelope) -> ChainBook:
        return await books.in_force(envelope.tenant, envelope.time)

    return [
        on(ticketing.TicketOpened, CASES, facts.open_case),
        on(ticketing.PriorityChanged, CASES, facts.learn_priority),
        on(ticketing.TicketLanguageDetected, CASES, facts.learn_language),
        on(ticketing.TicketClassified, CASES, facts.learn_class),
        on(ticketing.TicketStatusChanged, CASES, facts.take_status),
        on(ticketing.TicketMerged, CASES, facts.take_end),
        on(ticketing.TicketMarkedAsSpam, CASES, facts.take_end),
        on(ticketing.TicketDeleted, CASES, facts.take_end),
        on(ticketing.ReplySent, CASES, facts.take_reply),
        on(ticketing.RefundIssued, CASES, facts.take_refund),
        on(ticketing.PublicReplyPosted, CASES, facts.take_public_reply),
        on(ticketing.EscalationRequested, CASES, causes.on_request, prepare=chains),
        on(ticketing.SentimentDetected, CASES, causes.on_sentiment, prepare=chains),
        on(ticketing.PublicReviewPosted, CASES, causes.on_review, prepare=chains),
        on(sla.ClockWarned, CASES, causes.on_warning, prepare=chains),
        on(sla.ClockBreached, CASES, causes.on_breach, prepare=chains),
        on(sla.ClockMet, CASES, facts.take_met),
        on(sla.ClockCancelled, CASES, facts.take_cancelled),
        on(load.SurgeDetected, CASES, causes.on_surge, route=_shop, prepare=chains),
        on(decided.CrisisCalled, CASES, causes.on_crisis, route=_shop, prepare=chains),
        on(decided.ChainCalled, ESCALATIONS, runs.on_called, route=_escalation),
        on(decided.ChainCalledOff, ESCALATIONS, runs.on_called_off, route=_escalation),
        on(escalation.EscalationAcknowledged, CASES, facts.take_outcome, route=_case),
        on(escalation.EscalationExhausted, CASES, facts.take_outcome, route=_case),
        on(escalation.EscalationResolved, CASES, facts.take_outcome, route=_case),
    ]


def stream(books: ChainBooks) -> Stream:
    return Stream(GROUP, routes(books))


def _shop(event: Any) -> str:
    return CRISIS


def _escalation(event: Any) -> str:
    return event.escalation_id


def _case(event: Any) -> str:
    return event.ticket_id or CRISIS
