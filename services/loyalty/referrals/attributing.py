"""How a code is given out, and how a friend comes by one: each step is safe to take again, whoever takes it.

1. The friend's document says that the referral was asked for, unless a guard speaks against it. That is the commit;
   its event, ReferralAsked, has the stream take the other steps where this process dies before them.
2. Rings are looked for, and the referrer's document counts the friend, once, if its limits let him through.
3. The friend's document takes the verdict.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from services.kit.aggregate import Change, Work
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.ids import derived_id, document_id
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.loyalty.domain.members.member import known_member
from services.loyalty.domain.referrals import referral as rules
from services.loyalty.domain.referrals.code import BYTES, code_of, no_code, read_code
from services.loyalty.domain.referrals.referral import Referral, Referred
from services.loyalty.domain.referrals.referrer import Referrer
from services.loyalty.domain.referrals.words import ReferralStatus
from services.loyalty.referrals.documents import claim_code, claimed_by
from services.loyalty.referrals.handlers import ReferralHandlers
from services.loyalty.referrals.judging import Judging

# Of a million members nobody has met a code that was taken; so many in a row are a fault of ours.
_TRIES = 5


class Attributing:
    """Synchronous. `offer` has events published, from any thread. Raises Away."""

    def __init__(
        self,
        friends: Store[Referred],
        referrers: Store[Referrer],
        judging: Judging,
        offer: Callable[[Sequence[Pending]], None],
        now: Callable[[], datetime],
    ) -> None:
        self._friends = friends
        self._referrers = referrers
        self._judging = judging
        self._handlers = ReferralHandlers(judging)
        self._offer = offer
        self._now = now

    def code(self, tenant: str, customer_id: str) -> str:
        """The member's own. Raises Refused (NO_MEMBER)."""
        known_member(self._judging.member(tenant, customer_id))
        referrer = self._referrers.get(document_id(tenant, customer_id))
        if referrer is not None and referrer.code:
            return referrer.code
        code = self._free_code(tenant, customer_id)

        def take(known: Referrer | None) -> Change[Referrer] | None:
            if known is not None and known.code:
                return None
            brought = known.brought if known is not None else ()
            return Change(Referrer(customer_id, code, brought))

        (outcome,), _ = self._referrers.run([Work(document_id(tenant, customer_id), take)])
        return outcome.state.code

    def _free_code(self, tenant: str, customer_id: str) -> str:
        for _ in range(_TRIES):
            code = code_of(secrets.token_bytes(BYTES))
            if claim_code(self._referrers.database, tenant, code, customer_id):
                return code
        raise Away("referrals", f"{_TRIES} new codes were all taken")

    def attribute(self, text: str, friend_id: str, call: Call) -> Referral:
        """The referral as it is then. Raises Refused (NO_CODE, NO_MEMBER, NOTHING_KNOWN, REFERRALS_OFF,
        TOO_MANY_REFERRALS): then nothing was written."""
        tenant, referrer_id = call.tenant, self._referrer(call.tenant, text)
        self._check_known(tenant, friend_id, referrer_id)
        now = self._now()
        programme = self._judging.programmes.in_force(tenant, now)
        policy, revision = programme.referral, programme.revision
        if policy is None:
            raise Refused("REFERRALS_OFF", "the programme rewards no referrals", RefusalKind.FAILED_PRECONDITION)
        referral_id = derived_id("referral", tenant, referrer_id, friend_id)

        def ask(known: Referred | None) -> Change[Referred] | None:
            friend = known or Referred(friend_id)
            against = self._judging.same_person(tenant, friend_id, referrer_id)
            step = rules.ask(friend, referral_id, referrer_id, now, policy, revision, against)
            return None if step is None else Change(*step, now)

        # Whoever repeats it finds the referral there, so it needs no id of the command.
        friend = self._run(Work(document_id(tenant, friend_id), ask, traceparent=call.traceparent))
        referral = friend.by(referrer_id)
        if referral.status is ReferralStatus.ASKED:
            referral = self._settle(tenant, referral, call).by(referrer_id)
        return referral

    def _referrer(self, tenant: str, text: str) -> str:
        """Whose code it is."""
        code = read_code(text)
        customer_id = claimed_by(self._referrers.database, tenant, code)
        referrer = self._referrers.get(document_id(tenant, customer_id)) if customer_id else None
        if referrer is None or referrer.code != code or self._judging.member(tenant, customer_id) is None:
            raise no_code()
        return customer_id

    def _check_known(self, tenant: str, *customers: str) -> None:
        """Of whom nothing is known, nothing can be told apart."""
        for customer_id in customers:
            if not known_member(self._judging.member(tenant, customer_id)).signals:
                message = f"of {customer_id} neither e-mail, phone, address, payment nor device is known"
                raise Refused("NOTHING_KNOWN", message, RefusalKind.FAILED_PRECONDITION)

    def _settle(self, tenant: str, asked: Referral, call: Call) -> Referred:
        judged = self._handlers.judged(tenant, asked.friend_id, asked.referral_id)
        now = self._now()

        def settle(known: Referred | None) -> Change[Referred] | None:
            friend = known or Referred(asked.friend_id)
            return self._handlers.settled(friend, asked.referral_id, judged, tenant, now)

        return self._run(Work(document_id(tenant, asked.friend_id), settle, traceparent=call.traceparent))

    def _run(self, work: Work[Referred]) -> Referred:
        return self._friends.run_one(work, self._offer).state
