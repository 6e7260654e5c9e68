"""What a customer's loyalty tier does to its tickets."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.ticketing.domain import ticket as rules
from services.ticketing.domain.events import PriorityChanged, TicketClassified, TicketOpened
from services.ticketing.domain.member import Member, learn
from services.ticketing.domain.model import Actor, ActorKind, Channel, Inbound, Priority, TicketStatus, TierStanding

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOLD = TierStanding(3, "gold", Priority.HIGH)
LOYALTY = Actor(ActorKind.SYSTEM, "loyalty")


def inbound(standing=None, priority=None, number=1):
    return Inbound(
        "t-1", 1, f"m-{number}", Channel.EMAIL, "thread", "lena", "", "Where?", priority, NOON, None, standing
    )


def opened(standing=None, priority=None):
    return rules.receive(None, inbound(standing, priority))


def test_a_ticket_that_opens_carries_the_tier_of_its_customer():
    ticket, events = opened(GOLD)
    assert (ticket.loyalty_tier, ticket.priority, ticket.tier_number) == ("gold", Priority.HIGH, 3)
    assert [type(one).__name__ for one in events] == ["TicketOpened", "MessageReceived", "TicketClassified"]
    told = next(one for one in events if isinstance(one, TicketOpened))
    assert told.priority is Priority.HIGH


def test_who_has_no_tier_opens_a_ticket_as_ever():
    ticket, events = opened()
    assert (ticket.loyalty_tier, ticket.priority) == (None, Priority.NORMAL) and len(events) == 2


@pytest.mark.parametrize(
    ("has", "gives", "becomes"),
    [
        (Priority.LOW, Priority.HIGH, Priority.HIGH),
        (Priority.NORMAL, Priority.URGENT, Priority.URGENT),
        (Priority.HIGH, Priority.HIGH, Priority.HIGH),
        (Priority.URGENT, Priority.HIGH, Priority.URGENT),
        (Priority.LOW, None, Priority.LOW),
    ],
)
def test_a_tier_raises_the_priority_where_the_shop_says_so_and_never_lowers_it(has, gives, becomes):
    standing = replace(GOLD, priority=gives)
    assert opened(standing, has)[0].priority is becomes
    ticket, events = rules.take_tier(opened(None, has)[0], standing, NOON)
    assert ticket.priority is becomes
    changes = [one for one in events if isinstance(one, PriorityChanged)]
    assert [(one.from_, one.to, one.actor) for one in changes] == [(has, becomes, LOYALTY)] * (has is not becomes)


def test_an_open_ticket_learns_that_the_tier_has_changed():
    ticket, events = rules.take_tier(opened(GOLD)[0], TierStanding(5, "platinum", None), NOON)
    assert [(type(one), one.loyalty_tier) for one in events] == [(TicketClassified, "platinum")]
    assert ticket.loyalty_tier == "platinum"


def test_older_news_and_those_that_come_again_change_nothing():
    ticket, _ = opened(GOLD)
    for number in (1, 3):
        assert rules.take_tier(ticket, TierStanding(number, "silver", Priority.URGENT), NOON) == (ticket, [])


def test_a_closed_ticket_learns_nothing_more():
    ticket, _ = rules.set_status(opened()[0], TicketStatus.CLOSED, "ana", NOON)
    assert rules.take_tier(ticket, GOLD, NOON) == (ticket, [])


def test_who_loses_the_last_tier_keeps_what_the_ticket_had():
    ticket, events = rules.take_tier(opened(GOLD)[0], TierStanding(9, "", None), NOON)
    assert (ticket.loyalty_tier, ticket.priority, ticket.tier_number, events) == ("gold", Priority.HIGH, 9, [])


def test_the_next_message_brings_what_the_ticket_had_missed():
    ticket, events = rules.receive(opened()[0], inbound(GOLD, number=2))
    assert (ticket.loyalty_tier, ticket.priority) == ("gold", Priority.HIGH)
    assert [type(one).__name__ for one in events] == ["MessageReceived", "TicketClassified", "PriorityChanged"]


def test_a_member_is_known_by_the_newest_news():
    member = learn(None, "lena", GOLD)
    assert member == Member("lena", GOLD)
    assert learn(member, "lena", replace(GOLD, number=2, tier="silver")) is None
    assert learn(member, "lena", replace(GOLD, number=4, tier="silver")).standing.tier == "silver"
