"""`heliodesk loyalty prove` over 100,000 accounts: seconds, and the memory of all of its processes.

An account has what a year leaves behind: three orders of one or two lines, each line a lot that is released when its
return window ends; a refund, a redemption, a correction, and what expires.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import mongoengine
import psutil

from services.kit import documents
from services.kit.ids import new_id
from services.loyalty.documents import DOCUMENTS
from services.loyalty.domain.crediting import Credit, Debit, credit, debit, take_back
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.spending import Redemption, redeem
from services.loyalty.domain.words import EntryKind, Source
from services.loyalty.programmes import Programmes
from tests.bench.ledgers import Ledger, write_accounts
from tests.support.servers import TestServers

ACCOUNTS = 100_000
ORDERS = 3
BEGUN = datetime(2024, 3, 2, 12, tzinfo=UTC)
TENANT = "shop"
_RETURN_WINDOW, _VALIDITY = timedelta(days=14), timedelta(days=365)


class Life:
    """The same lives in every run."""

    def __init__(self, programme: Any) -> None:
        self._programme = programme
        self._drawn = random.Random(4)

    def __call__(self, ledger: Ledger) -> None:
        drawn, book, at = self._drawn, ledger.book, BEGUN
        for order in range(ORDERS):
            at += timedelta(days=drawn.randrange(20, 120))
            mature(book, self._programme, at)
            if book.entries:
                ledger.commit()
            self._order(ledger, f"{book.customer_id}-{order}", at)
        if book.account.spendable:
            redeem(book, Redemption(f"{book.customer_id}-spent", 1 + book.account.spendable // 2), at)
            ledger.commit(f"redemption/{book.customer_id}-spent", about=(f"redemption/{book.customer_id}-spent",))
        debit(book, Debit(f"{book.customer_id}-mended", 5, at, "counted twice", "agent-ana"))
        ledger.commit(f"correction/{book.customer_id}-mended")

    def _order(self, ledger: Ledger, order_id: str, at: datetime) -> None:
        lines = [f"line-{number}" for number in range(self._drawn.randrange(1, 3))]
        available_at, expires_at = at + _RETURN_WINDOW, at + _VALIDITY
        for line in lines:
            points = self._drawn.randrange(5, 200)
            lot = Credit(Source.ORDER, order_id, points, at, available_at, expires_at, order_id=order_id, line_id=line)
            credit(ledger.book, lot)
        ledger.commit(f"earn/{order_id}", about=(f"order/{order_id}",))
        if self._drawn.random() < 0.2:
            earned = next(one for one in reversed(ledger.book.entries) if one.kind is EntryKind.EARN)
            take_back(ledger.book, earned, earned.points, at + timedelta(days=3), refund_id="r1")
            ledger.commit(f"clawback/{order_id}/r1", about=(f"order/{order_id}",))


def _prove(env: dict[str, str]) -> tuple[dict[str, Any], float, int]:
    """What it says, wall seconds, and the most bytes that all of its processes had together."""
    started, most = time.perf_counter(), 0
    command = [sys.executable, "-m", "services.cli.main", "loyalty", "prove", "--tenant", TENANT, "--json"]
    with subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.PIPE) as running:
        while running.poll() is None:
            most = max(most, _resident(running.pid))
            time.sleep(0.2)
        seconds = time.perf_counter() - started
        told = json.loads(running.stdout.read())
    return told, seconds, most


def _resident(pid: int) -> int:
    """Of the process and those that it has started."""
    try:
        process = psutil.Process(pid)
        return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def run(servers: TestServers) -> dict[str, Any]:
    prefix = f"bench_{new_id()[-12:]}"
    database = documents.connect("loyalty", servers.mongodb_uri, f"{prefix}_loyalty")
    documents.ensure_indexes(DOCUMENTS)
    try:
        programme = Programmes(database, lambda: BEGUN).current(TENANT)
        ids = (f"{TENANT}/c-{number:09d}" for number in range(ACCOUNTS))
        entries = write_accounts(database, ids, Life(programme), BEGUN)
        told, seconds, memory = _prove({"MONGODB_URI": servers.mongodb_uri, "HELIODESK_DATABASE": prefix})
        if (told["accounts"], told["entries"], told["faults"]) != (ACCOUNTS, entries, []):
            raise RuntimeError(f"{told['accounts']} of {ACCOUNTS} accounts were proven: {told['faults'][:3]}")
    finally:
        database.client.drop_database(database.name)
        mongoengine.disconnect("loyalty")
    return {
        "name": "loyalty_prove",
        "value": round(seconds, 1),
        "unit": f"s for {ACCOUNTS:,} accounts with {entries:,} entries (baseline: 120 s)",
        "baseline": 120,
        "ratio": round(120 / seconds, 2),
        "commits": told["commits"],
        "keys": told["keys"],
        "entries_per_s": round(entries / seconds),
        "memory_mb": round(memory / 1e6),
    }
