"""A draw whose process dies, and payments that come again."""

from __future__ import annotations

import asyncio

from services.kit import topics
from services.kit.aggregate import Change, Work
from services.kit.broker import lags
from services.kit.envelope import Envelope
from services.kit.ids import document_id
from services.kit.producer import Record
from services.loyalty.domain.draws.draw import close
from services.loyalty.draws.documents import DRAW_TIMERS, DRAWS
from services.loyalty.draws.stream import GROUP
from tests.support.streams import eventually, read_topic


async def test_who_dies_between_the_closing_and_the_drawing_leaves_the_drawing_to_the_next(shop):
    async with shop.running("serve", "stream", "relay"):
        await shop.scheduled("spring", closes_in=2)
        await shop.member("lena", 100)
        entered = await shop.entered("spring", "lena")
        await shop.lists("spring", 1)
        await shop.becomes("spring", "closed")
        aggregate_id, now = document_id(shop.tenant, "spring"), shop.now

        def decide(draw):
            closed, events = close(draw, now)
            return Change(closed, events, now, writes=DRAW_TIMERS.writes_of(aggregate_id, draw, closed, now))

        shop.process.store(DRAWS).run([Work(aggregate_id, decide)])
    async with shop.running():
        completed = await shop.becomes("spring", "completed")
        told = await shop.told("spring")
    assert [one.participant_id for one in completed.winners] == [entered.participant_id]
    assert [type(one).__name__ for one in told] == ["DrawScheduled", "DrawEntered", "DrawClosed", "DrawCompleted"]


async def test_what_a_dead_process_has_not_given_back_the_next_one_does(shop):
    async with shop.running("serve", "stream", "relay"):
        await shop.scheduled("spring")
        await shop.member("lena", 100)
        await shop.entered("spring", "lena", 3)
        await shop.lists("spring", 1)
        await shop.cancelled("spring")
        assert shop.account("lena").balance == 70
    async with shop.running():
        await shop.has("lena", 100)


async def test_payments_that_are_all_told_again_change_nothing(shop):
    async with shop.running():
        await shop.scheduled("spring")
        for customer in ("lena", "kofi"):
            await shop.member(customer, 100)
            await shop.entered("spring", customer, 2)
        before = await shop.lists("spring", 2)
        kafka = shop.settings.kafka_bootstrap_servers
        told = await read_topic(kafka, topics.ACCOUNT.name)
        own = [one for one in told if Envelope.from_headers(one.headers).tenant == shop.tenant]
        again = [Record(one.topic, one.key, one.value, list(one.headers)) for one in own]
        assert len(again) >= 4 and len(await shop.process.producer.send(again)) == len(again)
        await _read_by_draws(kafka)
        after = await shop.draw("spring")
        balances = {customer: shop.account(customer).balance for customer in ("lena", "kofi")}
    assert after == before
    assert balances == {"lena": 80, "kofi": 80}


async def _read_by_draws(kafka: str) -> None:
    async def no_lag() -> bool:
        found = await asyncio.to_thread(lags, kafka, [topics.ACCOUNT])
        return all(lag.behind == 0 for lag in found if lag.group == GROUP)

    await eventually(no_lag, within=30)
