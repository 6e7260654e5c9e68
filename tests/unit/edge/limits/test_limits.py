"""How much anybody may call."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.identity.caller import Caller, CallerKind, Role
from services.edge.limits import limits as module
from services.edge.limits import table
from services.edge.limits.limits import Limits
from services.edge.limits.rates import Rates, ShopRates
from services.kit.errors import RefusalKind, Refused

# A bucket holds ten seconds of them.
RATES = Rates(reads=4, writes=2, customer_reads=1, customer_writes=1, shop_reads=8, shop_writes=4)
CHEAP, DEAR = "heliodesk.test.v1.Test.Get", "heliodesk.test.v1.Test.Simulate"
ROBOT = Caller("kumo", CallerKind.SYSTEM, "key-1", scopes=frozenset({"*"}))
OTHER = Caller("kumo", CallerKind.SYSTEM, "key-2", scopes=frozenset({"*"}))
ABROAD = Caller("aalto", CallerKind.SYSTEM, "key-1", scopes=frozenset({"*"}))
LENA = Caller("kumo", CallerKind.PERSON, "lena", roles=frozenset({Role.CUSTOMER}))


class Hand:
    """A clock that is held."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> int:
        return round(1e9 * self.now)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def limits(hand: Hand) -> Limits:
    return Limits(RATES, failures=5, shops={"aalto": ShopRates(reads=1)}, now=hand)


def calls_taken(limits: Limits, caller: Caller, writes: bool = False, route: str = CHEAP) -> int:
    """Until one is too many."""
    return next(number for number in count() if limits.take(caller, route, writes).exceeded)


def test_ten_seconds_worth_is_taken_and_then_no_more(limits):
    assert calls_taken(limits, ROBOT) == 40


def test_who_waits_as_long_as_told_is_taken_again(limits, hand):
    calls_taken(limits, ROBOT)
    with pytest.raises(Refused) as refused:
        limits.take(ROBOT, CHEAP, False).check()
    assert (refused.value.kind, refused.value.reason) == (RefusalKind.LIMITED, "RATE_LIMITED")
    assert 0 < refused.value.retry_after <= 1 / 4
    hand.now += refused.value.retry_after + 1e-6
    limits.take(ROBOT, CHEAP, False).check()


def test_reads_and_writes_are_counted_apart(limits):
    calls_taken(limits, ROBOT)
    assert calls_taken(limits, ROBOT, writes=True) == 20


def test_one_customer_calls_less_than_a_system(limits):
    assert calls_taken(limits, LENA) == 10


def test_who_is_of_the_staff_and_a_customer_too_calls_as_staff(limits):
    both = Caller("kumo", CallerKind.PERSON, "ada", roles=frozenset({Role.CUSTOMER, Role.AGENT}))
    assert calls_taken(limits, both) == 40


def test_a_shops_callers_share_its_limit(limits):
    assert calls_taken(limits, ROBOT) == 40
    assert calls_taken(limits, LENA) == 10
    assert calls_taken(limits, OTHER) == 30
    assert limits.take(OTHER, CHEAP, False).exceeded == "shop-reads"


def test_another_shop_has_its_own_limits_and_its_own_count(limits):
    calls_taken(limits, ROBOT)
    assert calls_taken(limits, ABROAD) == 10
    assert calls_taken(limits, ABROAD, writes=True) == 20


def with_routes(hand: Hand, **own: ShopRates) -> Limits:
    return Limits(replace(RATES, routes={DEAR: 2}), failures=5, shops=own, now=hand)


def test_a_dear_call_has_a_limit_of_its_own_beside_the_callers(hand):
    limits = with_routes(hand)
    assert calls_taken(limits, ROBOT, route=DEAR) == 20
    assert limits.take(ROBOT, DEAR, False).exceeded == "route"
    # What was refused by the route has taken nothing of the rest.
    assert calls_taken(limits, ROBOT) == 20
    assert limits.take(ROBOT, CHEAP, False).exceeded == "reads"


def test_each_caller_has_a_dear_call_for_itself(hand):
    limits = with_routes(hand)
    calls_taken(limits, ROBOT, route=DEAR)
    assert calls_taken(limits, OTHER, route=DEAR) == 20


def test_a_shop_may_have_another_limit_for_a_call_and_keeps_the_others(hand):
    limits = with_routes(hand, aalto=ShopRates(routes={CHEAP: 1}))
    assert calls_taken(limits, ABROAD, route=CHEAP) == 10
    assert calls_taken(limits, ABROAD, route=DEAR) == 20
    assert calls_taken(limits, ROBOT, route=CHEAP) == 40


