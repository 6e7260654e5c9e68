"""The hash chain: whoever changes, leaves out, swaps or moves an entry is found out."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.convert import from_document, to_document
from services.loyalty.domain.account import fold
from services.loyalty.domain.crediting import Credit, Debit
from services.loyalty.domain.entry import Entry, Profile, genesis, hash_of
from services.loyalty.domain.lots import BrokenLedger
from services.loyalty.domain.words import EntryKind, Source
from tests.support.ledgers import (
    ACCOUNT,
    NOON,
    Ledger,
    audit,
    corrected,
    credited,
    delivered,
    delivery,
    hash_by_the_book,
    line,
    matured,
    profiled,
    redeemed,
    refund,
    refunded,
    restored,
)
from tests.support.loyal_shops import TIERED, compiled

SHOP = compiled(TIERED)
LATER = NOON + timedelta(days=20)


def history() -> list[Entry]:
    """Entries of all kinds of facts, with every field that an entry can have."""
    order = delivery(30_000, line("1", 20_000, "h-lamp"), line("2", 10_000, "pen"))
    ledger = Ledger().take_all(
        profiled(Profile("Asia/Tokyo", "JP", "ja-JP", ("vip", "früh")), 1, NOON),
        delivered(order, SHOP),
        credited(
            Credit(Source.GRANT, "g1", 500, NOON, NOON + timedelta(days=1), LATER, "grant", "späte Lieferung", "a")
        ),
        redeemed("mug", 300, LATER - timedelta(days=2), SHOP),
        refunded(refund(5000, 30_000, lines={"1": 5000}, at=LATER), SHOP),
        restored("mug", LATER),
        corrected(Debit("c1", 5000, LATER, "counted twice", "agent-1", "agent-2")),
        credited(Credit(Source.GIFT, "birthday", 5000, LATER, expires_at=LATER + timedelta(days=90))),
        matured(LATER + timedelta(days=900), SHOP),
    )
    return ledger.entries


HISTORY = history()


def sound(entries: list[Entry], account_id: str = ACCOUNT) -> bool:
    previous = genesis(account_id)
    for entry in entries:
        if entry.hash != hash_of(previous, entry):
            return False
        previous = entry.hash
    return True


def changed(value: Any) -> list[Any]:
    """Values that differ from this one in one thing."""
    if isinstance(value, bool | int):
        return [value + 1]
    if isinstance(value, StrEnum):
        return [next(one for one in type(value) if one is not value)]
    if isinstance(value, str):
        return [f"{value}x", *([""] if value else [])]
    if isinstance(value, datetime):
        return [value + timedelta(microseconds=1)]
    if isinstance(value, tuple):
        parts = [(*value[:n], other, *value[n + 1 :]) for n, one in enumerate(value) for other in changed(one)]
        return [*parts, *([value[:-1]] if value else [])]
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return [replace(value, **{one.name: other}) for one in fields for other in varied(value, one)]
    return []


def names(value: Any) -> list[str]:
    return [one.name for one in dataclasses.fields(value)]


def varied(value: Any, field: dataclasses.Field[Any]) -> list[Any]:
    found = getattr(value, field.name)
    if field.name == "currency":
        return ["USD"]
    may_be_none = "None" in str(field.type) and found is not None
    return [*changed(found), *([None] if may_be_none else [])]


def test_the_history_has_every_kind_of_field():
    told = {name for entry in HISTORY for name in names(entry) if getattr(entry, name)}
    assert set(names(HISTORY[0])) - told == set()
    assert {entry.kind for entry in HISTORY} > {"earn", "release", "clawback", "redeem", "restore", "settle", "expire"}


def test_an_untouched_history_is_sound_and_its_hashes_are_those_of_the_book():
    assert sound(HISTORY)
    previous = genesis(ACCOUNT)
    for entry in HISTORY:
        assert entry.hash == hash_by_the_book(previous, entry)
        previous = entry.hash


@pytest.mark.parametrize("place", range(len(HISTORY)))
def test_any_change_of_any_field_of_any_entry_breaks_the_chain(place):
    entry = HISTORY[place]
    forgeries = [one for one in changed(entry) if one.hash == entry.hash and one != entry]
    assert len(forgeries) >= len(names(entry)) - 9, "most fields can be varied"
    for forged in forgeries:
        assert not sound([*HISTORY[:place], forged, *HISTORY[place + 1 :]]), forged


@given(st.integers(0, len(HISTORY) - 2))
def test_an_entry_that_is_left_out_is_missed(place):
    rest = [*HISTORY[:place], *HISTORY[place + 1 :]]
    assert not sound(rest)
    with pytest.raises(BrokenLedger):
        folded(rest)


@given(st.data())
def test_entries_that_are_swapped_break_the_chain(data):
    one, other = sorted(data.draw(st.lists(st.integers(0, len(HISTORY) - 1), min_size=2, max_size=2, unique=True)))
    entries = list(HISTORY)
    entries[one], entries[other] = entries[other], entries[one]
    assert not sound(entries)


@given(st.integers(0, len(HISTORY) - 1))
def test_an_entry_that_is_told_twice_breaks_the_chain(place):
    assert not sound([*HISTORY[: place + 1], *HISTORY[place:]])


@pytest.mark.parametrize("account_id", ["shop/c2", "shop-2/c1"])
def test_a_history_that_is_moved_to_another_account_is_found_out(account_id):
    assert not sound(HISTORY, account_id)


def test_a_forger_who_makes_the_hashes_anew_changes_the_last_one():
    """So a copy of it in any event (`entry_hash`) proves what was before."""
    forged, previous = [], genesis(ACCOUNT)
    for entry in HISTORY:
        entry = replace(entry, reason="paid for") if entry.kind is EntryKind.CORRECT else entry
        entry = replace(entry, hash=hash_of(previous, entry))
        previous = entry.hash
        forged.append(entry)
    assert sound(forged)
    assert forged[-1].hash != HISTORY[-1].hash


def test_entries_come_back_from_the_store_as_they_were():
    read = [from_document(to_document(entry), Entry) for entry in HISTORY]
    assert read == HISTORY
    assert sound(read)
    audit(ACCOUNT, read, folded(read))


def folded(entries: list[Entry]) -> Any:
    account = None
    for entry in entries:
        account = fold(account, entry)
    return account
