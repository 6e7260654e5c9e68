"""Revisions of a programme, and versions of its rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from heliodesk.loyalty.v1 import programme_events_pb2, programme_types_pb2

from services.kit.convert import from_document, from_proto, to_document, to_proto
from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.programme.offers import LineSelector, LocalName, name_in
from services.loyalty.domain.programme.publishing import KeptProgramme, ProgrammePublished, publish
from services.loyalty.domain.programme.specs import ProgrammeSpec, SkuCategory
from tests.support.programmes import BASE, NOW, PLAIN, sample, sample_message

LAMPS = replace(BASE, name="lamps", lines=LineSelector(categories=("lamps",)))
CATEGORY = SkuCategory("lamps", ("LUMO",))


def then(kept: KeptProgramme | None, **changed: Any) -> KeptProgramme:
    based_on = kept.newest.revision if kept is not None else 0
    return publish(kept, "kumo", replace(PLAIN, **changed), based_on, "", NOW)[0]


def versions(kept: KeptProgramme) -> list[str]:
    return [f"{rule.name}@{rule.version}" for rule in kept.newest.programme.earn_rules]


def test_each_programme_is_a_revision_and_told_whole():
    first, event = publish(None, "kumo", sample(), 0, "spring", NOW)
    assert (first.newest.revision, first.newest.published_at, first.newest.note) == (1, NOW, "spring")
    assert event == ProgrammePublished(first.newest.programme, 1, NOW, "spring")
    second, event = publish(first, "kumo", PLAIN, 1, "", NOW + timedelta(hours=1))
    assert (second.newest.revision, event.revision, second.newest.compiled.revision) == (2, 2, 2)
    assert second.newest.compiled.line_rate("EUR", "MUG", "DE", "", 100)[1] == "base@1"


@pytest.mark.parametrize("based_on", [0, 2, 7])
def test_a_programme_that_was_made_from_another_revision_is_refused(based_on):
    with pytest.raises(Refused) as caught:
        publish(then(None), "kumo", PLAIN, based_on, "", NOW)
    assert (caught.value.reason, caught.value.kind) == ("REVISION_CHANGED", RefusalKind.CONFLICT)


def test_a_revision_is_never_published_before_the_one_that_it_follows():
    later = publish(then(None), "kumo", PLAIN, 1, "", NOW - timedelta(seconds=5))[0]
    assert later.newest.published_at == NOW


def test_a_rule_has_a_new_version_when_it_says_something_else():
    first = then(None, earn_rules=(LAMPS, BASE), categories=(CATEGORY,))
    assert versions(first) == ["lamps@1", "base@1"]
    same = then(first, earn_rules=(LAMPS, replace(BASE, version=9)), categories=(CATEGORY,))
    assert versions(same) == ["lamps@1", "base@1"]
    dearer = replace(BASE, bands=(replace(BASE.bands[0], points=2),))
    assert versions(then(same, earn_rules=(LAMPS, dearer), categories=(CATEGORY,))) == ["lamps@1", "base@2"]
    wider = replace(CATEGORY, sku_prefixes=("LUMO", "CALMA"))
    assert versions(then(same, earn_rules=(LAMPS, BASE), categories=(wider,))) == ["lamps@2", "base@1"]


def test_a_rule_that_comes_back_goes_on_where_its_versions_ended():
    gone = then(then(None, earn_rules=(LAMPS, BASE), categories=(CATEGORY,)))
    assert versions(gone) == ["base@1"]
    assert versions(then(gone, earn_rules=(LAMPS, BASE), categories=(CATEGORY,))) == ["lamps@2", "base@1"]


def test_a_programme_is_the_same_in_the_contract_and_in_the_store():
    kept, event = publish(None, "kumo", sample(), 0, "spring", NOW)
    assert from_document(to_document(kept), KeptProgramme) == kept
    message = to_proto(event, programme_events_pb2.ProgrammePublished)
    assert from_proto(message, ProgrammePublished) == event
    assert to_proto(from_proto(sample_message(), ProgrammeSpec), programme_types_pb2.Programme) == sample_message()


def test_the_revision_says_what_is_offered_where():
    made = publish(None, "kumo", sample(), 0, "", NOW)[0].newest.compiled
    offer = made.reward_offer("five-off", "JP")
    assert (offer.valid_days, offer.value.minor_units, offer.value.currency) == (60, 800, "JPY")
    assert made.reward_offer("five-off", "US") is None and made.reward_offer("no-such", "DE") is None
    assert (made.reward("five-off").price("platinum"), made.reward("five-off").price("gold")) == (450, 500)
    assert [made.lottery_allowed(market) for market in ("CH", "DE", "XX", "")] == [True, False, False, False]
    assert made.campaign("spring-light").budget == 100_000 and made.campaign("no-such") is None
    assert made.contents["photo_review"].points == 50 and made.referral.chain_depth == 5


@pytest.mark.parametrize(
    ("language", "shown"), [("de", "Silber"), ("de-AT", "Silber"), ("fr", "Silver"), ("pt-BR", "Prata"), ("", "Silver")]
)
def test_a_name_is_in_the_members_language_or_in_the_first_one(language, shown):
    names = LocalName("en", "Silver"), LocalName("de", "Silber"), LocalName("pt-br", "Prata")
    assert name_in(names, language, "silver") == shown
    assert name_in((), language, "silver") == "silver"
