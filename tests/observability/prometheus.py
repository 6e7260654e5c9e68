"""The real Prometheus, reading processes on this machine each second, with our rules at work."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from tests.observability.programs import PROGRAMS

RULES = Path("deploy/observability/made/rules.yaml").resolve()


@contextmanager
def reading(ops_ports: Sequence[int], folder: Path) -> Iterator[str]:
    """Answers where its API is. Skips the test where there is no Prometheus."""
    program = shutil.which("prometheus", path=PROGRAMS)
    if program is None:
        pytest.skip("prometheus isn't here (`make setup` unpacks it): nobody has read the metrics")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    config = folder / "prometheus.yml"
    config.write_text(yaml.safe_dump(_config(ops_ports)))
    options = (
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={address}",
        "--enable-feature=exemplar-storage",
        "--log.level=warn",
    )
    process = subprocess.Popen([program, *options])
    try:
        yield f"http://{address}/api/v1"
    finally:
        process.terminate()
        process.wait(10)


def _config(ops_ports: Sequence[int]) -> dict:
    targets = [f"127.0.0.1:{port}" for port in ops_ports]
    # What our metrics call `service` stays so.
    job = {"job_name": "heliodesk", "honor_labels": True, "static_configs": [{"targets": targets}]}
    every = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    return {"global": every, "rule_files": [str(RULES)], "scrape_configs": [job]}
