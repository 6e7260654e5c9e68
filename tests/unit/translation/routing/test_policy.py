"""What a shop's policy says of a pair, what may be published, and what it says when nothing was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.kit.errors import RefusalKind, Refused
from services.kit.money import Money
from services.translation.domain.routing.policy import UNPUBLISHED, EngineTerms, Policy, PolicySpec, RouteSpec
from services.translation.domain.routing.publishing import KeptPolicy, publish

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
CONFIGURED = ("apertium", "deepl", "google")


def policy(**routes: Any) -> Policy:
    """`policy(**{"ja>*": "deepl google"})`"""
    return Policy(1, PolicySpec(tuple(RouteSpec(pair, tuple(names.split())) for pair, names in routes.items())))


def published(spec: PolicySpec, kept: KeptPolicy | None = None, based_on: int = 0, now: datetime = NOW) -> KeptPolicy:
    return publish(kept, "kumo", spec, based_on, "", CONFIGURED, now)


def faults(spec: PolicySpec) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        published(spec)
    assert caught.value.reason == "INVALID_FIELDS"
    return [(one.field, one.reason) for one in caught.value.violations]


# --- routes


def test_a_shop_without_a_policy_leaves_it_to_the_deployment() -> None:
    assert UNPUBLISHED.engines_for("ja", "en", CONFIGURED) == CONFIGURED
    assert (UNPUBLISHED.agent_language, UNPUBLISHED.human_translator, UNPUBLISHED.memory_threshold) == ("", False, 0.75)


def test_so_does_one_that_names_no_routes() -> None:
    assert policy().engines_for("ja", "en", CONFIGURED) == CONFIGURED


@pytest.mark.parametrize(
    ("source", "target", "engine"),
    [
        ("ja", "de", "both"),
        ("ja", "en", "source"),
        ("fr", "de", "target"),
        ("fr", "en", "any"),
        ("pt-BR", "en", "region"),
        ("pt-PT", "en", "language"),
    ],
)
def test_the_most_exact_route_decides(source: str, target: str, engine: str) -> None:
    routes = {
        "*>*": "any",
        "ja>*": "source",
        "*>de": "target",
        "ja>de": "both",
        "pt>*": "language",
        "pt-BR>*": "region",
    }
    for given in (routes, dict(reversed(routes.items()))):
        names = ("both", "source", "target", "any", "region", "language")
        assert policy(**given).engines_for(source, target, names) == (engine,)


def test_at_a_draw_the_one_decides_that_names_the_target() -> None:
    for given in ({"ja>*": "source", "*>de": "target"}, {"*>de": "target", "ja>*": "source"}):
        assert policy(**given).engines_for("ja", "de", ("source", "target")) == ("target",)


def test_engines_are_asked_in_the_order_of_the_route() -> None:
    assert policy(**{"ja>*": "google apertium"}).engines_for("ja", "en", CONFIGURED) == ("google", "apertium")


def test_a_pair_that_no_route_is_for_goes_to_no_engine() -> None:
    assert policy(**{"ja>*": "deepl"}).engines_for("ar", "en", CONFIGURED) == ()


def test_a_route_without_engines_is_for_people() -> None:
    assert policy(**{"*>*": "deepl", "*>ar": ""}).engines_for("en", "ar", CONFIGURED) == ()


def test_an_engine_that_is_configured_no_more_is_passed_over() -> None:
    assert policy(**{"ja>*": "gone deepl"}).engines_for("ja", "en", CONFIGURED) == ("deepl",)


# --- terms


def test_an_engine_of_which_nothing_is_said_is_free_and_without_limit() -> None:
    terms = UNPUBLISHED.terms("deepl")
    assert (terms.monthly_characters, terms.price_per_million, terms.within(7)) == (0, None, 7)


def test_an_engine_takes_no_longer_than_it_may() -> None:
    terms = Policy(1, PolicySpec(engines=(EngineTerms("deepl", timeout_ms=1500),))).terms("deepl")
    assert (terms.within(7), terms.within(1)) == (1.5, 1)


# --- publishing


def test_revisions_count_from_one_and_never_go_back_in_time() -> None:
    first = published(PolicySpec(human_translator=True))
    assert (first.newest.revision, first.newest.published_at) == (1, NOW)
    second = published(PolicySpec(), first, 1, NOW - timedelta(hours=1))
    assert (second.newest.revision, second.newest.published_at) == (2, NOW)
    assert second.newest.compiled == Policy(2, PolicySpec())


def test_who_has_changed_an_old_revision_is_told() -> None:
    first = published(PolicySpec())
    for kept, based_on in ((None, 1), (first, 0), (first, 2)):
        with pytest.raises(Refused) as caught:
            published(PolicySpec(), kept, based_on)
        assert (caught.value.reason, caught.value.kind) == ("REVISION_CHANGED", RefusalKind.CONFLICT)


def test_an_engine_that_nobody_has_configured_is_refused_with_those_that_are() -> None:
    spec = PolicySpec((RouteSpec("ja>*", ("deepl", "bing")),), (EngineTerms("yandex"),))
    with pytest.raises(Refused, match="there is no engine 'bing': there are apertium, deepl, google"):
        published(spec)
    assert faults(spec) == [
        ("policy.routes.0.engines.1", "UNKNOWN_ENGINE"),
        ("policy.engines.0.engine", "UNKNOWN_ENGINE"),
    ]


@pytest.mark.parametrize(
    ("spec", "field", "reason"),
    [
        (PolicySpec((RouteSpec("qq>en"),)), "routes.0.pair", "UNKNOWN_LANGUAGE"),
        (PolicySpec((RouteSpec("*>de-XY12345678"),)), "routes.0.pair", "UNKNOWN_LANGUAGE"),
        (PolicySpec((RouteSpec("es>es-MX"),)), "routes.0.pair", "SAME_LANGUAGE"),
        (PolicySpec((RouteSpec("ja>*"), RouteSpec("ja>*"))), "routes.1.pair", "DUPLICATE"),
        (PolicySpec((RouteSpec("ja>*", ("deepl", "deepl")),)), "routes.0.engines.1", "DUPLICATE"),
        (PolicySpec(engines=(EngineTerms("deepl"), EngineTerms("deepl"))), "engines.1.engine", "DUPLICATE"),
        (
            PolicySpec(engines=(EngineTerms("deepl", price_per_million=Money(-1, "EUR")),)),
            "engines.0.price_per_million.minor_units",
            "TOO_SMALL",
        ),
        (PolicySpec(memory_threshold_percent=49), "memory_threshold_percent", "TOO_SMALL"),
    ],
)
def test_what_cant_be_is_told_by_its_field(spec: PolicySpec, field: str, reason: str) -> None:
    assert faults(spec) == [(f"policy.{field}", reason)]


def test_the_threshold_is_a_share_of_one() -> None:
    assert replace(UNPUBLISHED, spec=PolicySpec(memory_threshold_percent=90)).memory_threshold == 0.9
