"""What sla and ticketing answer, by their contracts, on a gRPC server of the test's own; and a webhook's receiver."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from heliodesk.sla.v1 import rulebook_service_pb2 as rulebook
from heliodesk.sla.v1 import service_pb2 as sla
from heliodesk.sla.v1 import types_pb2 as sla_types
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as ticketing_types

from services.kit.errors import RefusalKind, Refused
from services.kit.health import Health
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call, Server, serve
from services.kit.settings import Settings

SERVICES = (
    "heliodesk.sla.v1.SlaService",
    "heliodesk.sla.v1.RulebookService",
    "heliodesk.ticketing.v1.TicketingService",
)


class Neighbours:
    """Those calls that escalation makes; the others are refused."""

    def __init__(self) -> None:
        self.there = sla.GetOnShiftResponse(agent_id="ana", lead_id="lea", team_id="emea", manager_id="mei")
        self.managers = [("ivo", "closed"), ("mei", "always-open")]
        self.priorities: dict[str, int] = {}
        self.commands: list[tuple[str, str]] = []
        """Call and command id, of each command that was heard."""
        self.behind = False
        """It doesn't know the ticket yet."""
        self.opens_after = timedelta(hours=8)
        self.port = 0
        self._server: Server | None = None

    def __getattr__(self, name: str) -> Callable[[Any, Call], Awaitable[Any]]:
        if not name[0].isupper():
            raise AttributeError(name)

        async def refuse(request: Any, call: Call) -> Any:
            raise Refused("NOT_HERE", f"nobody should call {name}")

        return refuse

    async def start(self) -> None:
        """On the same port as before."""
        settings = Settings(service="sla", HELIODESK_GRPC_PORT=self.port, HELIODESK_DRAIN_TIMEOUT=0)
        self._server = await serve([(name, self) for name in SERVICES], settings, Health())
        self.port = self._server.port

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.stop()
            self._server = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def GetOnShift(self, request: sla.GetOnShiftRequest, call: Call) -> sla.GetOnShiftResponse:
        if self.behind:
            raise Refused("NO_CLOCK", "this ticket has no clock", RefusalKind.NOT_FOUND)
        return self.there

    async def GetDeadline(self, request: sla.GetDeadlineRequest, call: Call) -> sla.GetDeadlineResponse:
        start = from_timestamp(request.start)
        if request.clock == "coverage" and not request.language:
            raise Refused("NO_COVERAGE", "nobody speaks that", RefusalKind.FAILED_PRECONDITION)
        late = timedelta() if request.clock == "calendar:always-open" else self.opens_after
        return sla.GetDeadlineResponse(at=to_timestamp(start + late + timedelta(seconds=request.seconds)))

    async def GetOnCall(self, request: rulebook.GetOnCallRequest, call: Call) -> rulebook.GetOnCallResponse:
        managers = [sla_types.OnCallManager(manager_id=one, calendar=calendar) for one, calendar in self.managers]
        return rulebook.GetOnCallResponse(managers=managers)

    async def Reassign(self, request: sla.ReassignRequest, call: Call) -> sla.ReassignResponse:
        self.commands.append(("Reassign", call.command_id))
        if request.region == "nowhere":
            raise Refused("NO_TEAM", "no team is in nowhere", RefusalKind.FAILED_PRECONDITION)
        return sla.ReassignResponse(team_id="night", reason="it is open")

    async def GetTicket(self, request: ticketing.GetTicketRequest, call: Call) -> ticketing.GetTicketResponse:
        priority = self.priorities.get(request.ticket_id, ticketing_types.PRIORITY_NORMAL)
        ticket = ticketing_types.Ticket(ticket_id=request.ticket_id, priority=priority)
        return ticketing.GetTicketResponse(ticket=ticket)

    async def SetPriority(self, request: ticketing.SetPriorityRequest, call: Call) -> ticketing.SetPriorityResponse:
        self.commands.append(("SetPriority", call.command_id))
        self.priorities[request.ticket_id] = request.priority
        return ticketing.SetPriorityResponse()


class Receiver:
    """Takes webhooks; answers `status`, or nothing for as long as `hangs`."""

    def __init__(self) -> None:
        self.status = 204
        self.location = ""
        self.hangs = False
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._receive, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/hooks/1"

    async def stop(self) -> None:
        self.hangs = False
        self._server.close()

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:]) if name}
        body = await reader.readexactly(int(headers["content-length"]))
        self.requests.append((headers, body))
        while self.hangs:
            await asyncio.sleep(0.05)
        location = f"location: {self.location}\r\n" if self.location else ""
        writer.write(f"HTTP/1.1 {self.status} so\r\n{location}content-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


def opens(start: datetime) -> datetime:
    """When a wait of a minute of open time that begins at this instant is over."""
    return start + timedelta(hours=8, minutes=1)
