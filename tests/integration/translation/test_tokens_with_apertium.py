"""Protected tokens through a real engine, on every pair that it has a customer's language for."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from services.cli.local.process import LocalProcess
from services.cli.local.servers import APERTIUM_OFFSET, apertium_plan
from services.translation.domain.engine import Request
from services.translation.domain.tokens import check, find, mask, unmask
from services.translation.engines.apertium import ApertiumApy
from tests.support.servers import TestServers
from tests.support.token_messages import KINDS, message

pytestmark = pytest.mark.skipif(not shutil.which("apertium-apy"), reason="Apertium isn't installed here")

PAIRS = [("en", "es"), ("es", "en"), ("es", "pt"), ("pt", "es"), ("fr", "es"), ("es", "fr"), ("it", "es"), ("es", "it")]
MESSAGES = 3 * len(KINDS)


@pytest.fixture(scope="module")
def apertium_process(_servers: TestServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProcess]:
    process = LocalProcess(apertium_plan(tmp_path_factory.mktemp("apertium"), _servers.port_base)).start()
    yield process
    process.stop()


@pytest_asyncio.fixture
async def apertium(apertium_process: LocalProcess, port_base: int) -> AsyncIterator[ApertiumApy]:
    engine = ApertiumApy(f"http://127.0.0.1:{port_base + APERTIUM_OFFSET}")
    await engine.refresh()
    yield engine
    await engine.aclose()


@pytest.mark.parametrize(("source", "target"), PAIRS)
async def test_every_token_comes_through(apertium: ApertiumApy, source: str, target: str) -> None:
    """All of them intact or marked, and nearly all intact: no token is given to the engine to see."""
    made = [message(number, (source,)) for number in range(MESSAGES)]
    masked = [mask(one.text, find(one.text), apertium.mask) for one in made]
    answer = await apertium.translate(Request(tuple(one.text for one in masked), source, target), timeout_s=60)
    outcomes: Counter[str] = Counter()
    for one, hidden, translated in zip(made, masked, answer.texts, strict=True):
        restored = unmask(hidden, translated)
        is_intact = all(restored.text.count(token) == one.text.count(token) for token in one.tokens)
        is_marked = bool(restored.faults or check(one.text, restored.text))
        assert is_intact or is_marked, (one, translated, restored)
        outcomes["marked" if is_marked else "intact"] += 1
    assert outcomes["intact"] >= 0.97 * MESSAGES, outcomes


async def test_a_refund_promise_keeps_its_amount_its_date_and_its_link(apertium: ApertiumApy) -> None:
    text = "Hello {name},\n\nwe refund € 1.234,56 for order MW-1001 by 3. March 2026 😊: https://shop.com/r?id=5&x=1\n"
    hidden = mask(text, find(text), apertium.mask)
    answer = await apertium.translate(Request((hidden.text,), "en", "es"), timeout_s=20)
    restored = unmask(hidden, answer.texts[0])
    assert restored.faults == ()
    assert check(text, restored.text) == ()
    assert restored.text.startswith("Hola {name},\n\n")
    assert restored.text.endswith("https://shop.com/r?id=5&x=1\n")
