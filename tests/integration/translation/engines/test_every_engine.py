"""What holds for each engine that is somebody else's service, through its real client: answers and failures."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from services.translation.domain.engine import Engine, EngineAway, EngineRefused, QuotaSpent, Request
from services.translation.domain.tokens import find, mask, unmask
from tests.integration.translation.engines.conftest import Provider
from tests.support.engine_fakes import chat, deepl, libretranslate
from tests.support.engine_fakes.misbehaving import (
    Misbehaviour,
    breaks_off,
    drips,
    is_silent,
    says,
    says_bytes,
    shows_a_page,
)
from tests.support.engine_fakes.provider import FakeProvider
from tests.support.token_messages import message

TIMEOUT_S = 10
SHORT_S = 0.3
THANKS = "muchas gracias"  # in the target's language already: the chat model's answer is looked at
MORE_THAN_ONE_TAKES = 1_100  # texts
# Beyond the deadline: the machine may be busy, but a retry of a library's own would take a second or more.
GRACE_S = 0.6


def a_request(*texts: str, source: str = "en", target: str = "es") -> Request:
    return Request(texts=texts or ("where is it",), source=source, target=target)


async def test_it_lists_its_pairs_in_bcp_47(engine: Engine) -> None:
    assert {("en", "es"), ("en", "nb"), ("en", "zh-Hant")} <= engine.pairs()
    assert {"es", "nb", "ja"} <= {source for source, _ in engine.pairs()}
    assert not [pair for pair in engine.pairs() if pair[0] == pair[1]]
    assert engine.available


async def test_texts_come_back_translated_and_in_their_order(engine: Engine) -> None:
    answer = await engine.translate(a_request("one thing", "two things", "three"), TIMEOUT_S)
    assert answer.texts == ("ONE THING", "TWO THINGS", "THREE")
    assert answer.version
    assert answer.characters >= len("one thing" + "two things" + "three")


async def test_space_and_lines_are_kept(engine: Engine) -> None:
    letter = "  hello,\n\n\twhere is it?  \r\n  thanks\n"
    assert (await engine.translate(a_request(letter), TIMEOUT_S)).texts == (letter.upper(),)


async def test_protected_tokens_come_back_as_they_were(engine: Engine, fake: FakeProvider) -> None:
    fake.translate = lambda text: text
    english = ("es", "en" if ("es", "en") in engine.pairs() else "en-US")
    letters = [message(number, ("en",)).text for number in range(200)]
    masked = [mask(letter, find(letter), engine.mask) for letter in letters]
    answer = await engine.translate(Request(tuple(one.text for one in masked), *english), TIMEOUT_S)
    restored = [unmask(*both) for both in zip(masked, answer.texts, strict=True)]
    assert [one.text for one in restored] == letters
    assert not [one.faults for one in restored if one.faults]


async def test_what_says_nothing_is_not_asked_for(engine: Engine, fake: FakeProvider) -> None:
    assert (await engine.translate(a_request("", " \n"), TIMEOUT_S)).texts == ("", " \n")
    assert not fake.asked


async def test_as_much_goes_in_one_request_as_it_takes(engine: Engine, fake: FakeProvider) -> None:
    texts = tuple(f"{THANKS} {number}" for number in range(MORE_THAN_ONE_TAKES))
    answer = await engine.translate(a_request(*texts), TIMEOUT_S)
    assert answer.texts == tuple(text.upper() for text in texts)
    assert 1 < len(fake.asked) < len(texts)


async def test_a_text_longer_than_it_takes_is_refused_unasked(engine: Engine, fake: FakeProvider) -> None:
    with pytest.raises(EngineRefused):
        await engine.translate(a_request("x" * (engine.limit.characters + 1)), TIMEOUT_S)
    assert not fake.asked


async def test_half_a_surrogate_pair_is_refused_unasked(engine: Engine, fake: FakeProvider) -> None:
    with pytest.raises(EngineRefused):
        await engine.translate(a_request("a \ud83d b"), TIMEOUT_S)
    assert not fake.asked


async def test_a_pair_that_it_lacks_is_refused_unasked(engine: Engine, fake: FakeProvider) -> None:
    with pytest.raises(EngineRefused):
        await engine.translate(a_request(source="en", target="tlh"), TIMEOUT_S)
    assert not fake.asked


async def test_before_it_was_asked_it_is_away(provider: Provider, fake: FakeProvider, tmp_path: Path) -> None:
    engine = provider.client(fake, tmp_path, True)
    assert not engine.pairs()
    assert not engine.available
    with pytest.raises(EngineAway):
        await engine.translate(a_request(), TIMEOUT_S)
    await engine.aclose()


async def test_too_many_requests_are_a_wait_that_it_names(
    engine: Engine, fake: FakeProvider, provider: Provider
) -> None:
    fake.misbehaves(says(429, provider.too_much, {"Retry-After": "7"}))
    with pytest.raises(EngineAway) as away:
        await engine.translate(a_request(), TIMEOUT_S)
    assert away.value.retry_after == 7
    assert not isinstance(away.value, QuotaSpent)


async def test_what_was_bought_is_spent(engine: Engine, fake: FakeProvider) -> None:
    fake.misbehaves(says(456, {"message": "Quota Exceeded"}))
    with pytest.raises(QuotaSpent):
        await engine.translate(a_request(), TIMEOUT_S)


@pytest.mark.parametrize("status", [400, 413, 422])
async def test_a_text_that_it_does_not_take_is_refused(
    engine: Engine, fake: FakeProvider, provider: Provider, status: int
) -> None:
    fake.misbehaves(says(status, provider.refusal))
    with pytest.raises(EngineRefused):
        await engine.translate(a_request(), TIMEOUT_S)
    assert engine.available


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(lambda: says(500, {}), id="500"),
        pytest.param(lambda: says(503, {"error": {"message": "overloaded"}}), id="503"),
        pytest.param(lambda: says(529), id="a status that nobody knows, and no body"),
        pytest.param(lambda: says(404, {"message": "not here"}), id="another address"),
        pytest.param(lambda: says(307, None, {"Location": "http://127.0.0.1:1/"}), id="sent on to where nobody is"),
        pytest.param(shows_a_page, id="a proxy's page for an error"),
        pytest.param(lambda: shows_a_page(200), id="a page as if it were an answer"),
        pytest.param(lambda: says_bytes(b""), id="nothing"),
        pytest.param(lambda: says_bytes(b'{"translations": [{"te'), id="half of an answer"),
        pytest.param(lambda: says_bytes(b"[]"), id="another JSON"),
        pytest.param(lambda: says_bytes(b'"text"'), id="a string"),
        pytest.param(lambda: says_bytes(b"null"), id="null"),
        pytest.param(lambda: says_bytes(b"\xff\xfe\x00"), id="bytes"),
        pytest.param(breaks_off, id="the connection is cut"),
    ],
)
async def test_it_is_away_when_it_answers(engine: Engine, fake: FakeProvider, how: Callable[[], Misbehaviour]) -> None:
    fake.misbehaves(how())
    with pytest.raises(EngineAway):
        await engine.translate(a_request(), TIMEOUT_S)
    assert len(fake.asked) == 1, "it is for the route to decide who is asked next"
    assert not engine.available


@pytest.mark.parametrize("how", [is_silent, drips])
async def test_the_deadline_is_kept(engine: Engine, fake: FakeProvider, how: Callable[[], Misbehaviour]) -> None:
    fake.misbehaves(how())
    began = time.monotonic()
    with pytest.raises(EngineAway):
        await engine.translate(a_request(), SHORT_S)
    assert time.monotonic() - began < SHORT_S + GRACE_S
    assert not engine.available


async def test_the_deadline_is_for_all_batches_together(engine: Engine, fake: FakeProvider) -> None:
    texts = [THANKS] * MORE_THAN_ONE_TAKES
    fake.misbehaves(lambda provider: provider, is_silent())
    began = time.monotonic()
    with pytest.raises(EngineAway):
        await engine.translate(a_request(*texts), 1.5)
    assert time.monotonic() - began < 1.5 + GRACE_S
    assert len(fake.asked) == 2


async def test_fewer_translations_than_texts_are_none(engine: Engine, fake: FakeProvider, provider: Provider) -> None:
    fake.misbehaves(says(200, provider.too_few))
    with pytest.raises(EngineAway):
        await engine.translate(a_request("one", "two"), TIMEOUT_S)


async def test_a_wrong_key_is_the_operators_to_mend(provider: Provider, fake: FakeProvider, tmp_path: Path) -> None:
    engine = provider.client(fake, tmp_path, False)
    with pytest.raises(EngineAway, match="it refuses our key") as away:
        await engine.refresh()  # some need a key for this already
        await engine.translate(a_request(), TIMEOUT_S)
    assert "wrong-key" not in str(away.value)
    assert not engine.available
    await engine.aclose()


async def test_when_nobody_is_there_it_is_away_and_then_back(
    provider: Provider, tmp_path: Path, unused_tcp_port: int
) -> None:
    async with provider.fake().serving(unused_tcp_port) as gone:
        engine = provider.client(gone, tmp_path, True)
        await engine.refresh()
    with pytest.raises(EngineAway):
        await engine.translate(a_request(), TIMEOUT_S)
    with pytest.raises(EngineAway):
        await engine.refresh()
    assert not engine.available
    assert ("en", "es") in engine.pairs(), "what it could do is still known"
    gone.asked.clear()
    async with gone.serving(unused_tcp_port):
        await engine.refresh()
        assert engine.available
        assert (await engine.translate(a_request("hello"), TIMEOUT_S)).texts == ("HELLO",)
    await engine.aclose()


@pytest.mark.parametrize("how", [shows_a_page, lambda: shows_a_page(200), lambda: says_bytes(b"[1, {}]"), breaks_off])
async def test_what_answers_is_something_else(
    provider: Provider, fake: FakeProvider, tmp_path: Path, how: Callable[[], Misbehaviour]
) -> None:
    fake.always = how()
    engine = provider.client(fake, tmp_path, True)
    with pytest.raises(EngineAway):
        await engine.refresh()
    assert not engine.pairs()
    await engine.aclose()


async def test_no_key_shows(engine: Engine) -> None:
    shown = repr(engine) + repr(vars(engine))
    assert not [key for key in (chat.KEY, deepl.KEY, libretranslate.KEY) if key in shown]
