"""What is due is sent, by turns, until it is taken or given up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from heliodesk.webhooks.v1 import events_pb2
from heliodesk.webhooks.v1 import service_pb2 as pb

from services.edge.webhooks.domain.retrying import JITTER, STEPS
from services.edge.webhooks.sealing import Sealer
from services.edge.webhooks.turn import AT_ONCE
from services.kit.instants import from_timestamp
from tests.integration.edge.webhooks.conftest import KEYS, NOON, PATIENCE, Desk
from tests.support.streams import eventually
from tests.support.webhook_receiver import status, verified


async def test_an_event_is_sent_to_whoever_wants_it_and_is_logged(desk: Desk):
    wanting, secret = await desk.endpoint("/wanting", "heliodesk.ticketing.v1.*")
    other, _ = await desk.endpoint("/other", "heliodesk.sla.v1.*")
    async with desk.sending():
        (envelope,) = await desk.happens()
        await desk.happens(tenant="another-shop")
        (delivery,) = await desk.settled(wanting, "delivered")
    (received,) = desk.receiver.received
    assert verified(secret, received) and received.id == delivery.delivery_id
    event = received.event
    assert (event["id"], event["type"], event["subject"]) == (envelope.id, envelope.type, envelope.subject)
    assert (event["specversion"], event["sequence"], event["tenant"]) == ("1.0", "1", desk.tenant)
    assert event["data"]["subject"] == "Where is it?"
    assert [one.status_code for one in delivery.attempts] == [204]
    assert not delivery.HasField("next_attempt_at") and await desk.log(other) == []


async def test_what_is_read_again_is_not_sent_again(desk: Desk):
    hook, _ = await desk.endpoint()
    async with desk.sending():
        envelopes = await desk.happens(20)
        await desk.settled(hook, "delivered", 20)
        await desk.heard(envelopes)
        marker = await desk.happens()
        await desk.settled(hook, "delivered", 21)
    assert len(desk.receiver.received) == 21
    assert desk.receiver.received[-1].event["id"] == marker[0].id


async def test_it_is_tried_for_a_day_and_then_given_up(desk: Desk):
    hook, _ = await desk.endpoint()
    desk.receiver.answers["/hook"] = status(500, "no")
    async with desk.sending():
        await desk.happens()
        for tries, step in enumerate(STEPS, 1):
            delivery = await desk.tried(hook, tries)
            wait = from_timestamp(delivery.next_attempt_at) - desk.clock.now()
            slack = timedelta(milliseconds=1)
            assert step * (1 - JITTER) - slack <= wait <= step * (1 + JITTER) + slack
            desk.clock.advance(wait - timedelta(seconds=1))
            assert len(desk.receiver.received) == tries
            desk.clock.advance(timedelta(seconds=1))
        (delivery,) = await desk.settled(hook, "failed")
    assert len(set(desk.receiver.ids("/hook"))) == 1, "a repetition has the id of the first"
    assert [one.answer for one in delivery.attempts] == ["no"] * (len(STEPS) + 1)
    assert (await desk.shown(hook)).failing_since.ToDatetime() == NOON.replace(tzinfo=None)


async def test_a_receiver_that_asks_for_time_is_left_alone_with_all_that_is_due(desk: Desk):
    hook, _ = await desk.endpoint()
    desk.receiver.answers["/hook"] = status(429, "", retry_after="600")
    async with desk.sending():
        await desk.happens()
        delivery = await desk.tried(hook, 1)
        assert from_timestamp(delivery.next_attempt_at) == NOON + timedelta(minutes=10)
        other, _ = await desk.endpoint("/other")
        await desk.happens(3)
        await desk.settled(other, "delivered", 3)
        assert len(desk.receiver.at("/hook")) == 1, "what is new waits too"
        desk.receiver.answers.clear()
        desk.clock.advance(timedelta(minutes=10))
        await desk.settled(hook, "delivered", 4)
    assert len(desk.receiver.at("/hook")) == 5


async def test_one_that_is_gone_is_told_nothing_more(desk: Desk):
    hook, _ = await desk.endpoint()
    desk.receiver.answers["/hook"] = status(410)
    await desk.happens(3)
    async with desk.sending():
        await desk.settled(hook, "failed", 3)
        await eventually(lambda: _is_disabled(desk, hook))
        await desk.happens()
    shown = await desk.shown(hook)
    assert shown.status == pb.ENDPOINT_STATUS_DISABLED
    assert shown.disabled_reason == events_pb2.DISABLED_REASON_GONE
    assert len(await desk.log(hook)) == 3
    assert desk.told()[-1] == events_pb2.WebhookEndpointDisabled(
        endpoint_id=hook, reason=events_pb2.DISABLED_REASON_GONE, disabled_at=shown.disabled_at
    )


async def test_one_that_takes_nothing_for_days_is_disabled_with_notice(desk: Desk):
    hook, _ = await desk.endpoint()
    desk.receiver.answers["/hook"] = status(503)
    async with desk.sending():
        await desk.happens()
        await desk.tried(hook, 1)
        desk.clock.advance(PATIENCE - timedelta(seconds=1))
        await desk.tried(hook, 2)
        assert (await desk.shown(hook)).status == pb.ENDPOINT_STATUS_ENABLED
        desk.clock.advance(timedelta(hours=1))
        await desk.settled(hook, "failed")
    shown = await desk.shown(hook)
    assert (shown.status, shown.disabled_reason) == (pb.ENDPOINT_STATUS_DISABLED, events_pb2.DISABLED_REASON_FAILING)
    notice = desk.told()[-1]
    assert (notice.reason, notice.failing_since.ToDatetime()) == (
        events_pb2.DISABLED_REASON_FAILING, NOON.replace(tzinfo=None),
    )  # fmt: skip


async def test_a_success_ends_the_count_of_the_days(desk: Desk):
    hook, _ = await desk.endpoint()
    desk.receiver.answers["/hook"] = status(500)
    async with desk.sending():
        await desk.happens()
        await desk.tried(hook, 1)
        desk.receiver.answers.clear()
        desk.clock.advance(timedelta(minutes=1))
        await desk.settled(hook, "delivered")
        await eventually(lambda: _not_failing(desk, hook))


async def test_a_slow_endpoint_holds_nobody_else_up(desk: Desk):
    """Its deliveries are under way all the time, eight at most, and another endpoint's go past them."""
    slow, _ = await desk.endpoint("/held")
    quick, _ = await desk.endpoint("/quick")
    async with desk.sending():
        await desk.happens(100)
        await desk.settled(quick, "delivered", 100)
        assert len(desk.receiver.at("/held")) == AT_ONCE
        desk.receiver.free.set()
        await desk.settled(slow, "delivered", 100)
    assert desk.receiver.most_under_way <= 2 * AT_ONCE
    assert len(desk.receiver.ids("/held")) == len(set(desk.receiver.ids("/held"))) == 100


