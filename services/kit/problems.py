"""Failures over HTTP: RFC 9457 problem details. `reason` is the stable name of what went wrong, `errors` points at the
fields, `trace_id` finds the request in our logs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from math import ceil

import orjson
from starlette.responses import Response

from services.kit.errors import Away, RefusalKind, Refused, Violation
from services.kit.telemetry import current_span

MEDIA_TYPE = "application/problem+json"

STATUSES = {
    RefusalKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusalKind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    RefusalKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    RefusalKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    RefusalKind.CONFLICT: HTTPStatus.CONFLICT,
    RefusalKind.FAILED_PRECONDITION: HTTPStatus.CONFLICT,
    RefusalKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RefusalKind.LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
}
# What HTTP wants beside these statuses.
_HEADERS = {401: {"www-authenticate": "Bearer"}, 503: {"retry-after": "1"}}


def problem(
    status: int,
    reason: str,
    detail: str,
    path: str,
    violations: Iterable[Violation] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response that says what is wrong with the request at `path`."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "instance": path,
        "reason": reason,
        "errors": [{"pointer": _pointer(one.field), "reason": one.reason, "detail": one.message} for one in violations],
    }
    span = current_span()
    if span is not None:
        body["trace_id"] = span.trace_id
    return Response(orjson.dumps(body), status, {**_HEADERS.get(status, {}), **(headers or {})}, media_type=MEDIA_TYPE)


def of_refusal(refusal: Refused, path: str) -> Response:
    """A rule says no."""
    headers = {"retry-after": str(ceil(refusal.retry_after))} if refusal.kind is RefusalKind.LIMITED else None
    return problem(STATUSES[refusal.kind], refusal.reason, refusal.message, path, refusal.violations, headers)


def of_absence(away: Away, path: str) -> Response:
    """What is away is told, why stays in our logs."""
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "AWAY", f"{away.what} is away; try again", path)


def of_fault(path: str) -> Response:
    """Our own fault."""
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL", "An error of ours, which we have logged by its trace.", path
    )


def _pointer(field: str) -> str:
    """The JSON pointer of a dotted path, as a URI fragment: `lines.0.sku` is `#/lines/0/sku`."""
    return "#" + "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in field.split(".") if field)
