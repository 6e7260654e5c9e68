"""Loyalty's calls."""

from __future__ import annotations

import asyncio

from heliodesk.loyalty.v1 import service_pb2

from services.kit.commits import CommitStore
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.loyalty import documents, views
from services.loyalty.domain.account import Account
from services.loyalty.purchases import Purchases


class LoyaltyServicer:
    """heliodesk.loyalty.v1.LoyaltyService."""

    def __init__(self, store: CommitStore[Account], purchases: Purchases) -> None:
        self._store = store
        self._purchases = purchases

    async def EarnForOrder(
        self, request: service_pb2.EarnForOrderRequest, call: Call
    ) -> service_pb2.EarnForOrderResponse:
        account, news = await self._purchases.earn(request, call)
        return service_pb2.EarnForOrderResponse(account=views.account(request.customer_id, account), news=news)

    async def ClawBackRefund(
        self, request: service_pb2.ClawBackRefundRequest, call: Call
    ) -> service_pb2.ClawBackRefundResponse:
        account, news = await self._purchases.claw_back(request, call)
        return service_pb2.ClawBackRefundResponse(account=views.account(request.customer_id, account), news=news)

    async def GetAccount(self, request: service_pb2.GetAccountRequest, call: Call) -> service_pb2.GetAccountResponse:
        account = await self._account(call.tenant, request.customer_id)
        return service_pb2.GetAccountResponse(account=views.account(request.customer_id, account))

    async def ListAccounts(
        self, request: service_pb2.ListAccountsRequest, call: Call
    ) -> service_pb2.ListAccountsResponse:
        accounts, next_cursor = await asyncio.to_thread(
            documents.list_accounts, self._store, call.tenant, request.page_size, request.cursor
        )
        return service_pb2.ListAccountsResponse(
            accounts=[views.account(customer_id, account) for customer_id, account in accounts], next_cursor=next_cursor
        )

    async def ListEntries(self, request: service_pb2.ListEntriesRequest, call: Call) -> service_pb2.ListEntriesResponse:
        entries, next_cursor = await asyncio.to_thread(
            documents.list_entries, self._store, call.tenant, request.customer_id, request.page_size, request.cursor
        )
        if not entries:
            # An account without entries is told from one that isn't there.
            await self._account(call.tenant, request.customer_id)
        return service_pb2.ListEntriesResponse(
            entries=[views.entry(entry) for entry in entries], next_cursor=next_cursor
        )

    async def _account(self, tenant: str, customer_id: str) -> Account:
        account = await asyncio.to_thread(self._store.get, document_id(tenant, customer_id))
        if account is None:
            raise Refused("NO_ACCOUNT", "this customer has no account", RefusalKind.NOT_FOUND)
        return account
