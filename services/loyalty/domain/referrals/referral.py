"""A customer who was referred, from the code to the reward: what is decided about it, one step after the other.

    asked -> attributed -> rewarded, once the first order is past its return window
      or refused, with the reason, at any step before the reward

Facts count by when they happened: an order that was placed before the code was told ends the referral, however late it
is heard of. An order that is cancelled doesn't count as one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.errors import RefusalKind, Refused
from services.kit.money import Money
from services.loyalty.domain.members.signals import SignalKind
from services.loyalty.domain.programme.offers import ReferralPolicy
from services.loyalty.domain.referrals.events import (
    Event,
    ReferralAsked,
    ReferralAttributed,
    ReferralRefused,
    ReferralRevoked,
    ReferralRewarded,
)
from services.loyalty.domain.referrals.guards import Against
from services.loyalty.domain.referrals.words import ReferralReason, ReferralRole, ReferralStatus

# Of one customer: nobody is a friend of so many.
MOST_REFERRALS = 20
# The earliest orders, the cancelled ones among them: what is kept follows from what was told, in whatever order and
# however often. Who has cancelled so many is seen as one who never ordered, and never rewarded.
MOST_ORDERS = 5
# Orders of one referral: the first of them is among the first that are released.
_MOST_RELEASED = 20
_OPEN = frozenset({ReferralStatus.ASKED, ReferralStatus.ATTRIBUTED})


@dataclass(frozen=True, slots=True)
class Referral:
    """As the contract has it (referral_types.proto). `minimum_order`, in minor units of the programme's currency, is
    part of what was promised, as the points are."""

    referral_id: str
    referrer_id: str
    friend_id: str
    status: ReferralStatus
    asked_at: datetime
    referrer_points: int
    friend_points: int
    minimum_order: int
    revision: int
    reason: ReferralReason | None = None
    signal: SignalKind | None = None
    order_id: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    order_id: str
    placed_at: datetime
    total: Money
    refunded: int = 0
    cancelled: bool = False

    @property
    def kept(self) -> Money:
        return Money(max(self.total.minor_units - self.refunded, 0), self.total.currency)


@dataclass(frozen=True, slots=True)
class Referred:
    """A customer as somebody's friend. At most one of the `referrals`, one for each who claims to have brought the
    customer, is not refused. `orders` are the earliest ones; `released` are past their return window."""

    customer_id: str
    orders: tuple[PlacedOrder, ...] = ()
    referrals: tuple[Referral, ...] = ()
    released: tuple[str, ...] = ()

    @property
    def first_order(self) -> PlacedOrder | None:
        return next((one for one in self.orders if not one.cancelled), None)

    @property
    def standing(self) -> Referral | None:
        """The referral that isn't refused."""
        return next((one for one in self.referrals if one.status is not ReferralStatus.REFUSED), None)

    @property
    def open(self) -> Referral | None:
        """The one that waits for something."""
        return next((one for one in self.referrals if one.status in _OPEN), None)

    def order(self, order_id: str) -> PlacedOrder | None:
        return next((one for one in self.orders if one.order_id == order_id), None)

    def by(self, referrer_id: str) -> Referral | None:
        return next((one for one in self.referrals if one.referrer_id == referrer_id), None)


Step = tuple[Referred, tuple[Event, ...]]


def ask(
    friend: Referred,
    referral_id: str,
    referrer_id: str,
    at: datetime,
    policy: ReferralPolicy,
    revision: int,
    against: Against | None,
) -> Step | None:
    """The friend came by the referrer's code; None where that is known. `against` is what the guards say of the two.
    Raises Refused (TOO_MANY_REFERRALS)."""
    if friend.by(referrer_id) is not None:
        return None
    if len(friend.referrals) >= MOST_REFERRALS:
        message = f"{MOST_REFERRALS} others have claimed this customer"
        raise Refused("TOO_MANY_REFERRALS", message, RefusalKind.FAILED_PRECONDITION)
    asked = Referral(
        referral_id,
        referrer_id,
        friend.customer_id,
        ReferralStatus.ASKED,
        at,
        policy.referrer_points,
        policy.friend_points,
        policy.minimum_order,
        revision,
    )
    against = against or _against(friend)
    after = replace(friend, referrals=(*friend.referrals, asked))
    if against is not None:
        return _refused(after, asked, against, at)
    return after, (ReferralAsked(referral_id, referrer_id, friend.customer_id, revision, at),)


def _against(friend: Referred) -> Against | None:
    if friend.standing is not None:
        return Against(ReferralReason.ALREADY_REFERRED)
    return Against(ReferralReason.FRIEND_HAS_ORDERED) if friend.first_order is not None else None


def settle(friend: Referred, referral_id: str, against: Against | None, at: datetime) -> Step | None:
    """The referrer's limits, and the look for rings, have spoken; None where that was settled before."""
    asked = friend.open
    if asked is None or asked.referral_id != referral_id or asked.status is not ReferralStatus.ASKED:
        return None
    if against is not None:
        return _refused(friend, asked, against, at)
    after = _with(friend, replace(asked, status=ReferralStatus.ATTRIBUTED))
    return after, (ReferralAttributed(referral_id, asked.referrer_id, friend.customer_id, at),)


