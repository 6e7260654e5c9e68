"""The services as processes of the local stack."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from services.cli.local.plan import HOST, ProcessPlan
from services.cli.local.secrets import local_secret
from services.cli.local.servers import http_answers
from services.kit.settings import SERVICES, Settings

# Of each service: the variable, and the file that the local stack keeps its value in.
_SECRETS = {
    "edge": {"HELIODESK_WEBHOOK_KEYS": "webhooks"},
    "loyalty": {
        "HELIODESK_COUPON_SECRET": "coupons",
        "HELIODESK_MEMBER_SECRET": "members",
        "HELIODESK_DRAW_SECRET": "draws",
    },
}


def ops_url(service: str, port_base: int) -> str:
    """Where a service of the local stack answers for its health and its metrics."""
    return f"http://{HOST}:{_settings(service, port_base).ops_port}"


def service_plan(service: str, state: Path, port_base: int, env: Mapping[str, str]) -> ProcessPlan:
    """One service with all its roles in one process; ``env`` goes on top of the environment of whoever starts it."""
    settings = _settings(service, port_base)
    ports = {f"{service}'s gRPC": settings.grpc_port, f"{service}'s metrics and health": settings.ops_port}
    if service == "edge":
        ports["the edge's HTTP"] = settings.http_port
    return ProcessPlan(
        name=service,
        command=(sys.executable, "-m", "services.cli.main", "run", service),
        log=state / "logs" / f"{service}.log",
        ready=lambda: http_answers(f"http://{HOST}:{settings.ops_port}/health/ready"),
        ports=ports,
        env={"HELIODESK_PORT_BASE": str(port_base), **_secrets(service, state), **env},
    )


def _secrets(service: str, state: Path) -> dict[str, str]:
    """What the deployment must keep to itself, where the environment doesn't give it."""
    wanted = _SECRETS.get(service, {})
    return {variable: local_secret(state, name) for variable, name in wanted.items() if not os.environ.get(variable)}


def service_plans(state: Path, port_base: int, env: Mapping[str, str]) -> tuple[ProcessPlan, ...]:
    """All services, each in one process."""
    return tuple(service_plan(service, state, port_base, env) for service in SERVICES)


def _settings(service: str, port_base: int) -> Settings:
    return Settings(service=service, HELIODESK_PORT_BASE=str(port_base))
