"""The call for a member's statement."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import reduce

import orjson
from google.api import httpbody_pb2
from heliodesk.loyalty.v1 import statement_service_pb2 as calls

from services.kit.commits import CommitStore
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.loyalty.domain.account import Account, fold
from services.loyalty.domain.statements.period import period_of
from services.loyalty.domain.statements.statement import Statement, statement_of
from services.loyalty.programmes import Programmes
from services.loyalty.statements.page import Names, html_of
from services.loyalty.statements.pdf import pdf_of
from services.loyalty.statements.voices import voice_of

# PDFs that are made at once: each keeps a core busy.
_PDFS_AT_ONCE = 2


class StatementServicer:
    """heliodesk.loyalty.v1.StatementService."""

    def __init__(self, accounts: CommitStore[Account], programmes: Programmes, now: Callable[[], datetime]) -> None:
        self._accounts = accounts
        self._programmes = programmes
        self._now = now
        self._printing = asyncio.Semaphore(_PDFS_AT_ONCE)

    async def GetStatement(self, request: calls.GetStatementRequest, call: Call) -> httpbody_pb2.HttpBody:
        statement, names = await asyncio.to_thread(self._statement, request, call.tenant)
        match request.format:
            case calls.STATEMENT_FORMAT_JSON:
                return _body("application/json", json_of(statement, names))
            case calls.STATEMENT_FORMAT_PDF:
                statement.check_printable()
                async with self._printing:
                    printed = await asyncio.to_thread(lambda: pdf_of(html_of(statement, names)))
                return _body("application/pdf", printed)
        return _body("text/html; charset=utf-8", html_of(statement, names).encode())

    def _statement(self, request: calls.GetStatementRequest, tenant: str) -> tuple[Statement, Names]:
        commits = self._accounts.commits(document_id(tenant, request.customer_id))
        entries = [entry for _, found in commits for entry in found]
        if not entries:
            raise Refused("NO_ACCOUNT", "this customer has no account", RefusalKind.NOT_FOUND)
        # Folded here, so that it is of the same moment as its entries.
        account, now = reduce(fold, entries, None), self._now()
        profile, programme = account.profile, self._programmes.in_force(tenant, now)
        zone = profile.zone or programme.default_zone(profile.market or programme.default_market)
        period = period_of(getattr(request, "from"), request.until, zone, now)
        names = Names(programme, voice_of(request.language or profile.language, zone))
        return statement_of(request.customer_id, account, entries, period, now), names


def json_of(statement: Statement, names: Names) -> bytes:
    """The statement field by field, instants as RFC 3339 in UTC, each line with what a page says of it."""
    told = asdict(statement)
    told["language"] = names.voice.language
    told["lines"] = [{"text": names.line(line), **asdict(line)} for line in statement.lines]
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)


def _body(content_type: str, data: bytes) -> httpbody_pb2.HttpBody:
    return httpbody_pb2.HttpBody(content_type=content_type, data=data)
