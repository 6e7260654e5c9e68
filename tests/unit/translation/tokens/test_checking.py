"""Whether a translation has the tokens of its original, whoever made it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.tokens import Fault, FaultKind, check
from tests.support.token_messages import message

SOURCE = "My order MW-1001 cost 12,90 €, see https://a.de/x 😊"


@pytest.mark.parametrize(
    "target",
    [
        "12,90 € hat MW-1001 gekostet 😊, siehe https://a.de/x",
        "订单MW-1001花了12,90 €😊请看https://a.de/x。",
        "MW-1001-Bestellung für 12,90 €: https://a.de/x😊",
    ],
)
def test_the_same_tokens_in_any_order_are_fine(target: str) -> None:
    assert check(SOURCE, target) == ()


@pytest.mark.parametrize(
    ("target", "kind", "token"),
    [
        ("MW-1001 hat gekostet, siehe https://a.de/x 😊", FaultKind.LOST, "12,90 €"),
        ("MW-1001 hat 12.90 € gekostet, siehe https://a.de/x 😊", FaultKind.LOST, "12,90 €"),
        ("MW-1001 hat 112,90 € gekostet, siehe https://a.de/x 😊", FaultKind.LOST, "12,90 €"),
        ("MW-1001 hat 12,90 € gekostet, siehe https://a.de/y 😊", FaultKind.LOST, "https://a.de/x"),
        ("MW-1001 (MW-1001) hat 12,90 € gekostet, siehe https://a.de/x 😊", FaultKind.DOUBLED, "MW-1001"),
        ("MW-1001 hat 12,90 € gekostet, siehe https://a.de/x 😊 und zahle 99 €", FaultKind.ADDED, "99 €"),
    ],
)
def test_what_is_lost_changed_doubled_or_added_is_told(target: str, kind: FaultKind, token: str) -> None:
    assert Fault(kind, token) in check(SOURCE, target)


def test_a_number_that_both_have_is_no_fault_where_only_one_shows_what_it_is() -> None:
    assert check("He pagado 50 złotych", "I paid 50 dollars") == ()


@given(st.integers(0, 100_000))
def test_a_message_has_its_own_tokens(number: int) -> None:
    text = message(number).text
    assert check(text, text) == ()


@given(st.text(), st.text())
def test_no_two_texts_are_an_exception(source: str, target: str) -> None:
    check(source, target)


def test_a_long_text_that_has_lost_everything_takes_no_time() -> None:
    source = " ".join(f"MW-{number}" for number in range(10_000))
    assert len(check(source, "nothing of it")) == 10_000
