"""The drawing itself: it follows from what was committed to, it is fair, and anybody can repeat it."""

import hashlib
import hmac
from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.loyalty.domain.draws.drawing import (
    Place,
    Win,
    draw_winners,
    empty_list_hash,
    hash_of,
    list_hash,
    tickets_of,
)
from services.loyalty.domain.draws.rules import DrawRules, Prize

SEED = bytes(range(32))
PRIZES = (Prize("first", "A weekend", 1), Prize("second", "A mug", 3))

places = st.lists(
    st.builds(Place, st.sampled_from([f"p{n}" for n in range(12)]), st.integers(1, 50), st.just("e" * 64)), max_size=30
)


def told_again(seed: bytes, hashed: str, prizes: list[tuple[str, int]], lines: list[tuple[str, int]]) -> list[tuple]:
    """The algorithm as the README tells it, written down a second time without any cleverness."""
    tickets: list[str] = []
    for name in dict.fromkeys(name for name, _ in lines):
        tickets += [name] * sum(count for other, count in lines if other == name)
    found, taken = [], 0
    for prize_id, winners in prizes:
        for _ in range(winners):
            if not tickets:
                return found
            while True:
                digest = hmac.new(seed, f"{hashed}|{taken}".encode(), hashlib.sha256).digest()
                taken += 1
                number = int.from_bytes(digest, "big")
                if number < 2**256 // len(tickets) * len(tickets):
                    break
            winner = tickets[number % len(tickets)]
            found.append((prize_id, winner))
            tickets = [name for name in tickets if name != winner]
    return found


@given(st.binary(min_size=32, max_size=32), places)
def test_the_winners_are_those_of_the_algorithm_that_is_published(seed, listed):
    hashed = hash_of("spring", "r" * 64, listed)
    wins = draw_winners(seed, hashed, PRIZES, tickets_of(listed))
    lines = [(place.participant_id, place.entries) for place in listed]
    expected = told_again(seed, hashed, [(prize.prize_id, prize.winners) for prize in PRIZES], lines)
    assert [(win.prize_id, win.participant_id) for win in wins] == expected


@given(st.binary(min_size=32, max_size=32), places)
def test_nobody_wins_twice_and_all_prizes_go_while_there_is_somebody(seed, listed):
    wins = draw_winners(seed, "h", PRIZES, tickets_of(listed))
    participants = {place.participant_id for place in listed}
    assert len({win.participant_id for win in wins}) == len(wins) == min(4, len(participants))
    assert {win.participant_id for win in wins} <= participants


def test_a_ticket_is_as_likely_to_win_as_any_other():
    tickets = {"one": 1, "two": 2, "seven": 7}
    prizes = (Prize("only", "A mug", 1),)
    found = Counter(draw_winners(SEED, f"list {n}", prizes, tickets)[0].participant_id for n in range(10_000))
    # Five standard deviations of a binomial distribution.
    for name, share in (("one", 0.1), ("two", 0.2), ("seven", 0.7)):
        assert abs(found[name] - 10_000 * share) < 5 * (10_000 * share * (1 - share)) ** 0.5


def test_a_number_that_would_favour_the_first_tickets_is_passed_over():
    # Nearly half of all numbers lie behind the largest multiple of this many tickets.
    tickets = {"first": 2**255 // 2, "second": 2**255 // 2 + 2**200}
    prizes = (Prize("only", "A mug", 1),)
    found = Counter(draw_winners(SEED, f"list {n}", prizes, tickets)[0].participant_id for n in range(2_000))
    assert abs(found["first"] - 1_000) < 5 * 500**0.5


def test_this_draw_has_these_winners_for_ever():
    listed = [Place(f"p{n}", n, "ab" * 32) for n in range(1, 8)]
    hashed = hash_of("spring", "00" * 32, listed)
    assert hashed == "d817afe034039a8ee6da72b11b3369a6a4ef8800219c9e82538c176e1a12f89e"
    wins = draw_winners(SEED, hashed, PRIZES, tickets_of(listed))
    assert [win.participant_id for win in wins] == ["p7", "p3", "p5", "p6"]


@given(places, st.data())
def test_a_list_that_was_changed_has_another_hash(listed, data):
    hashed = hash_of("spring", "r", listed)
    assert hash_of("summer", "r", listed) != hashed != hash_of("spring", "s", listed)
    for number, place in enumerate(listed):
        others = listed[:number] + listed[number + 1 :]
        assert hash_of("spring", "r", others) != hashed
        more = Place(place.participant_id, place.entries + 1, place.entry_hash)
        assert hash_of("spring", "r", [*listed[:number], more, *listed[number + 1 :]]) != hashed


@given(places)
def test_a_receipt_is_the_hash_of_the_list_up_to_its_place(listed):
    hashed = empty_list_hash("spring", "r")
    for number, place in enumerate(listed, start=1):
        hashed = list_hash(hashed, number, place)
        assert hashed == hash_of("spring", "r", listed[:number])


def test_a_hundred_thousand_members_are_drawn_from():
    tickets = {f"p{n}": 1 + n % 7 for n in range(100_000)}
    wins = draw_winners(SEED, "h", (Prize("mug", "A mug", 500),), tickets)
    assert len({win.participant_id for win in wins}) == 500
    assert isinstance(wins[0], Win)


def test_the_rules_hash_is_that_of_their_json():
    rules = DrawRules(
        "Frühlingslos", PRIZES, 50, 3, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 9, 12, 30, tzinfo=UTC),
        ("DE",), ("gold",),
    )  # fmt: skip
    told = (
        '["Frühlingslos",[["first","A weekend",1],["second","A mug",3]],50,3,'
        '"2026-03-01T00:00:00.000000Z","2026-03-09T12:30:00.000000Z",["DE"],["gold"]]'
    )
    assert rules.hash == hashlib.sha256(told.encode()).hexdigest()
