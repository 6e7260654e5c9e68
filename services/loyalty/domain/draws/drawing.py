"""How the winners of a draw follow from its seed, its rules and its list, so that anyone can work them out again.

Everything is in hex of lower case, texts are UTF-8.

- The seed has 32 bytes; the commitment is SHA-256(seed).
- The list is a chain: hash 0 is SHA-256("heliodesk-draw-1|" + draw id + "|" + rules hash); hash n is SHA-256(hash n-1 +
  "|" + n + "|" + participant id + "|" + entries + "|" + hash of the ledger's entry that paid), n in decimal.
- Members stand in the order of their first place in the list, each with as many tickets as it has entries there; the
  tickets are numbered from 0.
- Random number i (from 0) is HMAC-SHA256(seed, list hash + "|" + i), as an unsigned number of 256 bits, big-endian.
- A ticket among T: random numbers are taken in turn; one that isn't below the largest multiple of T up to 2^256 is
  passed over, so that each ticket is as likely as any other; the ticket is the number modulo T.
- Prizes are drawn in their order, each as often as it has winners. Who has won leaves with all tickets, and those
  behind move up. When nobody is left, no more is drawn.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from services.loyalty.domain.draws.rules import Prize

_NUMBERS = 2**256


@dataclass(frozen=True, slots=True)
class Place:
    """What one payment has bought: `entries` of a participant, who is named by a pseudonym. `entry_hash` is that of the
    ledger's entry that paid."""

    participant_id: str
    entries: int
    entry_hash: str


@dataclass(frozen=True, slots=True)
class Win:
    prize_id: str
    participant_id: str


def commitment_to(seed: bytes) -> str:
    return sha256(seed).hexdigest()


def empty_list_hash(draw_id: str, rules_hash: str) -> str:
    return sha256(f"heliodesk-draw-1|{draw_id}|{rules_hash}".encode()).hexdigest()


def list_hash(previous: str, number: int, place: Place) -> str:
    """The hash of a list whose last place is this one."""
    line = f"{previous}|{number}|{place.participant_id}|{place.entries}|{place.entry_hash}"
    return sha256(line.encode()).hexdigest()


def hash_of(draw_id: str, rules_hash: str, places: Iterable[Place]) -> str:
    """The hash of a whole list."""
    found = empty_list_hash(draw_id, rules_hash)
    for number, place in enumerate(places, start=1):
        found = list_hash(found, number, place)
    return found


def tickets_of(places: Iterable[Place]) -> dict[str, int]:
    """How many tickets each participant has, in the order of the list."""
    tickets: dict[str, int] = {}
    for place in places:
        tickets[place.participant_id] = tickets.get(place.participant_id, 0) + place.entries
    return tickets


def draw_winners(seed: bytes, hashed: str, prizes: Sequence[Prize], tickets: Mapping[str, int]) -> tuple[Win, ...]:
    """Who wins what. `hashed` is the hash of the whole list, `tickets` are those of its participants."""
    chance, left = _Chance(seed, hashed), _Tickets(tickets)
    wins = []
    for prize in prizes:
        for _ in range(prize.winners):
            if not left.total:
                return tuple(wins)
            wins.append(Win(prize.prize_id, left.take(chance.below(left.total))))
    return tuple(wins)


class _Chance:
    """The random numbers of one draw, in their order."""

    def __init__(self, seed: bytes, hashed: str) -> None:
        self._seed = seed
        self._hashed = hashed
        self._taken = 0

    def below(self, total: int) -> int:
        limit = _NUMBERS - _NUMBERS % total
        while True:
            message = f"{self._hashed}|{self._taken}".encode()
            self._taken += 1
            number = int.from_bytes(hmac.digest(self._seed, message, "sha256"), "big")
            if number < limit:
                return number % total


class _Tickets:
    """The tickets that are left, as a Fenwick tree: to take a member out of a million costs a few steps."""

    def __init__(self, tickets: Mapping[str, int]) -> None:
        self._participants = list(tickets)
        self._counts = list(tickets.values())
        self.total = sum(self._counts)
        size = len(self._counts)
        self._sums = [0, *self._counts]
        for node in range(1, size + 1):
            above = node + (node & -node)
            if above <= size:
                self._sums[above] += self._sums[node]
        self._half = 1 << size.bit_length() >> 1

    def take(self, ticket: int) -> str:
        """Takes the member out who has this ticket among those that are left."""
        node, step = 0, self._half
        while step:
            ahead = node + step
            if ahead < len(self._sums) and self._sums[ahead] <= ticket:
                node, ticket = ahead, ticket - self._sums[ahead]
            step >>= 1
        count, self._counts[node] = self._counts[node], 0
        self.total -= count
        above = node + 1
        while above < len(self._sums):
            self._sums[above] -= count
            above += above & -above
        return self._participants[node]
