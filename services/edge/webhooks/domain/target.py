"""The URL of an endpoint, taken apart once: what was judged is what is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import idna

from services.kit.addresses import Network, is_of_this_network, literal, may_be_called
from services.kit.errors import Refused, refused_field

_DEFAULT_PORTS = {"https": 443, "http": 80}
# What RFC 3986 lets stand in a path and a query. Others would be read one way here and another way there.
_PATH = re.compile(r"/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*")
# Old resolvers read these as IPv4 addresses: 2130706433, 0x7f000001, 127.1, 0177.0.0.1.
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")


@dataclass(frozen=True, slots=True)
class Reachable:
    """What the deployment lets webhooks go to."""

    ports: frozenset[int] = frozenset({443})
    networks: tuple[Network, ...] = ()
    http: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """`host` is a name in its ASCII form, or an address without brackets; `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def target_of(url: str, reachable: Reachable) -> Target:
    """Raises Refused: what is wrong with the field `url`. A name is not looked up: that is done when it is called."""
    if not url.isprintable() or any(sign in url for sign in " \\"):
        raise _refused("INVALID_URL", "a URL holds no spaces, backslashes and the like")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("INVALID_URL", "it is not a URL") from None
    if parts.scheme not in (("https", "http") if reachable.http else ("https",)):
        raise _refused("NOT_HTTPS", "webhooks go to https:// alone")
    if "@" in parts.netloc:
        raise _refused("CREDENTIALS_IN_URL", "a URL with a user or a password is not called")
    if parts.fragment or url.endswith("#"):
        raise _refused("INVALID_URL", "a fragment (#) is not sent")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _PATH.fullmatch(path):
        raise _refused("INVALID_URL", "path and query are percent-encoded")
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in reachable.ports:
        raise _refused("PORT_NOT_ALLOWED", f"port {port} is none of {', '.join(map(str, sorted(reachable.ports)))}")
    return Target(parts.scheme, _host(parts, reachable.networks), port, path)


def _host(parts: SplitResult, allowed: Sequence[Network]) -> str:
    given, bracketed = parts.hostname or "", "[" in parts.netloc
    try:
        address = literal(given)
    except ValueError:
        raise _refused("INVALID_URL", f"{given} is not an address") from None
    if address is None:
        if bracketed:
            raise _refused("INVALID_URL", f"{given} is not an address of IPv6")
        return _name(given, allowed)
    if not may_be_called(address, allowed):
        raise _refused("PRIVATE_ADDRESS", f"{address} is not a public address")
    return str(address)


def _name(given: str, allowed: Sequence[Network]) -> str:
    """As DNS is asked for it, with no dot at its end."""
    try:
        name = idna.encode(given.removesuffix("."), uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise _refused("INVALID_URL", f"{given[:100]!r} is not the name of a host") from None
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        raise _refused("INVALID_URL", f"{name} is neither a name nor an address as it should be written")
    if is_of_this_network(name, allowed):
        raise _refused("PRIVATE_ADDRESS", f"{name} is a name of this network alone")
    return name


def _refused(reason: str, message: str) -> Refused:
    return refused_field(reason, "url", message)
