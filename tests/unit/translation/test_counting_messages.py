"""Messages are counted by the customer's language, and by what became of them."""

from types import SimpleNamespace

import pytest
from prometheus_client import REGISTRY

from services.translation import messages as messages_module
from services.translation.domain.translation import Outcome, Reason, Rendition
from services.translation.messages import Messages


def counted(**labels):
    return REGISTRY.get_sample_value("heliodesk_translation_messages_total", labels) or 0


def messages(rendition):
    async def translate(wanted):
        return rendition

    policy = SimpleNamespace(agent_language="", human_translator=False)
    routing = SimpleNamespace(policy=lambda tenant: policy)
    return Messages(SimpleNamespace(translate=translate), routing, None, "en")


@pytest.fixture(autouse=True)
def no_market_is_formal(monkeypatch):
    monkeypatch.setattr(messages_module, "formality_of", lambda profiles, tenant, language: None)


async def test_a_customers_message_counts_under_its_language_whatever_its_region():
    label = {"direction": "inbound", "language": "pt", "outcome": "translated", "reason": ""}
    before = counted(**label)
    await messages(Rendition(Outcome.TRANSLATED, "pt-BR", "en", text="Hello")).received("demo", "Olá")
    assert counted(**label) == before + 1


async def test_what_is_left_as_it_is_counts_with_its_reason():
    label = {"direction": "inbound", "language": "", "outcome": "untranslated", "reason": "unknown_language"}
    before = counted(**label)
    unknown = Rendition(Outcome.UNTRANSLATED, None, "en", reason=Reason.UNKNOWN_LANGUAGE)
    await messages(unknown).received("demo", "hmpf")
    assert counted(**label) == before + 1


async def test_a_reply_counts_under_the_language_of_whom_it_goes_to():
    label = {"direction": "outbound", "language": "es", "outcome": "translated", "reason": ""}
    before = counted(**label)
    await messages(Rendition(Outcome.TRANSLATED, "en", "es", text="Hola")).replied("demo", "Hello", "es")
    assert counted(**label) == before + 1


async def test_a_reply_to_somebody_whose_language_nobody_knows_counts_as_such():
    label = {"direction": "outbound", "language": "", "outcome": "untranslated", "reason": "unknown_language"}
    before = counted(**label)
    await messages(None).replied("demo", "Hello", "")
    assert counted(**label) == before + 1
