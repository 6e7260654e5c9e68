"""How a content is submitted, approved, rejected and withdrawn.

Room within the cap is taken from the member's quota before the content is approved, under the content's id: whoever
approves it again takes nothing more. When it is rejected or withdrawn, its event gives the room back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from services.kit.aggregate import Change, Work
from services.kit.errors import RefusalKind, Refused, refused_field
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.loyalty.domain.content import content as rules
from services.loyalty.domain.content.content import Content, Step, known_content
from services.loyalty.domain.content.quota import Quota, Taken, give_back, take
from services.loyalty.domain.content.words import ContentStatus
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.offers import ContentPolicy
from services.loyalty.domain.programme.words import ContentKind
from services.loyalty.programmes import Programmes

Decision = Callable[[Content | None], Step | None]


class Moderating:
    """Synchronous. `offer` has events published, from any thread. Raises Away."""

    def __init__(
        self,
        contents: Store[Content],
        quotas: Store[Quota],
        programmes: Programmes,
        offer: Callable[[Sequence[Pending]], None],
        now: Callable[[], datetime],
    ) -> None:
        self._contents = contents
        self._quotas = quotas
        self._programmes = programmes
        self._offer = offer
        self._now = now

    def submit(self, told: Content, call: Call) -> Content:
        """Raises Refused (UNKNOWN_VALUE, CONTENT_OFF, CONTENT_EXISTS)."""
        if told.kind is ContentKind.SURVEY:
            raise refused_field("UNKNOWN_VALUE", "kind", "a survey counts by its answer: nobody submits it")
        _policy(self._programmes.in_force(call.tenant, told.submitted_at), told.kind)
        return self._decide(told.content_id, lambda known: rules.submit(known, told), told.submitted_at, call)

    def approve(self, content_id: str, moderator: str, call: Call) -> Content:
        """Raises Refused (NO_CONTENT, ALREADY_MODERATED, CONTENT_OFF)."""
        now, tenant = self._now(), call.tenant
        content = known_content(self._contents.get(document_id(tenant, content_id)))
        if content.status is ContentStatus.APPROVED:
            return content
        programme = self._programmes.in_force(tenant, now)
        policy = _policy(programme, content.kind)
        room = self.take(tenant, content.customer_id, content_id, policy, now)
        points = room.points if room is not None else 0

        def decide(known: Content | None) -> Step | None:
            return rules.approve(known, points, moderator, programme.revision, now)

        try:
            approved = self._decide(content_id, decide, now, call)
        except Refused:
            self.give_back(tenant, content)
            raise
        if room is not None and not approved.points:
            # Somebody else has approved it meanwhile, when there was no room.
            self.give_back(tenant, content)
        return approved

    def reject(self, content_id: str, reason: str, moderator: str, call: Call) -> Content:
        """Raises Refused (NO_CONTENT, ALREADY_MODERATED, REQUIRED)."""
        now = self._now()
        return self._decide(content_id, lambda known: rules.reject(known, reason, moderator, now), now, call)

    def withdraw(self, content_id: str, reason: str, call: Call) -> Content:
        """Raises Refused (NO_CONTENT, REJECTED_BEFORE)."""
        now = self._now()
        return self._decide(content_id, lambda known: rules.withdraw(known, reason, now), now, call)

    def give_back(self, tenant: str, content: Content) -> None:
        self._quotas.run([Work(document_id(tenant, content.customer_id), without(content.content_id))])

    def take(self, tenant: str, customer_id: str, content_id: str, policy: ContentPolicy, at: datetime) -> Taken | None:
        """The room that the content has then; None: the cap is reached."""

        def decide(known: Quota | None) -> Change[Quota] | None:
            taken = take(known or Quota(customer_id), content_id, policy, at)
            return None if taken is None else Change(taken)

        (outcome,), _ = self._quotas.run([Work(document_id(tenant, customer_id), decide)])
        return outcome.state.of(content_id) if outcome.state is not None else None

    def _decide(self, content_id: str, decision: Decision, now: datetime, call: Call) -> Content:
        def decide(known: Content | None) -> Change[Content] | None:
            step = decision(known)
            return None if step is None else Change(step[0], (step[1],), now)

        work = Work(document_id(call.tenant, content_id), decide, call.command_id, traceparent=call.traceparent)
        return self._contents.run_one(work, self._offer).state


def without(content_id: str) -> Callable[[Quota | None], Change[Quota] | None]:
    """The decision to give back what a content has taken."""

    def decide(known: Quota | None) -> Change[Quota] | None:
        left = give_back(known, content_id) if known is not None else None
        return None if left is None else Change(left)

    return decide


def _policy(programme: Programme, kind: ContentKind) -> ContentPolicy:
    policy = programme.contents.get(kind)
    if policy is None:
        message = f"the programme rewards no {kind}"
        raise Refused("CONTENT_OFF", message, RefusalKind.FAILED_PRECONDITION)
    return policy
