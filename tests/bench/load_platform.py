"""The platform under its supervisor, as `heliodesk up` runs it, for a benchmark that kills its processes."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from services.cli.local.environment import local_environment
from services.cli.local.plan import HOST, ProcessPlan
from services.cli.local.servers import kafka_plan, store_plan
from services.cli.local.services import service_plans
from services.cli.local.supervisor import Supervisor
from services.kit.broker import apply_topics
from tests.bench.load import UNLIMITED

_PATIENCE = 180.0
_LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Platform:
    """Servers and services; each is started again by the supervisor when it dies."""

    plans: Mapping[str, ProcessPlan]
    env: Mapping[str, str]
    supervisor: Supervisor

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.env['HELIODESK_PORT_BASE']}"

    @property
    def kafka(self) -> str:
        return self.env["KAFKA_BOOTSTRAP_SERVERS"]

    @property
    def key(self) -> str:
        """Of the first shop."""
        return yaml.safe_load(Path(self.env["HELIODESK_SHOPS"]).read_text())["shops"][0]["keys"][0]

    def kill(self, name: str) -> float:
        """SIGKILL; answers after how many wall seconds the supervisor's next one was ready."""
        died, pid = time.monotonic(), self.supervisor.states()[name][1]
        os.kill(pid, signal.SIGKILL)
        while self.supervisor.states()[name][1] in (pid, 0) or not self.plans[name].ready():
            if time.monotonic() - died > _PATIENCE:
                raise RuntimeError(f"{name} isn't back after {_PATIENCE:.0f} s: see {self.plans[name].log}")
            time.sleep(_LOOK_EVERY)
        return time.monotonic() - died


def _patient(*plans: ProcessPlan) -> tuple[ProcessPlan, ...]:
    return tuple(replace(plan, ready_within=_PATIENCE) for plan in plans)


@contextmanager
def supervised(state: Path, port_base: int, database: str) -> Iterator[Platform]:
    """With data of its own, on Kafka and a store of its own."""
    shutil.rmtree(state, ignore_errors=True)
    env = local_environment(port_base) | UNLIMITED | {"HELIODESK_DATABASE": database}
    servers = _patient(kafka_plan(state, port_base), store_plan(state, port_base))
    services = _patient(*service_plans(state, port_base, {}))
    supervisor = Supervisor(state, (*servers, *services), env)
    supervisor.launch()
    try:
        supervisor.start(*servers)
        apply_topics(env["KAFKA_BOOTSTRAP_SERVERS"])
        supervisor.start(*services)
        yield Platform({plan.name: plan for plan in (*servers, *services)}, env, supervisor)
    finally:
        supervisor.stop(*services)
        supervisor.stop(*servers)
        supervisor.close()
