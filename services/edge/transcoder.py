"""HTTP/JSON for the services' calls, made from their contracts: no call has a route of its own here.

A request is bound to its message once: path, query and body by kit/convert, then, when the door has set what isn't the
caller's to choose, bounds by kit/rules, with every field that is wrong in one answer. The services check again; what is
refused here costs them nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl

import orjson
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.edge import idempotency
from services.edge.access.access import Grant
from services.edge.audit.line import Outcome
from services.edge.contracts import Binding, tells_secret
from services.edge.door import Door, Ended, Visit, token_in
from services.edge.headers import ADDED
from services.edge.idempotency import Answer, Idempotency
from services.kit import problems
from services.kit.convert import from_json, to_json
from services.kit.errors import RefusalKind, Refused, Violation
from services.kit.rpc import Client
from services.kit.rules import check

Headers = Sequence[tuple[bytes, bytes]]

_JSON = b"application/json"
_REPLAYED: Headers = ((b"idempotency-replayed", b"true"),)
# What is somebody's own nobody keeps.
_OWN: Headers = ((b"cache-control", b"no-store"),)
# A page of somebody's: whatever stands in it, it loads and runs nothing.
_ALONE: Headers = (
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
)
_INTEGER = re.compile(r"-?[0-9]{1,20}")
_INTEGERS = {
    FieldDescriptor.CPPTYPE_INT32,
    FieldDescriptor.CPPTYPE_INT64,
    FieldDescriptor.CPPTYPE_UINT32,
    FieldDescriptor.CPPTYPE_UINT64,
}


class Transcoder:
    """One call as an ASGI endpoint."""

    def __init__(self, binding: Binding, client: Client, door: Door, keys: Idempotency) -> None:
        self._binding = binding
        self._method = binding.method.name
        self._route = binding.method.full_name
        self._client = client
        self._door = door
        self._keys = keys
        self._bind = _binder(binding)
        self._keeps = not tells_secret(binding.method)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        visit = await entered(self._door, scope, headers, route=self._route, writes=self._binding.writes)
        grant = await self._door.may(visit)
        body = await _body(receive) if self._binding.has_body else b""
        if self._binding.has_body and not _is_json(headers):
            await _unsupported(scope["path"])(scope, receive, send)
            return
        request = self._bind(scope, body)
        if grant.looks:
            await self._door.admit(visit, grant, request)
        if broken := check(request):
            raise _invalid(broken)
        if not self._binding.writes:
            answered = await self._client.call(self._method, request, tenant=visit.tenant)
            await self._send(send, grant, answered)
            return
        answer, replayed = await self._write(visit, grant, request, scope, body, headers.get("idempotency-key"))
        media_type = _JSON if answer.status < 400 else problems.MEDIA_TYPE.encode()
        await _send(send, answer.status, answer.body, media_type, _REPLAYED if replayed else ())

    async def _send(self, send: Send, grant: Grant, answered: Message) -> None:
        grant.withhold(answered)
        if self._binding.answers_body:
            await _send(send, 200, answered.data, answered.content_type.encode(), _ALONE)
        else:
            await _send(send, 200, orjson.dumps(to_json(answered)), _JSON)

    async def _write(
        self, visit: Visit, grant: Grant, request: Message, scope: Scope, body: bytes, key: str | None
    ) -> tuple[Answer, bool]:
        """The answer, and whether it was given before."""
        path, replayed = scope["path"], False

        async def answer(command_id: str) -> Answer:
            try:
                answered = await self._client.call(self._method, request, tenant=visit.tenant, command_id=command_id)
            except Refused as refusal:
                response = problems.of_refusal(refusal, path)
                return Answer(response.status_code, bytes(response.body), final=refusal.kind is not RefusalKind.LIMITED)
            grant.withhold(answered)
            return Answer(200, orjson.dumps(to_json(answered)), final=self._keeps)

        async def forward() -> Answer:
            nonlocal replayed
            if key is None:
                return await answer("")
            use = idempotency.request_of(visit.caller, key, scope["method"].encode(), path.encode(), body)
            answered, replayed = await self._keys.once(use, answer)
            return answered

        return await self._door.audited(visit, request, forward, _ended), replayed


async def entered(door: Door, scope: Scope, headers: Mapping[str, str], *, route: str, writes: bool) -> Visit:
    """Who asks over HTTP. The answer will tell them of their limits. Raises Refused, Away."""
    peer = scope["client"][0] if scope["client"] else ""
    forwarded = headers.get("x-forwarded-for", "")
    visit = await door.enter(token_in(headers), peer, forwarded, route=route, writes=writes)
    scope[ADDED] = visit.taken.headers
    visit.taken.check()
    return visit


def _ended(answer: Answer) -> Ended:
    if answer.status < 400:
        return Outcome.DONE, ""
    return Outcome.REFUSED, orjson.loads(answer.body)["reason"]


def _headers(scope: Scope) -> dict[str, str]:
    return {_READ[name]: value.decode("latin-1") for name, value in scope["headers"] if name in _READ}


_READ = {
    name.encode(): name
    for name in ("authorization", "x-api-key", "x-forwarded-for", "content-type", "idempotency-key", "last-event-id")
}


def _is_json(headers: dict[str, str]) -> bool:
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type == "application/json"


def _unsupported(path: str) -> Response:
    return problems.problem(415, "UNSUPPORTED_MEDIA_TYPE", "the body is JSON: content-type: application/json", path)


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body = message.get("body", b"")
    if not message.get("more_body"):
        return body
    parts = [body]
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)


async def _send(send: Send, status: int, body: bytes, media_type: bytes, more: Headers = ()) -> None:
    headers = [(b"content-type", media_type), (b"content-length", b"%d" % len(body)), *_OWN, *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# --- a request becomes a message


def _binder(binding: Binding) -> Callable[[Scope, bytes], Message]:
    """What makes the message of a request. It raises Refused with every field that can't be what the contract says."""
    in_path = [(field.name, _reader(field)) for field in binding.path_fields]
    in_query = {field.name: _reader(field) for field in binding.other_fields}
    message_class, has_body = binding.request, binding.has_body

    def bind(scope: Scope, body: bytes) -> Message:
        violations: list[Violation] = []
        query = _query(scope, {} if has_body else in_query, violations)
        value = _object(body, [name for name, _ in in_path], violations) if has_body else query
        for name, read in in_path:
            value[name] = read(scope["path_params"][name])
        if violations:
            raise _invalid(violations)
        return from_json(value, message_class)

    return bind


