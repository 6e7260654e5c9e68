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

class TermRule(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TERM_RULE_UNSPECIFIED: _ClassVar[TermRule]
    TERM_RULE_MUST: _ClassVar[TermRule]
    TERM_RULE_MAY: _ClassVar[TermRule]
    TERM_RULE_MUST_NOT: _ClassVar[TermRule]

class GlossaryFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GLOSSARY_FORMAT_UNSPECIFIED: _ClassVar[GlossaryFormat]
    GLOSSARY_FORMAT_CSV: _ClassVar[GlossaryFormat]
    GLOSSARY_FORMAT_TBX: _ClassVar[GlossaryFormat]

class TermFaultKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TERM_FAULT_KIND_UNSPECIFIED: _ClassVar[TermFaultKind]
    TERM_FAULT_KIND_MISSING: _ClassVar[TermFaultKind]
    TERM_FAULT_KIND_TRANSLATED: _ClassVar[TermFaultKind]
    TERM_FAULT_KIND_FORBIDDEN: _ClassVar[TermFaultKind]
TERM_RULE_UNSPECIFIED: TermRule
TERM_RULE_MUST: TermRule
TERM_RULE_MAY: TermRule
TERM_RULE_MUST_NOT: TermRule
GLOSSARY_FORMAT_UNSPECIFIED: GlossaryFormat
GLOSSARY_FORMAT_CSV: GlossaryFormat
GLOSSARY_FORMAT_TBX: GlossaryFormat
TERM_FAULT_KIND_UNSPECIFIED: TermFaultKind
TERM_FAULT_KIND_MISSING: TermFaultKind
TERM_FAULT_KIND_TRANSLATED: TermFaultKind
TERM_FAULT_KIND_FORBIDDEN: TermFaultKind

class GlossaryTerm(_message.Message):
    __slots__ = ("source", "targets", "rule", "case_sensitive", "forbidden", "note")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    CASE_SENSITIVE_FIELD_NUMBER: _ClassVar[int]
    FORBIDDEN_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    source: str
    targets: _containers.RepeatedScalarFieldContainer[str]
    rule: TermRule
    case_sensitive: bool
    forbidden: _containers.RepeatedScalarFieldContainer[str]
    note: str
    def __init__(self, source: _Optional[str] = ..., targets: _Optional[_Iterable[str]] = ..., rule: _Optional[_Union[TermRule, str]] = ..., case_sensitive: _Optional[bool] = ..., forbidden: _Optional[_Iterable[str]] = ..., note: _Optional[str] = ...) -> None: ...

class GlossaryLine(_message.Message):
    __slots__ = ("source_language", "target_language", "product", "revision", "published_at", "note", "terms")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    product: str
    revision: int
    published_at: _timestamp_pb2.Timestamp
    note: str
    terms: int
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ..., revision: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ..., terms: _Optional[int] = ...) -> None: ...

class PublishGlossaryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "product", "terms", "staged", "based_on", "note", "validate_only")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    STAGED_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    product: str
    terms: _containers.RepeatedCompositeFieldContainer[GlossaryTerm]
    staged: _containers.RepeatedScalarFieldContainer[str]
    based_on: int
    note: str
    validate_only: bool
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ..., terms: _Optional[_Iterable[_Union[GlossaryTerm, _Mapping]]] = ..., staged: _Optional[_Iterable[str]] = ..., based_on: _Optional[int] = ..., note: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishGlossaryResponse(_message.Message):
    __slots__ = ("glossary",)
    GLOSSARY_FIELD_NUMBER: _ClassVar[int]
    glossary: GlossaryLine
    def __init__(self, glossary: _Optional[_Union[GlossaryLine, _Mapping]] = ...) -> None: ...

class StageGlossaryTermsRequest(_message.Message):
    __slots__ = ("terms", "file")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    terms: _containers.RepeatedCompositeFieldContainer[GlossaryTerm]
    file: GlossaryFile
    def __init__(self, terms: _Optional[_Iterable[_Union[GlossaryTerm, _Mapping]]] = ..., file: _Optional[_Union[GlossaryFile, _Mapping]] = ...) -> None: ...

class StageGlossaryTermsResponse(_message.Message):
    __slots__ = ("staged", "terms")
    STAGED_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    staged: str
    terms: int
    def __init__(self, staged: _Optional[str] = ..., terms: _Optional[int] = ...) -> None: ...

class GlossaryFile(_message.Message):
    __slots__ = ("format", "content", "source_language", "target_language")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    format: GlossaryFormat
    content: str
    source_language: str
    target_language: str
    def __init__(self, format: _Optional[_Union[GlossaryFormat, str]] = ..., content: _Optional[str] = ..., source_language: _Optional[str] = ..., target_language: _Optional[str] = ...) -> None: ...

