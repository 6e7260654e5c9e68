import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
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
    __slots__ = ("language", "confidence", "doubt")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    DOUBT_FIELD_NUMBER: _ClassVar[int]
    language: str
    confidence: float
    doubt: _events_pb2.Doubt
    def __init__(self, language: _Optional[str] = ..., confidence: _Optional[float] = ..., doubt: _Optional[_Union[_events_pb2.Doubt, str]] = ...) -> None: ...

class TranslateRequest(_message.Message):
    __slots__ = ("text", "source_language", "target_language", "product", "context", "market")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    text: str
    source_language: str
    target_language: str
    product: str
    context: str
    market: str
    def __init__(self, text: _Optional[str] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ..., context: _Optional[str] = ..., market: _Optional[str] = ...) -> None: ...

class TranslateResponse(_message.Message):
    __slots__ = ("outcome", "reason", "source_language", "target_language", "engine", "text", "engine_version", "glossary_revision", "quality", "faults", "segments", "remembered_segments", "doubt")
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    GLOSSARY_REVISION_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    FAULTS_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    REMEMBERED_SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    DOUBT_FIELD_NUMBER: _ClassVar[int]
    outcome: _events_pb2.Outcome
    reason: _events_pb2.UntranslatedReason
    source_language: str
    target_language: str
    engine: str
    text: str
    engine_version: str
    glossary_revision: int
    quality: float
    faults: _containers.RepeatedCompositeFieldContainer[_events_pb2.Fault]
    segments: int
    remembered_segments: int
    doubt: _events_pb2.Doubt
    def __init__(self, outcome: _Optional[_Union[_events_pb2.Outcome, str]] = ..., reason: _Optional[_Union[_events_pb2.UntranslatedReason, str]] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., engine: _Optional[str] = ..., text: _Optional[str] = ..., engine_version: _Optional[str] = ..., glossary_revision: _Optional[int] = ..., quality: _Optional[float] = ..., faults: _Optional[_Iterable[_Union[_events_pb2.Fault, _Mapping]]] = ..., segments: _Optional[int] = ..., remembered_segments: _Optional[int] = ..., doubt: _Optional[_Union[_events_pb2.Doubt, str]] = ...) -> None: ...

class TranslateBatchRequest(_message.Message):
    __slots__ = ("requests",)
    REQUESTS_FIELD_NUMBER: _ClassVar[int]
    requests: _containers.RepeatedCompositeFieldContainer[TranslateRequest]
    def __init__(self, requests: _Optional[_Iterable[_Union[TranslateRequest, _Mapping]]] = ...) -> None: ...

class TranslateBatchResponse(_message.Message):
    __slots__ = ("responses",)
    RESPONSES_FIELD_NUMBER: _ClassVar[int]
    responses: _containers.RepeatedCompositeFieldContainer[TranslateResponse]
    def __init__(self, responses: _Optional[_Iterable[_Union[TranslateResponse, _Mapping]]] = ...) -> None: ...

class TranslateLongRequest(_message.Message):
    __slots__ = ("text", "source_language", "target_language", "product")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    text: str
    source_language: str
    target_language: str
    product: str
    def __init__(self, text: _Optional[str] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ...) -> None: ...

class TranslateLongResponse(_message.Message):
    __slots__ = ("original", "translation")
    ORIGINAL_FIELD_NUMBER: _ClassVar[int]
    TRANSLATION_FIELD_NUMBER: _ClassVar[int]
    original: str
    translation: TranslateResponse
    def __init__(self, original: _Optional[str] = ..., translation: _Optional[_Union[TranslateResponse, _Mapping]] = ...) -> None: ...

class CorrectTranslationRequest(_message.Message):
    __slots__ = ("message_id", "text", "corrected_by")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_BY_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    text: str
    corrected_by: str
    def __init__(self, message_id: _Optional[str] = ..., text: _Optional[str] = ..., corrected_by: _Optional[str] = ...) -> None: ...

