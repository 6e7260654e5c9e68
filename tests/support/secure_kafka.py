"""A Kafka that lets nobody in without TLS: one listener asks for a login (SASL_SSL with SCRAM), one for a certificate
(SSL). A third, in plain text, is the broker's own."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path
from string import Template
from uuid import uuid4

from services.cli.local.plan import HOST
from services.cli.local.process import LocalProcess
from services.cli.local.servers import DEPLOY, KAFKA_OFFSET, _java, kafka_plan
from services.kit.brokers import Access, Brokers, Login
from tests.support.certificates import Authority

USER, PASSWORD = "heliodesk", "correct horse battery staple"
_LOGIN_OFFSET, _CERTIFICATE_OFFSET = 94, 95

_SECURE = """
listeners=BROKER://${host}:${port},CONTROLLER://${host}:${controller_port},LOGIN://${host}:${login},PAPERS://${host}:${papers}
advertised.listeners=BROKER://${host}:${port},LOGIN://${host}:${login},PAPERS://${host}:${papers}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_SSL,PAPERS:SSL
sasl.enabled.mechanisms=SCRAM-SHA-256,SCRAM-SHA-512
listener.name.login.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.login.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.papers.ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.location=${keystore}
ssl.truststore.type=PEM
ssl.truststore.location=${truststore}
"""


class SecureKafka:
    """One node, with data of its own in `folder`."""

    def __init__(self, folder: Path, port_base: int) -> None:
        self.authority = Authority(folder / "certificates")
        self.stranger = Authority(folder / "stranger", "stranger")
        self._port_base = port_base
        plan = kafka_plan(folder, port_base)
        self._home = folder / "kafka"
        self.process = LocalProcess(
            dataclasses.replace(plan, name="secure kafka", prepare=self._prepare, ready_within=120)
        )

    @property
    def login_servers(self) -> str:
        return f"{HOST}:{self._port_base + _LOGIN_OFFSET}"

    @property
    def certificate_servers(self) -> str:
        return f"{HOST}:{self._port_base + _CERTIFICATE_OFFSET}"

    def by_login(self, mechanism: str = "SCRAM-SHA-512", password: str = PASSWORD, ca: Path | None = None) -> Brokers:
        """As somebody with a user's name and password."""
        login = Login(mechanism, USER, lambda: password)
        return Brokers(self.login_servers, Access("SASL_SSL", ca or self.authority.file, login=login))

    def by_certificate(self) -> Brokers:
        """As somebody with a certificate."""
        papers = self.authority.issue("client", "heliodesk")
        return Brokers(self.certificate_servers, Access("SSL", papers.ca, papers.cert, papers.key))

    def _prepare(self) -> None:
        data, properties = self._home / "data", self._home / "server.properties"
        data.mkdir(parents=True)
        words = {
            "host": HOST,
            "port": self._port_base + KAFKA_OFFSET,
            "controller_port": self._port_base + KAFKA_OFFSET + 1,
            "login": self._port_base + _LOGIN_OFFSET,
            "papers": self._port_base + _CERTIFICATE_OFFSET,
            "data": data,
            "keystore": self.authority.issue("broker", HOST).together,
            "truststore": self.authority.file,
        }
        # Of two lines about one thing the later one counts.
        template = Template((DEPLOY / "kafka.properties").read_text() + _SECURE)
        properties.write_text(template.substitute(words))
        scram = [f"--add-scram={each}=[name={USER},password={PASSWORD}]" for each in ("SCRAM-SHA-256", "SCRAM-SHA-512")]
        subprocess.run(
            _java(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                uuid4().hex[:22],
                "--config",
                str(properties),
                *scram,
            ),
            check=True,
            capture_output=True,
        )
