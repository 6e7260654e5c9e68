"""What loyalty answers, from the real store."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from heliodesk.loyalty.v1 import service_pb2

from services.kit.aggregate import Outcome, Work
from services.kit.commits import CommitStore
from services.kit.errors import RefusalKind, Refused
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call
from services.loyalty.documents import AccountDocument, accounts_after
from services.loyalty.domain.account import Account
from services.loyalty.programmes import Programmes
from services.loyalty.purchases import Purchases, Run
from services.loyalty.rpc import LoyaltyServicer
from tests.integration.loyalty.test_ledger import run, table, work
from tests.support.orders import NOON, delivered, money, refunded

CALL = Call("shop", "", None, "", ())


def committed_by(store: CommitStore[Account]) -> Run:
    """Commands, as a process runs them."""

    async def run(work: Work[Account]) -> Outcome[Account]:
        (outcome,), _ = await asyncio.to_thread(store.run, [work])
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome

    return run


@pytest.fixture
def calls(store: CommitStore[Account]) -> LoyaltyServicer:
    programmes = Programmes(store.database, lambda: NOON)
    return LoyaltyServicer(store, Purchases(committed_by(store), programmes, lambda: NOON))


async def all_entries(calls: LoyaltyServicer, customer: str, size: int) -> list[service_pb2.Entry]:
    found, cursor = [], ""
    while True:
        request = service_pb2.ListEntriesRequest(customer_id=customer, page_size=size, cursor=cursor)
        answer = await calls.ListEntries(request, CALL)
        assert len(answer.entries) <= size
        found.extend(answer.entries)
        cursor = answer.next_cursor
        if not cursor:
            return found


async def test_an_account_tells_its_balance_before_anything_is_published(store, calls):
    run(store, [delivered(1999), refunded(1000, 1000, 1999)])
    answer = await calls.GetAccount(service_pb2.GetAccountRequest(customer_id="c1"), CALL)
    account = answer.account
    assert (account.balance, account.earned, account.clawed_back, account.entry_count) == (9, 19, 10, 2)
    assert (account.pending, account.spendable, account.debt) == (9, 0, 0)
    (lot,) = account.lots
    assert (lot.pending, lot.order_id) == (9, "o1")
    assert from_timestamp(lot.release_at) == NOON + timedelta(days=14)


async def test_who_has_no_account_is_not_found(calls):
    for call, request in (
        (calls.GetAccount, service_pb2.GetAccountRequest(customer_id="c1")),
        (calls.ListEntries, service_pb2.ListEntriesRequest(customer_id="c1")),
    ):
        with pytest.raises(Refused, match="NO_ACCOUNT") as refused:
            await call(request, CALL)
        assert refused.value.kind is RefusalKind.NOT_FOUND


@pytest.mark.parametrize("size", [1, 2, 7, 500])
async def test_the_history_is_told_page_by_page_oldest_first(store, calls, size):
    run(store, [delivered(1000, order="a"), delivered(2000, order="b"), refunded(100, 100, 900, order="not-delivered")])
    run(store, [refunded(100, 100, 300, order="not-delivered-either")])
    run(store, [refunded(500, 500, 1000, order="a"), delivered(3000, order="c"), refunded(500, 500, 2000, order="b")])
    entries = await all_entries(calls, "c1", size)
    assert [entry.points for entry in entries] == [10, 20, -5, 30, -5]
    assert [entry.balance_after for entry in entries] == [10, 30, 25, 55, 50]
    taken = entries[2]
    assert (taken.kind, taken.order_id, taken.refund_id) == (service_pb2.ENTRY_KIND_CLAWBACK, "a", "r500")
    assert (taken.amount.minor_units, taken.amount.currency, taken.rule) == (500, "EUR", "base-1")
    assert entries[0].kind == service_pb2.ENTRY_KIND_EARN
    assert from_timestamp(entries[0].at) == NOON


async def test_an_account_without_entries_has_an_empty_history(store, calls):
    run(store, [refunded(100, 100, 900)])
    assert await all_entries(calls, "c1", 10) == []


async def test_accounts_are_listed_by_customer_and_other_tenants_are_not(store, calls):
    customers = sorted(f"c{number}" for number in range(12))
    run(store, [delivered(1000, order=f"o-{customer}", customer=customer) for customer in customers])
    other = work(table(store), delivered(1000, order="o1"))
    store.run([type(other)(id="shop-2/c1", decide=other.decide)])
    found, cursor = [], ""
    while True:
        answer = await calls.ListAccounts(service_pb2.ListAccountsRequest(page_size=5, cursor=cursor), CALL)
        found.extend(answer.accounts)
        cursor = answer.next_cursor
        if not cursor:
            break
    assert [account.customer_id for account in found] == customers
    assert {account.balance for account in found} == {10}


@pytest.mark.parametrize("cursor", ["garbage!", "WzFd"])
async def test_a_cursor_that_was_never_given_out_is_refused(store, calls, cursor):
    run(store, [delivered(1000)])
    with pytest.raises(Refused, match="BAD_CURSOR"):
        await calls.ListEntries(service_pb2.ListEntriesRequest(customer_id="c1", cursor=cursor), CALL)


def test_the_list_of_accounts_uses_its_index(store):
    run(store, [delivered(1000)])
    query = AccountDocument._get_collection().find(accounts_after("shop", "")).sort("_id", 1).limit(10)
    plan = str(query.explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
    assert "'tenant': 1, '_id': 1" in plan


async def test_an_order_of_a_till_earns_once_whoever_tells_it_and_its_refund_takes_back_once(store, calls):
    request = service_pb2.EarnForOrderRequest(customer_id="c1", order_id="till-1", total=money(1999))
    answer = await calls.EarnForOrder(request, CALL)
    assert (answer.news, answer.account.balance, answer.account.pending) == (True, 19, 19)
    again = await calls.EarnForOrder(request, CALL)
    assert (again.news, again.account.balance) == (False, 19)
    run(store, [delivered(1999, order="till-1")])
    refund = service_pb2.ClawBackRefundRequest(
        customer_id="c1", order_id="till-1", refund_id="r1000", amount=money(1000), refunded_total=money(1000),
        order_total=money(1999),
    )  # fmt: skip
    answers = [await calls.ClawBackRefund(refund, CALL) for _ in range(2)]
    assert [(answer.news, answer.account.balance) for answer in answers] == [(True, 9), (False, 9)]
    run(store, [refunded(1000, 1000, 1999, order="till-1")])
    assert store.get("shop/c1").balance == 9


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"total": money(0)}, "AMOUNT_NOT_POSITIVE"),
        ({"total": money(-5)}, "AMOUNT_NOT_POSITIVE"),
        ({"total": money(10**13)}, "ABSURD_AMOUNT"),
        ({"total": money(5), "delivered_at": to_timestamp(NOON + timedelta(seconds=1))}, "IN_THE_FUTURE"),
    ],
)
async def test_an_order_that_can_not_be_is_refused_and_nothing_is_written(store, calls, said, reason):
    request = service_pb2.EarnForOrderRequest(customer_id="c1", order_id="o", **said)
    with pytest.raises(Refused, match=reason):
        await calls.EarnForOrder(request, CALL)
    assert store.load(["shop/c1"]) == {}