class CorrectTranslationResponse(_message.Message):
    __slots__ = ("translation",)
    TRANSLATION_FIELD_NUMBER: _ClassVar[int]
    translation: MessageTranslation
    def __init__(self, translation: _Optional[_Union[MessageTranslation, _Mapping]] = ...) -> None: ...

class ListTranslationQueueRequest(_message.Message):
    __slots__ = ("page_size", "cursor")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    cursor: str
    def __init__(self, page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListTranslationQueueResponse(_message.Message):
    __slots__ = ("translations", "next_cursor")
    TRANSLATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    translations: _containers.RepeatedCompositeFieldContainer[MessageTranslation]
    next_cursor: str
    def __init__(self, translations: _Optional[_Iterable[_Union[MessageTranslation, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class PseudoTranslateRequest(_message.Message):
    __slots__ = ("text", "locale")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LOCALE_FIELD_NUMBER: _ClassVar[int]
    text: str
    locale: str
    def __init__(self, text: _Optional[str] = ..., locale: _Optional[str] = ...) -> None: ...

class PseudoTranslateResponse(_message.Message):
    __slots__ = ("text",)
    TEXT_FIELD_NUMBER: _ClassVar[int]
    text: str
    def __init__(self, text: _Optional[str] = ...) -> None: ...

class GetMessageTranslationRequest(_message.Message):
    __slots__ = ("message_id",)
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    def __init__(self, message_id: _Optional[str] = ...) -> None: ...

class MessageTranslation(_message.Message):
    __slots__ = ("message_id", "ticket_id", "language", "confidence", "target_language", "outcome", "reason", "engine", "original", "text", "translated_at", "attempts", "direction", "doubt", "engine_version", "glossary_revision", "quality", "faults", "segments", "remembered_segments", "queued", "corrections", "again_at")
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
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    DOUBT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    GLOSSARY_REVISION_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    FAULTS_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    REMEMBERED_SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    QUEUED_FIELD_NUMBER: _ClassVar[int]
    CORRECTIONS_FIELD_NUMBER: _ClassVar[int]
    AGAIN_AT_FIELD_NUMBER: _ClassVar[int]
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
    direction: _events_pb2.Direction
    doubt: _events_pb2.Doubt
    engine_version: str
    glossary_revision: int
    quality: float
    faults: _containers.RepeatedCompositeFieldContainer[_events_pb2.Fault]
    segments: int
    remembered_segments: int
    queued: bool
    corrections: _containers.RepeatedCompositeFieldContainer[Correction]
    again_at: _timestamp_pb2.Timestamp
    def __init__(self, message_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., language: _Optional[str] = ..., confidence: _Optional[float] = ..., target_language: _Optional[str] = ..., outcome: _Optional[_Union[_events_pb2.Outcome, str]] = ..., reason: _Optional[_Union[_events_pb2.UntranslatedReason, str]] = ..., engine: _Optional[str] = ..., original: _Optional[str] = ..., text: _Optional[str] = ..., translated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., attempts: _Optional[int] = ..., direction: _Optional[_Union[_events_pb2.Direction, str]] = ..., doubt: _Optional[_Union[_events_pb2.Doubt, str]] = ..., engine_version: _Optional[str] = ..., glossary_revision: _Optional[int] = ..., quality: _Optional[float] = ..., faults: _Optional[_Iterable[_Union[_events_pb2.Fault, _Mapping]]] = ..., segments: _Optional[int] = ..., remembered_segments: _Optional[int] = ..., queued: _Optional[bool] = ..., corrections: _Optional[_Iterable[_Union[Correction, _Mapping]]] = ..., again_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Correction(_message.Message):
    __slots__ = ("text", "corrected_by", "corrected_at")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_BY_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_AT_FIELD_NUMBER: _ClassVar[int]
    text: str
    corrected_by: str
    corrected_at: _timestamp_pb2.Timestamp
    def __init__(self, text: _Optional[str] = ..., corrected_by: _Optional[str] = ..., corrected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

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
