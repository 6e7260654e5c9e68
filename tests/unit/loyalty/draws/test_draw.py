"""A draw from its commitment to its winners."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.kit.errors import Refused
from services.loyalty.domain.draws.draw import (
    DrawStatus,
    PaidEntry,
    cancel,
    close,
    complete,
    give_back,
    receive,
    schedule,
)
from services.loyalty.domain.draws.drawing import commitment_to, draw_winners, hash_of, tickets_of
from services.loyalty.domain.draws.entering import Entrant, check_entry, is_offered
from services.loyalty.domain.draws.events import DrawEntryReturned, DrawWinner
from services.loyalty.domain.draws.proof import Proof, differences
from services.loyalty.domain.draws.rules import DrawRules, Prize
from services.loyalty.domain.draws.secrets import DrawSecrets

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRETS = DrawSecrets(b"a secret of the tests")
RULES = DrawRules(
    "Spring draw", (Prize("weekend", "A weekend in Porto", 1), Prize("mug", "A mug", 2)), 50, 3,
    NOW + timedelta(days=1), NOW + timedelta(days=8), ("DE", "PT"),
)  # fmt: skip
OPEN = NOW + timedelta(days=2)
ENTRANT = Entrant("DE", "silver", lottery_allowed=True)


def scheduled(rules=RULES):
    seed = SECRETS.seed("shop", "spring", "nonce")
    return schedule(None, "spring", rules, "nonce", commitment_to(seed), NOW)


def paid(number, entries=1):
    participant = SECRETS.participant_id("shop", "spring", f"cust-{number}")
    return PaidEntry(f"redemption-{number}", f"cust-{number}", participant, entries, f"{number:064x}", OPEN)


def entered(count):
    draw, _ = scheduled()
    for number in range(count):
        draw, _ = receive(draw, paid(number, 1 + number % 3))
    return draw


def completed(count):
    draw, _ = close(entered(count), RULES.closes_at)
    listed = [paid(number, 1 + number % 3).place for number in range(count)]
    seed = SECRETS.seed("shop", "spring", "nonce")
    tickets = tickets_of(listed)
    wins = draw_winners(seed, draw.list_hash, RULES.prizes, tickets)
    winners = tuple(DrawWinner(win.prize_id, win.participant_id, "somebody") for win in wins)
    draw, (told,) = complete(draw, seed, winners, len(tickets), RULES.closes_at)
    proof = Proof(
        "spring", RULES, draw.rules_hash, draw.commitment, draw.seed, draw.list_hash, draw.places, wins, tuple(listed)
    )
    return draw, told, proof


def test_the_commitment_is_told_at_once_and_the_seed_is_not():
    draw, (told,) = scheduled()
    assert told.commitment == draw.commitment == commitment_to(SECRETS.seed("shop", "spring", "nonce"))
    assert draw.seed == ""
    assert SECRETS.seed("shop", "spring", "nonce").hex() not in repr(draw)


def test_the_same_rules_again_change_nothing():
    draw, _ = scheduled()
    assert schedule(draw, "spring", RULES, "another nonce", "another", NOW) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another"},
        {"points_per_entry": 49},
        {"entries_per_member": 4},
        {"closes_at": RULES.closes_at + timedelta(days=1)},
        {"prizes": RULES.prizes[:1]},
        {"markets": ("DE",)},
        {"tiers": ("gold",)},
    ],
)
def test_a_draw_can_not_be_changed_after_its_commitment(changed):
    draw, _ = scheduled()
    with pytest.raises(Refused, match="DRAW_COMMITTED"):
        schedule(draw, "spring", replace(RULES, **changed), "nonce", draw.commitment, NOW)


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"opens_at": RULES.closes_at}, "rules.closes_at", "NOT_AFTER"),
        ({"opens_at": NOW - timedelta(days=2), "closes_at": NOW}, "rules.closes_at", "PAST"),
        ({"closes_at": NOW + timedelta(days=400)}, "rules.closes_at", "TOO_FAR"),
        ({"prizes": ()}, "rules.prizes", "REQUIRED"),
        ({"prizes": (Prize("mug", "A mug", 0),)}, "rules.prizes", "OUT_OF_RANGE"),
        ({"prizes": (Prize("mug", "A mug", 501),)}, "rules.prizes", "OUT_OF_RANGE"),
        ({"prizes": (RULES.prizes[1], RULES.prizes[1])}, "rules.prizes.1.prize_id", "REPEATED"),
        ({"points_per_entry": 0}, "rules.points_per_entry", "OUT_OF_RANGE"),
        ({"entries_per_member": -1}, "rules.entries_per_member", "OUT_OF_RANGE"),
        ({"markets": ("DE", "DE")}, "rules.markets", "REPEATED"),
    ],
)
def test_rules_by_which_no_draw_can_be_held_are_refused(changed, field, reason):
    with pytest.raises(Refused) as refused:
        scheduled(replace(RULES, **changed))
    assert (field, reason) in [(one.field, one.reason) for one in refused.value.violations]


def test_payments_are_chained_in_the_order_in_which_they_come():
    draw = entered(5)
    assert (draw.places, draw.entries) == (5, 9)
    assert draw.list_hash == hash_of("spring", draw.rules_hash, [paid(n, 1 + n % 3).place for n in range(5)])


def test_what_comes_after_the_list_is_frozen_is_given_back_and_is_not_in_it():
    draw, _ = close(entered(2), RULES.closes_at)
    after, (told,) = receive(draw, paid(7))
    assert isinstance(told, DrawEntryReturned) and told.reason == "late" and told.redemption_id == "redemption-7"
    assert (after.received, after.places, after.list_hash) == (3, 2, draw.list_hash)


def test_the_draw_tells_its_seed_and_anybody_can_work_the_winners_out():
    draw, told, proof = completed(20)
    assert draw.status is DrawStatus.COMPLETED and draw.next_at is None
    assert commitment_to(bytes.fromhex(told.seed)) == told.commitment
    assert len(told.winners) == 3
    assert differences(proof) == []


def test_a_draw_that_nobody_has_entered_has_no_winner():
    draw, told, proof = completed(0)
    assert told.winners == () and differences(proof) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seed": "00" * 32}, "the commitment was"),
        ({"seed": "no hex"}, "the seed is not hex"),
        ({"commitment": "00" * 32}, "the commitment was"),
        ({"rules": replace(RULES, points_per_entry=1)}, "the rules have the hash"),
        ({"rules_hash": "00" * 32}, "the rules have the hash"),
        ({"list_hash": "00" * 32}, "the list has the hash"),
        ({"place_count": 21}, "21 were counted"),
        ({"draw_id": "summer"}, "the list has the hash"),
    ],
)
def test_what_does_not_add_up_is_told(changed, said):
    _, _, proof = completed(20)
    assert any(said in one for one in differences(replace(proof, **changed)))


def test_a_list_or_winners_that_were_tampered_with_are_told():
    _, _, proof = completed(20)
    swapped = replace(proof, places=(proof.places[1], proof.places[0], *proof.places[2:]))
    assert any("the list has the hash" in one for one in differences(swapped))
    loser = next(one.participant_id for one in proof.places if one.participant_id not in str(proof.winners))
    forged = replace(proof, winners=(replace(proof.winners[0], participant_id=loser), *proof.winners[1:]))
    assert any(one.startswith("winner 1 is") for one in differences(forged))
    assert any("2 were told" in one for one in differences(replace(proof, winners=proof.winners[:2])))


def test_nobody_has_more_entries_than_the_rules_allow_without_being_told():
    draw, _ = scheduled()
    for number in range(2):
        draw, _ = receive(draw, replace(paid(1, 3), redemption_id=f"again-{number}"))
    places = (paid(1, 3).place, paid(1, 3).place)
    proof = Proof("spring", RULES, draw.rules_hash, draw.commitment, "", draw.list_hash, 2, (), places)
    assert any("has 6 entries, and 3 are allowed" in one for one in differences(proof))


def test_another_secret_can_not_complete_a_draw():
    draw, _ = close(entered(2), RULES.closes_at)
    seed = DrawSecrets(b"another").seed("shop", "spring", "nonce")
    with pytest.raises(Refused, match="SEED_LOST"):
        complete(draw, seed, (), 2, RULES.closes_at)


def test_a_draw_that_is_cancelled_tells_its_seed_and_gives_all_points_back():
    seed = SECRETS.seed("shop", "spring", "nonce")
    draw, (told,) = cancel(entered(5), seed, "The prize is gone", "agent-7", OPEN)
    assert told.seed == seed.hex() and draw.next_at == OPEN
    draw, first = give_back(draw, [paid(n) for n in range(3)], OPEN)
    assert draw.next_at == OPEN
    draw, rest = give_back(draw, [paid(3), paid(4)], OPEN)
    assert draw.next_at is None
    assert [one.redemption_id for one in (*first, *rest)] == [f"redemption-{n}" for n in range(5)]
    assert cancel(draw, seed, "Again", "agent-7", OPEN) is None
    _, (late,) = receive(draw, paid(9))
    assert late.reason == "cancelled"


def test_a_draw_whose_winners_are_drawn_is_not_cancelled():
    draw, _, _ = completed(5)
    with pytest.raises(Refused, match="DRAW_COMPLETED"):
        cancel(draw, b"", "I don't like them", "agent-7", OPEN)


def test_where_the_law_does_not_allow_it_a_draw_is_not_offered():
    draw, _ = scheduled(replace(RULES, markets=()))
    assert is_offered(draw, ENTRANT)
    assert not is_offered(draw, replace(ENTRANT, lottery_allowed=False))
    with pytest.raises(Refused, match="DRAW_NOT_OFFERED"):
        check_entry(draw, replace(ENTRANT, lottery_allowed=False), 1, OPEN)


def test_a_draw_is_offered_in_its_markets_and_to_its_tiers():
    draw, _ = scheduled(replace(RULES, tiers=("gold",)))
    assert is_offered(draw, replace(ENTRANT, tier="gold"))
    assert not is_offered(draw, ENTRANT)
    assert not is_offered(draw, replace(ENTRANT, tier="gold", market="FR"))


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (RULES.opens_at - timedelta.resolution, False),
        (RULES.opens_at, True),
        (RULES.closes_at - timedelta.resolution, True),
        (RULES.closes_at, False),
    ],
)
def test_a_draw_is_open_from_its_first_instant_to_before_its_last(at, open_):
    draw, _ = scheduled()
    if open_:
        check_entry(draw, ENTRANT, 1, at)
    else:
        with pytest.raises(Refused, match="DRAW_NOT_OPEN"):
            check_entry(draw, ENTRANT, 1, at)


def test_a_member_has_no_more_entries_than_the_rules_say():
    draw, _ = scheduled()
    check_entry(draw, replace(ENTRANT, entered=2), 1, OPEN)
    with pytest.raises(Refused, match="DRAW_LIMIT"):
        check_entry(draw, replace(ENTRANT, entered=2), 2, OPEN)


def test_a_member_has_another_name_in_every_draw():
    names = {SECRETS.participant_id(*where) for where in (("a", "x", "c"), ("a", "y", "c"), ("b", "x", "c"))}
    assert len(names) == 3
