"""What a shop changes of the tone profiles: it is published whole, as a new revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import regex

from services.kit.errors import RefusalKind, Refused
from services.kit.faults import Faults
from services.translation.domain.tone.profile import LocaleTone, ToneProfile
from services.translation.domain.tone.reading import name_pattern
from services.translation.domain.tone.rules import Pattern, Phrase, Rule
from services.translation.domain.tone.words import Aspect, Severity


@dataclass(frozen=True, slots=True)
class RuleSeverity:
    rule: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class ForbiddenPhrase:
    """The words as they are, in whatever case. `language` empty: in every language of the market, and elsewhere."""

    phrase: str
    severity: Severity
    reason: str
    language: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class ShopClosing:
    """`language` is one of the market's locales, `text` how the shop closes a letter in it."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class MarketOverrides:
    market: str
    rules_off: tuple[str, ...] = ()
    severities: tuple[RuleSeverity, ...] = ()
    forbidden: tuple[ForbiddenPhrase, ...] = ()
    closings: tuple[ShopClosing, ...] = ()


@dataclass(frozen=True, slots=True)
class ToneOverrides:
    markets: tuple[MarketOverrides, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """`revision` counts from 1; it is in force from `published_at` (UTC) on."""

    revision: int
    published_at: datetime
    note: str
    overrides: ToneOverrides


@dataclass(frozen=True, slots=True)
class KeptTone:
    """A shop's newest revision."""

    tenant: str
    newest: Revision


def publish(
    kept: KeptTone | None,
    tenant: str,
    overrides: ToneOverrides,
    based_on: int,
    note: str,
    now: datetime,
    profiles: Mapping[str, ToneProfile],
) -> KeptTone:
    """The next revision. `based_on` is the one that the shop has changed. Raises Refused (REVISION_CHANGED,
    INVALID_FIELDS)."""
    current = kept.newest.revision if kept is not None else 0
    if based_on != current:
        message = f"the revision of the tone is {current} by now, not {based_on}"
        raise Refused("REVISION_CHANGED", message, RefusalKind.CONFLICT)
    _check(overrides, profiles)
    # Never before the revision that it follows, whatever the clocks of two processes say.
    at = max(now.astimezone(UTC), kept.newest.published_at) if kept is not None else now.astimezone(UTC)
    return KeptTone(tenant, Revision(current + 1, at, note, overrides))


def overridden(profile: ToneProfile, overrides: ToneOverrides, revision: int) -> ToneProfile:
    """The profile as the shop has it."""
    own = next((one for one in overrides.markets if one.market == profile.market), None)
    if own is None:
        return replace(profile, revision=revision)
    tones = tuple(_tone(tone, own) for tone in profile.tones)
    return replace(profile, tones=tones, elsewhere=_tone(profile.elsewhere, own), revision=revision)


def _tone(tone: LocaleTone, own: MarketOverrides) -> LocaleTone:
    severities = {one.rule: one.severity for one in own.severities}
    rules = [
        replace(rule, severity=severities.get(rule.id, rule.severity))
        for rule in tone.rules
        if rule.id not in own.rules_off
    ]
    rules += [
        _forbidden(number, phrase)
        for number, phrase in enumerate(own.forbidden, 1)
        if phrase.language in ("", tone.locale)
    ]
    closings = dict.fromkeys([one.text for one in own.closings if one.language == tone.locale])
    return replace(tone, rules=tuple(rules), closings=(*closings, *(c for c in tone.closings if c not in closings)))


def _forbidden(number: int, said: ForbiddenPhrase) -> Rule:
    return Pattern(
        id=f"shop.forbidden.{number}",
        aspect=Aspect.FORBIDDEN,
        severity=said.severity,
        reason=said.reason,
        suggestion=said.suggestion,
        good=(),
        bad=(),
        phrases=(Phrase(_spaced(said.phrase)),),
    )


def _spaced(phrase: str) -> str:
    """Any space between the words will do, a line's end too."""
    return regex.sub(r"(?:\\ )+", r"\\s+", name_pattern(" ".join(phrase.split())).pattern)


# --- what may be published


def _check(overrides: ToneOverrides, profiles: Mapping[str, ToneProfile]) -> None:
    faults = Faults("overrides")
    faults.twice([one.market for one in overrides.markets], lambda number: f"markets.{number}.market")
    for number, one in enumerate(overrides.markets):
        field, profile = f"markets.{number}", profiles.get(one.market)
        if profile is None:
            faults.add(f"{field}.market", "UNKNOWN_MARKET", f"there is no tone profile for {one.market}")
            continue
        _check_rules(one, profile, field, faults)
        locales = [tone.locale for tone in profile.tones]
        for place, said in enumerate(one.forbidden):
            if said.language:
                _among(said.language, locales, f"{field}.forbidden.{place}.language", faults)
        for place, closing in enumerate(one.closings):
            _among(closing.language, locales, f"{field}.closings.{place}.language", faults)
    faults.check()


def _check_rules(one: MarketOverrides, profile: ToneProfile, field: str, faults: Faults) -> None:
    known = {rule.id for tone in (*profile.tones, profile.elsewhere) for rule in tone.rules}
    faults.twice(one.rules_off, lambda place: f"{field}.rules_off.{place}")
    faults.twice([said.rule for said in one.severities], lambda place: f"{field}.severities.{place}.rule")
    for place, rule in enumerate(one.rules_off):
        _among(rule, known, f"{field}.rules_off.{place}", faults)
    for place, said in enumerate(one.severities):
        _among(said.rule, known, f"{field}.severities.{place}.rule", faults)


def _among(value: str, known: Iterable[str], field: str, faults: Faults) -> None:
    if value not in known:
        faults.add(field, "UNKNOWN", f"{value} is none that the market's profile has")
