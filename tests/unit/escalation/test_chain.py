"""What a chain must be, and the order of its steps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.escalation.domain.chain import MOST_CHAINS, ChainBook, Step
from services.escalation.domain.validation import MOST_STEPS_TAKEN, validate
from services.escalation.domain.walk import Place
from services.escalation.domain.words import Trigger
from services.kit.addresses import networks
from services.kit.errors import Refused
from tests.support.chains import chain, notify, raise_to, reassign, repeat, wait, webhook

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def walked(steps: tuple[Step, ...]) -> list[int]:
    place, taken = Place.first(steps), []
    while not place.at_end() and len(taken) < 10 * MOST_STEPS_TAKEN:
        taken.append(place.step)
        place = place.after(steps)
    return taken


def refused(wrong, *allowed) -> tuple[str, str]:
    """The first field that is wrong, and the reason."""
    with pytest.raises(Refused) as caught:
        validate(wrong, *allowed)
    return caught.value.violations[0].field, caught.value.violations[0].reason


def test_a_chain_that_calls_up_to_the_manager_and_repeats_is_valid():
    validate(chain(notify(), wait(), notify(), reassign(), raise_to(), webhook(), wait(open_time=True), repeat(0, 3)))


@pytest.mark.parametrize(
    ("steps", "field", "reason"),
    [
        ((notify(), wait(), repeat(2)), "chain.steps.2.repeat.from_step", "LOOPS"),
        ((notify(), wait(), repeat(3), wait()), "chain.steps.2.repeat.from_step", "LOOPS"),
        ((repeat(0), notify()), "chain.steps.0.repeat.from_step", "STARTS_WITH_REPEAT"),
        ((wait(), notify(), repeat(1)), "chain.steps.2.repeat.from_step", "NO_WAIT"),
        ((notify(), wait(), wait(), repeat(1), notify(), repeat(2)), "chain.steps.5.repeat.from_step", "LOOPS"),
        ((wait(), raise_to()), "chain.steps", "NOTIFIES_NOBODY"),
        ((notify(), Step()), "chain.steps.1", "UNKNOWN_STEP"),
        ((notify(), webhook("ftp://example.com/")), "chain.steps.1.webhook.url", "NOT_A_URL"),
        ((webhook("https://me:secret@example.com/"),), "chain.steps.0.webhook.url", "NOT_A_URL"),
        ((webhook("http://127.0.0.1:9/"),), "chain.steps.0.webhook.url", "PRIVATE_ADDRESS"),
        ((webhook("http://[::ffff:10.0.0.1]/"),), "chain.steps.0.webhook.url", "PRIVATE_ADDRESS"),
        ((webhook("http://localhost/"),), "chain.steps.0.webhook.url", "PRIVATE_ADDRESS"),
    ],
)
def test_a_chain_that_cannot_be_is_refused_with_field_and_reason(steps, field, reason):
    assert refused(chain(*steps)) == (field, reason)


def test_repeats_in_repeats_that_never_end_in_practice_are_refused():
    steps = (notify(), wait(), repeat(0, 100), repeat(0, 100))
    assert refused(chain(*steps)) == ("chain.steps", "NEVER_ENDS")


def test_a_surge_starts_only_a_crisis_and_a_crisis_touches_no_ticket():
    assert refused(chain(triggers=(Trigger.SURGE,)))[1] == "SURGE_IS_A_CRISIS"
    assert refused(chain(notify(), reassign(), crisis=True)) == ("chain.steps.1.reassign", "CRISIS_HAS_NO_TICKET")
    validate(chain(triggers=(Trigger.SURGE,), crisis=True))


def test_a_private_receiver_is_for_those_who_allow_it():
    validate(chain(webhook("http://127.0.0.1:9/")), networks("127.0.0.0/8"))
    assert refused(chain(webhook("http://10.1.2.3/")), networks("127.0.0.0/8"))[1] == "PRIVATE_ADDRESS"


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(Refused) as caught:
        validate(chain(repeat(0), wait(), repeat(5)))
    assert [one.reason for one in caught.value.violations] == ["STARTS_WITH_REPEAT", "LOOPS", "NOTIFIES_NOBODY"]


def test_a_repeat_goes_back_so_many_times_and_an_inner_one_begins_anew():
    assert walked((notify(), wait(), repeat(0, 2))) == [0, 1, 2] * 3
    inner = [1, 2, 1, 2]
    assert walked((wait(), notify(), repeat(1, 1), repeat(0, 1))) == [0, *inner, 3, 0, *inner, 3]


@given(
    st.lists(st.one_of(st.just(wait()), st.just(notify()), st.builds(repeat, st.integers(0, 8), st.integers(1, 100))))
)
def test_whatever_is_valid_ends_and_is_bounded(steps):
    try:
        validate(chain(*steps) if steps else chain(wait()))
    except Refused:
        return
    taken = walked(tuple(steps))
    assert len(taken) <= MOST_STEPS_TAKEN
    assert set(taken) == set(range(len(steps)))


def test_a_book_counts_versions_and_is_asked_by_position_then_by_id():
    book = ChainBook("kumo")
    for one in (chain(chain_id="b", position=1), chain(chain_id="a", position=1), chain(chain_id="c")):
        book, _ = book.publish(one, NOW)
    book, second = book.publish(chain(wait(), notify(), chain_id="b", position=1, retired=True), NOW)
    assert (second.version, second.published_at) == (2, NOW)
    assert [one.chain_id for one in book.in_order] == ["c", "a", "b"]
    assert [one.chain_id for one in book.asked] == ["c", "a"]


def test_a_shop_has_only_so_many_chains():
    book = ChainBook("kumo")
    for number in range(MOST_CHAINS):
        book, _ = book.publish(chain(chain_id=f"chain-{number}"), NOW)
    book.publish(chain(chain_id="chain-3"), NOW)
    with pytest.raises(Refused, match="TOO_MANY_CHAINS"):
        book.publish(chain(chain_id="one-more"), NOW)
