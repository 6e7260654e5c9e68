"""What a shop changes of the profiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from heliodesk.translation.v1 import tone_service_pb2

from services.kit.convert import from_document, from_proto, to_document, to_proto
from services.kit.errors import RefusalKind, Refused
from services.translation.domain.tone import Form, Severity, ToneProfile, check_tone
from services.translation.domain.tone.overrides import (
    ForbiddenPhrase,
    KeptTone,
    MarketOverrides,
    RuleSeverity,
    ShopClosing,
    ToneOverrides,
    overridden,
    publish,
)
from services.translation.tone.loading import builtin

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LIFELONG = ForbiddenPhrase(
    "lebenslang kostenlos", Severity.ERROR, "We have never promised that", "", "dauerhaft günstig"
)
SHOP = ToneOverrides(
    (
        MarketOverrides(
            "DE",
            rules_off=("de.sie",),
            severities=(RuleSeverity("de.emoji-chat", Severity.ERROR),),
            forbidden=(LIFELONG,),
            closings=(ShopClosing("de-DE", "Herzliche Wünsche aus Lübeck"),),
        ),
    )
)


def of(market: str, overrides: ToneOverrides = SHOP) -> ToneProfile:
    return overridden(builtin()[market], overrides, 3)


def rules(profile: ToneProfile, text: str, language: str = "", form: Form = Form.CHAT) -> list[tuple[str, str]]:
    return [(one.rule, one.severity.value) for one in check_tone(profile, text, language, form=form)]


def test_a_rule_that_is_off_finds_nothing():
    assert ("de.sie", "error") in rules(builtin()["DE"], "Wir helfen dir.")
    assert rules(of("DE"), "Wir helfen dir.") == []


def test_a_rule_is_as_grave_as_the_shop_says():
    assert rules(builtin()["DE"], "Gern 😀😀") == [("de.emoji-chat", "hint")]
    assert rules(of("DE"), "Gern 😀😀") == [("de.emoji-chat", "error")]


@pytest.mark.parametrize("text", ["Lebenslang kostenlos!", "lebenslang\nkostenlos", "LEBENSLANG  KOSTENLOS"])
def test_a_phrase_of_the_shop_s_own_is_forbidden_however_it_is_written(text):
    (finding,) = check_tone(of("DE"), text, form=Form.CHAT)
    assert (finding.rule, finding.suggestion) == ("shop.forbidden.1", "dauerhaft günstig")
    assert finding.reason == LIFELONG.reason


@pytest.mark.parametrize("text", ["lebenslang kostenlose Lieferung", "„lebenslang kostenlos“ gilt anderswo"])
def test_a_phrase_is_words_of_the_writer(text):
    assert rules(of("DE"), text) == []


def test_a_phrase_is_text_and_no_expression():
    shop = ToneOverrides((MarketOverrides("JP", forbidden=(replace(LIFELONG, phrase="最安(+税)", language="ja-JP"),)),))
    assert rules(of("JP", shop), "当店が最安(+税)でございます。") == [("shop.forbidden.1", "error")]
    assert rules(of("JP", shop), "当店が最安でございます。") == []


def test_a_phrase_without_a_language_is_forbidden_in_all():
    assert rules(of("DE"), "Our lamps are lebenslang kostenlos.", "en") == [("shop.forbidden.1", "error")]
    one = replace(SHOP.markets[0], forbidden=(replace(LIFELONG, language="de-DE"),))
    assert rules(of("DE", ToneOverrides((one,))), "Our lamps are lebenslang kostenlos.", "en") == []


def test_the_shop_closes_in_its_own_way_and_may_in_the_market_s():
    text = "Guten Tag,\n\nIhr Paket ist gestern hier angekommen und wird heute noch geprüft.\n\n"
    profile = of("DE")
    assert (
        profile.closing() == "Herzliche Wünsche aus Lübeck" and builtin()["DE"].closing() == "Mit freundlichen Grüßen"
    )
    for closing in ("Herzliche Wünsche aus Lübeck", "Beste Grüße"):
        assert rules(profile, text + closing, form=Form.LETTER) == []
    assert ("de.gruss", "warning") in rules(builtin()["DE"], text + "Herzliche Wünsche aus Lübeck", form=Form.LETTER)


def test_another_market_stays_as_it_is():
    assert of("FR").tones == builtin()["FR"].tones and of("FR").revision == 3


# --- publishing


def then(kept: KeptTone | None, overrides: ToneOverrides = SHOP, **said: object) -> KeptTone:
    based_on = kept.newest.revision if kept else 0
    return publish(kept, "kumo", overrides, **{"based_on": based_on, "note": "", "now": NOW} | said, profiles=builtin())


def test_what_is_published_is_the_next_revision():
    first = then(None, note="ours")
    assert (first.newest.revision, first.newest.note, first.newest.published_at) == (1, "ours", NOW)
    second = then(first, ToneOverrides(), now=NOW - timedelta(hours=1))
    assert (second.newest.revision, second.newest.published_at) == (2, NOW)


@pytest.mark.parametrize("based_on", [0, 2])
def test_what_was_made_from_another_revision_is_refused(based_on):
    with pytest.raises(Refused) as caught:
        then(then(None), based_on=based_on)
    assert (caught.value.reason, caught.value.kind) == ("REVISION_CHANGED", RefusalKind.CONFLICT)


def test_all_that_names_nothing_is_said_at_once():
    wrong = MarketOverrides(
        "DE",
        rules_off=("de.sie", "de.sie", "fr.vous"),
        severities=(RuleSeverity("de.nothing", Severity.HINT),),
        forbidden=(replace(LIFELONG, language="fr-FR"),),
        closings=(ShopClosing("de", "Servus"),),
    )
    with pytest.raises(Refused) as caught:
        then(None, ToneOverrides((wrong, wrong, MarketOverrides("IT"))))
    assert {one.field for one in caught.value.violations} >= {
        "overrides.markets.0.rules_off.1",
        "overrides.markets.0.rules_off.2",
        "overrides.markets.0.severities.0.rule",
        "overrides.markets.0.forbidden.0.language",
        "overrides.markets.0.closings.0.language",
        "overrides.markets.1.market",
        "overrides.markets.2.market",
    }


def test_overrides_are_the_same_in_the_contract_and_in_the_store():
    assert from_document(to_document(then(None)), KeptTone) == then(None)
    assert from_proto(to_proto(SHOP, tone_service_pb2.ToneOverrides), ToneOverrides) == SHOP
