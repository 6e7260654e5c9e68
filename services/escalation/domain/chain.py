"""A chain: what is done, step by step, until somebody has taken it up. The fields are those of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime

from services.escalation.domain.words import Priority, Role, Target, Trigger
from services.kit.errors import RefusalKind, Refused

MOST_CHAINS = 100
"""Of one shop: all of them lie in one document."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which facts start the chain: those that fit every one; an empty one binds nothing."""

    triggers: tuple[Trigger, ...]
    targets: tuple[Target, ...] = ()
    priorities: tuple[Priority, ...] = ()
    markets: tuple[str, ...] = ()
    loyalty_tiers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    max_sentiment: float | None = None
    max_rating: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    seconds: int
    open_time: bool = False


@dataclass(frozen=True, slots=True)
class Notify:
    role: Role


@dataclass(frozen=True, slots=True)
class ReassignToRegion:
    region: str


@dataclass(frozen=True, slots=True)
class RaisePriority:
    to: Priority


@dataclass(frozen=True, slots=True)
class CallWebhook:
    url: str


@dataclass(frozen=True, slots=True)
class Repeat:
    from_step: int
    times: int


@dataclass(frozen=True, slots=True)
class Step:
    """Exactly one of them."""

    wait: Wait | None = None
    notify: Notify | None = None
    reassign: ReassignToRegion | None = None
    raise_priority: RaisePriority | None = None
    webhook: CallWebhook | None = None
    repeat: Repeat | None = None

    @property
    def kind(self) -> str:
        """The name of the one that it is; empty where it is none."""
        return next((one.name for one in fields(self) if getattr(self, one.name) is not None), "")


@dataclass(frozen=True, slots=True)
class Chain:
    chain_id: str
    position: int
    conditions: Conditions
    steps: tuple[Step, ...]
    crisis: bool = False
    retired: bool = False
    version: int = 0
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainPublished:
    chain: Chain


@dataclass(frozen=True, slots=True)
class ChainBook:
    """All chains of a shop, the newest version of each."""

    tenant: str
    chains: tuple[Chain, ...] = ()

    def get(self, chain_id: str) -> Chain | None:
        return next((chain for chain in self.chains if chain.chain_id == chain_id), None)

    @property
    def in_order(self) -> tuple[Chain, ...]:
        """As they are asked: by position, then by id."""
        return tuple(sorted(self.chains, key=lambda chain: (chain.position, chain.chain_id)))

    @property
    def asked(self) -> Iterator[Chain]:
        """Those that can start, in the order in which they are asked."""
        return (chain for chain in self.in_order if not chain.retired)

    def publish(self, chain: Chain, now: datetime) -> tuple[ChainBook, Chain]:
        """The book with a new version of the chain, and that version. Raises Refused (TOO_MANY_CHAINS)."""
        known = self.get(chain.chain_id)
        if known is None and len(self.chains) >= MOST_CHAINS:
            raise Refused(
                "TOO_MANY_CHAINS", f"a shop has at most {MOST_CHAINS} chains", RefusalKind.FAILED_PRECONDITION
            )
        published = replace(chain, version=known.version + 1 if known else 1, published_at=now)
        others = (one for one in self.chains if one.chain_id != chain.chain_id)
        return replace(self, chains=(*others, published)), published