async def test_two_senders_send_nothing_twice(desk: Desk, webhook_database):
    other = Desk(desk.tenant, desk.receiver, webhook_database, clock=desk.clock)
    hooks = [(await desk.endpoint(f"/{number}"))[0] for number in range(5)]
    async with desk.sending(), other.sending():
        for _ in range(5):
            await desk.happens(10)
        for hook in hooks:
            await desk.settled(hook, "delivered", 50)
    ids = [one.id for one in desk.receiver.received]
    assert len(ids) == len(set(ids)) == 250


async def test_both_secrets_sign_until_the_overlap_ends(desk: Desk):
    hook, former = await desk.endpoint()
    rotated = await desk.calls.RotateSecret(pb.RotateSecretRequest(endpoint_id=hook, overlap_seconds=60), desk.call())
    async with desk.sending():
        await desk.happens()
        await desk.settled(hook, "delivered")
        desk.clock.advance(timedelta(minutes=1))
        await desk.happens()
        await desk.settled(hook, "delivered", 2)
    during, after = desk.receiver.received
    assert verified(rotated.secret, during) and verified(former, during)
    assert verified(rotated.secret, after) and len(after.headers["webhook-signature"].split(" ")) == 1


async def test_without_the_key_nothing_is_sent_and_nothing_is_lost(desk: Desk, webhook_database):
    hook, secret = await desk.endpoint()
    await desk.happens()
    desk.sealer = Sealer(["another key, which these tests never had"])
    async with desk.sending():
        await eventually(lambda: desk.queues.oldest() == timedelta())
    assert not desk.receiver.received and not (await desk.log(hook))[0].attempts
    desk.sealer = Sealer(KEYS)
    desk.clock.advance(timedelta(minutes=1))
    async with desk.sending():
        await desk.settled(hook, "delivered")
    assert verified(secret, desk.receiver.received[0])


async def test_what_is_under_way_at_the_stop_is_finished_and_what_waits_stays(desk: Desk):
    hook, _ = await desk.endpoint("/held")
    await desk.happens(30)
    async with desk.sending():
        await eventually(lambda: desk.receiver.under_way == AT_ONCE)
        asyncio.get_running_loop().call_later(0.2, desk.receiver.free.set)
    log = await desk.log(hook)
    assert sum(one.status == pb.DELIVERY_STATUS_DELIVERED for one in log) == AT_ONCE
    assert len(desk.receiver.received) == AT_ONCE
    async with desk.sending():
        await desk.settled(hook, "delivered", 30)
    assert len(desk.receiver.received) == 30


async def _is_disabled(desk: Desk, hook: str) -> bool:
    return (await desk.shown(hook)).status == pb.ENDPOINT_STATUS_DISABLED


async def _not_failing(desk: Desk, hook: str) -> bool:
    return not (await desk.shown(hook)).HasField("failing_since")


async def test_how_long_the_oldest_waits_is_known_and_a_receiver_that_asked_for_time_is_not_meant(desk: Desk):
    hook, _ = await desk.endpoint()
    assert desk.queues.oldest() == timedelta()
    await desk.happens()
    desk.clock.advance(timedelta(minutes=10))
    assert desk.queues.oldest() == timedelta(minutes=10)
    desk.receiver.answers["/hook"] = status(503, "", retry_after="3600")
    async with desk.sending():
        await desk.tried(hook, 1)
    desk.clock.advance(timedelta(minutes=59))
    assert desk.queues.oldest() == timedelta()
