"""A shop's view of the platform: calls over HTTP with its key, and the `heliodesk` command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import httpx

from services.cli.local.servers import ROOT
from services.kit.ids import new_id
from tests.integration.local.conftest import wait_until

# Shops of samples/shops.yaml.
KEY = "hd_demo_demo_9Vb6Np1Hs7"
OTHER_KEY = "hd_demo_nordlicht_5Tz8Wc3Ke1"


class Edge:
    """The edge over HTTP, with the key of one shop. `env` is the environment of the services."""

    def __init__(self, env: Mapping[str, str], key: str = KEY) -> None:
        base = f"http://127.0.0.1:{env['HELIODESK_PORT_BASE']}"
        self._http = httpx.Client(base_url=base, headers={"x-api-key": key}, timeout=20)

    def post(self, path: str, body: dict[str, Any], status: int = 200, key: str = "") -> dict[str, Any]:
        """Under an Idempotency-Key of its own, or this one."""
        answer = self._http.post(path, json=body, headers={"idempotency-key": key or new_id()})
        assert answer.status_code == status, answer.text
        return answer.json()

    def refused(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The problem that the call is answered with."""
        answer = self._http.post(path, json=body, headers={"idempotency-key": new_id()})
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        return answer.json()

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._http.patch(path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, path: str, **query: str) -> dict[str, Any]:
        return self.read(path, **query).json()

    def read(self, path: str, **query: str) -> httpx.Response:
        """What isn't JSON. Asks again, as it is told to, while a service takes too long: on a busy machine the first
        PDF of a process does."""
        answers: list[httpx.Response] = []

        def is_answered() -> bool:
            answers.append(self._http.get(path, params=query))
            return answers[-1].status_code != 503

        wait_until(is_answered, 60, lambda: answers[-1].text)
        assert answers[-1].status_code == 200, answers[-1].text
        return answers[-1]

    def becomes(self, path: str, fact: Any, **query: str) -> dict[str, Any]:
        """What the call answers once the fact is true of it."""
        found: dict[str, Any] = {}

        def is_so() -> bool:
            answer = self._http.get(path, params=query)
            found.clear()
            found.update(answer.json())
            return answer.status_code == 200 and bool(fact(found))

        wait_until(is_so, 60, lambda: f"{path} is {found}")
        return found


def heliodesk(env: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services.cli.main", *arguments]
    return subprocess.run(command, env=dict(env), cwd=ROOT, capture_output=True, text=True, check=False)
