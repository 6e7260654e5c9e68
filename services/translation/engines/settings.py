"""What the environment may set of the engines. One that isn't set up isn't there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from services.kit.known import known_language
from services.kit.settings import AreaSettings

# The languages of the markets that have a tone profile, with those of their neighbours that customers write most.
_CHAT_LANGUAGES = (
    "ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "ms", "nl", "pl", "pt", "ru", "tr", "uk", "vi",
    "zh-Hans", "zh-Hant",
)  # fmt: skip


class EngineSettings(AreaSettings):
    """Apertium's address is every process's (`HELIODESK_APERTIUM_URL`), since the local stack starts it."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    deepl_key: SecretStr | None = Field(None, validation_alias="HELIODESK_DEEPL_KEY")
    deepl_url: str | None = Field(None, validation_alias="HELIODESK_DEEPL_URL")
    """Absent: DeepL's own, free or paid as the key says."""
    google_project: str | None = Field(None, validation_alias="HELIODESK_GOOGLE_PROJECT")
    google_credentials: Path | None = Field(None, validation_alias="HELIODESK_GOOGLE_CREDENTIALS")
    """The JSON file of a service account. Absent: what Google calls application default credentials."""
    google_location: str = Field("global", validation_alias="HELIODESK_GOOGLE_LOCATION")
    google_endpoint: str | None = Field(None, validation_alias="HELIODESK_GOOGLE_ENDPOINT")
    """A regional one (`translate-eu.googleapis.com`), for texts that may not leave the region."""
    libretranslate_url: str | None = Field(None, validation_alias="HELIODESK_LIBRETRANSLATE_URL")
    libretranslate_key: SecretStr | None = Field(None, validation_alias="HELIODESK_LIBRETRANSLATE_KEY")
    chat_url: str | None = Field(None, validation_alias="HELIODESK_CHAT_URL")
    """Up to and with the version: `http://127.0.0.1:8000/v1`."""
    chat_key: SecretStr | None = Field(None, validation_alias="HELIODESK_CHAT_KEY")
    chat_model: str | None = Field(None, validation_alias="HELIODESK_CHAT_MODEL")
    chat_languages: Annotated[tuple[str, ...], NoDecode] = Field(
        _CHAT_LANGUAGES, validation_alias="HELIODESK_CHAT_LANGUAGES"
    )
    """BCP 47, separated by commas: what the model is trusted with, since no endpoint tells."""

    @field_validator("chat_languages", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(each.strip() for each in value.split(",")) if isinstance(value, str) else value

    @field_validator("chat_languages")
    @classmethod
    def _are_languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [each for each in value if not known_language(each)]
        if unknown:
            raise ValueError(f"are no BCP 47 languages: {', '.join(unknown)}")
        return value

    @model_validator(mode="after")
    def _chat_is_whole(self) -> EngineSettings:
        if bool(self.chat_url) != bool(self.chat_model):
            raise ValueError("HELIODESK_CHAT_URL and HELIODESK_CHAT_MODEL go together")
        return self
