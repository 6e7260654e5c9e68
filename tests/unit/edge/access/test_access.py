"""Who may make which call, and what a request becomes on its way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback
from heliodesk.loyalty.v1 import draw_service_pb2 as draws
from heliodesk.loyalty.v1 import reward_service_pb2 as rewards
from heliodesk.loyalty.v1 import reward_types_pb2
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as types
from heliodesk.translation.v1 import service_pb2 as translation
from hypothesis import given
from hypothesis import strategies as st

from services.edge.access.access import Access, standing_of
from services.edge.access.routes import FOLLOW
from services.edge.access.rules import SCOPES, STAFF, Rule, rule_of
from services.edge.contracts import services
from services.edge.identity.caller import EVERY_SCOPE, Caller, CallerKind, Role
from services.kit.errors import RefusalKind, Refused

METHODS = {method.full_name: method for service in services() for method in service.methods}
OPEN = [method for method in METHODS.values() if rule_of(method) is not None]
TICKETING, REWARDS = "heliodesk.ticketing.v1.TicketingService", "heliodesk.loyalty.v1.RewardService"
FEEDBACK, TRANSLATION = "heliodesk.feedback.v1.FeedbackService", "heliodesk.translation.v1.TranslationService"


class Peers:
    """What the services know: ticket t1 of customer ana and team north, and what is about it; in the shop alone."""

    async def call(self, method: str, request: Any, *, tenant: str) -> Any:
        known = {
            "GetTicket": ("t1", ticketing.GetTicketResponse(ticket=types.Ticket(customer_id="ana", team_id="north"))),
            "GetMessageTranslation": (
                "m1",
                translation.GetMessageTranslationResponse(translation=translation.MessageTranslation(ticket_id="t1")),
            ),
            "GetSurvey": ("s1", feedback.GetSurveyResponse(survey=feedback.Survey(customer_id="ana"))),
            "GetRedemption": (
                "r1",
                rewards.GetRedemptionResponse(redemption=reward_types_pb2.Redemption(customer_id="ana")),
            ),
            "GetOrder": ("o1", ticketing.GetOrderResponse(order=types.Order(customer_id=""))),
        }
        id, answer = known[method]
        if tenant != "shop" or request.ListFields()[0][1] != id:
            raise Refused("NOT_THERE", "no such thing", RefusalKind.NOT_FOUND)
        return answer


ACCESS = Access(services(), {service.full_name: Peers() for service in services()})


def person(*roles: Role, id: str = "kim", **known) -> Caller:
    return Caller("shop", CallerKind.PERSON, id, roles=frozenset(roles), **known)


def customer(id: str = "ana", tenant: str = "shop") -> Caller:
    return Caller(tenant, CallerKind.PERSON, id, roles=frozenset({Role.CUSTOMER}), customer_id=id)


def partner(*teams: str) -> Caller:
    return person(Role.AGENT, partner=True, teams=frozenset(teams))


def system(*scopes: str) -> Caller:
    return Caller("shop", CallerKind.SYSTEM, "key-1", scopes=frozenset(scopes))


def admit(caller: Caller, method: str, request: Any) -> Any:
    asyncio.run(ACCESS.admit(caller, ACCESS.grant(caller, method), request))
    return request


def refused(caller: Caller, method: str, request: Any) -> tuple[str, RefusalKind, str]:
    with pytest.raises(Refused) as error:
        admit(caller, method, request)
    return error.value.reason, error.value.kind, error.value.message


roles = st.frozensets(st.sampled_from(STAFF), min_size=1)


@given(st.sampled_from(OPEN), roles)
def test_one_of_the_staff_may_do_what_those_before_it_may(method, roles):
    rule = rule_of(method)
    may = rule.staff is not None and max(map(STAFF.index, roles)) >= STAFF.index(rule.staff)
    try:
        standing_of(person(*roles), rule)
    except Refused as refusal:
        assert (may, refusal.reason, refusal.kind) == (False, "ROLE_TOO_LOW", RefusalKind.FORBIDDEN)
    else:
        assert may


@given(st.sampled_from(OPEN), st.frozensets(st.sampled_from(sorted(SCOPES))), st.booleans())
def test_a_key_may_do_what_its_scopes_name_whatever_they_are(method, scopes, all_of_them):
    rule = rule_of(method)
    scopes |= {EVERY_SCOPE} if all_of_them else set()
    try:
        standing_of(system(*scopes), rule)
    except Refused as refusal:
        assert (refusal.reason, refusal.kind) == ("SCOPE_MISSING", RefusalKind.FORBIDDEN)
        assert not scopes & {rule.scope, EVERY_SCOPE}
    else:
        assert scopes & {rule.scope, EVERY_SCOPE}


@given(st.sampled_from(OPEN), roles)
def test_a_partner_does_what_partners_may_whatever_its_roles_are(method, roles):
    rule = rule_of(method)
    try:
        standing_of(person(*roles, partner=True, teams=frozenset({"north"})), rule)
    except Refused as refusal:
        assert (rule.partner, refusal.reason) == (None, "ROLE_TOO_LOW")
    else:
        assert rule.partner is not None


def test_a_key_without_scopes_a_person_without_roles_and_a_call_for_no_key_are_refused():
    assert refused(system(), f"{TICKETING}.GetTicket", None)[0] == "SCOPE_MISSING"
    assert refused(person(), f"{TICKETING}.GetTicket", None)[0] == "NO_ROLE"
    with pytest.raises(Refused, match="SCOPE_MISSING"):
        standing_of(system(EVERY_SCOPE), Rule(staff=Role.ADMIN, scope=None))


def test_a_call_that_says_nothing_is_closed_to_everybody():
    for caller in (system(EVERY_SCOPE), person(Role.ADMIN), customer(), partner("north")):
        reason, kind, _ = refused(caller, f"{TICKETING}.GetUnpublished", ticketing.GetUnpublishedRequest())
        assert (reason, kind) == ("NOT_OPEN", RefusalKind.FORBIDDEN)


def test_where_no_request_is_to_be_parsed_none_is_needed():
    callers = [system(EVERY_SCOPE), person(Role.ADMIN), customer(), partner("north")]
    unparsed = 0
    for method in OPEN:
        for caller in callers:
            try:
                grant = ACCESS.grant(caller, method.full_name)
            except Refused:
                continue
            if not grant.looks:
                unparsed += 1
                asyncio.run(ACCESS.admit(caller, grant, None))
    assert unparsed > len(OPEN), "systems' requests are never parsed, and those of the staff seldom"


# Who acts.


def test_a_person_acts_as_themself_and_as_nobody_else():
    for caller in (person(Role.AGENT), partner("north")):
        said = admit(caller, f"{TICKETING}.Reply", ticketing.ReplyRequest(ticket_id="t1", text="Hello"))
        assert said.agent_id == "kim"
        again = ticketing.ReplyRequest(ticket_id="t1", agent_id="kim")
        assert admit(caller, f"{TICKETING}.Reply", again).agent_id == "kim"
        other = ticketing.ReplyRequest(ticket_id="t1", agent_id="lee")
        assert refused(caller, f"{TICKETING}.Reply", other)[:2] == ("ACTS_FOR_ANOTHER", RefusalKind.FORBIDDEN)


def test_a_system_says_for_whom_it_acts():
    said = admit(system("tickets:write"), f"{TICKETING}.Reply", ticketing.ReplyRequest(agent_id="lee"))
    assert said.agent_id == "lee"


def test_a_customer_cancels_a_redemption_in_nobodys_name():
    method = f"{REWARDS}.CancelRedemption"
    assert admit(customer(), method, rewards.CancelRedemptionRequest(redemption_id="r1")).actor == ""
    for actor in ("kim", "ana"):
        said = rewards.CancelRedemptionRequest(redemption_id="r1", actor=actor)
        assert refused(customer(), method, said)[0] == "ACTS_FOR_ANOTHER"


# What is a customer's own.


def test_a_customer_is_filled_in_and_another_is_refused():
    method = f"{REWARDS}.Redeem"
    assert admit(customer(), method, rewards.RedeemRequest(reward_id="mug")).customer_id == "ana"
    assert admit(customer(), method, rewards.RedeemRequest(customer_id="ana")).customer_id == "ana"
    other = rewards.RedeemRequest(customer_id="bea")
    assert refused(customer(), method, other)[:2] == ("NOT_YOURS", RefusalKind.FORBIDDEN)


def test_a_customer_writes_in_their_own_name_into_their_own_conversations():
    request = ticketing.ReceiveMessageRequest(thread="chat-1")
    said = admit(customer(), f"{TICKETING}.ReceiveMessage", request)
    assert getattr(said, "from").customer_id == "ana" and said.own_conversation
    getattr(request, "from").customer_id = "bea"
    assert refused(customer(), f"{TICKETING}.ReceiveMessage", request)[0] == "NOT_YOURS"


def test_a_customer_says_neither_how_urgent_it_is_nor_that_they_have_waited_for_days():
    said = ticketing.ReceiveMessageRequest(text="Hello", priority=types.PRIORITY_URGENT)
    said.sent_at.FromJsonString("2020-01-01T00:00:00Z")
    at_once = ticketing.ReceiveMessageRequest.FromString(said.SerializeToString())
    admit(customer(), f"{TICKETING}.ReceiveMessage", said)
    assert (said.text, said.priority, said.HasField("sent_at")) == ("Hello", types.PRIORITY_UNSPECIFIED, False)
    assert admit(person(Role.AGENT), f"{TICKETING}.ReceiveMessage", at_once).priority == types.PRIORITY_URGENT


def test_a_customer_reads_no_notes_whatever_they_ask_for():
    said = ticketing.ListMessagesRequest(ticket_id="t1", public_only=False)
    assert admit(customer(), f"{TICKETING}.ListMessages", said).public_only


@pytest.mark.parametrize(
    ("method", "own", "missing"),
    [
        (f"{TICKETING}.GetTicket", ticketing.GetTicketRequest(ticket_id="t1"), {"ticket_id": "t9"}),
        (f"{FEEDBACK}.AnswerSurvey", feedback.AnswerSurveyRequest(survey_id="s1"), {"survey_id": "s9"}),
        (f"{REWARDS}.GetRedemption", rewards.GetRedemptionRequest(redemption_id="r1"), {"redemption_id": "r9"}),
        (
            f"{TRANSLATION}.GetMessageTranslation",
            translation.GetMessageTranslationRequest(message_id="m1"),
            {"message_id": "m9"},
        ),
    ],
)
def test_what_is_anothers_is_answered_as_what_is_not_there(method, own, missing):
    admit(customer("ana"), method, own)
    anothers = refused(customer("bea"), method, own)
    assert anothers == refused(customer("bea"), method, type(own)(**missing))
    assert anothers == refused(customer("ana", tenant="other"), method, own), "another shop's customer of the same id"
    assert anothers == refused(customer("ana"), method, type(own)()), "nothing was asked for"
    assert anothers[:2] == ("NOT_YOURS", RefusalKind.NOT_FOUND)


def test_what_is_nobodys_is_not_that_of_a_customer_without_an_id():
    nameless = person(Role.CUSTOMER)
    assert refused(nameless, f"{TICKETING}.GetOrder", ticketing.GetOrderRequest(order_id="o1"))[0] == "NOT_YOURS"
    assert refused(nameless, f"{TICKETING}.ListOrders", ticketing.ListOrdersRequest())[0] == "NOT_YOURS"


def test_a_customer_who_is_an_agent_too_is_one_of_the_staff():
    both = person(Role.AGENT, Role.CUSTOMER, customer_id="bea")
    said = ticketing.ListMessagesRequest(ticket_id="t1")
    assert not admit(both, f"{TICKETING}.ListMessages", said).public_only
    # What the staff may not do at all, they do as a customer.
    assert refused(both, f"{FEEDBACK}.AnswerSurvey", feedback.AnswerSurveyRequest(survey_id="s1"))[0] == "NOT_YOURS"


def test_draws_are_for_every_customer():
    admit(customer(), "heliodesk.loyalty.v1.DrawService.GetDraw", draws.GetDrawRequest(draw_id="spring"))


# What is of a partner's teams.


def test_a_partner_sees_the_tickets_of_its_teams():
    said = ticketing.GetTicketRequest(ticket_id="t1")
    admit(partner("north", "south"), f"{TICKETING}.GetTicket", said)
    anothers = refused(partner("south"), f"{TICKETING}.GetTicket", said)
    assert anothers == refused(partner("south"), f"{TICKETING}.GetTicket", ticketing.GetTicketRequest(ticket_id="t9"))
    assert anothers == refused(partner(), f"{TICKETING}.GetTicket", said)


def test_a_partners_list_is_of_one_of_its_teams():
    method = f"{TICKETING}.ListTickets"
    assert admit(partner("north"), method, ticketing.ListTicketsRequest()).team_id == "north"
    two = partner("north", "south")
    assert admit(two, method, ticketing.ListTicketsRequest(team_id="south")).team_id == "south"
    assert refused(two, method, ticketing.ListTicketsRequest())[0] == "NOT_YOURS", "it has to say which"
    assert refused(two, method, ticketing.ListTicketsRequest(team_id="west"))[0] == "NOT_YOURS"
    assert refused(partner(), method, ticketing.ListTicketsRequest())[0] == "NOT_YOURS"


# What is told.


def test_customers_are_not_told_what_is_for_the_staff():
    of_staff, of_customers = (
        ACCESS.grant(caller, f"{TICKETING}.GetTimeline") for caller in (person(Role.AGENT), customer())
    )
    answer = ticketing.GetTimelineResponse()
    entry = answer.entries.add().ticket
    entry.CopyFrom(types.Ticket(ticket_id="t1", subject="Parcel", team_id="north", team_reason="best", skills=["x"]))
    entry.compensations.add(points=50, reason="late").actor.id = "kim"

    told = ticketing.GetTimelineResponse.FromString(answer.SerializeToString())
    of_staff.withhold(told)
    assert told == answer and not of_staff.withholds

    assert of_customers.withholds
    of_customers.withhold(told)
    ticket = told.entries[0].ticket
    assert (ticket.subject, ticket.team_id, ticket.team_reason, list(ticket.skills)) == ("Parcel", "", "", [])
    assert (ticket.compensations[0].points, ticket.compensations[0].HasField("actor")) == (50, False)


def test_the_live_stream_is_for_the_staff_and_keys_that_may_follow_it():
    for caller in (person(Role.AGENT), system("events:read")):
        standing_of(caller, FOLLOW)
    for caller in (customer(), partner("north"), system("tickets:read"), person()):
        with pytest.raises(Refused) as refusal:
            standing_of(caller, FOLLOW)
        assert refusal.value.kind is RefusalKind.FORBIDDEN
