import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MemberProfileChanged(_message.Message):
    __slots__ = ("customer_id", "zone", "market", "language", "segments", "sequence", "changed_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    zone: str
    market: str
    language: str
    segments: _containers.RepeatedScalarFieldContainer[str]
    sequence: int
    changed_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., zone: _Optional[str] = ..., market: _Optional[str] = ..., language: _Optional[str] = ..., segments: _Optional[_Iterable[str]] = ..., sequence: _Optional[int] = ..., changed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class MemberForgotten(_message.Message):
    __slots__ = ("customer_id", "sequence", "forgotten_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FORGOTTEN_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    sequence: int
    forgotten_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., sequence: _Optional[int] = ..., forgotten_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class MemberGiftDue(_message.Message):
    __slots__ = ("customer_id", "year", "due_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    year: int
    due_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., year: _Optional[int] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