def _object(body: bytes, in_path: list[str], violations: list[Violation]) -> dict:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refused("MALFORMED_JSON", f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise _invalid([Violation("", "WRONG_TYPE", "the body is not an object")])
    violations.extend(
        Violation(name, "UNKNOWN_FIELD", f"{name} stands in the path") for name in in_path if name in value
    )
    return value


def _query(scope: Scope, known: dict[str, Callable[[str], object]], violations: list[Violation]) -> dict[str, object]:
    raw = scope["query_string"]
    if not raw:
        return {}
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Refused("MALFORMED_QUERY", "the query is not percent-encoded UTF-8") from None
    found: dict[str, object] = {}
    for name, text in pairs:
        if name not in known:
            violations.append(Violation(name, "UNKNOWN_FIELD", f"there is no parameter {name}"))
        elif name in found:
            violations.append(Violation(name, "REPEATED", f"{name} is given more than once"))
        else:
            found[name] = known[name](text)
    return found


def _reader(field: FieldDescriptor) -> Callable[[str], object]:
    """The JSON value that a text in a path or a query stands for; what it can't stand for is refused as that text."""
    if field.cpp_type in _INTEGERS:
        return lambda text: int(text) if _INTEGER.fullmatch(text) else text
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return lambda text: {"true": True, "false": False}.get(text, text)
    return lambda text: text


def _invalid(violations: list[Violation]) -> Refused:
    return Refused("INVALID_FIELDS", "the request is not what the contract says", violations=tuple(violations))
