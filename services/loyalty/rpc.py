"""Loyalty's calls."""

from __future__ import annotations

import asyncio

from heliodesk.common.v1 import types_pb2
from heliodesk.loyalty.v1 import service_pb2

from services.kit.commits import CommitStore
from services.kit.convert import to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.loyalty import documents
from services.loyalty.domain import Account, Entry, EntryKind

# What is only remembered is not told.
_KINDS = {EntryKind.EARN: service_pb2.ENTRY_KIND_EARN, EntryKind.CLAWBACK: service_pb2.ENTRY_KIND_CLAWBACK}


class LoyaltyServicer:
    """heliodesk.loyalty.v1.LoyaltyService."""

    def __init__(self, store: CommitStore[Account]) -> None:
        self._store = store

    async def GetAccount(self, request: service_pb2.GetAccountRequest, call: Call) -> service_pb2.GetAccountResponse:
        account = await self._account(call.tenant, request.customer_id)
        return service_pb2.GetAccountResponse(account=_account(request.customer_id, account))

    async def ListAccounts(
        self, request: service_pb2.ListAccountsRequest, call: Call
    ) -> service_pb2.ListAccountsResponse:
        accounts, next_cursor = await asyncio.to_thread(
            documents.list_accounts, self._store, call.tenant, request.page_size, request.cursor
        )
        return service_pb2.ListAccountsResponse(
            accounts=[_account(customer_id, account) for customer_id, account in accounts], next_cursor=next_cursor
        )

    async def ListEntries(self, request: service_pb2.ListEntriesRequest, call: Call) -> service_pb2.ListEntriesResponse:
        entries, next_cursor = await asyncio.to_thread(
            documents.list_entries, self._store, call.tenant, request.customer_id, request.page_size, request.cursor
        )
        if not entries:
            # An account without entries is told from one that isn't there.
            await self._account(call.tenant, request.customer_id)
        return service_pb2.ListEntriesResponse(entries=[_entry(entry) for entry in entries], next_cursor=next_cursor)

    async def _account(self, tenant: str, customer_id: str) -> Account:
        account = await asyncio.to_thread(self._store.get, document_id(tenant, customer_id))
        if account is None:
            raise Refused("NO_ACCOUNT", "this customer has no account", RefusalKind.NOT_FOUND)
        return account


def _account(customer_id: str, account: Account) -> service_pb2.Account:
    message = to_proto(account, service_pb2.Account)
    message.customer_id = customer_id
    return message


def _entry(entry: Entry) -> service_pb2.Entry:
    return service_pb2.Entry(
        entry_id=entry.entry_id,
        kind=_KINDS[entry.kind],
        points=entry.points,
        balance_after=entry.balance_after,
        order_id=entry.order_id,
        refund_id=entry.refund_id,
        amount=to_proto(entry.amount, types_pb2.Money),
        rule=entry.rule,
        at=to_timestamp(entry.at),
    )
