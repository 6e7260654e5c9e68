"""The whole platform on the real servers: its services, each a process that a test may kill and start again, and the
local translation engine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import yaml

from services.cli.local.plan import HOST
from services.cli.local.process import LocalProcess
from services.cli.local.servers import apertium_plan
from services.cli.local.services import ops_url, service_plan
from services.cli.play.kafka import Kafka
from services.kit.settings import SERVICES, Settings
from tests.support.servers import TestServers
from tests.support.streams import eventually


@dataclass(frozen=True)
class Platform:
    """`env` is what every process of it is told. A process that has died says so in `dead`: nobody starts it again."""

    env: Mapping[str, str]
    port_base: int
    state: Path
    services: Mapping[str, LocalProcess]

    @property
    def settings(self) -> Settings:
        return Settings(service="edge", **self.env)

    @property
    def edge_url(self) -> str:
        return f"http://{HOST}:{self.settings.http_port}"

    @property
    def kafka(self) -> Kafka:
        return Kafka(self.env["KAFKA_BOOTSTRAP_SERVERS"])

    def api_key(self, shop: int = 0) -> str:
        return yaml.safe_load(Path(self.env["HELIODESK_SHOPS"]).read_text())["shops"][shop]["keys"][0]

    def dead(self) -> list[str]:
        return [name for name, process in self.services.items() if not process.running]

    async def kill9(self, name: str) -> None:
        await asyncio.to_thread(self.services[name].kill9)

    async def start(self, *names: str) -> None:
        """Returns when they are ready: their consumers have their partitions."""
        await asyncio.gather(*(asyncio.to_thread(self.services[name].start) for name in names))

    async def readiness(self) -> dict[str, dict[str, str]]:
        """For each service that isn't ready, what it says why."""
        async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
            answers = await asyncio.gather(*(http.get(f"{self._ops(name)}/health/ready") for name in SERVICES))
        return {
            name: answer.json()["reasons"]
            for name, answer in zip(SERVICES, answers, strict=True)
            if answer.status_code != 200
        }

    async def alive(self) -> dict[str, bool]:
        """What each service says of its own progress: one that says no would be restarted on a cluster."""
        async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
            answers = await asyncio.gather(*(http.get(f"{self._ops(name)}/health/live") for name in SERVICES))
        return {name: answer.status_code == 200 for name, answer in zip(SERVICES, answers, strict=True)}

    async def all_ready(self, within: float = 60.0) -> None:
        async def ready() -> bool:
            return not self.dead() and not await self.readiness()

        await eventually(ready, within)

    async def caught_up(self, within: float = 60.0) -> None:
        """Returns when no group has anything left to read."""

        async def no_lag() -> bool:
            return not any((await self.kafka.lags()).values())

        await eventually(no_lag, within)

    def _ops(self, name: str) -> str:
        return ops_url(name, self.port_base)


def service_process(name: str, state: Path, port_base: int, env: Mapping[str, str], *roles: str) -> LocalProcess:
    """One service as a process, with these roles, or all."""
    plan = service_plan(name, state, port_base, env)
    chosen = tuple(word for role in roles for word in ("--role", role))
    # A consumer whose predecessor was killed waits until the group has given that one up.
    return LocalProcess(replace(plan, command=(*plan.command, *chosen), ready_within=90))


@contextmanager
def running_platform(servers: TestServers, env: Mapping[str, str], state: Path) -> Iterator[Platform]:
    services = {name: service_process(name, state, servers.port_base, env) for name in SERVICES}
    # Without its engine translation would come back to each message for as long as the platform runs.
    engine = LocalProcess(apertium_plan(state, servers.port_base))
    try:
        engine.start()
        _together(LocalProcess.start, services)
        yield Platform(env, servers.port_base, state, services)
    finally:
        _together(LocalProcess.stop, services)
        engine.stop()


def _together(do: Any, services: Mapping[str, LocalProcess]) -> None:
    with ThreadPoolExecutor(len(services)) as pool:
        list(pool.map(do, services.values()))
