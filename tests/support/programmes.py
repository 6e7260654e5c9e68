"""Programmes in the words of a test."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import yaml
from heliodesk.loyalty.v1 import programme_types_pb2

from services.cli.local.servers import ROOT
from services.kit.convert import from_json, from_proto
from services.kit.process import running
from services.kit.settings import Settings
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.specs import (
    EarnBand,
    EarnRule,
    MarketTerms,
    PointValue,
    ProgrammeSpec,
    Tier,
    TierLadder,
)
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from services.loyalty.domain.rates import Rounding
from services.loyalty.domain.words import DebtPolicy
from services.loyalty.programme.app import DOCUMENTS, start
from services.loyalty.programmes import Programmes

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SAMPLE_FILE = ROOT / "samples" / "programme.yaml"

BASE = EarnRule("base", (EarnBand(0, 0, points=1, minor_units=100),), Rounding.DOWN)
GERMANY = MarketTerms("DE", return_days=14, validity_months=24, zone="Europe/Berlin", rewards_allowed=True)
PLAIN = ProgrammeSpec(
    currency="EUR",
    point_value=PointValue(1, 2),
    markets=(GERMANY,),
    default_market="DE",
    debt_policy=DebtPolicy.CARRY,
    earn_rules=(BASE,),
)
"""The least that a shop can say."""


def programme(revision: int = 1, **changed: Any) -> Programme:
    """A plain one, but for what is changed."""
    return Programme(revision, replace(PLAIN, **changed))


def ladder(
    window: TierWindow = TierWindow.MONTHS,
    length: int = 12,
    *,
    measure: TierMeasure = TierMeasure.SPEND,
    grace_days: int = 0,
    **thresholds: int,
) -> TierLadder:
    tiers = thresholds or {"silver": 20_000, "gold": 60_000}
    return TierLadder(measure, window, tuple(Tier(*one) for one in tiers.items()), length, grace_days)


async def run_programmes(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """A process that keeps programmes alone, until `stop` is set."""
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(*DOCUMENTS)
        await process.serve(start(process, Programmes(process.database, process.clock.now)))
        process.relay()
        await process.until_stopped()


@cache
def sample_message() -> programme_types_pb2.Programme:
    return from_json(yaml.safe_load(SAMPLE_FILE.read_text(encoding="utf-8")), programme_types_pb2.Programme)


@cache
def sample() -> ProgrammeSpec:
    """What samples/programme.yaml says."""
    return from_proto(sample_message(), ProgrammeSpec)
