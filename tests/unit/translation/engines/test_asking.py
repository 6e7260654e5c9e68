"""How texts are brought to an engine: in batches that it takes, in time, and not at all where that is no use."""

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.engine import Answer, EngineAway, EngineRefused, Request
from services.translation.engines.asking import Limit, asking, in_batches
from services.translation.engines.lines import line_by_line

LIMIT = Limit(texts=3, characters=12)
TEXTS = st.lists(st.text(st.sampled_from("ab &\n\t\r\u2028\u3000"), max_size=9), max_size=9)


@dataclass
class Engine:
    name: str = "x"
    available: bool = False


class Shouting:
    """Refuses more than the limit, and blank texts; trims what it takes."""

    def __init__(self, limit: Limit = LIMIT) -> None:
        self.limit = limit
        self.asked: list[tuple[str, ...]] = []

    async def __call__(self, request: Request) -> Answer:
        self.asked.append(request.texts)
        assert len(request.texts) <= self.limit.texts
        assert sum(map(len, request.texts)) <= self.limit.characters
        assert all(request.texts)
        return Answer(tuple(text.strip().upper() for text in request.texts), "1", sum(map(len, request.texts)))


def a_request(texts: list[str]) -> Request:
    return Request(tuple(texts), "en", "de")


@given(TEXTS)
def test_whatever_the_batches_each_text_is_in_its_place_with_the_space_around_it(texts: list[str]) -> None:
    shouting = Shouting()
    answer = asyncio.run(in_batches("x", LIMIT, a_request(texts), shouting))
    assert answer.texts == tuple(text.upper() for text in texts)
    assert answer.characters == sum(len(text.strip()) for text in texts)


class ByLines(Shouting):
    """Knows no line breaks."""

    async def __call__(self, request: Request) -> Answer:
        assert not [text for text in request.texts if "\n" in text or "\r" in text]
        return await super().__call__(request)


@given(TEXTS)
def test_a_text_may_go_line_by_line(texts: list[str]) -> None:
    async def batches(lines: Request) -> Answer:
        return await in_batches("x", LIMIT, lines, ByLines())

    answer = asyncio.run(line_by_line(a_request(texts), batches))
    assert answer.texts == tuple(text.upper() for text in texts)


async def test_a_break_within_a_protected_span_is_part_of_the_token() -> None:
    asked: list[str] = []

    async def ask(request: Request) -> Answer:
        asked.extend(request.texts)
        return Answer(request.texts, "1", 0)

    text = 'one\n<span class="notranslate" translate="no" id="t0">a\nb</span> two\r\nthree'
    assert (await line_by_line(a_request([text]), ask)).texts == (text,)
    assert asked == ["one", '<span class="notranslate" translate="no" id="t0">a\nb</span> two', "three"]


async def test_what_is_too_long_is_refused_before_anything_is_asked() -> None:
    shouting = Shouting()
    with pytest.raises(EngineRefused):
        await in_batches("x", LIMIT, a_request(["short", "as long as thirteen"]), shouting)
    assert not shouting.asked


async def test_long_space_costs_no_time() -> None:
    text = "a" + " " * 200_000 + "b"
    answer = await in_batches("x", Limit(1, 300_000), a_request([text]), Shouting(Limit(1, 300_000)))
    assert answer.texts == (text.upper(),)


async def test_an_answer_for_too_few_texts_is_none() -> None:
    async def forgetful(request: Request) -> Answer:
        return Answer(request.texts[1:], "1", 0)

    with pytest.raises(EngineAway, match="1 translations of 2 texts"):
        await in_batches("x", LIMIT, a_request(["a", "b"]), forgetful)


async def test_what_takes_too_long_is_away() -> None:
    engine = Engine(available=True)
    with pytest.raises(EngineAway, match="longer than 0.01 s"):
        async with asking(engine, 0.01):
            await asyncio.Event().wait()
    assert not engine.available


async def test_a_refusal_shows_that_it_is_there() -> None:
    engine = Engine()
    with pytest.raises(EngineRefused):
        async with asking(engine, 1):
            raise EngineRefused("x", "no")
    assert engine.available


async def test_a_caller_who_leaves_says_nothing_of_the_engine() -> None:
    engine = Engine(available=True)

    async def ask() -> None:
        async with asking(engine, 10):
            await asyncio.Event().wait()

    task = asyncio.create_task(ask())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert engine.available
