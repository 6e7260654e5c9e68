"""The edge's HTTP application: the contracts' calls, the live stream, the pages that describe them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi import FastAPI
from starlette.responses import JSONResponse

from services.edge.comments import comment_of
from services.edge.contracts import Binding
from services.edge.door import Door
from services.edge.headers import add_headers
from services.edge.idempotency import Idempotency
from services.edge.limits.proxies import Proxies
from services.edge.live.endpoint import StreamEndpoint
from services.edge.live.hub import Hub
from services.edge.openapi import add_call, add_docs, describe, refusals
from services.edge.reference.shelf import add_reference
from services.edge.transcoder import Transcoder
from services.kit.http import create_app
from services.kit.rpc import Client

_NO_PROXIES = Proxies(())
# Of the API, which stands in its paths; a release of ours has another.
_VERSION = "1"
_DESCRIPTION = """One place for every conversation of a shop that sells in many countries. Every call belongs to the
shop whose API key or token it carries. An answer that isn't good news is a problem of RFC 9457 with a stable `reason`.
`RateLimit` tells how many calls are left, of `RateLimit-Policy`. Instants are RFC 3339 in UTC, amounts are in minor
units, lists are read page by page with `cursor`."""


def make_api(
    bindings: Iterable[Binding],
    clients: Mapping[str, Client],
    door: Door,
    keys: Idempotency,
    hub: Hub,
    proxies: Proxies = _NO_PROXIES,
    origins: Iterable[str] = (),
) -> FastAPI:
    """`clients` are by the full name of the service; pages of these origins may call from a browser."""
    app = create_app(
        "Heliodesk",
        _VERSION,
        description=" ".join(_DESCRIPTION.split()),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Ours knows what may be told: FastAPI's own would send messages of exceptions, with what customers wrote.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    add_headers(app, proxies, origins)
    tags: dict[str, str] = {}
    for binding in bindings:
        add_call(app, binding, Transcoder(binding, clients[binding.service], door, keys))
        service = binding.method.containing_service
        tags[service.name.removesuffix("Service").lower()] = comment_of(service.full_name)
    _add_stream(app, StreamEndpoint(hub, door))
    describe(app, {**tags, "stream": "What happens, as it happens."})
    add_docs(app)
    add_reference(app)
    _add_landing(app)
    return app


def _add_stream(app: FastAPI, endpoint: StreamEndpoint) -> None:
    async def follow() -> None:
        """Server-sent events of the shop's tickets, promise clocks, surveys and translations, from now on. Each `data`
        is `{"type", "id", "time", "subject", "sequence", "data"}`. Who comes back with `Last-Event-ID` gets what it
        missed."""

    example = 'id: 0.1-0.0-0.0-0.0\ndata: {"type": "heliodesk.ticketing.v1.TicketOpened", ...}\n\n'
    app.add_api_route(
        "/v1/stream",
        follow,
        methods=["GET"],
        operation_id="stream",
        tags=["stream"],
        summary="Follow",
        responses={
            200: {
                "description": "Events",
                "content": {"text/event-stream": {"schema": {"type": "string"}, "example": example}},
            },
            **refusals(401, 403, 422, 429, 503),
        },
        response_class=_EventStream,
    )
    app.router.routes[-1].app = endpoint  # type: ignore[attr-defined]


class _EventStream(JSONResponse):
    media_type = "text/event-stream"


def _add_landing(app: FastAPI) -> None:
    pages = {"docs": "/docs", "openapi": "/openapi.json", "asyncapi": "/asyncapi.json", "events": "/docs/events"}
    places = {"name": app.title, "version": app.version, **pages, "contracts": "/docs/contracts"}

    async def landing() -> dict[str, str]:
        return places

    app.add_api_route("/", landing, include_in_schema=False)
