import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EngineHealth(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ENGINE_HEALTH_UNSPECIFIED: _ClassVar[EngineHealth]
    ENGINE_HEALTH_WORKING: _ClassVar[EngineHealth]
    ENGINE_HEALTH_TRYING: _ClassVar[EngineHealth]
    ENGINE_HEALTH_AWAY: _ClassVar[EngineHealth]
    ENGINE_HEALTH_SPENT: _ClassVar[EngineHealth]
ENGINE_HEALTH_UNSPECIFIED: EngineHealth
ENGINE_HEALTH_WORKING: EngineHealth
ENGINE_HEALTH_TRYING: EngineHealth
ENGINE_HEALTH_AWAY: EngineHealth
ENGINE_HEALTH_SPENT: EngineHealth

class TranslationRoute(_message.Message):
    __slots__ = ("pair", "engines")
    PAIR_FIELD_NUMBER: _ClassVar[int]
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    pair: str
    engines: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, pair: _Optional[str] = ..., engines: _Optional[_Iterable[str]] = ...) -> None: ...

class EngineTerms(_message.Message):
    __slots__ = ("engine", "monthly_characters", "price_per_million", "timeout_ms")
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    MONTHLY_CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    PRICE_PER_MILLION_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_MS_FIELD_NUMBER: _ClassVar[int]
    engine: str
    monthly_characters: int
    price_per_million: _types_pb2.Money
    timeout_ms: int
    def __init__(self, engine: _Optional[str] = ..., monthly_characters: _Optional[int] = ..., price_per_million: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., timeout_ms: _Optional[int] = ...) -> None: ...

class TranslationPolicy(_message.Message):
    __slots__ = ("routes", "engines", "human_translator", "agent_language", "memory_threshold_percent")
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    HUMAN_TRANSLATOR_FIELD_NUMBER: _ClassVar[int]
    AGENT_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    MEMORY_THRESHOLD_PERCENT_FIELD_NUMBER: _ClassVar[int]
    routes: _containers.RepeatedCompositeFieldContainer[TranslationRoute]
    engines: _containers.RepeatedCompositeFieldContainer[EngineTerms]
    human_translator: bool
    agent_language: str
    memory_threshold_percent: int
    def __init__(self, routes: _Optional[_Iterable[_Union[TranslationRoute, _Mapping]]] = ..., engines: _Optional[_Iterable[_Union[EngineTerms, _Mapping]]] = ..., human_translator: _Optional[bool] = ..., agent_language: _Optional[str] = ..., memory_threshold_percent: _Optional[int] = ...) -> None: ...

