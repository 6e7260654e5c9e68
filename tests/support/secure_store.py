"""A store behind TLS that asks for a client certificate and for a login."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pymongo import MongoClient

from services.cli.local.plan import HOST
from services.cli.local.process import LocalProcess
from services.cli.local.servers import STORE_OFFSET, store_answers, store_plan
from tests.support.certificates import Authority

USER, PASSWORD = "heliodesk", "p@ss/word"


class SecureStore:
    """One store, with data of its own in `folder`."""

    def __init__(self, folder: Path, port_base: int) -> None:
        self.authority = Authority(folder / "certificates")
        self.client = self.authority.issue("client", "heliodesk")
        self.address = f"{HOST}:{port_base + STORE_OFFSET}"
        self._folder = folder
        self._port_base = port_base
        self._tls = f"tls=true&tlsCAFile={self.authority.file}&tlsCertificateKeyFile={self.client.together}"
        self._process: LocalProcess | None = None

    def start(self) -> None:
        """Users can be made while nobody is asked for a login."""
        self._start()
        with MongoClient(f"mongodb://{self.address}/?{self._tls}") as client:
            client.admin.command("createUser", USER, pwd=PASSWORD, roles=["root"])
        self.stop()
        self._start("--auth")

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()

    def _start(self, *options: str) -> None:
        plan = store_plan(self._folder, self._port_base)
        server = self.authority.issue("store", HOST)
        tls = ("--tls-cert-file", server.cert, "--tls-key-file", server.key, "--tls-ca-file", server.ca)
        command = (*plan.command, *map(str, tls), "--tls-require-client-cert", *options)
        ready = f"mongodb://{self.address}/?{self._tls}"
        plan = dataclasses.replace(plan, name="secure store", command=command, ready=lambda: store_answers(ready))
        self._process = LocalProcess(plan).start()
