import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ToneSeverity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TONE_SEVERITY_UNSPECIFIED: _ClassVar[ToneSeverity]
    TONE_SEVERITY_ERROR: _ClassVar[ToneSeverity]
    TONE_SEVERITY_WARNING: _ClassVar[ToneSeverity]
    TONE_SEVERITY_HINT: _ClassVar[ToneSeverity]

class ToneAspect(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TONE_ASPECT_UNSPECIFIED: _ClassVar[ToneAspect]
    TONE_ASPECT_ADDRESS: _ClassVar[ToneAspect]
    TONE_ASPECT_HONORIFIC: _ClassVar[ToneAspect]
    TONE_ASPECT_GREETING: _ClassVar[ToneAspect]
    TONE_ASPECT_CLOSING: _ClassVar[ToneAspect]
    TONE_ASPECT_FORMALITY: _ClassVar[ToneAspect]
    TONE_ASPECT_APOLOGY: _ClassVar[ToneAspect]
    TONE_ASPECT_DIRECTNESS: _ClassVar[ToneAspect]
    TONE_ASPECT_DETAIL: _ClassVar[ToneAspect]
    TONE_ASPECT_EMOJI: _ClassVar[ToneAspect]
    TONE_ASPECT_NAME_ORDER: _ClassVar[ToneAspect]
    TONE_ASPECT_FORBIDDEN: _ClassVar[ToneAspect]
    TONE_ASPECT_SPELLING: _ClassVar[ToneAspect]
    TONE_ASPECT_FORMAT: _ClassVar[ToneAspect]

class ToneMessageKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TONE_MESSAGE_KIND_UNSPECIFIED: _ClassVar[ToneMessageKind]
    TONE_MESSAGE_KIND_ANSWER: _ClassVar[ToneMessageKind]
    TONE_MESSAGE_KIND_COMPLAINT: _ClassVar[ToneMessageKind]
    TONE_MESSAGE_KIND_REFUSAL: _ClassVar[ToneMessageKind]
    TONE_MESSAGE_KIND_NOTICE: _ClassVar[ToneMessageKind]

class ToneForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TONE_FORM_UNSPECIFIED: _ClassVar[ToneForm]
    TONE_FORM_LETTER: _ClassVar[ToneForm]
    TONE_FORM_CHAT: _ClassVar[ToneForm]

class Salutation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SALUTATION_UNSPECIFIED: _ClassVar[Salutation]
    SALUTATION_MR: _ClassVar[Salutation]
    SALUTATION_MS: _ClassVar[Salutation]

class ToneFormality(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TONE_FORMALITY_UNSPECIFIED: _ClassVar[ToneFormality]
    TONE_FORMALITY_FORMAL: _ClassVar[ToneFormality]
    TONE_FORMALITY_INFORMAL: _ClassVar[ToneFormality]
TONE_SEVERITY_UNSPECIFIED: ToneSeverity
TONE_SEVERITY_ERROR: ToneSeverity
TONE_SEVERITY_WARNING: ToneSeverity
TONE_SEVERITY_HINT: ToneSeverity
TONE_ASPECT_UNSPECIFIED: ToneAspect
TONE_ASPECT_ADDRESS: ToneAspect
TONE_ASPECT_HONORIFIC: ToneAspect
TONE_ASPECT_GREETING: ToneAspect
TONE_ASPECT_CLOSING: ToneAspect
TONE_ASPECT_FORMALITY: ToneAspect
TONE_ASPECT_APOLOGY: ToneAspect
TONE_ASPECT_DIRECTNESS: ToneAspect
TONE_ASPECT_DETAIL: ToneAspect
TONE_ASPECT_EMOJI: ToneAspect
TONE_ASPECT_NAME_ORDER: ToneAspect
TONE_ASPECT_FORBIDDEN: ToneAspect
TONE_ASPECT_SPELLING: ToneAspect
TONE_ASPECT_FORMAT: ToneAspect
TONE_MESSAGE_KIND_UNSPECIFIED: ToneMessageKind
TONE_MESSAGE_KIND_ANSWER: ToneMessageKind
TONE_MESSAGE_KIND_COMPLAINT: ToneMessageKind
TONE_MESSAGE_KIND_REFUSAL: ToneMessageKind
TONE_MESSAGE_KIND_NOTICE: ToneMessageKind
TONE_FORM_UNSPECIFIED: ToneForm
TONE_FORM_LETTER: ToneForm
TONE_FORM_CHAT: ToneForm
SALUTATION_UNSPECIFIED: Salutation
SALUTATION_MR: Salutation
SALUTATION_MS: Salutation
TONE_FORMALITY_UNSPECIFIED: ToneFormality
TONE_FORMALITY_FORMAL: ToneFormality
TONE_FORMALITY_INFORMAL: ToneFormality

class PersonName(_message.Message):
    __slots__ = ("given", "family", "full", "salutation")
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    FAMILY_FIELD_NUMBER: _ClassVar[int]
    FULL_FIELD_NUMBER: _ClassVar[int]
    SALUTATION_FIELD_NUMBER: _ClassVar[int]
    given: str
    family: str
    full: str
    salutation: Salutation
    def __init__(self, given: _Optional[str] = ..., family: _Optional[str] = ..., full: _Optional[str] = ..., salutation: _Optional[_Union[Salutation, str]] = ...) -> None: ...

class CheckToneRequest(_message.Message):
    __slots__ = ("text", "market", "language", "name", "kind", "form")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    text: str
    market: str
    language: str
    name: PersonName
    kind: ToneMessageKind
    form: ToneForm
    def __init__(self, text: _Optional[str] = ..., market: _Optional[str] = ..., language: _Optional[str] = ..., name: _Optional[_Union[PersonName, _Mapping]] = ..., kind: _Optional[_Union[ToneMessageKind, str]] = ..., form: _Optional[_Union[ToneForm, str]] = ...) -> None: ...

class ToneFinding(_message.Message):
    __slots__ = ("rule", "aspect", "severity", "start", "end", "text", "suggestion", "reason")
    RULE_FIELD_NUMBER: _ClassVar[int]
    ASPECT_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SUGGESTION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    rule: str
    aspect: ToneAspect
    severity: ToneSeverity
    start: int
    end: int
    text: str
    suggestion: str
    reason: str
    def __init__(self, rule: _Optional[str] = ..., aspect: _Optional[_Union[ToneAspect, str]] = ..., severity: _Optional[_Union[ToneSeverity, str]] = ..., start: _Optional[int] = ..., end: _Optional[int] = ..., text: _Optional[str] = ..., suggestion: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CheckToneResponse(_message.Message):
    __slots__ = ("findings", "locale", "revision")
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    LOCALE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    findings: _containers.RepeatedCompositeFieldContainer[ToneFinding]
    locale: str
    revision: int
    def __init__(self, findings: _Optional[_Iterable[_Union[ToneFinding, _Mapping]]] = ..., locale: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class GetToneProfileRequest(_message.Message):
    __slots__ = ("market",)
    MARKET_FIELD_NUMBER: _ClassVar[int]
    market: str
    def __init__(self, market: _Optional[str] = ...) -> None: ...

class NameTemplates(_message.Message):
    __slots__ = ("mr", "ms", "any", "unnamed")
    MR_FIELD_NUMBER: _ClassVar[int]
    MS_FIELD_NUMBER: _ClassVar[int]
    ANY_FIELD_NUMBER: _ClassVar[int]
    UNNAMED_FIELD_NUMBER: _ClassVar[int]
    mr: _containers.RepeatedScalarFieldContainer[str]
    ms: _containers.RepeatedScalarFieldContainer[str]
    any: _containers.RepeatedScalarFieldContainer[str]
    unnamed: str
    def __init__(self, mr: _Optional[_Iterable[str]] = ..., ms: _Optional[_Iterable[str]] = ..., any: _Optional[_Iterable[str]] = ..., unnamed: _Optional[str] = ...) -> None: ...

class ToneRule(_message.Message):
    __slots__ = ("id", "kind", "aspect", "severity", "reason", "suggestion", "kinds", "forms", "good", "bad")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ASPECT_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SUGGESTION_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    FORMS_FIELD_NUMBER: _ClassVar[int]
    GOOD_FIELD_NUMBER: _ClassVar[int]
    BAD_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: str
    aspect: ToneAspect
    severity: ToneSeverity
    reason: str
    suggestion: str
    kinds: _containers.RepeatedScalarFieldContainer[ToneMessageKind]
    forms: _containers.RepeatedScalarFieldContainer[ToneForm]
    good: _containers.RepeatedScalarFieldContainer[str]
    bad: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[str] = ..., aspect: _Optional[_Union[ToneAspect, str]] = ..., severity: _Optional[_Union[ToneSeverity, str]] = ..., reason: _Optional[str] = ..., suggestion: _Optional[str] = ..., kinds: _Optional[_Iterable[_Union[ToneMessageKind, str]]] = ..., forms: _Optional[_Iterable[_Union[ToneForm, str]]] = ..., good: _Optional[_Iterable[str]] = ..., bad: _Optional[_Iterable[str]] = ...) -> None: ...

class ToneLocale(_message.Message):
    __slots__ = ("locale", "formality", "address", "greeting", "closings", "rules")
    LOCALE_FIELD_NUMBER: _ClassVar[int]
    FORMALITY_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    GREETING_FIELD_NUMBER: _ClassVar[int]
    CLOSINGS_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    locale: str
    formality: ToneFormality
    address: NameTemplates
    greeting: NameTemplates
    closings: _containers.RepeatedScalarFieldContainer[str]
    rules: _containers.RepeatedCompositeFieldContainer[ToneRule]
    def __init__(self, locale: _Optional[str] = ..., formality: _Optional[_Union[ToneFormality, str]] = ..., address: _Optional[_Union[NameTemplates, _Mapping]] = ..., greeting: _Optional[_Union[NameTemplates, _Mapping]] = ..., closings: _Optional[_Iterable[str]] = ..., rules: _Optional[_Iterable[_Union[ToneRule, _Mapping]]] = ...) -> None: ...

class ToneProfile(_message.Message):
    __slots__ = ("market", "tones", "revision")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    TONES_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    market: str
    tones: _containers.RepeatedCompositeFieldContainer[ToneLocale]
    revision: int
    def __init__(self, market: _Optional[str] = ..., tones: _Optional[_Iterable[_Union[ToneLocale, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class GetToneProfileResponse(_message.Message):
    __slots__ = ("profile",)
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    profile: ToneProfile
    def __init__(self, profile: _Optional[_Union[ToneProfile, _Mapping]] = ...) -> None: ...

class ListToneProfilesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ToneMarket(_message.Message):
    __slots__ = ("market", "locales")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LOCALES_FIELD_NUMBER: _ClassVar[int]
    market: str
    locales: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, market: _Optional[str] = ..., locales: _Optional[_Iterable[str]] = ...) -> None: ...

class ListToneProfilesResponse(_message.Message):
    __slots__ = ("markets",)
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    markets: _containers.RepeatedCompositeFieldContainer[ToneMarket]
    def __init__(self, markets: _Optional[_Iterable[_Union[ToneMarket, _Mapping]]] = ...) -> None: ...

class RuleSeverity(_message.Message):
    __slots__ = ("rule", "severity")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    rule: str
    severity: ToneSeverity
    def __init__(self, rule: _Optional[str] = ..., severity: _Optional[_Union[ToneSeverity, str]] = ...) -> None: ...

class ForbiddenPhrase(_message.Message):
    __slots__ = ("phrase", "severity", "reason", "language", "suggestion")
    PHRASE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    SUGGESTION_FIELD_NUMBER: _ClassVar[int]
    phrase: str
    severity: ToneSeverity
    reason: str
    language: str
    suggestion: str
    def __init__(self, phrase: _Optional[str] = ..., severity: _Optional[_Union[ToneSeverity, str]] = ..., reason: _Optional[str] = ..., language: _Optional[str] = ..., suggestion: _Optional[str] = ...) -> None: ...

class ShopClosing(_message.Message):
    __slots__ = ("language", "text")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    language: str
    text: str
    def __init__(self, language: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class MarketOverrides(_message.Message):
    __slots__ = ("market", "rules_off", "severities", "forbidden", "closings")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    RULES_OFF_FIELD_NUMBER: _ClassVar[int]
    SEVERITIES_FIELD_NUMBER: _ClassVar[int]
    FORBIDDEN_FIELD_NUMBER: _ClassVar[int]
    CLOSINGS_FIELD_NUMBER: _ClassVar[int]
    market: str
    rules_off: _containers.RepeatedScalarFieldContainer[str]
    severities: _containers.RepeatedCompositeFieldContainer[RuleSeverity]
    forbidden: _containers.RepeatedCompositeFieldContainer[ForbiddenPhrase]
    closings: _containers.RepeatedCompositeFieldContainer[ShopClosing]
    def __init__(self, market: _Optional[str] = ..., rules_off: _Optional[_Iterable[str]] = ..., severities: _Optional[_Iterable[_Union[RuleSeverity, _Mapping]]] = ..., forbidden: _Optional[_Iterable[_Union[ForbiddenPhrase, _Mapping]]] = ..., closings: _Optional[_Iterable[_Union[ShopClosing, _Mapping]]] = ...) -> None: ...

class ToneOverrides(_message.Message):
    __slots__ = ("markets",)
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    markets: _containers.RepeatedCompositeFieldContainer[MarketOverrides]
    def __init__(self, markets: _Optional[_Iterable[_Union[MarketOverrides, _Mapping]]] = ...) -> None: ...

class ToneRevision(_message.Message):
    __slots__ = ("revision", "published_at", "note")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    revision: int
    published_at: _timestamp_pb2.Timestamp
    note: str
    def __init__(self, revision: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...

class PublishToneOverridesRequest(_message.Message):
    __slots__ = ("overrides", "based_on", "note", "validate_only")
    OVERRIDES_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    overrides: ToneOverrides
    based_on: int
    note: str
    validate_only: bool
    def __init__(self, overrides: _Optional[_Union[ToneOverrides, _Mapping]] = ..., based_on: _Optional[int] = ..., note: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishToneOverridesResponse(_message.Message):
    __slots__ = ("revision",)
    REVISION_FIELD_NUMBER: _ClassVar[int]
    revision: ToneRevision
    def __init__(self, revision: _Optional[_Union[ToneRevision, _Mapping]] = ...) -> None: ...

class GetToneOverridesRequest(_message.Message):
    __slots__ = ("revision",)
    REVISION_FIELD_NUMBER: _ClassVar[int]
    revision: int
    def __init__(self, revision: _Optional[int] = ...) -> None: ...

class GetToneOverridesResponse(_message.Message):
    __slots__ = ("overrides", "revision")
    OVERRIDES_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    overrides: ToneOverrides
    revision: ToneRevision
    def __init__(self, overrides: _Optional[_Union[ToneOverrides, _Mapping]] = ..., revision: _Optional[_Union[ToneRevision, _Mapping]] = ...) -> None: ...
