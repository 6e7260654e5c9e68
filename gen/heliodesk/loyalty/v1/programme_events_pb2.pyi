import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProgrammePublished(_message.Message):
    __slots__ = ("programme", "revision", "published_at", "note")
    PROGRAMME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    programme: _programme_types_pb2.Programme
    revision: int
    published_at: _timestamp_pb2.Timestamp
    note: str
    def __init__(self, programme: _Optional[_Union[_programme_types_pb2.Programme, _Mapping]] = ..., revision: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...
