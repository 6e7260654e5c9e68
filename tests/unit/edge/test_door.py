"""Between a caller and a call."""

from __future__ import annotations

import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback

from services.edge.access.access import Access
from services.edge.audit.line import Outcome
from services.edge.contracts import services
from services.edge.door import Door
from services.edge.idempotency import Answer, request_of
from services.edge.identity.caller import Caller, CallerKind, Role
from services.edge.limits.limits import Limits
from services.edge.limits.proxies import Proxies
from services.edge.shops import Shop, Shops
from services.kit.errors import Away, RefusalKind, Refused
from tests.support.doors import PLENTY, Notes, door_of

KEY = "hd-test-0123456789"
SHOPS = Shops([Shop(name="kumo", keys=(KEY,))])
ANSWER = "heliodesk.feedback.v1.FeedbackService.AnswerSurvey"
REQUEST = feedback.AnswerSurveyRequest(survey_id="s-1", score=5)


class NoPaper(Notes):
    """A book whose store is away."""

    async def write(self, line) -> None:
        raise Away("store", "a test")


async def enter(door: Door, token: str | None = KEY, route: str = ANSWER):
    return await door.enter(token, "203.0.113.9", "", route=route, writes=True)


def done(_: Answer):
    return Outcome.DONE, ""


async def test_a_call_whose_line_cannot_be_written_goes_nowhere():
    door, forwarded = door_of(SHOPS, {}, book=NoPaper()), []

    async def forward() -> Answer:
        forwarded.append(True)
        return Answer(0, b"")

    with pytest.raises(Away):
        await door.audited(await enter(door), REQUEST, forward, done)
    assert not forwarded


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (Refused("ALREADY_ANSWERED", "no"), (Outcome.REFUSED, "ALREADY_ANSWERED")),
        (Away("feedback", "gone"), (Outcome.FAILED, "AWAY")),
        (KeyError("of ours"), (Outcome.FAILED, "INTERNAL")),
    ],
)
async def test_a_failure_is_told_and_goes_on_to_the_caller(failure, told):
    notes = Notes()
    door = door_of(SHOPS, {}, book=notes)

    async def forward() -> Answer:
        raise failure

    with pytest.raises(type(failure)):
        await door.audited(await enter(door), REQUEST, forward, done)
    (line,) = notes.lines
    assert (line.outcome, notes.told[line.id]) == (Outcome.UNKNOWN, told)


async def test_wrong_keys_are_refused_and_then_not_looked_at():
    door = door_of(SHOPS, {}, failures=3)
    await enter(door)
    for number in range(3):
        with pytest.raises(Refused, match="API_KEY_UNKNOWN"):
            await enter(door, f"a key that is nobody's {number}")
    with pytest.raises(Refused) as refused:
        await enter(door, "another one that is nobody's")
    assert refused.value.kind is RefusalKind.LIMITED
    assert (await enter(door)).tenant == "kumo"
    with pytest.raises(Refused, match="API_KEY_MISSING"):
        await enter(door, None)


class Lena:
    """Whatever is shown, a customer calls."""

    async def caller_of(self, token):
        return Caller("kumo", CallerKind.PERSON, "lena", roles=frozenset({Role.CUSTOMER}), customer_id="lena")


async def test_a_customer_who_may_not_is_written_down():
    notes = Notes()
    door = Door(Lena(), Access(services(), {}), Limits(PLENTY, 10, {}), Proxies(()), notes)
    with pytest.raises(Refused, match="ROLE_TOO_LOW"):
        await door.may(await enter(door, route="heliodesk.feedback.v1.FeedbackService.GetSatisfaction"))
    (line,) = notes.lines
    assert (line.actor_id, line.actor_kind, line.outcome) == ("lena", CallerKind.PERSON, Outcome.REFUSED)
    assert (line.reason, line.address) == ("ROLE_TOO_LOW", "203.0.113.9")


def test_two_people_with_one_idempotency_key_are_two_and_two_keys_of_a_shop_are_one():
    lena, mio = (Caller("kumo", CallerKind.PERSON, who) for who in ("lena", "mio"))
    old, new = (Caller("kumo", CallerKind.SYSTEM, who) for who in ("key-1", "key-2"))
    of_lena, of_mio, of_old, of_new = (request_of(who, "k", b"asked") for who in (lena, mio, old, new))
    assert len({of_lena.id, of_mio.id, of_old.id}) == len({one.command_id for one in (of_lena, of_mio, of_old)}) == 3
    assert (of_old.id, of_old.command_id) == (of_new.id, of_new.command_id)
