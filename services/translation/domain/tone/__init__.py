"""Tone: how a shop speaks in a market, as rules that a draft is checked against."""

from services.translation.domain.tone.checking import Finding, check_tone
from services.translation.domain.tone.names import NOBODY, NameTemplates, PersonName, Salutation
from services.translation.domain.tone.profile import LocaleTone, ToneProfile
from services.translation.domain.tone.words import Aspect, Form, MessageKind, Severity

__all__ = [
    "NOBODY",
    "Aspect",
    "Finding",
    "Form",
    "LocaleTone",
    "MessageKind",
    "NameTemplates",
    "PersonName",
    "Salutation",
    "Severity",
    "ToneProfile",
    "check_tone",
]
