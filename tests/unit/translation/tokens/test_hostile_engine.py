"""10,000 messages of every kind of token in every script, through an engine that does everything wrong."""

import random
from collections import Counter

import pytest

from services.translation.domain.engine import MaskStyle
from services.translation.domain.tokens import check, find, mask, unmask
from tests.support.hostile_engine import BREAKING, HARMLESS, Habit, HostileEngine
from tests.support.token_messages import KINDS, SENTENCES, Message, message

MESSAGES = 10_000
STYLES = tuple(MaskStyle)


def through(engine: HostileEngine, made: Message) -> tuple[bool, bool]:
    """Whether all tokens are intact, told by counting them as they were written, and whether the text is marked."""
    masked = mask(made.text, find(made.text), engine.mask)
    restored = unmask(masked, engine.answer(masked.text))
    kept = all(restored.text.count(token) == made.text.count(token) for token in made.tokens)
    none_added = not any(token in restored.text for token in engine.added)
    return kept and none_added, bool(restored.faults or check(made.text, restored.text))


def habits(rng: random.Random) -> tuple[Habit, ...]:
    every = [*BREAKING.values(), *HARMLESS.values()]
    return tuple(rng.sample(every, rng.randint(1, 3)))


def test_every_token_is_intact_or_the_message_is_marked() -> None:
    rng = random.Random(5)
    outcomes: Counter[tuple[bool, bool]] = Counter()
    for number in range(MESSAGES):
        made = message(number)
        engine = HostileEngine(STYLES[number % len(STYLES)], habits(rng), number)
        is_intact, is_marked = outcome = through(engine, made)
        outcomes[outcome] += 1
        assert is_intact or is_marked, (engine.mask, made)
    assert outcomes[False, True] > MESSAGES / 10, "the engine wasn't hostile"
    assert outcomes[True, False] > MESSAGES / 10, "nothing was repaired"


def test_the_messages_have_every_kind_in_every_language() -> None:
    seen = {(number % len(SENTENCES), number // len(SENTENCES) % len(KINDS)) for number in range(MESSAGES)}
    assert len(seen) == len(SENTENCES) * len(KINDS)


@pytest.mark.parametrize("style", STYLES)
def test_an_honest_engine_is_never_marked(style: MaskStyle) -> None:
    engine = HostileEngine(style, ())
    assert {through(engine, message(number)) for number in range(1_000)} == {(True, False)}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("habit", HARMLESS)
def test_what_can_be_read_for_certain_is_repaired(style: MaskStyle, habit: str) -> None:
    engine = HostileEngine(style, (HARMLESS[habit],))
    assert {through(engine, message(number)) for number in range(286)} == {(True, False)}
