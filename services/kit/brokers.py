"""Where Kafka is, and how one gets in: what every client of it is told, whichever library it comes from."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka.conn import create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)

LOCKED = ("SSL", "SASL_SSL")
_ASK_MS = 2_000
# What both libraries say, whatever the reason was.
_NOT_IN = ("KafkaConnectionError", "KafkaTimeoutError", "NoBrokersAvailable")


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are to the brokers. `password` is asked for as each client starts, so that the next one uses what a file
    says by then."""

    mechanism: str
    username: str
    password: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Access:
    """How one gets in: the protocol by Kafka's own name, PEM files for TLS, a login for SASL."""

    protocol: str = "PLAINTEXT"
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    login: Login | None = None

    @property
    def is_locked(self) -> bool:
        """Whether it is TLS."""
        return self.protocol in LOCKED

    def tls(self) -> ssl.SSLContext | None:
        """The broker's certificate is checked against the CA (the system's where none is named), and its names against
        the host. Raises OSError for files that aren't there or hold no certificate."""
        if not self.is_locked:
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca_file)
            if self.cert_file is not None:
                context.load_cert_chain(self.cert_file, self.key_file)
        except OSError as error:
            files = ", ".join(str(each) for each in (self.ca_file, self.cert_file, self.key_file) if each)
            raise OSError(f"no certificates to be had of {files}: {error.strerror or error}") from error
        return context


_OPEN = Access()


class Brokers(str):
    """`host:port,host:port`, which knows how one gets in there. It is a text, so that whoever only hands it on needs
    to know nothing more; of a plain text nothing more is known, and one gets in without TLS or login."""

    __slots__ = ("access",)
    access: Access

    def __new__(cls, servers: str, access: Access = _OPEN) -> Brokers:
        made = super().__new__(cls, servers)
        made.access = access
        return made


def access_to(servers: str) -> Access:
    """How one gets in there."""
    return servers.access if isinstance(servers, Brokers) else _OPEN


def connection(servers: str) -> dict[str, Any]:
    """The arguments by which every client of aiokafka and of kafka-python connects. Raises OSError where a file of
    certificates or of a password can't be read."""
    return {"bootstrap_servers": servers.split(","), **_manners(access_to(servers))}


def _manners(access: Access) -> dict[str, Any]:
    found: dict[str, Any] = {"security_protocol": access.protocol}
    if access.is_locked:
        found["ssl_context"] = access.tls()
    if access.login is not None:
        found["sasl_mechanism"] = access.login.mechanism
        found["sasl_plain_username"] = access.login.username
        found["sasl_plain_password"] = access.login.password()
    return found


async def why_away(servers: str, error: Exception) -> str:
    """In words why a client that met this error doesn't get in. The libraries tell nobody but their logs, so one more
    connection is tried."""
    if type(error).__name__ not in _NOT_IN:
        return _in_words(error)
    host, _, port = servers.split(",")[0].strip().rpartition(":")
    try:
        tried = await create_conn(host, int(port), request_timeout_ms=_ASK_MS, **_manners(access_to(servers)))
    except (KafkaError, OSError, TimeoutError) as found:
        return _in_words(found)
    tried.close()
    return _in_words(error)


def why_away_now(servers: str, error: Exception) -> str:
    """The same for those who run in no event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, why_away(servers, error)).result()


def _in_words(error: Exception) -> str:
    if isinstance(error, AuthenticationFailedError | SaslAuthenticationFailed):
        return "it refuses our login (KAFKA_SASL_USERNAME and its password)"
    if isinstance(error, UnsupportedSaslMechanismError):
        return "it doesn't know our mechanism (KAFKA_SASL_MECHANISM)"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate isn't to be trusted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"TLS fails: {error.reason}"
    if isinstance(error, KafkaConnectionError) and str(error).endswith("closed"):
        return "it closes the connection at once: does it want TLS, a login or a certificate?"
    return str(error) if type(error) is OSError and error.errno is None else type(error).__name__
