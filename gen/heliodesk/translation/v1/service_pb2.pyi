import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.translation.v1 import events_pb2 as _events_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DetectRequest(_message.Message):
    __slots__ = ("text",)
    TEXT_FIELD_NUMBER: _ClassVar[int]
    text: str
    def __init__(self, text: _Optional[str] = ...) -> None: ...

class DetectResponse(_message.Message):
    __slots__ = ("language", "confidence")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    language: str
    confidence: float
    def __init__(self, language: _Optional[str] = ..., confidence: _Optional[float] = ...) -> None: ...

class TranslateRequest(_message.Message):
    __slots__ = ("text", "source_language", "target_language")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    text: str
    source_language: str
    target_language: str
    def __init__(self, text: _Optional[str] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ...) -> None: ...

class TranslateResponse(_message.Message):
    __slots__ = ("outcome", "reason", "source_language", "target_language", "engine", "text")
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    outcome: _events_pb2.Outcome
    reason: _events_pb2.UntranslatedReason
    source_language: str
    target_language: str
    engine: str
    text: str
    def __init__(self, outcome: _Optional[_Union[_events_pb2.Outcome, str]] = ..., reason: _Optional[_Union[_events_pb2.UntranslatedReason, str]] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., engine: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class GetMessageTranslationRequest(_message.Message):
    __slots__ = ("message_id",)
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    def __init__(self, message_id: _Optional[str] = ...) -> None: ...

class MessageTranslation(_message.Message):
    __slots__ = ("message_id", "ticket_id", "language", "confidence", "target_language", "outcome", "reason", "engine", "original", "text", "translated_at", "attempts")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    ORIGINAL_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TRANSLATED_AT_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    ticket_id: str
    language: str
    confidence: float
    target_language: str
    outcome: _events_pb2.Outcome
    reason: _events_pb2.UntranslatedReason
    engine: str
    original: str
    text: str
    translated_at: _timestamp_pb2.Timestamp
    attempts: int
    def __init__(self, message_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., language: _Optional[str] = ..., confidence: _Optional[float] = ..., target_language: _Optional[str] = ..., outcome: _Optional[_Union[_events_pb2.Outcome, str]] = ..., reason: _Optional[_Union[_events_pb2.UntranslatedReason, str]] = ..., engine: _Optional[str] = ..., original: _Optional[str] = ..., text: _Optional[str] = ..., translated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., attempts: _Optional[int] = ...) -> None: ...

class GetMessageTranslationResponse(_message.Message):
    __slots__ = ("translation",)
    TRANSLATION_FIELD_NUMBER: _ClassVar[int]
    translation: MessageTranslation
    def __init__(self, translation: _Optional[_Union[MessageTranslation, _Mapping]] = ...) -> None: ...

class ListEnginesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class LanguagePair(_message.Message):
    __slots__ = ("source_language", "target_language")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ...) -> None: ...

class TranslationEngine(_message.Message):
    __slots__ = ("name", "available", "pairs")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    name: str
    available: bool
    pairs: _containers.RepeatedCompositeFieldContainer[LanguagePair]
    def __init__(self, name: _Optional[str] = ..., available: _Optional[bool] = ..., pairs: _Optional[_Iterable[_Union[LanguagePair, _Mapping]]] = ...) -> None: ...

class ListEnginesResponse(_message.Message):
    __slots__ = ("engines",)
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    engines: _containers.RepeatedCompositeFieldContainer[TranslationEngine]
    def __init__(self, engines: _Optional[_Iterable[_Union[TranslationEngine, _Mapping]]] = ...) -> None: ...
