"""Proves the ledgers of a shop, or of all shops, with the processors that there are."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from pymongo import MongoClient

from services.kit.mongo import CLIENT_OPTIONS
from services.loyalty.proving.account import Tally
from services.loyalty.proving.reading import Ledgers

_MOST_WORKERS = 8


def prove(uri: str, database: str, tenant: str = "", account_id: str = "") -> Tally:
    """Of one account (`<tenant>/<customer>`), of all of a tenant, or of all. Nothing is written. Raises Away."""
    with MongoClient(uri, **CLIENT_OPTIONS) as client:
        ledgers = Ledgers(client[database])
        if account_id:
            return ledgers.prove_account(account_id)
        cuts, tally = ledgers.survey(tenant)
        if len(cuts) == 1:
            tally.add(ledgers.prove(*cuts[0]))
            return tally
    workers = min(_MOST_WORKERS, os.cpu_count() or 1, len(cuts))
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for part in pool.map(_prove, *zip(*((uri, database, *cut) for cut in cuts), strict=True)):
            tally.add(part)
    return tally


def _prove(uri: str, database: str, since: str, until: str) -> Tally:
    with MongoClient(uri, **CLIENT_OPTIONS) as client:
        return Ledgers(client[database]).prove(since, until)
