"""What the environment may set for escalations, beside what every service knows."""

from __future__ import annotations

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from standardwebhooks import Webhook

from services.kit.settings import bad_setting


class EscalationSettings(BaseSettings):
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    webhook_secret: str | None = Field(None, validation_alias="HELIODESK_WEBHOOK_SECRET", repr=False)
    """Signs webhooks (Standard Webhooks): base64, with or without `whsec_`. Absent: webhook steps fail, and say so."""
    webhook_private: bool = Field(False, validation_alias="HELIODESK_WEBHOOK_PRIVATE")
    """Webhooks may go to loopback and private addresses."""

    @field_validator("webhook_secret")
    @classmethod
    def _signs(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            Webhook(value)
        except Exception:
            # Whatever the library makes of it: the secret must not stand in the message.
            raise ValueError("is no secret in base64") from None
        return value

    @classmethod
    def from_environment(cls) -> EscalationSettings:
        """Raises BadSetting."""
        try:
            return cls()
        except ValidationError as error:
            raise bad_setting(error) from None
