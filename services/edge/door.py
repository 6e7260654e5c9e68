"""The door: everything between a caller and a call, the same over HTTP, over gRPC and for the live stream.

Who calls is asked first, then how much they have called, then whether they may; what may change something is written
into the audit before it goes on, and so is each call that was refused for lack of permission.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from google.protobuf.message import Message

from services.edge.access.access import Access, Grant, standing_of
from services.edge.access.routes import FOLLOW
from services.edge.audit.book import Book
from services.edge.audit.line import Line, Outcome, Subject, subjects_of
from services.edge.idempotency import Answer
from services.edge.identity.caller import Caller
from services.edge.identity.identities import Identities
from services.edge.limits.limits import Limits, Taken
from services.edge.limits.proxies import Proxies
from services.edge.shops import bearer
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.frozen import frozen
from services.kit.ids import new_id
from services.kit.telemetry import current_span

# As if it weren't there, where saying more would tell that it is.
_NOT_PERMITTED = frozenset({RefusalKind.FORBIDDEN, RefusalKind.NOT_FOUND})

Ended = tuple[Outcome, str]
"""What came of a call, and the reason where it wasn't done."""


@frozen
class Visit:
    """Somebody who has come in for one call: `route` is its method's full name, or the stream's path. `address` is
    where from, as far as it is known."""

    caller: Caller
    route: str
    address: str
    taken: Taken

    @property
    def tenant(self) -> str:
        return self.caller.tenant


class Door:
    """Used from one event loop."""

    def __init__(self, identities: Identities, access: Access, limits: Limits, proxies: Proxies, book: Book) -> None:
        self._identities = identities
        self._access = access
        self._limits = limits
        self._proxies = proxies
        self._book = book

    async def enter(self, token: str | None, peer: str, forwarded_for: str, *, route: str, writes: bool) -> Visit:
        """Who shows this credential, for the call `route`, which only reads or `writes`. What they have taken is for
        the caller to check. Raises Refused: UNAUTHENTICATED, LIMITED for an address of too many that were no good;
        Away."""
        address = self._proxies.client_of(peer, forwarded_for)
        self._limits.may_try(token, address)
        caller = await self._caller_of(token, address)
        if (work := current_span()) is not None:
            work.tenant = caller.tenant
        return Visit(caller, route, address, self._limits.take(caller, route, writes))

    async def is_still_good(self, token: str | None) -> bool:
        """Whether the credential is what it was: neither over nor revoked. While that can't be known it is."""
        try:
            standing_of(await self._identities.caller_of(token), FOLLOW)
        except Refused:
            return False
        except Away:
            return True
        return True

    async def may(self, visit: Visit) -> Grant:
        """Whether they may make the call; where it looks at the request, `admit` that. Raises Refused (FORBIDDEN)."""
        try:
            return self._access.grant(visit.caller, visit.route)
        except Refused as refusal:
            await self._refused(visit, (), refusal)
            raise

    async def admit(self, visit: Visit, grant: Grant, request: Message) -> None:
        """Sets what isn't the caller's to choose. Raises Refused (FORBIDDEN, NOT_FOUND), Away."""
        try:
            await self._access.admit(visit.caller, grant, request)
        except Refused as refusal:
            await self._refused(visit, subjects_of(request), refusal)
            raise

    async def may_follow(self, visit: Visit) -> None:
        """The live stream. Raises Refused (FORBIDDEN)."""
        try:
            standing_of(visit.caller, FOLLOW)
        except Refused as refusal:
            await self._refused(visit, (), refusal)
            raise

    async def audited(
        self,
        visit: Visit,
        request: Message,
        forward: Callable[[], Awaitable[Answer]],
        ended: Callable[[Answer], Ended],
    ) -> Answer:
        """What `forward` answers; the line of the call is on disk before it is asked. Raises Away where the line can't
        be written, and what `forward` raises."""
        line = _line(visit, subjects_of(request))
        await self._book.write(line)
        try:
            answer = await forward()
        except Refused as refusal:
            self._book.tell(line, Outcome.REFUSED, refusal.reason)
            raise
        except Away:
            self._book.tell(line, Outcome.FAILED, "AWAY")
            raise
        except Exception:
            self._book.tell(line, Outcome.FAILED, "INTERNAL")
            raise
        self._book.tell(line, *ended(answer))
        return answer

    async def _caller_of(self, token: str | None, address: str) -> Caller:
        try:
            caller = await self._identities.caller_of(token)
        except Refused as refusal:
            # Who shows nothing has tried nothing.
            if token and refusal.kind is RefusalKind.UNAUTHENTICATED:
                self._limits.failed(address)
            raise
        self._limits.was_good(token)
        return caller

    async def _refused(self, visit: Visit, subjects: tuple[Subject, ...], refusal: Refused) -> None:
        if refusal.kind not in _NOT_PERMITTED:
            return
        await self._book.write(_line(visit, subjects, Outcome.REFUSED, refusal.reason))


def _line(
    visit: Visit,
    subjects: tuple[Subject, ...],
    outcome: Outcome = Outcome.UNKNOWN,
    reason: str = "",
) -> Line:
    work, caller = current_span(), visit.caller
    trace_id = work.trace_id if work is not None else ""
    return Line(
        new_id(), caller.tenant, caller.kind, caller.id, visit.route, subjects, visit.address, trace_id, outcome, reason
    )


def token_in(headers: Mapping[str, str]) -> str | None:
    """The credential in headers, or in a gRPC call's metadata, whose names are in lower case."""
    return headers.get("x-api-key") or bearer(headers.get("authorization", ""))
