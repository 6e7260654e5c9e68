"""What the environment may set for escalations, beside what every service knows."""

from __future__ import annotations

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict
from standardwebhooks import Webhook

from services.kit.settings import AreaSettings, Networks


class EscalationSettings(AreaSettings):
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    webhook_secret: str | None = Field(None, validation_alias="HELIODESK_WEBHOOK_SECRET", repr=False)
    """Signs webhooks (Standard Webhooks): base64, with or without `whsec_`. While receivers change over, the old one
    stands behind the new one, with a comma between: webhooks are signed with both. Absent: webhook steps fail, and say
    so."""
    webhook_networks: Networks = Field((), validation_alias="HELIODESK_WEBHOOK_NETWORKS")
    """Networks that webhooks may go to although they are not public: `10.1.0.0/16,fd00::/8`."""

    @field_validator("webhook_secret")
    @classmethod
    def _signs(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            for one in secrets_of(value):
                Webhook(one)
        except Exception:
            # Whatever the library makes of it: the secret must not stand in the message.
            raise ValueError("is no secret in base64") from None
        return value

    @property
    def webhook_secrets(self) -> list[str]:
        """The newest first."""
        return secrets_of(self.webhook_secret or "")


def secrets_of(text: str) -> list[str]:
    """What stands between commas."""
    return [one.strip() for one in text.split(",")] if text else []
