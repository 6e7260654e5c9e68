"""Who our services are to one another: certificates on both sides of a gRPC call (mutual TLS), read from files that may
be replaced at any time. Without papers it is plain text, for one machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc

from services.kit.logs import get_logger

Options = Sequence[tuple[str, Any]]

# Wall seconds between two looks at the files, and for calls in hand on a connection whose papers were replaced.
_LOOK_EVERY = 1.0
_FAREWELL = 300.0

_log = get_logger("peers")


@dataclass(frozen=True, slots=True)
class Papers:
    """PEM files: our certificate (chain), its key, and the authority whose certificates we believe."""

    cert: Path
    key: Path
    ca: Path

    def stamp(self) -> tuple[int, ...]:
        """Changes when a file is replaced. Raises OSError."""
        return tuple(path.stat().st_mtime_ns for path in (self.cert, self.key, self.ca))

    def read(self) -> tuple[bytes, bytes, bytes]:
        """(certificate, key, authority), all of one time: Kubernetes replaces them together. Raises OSError."""
        while True:
            before = self.stamp()
            found = self.cert.read_bytes(), self.key.read_bytes(), self.ca.read_bytes()
            if self.stamp() == before:
                return found


def server_credentials(papers: Papers) -> grpc.ServerCredentials:
    """Demands a certificate of the authority of every caller. The files are read again for each new connection. Raises
    OSError."""

    def look() -> grpc.ServerCertificateConfiguration | None:
        try:
            return _shown(papers)
        except OSError as error:
            _log.warning("papers_unreadable", why=str(error), what="new connections see the old ones")
            return None

    return grpc.dynamic_ssl_server_credentials(_shown(papers), look, require_client_authentication=True)


def _shown(papers: Papers) -> grpc.ServerCertificateConfiguration:
    cert, key, authority = papers.read()
    return grpc.ssl_server_certificate_configuration([(key, cert)], authority)


def channel(address: str, papers: Papers | None, options: Options) -> grpc.aio.Channel | Channel:
    """A channel to a peer; `host` of `host:port` is the name that its certificate has to hold. Raises OSError."""
    return grpc.aio.insecure_channel(address, options=options) if papers is None else Channel(address, papers, options)


class Channel:
    """What our callers use of a gRPC channel, made anew when our papers have been replaced; calls in hand end on the
    one that they began on. Used from one event loop."""

    def __init__(self, address: str, papers: Papers, options: Options) -> None:
        self._address = address
        self._papers = papers
        self._options = options
        self._stamp = papers.stamp()
        self._channel = self._made()
        self._look_at = time.monotonic() + _LOOK_EVERY
        self._leaving: set[asyncio.Task[None]] = set()
        self._calls: dict[tuple[str, str], Any] = {}

    def unary_unary(self, path: str, **serializers: Any) -> Callable[..., Any]:
        """As grpc.aio.Channel.unary_unary."""
        return self._calling("unary_unary", path, serializers)

    def unary_stream(self, path: str, **serializers: Any) -> Callable[..., Any]:
        """As grpc.aio.Channel.unary_stream."""
        return self._calling("unary_stream", path, serializers)

    async def close(self) -> None:
        """Ends calls in hand."""
        for task in self._leaving:
            task.cancel()
        await asyncio.gather(self._channel.close(), *self._leaving, return_exceptions=True)

    def _calling(self, kind: str, path: str, serializers: dict[str, Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **how: Any) -> Any:
            self._look()
            made = self._calls.get((kind, path))
            if made is None:
                made = self._calls[kind, path] = getattr(self._channel, kind)(path, **serializers)
            return made(*arguments, **how)

        return call

    def _look(self) -> None:
        now = time.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + _LOOK_EVERY
        try:
            stamp = self._papers.stamp()
            if stamp == self._stamp:
                return
            made = self._made()
        except OSError as error:
            _log.warning("papers_unreadable", why=str(error), what="calls go on with the old ones")
            return
        leaving = asyncio.create_task(self._channel.close(_FAREWELL))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)
        self._channel, self._stamp, self._calls = made, stamp, {}

    def _made(self) -> grpc.aio.Channel:
        cert, key, authority = self._papers.read()
        credentials = grpc.ssl_channel_credentials(authority, key, cert)
        return grpc.aio.secure_channel(self._address, credentials, options=self._options)
