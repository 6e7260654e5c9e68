"""Translation providers as their published HTTP APIs show them, on 127.0.0.1: the real clients can't tell."""

from tests.support.engine_fakes.chat import FakeChat
from tests.support.engine_fakes.deepl import FakeDeepL
from tests.support.engine_fakes.google import FakeGoogle
from tests.support.engine_fakes.libretranslate import FakeLibreTranslate
from tests.support.engine_fakes.provider import FakeProvider

__all__ = ["FakeChat", "FakeDeepL", "FakeGoogle", "FakeLibreTranslate", "FakeProvider"]