def place(friend: Referred, order: PlacedOrder) -> Step | None:
    """An order was placed; None where it is known, or not one of the earliest."""
    if friend.order(order.order_id) is not None:
        return None
    earliest = sorted((*friend.orders, order), key=lambda one: (one.placed_at, one.order_id))[:MOST_ORDERS]
    if order not in earliest:
        return None
    after = replace(friend, orders=tuple(earliest))
    referral = friend.open
    if referral is not None and order.placed_at < referral.asked_at:
        return _refused(after, referral, Against(ReferralReason.FRIEND_HAS_ORDERED), order.placed_at)
    return after, ()


def cancel(friend: Referred, order_id: str) -> Step | None:
    """An order was cancelled: it doesn't count."""
    order = friend.order(order_id)
    if order is None or order.cancelled:
        return None
    return _with_order(friend, replace(order, cancelled=True)), ()


def refund(friend: Referred, order_id: str, refunded_total: int, at: datetime) -> Step | None:
    """So much of an order had been refunded at the instant, in minor units. Where all of the first one was, before the
    end of its return window, the referral brings nothing: what it has brought is taken back."""
    order = friend.order(order_id)
    if order is None or refunded_total <= order.refunded:
        return None
    changed = replace(order, refunded=refunded_total)
    after = _with_order(friend, changed)
    referral = friend.standing
    if referral is None or changed.kept.minor_units:
        return after, ()
    first = friend.first_order
    if order_id != (referral.order_id or (first.order_id if first is not None else "")):
        return after, ()
    rewarded_at = referral.ended_at
    if rewarded_at is not None and at > rewarded_at:
        return after, ()
    refused, events = _refused(after, referral, Against(ReferralReason.FIRST_ORDER_REFUNDED), at, order_id)
    return refused, events if rewarded_at is None else (*events, *_revoked(referral, at))


def release(friend: Referred, order_id: str) -> Step | None:
    """The return window of an order has ended; None where nothing can depend on it."""
    if friend.open is None or order_id in friend.released or len(friend.released) >= _MOST_RELEASED:
        return None
    return replace(friend, released=(*friend.released, order_id)), ()


def conclude(
    friend: Referred, worth: Callable[[Money], int], guard: Callable[[Referral], Against | None], at: datetime
) -> Step | None:
    """Rewards both where all that was waited for has come; None where something hasn't. `worth` says how much money is
    in the programme's currency; `guard` looks again at what is known of the two."""
    referral, order = friend.open, friend.first_order
    if referral is None or referral.status is not ReferralStatus.ATTRIBUTED or order is None:
        return None
    if order.order_id not in friend.released:
        return None
    if referral.minimum_order and worth(order.kept) < referral.minimum_order:
        return _refused(friend, referral, Against(ReferralReason.BELOW_MINIMUM), at, order.order_id)
    if (against := guard(referral)) is not None:
        return _refused(friend, referral, against, at, order.order_id)
    ended = replace(referral, status=ReferralStatus.REWARDED, order_id=order.order_id, ended_at=at)
    return _with(friend, ended), _rewards(ended, at)


def _rewards(referral: Referral, at: datetime) -> tuple[Event, ...]:
    return tuple(
        ReferralRewarded(referral.referral_id, customer, role, points, referral.order_id, referral.revision, at)
        for customer, role, points in _shares(referral)
    )


def _revoked(referral: Referral, at: datetime) -> tuple[Event, ...]:
    return tuple(
        ReferralRevoked(referral.referral_id, customer, role, points, at)
        for customer, role, points in _shares(referral)
    )


def _shares(referral: Referral) -> list[tuple[str, ReferralRole, int]]:
    """Who gets how many points."""
    shares = (
        (referral.referrer_id, ReferralRole.REFERRER, referral.referrer_points),
        (referral.friend_id, ReferralRole.FRIEND, referral.friend_points),
    )
    return [share for share in shares if share[2]]


def _refused(friend: Referred, referral: Referral, against: Against, at: datetime, order_id: str = "") -> Step:
    ended = replace(
        referral,
        status=ReferralStatus.REFUSED,
        reason=against.reason,
        signal=against.signal,
        order_id=order_id,
        ended_at=at,
    )
    told = ReferralRefused(
        referral.referral_id, referral.referrer_id, referral.friend_id, against.reason, against.signal, at
    )
    return _with(friend, ended), (told,)


def _with(friend: Referred, referral: Referral) -> Referred:
    changed = (referral if one.referral_id == referral.referral_id else one for one in friend.referrals)
    return replace(friend, referrals=tuple(changed))


def _with_order(friend: Referred, order: PlacedOrder) -> Referred:
    changed = (order if one.order_id == order.order_id else one for one in friend.orders)
    return replace(friend, orders=tuple(changed))