class PolicyRevision(_message.Message):
    __slots__ = ("revision", "published_at", "note")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    revision: int
    published_at: _timestamp_pb2.Timestamp
    note: str
    def __init__(self, revision: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...

class PublishPolicyRequest(_message.Message):
    __slots__ = ("policy", "based_on", "note", "validate_only")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    policy: TranslationPolicy
    based_on: int
    note: str
    validate_only: bool
    def __init__(self, policy: _Optional[_Union[TranslationPolicy, _Mapping]] = ..., based_on: _Optional[int] = ..., note: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishPolicyResponse(_message.Message):
    __slots__ = ("policy", "revision")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    policy: TranslationPolicy
    revision: int
    def __init__(self, policy: _Optional[_Union[TranslationPolicy, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class GetPolicyRequest(_message.Message):
    __slots__ = ("revision",)
    REVISION_FIELD_NUMBER: _ClassVar[int]
    revision: int
    def __init__(self, revision: _Optional[int] = ...) -> None: ...

class GetPolicyResponse(_message.Message):
    __slots__ = ("policy", "revision")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    policy: TranslationPolicy
    revision: PolicyRevision
    def __init__(self, policy: _Optional[_Union[TranslationPolicy, _Mapping]] = ..., revision: _Optional[_Union[PolicyRevision, _Mapping]] = ...) -> None: ...

class ListPolicyRevisionsRequest(_message.Message):
    __slots__ = ("page_size", "cursor")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    cursor: str
    def __init__(self, page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListPolicyRevisionsResponse(_message.Message):
    __slots__ = ("revisions", "next_cursor")
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    revisions: _containers.RepeatedCompositeFieldContainer[PolicyRevision]
    next_cursor: str
    def __init__(self, revisions: _Optional[_Iterable[_Union[PolicyRevision, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class GetEngineStatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class EngineCondition(_message.Message):
    __slots__ = ("health", "why", "retry_in_seconds")
    HEALTH_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    RETRY_IN_SECONDS_FIELD_NUMBER: _ClassVar[int]
    health: EngineHealth
    why: str
    retry_in_seconds: float
    def __init__(self, health: _Optional[_Union[EngineHealth, str]] = ..., why: _Optional[str] = ..., retry_in_seconds: _Optional[float] = ...) -> None: ...

class EngineQuality(_message.Message):
    __slots__ = ("answered", "away", "refused", "failed_share", "judged", "faulty", "faulty_share", "mean_ms", "p95_ms")
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    AWAY_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    FAILED_SHARE_FIELD_NUMBER: _ClassVar[int]
    JUDGED_FIELD_NUMBER: _ClassVar[int]
    FAULTY_FIELD_NUMBER: _ClassVar[int]
    FAULTY_SHARE_FIELD_NUMBER: _ClassVar[int]
    MEAN_MS_FIELD_NUMBER: _ClassVar[int]
    P95_MS_FIELD_NUMBER: _ClassVar[int]
    answered: int
    away: int
    refused: int
    failed_share: float
    judged: int
    faulty: int
    faulty_share: float
    mean_ms: int
    p95_ms: int
    def __init__(self, answered: _Optional[int] = ..., away: _Optional[int] = ..., refused: _Optional[int] = ..., failed_share: _Optional[float] = ..., judged: _Optional[int] = ..., faulty: _Optional[int] = ..., faulty_share: _Optional[float] = ..., mean_ms: _Optional[int] = ..., p95_ms: _Optional[int] = ...) -> None: ...

class PairStatus(_message.Message):
    __slots__ = ("source_language", "target_language", "condition", "characters", "costs", "quality")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    COSTS_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    condition: EngineCondition
    characters: int
    costs: _containers.RepeatedCompositeFieldContainer[_types_pb2.Money]
    quality: EngineQuality
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., condition: _Optional[_Union[EngineCondition, _Mapping]] = ..., characters: _Optional[int] = ..., costs: _Optional[_Iterable[_Union[_types_pb2.Money, _Mapping]]] = ..., quality: _Optional[_Union[EngineQuality, _Mapping]] = ...) -> None: ...

class EngineStatus(_message.Message):
    __slots__ = ("engine", "condition", "known_pairs", "month", "characters", "monthly_characters", "costs", "quality", "last_answered_at", "last_away_at", "last_away_why", "pairs")
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_PAIRS_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    MONTHLY_CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    COSTS_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    LAST_ANSWERED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AWAY_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AWAY_WHY_FIELD_NUMBER: _ClassVar[int]
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    engine: str
    condition: EngineCondition
    known_pairs: int
    month: str
    characters: int
    monthly_characters: int
    costs: _containers.RepeatedCompositeFieldContainer[_types_pb2.Money]
    quality: EngineQuality
    last_answered_at: _timestamp_pb2.Timestamp
    last_away_at: _timestamp_pb2.Timestamp
    last_away_why: str
    pairs: _containers.RepeatedCompositeFieldContainer[PairStatus]
    def __init__(self, engine: _Optional[str] = ..., condition: _Optional[_Union[EngineCondition, _Mapping]] = ..., known_pairs: _Optional[int] = ..., month: _Optional[str] = ..., characters: _Optional[int] = ..., monthly_characters: _Optional[int] = ..., costs: _Optional[_Iterable[_Union[_types_pb2.Money, _Mapping]]] = ..., quality: _Optional[_Union[EngineQuality, _Mapping]] = ..., last_answered_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_away_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_away_why: _Optional[str] = ..., pairs: _Optional[_Iterable[_Union[PairStatus, _Mapping]]] = ...) -> None: ...

class GetEngineStatusResponse(_message.Message):
    __slots__ = ("engines",)
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    engines: _containers.RepeatedCompositeFieldContainer[EngineStatus]
    def __init__(self, engines: _Optional[_Iterable[_Union[EngineStatus, _Mapping]]] = ...) -> None: ...
