"""What is asked of the tone, and how profiles are shown, between the contract and the domain."""

from __future__ import annotations

from dataclasses import dataclass

from heliodesk.translation.v1 import tone_service_pb2 as calls

from services.kit.convert import to_proto
from services.translation.domain.engine import Formality
from services.translation.domain.tone import (
    Aspect,
    Form,
    LocaleTone,
    MessageKind,
    NameTemplates,
    PersonName,
    Severity,
    ToneProfile,
)
from services.translation.domain.tone.rules import KINDS, Rule

_KIND_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft to be checked, as the contract has it."""

    text: str
    market: str
    language: str
    name: PersonName | None
    kind: MessageKind | None
    form: Form | None


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    kind: str
    aspect: Aspect
    severity: Severity
    reason: str
    suggestion: str
    kinds: tuple[MessageKind, ...]
    forms: tuple[Form, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tone:
    locale: str
    formality: Formality | None
    address: NameTemplates
    greeting: NameTemplates
    closings: tuple[str, ...]
    rules: tuple[_Rule, ...]


def profile_message(profile: ToneProfile) -> calls.ToneProfile:
    tones = [to_proto(_shown(tone), calls.ToneLocale) for tone in profile.tones]
    return calls.ToneProfile(market=profile.market, tones=tones, revision=profile.revision)


def _shown(tone: LocaleTone) -> _Tone:
    rules = tuple(_shown_rule(rule) for rule in tone.rules)
    return _Tone(tone.locale, tone.formality, tone.address, tone.greeting, tone.closings, rules)


def _shown_rule(rule: Rule) -> _Rule:
    good, bad = (tuple(one.text for one in examples) for examples in (rule.good, rule.bad))
    kind = _KIND_NAMES[type(rule)]
    return _Rule(
        rule.id, kind, rule.aspect, rule.severity, rule.reason, rule.suggestion, rule.kinds, rule.forms, good, bad
    )
