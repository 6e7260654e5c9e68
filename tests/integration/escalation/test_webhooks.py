"""Webhooks, to a receiver that listens."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from standardwebhooks import Webhook

from services.escalation.domain.steps import Done, Passing
from services.escalation.settings import EscalationSettings
from services.escalation.webhooks import Webhooks
from services.kit.clock import SystemClock
from services.kit.network import Resolve
from services.kit.settings import BadSetting
from tests.integration.escalation.conftest import SECRET
from tests.support.chains import chain, notify, wait, webhook
from tests.support.streams import eventually


class Names:
    """What each name stands for at its look-ups, one after another."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    async def __call__(self, host: str, port: int) -> list[str]:
        return self._answers.pop(0)


@pytest.fixture
async def make_webhooks():
    """With the environment's settings. May call loopback, unless it is told which networks."""
    async with AsyncExitStack() as stack:

        def make(secret: str = SECRET, *, networks: str = "127.0.0.0/8", resolve: Resolve | None = None) -> Webhooks:
            settings = EscalationSettings(HELIODESK_WEBHOOK_SECRET=secret or None, HELIODESK_WEBHOOK_NETWORKS=networks)
            made = Webhooks(settings, SystemClock().now, resolve)
            stack.push_async_callback(made.close)
            return made

        yield make


async def test_a_webhook_can_be_verified_by_the_standard(receiver, make_webhooks):
    assert await make_webhooks().call(receiver.url, "id-1", {"type": "escalation.step"}) == Done(
        True, "127.0.0.1 answered 204"
    )
    headers, body = receiver.requests[0]
    assert Webhook(SECRET).verify(body, headers) == {"type": "escalation.step"}
    assert (headers["webhook-id"], headers["host"]) == ("id-1", receiver.url.split("/")[2])


async def test_while_the_secret_is_changed_both_verify(receiver, make_webhooks):
    new = "whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0"
    await make_webhooks(f"{new}, {SECRET}").call(receiver.url, "id-1", {"type": "escalation.step"})
    headers, body = receiver.requests[0]
    for secret in (new, SECRET):
        assert Webhook(secret).verify(body, headers) == {"type": "escalation.step"}


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (410, Done(False, "127.0.0.1 answered 410")),
        (307, Done(False, "127.0.0.1 answered 307")),
        (503, Passing("127.0.0.1 answered 503", bounded=True)),
        (429, Passing("127.0.0.1 answered 429", bounded=True)),
    ],
)
async def test_what_may_pass_is_told_from_what_will_not_and_redirects_are_not_followed(
    receiver, make_webhooks, status, answer
):
    receiver.status, receiver.location = status, receiver.url
    assert await make_webhooks().call(receiver.url, "id-1", {}) == answer
    assert len(receiver.requests) == 1


async def test_a_receiver_that_is_not_there_or_says_nothing_may_come_back(receiver, make_webhooks, monkeypatch):
    monkeypatch.setattr("services.escalation.webhooks._TIMEOUT", 0.3)
    receiver.hangs = True
    assert await make_webhooks().call(receiver.url, "id-1", {}) == Passing(
        "127.0.0.1 doesn't answer: TimeoutError", bounded=True
    )
    await receiver.stop()
    gone = await make_webhooks().call("http://127.0.0.1:9/hooks/1", "id-1", {})
    assert isinstance(gone, Passing)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3", "0.0.0.0", "[64:ff9b::a9fe:a9fe]", "[fd00::1]"],
)
async def test_an_address_that_is_not_public_is_never_called(make_webhooks, host):
    answer = await make_webhooks(networks="").call(f"http://{host}:9/", "id-1", {})
    assert isinstance(answer, Done)
    assert not answer.succeeded
    assert "is not, or not only, a public address" in answer.result


@pytest.mark.parametrize("found", [["127.0.0.1"], ["192.0.66.1", "127.0.0.1"]])
async def test_a_name_that_points_into_our_own_network_is_never_called(receiver, make_webhooks, found):
    url = receiver.url.replace("127.0.0.1", "pager.example.com")
    answer = await make_webhooks(networks="", resolve=Names(found)).call(url, "id-1", {})
    assert answer == Done(False, "pager.example.com is not, or not only, a public address")
    assert receiver.requests == []


