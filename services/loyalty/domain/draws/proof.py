"""Works out again what a draw's proof says, and tells where it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.loyalty.domain.draws.drawing import Place, Win, commitment_to, draw_winners, hash_of, tickets_of
from services.loyalty.domain.draws.rules import DrawRules


@dataclass(frozen=True, slots=True)
class Proof:
    """What was published of a draw; `places` is its whole list, `place_count` how many it should have."""

    draw_id: str
    rules: DrawRules
    rules_hash: str
    commitment: str
    seed: str
    list_hash: str
    place_count: int
    winners: tuple[Win, ...]
    places: tuple[Place, ...]


def differences(proof: Proof) -> list[str]:
    """A sentence for each thing that isn't as it should be; none: the winners follow from what was committed to."""
    found = list(_of_the_list(proof))
    try:
        seed = bytes.fromhex(proof.seed)
    except ValueError:
        return [*found, "the seed is not hex"]
    if commitment_to(seed) != proof.commitment:
        found.append(f"the seed's hash is {commitment_to(seed)}, and the commitment was {proof.commitment}")
    tickets = tickets_of(proof.places)
    wins = draw_winners(seed, proof.list_hash, proof.rules.prizes, tickets)
    return [*found, *_of_winners(wins, proof.winners)]


def _of_the_list(proof: Proof) -> Iterator[str]:
    rules_hash = proof.rules.hash
    if rules_hash != proof.rules_hash:
        yield f"the rules have the hash {rules_hash}, and {proof.rules_hash} was published"
    if len(proof.places) != proof.place_count:
        yield f"the list has {len(proof.places)} places, and {proof.place_count} were counted"
    if (hashed := hash_of(proof.draw_id, proof.rules_hash, proof.places)) != proof.list_hash:
        yield f"the list has the hash {hashed}, and {proof.list_hash} was published"
    limit = proof.rules.entries_per_member
    for participant_id, entries in tickets_of(proof.places).items():
        if entries > limit:
            yield f"{participant_id} has {entries} entries, and {limit} are allowed"


def _of_winners(expected: Sequence[Win], told: Sequence[Win]) -> Iterator[str]:
    if len(expected) != len(told):
        yield f"{len(expected)} winners are drawn, and {len(told)} were told"
    for number, (one, other) in enumerate(zip(expected, told, strict=False), start=1):
        if one != other:
            yield (
                f"winner {number} is {one.participant_id} ({one.prize_id}), "
                f"and {other.participant_id} ({other.prize_id}) was told"
            )
