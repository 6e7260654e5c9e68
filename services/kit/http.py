"""What every HTTP API of ours has: problems for answers that aren't good news, a limit on bodies, a trace, a time."""

from __future__ import annotations

from time import perf_counter

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kit import problems
from services.kit.errors import Away, Refused, Violation
from services.kit.logs import get_logger
from services.kit.telemetry import HTTP_SECONDS, REQUESTS_IN_FLIGHT, SpanName, exemplar, span
from services.kit.web import WebServer, run_web

__all__ = ["LARGEST_BODY", "WebServer", "create_app", "run_web"]

LARGEST_BODY = 1_000_000
"""Bytes."""

# Requests that found no route have one label together: their paths are without number.
_NO_ROUTE = "none"
_REASONS = {404: "NO_SUCH_PATH", 405: "METHOD_NOT_ALLOWED", 413: "TOO_LARGE"}

_log = get_logger("http")


def create_app(title: str, version: str, **settings) -> FastAPI:
    """A FastAPI application (`settings` are FastAPI's own) that answers Refused, Away and every other failure with
    problem details, refuses bodies over LARGEST_BODY, and measures and traces each request."""
    app = FastAPI(title=title, version=version, **settings)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Away, _away)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(_BodyLimit)
    app.add_middleware(_Observed)
    return app


async def _refused(request: Request, error: Refused) -> Response:
    return problems.of_refusal(error, request.url.path)


async def _away(request: Request, error: Away) -> Response:
    _log.warning("away", path=request.url.path, what=error.what, why=error.why)
    return problems.of_absence(error, request.url.path)


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    found = [Violation(_path_of(one["loc"]), one["type"].upper(), one["msg"]) for one in error.errors()]
    return problems.problem(422, "INVALID_FIELDS", "the request is not as it should be", request.url.path, found)


def _path_of(loc: tuple) -> str:
    """Where in the body, or which parameter: FastAPI puts `body`, `query`, `path` first."""
    return ".".join(str(part) for part in loc[1:])


async def _http_error(request: Request, error: HTTPException) -> Response:
    reason = _REASONS.get(error.status_code, "REFUSED")
    return problems.problem(error.status_code, reason, error.detail, request.url.path, headers=error.headers)


class _BodyLimit:
    """Refuses a body by its announced length, or as soon as it has grown too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > LARGEST_BODY:
            detail = f"the body is longer than {LARGEST_BODY} bytes"
            await problems.problem(413, "TOO_LARGE", detail, scope["path"])(scope, receive, send)
            return
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_BODY:
                # FastAPI takes any other exception of a body for malformed JSON.
                raise HTTPException(413, f"the body is longer than {LARGEST_BODY} bytes")
            return message

        await self._app(scope, receive_some, send)


class _Times(dict):
    """(route, method, status) -> its histogram, found once."""

    def __missing__(self, labels: tuple[str, str, str]):
        self[labels] = HTTP_SECONDS.labels(*labels)
        return self[labels]


class _Observed:
    """One span and one measurement for each request; what nobody expected becomes a problem, and a line in the logs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._times = _Times()
        self._waiting = REQUESTS_IN_FLIGHT.labels("http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._waiting.dec()
            await send(message)

        self._waiting.inc()
        traceparent = next((value for key, value in scope["headers"] if key == b"traceparent"), b"")
        with span(SpanName.HTTP_REQUEST, traceparent.decode("latin-1"), method=scope["method"]):
            try:
                await self._app(scope, receive, send_and_note)
            except Exception as error:
                _log.error("request failed", path=scope["path"], exc_info=error)
                if status:
                    # The answer has begun: cutting it off is the only honest end.
                    raise
                await problems.of_fault(scope["path"])(scope, receive, send_and_note)
            finally:
                if not status:
                    self._waiting.dec()
                route = getattr(scope.get("route"), "path", _NO_ROUTE)
                self._times[route, _method(scope), str(status)].observe(perf_counter() - started, exemplar())


def _method(scope: Scope) -> str:
    known = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
    return scope["method"] if scope["method"] in known else "other"
