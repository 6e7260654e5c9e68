"""The calls about referrals."""

from __future__ import annotations

import asyncio

from heliodesk.loyalty.v1 import referral_service_pb2 as pb
from heliodesk.loyalty.v1 import referral_types_pb2 as types

from services.kit.convert import to_proto
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.domain.referrals.code import shown
from services.loyalty.domain.referrals.referral import Referral, Referred
from services.loyalty.referrals.attributing import Attributing
from services.loyalty.referrals.documents import list_referrals
from services.loyalty.referrals.views import ReferralView


class ReferralServicer:
    """heliodesk.loyalty.v1.ReferralService."""

    def __init__(self, friends: Store[Referred], attributing: Attributing) -> None:
        self._friends = friends
        self._attributing = attributing

    async def GetReferralCode(self, request: pb.GetReferralCodeRequest, call: Call) -> pb.GetReferralCodeResponse:
        code = await asyncio.to_thread(self._attributing.code, call.tenant, request.customer_id)
        return pb.GetReferralCodeResponse(code=shown(code))

    async def AttributeReferral(self, request: pb.AttributeReferralRequest, call: Call) -> pb.AttributeReferralResponse:
        referral = await asyncio.to_thread(self._attributing.attribute, request.code, request.friend_id, call)
        return pb.AttributeReferralResponse(referral=_shown(referral))

    async def ListReferrals(self, request: pb.ListReferralsRequest, call: Call) -> pb.ListReferralsResponse:
        database, size = self._friends.database, request.page_size
        found, following = await asyncio.to_thread(
            list_referrals, database, call.tenant, request.customer_id, size, request.cursor
        )
        return pb.ListReferralsResponse(referrals=[_shown(one) for one in found], next_cursor=following)


def _shown(referral: Referral) -> types.Referral:
    return to_proto(ReferralView.of(referral), types.Referral)
