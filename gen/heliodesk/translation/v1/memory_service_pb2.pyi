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

class MemoryOrigin(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEMORY_ORIGIN_UNSPECIFIED: _ClassVar[MemoryOrigin]
    MEMORY_ORIGIN_PERSON: _ClassVar[MemoryOrigin]
    MEMORY_ORIGIN_ENGINE: _ClassVar[MemoryOrigin]
MEMORY_ORIGIN_UNSPECIFIED: MemoryOrigin
MEMORY_ORIGIN_PERSON: MemoryOrigin
MEMORY_ORIGIN_ENGINE: MemoryOrigin

class MemoryUnit(_message.Message):
    __slots__ = ("unit_id", "source_language", "target_language", "source", "target", "context", "origin", "author", "version", "remembered_at", "correction_id")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REMEMBERED_AT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    source_language: str
    target_language: str
    source: str
    target: str
    context: str
    origin: MemoryOrigin
    author: str
    version: str
    remembered_at: _timestamp_pb2.Timestamp
    correction_id: str
    def __init__(self, unit_id: _Optional[str] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., source: _Optional[str] = ..., target: _Optional[str] = ..., context: _Optional[str] = ..., origin: _Optional[_Union[MemoryOrigin, str]] = ..., author: _Optional[str] = ..., version: _Optional[str] = ..., remembered_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., correction_id: _Optional[str] = ...) -> None: ...

class SimilarUnit(_message.Message):
    __slots__ = ("unit", "score", "complete")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_FIELD_NUMBER: _ClassVar[int]
    unit: MemoryUnit
    score: float
    complete: bool
    def __init__(self, unit: _Optional[_Union[MemoryUnit, _Mapping]] = ..., score: _Optional[float] = ..., complete: _Optional[bool] = ...) -> None: ...

class LookUpMemoryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "texts", "context", "similar", "threshold")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    SIMILAR_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    texts: _containers.RepeatedScalarFieldContainer[str]
    context: str
    similar: int
    threshold: int
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., texts: _Optional[_Iterable[str]] = ..., context: _Optional[str] = ..., similar: _Optional[int] = ..., threshold: _Optional[int] = ...) -> None: ...

class MemoryAnswer(_message.Message):
    __slots__ = ("exact", "similar")
    EXACT_FIELD_NUMBER: _ClassVar[int]
    SIMILAR_FIELD_NUMBER: _ClassVar[int]
    exact: MemoryUnit
    similar: _containers.RepeatedCompositeFieldContainer[SimilarUnit]
    def __init__(self, exact: _Optional[_Union[MemoryUnit, _Mapping]] = ..., similar: _Optional[_Iterable[_Union[SimilarUnit, _Mapping]]] = ...) -> None: ...

class LookUpMemoryResponse(_message.Message):
    __slots__ = ("answers",)
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    answers: _containers.RepeatedCompositeFieldContainer[MemoryAnswer]
    def __init__(self, answers: _Optional[_Iterable[_Union[MemoryAnswer, _Mapping]]] = ...) -> None: ...

class RememberTranslationRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "source", "target", "context", "author")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    source: str
    target: str
    context: str
    author: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., source: _Optional[str] = ..., target: _Optional[str] = ..., context: _Optional[str] = ..., author: _Optional[str] = ...) -> None: ...

class RememberTranslationResponse(_message.Message):
    __slots__ = ("unit",)
    UNIT_FIELD_NUMBER: _ClassVar[int]
    unit: MemoryUnit
    def __init__(self, unit: _Optional[_Union[MemoryUnit, _Mapping]] = ...) -> None: ...

class ImportMemoryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "tmx", "context", "author")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TMX_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    tmx: str
    context: str
    author: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., tmx: _Optional[str] = ..., context: _Optional[str] = ..., author: _Optional[str] = ...) -> None: ...

class ImportMemoryResponse(_message.Message):
    __slots__ = ("remembered", "passed_over")
    REMEMBERED_FIELD_NUMBER: _ClassVar[int]
    PASSED_OVER_FIELD_NUMBER: _ClassVar[int]
    remembered: int
    passed_over: int
    def __init__(self, remembered: _Optional[int] = ..., passed_over: _Optional[int] = ...) -> None: ...

class WithdrawTranslationRequest(_message.Message):
    __slots__ = ("unit_id", "correction_id", "author")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    correction_id: str
    author: str
    def __init__(self, unit_id: _Optional[str] = ..., correction_id: _Optional[str] = ..., author: _Optional[str] = ...) -> None: ...

class WithdrawTranslationResponse(_message.Message):
    __slots__ = ("unit",)
    UNIT_FIELD_NUMBER: _ClassVar[int]
    unit: MemoryUnit
    def __init__(self, unit: _Optional[_Union[MemoryUnit, _Mapping]] = ...) -> None: ...

class ListMemoryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "origin", "page_size", "cursor")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    origin: MemoryOrigin
    page_size: int
    cursor: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., origin: _Optional[_Union[MemoryOrigin, str]] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListMemoryResponse(_message.Message):
    __slots__ = ("units", "next_cursor")
    UNITS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    units: _containers.RepeatedCompositeFieldContainer[MemoryUnit]
    next_cursor: str
    def __init__(self, units: _Optional[_Iterable[_Union[MemoryUnit, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...
