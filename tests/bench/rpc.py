"""A unary call through `kit/rpc`, with all that it does (tenant, rules, deadline, trace, times), against a bare
grpc.aio echo of the same messages. Both servers are processes of their own; rounds alternate, so that whatever else the
machine does falls on both."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from statistics import mean
from time import perf_counter

import grpc
from heliodesk.feedback.v1 import service_pb2

from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.rpc import Call, Client, serve
from services.kit.settings import Settings

_SERVICE = "heliodesk.feedback.v1.FeedbackService"
_AT_ONCE = 32
# Short and many: a neighbour's burst then hits both sides of some rounds, not one side of all.
_ROUND_SECONDS = 0.3
_ROUNDS = 40


def _answer(request: service_pb2.GetSurveyRequest) -> service_pb2.GetSurveyResponse:
    return service_pb2.GetSurveyResponse(survey=service_pb2.Survey(survey_id=request.survey_id))


async def _bare_handler(request: service_pb2.GetSurveyRequest, _: object) -> service_pb2.GetSurveyResponse:
    return _answer(request)


def _bare_server() -> grpc.aio.Server:
    """What grpc's own generated code would make."""
    handler = grpc.unary_unary_rpc_method_handler(
        _bare_handler,
        request_deserializer=service_pb2.GetSurveyRequest.FromString,
        response_serializer=service_pb2.GetSurveyResponse.SerializeToString,
    )
    server = grpc.aio.server()
    server.add_registered_method_handlers(_SERVICE, {"GetSurvey": handler})
    return server


class _Ours:
    async def GetSurvey(self, request, call: Call):
        return _answer(request)

    GetTicketSurvey = GetSatisfaction = AnswerSurvey = GetSurvey


async def _serve(kind: str) -> None:
    """Prints its port, and serves until its standard input ends."""
    if kind == "bare":
        server = _bare_server()
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
    else:
        server = await serve([(_SERVICE, _Ours())], Settings(service="feedback", HELIODESK_GRPC_PORT=0), Health())
        port = server.port
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)


async def _round(call: Callable[[], Awaitable[object]], seconds: float) -> float:
    """Calls in a second."""
    end = perf_counter() + seconds

    async def worker() -> int:
        count = 0
        while perf_counter() < end:
            await call()
            count += 1
        return count

    started = perf_counter()
    done = sum(await asyncio.gather(*(worker() for _ in range(_AT_ONCE))))
    return done / (perf_counter() - started)


async def _measure(bare_port: str, our_port: str) -> dict[str, object]:
    request = service_pb2.GetSurveyRequest(survey_id=new_id())
    client = Client(f"127.0.0.1:{our_port}", _SERVICE)
    async with grpc.aio.insecure_channel(f"127.0.0.1:{bare_port}") as channel:
        send = channel.unary_unary(
            f"/{_SERVICE}/GetSurvey",
            request_serializer=service_pb2.GetSurveyRequest.SerializeToString,
            response_deserializer=service_pb2.GetSurveyResponse.FromString,
            _registered_method=True,
        )

        async def ours() -> object:
            return await client.call("GetSurvey", request, tenant="acme", command_id="bench")

        async def bare() -> object:
            return await send(request)

        await _round(bare, 0.5)
        await _round(ours, 0.5)
        rates: dict[str, list[float]] = {"ours": [], "bare": []}
        for number in range(_ROUNDS):
            # Who goes first changes each time: neither side always follows the other.
            for side in ("ours", "bare") if number % 2 else ("bare", "ours"):
                rates[side].append(await _round(ours if side == "ours" else bare, _ROUND_SECONDS))
    await client.close()
    value, baseline = mean(rates["ours"]), mean(rates["bare"])
    return {
        "name": "rpc",
        "value": round(value),
        "unit": "calls/s",
        "baseline": round(baseline),
        "ratio": round(value / baseline, 3),
    }


def run() -> dict[str, object]:
    """Rates are means over all rounds of a side, and `ratio` is the one divided by the other."""
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.rpc", kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for kind in ("bare", "ours")
    ]
    try:
        ports = [server.stdout.readline().strip() for server in servers]
        return asyncio.run(_measure(*ports))
    finally:
        for server in servers:
            server.stdin.close()
            server.wait(10)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(_serve(sys.argv[1]))
    else:
        print(run())
