"""What the environment may set for webhooks, beside what every service knows."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from services.edge.webhooks.domain.target import Reachable
from services.edge.webhooks.sealing import Sealer
from services.kit.settings import AreaSettings, Networks

_SHORTEST = 32


class WebhookSettings(AreaSettings):
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    keys: SecretStr | None = Field(None, validation_alias="HELIODESK_WEBHOOK_KEYS")
    """What the secrets of endpoints are encrypted with, of 32 characters or more: the same for all processes. A new key
    is put before the old one, with a comma between; the old one can go when all has been encrypted anew. Absent: no
    endpoints are made."""
    networks: Networks = Field((), validation_alias="HELIODESK_WEBHOOK_NETWORKS")
    """Networks that webhooks may go to although they are not public: `10.1.0.0/16,fd00::/8`."""
    ports: str = Field("443", validation_alias="HELIODESK_WEBHOOK_PORTS", pattern=r"^\d{1,5}(, ?\d{1,5})*$")
    """TCP ports that URLs may name, separated by commas."""
    http: bool = Field(False, validation_alias="HELIODESK_WEBHOOK_HTTP")
    """URLs may be http:// too: for tests."""
    patience: float = Field(5.0, validation_alias="HELIODESK_WEBHOOK_PATIENCE", gt=0, le=30)
    """Days without any success after which an endpoint is disabled."""

    @field_validator("keys")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and any(len(key) < _SHORTEST for key in _split(value)):
            raise ValueError(f"a key has {_SHORTEST} characters or more")
        return value

    @property
    def reachable(self) -> Reachable:
        ports = frozenset(int(port) for port in self.ports.split(","))
        return Reachable(ports, self.networks, self.http)

    @property
    def longest_failing(self) -> timedelta:
        return timedelta(days=self.patience)

    def sealer(self) -> Sealer | None:
        return Sealer(_split(self.keys)) if self.keys else None


def _split(keys: SecretStr) -> list[str]:
    return [key.strip() for key in keys.get_secret_value().split(",")]
