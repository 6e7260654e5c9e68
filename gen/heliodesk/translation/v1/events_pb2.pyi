import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OUTCOME_UNSPECIFIED: _ClassVar[Outcome]
    OUTCOME_TRANSLATED: _ClassVar[Outcome]
    OUTCOME_UNTRANSLATED: _ClassVar[Outcome]
    OUTCOME_FAULTY: _ClassVar[Outcome]

class UntranslatedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNTRANSLATED_REASON_UNSPECIFIED: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_SAME_LANGUAGE: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_UNKNOWN_LANGUAGE: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_ENGINE_AWAY: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_ENGINE_REFUSED: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_TEXT_TOO_LONG: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_NOTHING_TO_TRANSLATE: _ClassVar[UntranslatedReason]

class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTION_UNSPECIFIED: _ClassVar[Direction]
    DIRECTION_INBOUND: _ClassVar[Direction]
    DIRECTION_OUTBOUND: _ClassVar[Direction]

class Doubt(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DOUBT_UNSPECIFIED: _ClassVar[Doubt]
    DOUBT_SHORT: _ClassVar[Doubt]
    DOUBT_TRANSLITERATED: _ClassVar[Doubt]
    DOUBT_CODE_SWITCHED: _ClassVar[Doubt]
    DOUBT_CLOSE_LANGUAGES: _ClassVar[Doubt]

class FaultKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FAULT_KIND_UNSPECIFIED: _ClassVar[FaultKind]
    FAULT_KIND_TOKEN_LOST: _ClassVar[FaultKind]
    FAULT_KIND_TOKEN_DOUBLED: _ClassVar[FaultKind]
    FAULT_KIND_TOKEN_ALTERED: _ClassVar[FaultKind]
    FAULT_KIND_TOKEN_ADDED: _ClassVar[FaultKind]
    FAULT_KIND_TERM_MISSING: _ClassVar[FaultKind]
    FAULT_KIND_TERM_TRANSLATED: _ClassVar[FaultKind]
    FAULT_KIND_TERM_FORBIDDEN: _ClassVar[FaultKind]
OUTCOME_UNSPECIFIED: Outcome
OUTCOME_TRANSLATED: Outcome
OUTCOME_UNTRANSLATED: Outcome
OUTCOME_FAULTY: Outcome
UNTRANSLATED_REASON_UNSPECIFIED: UntranslatedReason
UNTRANSLATED_REASON_SAME_LANGUAGE: UntranslatedReason
UNTRANSLATED_REASON_UNKNOWN_LANGUAGE: UntranslatedReason
UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR: UntranslatedReason
UNTRANSLATED_REASON_ENGINE_AWAY: UntranslatedReason
UNTRANSLATED_REASON_ENGINE_REFUSED: UntranslatedReason
UNTRANSLATED_REASON_TEXT_TOO_LONG: UntranslatedReason
UNTRANSLATED_REASON_NOTHING_TO_TRANSLATE: UntranslatedReason
DIRECTION_UNSPECIFIED: Direction
DIRECTION_INBOUND: Direction
DIRECTION_OUTBOUND: Direction
DOUBT_UNSPECIFIED: Doubt
DOUBT_SHORT: Doubt
DOUBT_TRANSLITERATED: Doubt
DOUBT_CODE_SWITCHED: Doubt
DOUBT_CLOSE_LANGUAGES: Doubt
FAULT_KIND_UNSPECIFIED: FaultKind
FAULT_KIND_TOKEN_LOST: FaultKind
FAULT_KIND_TOKEN_DOUBLED: FaultKind
FAULT_KIND_TOKEN_ALTERED: FaultKind
FAULT_KIND_TOKEN_ADDED: FaultKind
FAULT_KIND_TERM_MISSING: FaultKind
FAULT_KIND_TERM_TRANSLATED: FaultKind
FAULT_KIND_TERM_FORBIDDEN: FaultKind

class Fault(_message.Message):
    __slots__ = ("kind", "what")
    KIND_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    kind: FaultKind
    what: str
    def __init__(self, kind: _Optional[_Union[FaultKind, str]] = ..., what: _Optional[str] = ...) -> None: ...

class MessageTranslated(_message.Message):
    __slots__ = ("message_id", "ticket_id", "language", "confidence", "target_language", "outcome", "reason", "engine", "text", "translated_at", "direction", "doubt", "engine_version", "glossary_revision", "quality", "faults", "segments", "remembered_segments", "queued")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TRANSLATED_AT_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    DOUBT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    GLOSSARY_REVISION_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    FAULTS_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    REMEMBERED_SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    QUEUED_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    ticket_id: str
    language: str
    confidence: float
    target_language: str
    outcome: Outcome
    reason: UntranslatedReason
    engine: str
    text: str
    translated_at: _timestamp_pb2.Timestamp
    direction: Direction
    doubt: Doubt
    engine_version: str
    glossary_revision: int
    quality: float
    faults: _containers.RepeatedCompositeFieldContainer[Fault]
    segments: int
    remembered_segments: int
    queued: bool
    def __init__(self, message_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., language: _Optional[str] = ..., confidence: _Optional[float] = ..., target_language: _Optional[str] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., reason: _Optional[_Union[UntranslatedReason, str]] = ..., engine: _Optional[str] = ..., text: _Optional[str] = ..., translated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., direction: _Optional[_Union[Direction, str]] = ..., doubt: _Optional[_Union[Doubt, str]] = ..., engine_version: _Optional[str] = ..., glossary_revision: _Optional[int] = ..., quality: _Optional[float] = ..., faults: _Optional[_Iterable[_Union[Fault, _Mapping]]] = ..., segments: _Optional[int] = ..., remembered_segments: _Optional[int] = ..., queued: _Optional[bool] = ...) -> None: ...

class TranslationCorrected(_message.Message):
    __slots__ = ("message_id", "ticket_id", "language", "target_language", "text", "corrected_by", "corrected_at", "direction")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_BY_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_AT_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    ticket_id: str
    language: str
    target_language: str
    text: str
    corrected_by: str
    corrected_at: _timestamp_pb2.Timestamp
    direction: Direction
    def __init__(self, message_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., language: _Optional[str] = ..., target_language: _Optional[str] = ..., text: _Optional[str] = ..., corrected_by: _Optional[str] = ..., corrected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., direction: _Optional[_Union[Direction, str]] = ...) -> None: ...
