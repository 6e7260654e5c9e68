"""The calls about rewards, redemptions and coupons."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from heliodesk.loyalty.v1 import reward_service_pb2 as calls
from heliodesk.loyalty.v1 import reward_types_pb2 as types

from services.kit.errors import RefusalKind, Refused
from services.kit.ids import derived_id, document_id, new_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.domain.rewards.redemption import Grant, Redemption
from services.loyalty.programmes import Programmes
from services.loyalty.rewards import documents, views
from services.loyalty.rewards.cancelling import Cancelling
from services.loyalty.rewards.catalogue import Catalogue
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.coupons import Coupons
from services.loyalty.rewards.granting import Granting
from services.loyalty.rewards.ledger import Payment
from services.loyalty.rewards.redeeming import Wish


@dataclass(frozen=True, slots=True)
class Desk:
    """What the calls need. `redeem` gathers the wishes of concurrent callers."""

    redeem: Callable[[Wish], Awaitable[Redemption]]
    redemptions: Store[Redemption]
    programmes: Programmes
    catalogue: Catalogue
    coupons: Coupons
    cancelling: Cancelling
    granting: Granting
    codes: CouponCodes


class RewardServicer:
    """heliodesk.loyalty.v1.RewardService."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def ListRewards(self, request: calls.ListRewardsRequest, call: Call) -> calls.ListRewardsResponse:
        shelf = await asyncio.to_thread(self._desk.catalogue.of, call.tenant, request.customer_id)
        account = shelf.account
        language = request.language or account.profile.language
        return calls.ListRewardsResponse(
            rewards=[
                views.offered(one.offer, language, account.spendable, one.left, one.refusal) for one in shelf.rewards
            ],
            spendable=account.spendable,
            tier=account.standing.tier,
            market=shelf.market,
        )

    async def Redeem(self, request: calls.RedeemRequest, call: Call) -> calls.RedeemResponse:
        # The same command of the same member is the same redemption.
        redemption_id = derived_id(call.tenant, "redemption", request.customer_id, call.command_id)
        wish = _wish(call, request.customer_id, request.reward_id, redemption_id)
        return calls.RedeemResponse(redemption=await self._shown(call.tenant, await self._desk.redeem(wish)))

    async def GrantCoupon(self, request: calls.GrantCouponRequest, call: Call) -> calls.GrantCouponResponse:
        redemption_id = derived_id(call.tenant, "grant", request.customer_id, call.command_id)
        known = await asyncio.to_thread(self._desk.redemptions.get, document_id(call.tenant, redemption_id))
        if known is None:
            await self._desk.granting.allow(call.tenant, request.actor, request.reward_id, redemption_id)
        grant = Grant(request.actor, request.reason, request.ticket_id)
        wish = _wish(call, request.customer_id, request.reward_id, redemption_id, grant)
        return calls.GrantCouponResponse(redemption=await self._shown(call.tenant, await self._desk.redeem(wish)))

    async def CancelRedemption(
        self, request: calls.CancelRedemptionRequest, call: Call
    ) -> calls.CancelRedemptionResponse:
        cancelled = await asyncio.to_thread(
            self._desk.cancelling.cancel, call.tenant, request.redemption_id, request.reason, request.actor
        )
        return calls.CancelRedemptionResponse(redemption=await self._shown(call.tenant, cancelled))

    async def GetRedemption(self, request: calls.GetRedemptionRequest, call: Call) -> calls.GetRedemptionResponse:
        found = await asyncio.to_thread(self._desk.redemptions.get, document_id(call.tenant, request.redemption_id))
        if found is None:
            raise Refused("NO_REDEMPTION", "there is no such redemption", RefusalKind.NOT_FOUND)
        return calls.GetRedemptionResponse(redemption=await self._shown(call.tenant, found))

    async def ListRedemptions(self, request: calls.ListRedemptionsRequest, call: Call) -> calls.ListRedemptionsResponse:
        found, cursor = await asyncio.to_thread(
            documents.list_redemptions, call.tenant, request.customer_id, request.page_size, request.cursor
        )
        shown = [await self._shown(call.tenant, one) for one in found]
        return calls.ListRedemptionsResponse(redemptions=shown, next_cursor=cursor)

    async def CheckCoupon(self, request: calls.CheckCouponRequest, call: Call) -> calls.CheckCouponResponse:
        found = await asyncio.to_thread(
            self._desk.coupons.check, call.tenant, request.code, request.customer_id, request.market
        )
        return calls.CheckCouponResponse(redemption=await self._shown(call.tenant, found))

    async def UseCoupon(self, request: calls.UseCouponRequest, call: Call) -> calls.UseCouponResponse:
        used = await self._desk.coupons.use(
            call.tenant, request.code, request.customer_id, request.order_id, request.market
        )
        return calls.UseCouponResponse(redemption=await self._shown(call.tenant, used))

    async def ReleaseCoupon(self, request: calls.ReleaseCouponRequest, call: Call) -> calls.ReleaseCouponResponse:
        freed = await self._desk.coupons.release(call.tenant, request.code, request.customer_id, request.order_id)
        return calls.ReleaseCouponResponse(redemption=await self._shown(call.tenant, freed))

    async def _shown(self, tenant: str, redemption: Redemption) -> types.Redemption:
        programme = await asyncio.to_thread(self._desk.programmes.revision, tenant, redemption.revision)
        return views.redemption(programme, redemption, self._desk.codes.shown(tenant, redemption))


def _wish(call: Call, customer_id: str, reward_id: str, redemption_id: str, grant: Grant | None = None) -> Wish:
    payment = Payment(call.tenant, customer_id, reward_id, redemption_id, call.traceparent)
    return Wish(payment, new_id(), grant)
