"""What the processes of the local stack are told, and how much of it was given from outside."""

import os

from services.cli.local.plan import HOST
from services.cli.local.servers import APERTIUM_OFFSET, KAFKA_OFFSET, ROOT, STORE_OFFSET
from services.cli.problems import CommandProblem
from services.kit.clock import SystemClock


def port_base() -> int:
    """The first of the stack's hundred ports. Raises CommandProblem for a HELIODESK_PORT_BASE that can't be one."""
    said = os.environ.get("HELIODESK_PORT_BASE") or "7400"
    if not (said.isdigit() and 1024 <= int(said) <= 65000):
        raise CommandProblem(f"HELIODESK_PORT_BASE is {said!r}", "give a number from 1024 to 65000")
    return int(said)


def given(variable: str) -> bool:
    """Whether the environment names a server of its own, which is then used and not started."""
    return bool(os.environ.get(variable))


def local_environment(base: int, rate: float | None = None) -> dict[str, str]:
    """The addresses of the local servers and the sample shops, where the environment gives no others.

    ``rate``: seconds of the services' clock in a second, from this moment on; None leaves their clock as it is.
    """
    env = {
        "HELIODESK_PORT_BASE": str(base),
        "KAFKA_BOOTSTRAP_SERVERS": f"{HOST}:{base + KAFKA_OFFSET}",
        "MONGODB_URI": f"mongodb://{HOST}:{base + STORE_OFFSET}/",
        "HELIODESK_APERTIUM_URL": f"http://{HOST}:{base + APERTIUM_OFFSET}",
        "HELIODESK_SHOPS": str(ROOT / "samples" / "shops.yaml"),
    }
    env |= {name: os.environ[name] for name in env if given(name)}
    if rate is not None:
        env["HELIODESK_CLOCK"] = f"{SystemClock().now().isoformat(timespec='seconds')},{rate:g}"
    return env