class ImportGlossaryRequest(_message.Message):
    __slots__ = ("file", "product", "based_on", "note", "validate_only")
    FILE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    file: GlossaryFile
    product: str
    based_on: int
    note: str
    validate_only: bool
    def __init__(self, file: _Optional[_Union[GlossaryFile, _Mapping]] = ..., product: _Optional[str] = ..., based_on: _Optional[int] = ..., note: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class ImportGlossaryResponse(_message.Message):
    __slots__ = ("glossary",)
    GLOSSARY_FIELD_NUMBER: _ClassVar[int]
    glossary: GlossaryLine
    def __init__(self, glossary: _Optional[_Union[GlossaryLine, _Mapping]] = ...) -> None: ...

class GetGlossaryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "product", "revision", "page_size", "cursor")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    product: str
    revision: int
    page_size: int
    cursor: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ..., revision: _Optional[int] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class GetGlossaryResponse(_message.Message):
    __slots__ = ("glossary", "terms", "next_cursor")
    GLOSSARY_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    glossary: GlossaryLine
    terms: _containers.RepeatedCompositeFieldContainer[GlossaryTerm]
    next_cursor: str
    def __init__(self, glossary: _Optional[_Union[GlossaryLine, _Mapping]] = ..., terms: _Optional[_Iterable[_Union[GlossaryTerm, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class ExportGlossaryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "product", "revision", "format", "cursor")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    product: str
    revision: int
    format: GlossaryFormat
    cursor: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ..., revision: _Optional[int] = ..., format: _Optional[_Union[GlossaryFormat, str]] = ..., cursor: _Optional[str] = ...) -> None: ...

class ExportGlossaryResponse(_message.Message):
    __slots__ = ("content", "next_cursor")
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    content: str
    next_cursor: str
    def __init__(self, content: _Optional[str] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class ListGlossariesRequest(_message.Message):
    __slots__ = ("revision",)
    REVISION_FIELD_NUMBER: _ClassVar[int]
    revision: int
    def __init__(self, revision: _Optional[int] = ...) -> None: ...

class ListGlossariesResponse(_message.Message):
    __slots__ = ("glossaries", "revision")
    GLOSSARIES_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    glossaries: _containers.RepeatedCompositeFieldContainer[GlossaryLine]
    revision: int
    def __init__(self, glossaries: _Optional[_Iterable[_Union[GlossaryLine, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class CheckGlossaryRequest(_message.Message):
    __slots__ = ("source_language", "target_language", "product", "text", "translation")
    SOURCE_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TRANSLATION_FIELD_NUMBER: _ClassVar[int]
    source_language: str
    target_language: str
    product: str
    text: str
    translation: str
    def __init__(self, source_language: _Optional[str] = ..., target_language: _Optional[str] = ..., product: _Optional[str] = ..., text: _Optional[str] = ..., translation: _Optional[str] = ...) -> None: ...

class TextPlace(_message.Message):
    __slots__ = ("start", "end")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ...) -> None: ...

class GlossaryHit(_message.Message):
    __slots__ = ("term", "place", "text")
    TERM_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    term: GlossaryTerm
    place: TextPlace
    text: str
    def __init__(self, term: _Optional[_Union[GlossaryTerm, _Mapping]] = ..., place: _Optional[_Union[TextPlace, _Mapping]] = ..., text: _Optional[str] = ...) -> None: ...

class TermFault(_message.Message):
    __slots__ = ("kind", "term", "source", "target")
    KIND_FIELD_NUMBER: _ClassVar[int]
    TERM_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    kind: TermFaultKind
    term: GlossaryTerm
    source: TextPlace
    target: TextPlace
    def __init__(self, kind: _Optional[_Union[TermFaultKind, str]] = ..., term: _Optional[_Union[GlossaryTerm, _Mapping]] = ..., source: _Optional[_Union[TextPlace, _Mapping]] = ..., target: _Optional[_Union[TextPlace, _Mapping]] = ...) -> None: ...

class CheckGlossaryResponse(_message.Message):
    __slots__ = ("revision", "hits", "faults")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HITS_FIELD_NUMBER: _ClassVar[int]
    FAULTS_FIELD_NUMBER: _ClassVar[int]
    revision: int
    hits: _containers.RepeatedCompositeFieldContainer[GlossaryHit]
    faults: _containers.RepeatedCompositeFieldContainer[TermFault]
    def __init__(self, revision: _Optional[int] = ..., hits: _Optional[_Iterable[_Union[GlossaryHit, _Mapping]]] = ..., faults: _Optional[_Iterable[_Union[TermFault, _Mapping]]] = ...) -> None: ...
