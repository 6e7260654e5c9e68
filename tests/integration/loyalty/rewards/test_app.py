"""The service put together: all its roles in one process, on the real Kafka and the real store, asked by peers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from heliodesk.loyalty.v1 import coupon_events_pb2, reward_events_pb2
from heliodesk.loyalty.v1 import reward_service_pb2 as calls

from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.envelope import Envelope
from services.kit.errors import Away, Refused
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.topics import COUPON, REWARD, TOPICS
from services.loyalty.app import run
from tests.support.rewards import SECRET, Shop, programme
from tests.support.streams import eventually, read_topic, skip_to_end

CALLERS = 4


@pytest.fixture
async def service(kafka_servers, mongodb_uri, database, port_base, monkeypatch) -> AsyncIterator[Settings]:
    monkeypatch.setenv("HELIODESK_COUPON_SECRET", SECRET)
    await asyncio.to_thread(apply_topics, kafka_servers, TOPICS)
    await skip_to_end(kafka_servers, [topic for topic in TOPICS if topic.writer == "loyalty"])
    settings = Settings(
        service="loyalty",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(run(settings, frozenset(), stop))
    yield settings
    stop.set()
    await asyncio.wait_for(running, 30)


@pytest.fixture
async def clients(service: Settings) -> AsyncIterator[list[Client]]:
    address, name = service.address_of("loyalty"), "heliodesk.loyalty.v1.RewardService"
    made = [Client(address, name, timeout=30) for _ in range(CALLERS)]
    yield made
    for one in made:
        await one.close()


@pytest.fixture
async def shop(service: Settings, clients, database, unique) -> Shop:
    """What the service keeps, seen from outside; it has its programme, and answers."""
    made = Shop(database.client[service.database], SystemClock(), unique)
    await asyncio.to_thread(made.publish, programme())

    async def answers() -> bool:
        try:
            await clients[0].call("ListRewards", calls.ListRewardsRequest(customer_id="c0"), tenant=unique)
        except Away:
            return False
        return True

    await eventually(answers)
    return made


async def told(kafka: str, topic, module, tenant: str) -> list:
    """Of this tenant, each event once."""
    found = {}
    for record in await read_topic(kafka, topic.name):
        envelope = Envelope.from_headers(record.headers)
        if envelope.tenant == tenant:
            found[envelope.id] = getattr(module, envelope.type.rpartition(".")[2]).FromString(record.value)
    return list(found.values())


@pytest.mark.parametrize("reward_id", ["five-off", "mug"])
async def test_200_calls_at_once_on_points_for_50_or_a_stock_of_50_are_exactly_50(shop, clients, reward_id):
    await asyncio.to_thread(shop.give, "c1", 5000 if reward_id == "five-off" else 100_000)

    async def redeem(number: int) -> str:
        request = calls.RedeemRequest(customer_id="c1", reward_id=reward_id)
        try:
            answer = await clients[number % CALLERS].call(
                "Redeem", request, tenant=shop.tenant, command_id=f"command-{number}"
            )
        except Refused as refused:
            return refused.reason
        return answer.redemption.code

    answers = await asyncio.gather(*(redeem(number) for number in range(200)))
    reason = "NOT_ENOUGH_POINTS" if reward_id == "five-off" else "OUT_OF_STOCK"
    refused = Counter(one for one in answers if one == reason)
    assert refused == {reason: 150}
    codes = set(answers) - {reason}
    assert len(codes) == 50
    # Whatever is asked again is answered as before.
    assert await asyncio.gather(*(redeem(number) for number in range(200))) == answers
    account = await asyncio.to_thread(shop.account, "c1")
    assert account.totals.redeemed == (5000 if reward_id == "five-off" else 500)
    assert account.balance == (0 if reward_id == "five-off" else 99_500)
    stock = await asyncio.to_thread(shop.stock, reward_id)
    assert (stock.taken, stock.holds) == (50 if reward_id == "mug" else 0, ())


async def test_points_and_units_go_back_and_kafka_is_told(shop, clients, kafka_servers):
    await asyncio.to_thread(shop.give, "c1", 100)
    redeem = calls.RedeemRequest(customer_id="c1", reward_id="scarce")
    redemption = (await clients[0].call("Redeem", redeem, tenant=shop.tenant, command_id="one")).redemption
    use = calls.UseCouponRequest(code=redemption.code, customer_id="c1", order_id="o1", market="DE")
    await clients[1].call("UseCoupon", use, tenant=shop.tenant)
    release = calls.ReleaseCouponRequest(code=redemption.code, customer_id="c1", order_id="o1")
    await clients[2].call("ReleaseCoupon", release, tenant=shop.tenant)
    cancel = calls.CancelRedemptionRequest(redemption_id=redemption.redemption_id, reason="changed their mind")
    await clients[3].call("CancelRedemption", cancel, tenant=shop.tenant)
    assert (await asyncio.to_thread(shop.account, "c1")).balance == 100
    await eventually(lambda: asyncio.to_thread(lambda: shop.stock("scarce").left == 3))

    async def all_told() -> bool:
        coupons = await told(kafka_servers, COUPON, coupon_events_pb2, shop.tenant)
        rewards = await told(kafka_servers, REWARD, reward_events_pb2, shop.tenant)
        names = [type(one).__name__ for one in coupons]
        return names == ["CouponIssued", "CouponUsed", "CouponReleased", "CouponCancelled"] and [
            (type(one).__name__, one.left) for one in rewards
        ] == [("RewardTaken", 2), ("RewardReturned", 3)]

    await eventually(all_told)
    # Everything is published and noted as such: nothing is left to be found by a relay.
    await eventually(lambda: asyncio.to_thread(lambda: shop.stocks.waiting(10) + shop.redemptions.waiting(10) == []))
    document = shop.stocks.collection.find_one({"_id": f"{shop.tenant}/scarce"})
    assert document["parts"] == []
