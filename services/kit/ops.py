"""The small HTTP server of a process for those who watch it: `/metrics`, `/health/live`, `/health/ready`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import orjson
from prometheus_client import REGISTRY
from prometheus_client.exposition import choose_encoder
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.kit.health import Health
from services.kit.web import WebServer, run_web

JsonRoute = Callable[[], Awaitable[object]]
Endpoint = Callable[[Request], Awaitable[Response]]


async def serve_ops(health: Health, host: str, port: int, routes: Mapping[str, JsonRoute] | None = None) -> WebServer:
    """Serves until `stop`. `routes` adds paths that answer what their function answers, as JSON. Raises OSError
    where the port is taken."""
    app = Starlette(
        routes=[
            Route("/metrics", _metrics),
            Route("/health/live", _live(health)),
            Route("/health/ready", _ready(health)),
            *(Route(path, _answering(function)) for path, function in (routes or {}).items()),
        ]
    )
    return await run_web(app, host, port, drain_timeout=1)


async def _metrics(request: Request) -> Response:
    """Exemplars are only in OpenMetrics, which Prometheus asks for."""
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(REGISTRY), media_type=content_type)


def _live(health: Health) -> Endpoint:
    async def live(_: Request) -> Response:
        stuck = health.stuck()
        return _json({"alive": not stuck, "stuck": stuck}, not stuck)

    return live


def _ready(health: Health) -> Endpoint:
    async def ready(_: Request) -> Response:
        report = health.report()
        return _json(report, report["ready"])

    return ready


def _answering(function: JsonRoute) -> Endpoint:
    async def answer(_: Request) -> Response:
        return _json(await function(), True)

    return answer


def _json(content: object, fine: bool) -> Response:
    return Response(orjson.dumps(content), status_code=200 if fine else 503, media_type="application/json")
