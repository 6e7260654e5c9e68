"""What the environment may set for translation, beside what every service knows."""

from __future__ import annotations

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from services.kit.known import known_language
from services.kit.settings import AreaSettings


class TranslationSettings(AreaSettings):
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    agent_language: str = Field("en", validation_alias="HELIODESK_AGENT_LANGUAGE")
    """BCP 47: what customers' messages are translated into."""
    engine_timeout: float = Field(5.0, validation_alias="HELIODESK_ENGINE_TIMEOUT", gt=0, le=60)
    """Wall seconds that a text may wait for engines, however many are tried."""

    @field_validator("agent_language")
    @classmethod
    def _is_a_language(cls, value: str) -> str:
        if not known_language(value):
            raise ValueError("is no BCP 47 language")
        return value
