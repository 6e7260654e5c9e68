"""The members of a shop, their referrals and contents, put together on a database as loyalty's process does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from google.protobuf.message import Message
from heliodesk.loyalty.v1 import content_service_pb2 as contents
from heliodesk.loyalty.v1 import content_types_pb2, programme_types_pb2, referral_types_pb2
from heliodesk.loyalty.v1 import member_service_pb2 as members
from heliodesk.loyalty.v1 import referral_service_pb2 as referrals

from services.kit.aggregate import Verdict, Work
from services.kit.clock import HeldClock
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.kit.enums import short_names
from services.kit.ids import document_id, new_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.changes import book_of, change_of
from services.loyalty.contents.documents import CONTENTS, QUOTAS
from services.loyalty.contents.documents import DOCUMENTS as CONTENT_DOCUMENTS
from services.loyalty.contents.moderating import Moderating
from services.loyalty.contents.rpc import ContentServicer
from services.loyalty.documents import ACCOUNTS
from services.loyalty.documents import DOCUMENTS as ACCOUNT_DOCUMENTS
from services.loyalty.domain.account import EMPTY, Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.programme.offers import ContentPolicy, MemberLimit, ReferralPolicy
from services.loyalty.domain.programme.publishing import publish
from services.loyalty.domain.programme.specs import Benefits, ProgrammeSpec, Tier, TierLadder
from services.loyalty.domain.programme.words import ContentKind, TierMeasure, TierWindow
from services.loyalty.members.documents import DOCUMENTS as MEMBER_DOCUMENTS
from services.loyalty.members.documents import MEMBERS
from services.loyalty.members.handlers import MemberHandlers
from services.loyalty.members.rpc import MemberServicer
from services.loyalty.members.telling import Telling
from services.loyalty.programme.documents import DOCUMENTS as PROGRAMME_DOCUMENTS
from services.loyalty.programme.documents import PROGRAMMES, programme_id, published
from services.loyalty.programmes import Programmes
from services.loyalty.referrals.attributing import Attributing
from services.loyalty.referrals.documents import DOCUMENTS as REFERRAL_DOCUMENTS
from services.loyalty.referrals.documents import REFERREDS, REFERRERS
from services.loyalty.referrals.judging import Judging
from services.loyalty.referrals.rpc import ReferralServicer
from tests.support.programmes import PLAIN

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "a secret of these tests that nobody else has"
DOCUMENTS = (
    *ACCOUNT_DOCUMENTS,
    *PROGRAMME_DOCUMENTS,
    *MEMBER_DOCUMENTS,
    *REFERRAL_DOCUMENTS,
    *CONTENT_DOCUMENTS,
)
REFERRALS = ReferralPolicy(
    referrer_points=500,
    friend_points=250,
    minimum_order=2000,
    cap=MemberLimit(5),
    velocity_friends=3,
    velocity_hours=24,
    chain_depth=4,
)
PROGRAMME = replace(
    PLAIN,
    tiers=TierLadder(
        TierMeasure.SPEND,
        TierWindow.LIFE,
        (Tier("silver", 1_000, Benefits(birthday_points=50)), Tier("gold", 100_000, Benefits(birthday_points=200))),
    ),
    referral=REFERRALS,
    contents=(
        ContentPolicy(ContentKind.PHOTO_REVIEW, 100, MemberLimit(3, 30)),
        ContentPolicy(ContentKind.VIDEO_REVIEW, 300, MemberLimit(1)),
        ContentPolicy(ContentKind.SURVEY, 20, MemberLimit(2, 30)),
    ),
)


class Club:
    """One process of loyalty, as far as members, referrals and contents go. It publishes nothing of its own accord.
    The held clock shows START until a test moves it on."""

    def __init__(self, database: Any, tenant: str, clock: HeldClock | None = None) -> None:
        self.clock = clock or HeldClock(START)
        self.tenant, self.database = tenant, database
        now = self.clock.now
        self.accounts: CommitStore[Account] = CommitStore(database, ACCOUNTS, "heliodesk/loyalty", now)
        self.members, self.friends, self.referrers, self.contents, self.quotas, self.kept = (
            Store(database, kind, "heliodesk/loyalty", now)
            for kind in (MEMBERS, REFERREDS, REFERRERS, CONTENTS, QUOTAS, PROGRAMMES)
        )
        self.programmes = Programmes(database, now)
        self.judging = Judging(self.friends, self.referrers, self.members, self.programmes)
        attributing = Attributing(self.friends, self.referrers, self.judging, self.offer, now)
        moderating = Moderating(self.contents, self.quotas, self.programmes, self.offer, now)
        handlers = MemberHandlers(self.programmes)
        self._servicers: dict[str, Any] = {
            "MemberService": MemberServicer(self.members, self._run_member, handlers, Telling(SECRET), now),
            "ReferralService": ReferralServicer(self.friends, attributing),
            "ContentService": ContentServicer(self.contents, moderating, now),
        }

    def offer(self, pending: Sequence[Any]) -> None:
        """It stands in the outboxes."""

    async def _run_member(self, work: Work[Any]) -> Any:
        (outcome,), pending = self.members.run([work])
        self.offer(pending)
        if outcome.verdict is Verdict.REFUSED:
            raise outcome.refusal
        return outcome

    async def call(self, service: str, method: str, request: Message) -> Any:
        servicer = self._servicers[service]
        return await getattr(servicer, method)(request, Call(self.tenant, new_id(), None, "", ()))

    def publish(self, spec: ProgrammeSpec = PROGRAMME) -> None:
        def decide(kept: Any) -> Any:
            after, event = publish(kept, self.tenant, spec, kept.newest.revision if kept else 0, "", self.clock.now())
            return published(kept, after, event)

        (outcome,), _ = self.kept.run([Work(programme_id(self.tenant), decide)])
        assert outcome.verdict is Verdict.APPLIED, outcome.refusal
        # What happens from now on comes later than this.
        self.clock.advance(timedelta(seconds=1))

    # --- members

    async def put(self, customer_id: str, **fields: Any) -> members.Member:
        """With an e-mail address of their own, unless it is said otherwise."""
        usual = {"email": f"{customer_id}@example.com"}
        request = members.PutMemberRequest(customer_id=customer_id, **(usual | fields))
        return (await self.call("MemberService", "PutMember", request)).member

    async def get(self, customer_id: str) -> members.Member:
        request = members.GetMemberRequest(customer_id=customer_id)
        return (await self.call("MemberService", "GetMember", request)).member

    async def forget(self, customer_id: str) -> None:
        await self.call("MemberService", "ForgetMember", members.ForgetMemberRequest(customer_id=customer_id))

    # --- referrals

    async def code(self, customer_id: str) -> str:
        request = referrals.GetReferralCodeRequest(customer_id=customer_id)
        return (await self.call("ReferralService", "GetReferralCode", request)).code

    async def bring(self, referrer_id: str, friend_id: str) -> tuple[str, str]:
        """The friend comes by the referrer's code: status and reason."""
        return await self.attribute(await self.code(referrer_id), friend_id)

    async def attribute(self, code: str, friend_id: str) -> tuple[str, str]:
        request = referrals.AttributeReferralRequest(code=code, friend_id=friend_id)
        return told((await self.call("ReferralService", "AttributeReferral", request)).referral)

    async def brought_by(self, referrer_id: str, page_size: int = 0) -> dict[str, tuple[str, str]]:
        """Friend -> status and reason, from all pages."""
        found: dict[str, tuple[str, str]] = {}
        cursor = ""
        while True:
            request = referrals.ListReferralsRequest(customer_id=referrer_id, page_size=page_size, cursor=cursor)
            answer = await self.call("ReferralService", "ListReferrals", request)
            assert len(answer.referrals) <= (page_size or 50)
            found |= {one.friend_id: told(one) for one in answer.referrals}
            cursor = answer.next_cursor
            if not cursor:
                return found

    # --- contents

    async def submit(self, content_id: str, customer_id: str = "ana", kind: str = "photo_review") -> contents.Content:
        request = contents.SubmitContentRequest(
            content_id=content_id,
            customer_id=customer_id,
            kind=programme_types_pb2.ContentKind.Value(f"CONTENT_KIND_{kind.upper()}"),
            url=f"https://shop.example/{content_id}",
        )
        return (await self.call("ContentService", "SubmitContent", request)).content

    async def moderate(self, content_id: str, verdict: str = "approved", reason: str = "") -> contents.Content:
        number = content_types_pb2.ContentStatus.Value(f"CONTENT_STATUS_{verdict.upper()}")
        request = contents.ModerateContentRequest(content_id=content_id, verdict=number, reason=reason, moderator="mod")
        return (await self.call("ContentService", "ModerateContent", request)).content

    async def withdraw(self, content_id: str) -> contents.Content:
        request = contents.WithdrawContentRequest(content_id=content_id, reason="deleted by its author")
        return (await self.call("ContentService", "WithdrawContent", request)).content

    # --- accounts

    def account(self, customer_id: str) -> Account:
        return self.accounts.get(document_id(self.tenant, customer_id)) or EMPTY

    def entries(self, customer_id: str) -> list[Entry]:
        history = self.accounts.commits(document_id(self.tenant, customer_id))
        return [entry for _, entries in history for entry in entries]

    def mature(self, customer_id: str) -> None:
        """All that is due in the account by now is done."""
        now = self.clock.now()
        self.post(customer_id, lambda book: mature(book, self.programmes.in_force(self.tenant, now), now))

    def post(self, customer_id: str, change: Callable[[Book], Any]) -> None:
        def decide(standing: Standing[Account]) -> Any:
            book = book_of(self.tenant, customer_id, standing)
            change(book)
            return change_of(book, standing, self.clock.now())

        outcomes, pending = self.accounts.run([Work(document_id(self.tenant, customer_id), decide)])
        assert outcomes[0].verdict is Verdict.APPLIED
        self.offer(pending)


_STATUSES = short_names(referral_types_pb2.ReferralStatus.DESCRIPTOR)
_REASONS = short_names(referral_types_pb2.ReferralReason.DESCRIPTOR)


def told(referral: referral_types_pb2.Referral) -> tuple[str, str]:
    return _STATUSES[referral.status], _REASONS.get(referral.reason, "")
