"""What the environment may set, for every service; each variable stands beside its field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from services.kit import clock
from services.kit.addresses import Network, networks
from services.kit.connections import Connections
from services.kit.connections import variable as _variable

SERVICES = ("edge", "ticketing", "translation", "sla", "loyalty", "feedback", "escalation")
"""The services of the platform; the place in the list is the place in the port plan."""

# 0 is any free port: the server says which.
_PORT = {"ge": 0, "le": 65535}


def _networks(value: Any) -> Any:
    return networks(value) if isinstance(value, str) else value


Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)]
"""`10.1.0.0/16,fd00::/8`"""


class BadSetting(ValueError):
    """The environment sets something that can't be; the message is one line that names the variable."""


class Settings(Connections):
    """One process's settings. Addresses that aren't set follow from `HELIODESK_PORT_BASE`: a service has ten ports, of
    which its gRPC is the second and its ops the third; the edge's HTTP is the base itself; Kafka is at +90, the
    store at +92, Apertium at +93."""

    service: str
    port_base: int = _variable("HELIODESK_PORT_BASE", 7400, ge=1, le=65000)
    host: str = _variable("HELIODESK_HOST", "127.0.0.1")
    """Where its own servers listen."""
    grpc_port: int = _variable("HELIODESK_GRPC_PORT", **_PORT)
    ops_port: int = _variable("HELIODESK_OPS_PORT", **_PORT)
    http_port: int = _variable("HELIODESK_HTTP_PORT", **_PORT)
    """The edge's alone."""
    database_prefix: str = _variable("HELIODESK_DATABASE", "heliodesk", pattern=r"^[A-Za-z0-9_-]{1,40}$")
    clock_setting: str | None = _variable("HELIODESK_CLOCK", None)
    """`<RFC 3339 epoch>,<rate>`: a simulated clock. Absent: real time."""
    shops: Path | None = _variable("HELIODESK_SHOPS", None)
    """YAML file of the shops and their API keys; the edge's alone."""
    apertium_url: str = _variable("HELIODESK_APERTIUM_URL")
    log_level: str = _variable("HELIODESK_LOG_LEVEL", "info")
    otlp_endpoint: str | None = _variable("OTEL_EXPORTER_OTLP_ENDPOINT", None)
    """Where spans are sent. Absent: nowhere, and they cost nothing."""
    call_timeout: float = _variable("HELIODESK_CALL_TIMEOUT", 5.0, gt=0, le=300)
    """Wall seconds that a call to a peer may take where the caller doesn't say."""
    drain_timeout: float = _variable("HELIODESK_DRAIN_TIMEOUT", 5.0, ge=0, le=300)
    """Wall seconds that calls in hand may still take when the process stops."""

    partitions: str = _variable("HELIODESK_PARTITIONS", "")
    """`<topic>=12,<topic>=12`: topics whose partitions were raised (`heliodesk topics repartition`), the same for all
    processes. kit/topics reads it when it is imported."""

    coverage_notice: float = _variable("HELIODESK_COVERAGE_NOTICE", 72.0, gt=0, le=720)
    """Hours before a gap of coverage at which it is told; the SLA service's alone."""

    edge_address: str = _variable("HELIODESK_EDGE_ADDRESS")
    ticketing_address: str = _variable("HELIODESK_TICKETING_ADDRESS")
    translation_address: str = _variable("HELIODESK_TRANSLATION_ADDRESS")
    sla_address: str = _variable("HELIODESK_SLA_ADDRESS")
    loyalty_address: str = _variable("HELIODESK_LOYALTY_ADDRESS")
    feedback_address: str = _variable("HELIODESK_FEEDBACK_ADDRESS")
    escalation_address: str = _variable("HELIODESK_ESCALATION_ADDRESS")

    @model_validator(mode="before")
    @classmethod
    def _follow_port_base(cls, values: dict) -> dict:
        """Fills in what isn't set. An empty variable counts as not set."""
        values = {name: value for name, value in values.items() if value != ""}
        try:
            base = int(values.get("HELIODESK_PORT_BASE", 7400))
        except ValueError:
            raise ValueError(f"HELIODESK_PORT_BASE={values['HELIODESK_PORT_BASE']}: is not a number") from None
        service = values.get("service")
        if service not in SERVICES:
            raise ValueError(f"no service {service!r}: there are {', '.join(SERVICES)}")
        defaults = _defaults(base, values.get("HELIODESK_HOST", "127.0.0.1"), service)
        if "MONGODB_URI_FILE" in values:
            del defaults["MONGODB_URI"]
        return defaults | values

    @field_validator("clock_setting")
    @classmethod
    def _clock_runs(cls, value: str | None) -> str | None:
        clock.from_setting(value)
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.lower() not in ("debug", "info", "warning", "error"):
            raise ValueError("is one of debug, info, warning, error")
        return value.lower()

    @field_validator(*(f"{name}_address" for name in SERVICES))
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        _, colon, port = value.rpartition(":")
        if not colon or not port.isdigit():
            raise ValueError("is not <host>:<port>")
        return value

    @classmethod
    def for_service(cls, name: str) -> Settings:
        """The settings of this service, from the environment. Raises BadSetting."""
        try:
            return cls(service=name)
        except ValidationError as error:
            raise bad_setting(error) from None

    @property
    def database(self) -> str:
        """The service's own database."""
        return f"{self.database_prefix}_{self.service}"

    def address_of(self, service: str) -> str:
        """`host:port` of a peer's gRPC."""
        return getattr(self, f"{service}_address")

    def clock(self) -> clock.Clock:
        """The clock that this process runs by."""
        return clock.from_setting(self.clock_setting)


class AreaSettings(BaseSettings):
    """What the environment may set for one service or area, beside what every service knows."""

    @classmethod
    def from_environment(cls) -> Self:
        """Raises BadSetting."""
        try:
            return cls()
        except ValidationError as error:
            raise bad_setting(error) from None


def _defaults(base: int, host: str, service: str) -> dict[str, object]:
    own = base + 10 * SERVICES.index(service)
    found: dict[str, object] = {
        "HELIODESK_GRPC_PORT": own + 1,
        "HELIODESK_OPS_PORT": own + 2,
        "HELIODESK_HTTP_PORT": base,
        "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{base + 90}",
        "MONGODB_URI": f"mongodb://127.0.0.1:{base + 92}/",
        "HELIODESK_APERTIUM_URL": f"http://127.0.0.1:{base + 93}",
    }
    # Who listens on every interface is reached on this machine.
    peer_host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    for place, name in enumerate(SERVICES):
        found[f"HELIODESK_{name.upper()}_ADDRESS"] = f"{peer_host}:{base + 10 * place + 1}"
    return found


# Ends of the names of variables whose values nobody is to read in a log.
_UNSHOWN = ("_SECRET", "_PASSWORD", "_URI", "_KEY", "_KEYS")


def bad_setting(error: ValidationError) -> BadSetting:
    """What is wrong with the environment, as one line."""
    return BadSetting("; ".join(_one_line(problem) for problem in error.errors()))


def _one_line(problem: dict) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    given = problem.get("input")
    # A secret that is wrong is often nearly right.
    shown = f"={given}" if name and not isinstance(given, dict) and not name.endswith(_UNSHOWN) else ""
    return f"{name}{shown}: {problem['msg'].removeprefix('Value error, ')}".removeprefix(": ")
