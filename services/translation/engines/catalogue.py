"""Which engines there are: those that the environment sets up, best first where a shop has no policy of its own."""

from __future__ import annotations

from services.translation.domain.engine import Engine
from services.translation.engines.apertium import ApertiumApy
from services.translation.engines.chat import ChatModel
from services.translation.engines.libretranslate import LibreTranslate
from services.translation.engines.settings import EngineSettings


def engines_of(settings: EngineSettings, apertium_url: str) -> list[Engine]:
    """One of each that is configured, and Apertium always; none has been asked yet. Close them."""
    engines: list[Engine] = []
    if settings.deepl_key:
        engines.append(_deepl(settings))
    if settings.google_project:
        engines.append(_google(settings))
    if settings.chat_url:
        engines.append(ChatModel(settings.chat_url, settings.chat_model, settings.chat_languages, settings.chat_key))
    if settings.libretranslate_url:
        engines.append(LibreTranslate(settings.libretranslate_url, settings.libretranslate_key))
    engines.append(ApertiumApy(apertium_url))
    return engines


# Their libraries cost memory and time, which only who uses them should pay.


def _deepl(settings: EngineSettings) -> Engine:
    from services.translation.engines.deepl import DeepL

    return DeepL(settings.deepl_key, settings.deepl_url)


def _google(settings: EngineSettings) -> Engine:
    from services.translation.engines.google import GoogleTranslate

    return GoogleTranslate(
        settings.google_project, settings.google_credentials, settings.google_location, settings.google_endpoint
    )