def test_who_makes_a_dear_call_is_told_of_all_three(hand):
    taken = dict(with_routes(hand).take(ROBOT, DEAR, False).headers)
    assert taken[b"ratelimit-policy"] == b'"route";q=20;w=10, "reads";q=40;w=10, "shop-reads";q=80;w=10'
    assert taken[b"ratelimit"] == b'"route";r=19;t=1, "reads";r=39;t=1, "shop-reads";r=79;t=1'


def test_every_call_is_told_of_its_limits(limits, hand):
    taken = dict(limits.take(ROBOT, CHEAP, False).headers)
    assert taken[b"ratelimit-policy"] == b'"reads";q=40;w=10, "shop-reads";q=80;w=10'
    assert taken[b"ratelimit"] == b'"reads";r=39;t=1, "shop-reads";r=79;t=1'
    calls_taken(limits, ROBOT)
    refused = limits.take(ROBOT, CHEAP, False)
    assert dict(refused.headers)[b"ratelimit"] == b'"reads";r=0;t=10'


@given(st.lists(st.floats(0, 2), max_size=120))
def test_in_no_stretch_of_time_is_more_taken_than_a_bucket_and_what_flows_in(pauses):
    hand, taken = Hand(), []
    limits = Limits(RATES, failures=5, shops={}, now=hand)
    for pause in pauses:
        hand.now += pause
        if not limits.take(ROBOT, CHEAP, True).exceeded:
            taken.append(hand.now)
    for first, began in enumerate(taken):
        for last, ended in enumerate(taken[first:], start=1):
            assert last <= 20 + 2 * (ended - began) + 1e-6


def fail(limits: Limits, address: str, times: int) -> None:
    for number in range(times):
        limits.may_try(f"wrong-{number}", address)
        limits.failed(address)


def test_an_address_of_many_wrong_credentials_is_not_listened_to(limits, hand):
    fail(limits, "203.0.113.9", 5)
    with pytest.raises(Refused) as refused:
        limits.may_try("one more", "203.0.113.9")
    assert (refused.value.kind, refused.value.reason) == (RefusalKind.LIMITED, "RATE_LIMITED")
    limits.may_try("one more", "203.0.113.10")
    hand.now += refused.value.retry_after + 1e-6
    limits.may_try("one more", "203.0.113.9")


def test_a_credential_that_was_good_is_looked_at_wherever_it_comes_from(limits):
    limits.was_good("the office's key")
    fail(limits, "203.0.113.9", 5)
    limits.may_try("the office's key", "203.0.113.9")


def test_who_shows_nothing_is_told_so_and_counts_for_nothing(limits):
    fail(limits, "203.0.113.9", 5)
    limits.may_try(None, "203.0.113.9")


@pytest.mark.parametrize(
    ("address", "neighbour", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.8", False),
    ],
)
def test_a_household_is_counted_as_one(limits, address, neighbour, together):
    fail(limits, address, 5)
    if together:
        with pytest.raises(Refused):
            limits.may_try("one more", neighbour)
    else:
        limits.may_try("one more", neighbour)


def test_many_addresses_and_many_callers_take_no_more_than_so_much_memory(limits, monkeypatch):
    monkeypatch.setattr(module, "_MOST_CREDENTIALS", 50)
    monkeypatch.setattr(module, "_MOST_ADDRESSES", 50)
    monkeypatch.setattr(table, "_MOST_CALLERS", 50)
    monkeypatch.setattr(table, "_MOST_CALLERS_OF_A_ROUTE", 20)
    small = Limits(replace(RATES, routes={DEAR: 1}), failures=5, shops={})
    for number in range(500):
        small.failed(f"198.51.{number // 250}.{number % 250}")
        small.was_good(f"token-{number}")
        small.take(
            Caller("kumo", CallerKind.PERSON, f"customer-{number}", roles=frozenset({Role.CUSTOMER})), DEAR, False
        )
    assert max(len(small._failures), len(small._good)) <= 50
    policies = small._usual.policies(DEAR, customer=True, writes=False)
    assert len(policies.own._buckets) <= 50 and len(policies.route._buckets) <= 20


def test_the_headers_are_structured_fields(limits):
    item = r'"[a-z-]+"(;[a-z]=[0-9]+){2}'
    for _, value in limits.take(LENA, CHEAP, True).headers:
        assert re.fullmatch(f"{item}, {item}", value.decode())
