"""Entries: the lines of an account's ledger, written once and never changed, each chained to the one before.

The hash of an entry is SHA-256, in hex, over a JSON array in UTF-8 without spaces: the hash of the entry before (of the
first one: of the account's id, `<tenant>/<customer>`), then the entry's fields in the order of `_canonical`, an object
as an array of its values, an instant as RFC 3339 in UTC (`2026-03-02T00:00:00Z`, with six digits of microseconds unless
they are zero), what isn't set as null. So anybody who has the entries can check them with an ordinary JSON library.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from hashlib import sha256

import orjson

from services.kit.frozen import frozen
from services.kit.money import Money
from services.loyalty.domain.lots import Move
from services.loyalty.domain.qualifying import Counts
from services.loyalty.domain.rates import Basis
from services.loyalty.domain.words import EntryKind, Source, TierCause

_OPTIONS = orjson.OPT_UTC_Z


@frozen
class Profile:
    """What the ledger must know of its member. `zone` is an IANA name, `market` ISO 3166-1, `language` BCP 47; empty
    where it isn't known."""

    zone: str = ""
    market: str = ""
    language: str = ""
    segments: tuple[str, ...] = ()


@frozen
class TierStep:
    """From one tier to another; `review_at` is when the new one is looked at again."""

    previous: str
    tier: str
    cause: TierCause
    review_at: datetime | None


@frozen
class Entry:
    """`number` counts an account's entries from 1. `points` is the change of the balance, `debt` that of what is owed,
    `moves` those of the lots: points = all moves - debt, always.

    `at` (UTC) is when it happened. `order_id`, `line_id`, `refund_id` and `reference` (a redemption, campaign, referral
    ...; of an order line its SKU) say what it stands for, `market` by whose terms. `rule` names what decided the
    points, with its version. `basis` is there where a refund takes a share back. `amount` is the money it is about.
    """

    number: int
    entry_id: str
    kind: EntryKind
    at: datetime
    points: int
    balance_after: int
    debt: int = 0
    moves: tuple[Move, ...] = ()
    source: Source | None = None
    order_id: str = ""
    line_id: str = ""
    market: str = ""
    refund_id: str = ""
    reference: str = ""
    rule: str = ""
    amount: Money | None = None
    basis: Basis | None = None
    counts: Counts | None = None
    reason: str = ""
    actor: str = ""
    approved_by: str = ""
    tier: TierStep | None = None
    profile: Profile | None = None
    hash: str = ""

    @property
    def shown(self) -> bool:
        """Whether a member has anything of it. What moves no point is remembered all the same: a refund that comes
        before the delivery lessens what the delivery earns."""
        return bool(self.points or self.debt or self.moves) or self.kind is EntryKind.TIER


@lru_cache(maxsize=65536)
def genesis(account_id: str) -> str:
    """What the first entry of an account is chained to."""
    return sha256(account_id.encode()).hexdigest()


def hash_of(previous: str, entry: Entry) -> str:
    """The hash of the entry behind one that has the hash `previous`."""
    return sha256(orjson.dumps(_canonical(previous, entry), None, _OPTIONS)).hexdigest()


def _canonical(previous: str, entry: Entry) -> tuple[object, ...]:
    amount, basis, counts, tier, profile = entry.amount, entry.basis, entry.counts, entry.tier, entry.profile
    return (
        previous,
        entry.number,
        entry.entry_id,
        entry.kind,
        entry.at,
        entry.points,
        entry.balance_after,
        entry.debt,
        [
            (one.lot_id, one.pending, one.available, one.release_at, one.expires_at, one.order_id, one.line_id)
            for one in entry.moves
        ],
        entry.source,
        entry.order_id,
        entry.line_id,
        entry.market,
        entry.refund_id,
        entry.reference,
        entry.rule,
        amount and (amount.minor_units, amount.currency),
        basis and (basis.rate.num, basis.rate.den, basis.rate.rounding, basis.amount, basis.offset),
        counts and (counts.day, counts.spend, counts.points, counts.orders),
        entry.reason,
        entry.actor,
        entry.approved_by,
        tier and (tier.previous, tier.tier, tier.cause, tier.review_at),
        profile and (profile.zone, profile.market, profile.language, profile.segments),
    )
