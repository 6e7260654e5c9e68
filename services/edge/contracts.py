"""The calls that the edge offers, read from the contracts: services, methods and their HTTP bindings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from google.api import annotations_pb2, httpbody_pb2
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from heliodesk.audit.v1 import service_pb2 as audit
from heliodesk.commerce.v1 import service_pb2 as commerce
from heliodesk.common.v1 import rules_pb2
from heliodesk.escalation.v1 import service_pb2 as escalation
from heliodesk.feedback.v1 import service_pb2 as feedback
from heliodesk.identity.v1 import key_service_pb2 as identity
from heliodesk.loyalty.v1 import campaign_service_pb2 as campaign
from heliodesk.loyalty.v1 import content_service_pb2 as content
from heliodesk.loyalty.v1 import correction_service_pb2 as correction
from heliodesk.loyalty.v1 import draw_service_pb2 as draw
from heliodesk.loyalty.v1 import member_service_pb2 as member
from heliodesk.loyalty.v1 import programme_service_pb2 as programme
from heliodesk.loyalty.v1 import quote_service_pb2 as quote
from heliodesk.loyalty.v1 import referral_service_pb2 as referral
from heliodesk.loyalty.v1 import reward_service_pb2 as reward
from heliodesk.loyalty.v1 import service_pb2 as loyalty
from heliodesk.loyalty.v1 import statement_service_pb2 as statement
from heliodesk.sla.v1 import rulebook_service_pb2 as rulebook
from heliodesk.sla.v1 import service_pb2 as sla
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from heliodesk.translation.v1 import glossary_service_pb2 as glossary
from heliodesk.translation.v1 import memory_service_pb2 as memory
from heliodesk.translation.v1 import render_service_pb2 as render
from heliodesk.translation.v1 import routing_service_pb2 as routing
from heliodesk.translation.v1 import service_pb2 as translation
from heliodesk.translation.v1 import tone_service_pb2 as tone
from heliodesk.webhooks.v1 import service_pb2 as webhooks

COMMERCE: ServiceDescriptor = commerce.DESCRIPTOR.services_by_name["CommerceService"]
KEYS: ServiceDescriptor = identity.DESCRIPTOR.services_by_name["KeyService"]
AUDIT: ServiceDescriptor = audit.DESCRIPTOR.services_by_name["AuditService"]
WEBHOOKS: ServiceDescriptor = webhooks.DESCRIPTOR.services_by_name["WebhookService"]
# Which process answers the calls of which services; the edge itself keeps the commerce feed, the keys and the audit.
BACKENDS: dict[str, tuple[ServiceDescriptor, ...]] = {
    "ticketing": (ticketing.DESCRIPTOR.services_by_name["TicketingService"],),
    "translation": (
        translation.DESCRIPTOR.services_by_name["TranslationService"],
        glossary.DESCRIPTOR.services_by_name["GlossaryService"],
        memory.DESCRIPTOR.services_by_name["MemoryService"],
        routing.DESCRIPTOR.services_by_name["RoutingService"],
        render.DESCRIPTOR.services_by_name["RenderService"],
        tone.DESCRIPTOR.services_by_name["ToneService"],
    ),
    "sla": (
        sla.DESCRIPTOR.services_by_name["SlaService"],
        rulebook.DESCRIPTOR.services_by_name["RulebookService"],
    ),
    "escalation": (escalation.DESCRIPTOR.services_by_name["EscalationService"],),
    "loyalty": (
        loyalty.DESCRIPTOR.services_by_name["LoyaltyService"],
        draw.DESCRIPTOR.services_by_name["DrawService"],
        statement.DESCRIPTOR.services_by_name["StatementService"],
        member.DESCRIPTOR.services_by_name["MemberService"],
        referral.DESCRIPTOR.services_by_name["ReferralService"],
        content.DESCRIPTOR.services_by_name["ContentService"],
        programme.DESCRIPTOR.services_by_name["ProgrammeService"],
        reward.DESCRIPTOR.services_by_name["RewardService"],
        campaign.DESCRIPTOR.services_by_name["CampaignService"],
        quote.DESCRIPTOR.services_by_name["QuoteService"],
        correction.DESCRIPTOR.services_by_name["CorrectionService"],
    ),
    "feedback": (feedback.DESCRIPTOR.services_by_name["FeedbackService"],),
    "edge": (COMMERCE, KEYS, AUDIT, WEBHOOKS),
}

_PLACEHOLDER = re.compile(r"{([a-z0-9_]+)}")


class BadBinding(ValueError):
    """A contract binds a call in a way that the edge can't serve; the message names the call."""


