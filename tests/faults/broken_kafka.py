"""A Kafka with two doors: a straight one, and one behind a proxy that breaks connections at random."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from services.cli.local.plan import HOST
from services.cli.local.process import LocalProcess
from services.cli.local.servers import KAFKA_OFFSET, kafka_plan
from services.kit.broker import apply_topics
from tests.support.proxy import BreakingProxy

_PROXY_OFFSET, _BEHIND_OFFSET = 95, 96


@dataclass(frozen=True)
class BrokenKafka:
    """Addresses: `direct`, and `broken`, which leads through the proxy."""

    direct: str
    broken: str
    proxy_port: int
    behind_port: int

    def proxy(self, seed: int) -> BreakingProxy:
        return BreakingProxy(self.proxy_port, self.behind_port, seed)


@contextmanager
def running_broken_kafka(state: Path, port_base: int) -> Iterator[BrokenKafka]:
    """Its ports begin at `port_base`; it has all topics."""
    plan, proxy_port, behind_port = kafka_plan(state, port_base), port_base + _PROXY_OFFSET, port_base + _BEHIND_OFFSET

    def prepare() -> None:
        plan.prepare()
        _add_door(state / "kafka" / "server.properties", behind_port, proxy_port)

    process = LocalProcess(replace(plan, prepare=prepare))
    try:
        process.start()
        direct = f"{HOST}:{port_base + KAFKA_OFFSET}"
        apply_topics(direct)
        yield BrokenKafka(direct, f"{HOST}:{proxy_port}", proxy_port, behind_port)
    finally:
        process.stop()


def _add_door(properties: Path, port: int, told_port: int) -> None:
    """One more listener, whose clients are told to come to another port than it listens on."""
    lines = []
    for line in properties.read_text().splitlines():
        name, _, value = line.partition("=")
        match name:
            case "listeners":
                value += f",BROKEN://{HOST}:{port}"
            case "advertised.listeners":
                value += f",BROKEN://{HOST}:{told_port}"
            case "listener.security.protocol.map":
                value += ",BROKEN:PLAINTEXT"
        lines.append(f"{name}={value}" if value else line)
    properties.write_text("\n".join(lines) + "\n")
