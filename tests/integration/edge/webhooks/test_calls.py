"""What a shop asks of its endpoints and of the log of what was sent to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from heliodesk.webhooks.v1 import events_pb2
from heliodesk.webhooks.v1 import service_pb2 as pb

from services.edge.webhooks.changing import MOST_ENDPOINTS
from services.edge.webhooks.deliveries import due_query, list_query
from services.edge.webhooks.documents import ENDPOINTS_INDEX, endpoints_query
from services.edge.webhooks.domain.words import DeliveryStatus, EndpointStatus
from services.edge.webhooks.queues import queues_query
from services.edge.webhooks.resealing import reseal_all
from services.edge.webhooks.sealing import Sealer
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from tests.integration.edge.webhooks.conftest import KEYS, NOON, Desk
from tests.support.webhook_receiver import status, verified

NEW_KEY = "the new key of these tests: 32 or more"


async def refusal(answer) -> Refused:
    with pytest.raises(Refused) as refused:
        await answer
    return refused.value


async def test_an_endpoint_is_made_once_for_a_command_and_its_secret_lies_nowhere_in_plain(desk: Desk):
    call, asked = desk.call(), pb.CreateEndpointRequest(url=f"{desk.receiver.url}/hook", types=["*"])
    first, again = await desk.calls.CreateEndpoint(asked, call), await desk.calls.CreateEndpoint(asked, call)
    assert first == again and first.secret.startswith("whsec_")
    listed = await desk.calls.ListEndpoints(pb.ListEndpointsRequest(), desk.call())
    assert list(listed.endpoints) == [first.endpoint]
    (stored,) = desk.store.collection.find({"tenant": desk.tenant})
    assert first.secret.removeprefix("whsec_") not in str(stored)
    assert desk.told() == [
        events_pb2.WebhookEndpointCreated(
            endpoint_id=first.endpoint.endpoint_id, types=["*"], created_at=to_timestamp(NOON)
        )
    ]


@pytest.mark.parametrize(
    ("url", "types", "fields"),
    [
        ("http://10.0.0.1:{port}/", ["*"], {"url": "PRIVATE_ADDRESS"}),
        ("https://a.example:22/", ["*"], {"url": "PORT_NOT_ALLOWED"}),
        (
            "",
            ["heliodesk.ticketing.v1.TicketStolen", "*", "*"],
            {"types.0": "UNKNOWN_EVENT_TYPE", "types.2": "DUPLICATE"},
        ),
    ],
)  # fmt: skip
async def test_what_cannot_be_called_or_never_happens_is_refused_by_its_field(desk: Desk, url, types, fields):
    port = desk.receiver.url.rpartition(":")[2]
    asked = pb.CreateEndpointRequest(url=url.format(port=port) or desk.receiver.url, types=types)
    refused = await refusal(desk.calls.CreateEndpoint(asked, desk.call()))
    assert {one.field: one.reason for one in refused.violations} == fields


async def test_without_keys_no_endpoint_is_made_and_it_is_said_why(desk: Desk, webhook_database):
    closed = Desk(desk.tenant, desk.receiver, webhook_database, sealer=None)
    refused = await refusal(closed.endpoint())
    assert (refused.reason, refused.kind) == ("WEBHOOKS_CLOSED", RefusalKind.FAILED_PRECONDITION)
    assert "HELIODESK_WEBHOOK_KEYS" in refused.message


async def test_an_endpoint_is_changed_paused_and_deleted(desk: Desk):
    hook, _ = await desk.endpoint("/before")
    changed = pb.UpdateEndpointRequest(endpoint_id=hook, url=f"{desk.receiver.url}/after", types=["*"], description="x")
    assert (await desk.calls.UpdateEndpoint(changed, desk.call())).endpoint.url.endswith("/after")
    await desk.calls.DisableEndpoint(pb.DisableEndpointRequest(endpoint_id=hook), desk.call())
    await desk.happens()
    shown = (await desk.calls.EnableEndpoint(pb.EnableEndpointRequest(endpoint_id=hook), desk.call())).endpoint
    assert shown.status == pb.ENDPOINT_STATUS_ENABLED
    async with desk.sending():
        await desk.happens()
        await desk.settled(hook, "delivered")
    assert [one.path for one in desk.receiver.received] == ["/after"]
    await desk.calls.DeleteEndpoint(pb.DeleteEndpointRequest(endpoint_id=hook), desk.call())
    assert (await refusal(desk.shown(hook))).reason == "ENDPOINT_NOT_FOUND"
    assert (await refusal(desk.log(hook))).reason == "ENDPOINT_NOT_FOUND"
    assert not (await desk.calls.ListEndpoints(pb.ListEndpointsRequest(), desk.call())).endpoints
    assert [type(event).__name__.removeprefix("WebhookEndpoint") for event in desk.told()] == [
        "Created", "Changed", "Disabled", "Enabled", "Deleted",
    ]  # fmt: skip


async def test_another_shop_sees_neither_endpoint_nor_delivery(desk: Desk, webhook_database):
    hook, _ = await desk.endpoint()
    async with desk.sending():
        await desk.happens()
        (delivery,) = await desk.settled(hook, "delivered")
    other = Desk(f"{desk.tenant}-other", desk.receiver, webhook_database)
    assert (await refusal(other.shown(hook))).kind is RefusalKind.NOT_FOUND
    assert (await refusal(other.log(hook))).kind is RefusalKind.NOT_FOUND
    asked = pb.GetDeliveryRequest(delivery_id=delivery.delivery_id)
    assert (await refusal(other.calls.GetDelivery(asked, other.call()))).kind is RefusalKind.NOT_FOUND
    assert not (await other.calls.ListEndpoints(pb.ListEndpointsRequest(), other.call())).endpoints


async def test_a_shop_has_so_many_endpoints_and_no_more(desk: Desk):
    for number in range(MOST_ENDPOINTS):
        await desk.endpoint(f"/{number}")
    assert (await refusal(desk.endpoint("/one-more"))).reason == "TOO_MANY_ENDPOINTS"


async def test_a_test_is_sent_as_an_event_would_be(desk: Desk):
    hook, secret = await desk.endpoint("/hook", "heliodesk.sla.v1.*")
    asked = pb.SendTestRequest(endpoint_id=hook, type="heliodesk.loyalty.v1.PointsEarned")
    async with desk.sending():
        sent = (await desk.calls.SendTest(pb.SendTestRequest(endpoint_id=hook), desk.call())).delivery
        await desk.settled(hook, "delivered")
        refused = await refusal(desk.calls.SendTest(pb.SendTestRequest(endpoint_id=hook, type="x.Y"), desk.call()))
        call = desk.call()
        for _ in range(2):
            await desk.calls.SendTest(asked, call)
        await desk.settled(hook, "delivered", 2)
    first, second = desk.receiver.received
    assert verified(secret, first) and first.id == sent.delivery_id
    assert first.event["test"] is True and first.event["type"].startswith("heliodesk.sla.v1.")
    assert second.event["type"] == asked.type and second.event["tenant"] == desk.tenant
    assert refused.violations[0].field == "type"


async def test_the_log_tells_what_was_sent_and_what_came_of_each_attempt(desk: Desk):
    hook, _ = await desk.endpoint()
    desk.receiver.answers["/hook"] = status(500, "the disk is full")
    async with desk.sending():
        await desk.happens()
        await desk.tried(hook, 1)
        desk.receiver.answers.clear()
        desk.clock.advance(timedelta(seconds=10))
        (delivery,) = await desk.settled(hook, "delivered")
    first, second = delivery.attempts
    assert (first.status_code, first.answer, second.status_code, second.answer) == (500, "the disk is full", 204, "")
    assert first.at == to_timestamp(NOON) and second.at == to_timestamp(NOON + timedelta(seconds=10))
    asked = pb.GetDeliveryRequest(delivery_id=delivery.delivery_id)
    found = await desk.calls.GetDelivery(asked, desk.call())
    assert found.body.encode() == desk.receiver.received[0].body and found.delivery == delivery


async def test_the_log_is_read_page_by_page_newest_first(desk: Desk):
    hook, _ = await desk.endpoint()
    for _ in range(7):
        await desk.happens()
        desk.clock.advance(timedelta(seconds=1))
    await desk.calls.DisableEndpoint(pb.DisableEndpointRequest(endpoint_id=hook), desk.call())
    async with desk.sending():
        await desk.settled(hook, "failed", 7)
    for only in (pb.DELIVERY_STATUS_UNSPECIFIED, pb.DELIVERY_STATUS_FAILED):
        read, cursor = [], ""
        while cursor or not read:
            asked = pb.ListDeliveriesRequest(endpoint_id=hook, status=only, page_size=3, cursor=cursor)
            page = await desk.calls.ListDeliveries(asked, desk.call())
            read, cursor = [*read, *page.deliveries], page.next_cursor
        assert [one.created_at.seconds for one in read] == sorted(
            (one.created_at.seconds for one in read), reverse=True
        )
        assert len({one.delivery_id for one in read}) == 7
    bad = pb.ListDeliveriesRequest(endpoint_id=hook, cursor="nonsense")
    assert (await refusal(desk.calls.ListDeliveries(bad, desk.call()))).reason == "BAD_CURSOR"


async def test_one_delivery_is_sent_again_under_its_id(desk: Desk):
    hook, _ = await desk.endpoint()
    async with desk.sending():
        await desk.happens()
        (delivery,) = await desk.settled(hook, "delivered")
        again = await desk.calls.ReplayDelivery(pb.ReplayDeliveryRequest(delivery_id=delivery.delivery_id), desk.call())
        assert again.delivery.delivery_id == delivery.delivery_id
        await desk.tried(hook, 2)
    assert desk.receiver.ids("/hook") == [delivery.delivery_id] * 2


async def test_all_that_failed_since_an_instant_is_sent_again(desk: Desk):
    hook, _ = await desk.endpoint()
    old = await desk.happens()
    desk.clock.advance(timedelta(hours=1))
    lost = [envelope.id for envelope in await desk.happens(3)]
    await desk.calls.DisableEndpoint(pb.DisableEndpointRequest(endpoint_id=hook), desk.call())
    replay = pb.ReplayFailedRequest(endpoint_id=hook, since=to_timestamp(desk.clock.now()))
    async with desk.sending():
        await desk.settled(hook, "failed", 4)
        assert (await refusal(desk.calls.ReplayFailed(replay, desk.call()))).reason == "ENDPOINT_DISABLED"
        await desk.calls.EnableEndpoint(pb.EnableEndpointRequest(endpoint_id=hook), desk.call())
        assert (await desk.calls.ReplayFailed(replay, desk.call())).count == 3
        await desk.settled(hook, "delivered", 3)
    sent = [one.event["id"] for one in desk.receiver.received]
    assert sorted(sent) == sorted(lost) and old[0].id not in sent


async def test_a_new_key_seals_anew_what_the_old_one_sealed(desk: Desk, webhook_database):
    hook, secret = await desk.endpoint()
    both = Sealer([NEW_KEY, *KEYS])
    assert [reseal_all(desk.store, both, lambda pending: None) for _ in range(2)] == [1, 0]
    renewed = Desk(desk.tenant, desk.receiver, webhook_database, sealer=Sealer([NEW_KEY]))
    async with renewed.sending():
        await renewed.happens()
        await renewed.settled(hook, "delivered")
    assert verified(secret, desk.receiver.received[0])


async def test_the_store_forgets_a_delivery_after_30_days(desk: Desk):
    indexes = desk.database["webhook_deliveries"].index_information().values()
    assert [one["expireAfterSeconds"] for one in indexes if "expireAfterSeconds" in one] == [30 * 24 * 3600]


async def test_every_question_has_its_index(desk: Desk):
    await desk.endpoint()
    deliveries, key = desk.database["webhook_deliveries"], f"{desk.tenant}/{new_id()}"
    asked = {
        "webhook_deliveries_due": deliveries.find(due_query(key, NOON)).sort("due", 1),
        "webhook_deliveries_list": deliveries.find(list_query(key, None, "")).sort([("made_at", -1), ("_id", -1)]),
        "webhook_deliveries_status": deliveries.find(list_query(key, DeliveryStatus.FAILED, "")).sort(
            [("made_at", -1), ("_id", -1)]
        ),
        "webhook_queues": desk.store.collection.find(queues_query(NOON)).sort("queue.next", 1),
        ENDPOINTS_INDEX: desk.store.collection.find(endpoints_query([desk.tenant], [EndpointStatus.ENABLED])),
    }
    for index, question in asked.items():
        plan = str(question.hint(index).explain())
        assert index in plan and "COLLSCAN" not in plan, plan
