"""What the environment may set of the ways to Kafka, to the store and between the services: TLS, logins, certificates.

Everything is a path of a PEM file or of a file with a password, as Kubernetes mounts Secrets; a password may also be
the variable itself. What is set must go together: half a key pair is a mistake and not a weaker lock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import quote_plus

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kit.brokers import LOCKED, Access, Brokers, Login
from services.kit.peers import Papers

_WITH_LOGIN = ("SASL_PLAINTEXT", "SASL_SSL")


def variable(name: str, default=None, **rules):
    """A field that the environment variable `name` sets."""
    return Field(default, validation_alias=name, **rules)


class Connections(BaseSettings):
    """How a process reaches what it depends on."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    kafka_servers: str = variable("KAFKA_BOOTSTRAP_SERVERS")
    """`host:port,host:port`."""
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = variable(
        "KAFKA_SECURITY_PROTOCOL", "PLAINTEXT"
    )
    """SSL: TLS, and our own certificate where one is set. SASL_...: a login."""
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = variable("KAFKA_SASL_MECHANISM")
    kafka_sasl_username: str | None = variable("KAFKA_SASL_USERNAME")
    kafka_sasl_password: SecretStr | None = variable("KAFKA_SASL_PASSWORD")
    kafka_sasl_password_file: Path | None = variable("KAFKA_SASL_PASSWORD_FILE")
    """A file with the password, instead; read whenever a client starts."""
    kafka_ssl_cafile: Path | None = variable("KAFKA_SSL_CAFILE")
    """Who signs the brokers' certificates. Absent: the system's authorities."""
    kafka_ssl_certfile: Path | None = variable("KAFKA_SSL_CERTFILE")
    """Our own certificate, where the brokers ask for one."""
    kafka_ssl_keyfile: Path | None = variable("KAFKA_SSL_KEYFILE")

    mongodb_address: SecretStr | None = variable("MONGODB_URI")
    """The connection string; a name and a password may stand in it."""
    mongodb_uri_file: Path | None = variable("MONGODB_URI_FILE")
    """A file with the connection string, instead."""
    mongodb_tls_cafile: Path | None = variable("MONGODB_TLS_CAFILE")
    """TLS, and who signs the store's certificate; the same as `tls=true&tlsCAFile=` in the connection string."""
    mongodb_tls_certfile: Path | None = variable("MONGODB_TLS_CERTFILE")
    """TLS, and our own certificate with its key in one file, where the store asks for one."""

    tls_cert: Path | None = variable("HELIODESK_TLS_CERT")
    """Our certificate, as a server and as a client of the other services. With it every gRPC server between services
    demands a certificate of `HELIODESK_TLS_CA`, and every client verifies whom it calls. Absent: plain text."""
    tls_key: Path | None = variable("HELIODESK_TLS_KEY")
    tls_ca: Path | None = variable("HELIODESK_TLS_CA")
    connection_age: float = variable("HELIODESK_CONNECTION_AGE", 300.0, gt=0, le=86_400)
    """Wall seconds after which a gRPC connection is given up for a new one: callers look their peers up again, and find
    those that have come since; a certificate that has been replaced is used for no longer than this."""

    @model_validator(mode="after")
    def _go_together(self) -> Connections:
        self._check_kafka()
        self._check_store()
        pieces = {
            "HELIODESK_TLS_CERT": self.tls_cert,
            "HELIODESK_TLS_KEY": self.tls_key,
            "HELIODESK_TLS_CA": self.tls_ca,
        }
        _all_or_none(pieces)
        return self

    def _check_kafka(self) -> None:
        protocol = f"KAFKA_SECURITY_PROTOCOL={self.kafka_security_protocol}"
        login = {
            "KAFKA_SASL_MECHANISM": self.kafka_sasl_mechanism,
            "KAFKA_SASL_USERNAME": self.kafka_sasl_username,
            "KAFKA_SASL_PASSWORD": self.kafka_sasl_password or self.kafka_sasl_password_file,
        }
        if self.kafka_sasl_password and self.kafka_sasl_password_file:
            raise ValueError("KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are both set: which one is it?")
        _needed(protocol, login) if self.kafka_security_protocol in _WITH_LOGIN else _useless(protocol, login)
        pair = {"KAFKA_SSL_CERTFILE": self.kafka_ssl_certfile, "KAFKA_SSL_KEYFILE": self.kafka_ssl_keyfile}
        _all_or_none(pair)
        if self.kafka_security_protocol not in LOCKED:
            _useless(protocol, {"KAFKA_SSL_CAFILE": self.kafka_ssl_cafile, **pair})

    def _check_store(self) -> None:
        if self.mongodb_address and self.mongodb_uri_file:
            raise ValueError("MONGODB_URI and MONGODB_URI_FILE are both set: which one is it?")

    @property
    def kafka_bootstrap_servers(self) -> Brokers:
        """Where Kafka is, and how one gets in."""
        login = None
        if self.kafka_security_protocol in _WITH_LOGIN:
            login = Login(self.kafka_sasl_mechanism or "", self.kafka_sasl_username or "", self._kafka_password)
        files = (self.kafka_ssl_cafile, self.kafka_ssl_certfile, self.kafka_ssl_keyfile)
        return Brokers(self.kafka_servers, Access(self.kafka_security_protocol, *files, login=login))

    def _kafka_password(self) -> str:
        if self.kafka_sasl_password is not None:
            return self.kafka_sasl_password.get_secret_value()
        return self.kafka_sasl_password_file.read_text().strip() if self.kafka_sasl_password_file else ""

    @property
    def mongodb_uri(self) -> str:
        """The whole connection string, TLS included. It may hold a password. Raises OSError where its file can't be
        read."""
        if self.mongodb_uri_file is not None:
            uri = self.mongodb_uri_file.read_text().strip()
        else:
            uri = self.mongodb_address.get_secret_value() if self.mongodb_address else ""
        files = {"tlsCAFile": self.mongodb_tls_cafile, "tlsCertificateKeyFile": self.mongodb_tls_certfile}
        options = [f"{name}={quote_plus(str(path))}" for name, path in files.items() if path is not None]
        return _with_options(uri, ["tls=true", *options]) if options else uri

    @property
    def papers(self) -> Papers | None:
        """Who we are to the other services. None: plain text."""
        if self.tls_cert is None or self.tls_key is None or self.tls_ca is None:
            return None
        return Papers(self.tls_cert, self.tls_key, self.tls_ca)


def _with_options(uri: str, options: list[str]) -> str:
    """A host without a path wants one before its options."""
    if "?" in uri:
        return f"{uri}&{'&'.join(options)}"
    path = "" if re.match(r"^[^/]+//[^/]+/", uri) else "/"
    return f"{uri}{path}?{'&'.join(options)}"


def _needed(whose: str, values: Mapping[str, object]) -> None:
    if lacking := [name for name, value in values.items() if not value]:
        raise ValueError(f"{whose} needs {', '.join(lacking)}")


def _useless(whose: str, values: Mapping[str, object]) -> None:
    if given := [name for name, value in values.items() if value]:
        raise ValueError(f"{whose} has no use for {', '.join(given)}: is it the protocol that is meant?")


def _all_or_none(values: Mapping[str, object]) -> None:
    given = [name for name, value in values.items() if value]
    if given and len(given) < len(values):
        _needed(" and ".join(given), values)
