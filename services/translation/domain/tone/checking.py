"""Checks a draft against a tone profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.translation.domain.tone.names import NOBODY, PersonName
from services.translation.domain.tone.profile import ToneProfile
from services.translation.domain.tone.reading import Draft, Reading, read
from services.translation.domain.tone.rules import AddressForm, Rule
from services.translation.domain.tone.rules.base import suggested
from services.translation.domain.tone.words import Aspect, Form, MessageKind, Severity

# Of one rule: who has said du twenty times has seen it by then.
MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` count characters of the draft; they are the same where something is missing. `text` is what
    stands there, `suggestion` what to write in its place, or what to do."""

    rule: str
    aspect: Aspect
    severity: Severity
    start: int
    end: int
    text: str
    suggestion: str
    reason: str


def check_tone(
    profile: ToneProfile,
    text: str,
    language: str = "",
    *,
    name: PersonName = NOBODY,
    kind: MessageKind = MessageKind.ANSWER,
    form: Form = Form.LETTER,
) -> tuple[Finding, ...]:
    """In the order of the text. `language` is the text's (BCP 47); empty: the market's usual one."""
    tone = profile.tone(language)
    reading = read(Draft(text, name, kind, form), tone.language, tone.closings, tone.said(name))
    findings = [one for rule in tone.rules for one in findings_of(rule, reading)]
    return tuple(sorted(findings, key=lambda one: (one.start, one.end)))


def findings_of(rule: Rule, reading: Reading) -> Iterator[Finding]:
    if not rule.holds_for(reading.draft):
        return
    severity = rule.severity
    for number, hit in enumerate(rule.hits(reading)):
        if number == MOST_FINDINGS:
            return
        if number == 0 and isinstance(rule, AddressForm) and rule.is_mixed(reading):
            severity = Severity.ERROR
        start, end = reading.place(hit.start, hit.end)
        say = suggested(hit.say, reading) or suggested(rule.suggestion, reading)
        yield Finding(rule.id, rule.aspect, severity, start, end, reading.draft.text[start:end], say, rule.reason)
