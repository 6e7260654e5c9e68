"""HTTP/JSON for the services' calls, made from their contracts: no call has a route of its own here.

A request is bound to its message once: path, query and body by kit/convert, bounds by kit/rules, with every field that
is wrong in one answer. The services check again; what is refused here costs them nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

import orjson
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.edge import idempotency
from services.edge.contracts import Binding
from services.edge.idempotency import Answer, Idempotency
from services.edge.shops import Shops, bearer
from services.kit import problems
from services.kit.convert import from_json, to_json
from services.kit.errors import Refused, Violation
from services.kit.rpc import Client
from services.kit.rules import check
from services.kit.telemetry import current_span

Headers = Sequence[tuple[bytes, bytes]]

_JSON = b"application/json"
_REPLAYED: Headers = ((b"idempotency-replayed", b"true"),)
# A page is somebody's own: nobody keeps it, and whatever stands in it, it loads and runs nothing.
_ALONE: Headers = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"),
    (b"x-content-type-options", b"nosniff"),
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

    def __init__(self, binding: Binding, client: Client, shops: Shops, keys: Idempotency) -> None:
        self._binding = binding
        self._name = binding.method.name
        self._client = client
        self._shops = shops
        self._keys = keys
        self._bind = _binder(binding)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        tenant = self._shops.tenant_of(headers.get(b"x-api-key") or bearer(headers.get(b"authorization", "")))
        if (work := current_span()) is not None:
            work.tenant = tenant
        body = await _body(receive) if self._binding.has_body else b""
        if self._binding.has_body and not _is_json(headers):
            await _unsupported(scope["path"])(scope, receive, send)
            return
        request = self._bind(scope, body)
        key = headers.get(b"idempotency-key")
        if key is None or self._binding.verb == "GET":
            answered = await self._client.call(self._name, request, tenant=tenant)
            if self._binding.answers_body:
                await _send(send, 200, answered.data, answered.content_type.encode(), _ALONE)
            else:
                await _send(send, 200, orjson.dumps(to_json(answered)), _JSON)
            return
        await self._once(tenant, key, request, scope, body, send)

    async def _once(self, tenant: str, key: str, request: Message, scope: Scope, body: bytes, send: Send) -> None:
        """Answers as the first time."""
        path = scope["path"]
        use = idempotency.request_of(tenant, key, scope["method"].encode(), path.encode(), body)

        async def answer(command_id: str) -> Answer:
            try:
                answered = await self._client.call(self._name, request, tenant=tenant, command_id=command_id)
            except Refused as refusal:
                response = problems.of_refusal(refusal, path)
                return Answer(response.status_code, bytes(response.body))
            return Answer(200, orjson.dumps(to_json(answered)))

        answered, replayed = await self._keys.once(use, answer)
        media_type = _JSON if answered.status < 400 else problems.MEDIA_TYPE.encode()
        await _send(send, answered.status, answered.body, media_type, _REPLAYED if replayed else ())


def _headers(scope: Scope) -> dict[bytes, str]:
    return {name: value.decode("latin-1") for name, value in scope["headers"] if name in _READ}


_READ = frozenset((b"authorization", b"x-api-key", b"content-type", b"idempotency-key"))


def _is_json(headers: dict[bytes, str]) -> bool:
    media_type = headers.get(b"content-type", "").partition(";")[0].strip().lower()
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
    headers = [(b"content-type", media_type), (b"content-length", b"%d" % len(body)), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# --- a request becomes a message


def _binder(binding: Binding) -> Callable[[Scope, bytes], Message]:
    """What makes the message of a request. It raises Refused with every field that is wrong."""
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
        message = from_json(value, message_class)
        if broken := check(message):
            raise _invalid(broken)
        return message

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