async def test_a_name_is_looked_up_and_judged_at_each_call(receiver, make_webhooks):
    url = receiver.url.replace("127.0.0.1", "pager.example.com")
    webhooks = make_webhooks(resolve=Names(["127.0.0.1"], ["10.0.0.1"]))
    assert await webhooks.call(url, "id-1", {}) == Done(True, "pager.example.com answered 204")
    assert receiver.requests[0][0]["host"] == url.split("/")[2]
    assert await webhooks.call(url, "id-2", {}) == Done(
        False, "pager.example.com is not, or not only, a public address"
    )


async def test_without_a_secret_nothing_is_sent_and_that_is_said(receiver, make_webhooks):
    answer = await make_webhooks("").call(receiver.url, "id-1", {})
    assert answer == Done(False, "HELIODESK_WEBHOOK_SECRET is not set")
    assert receiver.requests == []


def test_a_secret_that_cannot_sign_is_refused_without_being_shown(monkeypatch):
    monkeypatch.setenv("HELIODESK_WEBHOOK_SECRET", "whsec_€uro")
    with pytest.raises(BadSetting, match="HELIODESK_WEBHOOK_SECRET") as refused:
        EscalationSettings.from_environment()
    assert "uro" not in str(refused.value)


# In a chain


async def test_a_webhook_is_repeated_under_one_id_until_it_is_taken(running_desk, receiver):
    desk = running_desk
    receiver.status = 503
    await desk.publish(chain(webhook(receiver.url), notify()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    await eventually(lambda: desk.of(ticket) and desk.of(ticket)[0].attempts == 1)
    receiver.status = 200
    desk.pass_time(seconds=5)
    done = await desk.the_one_of(ticket, state="exhausted")
    told = await desk.told(done.escalation_id)
    assert (told[1].succeeded, told[1].result) == (True, "127.0.0.1 answered 200")
    assert len({headers["webhook-id"] for headers, _ in receiver.requests}) == 1
    assert len({body for _, body in receiver.requests}) == 1
    data = json.loads(receiver.requests[0][1])["data"]
    assert (data["escalation_id"], data["ticket_id"], data["step"]) == (done.escalation_id, ticket, 0)


async def test_after_some_attempts_it_has_failed_and_the_chain_goes_on(running_desk, receiver):
    desk = running_desk
    receiver.status = 500
    await desk.publish(chain(webhook(receiver.url), notify()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    for attempt in range(1, 5):
        await eventually(lambda attempt=attempt: (one := desk.of(ticket)) and one[0].attempts == attempt)
        desk.pass_time(minutes=1)
    done = await desk.the_one_of(ticket, state="exhausted")
    told = await desk.tells(
        done.escalation_id, "EscalationStarted", "StepTaken", "PersonNotified", "EscalationExhausted"
    )
    assert not told[1].succeeded
    assert len(receiver.requests) == 5


async def test_a_receiver_that_says_nothing_holds_up_nobody_else(running_desk, receiver):
    desk = running_desk
    receiver.hangs = True
    await desk.publish(
        chain(webhook(receiver.url), notify(), chain_id="slow", markets=("DE",)),
        chain(notify(), wait(60), notify(), chain_id="usual"),
    )
    slow = await desk.opened(market="DE")
    await desk.known(slow, market="DE")
    await desk.breached(slow)
    await eventually(lambda: receiver.requests)
    others = [await desk.opened() for _ in range(20)]
    before = SystemClock().now()
    for ticket in others:
        await desk.breached(ticket)
    for ticket in others:
        await desk.stands_at(ticket, 2)
    assert SystemClock().now() - before < timedelta(seconds=4.5)
    assert desk.of(slow)[0].place.step == 0
    receiver.hangs = False
    await desk.the_one_of(slow, state="exhausted")
    assert len(receiver.requests) == 1
