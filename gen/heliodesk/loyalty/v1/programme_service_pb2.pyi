import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProgrammeRevision(_message.Message):
    __slots__ = ("revision", "published_at", "note")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    revision: int
    published_at: _timestamp_pb2.Timestamp
    note: str
    def __init__(self, revision: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...

class PublishProgrammeRequest(_message.Message):
    __slots__ = ("programme", "based_on", "note", "validate_only")
    PROGRAMME_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    programme: _programme_types_pb2.Programme
    based_on: int
    note: str
    validate_only: bool
    def __init__(self, programme: _Optional[_Union[_programme_types_pb2.Programme, _Mapping]] = ..., based_on: _Optional[int] = ..., note: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishProgrammeResponse(_message.Message):
    __slots__ = ("programme", "revision")
    PROGRAMME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    programme: _programme_types_pb2.Programme
    revision: int
    def __init__(self, programme: _Optional[_Union[_programme_types_pb2.Programme, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class GetProgrammeRequest(_message.Message):
    __slots__ = ("revision",)
    REVISION_FIELD_NUMBER: _ClassVar[int]
    revision: int
    def __init__(self, revision: _Optional[int] = ...) -> None: ...

class GetProgrammeResponse(_message.Message):
    __slots__ = ("programme", "revision")
    PROGRAMME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    programme: _programme_types_pb2.Programme
    revision: ProgrammeRevision
    def __init__(self, programme: _Optional[_Union[_programme_types_pb2.Programme, _Mapping]] = ..., revision: _Optional[_Union[ProgrammeRevision, _Mapping]] = ...) -> None: ...

class ListProgrammeRevisionsRequest(_message.Message):
    __slots__ = ("page_size", "cursor")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    cursor: str
    def __init__(self, page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListProgrammeRevisionsResponse(_message.Message):
    __slots__ = ("revisions", "next_cursor")
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    revisions: _containers.RepeatedCompositeFieldContainer[ProgrammeRevision]
    next_cursor: str
    def __init__(self, revisions: _Optional[_Iterable[_Union[ProgrammeRevision, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...
