"""The calls, as peers make them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from heliodesk.escalation.v1 import service_pb2 as pb
from heliodesk.escalation.v1 import types_pb2

from services.escalation.documents import (
    ChainVersionDocument,
    EscalationDocument,
    filters,
    replaced_query,
)
from services.escalation.domain.words import EscalationState, Trigger
from services.kit.convert import to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.rpc import Client, serve
from services.kit.settings import Settings
from services.kit.ticking.auditor import overdue_query
from tests.integration.escalation.conftest import TENANT
from tests.support.chains import chain, notify, repeat, wait
from tests.support.streams import eventually

SERVICE = "heliodesk.escalation.v1.EscalationService"


@pytest.fixture
async def client(desk) -> AsyncIterator[Client]:
    settings = Settings(service="escalation", HELIODESK_GRPC_PORT=0, HELIODESK_DRAIN_TIMEOUT=0)
    server = await serve([(SERVICE, desk.calls)], settings, Health())
    made = Client(f"127.0.0.1:{server.port}", SERVICE)
    yield made
    await made.close()
    await server.stop()


def publishing(published, **more) -> pb.PublishChainRequest:
    return pb.PublishChainRequest(chain=to_proto(published, types_pb2.Chain), **more)


async def test_a_chain_that_loops_or_calls_nobody_is_refused_and_nothing_is_stored(desk, client):
    looping = publishing(chain(notify(), wait(), notify(), repeat(3)))
    with pytest.raises(Refused) as refused:
        await client.call("PublishChain", looping, tenant=TENANT)
    assert refused.value.kind is RefusalKind.INVALID
    assert [(one.field, one.reason) for one in refused.value.violations] == [
        ("chain.steps.3.repeat.from_step", "LOOPS")
    ]
    stepless = publishing(chain(notify()))
    stepless.chain.steps.add()
    with pytest.raises(Refused) as refused:
        await client.call("PublishChain", stepless, tenant=TENANT)
    assert [(one.field, one.reason) for one in refused.value.violations] == [("chain.steps.1.step", "REQUIRED")]
    unconditional = publishing(chain(notify()))
    unconditional.chain.conditions.ClearField("triggers")
    with pytest.raises(Refused) as refused:
        await client.call("PublishChain", unconditional, tenant=TENANT)
    assert refused.value.violations[0].field == "chain.conditions.triggers"
    assert desk.books.collection.count_documents({}) == 0


async def test_a_chain_that_is_only_validated_is_not_stored(desk, client):
    answer = await client.call("PublishChain", publishing(chain(), validate_only=True), tenant=TENANT)
    assert answer.chain.version == 1
    assert not (await client.call("ListChains", pb.ListChainsRequest(), tenant=TENANT)).chains


async def test_versions_of_a_chain_are_all_kept_and_the_newest_is_listed(client):
    for steps in ([notify()], [wait(), notify()], [wait(), wait(), notify()]):
        await client.call("PublishChain", publishing(chain(*steps)), tenant=TENANT)
    await client.call("PublishChain", publishing(chain(chain_id="first", position=0)), tenant=TENANT)
    await client.call("PublishChain", publishing(chain(chain_id="a-last", position=9)), tenant=TENANT)
    newest = await client.call("ListChains", pb.ListChainsRequest(), tenant=TENANT)
    assert [(one.chain_id, one.version) for one in newest.chains] == [("breach", 3), ("first", 1), ("a-last", 1)]
    versions = await client.call("ListChains", pb.ListChainsRequest(chain_id="breach"), tenant=TENANT)
    assert [(one.version, len(one.steps)) for one in versions.chains] == [(3, 3), (2, 2), (1, 1)]
    others = await client.call("ListChains", pb.ListChainsRequest(), tenant="nordlicht")
    assert not others.chains


async def test_a_command_that_is_repeated_publishes_one_version(client):
    for _ in range(2):
        answer = await client.call("PublishChain", publishing(chain()), tenant=TENANT, command_id="c-1")
    assert answer.chain.version == 1


async def test_by_hand_a_chain_starts_at_once_and_once(running_desk, client):
    desk = running_desk
    await desk.publish(chain(notify(), wait(600), notify(), triggers=(Trigger.HAND,)))
    ticket = await desk.opened()
    await desk.known(ticket)
    request = pb.StartEscalationRequest(chain_id="breach", ticket_id=ticket, by="agent-ana")
    first = await client.call("StartEscalation", request, tenant=TENANT, command_id="c-1")
    again = await client.call("StartEscalation", request, tenant=TENANT, command_id="c-1")
    other = await client.call("StartEscalation", request, tenant=TENANT, command_id="c-2")
    ids = {answer.escalation.escalation_id for answer in (first, again, other)}
    assert len(ids) == 1
    assert first.escalation.trigger == types_pb2.TRIGGER_HAND
    (escalation_id,) = ids
    await desk.stands_at(ticket, 2)
    assert len(desk.all()) == 1
    shown = await client.call("GetEscalation", pb.GetEscalationRequest(escalation_id=escalation_id), tenant=TENANT)
    assert [(line.number, line.by, line.what) for line in shown.audit_trail] == [
        (1, "agent-ana", "started"),
        (2, "", "notified"),
        (3, "", "waited"),
    ]
    assert shown.audit_trail[0].detail == "chain breach, version 1: by hand"


async def test_a_crisis_is_started_without_a_ticket_and_other_chains_with_one(desk, client):
    await desk.publish(chain(chain_id="crisis", crisis=True), chain(), chain(chain_id="old", retired=True))
    starts = {
        "NO_CHAIN": {"chain_id": "nothing"},
        "CHAIN_RETIRED": {"chain_id": "old", "ticket_id": new_id()},
        "CRISIS_HAS_NO_TICKET": {"chain_id": "crisis", "ticket_id": new_id()},
        "REQUIRED": {"chain_id": "breach"},
        "TICKET_NOT_FOUND": {"chain_id": "breach", "ticket_id": new_id()},
    }
    for reason, fields in starts.items():
        with pytest.raises(Refused) as refused:
            await client.call("StartEscalation", pb.StartEscalationRequest(by="ana", **fields), tenant=TENANT)
        assert refused.value.reason == reason
    request = pb.StartEscalationRequest(chain_id="crisis", by="ana")
    answers = [await client.call("StartEscalation", request, tenant=TENANT) for _ in range(2)]
    assert answers[0].escalation.escalation_id == answers[1].escalation.escalation_id
    assert not answers[0].escalation.ticket_id


async def test_an_escalation_is_taken_up_snoozed_and_resolved_by_people(running_desk, client):
    desk = running_desk
    await desk.publish(chain(wait(600), notify()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    waiting = await desk.stands_at(ticket, 1)
    one = {"escalation_id": waiting.escalation_id, "by": "ana"}
    until = to_timestamp(desk.time.now() + timedelta(minutes=30))
    snoozed = await client.call("SnoozeEscalation", pb.SnoozeEscalationRequest(**one, until=until), tenant=TENANT)
    assert snoozed.escalation.state == types_pb2.ESCALATION_STATE_SNOOZED
    assert snoozed.escalation.next_at == until
    desk.pass_time(minutes=20)
    await desk.caught_up()
    assert desk.of(ticket)[0].state is EscalationState.SNOOZED
    desk.pass_time(minutes=10)
    await desk.the_one_of(ticket, state=EscalationState.EXHAUSTED)
    taken_up = await client.call("AcknowledgeEscalation", pb.AcknowledgeEscalationRequest(**one), tenant=TENANT)
    assert taken_up.escalation.state == types_pb2.ESCALATION_STATE_ACKNOWLEDGED
    await client.call("ResolveEscalation", pb.ResolveEscalationRequest(**one, why="answered"), tenant=TENANT)
    await desk.tells(
        waiting.escalation_id,
        "EscalationStarted",
        "StepTaken",
        "EscalationSnoozed",
        "EscalationResumed",
        "PersonNotified",
        "EscalationExhausted",
        "EscalationAcknowledged",
        "EscalationResolved",
    )
    with pytest.raises(Refused, match="ESCALATION_OVER"):
        await client.call("SnoozeEscalation", pb.SnoozeEscalationRequest(**one, until=until), tenant=TENANT)


async def test_who_takes_it_up_stops_the_steps_that_would_have_come(running_desk):
    desk = running_desk
    await desk.publish(chain(wait(600), notify()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    waiting = await desk.stands_at(ticket, 1)
    await desk.acknowledge(waiting.escalation_id)
    desk.pass_time(hours=1)
    await eventually(lambda: desk.timers.count_documents({}) == 0)
    await desk.tells(waiting.escalation_id, "EscalationStarted", "StepTaken", "EscalationAcknowledged")
    await eventually(lambda: not desk.case(ticket).called[0].runs)


async def test_escalations_are_listed_newest_first_by_state_and_by_ticket(running_desk, client):
    desk = running_desk
    await desk.publish(chain(wait(600), notify()))
    tickets = []
    for _ in range(3):
        tickets.append(await desk.opened())
        await desk.breached(tickets[-1])
        await desk.stands_at(tickets[-1], 1)
        desk.pass_time(seconds=1)
    await desk.acknowledge(desk.of(tickets[1])[0].escalation_id)

    async def listed(**asked) -> list[str]:
        request = pb.ListEscalationsRequest(**asked)
        answer = await client.call("ListEscalations", request, tenant=TENANT)
        return [one.ticket_id for one in answer.escalations]

    first = await client.call("ListEscalations", pb.ListEscalationsRequest(page_size=2), tenant=TENANT)
    rest = pb.ListEscalationsRequest(page_size=2, cursor=first.next_cursor)
    assert [one.ticket_id for one in first.escalations] == [tickets[2], tickets[1]]
    assert [one.ticket_id for one in (await client.call("ListEscalations", rest, tenant=TENANT)).escalations] == [
        tickets[0]
    ]
    assert await listed(state=types_pb2.ESCALATION_STATE_ACKNOWLEDGED) == [tickets[1]]
    assert await listed(ticket_id=tickets[2]) == [tickets[2]]
    assert not (await client.call("ListEscalations", pb.ListEscalationsRequest(), tenant="nordlicht")).escalations
    unknown = pb.GetEscalationRequest(escalation_id=desk.of(tickets[0])[0].escalation_id)
    with pytest.raises(Refused, match="NO_ESCALATION"):
        await client.call("GetEscalation", unknown, tenant="nordlicht")


@pytest.mark.parametrize(
    "query",
    [
        {"tenant": TENANT},
        {"tenant": TENANT, "state.state": "running"},
        {"tenant": TENANT, "state.ticket_id": "t"},
    ],
)
async def test_lists_go_by_an_index(desk, query):
    found = EscalationDocument._get_collection().find(query).sort([("state.started_at", -1), ("_id", -1)])
    assert "IXSCAN" in str(found.explain()["queryPlanner"]["winningPlan"])


async def test_what_the_auditor_asks_and_older_versions_go_by_an_index(desk):
    assert filters(EscalationState.RUNNING, "") == {"state": "running"}
    overdue = EscalationDocument._get_collection().find(overdue_query(desk.time.now())).sort("state.next_at", 1)
    assert "IXSCAN" in str(overdue.explain()["queryPlanner"]["winningPlan"])
    older = ChainVersionDocument._get_collection().find(replaced_query(chain(), TENANT)).sort("version", -1)
    assert "IXSCAN" in str(older.explain()["queryPlanner"]["winningPlan"])