@dataclass(frozen=True)
class Binding:
    """One call as HTTP: `POST /v1/tickets/{ticket_id}/replies`. Fields that are not in the path come from the body of a
    POST, or from the query."""

    method: MethodDescriptor
    verb: str
    path: str
    has_body: bool

    @property
    def service(self) -> str:
        """The service's full name."""
        return self.method.containing_service.full_name

    @cached_property
    def request(self) -> type[Message]:
        return GetMessageClass(self.method.input_type)

    @cached_property
    def response(self) -> type[Message]:
        return GetMessageClass(self.method.output_type)

    @property
    def answers_body(self) -> bool:
        """Whether the answer is a google.api.HttpBody: bytes of a type of their own (a page, a PDF), not JSON."""
        return self.method.output_type.full_name == httpbody_pb2.HttpBody.DESCRIPTOR.full_name

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.verb != "GET"

    @cached_property
    def path_fields(self) -> tuple[FieldDescriptor, ...]:
        return tuple(self.method.input_type.fields_by_name[name] for name in _PLACEHOLDER.findall(self.path))

    @cached_property
    def other_fields(self) -> tuple[FieldDescriptor, ...]:
        in_path = {field.name for field in self.path_fields}
        return tuple(field for field in self.method.input_type.fields if field.name not in in_path)


def tells_secret(method: MethodDescriptor) -> bool:
    """Whether its answer holds, at any depth, what is shown this once and kept nowhere."""
    seen, ahead = {method.output_type.full_name}, [method.output_type]
    while ahead:
        for field in ahead.pop().fields:
            if field.GetOptions().Extensions[rules_pb2.rules].secret:
                return True
            inner = field.message_type
            if inner is not None and inner.full_name not in seen:
                seen.add(inner.full_name)
                ahead.append(inner)
    return False


def services() -> Iterator[ServiceDescriptor]:
    for answered in BACKENDS.values():
        yield from answered


def bindings(among: Iterable[ServiceDescriptor] | None = None) -> Iterator[Binding]:
    """Every unary call with an HTTP binding of these services, or of all. Raises BadBinding."""
    for service in services() if among is None else among:
        for method in service.methods:
            if is_bound(method) and not method.client_streaming and not method.server_streaming:
                yield _binding(method, method.GetOptions().Extensions[annotations_pb2.http])


def is_bound(method: MethodDescriptor) -> bool:
    """Whether it is for the outside; a call without an HTTP binding is one among services."""
    return bool(method.GetOptions().Extensions[annotations_pb2.http].WhichOneof("pattern"))


def _binding(method: MethodDescriptor, rule) -> Binding:
    verb = rule.WhichOneof("pattern")
    path = getattr(rule, verb)
    if verb == "custom" or rule.body not in ("", "*") or rule.additional_bindings or rule.response_body:
        raise BadBinding(f'{method.full_name}: only get, post, put, patch, delete with body "*" or none are served')
    names = _PLACEHOLDER.findall(path)
    if "{" in _PLACEHOLDER.sub("", path) or any(name not in method.input_type.fields_by_name for name in names):
        raise BadBinding(f"{method.full_name}: {path} names what is not a field of {method.input_type.name}")
    binding = Binding(method, verb.upper(), path, rule.body == "*")
    if binding.answers_body and verb != "get":
        # What is kept for an Idempotency-Key is JSON.
        raise BadBinding(f"{method.full_name}: only a get answers a body of its own")
    scalars = [*binding.path_fields, *(() if binding.has_body else binding.other_fields)]
    for field in scalars:
        if field.message_type is not None or field.is_repeated:
            raise BadBinding(f"{field.full_name}: neither a path nor a query can hold it")
    return binding
