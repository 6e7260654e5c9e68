"""Whose a thing is, as the service says that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from google.protobuf.message import Message
from heliodesk.feedback.v1 import service_pb2 as feedback
from heliodesk.loyalty.v1 import content_service_pb2 as content
from heliodesk.loyalty.v1 import reward_service_pb2 as reward
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from heliodesk.translation.v1 import service_pb2 as translation

from services.edge.access.rules import Thing
from services.kit.errors import RefusalKind, Refused


class Calls(Protocol):
    """What is needed of kit.rpc.Client."""

    async def call(self, method: str, request: Message, *, tenant: str) -> Message: ...


@dataclass(frozen=True, slots=True)
class Owner:
    """Empty where there is none: of what isn't there, too."""

    customer_id: str = ""
    team_id: str = ""


NOBODY = Owner()


class Owners:
    """`clients` are by the full name of the service."""

    def __init__(self, clients: Mapping[str, Calls]) -> None:
        self._clients = clients
        self._asked = {
            Thing.TICKET: self._of_ticket,
            Thing.ORDER: self._of_order,
            Thing.SURVEY: self._of_survey,
            Thing.REDEMPTION: self._of_redemption,
            Thing.CONTENT: self._of_content,
            Thing.MESSAGE: self._of_message,
        }

    async def of(self, thing: Thing, id: str, tenant: str) -> Owner:
        """NOBODY where the tenant has no such thing. Raises Refused for an id that can't be one, Away."""
        if not id:
            return NOBODY
        try:
            return await self._asked[thing](id, tenant)
        except Refused as refusal:
            if refusal.kind is RefusalKind.NOT_FOUND:
                return NOBODY
            raise

    async def _of_ticket(self, id: str, tenant: str) -> Owner:
        request = ticketing.GetTicketRequest(ticket_id=id)
        ticket = (await self._ask(ticketing, "TicketingService", "GetTicket", request, tenant)).ticket
        return Owner(ticket.customer_id, ticket.team_id)

    async def _of_order(self, id: str, tenant: str) -> Owner:
        request = ticketing.GetOrderRequest(order_id=id)
        answer = await self._ask(ticketing, "TicketingService", "GetOrder", request, tenant)
        return Owner(answer.order.customer_id)

    async def _of_survey(self, id: str, tenant: str) -> Owner:
        request = feedback.GetSurveyRequest(survey_id=id)
        answer = await self._ask(feedback, "FeedbackService", "GetSurvey", request, tenant)
        return Owner(answer.survey.customer_id)

    async def _of_redemption(self, id: str, tenant: str) -> Owner:
        request = reward.GetRedemptionRequest(redemption_id=id)
        answer = await self._ask(reward, "RewardService", "GetRedemption", request, tenant)
        return Owner(answer.redemption.customer_id)

    async def _of_content(self, id: str, tenant: str) -> Owner:
        request = content.GetContentRequest(content_id=id)
        answer = await self._ask(content, "ContentService", "GetContent", request, tenant)
        return Owner(answer.content.customer_id)

    async def _of_message(self, id: str, tenant: str) -> Owner:
        """A message is its ticket's."""
        request = translation.GetMessageTranslationRequest(message_id=id)
        answer = await self._ask(translation, "TranslationService", "GetMessageTranslation", request, tenant)
        return await self.of(Thing.TICKET, answer.translation.ticket_id, tenant)

    async def _ask(self, contract, service: str, method: str, request: Message, tenant: str) -> Message:
        name = contract.DESCRIPTOR.services_by_name[service].full_name
        return await self._clients[name].call(method, request, tenant=tenant)
