"""Failures on the wire: `google.rpc.Status` with a reason, and for bad input the fields, both ways."""

from __future__ import annotations

from math import ceil

import grpc
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

from services.kit.errors import Away, RefusalKind, Refused, Violation

_DOMAIN = "heliodesk"
_DETAILS = "grpc-status-details-bin"

# They travel in the trailers, for which gRPC has 8 KB.
_MOST_VIOLATIONS = 20

_CODES = {
    RefusalKind.INVALID: grpc.StatusCode.INVALID_ARGUMENT,
    RefusalKind.UNAUTHENTICATED: grpc.StatusCode.UNAUTHENTICATED,
    RefusalKind.FORBIDDEN: grpc.StatusCode.PERMISSION_DENIED,
    RefusalKind.NOT_FOUND: grpc.StatusCode.NOT_FOUND,
    RefusalKind.CONFLICT: grpc.StatusCode.ABORTED,
    RefusalKind.FAILED_PRECONDITION: grpc.StatusCode.FAILED_PRECONDITION,
    RefusalKind.TOO_LARGE: grpc.StatusCode.RESOURCE_EXHAUSTED,
    RefusalKind.LIMITED: grpc.StatusCode.RESOURCE_EXHAUSTED,
}
# Of the two that are told by one code, only what is LIMITED says when to try again.
_KINDS = {code: kind for kind, code in _CODES.items() if kind is not RefusalKind.LIMITED} | {
    grpc.StatusCode.ALREADY_EXISTS: RefusalKind.CONFLICT
}
# Nothing is known of what the peer did: the same call, under the same command id, may be made again.
_PASSING = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED}

Metadata = tuple[tuple[str, bytes], ...]


class PeerFailed(RuntimeError):
    """A peer failed in a way that is its own fault; trying again won't help."""


def of_refusal(refusal: Refused) -> tuple[grpc.StatusCode, str, Metadata]:
    """(code, message, trailing metadata)."""
    details = []
    if refusal.violations:
        bad = error_details_pb2.BadRequest()
        for one in refusal.violations[:_MOST_VIOLATIONS]:
            bad.field_violations.add(field=one.field, reason=one.reason, description=one.message)
        details.append(bad)
    if refusal.kind is RefusalKind.LIMITED:
        delay = Duration()
        delay.FromMicroseconds(ceil(refusal.retry_after * 1e6))
        details.append(error_details_pb2.RetryInfo(retry_delay=delay))
    return _status(_CODES[refusal.kind], refusal.reason, refusal.message, details)


def of_absence(away: Away) -> tuple[grpc.StatusCode, str, Metadata]:
    """What is away is told, why stays in our logs."""
    return _status(grpc.StatusCode.UNAVAILABLE, "AWAY", f"{away.what} is away", [])


def of_fault() -> tuple[grpc.StatusCode, str, Metadata]:
    """Our own fault: the caller learns that it was, and nothing else."""
    return _status(grpc.StatusCode.INTERNAL, "INTERNAL", "an error of ours, which we have logged", [])


def to_error(peer: str, error: grpc.aio.AioRpcError) -> Refused | Away | PeerFailed:
    """What the caller of `peer` has to deal with."""
    code = error.code()
    reason, violations, retry_after = _read(error)
    if code in _PASSING:
        return Away(peer, f"{code.name}: {error.details()}")
    kind = _KINDS.get(code)
    if kind is None:
        return PeerFailed(f"{peer}: {code.name}: {error.details()}")
    if retry_after is not None:
        return Refused(reason, error.details() or "", RefusalKind.LIMITED, violations, retry_after=retry_after)
    # Without a reason of ours the transport itself has refused.
    reason = reason or ("TOO_LARGE" if kind is RefusalKind.TOO_LARGE else code.name)
    return Refused(reason, error.details() or "", kind, violations)


def _status(code: grpc.StatusCode, reason: str, message: str, details: list) -> tuple[grpc.StatusCode, str, Metadata]:
    status = status_pb2.Status(code=code.value[0], message=message)
    for detail in (error_details_pb2.ErrorInfo(reason=reason, domain=_DOMAIN), *details):
        packed = Any()
        packed.Pack(detail)
        status.details.append(packed)
    return code, message, ((_DETAILS, status.SerializeToString()),)


def _read(error: grpc.aio.AioRpcError) -> tuple[str, tuple[Violation, ...], float | None]:
    """(reason, violations, wall seconds to wait where it says so) of a status that one of ours has made; empty for any
    other."""
    packed = next((value for key, value in error.trailing_metadata() or () if key == _DETAILS), None)
    reason, violations, retry_after = "", (), None
    try:
        status = status_pb2.Status.FromString(packed or b"")
    except DecodeError:
        return reason, violations, retry_after
    info, bad, retry = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest(), error_details_pb2.RetryInfo()
    for detail in status.details:
        if detail.Unpack(info):
            reason = info.reason
        elif detail.Unpack(bad):
            violations = tuple(Violation(one.field, one.reason, one.description) for one in bad.field_violations)
        elif detail.Unpack(retry):
            retry_after = retry.retry_delay.ToTimedelta().total_seconds()
    return reason, violations, retry_after
