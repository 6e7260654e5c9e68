"""Signals: what two members may have in common only if they are one person, as hashes that can't be turned back.

The hash is HMAC-SHA-256, under a secret of the deployment, of the tenant, the kind and the normal form. So whoever has
the database but not the secret can't try out addresses, and two shops can't compare their members.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class SignalKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    PAYMENT = "payment"
    DEVICE = "device"


MANY = frozenset({SignalKind.PAYMENT, SignalKind.DEVICE})
"""Kinds of which a member has several."""
MOST_OF_A_KIND = 50


@dataclass(frozen=True, slots=True)
class Signal:
    kind: SignalKind
    hash: str


def signal(secret: bytes, tenant: str, kind: SignalKind, form: str) -> Signal:
    """Of a normal form. None of the three parts has a line break in front of the form."""
    return Signal(kind, hmac.digest(secret, f"{tenant}\n{kind}\n{form}".encode(), "sha256").hex())


def told_anew(
    known: Iterable[Signal], told: Iterable[Signal], cleared: Iterable[SignalKind] = ()
) -> tuple[Signal, ...]:
    """What a member has then: of most kinds the one that was told last, of payments and devices all, up to the newest
    MOST_OF_A_KIND. Nothing of the kinds that are `cleared`."""
    told, cleared = tuple(told), frozenset(cleared)
    replaced = {one.kind for one in told if one.kind not in MANY} | cleared
    # A dictionary keeps the order; what is told again becomes the newest.
    found = {one: None for one in known if one.kind not in replaced and one not in told}
    found |= {one: None for one in told if one.kind not in cleared}
    return tuple(one for kind in SignalKind for one in [one for one in found if one.kind is kind][-MOST_OF_A_KIND:])


def in_common(one: Iterable[Signal], other: Iterable[Signal]) -> SignalKind | None:
    """The first kind, in the order of SignalKind, of which the two have the same; None: nothing."""
    shared = frozenset(one) & frozenset(other)
    return next((kind for kind in SignalKind if any(signal.kind is kind for signal in shared)), None)
